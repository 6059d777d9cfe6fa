"""Vectors of a run that is not done yet, by the hash of their text: a run that is killed half way is gone on with.

DATA/embeddings.db       removed once the generation that the vectors were made for is whole, since that holds them then
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from knowledge.sentence_model.encoder import Vectors

FILE_NAME = "embeddings.db"
_AT_A_TIME = 500  # below the number of values that SQLite has always taken
_SCHEMA = """create table if not exists embeddings (
    encoder text not null, text_sha256 text not null, vector blob not null, primary key (encoder, text_sha256)
) without rowid"""


class EmbeddingCache:
    """The vectors of one encoder in `data`; a file that is damaged is begun anew. One process writes at a time."""

    def __init__(self, data: Path, encoder: str, dimension: int) -> None:
        self._path = data / FILE_NAME
        self._encoder = encoder
        self._length = 4 * dimension
        self._connection: sqlite3.Connection | None = None

    def known(self, hashes: Iterable[str]) -> dict[str, bytes]:
        """Return the vectors that are kept of texts with these hashes, as little-endian float32."""
        if not self._path.exists():
            return {}
        wanted = list(hashes)
        found: dict[str, bytes] = {}
        try:
            for at in range(0, len(wanted), _AT_A_TIME):
                some = wanted[at : at + _AT_A_TIME]
                rows = self._open().execute(
                    f"""select text_sha256, vector from embeddings
                        where encoder = ? and text_sha256 in ({",".join("?" * len(some))})""",
                    (self._encoder, *some),
                )
                found.update((key, vector) for key, vector in rows if len(vector) == self._length)
            return found
        except sqlite3.DatabaseError:
            self.remove()
            return {}

    def keep(self, hashes: Sequence[str], vectors: Vectors) -> None:
        """Keep `vectors` (n, dimension) under the hashes of their texts. Raises `sqlite3.OperationalError`."""
        rows = [
            (self._encoder, key, vector.astype("<f4").tobytes()) for key, vector in zip(hashes, vectors, strict=True)
        ]
        connection = self._open()
        with connection:
            connection.executemany("insert or replace into embeddings values (?, ?, ?)", rows)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self._path)
            self._connection.execute(_SCHEMA)
        return self._connection

    def close(self) -> None:
        """Close the file and leave what is in it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def remove(self) -> None:
        """Remove the file: no text that is gone leaves its vector behind."""
        self.close()
        remove(self._path.parent)


def remove(data: Path) -> None:
    """Remove the vectors of an unfinished run under `data`, if there are any."""
    for suffix in ("", "-journal"):
        with suppress(OSError):
            (data / f"{FILE_NAME}{suffix}").unlink()
