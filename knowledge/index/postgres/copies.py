"""Copies, in the data folder, of what a bot reads from files: classifiers, vectors held in memory, encoder graphs.

DATA/copies/SHA256    one file each, named by what is in it, so that a copy is never out of date
DATA/encoders/ID/     the graph of an encoder, as an index in a folder has it
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

from knowledge.errors import IndexDamaged
from knowledge.index import generations
from knowledge.index.manifest import sha256
from knowledge.index.postgres.connection import Postgres

FOLDER = "copies"
_STALE_SECONDS = 86_400.0

Parts = Callable[[], Iterable[bytes]]


def copied(data: Path, digest: str, parts: Parts) -> Path:
    """Return the file with the SHA-256 `digest`, made of `parts` where it is not there yet.

    Raises `IndexDamaged` where these are of another digest, and `StorageError` where the folder cannot be written.
    """
    path = data / FOLDER / digest
    if not path.is_file():
        _write(data, path, digest, parts)
    return path


def graph_copied(data: Path, graph: str, files: Mapping[str, str], parts: Callable[[str], Iterable[bytes]]) -> None:
    """Have the graph `graph` (encoders/ID) under `data`, its `files` being known by name with their digests.

    `parts` gives a file by its digest. What is there and has the same record is left as it is.
    """
    folder = data / graph
    names = {name.removeprefix(f"{graph}/"): digest for name, digest in files.items() if name.startswith(f"{graph}/")}
    smallest = [name for name in names if name.endswith(".json")]
    if all((folder / name).is_file() for name in names) and all(
        sha256(folder / name) == names[name]
        for name in smallest  # the record names the graph's own digest
    ):
        return
    for name, digest in sorted(names.items(), key=lambda item: item[0].endswith(".json")):  # the record last
        _write(data, folder / name, digest, lambda digest=digest: parts(digest))  # type: ignore[misc]


def forget_stale(data: Path, wanted: Collection[str]) -> None:
    """Remove copies that are not `wanted`, and have not been for a day: another process may be about to read them."""
    with suppress(OSError):
        for path in (data / FOLDER).iterdir():
            if path.name not in wanted and time.time() - path.stat().st_mtime > _STALE_SECONDS:
                path.unlink()


def _write(data: Path, path: Path, digest: str, parts: Parts) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".copy-")
        temporary = Path(name)
        try:
            found = hashlib.sha256()
            with os.fdopen(descriptor, "wb") as file:
                for part in parts():
                    found.update(part)
                    file.write(part)
            if found.hexdigest() != digest:
                raise IndexDamaged(
                    f"{path.name!r} in the database is not what was written. Rebuild: clusterbot index --fresh"
                )
            temporary.chmod(0o644)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise generations.cannot_write(data, error) from error


def blob(db: Postgres, digest: str) -> Iterator[bytes]:
    """Yield the parts of the blob with the SHA-256 `digest`, in order."""
    with db.transaction() as connection:
        for part in count():
            found = connection.execute(
                "select content from clusterbot.blobs where sha256 = %s and part = %s", (digest, part), binary=True
            ).fetchone()
            if found is None:
                return
            yield bytes(found[0])
