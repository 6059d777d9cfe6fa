"""Hybrid search: the only place that knows both the lexical and the dense run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import faiss
import numpy as np

from knowledge import fusion, lexical
from knowledge.encoder import Encoder, Vectors
from knowledge.records import Hit, Language, PassageKind, SearchMode
from knowledge.spelling import Speller
from knowledge.store import Store
from knowledge.vectors import VectorIndex

DEPTH = 60

# Weight of the lexical run, chosen by measurement for each language: see docs/evaluation.md.
LEXICAL_WEIGHT: dict[Language, float] = {"en": 0.5, "de": 0.7}


@dataclass(frozen=True, slots=True)
class Query:
    """A query made ready once: its language, its stems in both languages, its vector of shape (dimension,)."""

    text: str
    language: Language
    stems: tuple[str, ...]
    vector: Vectors


class Searcher:
    """Searches one generation of an index."""

    def __init__(self, store: Store, vectors: VectorIndex, encoder: Encoder, speller: Speller) -> None:
        self._store = store
        self._vectors = vectors
        self._encoder = encoder
        self._speller = speller
        rows = store.connection.execute("select passage_rowid, kind from passages").fetchall()
        self._rowids_of: dict[PassageKind, list[int]] = {}
        for rowid, kind in rows:
            self._rowids_of.setdefault(kind, []).append(rowid)

    def prepare(self, text: str, language: Language) -> Query:
        """Return `text` as a query in `language`, misspelt words put right for the lexical run."""
        corrected = self._speller.correct(text)
        other: Language = "de" if language == "en" else "en"
        stems = lexical.query_terms(corrected, (language, other))
        return Query(corrected, language, tuple(stems), self._encoder.encode_queries([corrected])[0])

    def search(
        self, query: Query, *, k: int, mode: SearchMode = "hybrid", kinds: Sequence[PassageKind] | None = None
    ) -> list[Hit]:
        """Return up to `k` hits, best first, ties by passage_id; `kinds` keeps passages of these kinds only.

        A query without stems has no lexical hits; in hybrid mode the dense run then stands alone.
        """
        depth = max(DEPTH, k)
        lexical_run = [] if mode == "dense" else self._lexical(query, depth, kinds)
        dense_run = [] if mode == "lexical" else self._dense(query, depth, kinds)
        if mode == "lexical":
            fused = list(lexical_run)
        elif mode == "dense":
            fused = list(dense_run)
        else:
            fused = fusion.weighted(lexical_run, dense_run, lexical_weight=LEXICAL_WEIGHT[query.language])
        return self._hits(fused, lexical_run, dense_run, k)

    def _lexical(self, query: Query, depth: int, kinds: Sequence[PassageKind] | None) -> list[tuple[int, float]]:
        return lexical.search(self._store.connection, query.stems, depth=depth, kinds=kinds)

    def _dense(self, query: Query, depth: int, kinds: Sequence[PassageKind] | None) -> list[tuple[int, float]]:
        selector = None
        if kinds is not None:
            wanted = [rowid for kind in kinds for rowid in self._rowids_of.get(kind, ())]
            selector = faiss.IDSelectorBatch(np.array(wanted, dtype=np.int64))
        return self._vectors.search(query.vector, depth=depth, selector=selector)

    def _hits(
        self,
        fused: list[tuple[int, float]],
        lexical_run: list[tuple[int, float]],
        dense_run: list[tuple[int, float]],
        k: int,
    ) -> list[Hit]:
        passages = self._store.passages([rowid for rowid, _ in fused])
        ordered = sorted(fused, key=lambda item: (-item[1], passages[item[0]].passage_id))[:k]
        lexical_place = {rowid: (rank, score) for rank, (rowid, score) in enumerate(lexical_run, 1)}
        dense_place = {rowid: (rank, score) for rank, (rowid, score) in enumerate(dense_run, 1)}
        hits: list[Hit] = []
        for rank, (rowid, score) in enumerate(ordered, 1):
            lexical_rank, lexical_score = lexical_place.get(rowid, (None, 0.0))
            dense_rank, dense_score = dense_place.get(rowid, (None, 0.0))
            hits.append(
                Hit(
                    passage=passages[rowid],
                    passage_rowid=rowid,
                    score=score,
                    rank=rank,
                    lexical_rank=lexical_rank,
                    dense_rank=dense_rank,
                    lexical_score=lexical_score,
                    dense_score=dense_score,
                )
            )
        return hits
