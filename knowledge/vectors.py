"""The dense run: FAISS over unit vectors. The ids are passage row ids; a passage may have several vectors."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
import numpy.typing as npt

from knowledge.encoder import Vectors
from knowledge.errors import IndexDamaged


class VectorIndex:
    """Exact inner-product search. Immutable once filled: a new generation of the index is a new file."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors, passage_rowids: npt.NDArray[np.int64]) -> Self:
        """Return an index of `vectors` (n, dimension), the row i of which belongs to `passage_rowids[i]`."""
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        if len(vectors):
            index.add_with_ids(vectors, passage_rowids)
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Return the index in the file `path`. Raises `IndexDamaged` when it is missing or no such file."""
        try:
            return cls(faiss.read_index(str(path)))
        except RuntimeError as error:
            raise IndexDamaged(
                f"vector file {path.name!r} is missing or unreadable. Rebuild: clusterbot index"
            ) from error

    def save(self, path: Path) -> None:
        """Write the index to the file `path`."""
        faiss.write_index(self._index, str(path))

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    @property
    def ids(self) -> npt.NDArray[np.int64]:
        """The passage row id of each vector, in the order in which they were added."""
        return np.asarray(faiss.vector_to_array(self._index.id_map), dtype=np.int64)

    def search(
        self, query: Vectors, *, depth: int, selector: Any = None, vectors_per_passage: int = 8
    ) -> list[tuple[int, float]]:
        """Return up to `depth` (passage_rowid, cosine) for a query (dimension,), best first, ties by row id.

        A passage is as near as the nearest of its vectors. `selector` is a `faiss.IDSelector` of passage row
        ids. `vectors_per_passage` decides how many vectors are looked at first, not what is returned.
        """
        total = int(self._index.ntotal)
        wanted = min(depth * vectors_per_passage, total)
        if wanted == 0:
            return []
        params = faiss.SearchParameters(sel=selector) if selector is not None else None  # type: ignore[call-arg]
        while True:
            scores, ids = self._index.search(query.reshape(1, -1), wanted, params=params)
            found = ids[0] >= 0
            # the nearest vector of a passage comes first
            rowids, first = np.unique(ids[0][found], return_index=True)
            best = dict(zip(rowids.tolist(), scores[0][found][first].tolist(), strict=True))
            # passages of many vectors may have crowded out others; -1 at the end: there are no more
            if len(best) >= depth or wanted == total or ids[0, -1] < 0:
                break
            wanted = min(2 * wanted, total)
        return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:depth]
