"""The dense run over PostgreSQL: what is bounded is searched in memory, exactly; much plain text by pgvector's HNSW.

On 32,000 vectors a query takes PostgreSQL 60 ms when it looks at all of them, FAISS in the bot 2 ms; statements, gaps and
profiles are thousands, and the bot answers the same as over files. Plain text is not bounded: from `HELD_VECTORS` on, no
bot holds its vectors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import pow
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.errors import IndexDamaged
from knowledge.index.manifest import Manifest
from knowledge.index.postgres.connection import Postgres
from knowledge.index.store_protocol import Run
from knowledge.index.vectors import VectorIndex
from knowledge.index.vectors_by_kind import Pairs, VectorsByKind
from knowledge.records import Language, PassageKind
from knowledge.sentence_model.encoder import Vectors

HELD_VECTORS = 50_000  # 77 MB of 384 dimensions
PER_PASSAGE = 4  # vectors that are looked at first for each passage wanted
# Candidates that the graph of 100,000 vectors is searched with; of ten times the vectors, twice as many. See docs/scaling.md.
_CANDIDATES, _GROWTH = 240, 0.3
_MOST_EF = 1000  # pgvector's limit

Pair = tuple[PassageKind, Language]


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """Under which name the manifest has the vectors that a bot holds, and the condition that chooses their passages."""

    name: str
    where: str


ALL = HeldEntry("vectors.all", "")
BOUNDED = HeldEntry("vectors.bounded", "where kind <> 'text'")


def held_entry(made: Manifest) -> HeldEntry:
    """Return which vectors of a generation a bot holds. Raises `IndexDamaged` where the manifest does not say."""
    for entry in (ALL, BOUNDED):
        if entry.name in made.files:
            return entry
    raise IndexDamaged(f"generation {made.generation!r} names no vectors to hold. Rebuild: clusterbot index --fresh")


def load_held(path: Path, dimension: int, rowids_of: Mapping[Pair, Sequence[int]]) -> VectorsByKind:
    """Return the vectors in the file `path`: all row ids, then all vectors, little-endian. Raises `IndexDamaged` where it is cut off."""
    content = np.fromfile(path, dtype=np.uint8)
    n, rest = divmod(len(content), 8 + 4 * dimension)
    if rest:
        raise IndexDamaged(f"vector file {str(path)!r} is cut off. Remove it: it is copied again")
    rowids = content[: 8 * n].view("<i8").astype(np.int64)
    vectors = content[8 * n :].view("<f4").reshape(n, dimension).astype(np.float32, copy=False)

    def selected(wanted: Pairs) -> npt.NDArray[np.int64]:
        return np.array(sorted(rowid for pair in wanted for rowid in rowids_of[pair]), dtype=np.int64)

    # exact, since sketches would be trained at every start: 1.7 s, for 1.5 ms a question
    index = VectorIndex.build(vectors, rowids, exact_up_to=len(vectors))
    return VectorsByKind(index, frozenset(rowids_of), selected)


def n_candidates(n_vectors: int, wanted: int) -> int:
    """Return with how many candidates a graph is searched for `wanted` of an index of `n_vectors`: `hnsw.ef_search`."""
    return min(_MOST_EF, max(wanted, round(_CANDIDATES * pow(n_vectors / 100_000, _GROWTH))))


class TextVectors:
    """The vectors of plain text in the database, an HNSW index for each language, in an index of `n_vectors` altogether."""

    def __init__(self, db: Postgres, schema: str, n_vectors: int) -> None:
        self._db = db
        self._schema = schema
        self._n_vectors = n_vectors

    def run(self, vector: Vectors, *, depth: int, kind: PassageKind, language: Language) -> Run:
        """Return up to `depth` (passage_rowid, cosine), best first, ties by row id: nearly always the nearest."""
        wanted = depth * PER_PASSAGE
        while True:
            rows = self._nearest(vector, wanted, kind, language)
            best: dict[int, float] = {}
            for rowid, score in rows:
                best[rowid] = max(score, best.get(rowid, score))
            # passages of many vectors may have crowded out others
            if len(best) >= depth or len(rows) < wanted:
                return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:depth]
            wanted *= 2

    def _nearest(self, vector: Vectors, n: int, kind: PassageKind, language: Language) -> list[tuple[int, float]]:
        # kind and language are none of a person's: as constants they let the planner see that an index fits
        sql = f"""select passage_rowid, -(embedding <#> %(vector)s::vector)
                  from {self._schema}.vectors where kind = '{kind}' and language = '{language}'
                  order by embedding <#> %(vector)s::vector limit %(n)s"""
        settings = (
            f"set local hnsw.ef_search = {n_candidates(self._n_vectors, n)}",
            "set local hnsw.iterative_scan = strict_order",
            "set local enable_seqscan = off",
        )
        with self._db.transaction() as connection, connection.pipeline():
            for setting in settings:
                connection.execute(setting)
            found = connection.execute(sql, {"vector": literal(vector), "n": n}).fetchall()
        return [(int(rowid), float(score)) for rowid, score in found]


def literal(vector: Iterable[float]) -> str:
    """Return a vector as pgvector reads it, without loss."""
    return f"[{','.join(map(repr, np.asarray(vector, dtype=np.float32).tolist()))}]"
