"""The dense run: FAISS over unit vectors. The ids are passage row ids; a passage may have several vectors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
import numpy.typing as npt

from knowledge.errors import IndexDamaged
from knowledge.index import sketches
from knowledge.sentence_model.encoder import Vectors

RowIds = npt.NDArray[np.int64]
# Up to here every vector is compared in full: there is nothing to train, to choose or to miss, and it takes 0.7 ms. Of the
# 27,000 that the statements of the shipped corpus have, sketches took 0.5 ms instead of 2.0, and gave the same 60 passages
# in the same order for each of 380 questions.
EXACT_UP_TO = 10_000
STORED_AT_A_TIME = 16_384


@dataclass(frozen=True, slots=True)
class Selection:
    """Passages to which a search is limited: the places of their vectors, and how many vectors these are.

    A `selector` of None limits nothing. `asked` remembers what FAISS is told for so many wanted vectors: to make it takes longer
    than a tenth of a search.
    """

    selector: faiss.IDSelectorBitmap | None
    n_vectors: int
    asked: dict[int, Any] = field(default_factory=dict, compare=False)


class VectorIndex:
    """Inner-product search: all vectors are compared up to `EXACT_UP_TO`, of more all sketches and the best in full.

    Immutable once filled: a new generation of the index is a new file. Several threads may search at once.
    """

    def __init__(self, index: Any) -> None:
        self._index = index
        self._sketched: Any = sketches.of(index)
        # asked by places, not by row ids: FAISS would translate those of a selection one by one
        self._full: Any = faiss.downcast_index(self._sketched.refine_index if self._sketched else index.index)

    @classmethod
    def build(cls, vectors: Vectors, passage_rowids: RowIds, *, exact_up_to: int = EXACT_UP_TO) -> Self:
        """Return an index of `vectors` (n, dimension), the row i of which belongs to `passage_rowids[i]`."""
        return cls.build_from(
            lambda: [(vectors, passage_rowids)], n=len(vectors), dimension=vectors.shape[1], exact_up_to=exact_up_to
        )

    @classmethod
    def build_from(cls, parts: sketches.Parts, *, n: int, dimension: int, exact_up_to: int = EXACT_UP_TO) -> Self:
        """Return an index of the `n` vectors in `parts`.

        They are gone through several times where `n` is beyond `exact_up_to`, and never held as a whole but by the index.
        """
        if n <= exact_up_to:
            index = faiss.IndexIDMap(faiss.IndexFlatIP(dimension))
            for vectors, rowids in parts():
                index.add_with_ids(vectors, rowids)
            return cls(index)
        return cls(sketches.build(parts, n=n, dimension=dimension))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Return the index in the file `path`, of which pages are read when a search needs them, and shared by processes.

        Raises `IndexDamaged` when it is missing or no such file.
        """
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
        except RuntimeError as error:
            raise IndexDamaged(
                f"vector file {path.name!r} is missing or unreadable. Rebuild: clusterbot index"
            ) from error

    def save(self, path: Path) -> None:
        """Write the index to the file `path`."""
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        """Return how many vectors there are."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    @property
    def kind(self) -> str:
        """How people name the type of the index, with the number chosen for it."""
        if self._sketched is None:
            return "exact"
        return f"sketches, {sketches.n_candidates(self._sketched, 1):,} in full"

    @cached_property
    def ids(self) -> RowIds:
        """The passage row id of each vector, in the order in which they were added."""
        return np.asarray(faiss.vector_to_array(self._index.id_map), dtype=np.int64)

    def stored(self) -> Iterator[Vectors]:
        """Yield the vectors in the order in which they were added, `STORED_AT_A_TIME` at a time."""
        for at in range(0, len(self), STORED_AT_A_TIME):
            yield self._full.reconstruct_n(at, min(STORED_AT_A_TIME, len(self) - at))

    def as_kept(self, vectors: Vectors) -> Vectors:
        """Return `vectors` as this index keeps them: in half precision where it compares by sketches first."""
        return sketches.halved(vectors) if self._sketched and sketches.is_halved(self._sketched) else vectors

    def selection(self, rowids: RowIds) -> Selection:
        """Return what limits a search to the passages with these row ids."""
        chosen = np.isin(self.ids, rowids)
        selector = faiss.IDSelectorBitmap(np.packbits(chosen, bitorder="little"))  # type: ignore[call-arg, arg-type]
        return Selection(selector, int(chosen.sum()))

    def search(
        self, query: Vectors, *, depth: int, selection: Selection | None = None, vectors_per_passage: int = 5
    ) -> list[tuple[int, float]]:
        """Return up to `depth` (passage_rowid, cosine) for a query (dimension,), best first, ties by row id.

        A passage is as near as the nearest of its vectors. `vectors_per_passage` decides how many vectors are looked at
        first, not what is returned.
        """
        among = selection or self._all
        total = among.n_vectors
        wanted = min(depth * vectors_per_passage, total)
        if wanted == 0:
            return []
        while True:
            scores, places = self._nearest(query.reshape(1, -1), wanted, among)
            # the nearest vector of a passage comes first
            rowids, first = np.unique(self.ids[places], return_index=True)
            # passages of many vectors may have crowded out others
            if len(rowids) >= depth or wanted == total:
                break
            wanted = min(2 * wanted, total)
        order = np.lexsort((rowids, -scores[first]))[:depth]
        return list(zip(rowids[order].tolist(), scores[first][order].tolist(), strict=True))

    @cached_property
    def _all(self) -> Selection:
        return Selection(None, len(self))

    def _nearest(self, query: Vectors, wanted: int, among: Selection) -> tuple[Vectors, RowIds]:
        """Return the scores and the places of the `wanted` nearest vectors among these, best first."""
        with _one_thread():
            # where half of them were compared in full anyway, it is quicker to compare all
            if self._sketched and 2 * sketches.n_candidates(self._sketched, wanted) < among.n_vectors:
                if wanted not in among.asked:
                    among.asked[wanted] = sketches.parameters(self._sketched, wanted, among.selector)
                scores, places = self._sketched.search(query, wanted, params=among.asked[wanted])
                if places[0, -1] >= 0:  # else sketches cannot tell the last of them apart
                    return scores[0], places[0]
            parameters = faiss.SearchParameters(sel=among.selector)  # type: ignore[call-arg]
            scores, places = self._full.search(query, wanted, params=parameters)
        return scores[0], places[0]


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let FAISS work in this thread alone: for a single query, more threads wait for each other longer than they work."""
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)
