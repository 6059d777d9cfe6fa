"""The dense run: FAISS over unit vectors. The ids are passage row ids; a passage may have several vectors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
import numpy.typing as npt

from knowledge import cells
from knowledge.encoder import Vectors
from knowledge.errors import IndexDamaged

RowIds = npt.NDArray[np.int64]
# up to here every vector is compared: 200,000 take 11 to 17 ms of CPU time, and there is nothing to train, to choose or to miss
EXACT_UP_TO = 200_000
_MORE_CELLS = 4
STORED_AT_A_TIME = 16_384


@dataclass(frozen=True, slots=True)
class Selection:
    """Passages to which a search is limited, and the share of an index's vectors that belong to them."""

    selector: faiss.IDSelectorBitmap
    share: float


class VectorIndex:
    """Inner-product search: exact up to `EXACT_UP_TO` vectors, behind that among the cells nearest to the query.

    Immutable once filled: a new generation of the index is a new file. Several threads may search at once.
    """

    def __init__(self, index: Any) -> None:
        self._index = index
        self._cells: Any = cells.of(index)

    @classmethod
    def build(cls, vectors: Vectors, passage_rowids: RowIds, *, exact_up_to: int = EXACT_UP_TO) -> Self:
        """Return an index of `vectors` (n, dimension), the row i of which belongs to `passage_rowids[i]`."""
        return cls.build_from(
            lambda: [(vectors, passage_rowids)], n=len(vectors), dimension=vectors.shape[1], exact_up_to=exact_up_to
        )

    @classmethod
    def build_from(cls, parts: cells.Parts, *, n: int, dimension: int, exact_up_to: int = EXACT_UP_TO) -> Self:
        """Return an index of the `n` vectors in `parts`.

        They are gone through several times where `n` is beyond `exact_up_to`, and never held as a whole but by the index.
        """
        if n <= exact_up_to:
            index = faiss.IndexIDMap(faiss.IndexFlatIP(dimension))
            for vectors, rowids in parts():
                index.add_with_ids(vectors, rowids)
            return cls(index)
        return cls(cells.build(parts, n=n, dimension=dimension))

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
        """How people name the type of the index, with the numbers chosen for it."""
        return "exact" if self._cells is None else f"{self._cells.nprobe} of {self._cells.nlist} cells"

    @property
    def ids(self) -> RowIds:
        """The passage row id of each vector, in the order in which they were added."""
        return np.asarray(faiss.vector_to_array(self._index.id_map), dtype=np.int64)

    def stored(self) -> Iterator[Vectors]:
        """Yield the vectors in the order in which they were added, `STORED_AT_A_TIME` at a time."""
        for at in range(0, len(self), STORED_AT_A_TIME):
            yield self._index.index.reconstruct_n(at, min(STORED_AT_A_TIME, len(self) - at))

    def selection(self, rowids: RowIds) -> Selection:
        """Return what limits a search to the passages with these row ids."""
        ids = self.ids
        chosen = np.zeros(1 + max(ids.max(initial=0), rowids.max(initial=0)), dtype=bool)
        chosen[rowids] = True
        selector = faiss.IDSelectorBitmap(np.packbits(chosen, bitorder="little"))  # type: ignore[call-arg, arg-type]
        return Selection(selector, float(chosen[ids].mean()) if len(ids) else 0.0)

    def search(
        self, query: Vectors, *, depth: int, selection: Selection | None = None, vectors_per_passage: int = 8
    ) -> list[tuple[int, float]]:
        """Return up to `depth` (passage_rowid, cosine) for a query (dimension,), best first, ties by row id.

        A passage is as near as the nearest of its vectors. `vectors_per_passage` decides how many vectors are looked at
        first, not what is returned.
        """
        total = len(self)
        wanted = min(depth * vectors_per_passage, total)
        if wanted == 0 or (selection is not None and selection.share == 0):
            return []
        n_cells, probed = self._probed(selection)
        while True:
            with _one_thread():
                scores, ids = self._index.search(
                    query.reshape(1, -1), wanted, params=self._parameters(selection, probed)
                )
            found = ids[0] >= 0
            # the nearest vector of a passage comes first
            rowids, first = np.unique(ids[0][found], return_index=True)
            best = dict(zip(rowids.tolist(), scores[0][found][first].tolist(), strict=True))
            if len(best) >= depth:
                break
            if ids[0, -1] < 0:  # the cells looked into have no more
                if probed == n_cells:
                    break
                probed = min(_MORE_CELLS * probed, n_cells)
            elif wanted == total:
                break
            else:  # passages of many vectors have crowded out others
                wanted = min(2 * wanted, total)
        return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:depth]

    def _probed(self, selection: Selection | None) -> tuple[int, int]:
        """Return how many cells there are, and into how many to look.

        The fewer vectors are selected, the more cells: as many vectors are then compared as in a search without limits.
        """
        if self._cells is None:
            return 1, 1
        share = 1.0 if selection is None else selection.share
        return int(self._cells.nlist), min(int(self._cells.nlist), int(np.ceil(self._cells.nprobe / share)))

    def _parameters(self, selection: Selection | None, probed: int) -> Any:
        selector = None if selection is None else selection.selector
        if self._cells is None:
            return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        return faiss.SearchParametersIVF(sel=selector, nprobe=probed)  # type: ignore[call-arg]


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let FAISS work in this thread alone: for a single query, more threads wait for each other longer than they work."""
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)
