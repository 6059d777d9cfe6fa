"""Vectors as they go to PostgreSQL and come from it: pgvector's binary form, big-endian behind a head of four bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from knowledge.encoder import Vectors
from knowledge.manifest import Manifest
from knowledge.postgres.connection import Postgres
from knowledge.postgres.dense import held_entry, packed
from knowledge.postgres.schema import schema_of

_HEAD = 4


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


def held_parts(db: Postgres, made: Manifest) -> Iterable[bytes]:
    """Return the content of the copy of the vectors that a bot holds, from the rows."""
    where = held_entry(made).where
    with db.transaction() as connection:
        rows = connection.execute(
            f"select passage_rowid, vector_send(embedding) from {schema_of(made.generation)}.vectors {where} order by vector_rowid",
            binary=True,
        ).fetchall()
    rowids = np.array([rowid for rowid, _ in rows], dtype=np.int64)
    return packed(rowids, received([content for _, content in rows], made.dimension))
