"""The dense run among passages of some kinds and languages."""

from __future__ import annotations

from collections.abc import Callable, Collection

from knowledge.index.store_protocol import Run
from knowledge.index.vectors import RowIds, Selection, VectorIndex
from knowledge.records import Language, PassageKind
from knowledge.sentence_model.encoder import Vectors

Pairs = frozenset[tuple[PassageKind, Language]]


def pairs_of(spoken_kinds: Pairs, kinds: Collection[PassageKind] | None, language: Language | None) -> Pairs:
    """Return those of `spoken_kinds` that are of these kinds in this language; None: of all."""
    return frozenset(
        (kind, spoken)
        for kind, spoken in spoken_kinds
        if (kinds is None or kind in kinds) and language in (None, spoken)
    )


class VectorsByKind:
    """Vectors of passages of `spoken_kinds`; what limits a search to some of these is made once."""

    def __init__(self, index: VectorIndex, spoken_kinds: Pairs, rowids_of: Callable[[Pairs], RowIds]) -> None:
        self._index = index
        self.spoken_kinds = spoken_kinds
        self._rowids_of = rowids_of
        self._selections: dict[Pairs, Selection] = {}

    def run(self, vector: Vectors, *, depth: int, wanted: Pairs) -> Run:
        """Return the dense run among the passages of these kinds and languages, as far as their vectors are here."""
        wanted &= self.spoken_kinds
        return self._index.search(vector, depth=depth, selection=self._selection(wanted)) if wanted else []

    def _selection(self, wanted: Pairs) -> Selection | None:
        """Return what limits the search; None: that is all there are."""
        if wanted == self.spoken_kinds:
            return None
        if wanted not in self._selections:
            self._selections[wanted] = self._index.selection(self._rowids_of(wanted))
        return self._selections[wanted]
