"""Vectors as they go to PostgreSQL and come from it: pgvector's binary form, big-endian behind a head of four bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from knowledge.index.postgres.connection import Postgres, Values
from knowledge.index.postgres.dense import HeldEntry
from knowledge.sentence_model.encoder import Vectors

_HEAD = 4
_AT_A_TIME = 5_000


def copied_in(keys: Sequence[bytes], vectors: Vectors) -> Iterator[bytes]:
    """Yield the content of a binary `copy … from stdin` of rows of a key and its vector, of `vectors` (n, dimension)."""
    yield b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
    dimension = vectors.shape[1]
    length = struct.pack(">ihh", _HEAD + 4 * dimension, dimension, 0)
    for key, vector in zip(keys, vectors.astype(">f4"), strict=True):
        yield struct.pack(">hi", 2, len(key)) + key + length + vector.tobytes()
    yield struct.pack(">h", -1)


def received(contents: Sequence[bytes], dimension: int) -> Vectors:
    """Return the vectors (n, dimension) that pgvector sent."""
    values = b"".join(content[_HEAD:] for content in contents)
    return np.frombuffer(values, dtype=">f4").reshape(len(contents), dimension).astype(np.float32)


def stored(
    db: Postgres, schema: str, where: str, dimension: int, values: Values = ()
) -> Iterator[tuple[Vectors, npt.NDArray[np.int64]]]:
    """Yield the vectors (up to `_AT_A_TIME`, dimension) of a generation for which the condition `where` holds, and the row
    id of the passage of each, by vector row id.
    """
    with db.transaction() as connection, connection.cursor(name="stored") as cursor:
        cursor.execute(
            f"select passage_rowid, vector_send(embedding) from {schema}.vectors {where} order by vector_rowid",
            values or None,
            binary=True,
        )
        while rows := cursor.fetchmany(_AT_A_TIME):
            rowids = np.array([rowid for rowid, _ in rows], dtype=np.int64)
            yield received([content for _, content in rows], dimension), rowids


def held_parts(db: Postgres, schema: str, entry: HeldEntry, dimension: int) -> Iterator[bytes]:
    """Yield the content of the copy of the vectors that a bot holds: all row ids, then all vectors, little-endian."""
    rowids = [found.astype("<i8").tobytes() for _, found in stored(db, schema, entry.where, dimension)]
    yield b"".join(rowids)
    for vectors, _ in stored(db, schema, entry.where, dimension):
        yield vectors.astype("<f4").tobytes()
