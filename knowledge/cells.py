"""Search for the nearest of very many vectors without comparing all: FAISS's inverted file.

Vectors lie in the cell of the nearest of some thousand centres (k-means), and a search compares those in the cells nearest
to the query, with all their digits: scores are exact, only a vector in a cell farther off can be missed. Into how many
cells to look is measured when the index is built, and stored in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import log2, sqrt
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from knowledge.encoder import Vectors

# vectors with the row ids of their passages, part by part: all of them anew whenever it is called
Parts = Callable[[], Iterable[tuple[Vectors, npt.NDArray[np.int64]]]]
NEAREST = 10
RECALL = 0.99  # of the `NEAREST`, over the vectors with which it is measured
_MEASURED = 400
_PER_CELL = 64  # vectors a cell to train with
_ROUNDS = 10
_SEED = 1706


def of(index: Any) -> Any:
    """Return the inverted file within `index`; None: it has none, and compares all vectors."""
    inner = faiss.downcast_index(index.index)
    return inner if isinstance(inner, faiss.IndexIVF) else None


def n_cells(n: int) -> int:
    """Return into how many cells `n` vectors are parted: the power of two next to four times the root of `n`."""
    return int(2 ** round(log2(4 * sqrt(n))))


def build(parts: Parts, *, n: int, dimension: int) -> Any:
    """Return an index of the `n` vectors in `parts`, which are gone through four times.

    The same vectors give the same index on the same machine.
    """
    chance = np.random.default_rng(_SEED)
    inverted = faiss.IndexIVFFlat(faiss.IndexFlatIP(dimension), dimension, n_cells(n), faiss.METRIC_INNER_PRODUCT)
    inverted.cp.niter, inverted.cp.seed = _ROUNDS, _SEED
    inverted.cp.max_points_per_centroid = _PER_CELL
    inverted.cp.min_points_per_centroid = 1  # small collections are parted in tests only
    inverted.train(_drawn(parts, _positions(chance, n, _PER_CELL * inverted.nlist)))
    index = faiss.IndexIDMap(inverted)
    for vectors, rowids in parts():
        index.add_with_ids(vectors, rowids)
    measured = _positions(chance, n, _MEASURED)
    queries = _drawn(parts, measured)
    inverted.nprobe = _enough(inverted, queries, measured, _nearest(parts, queries, measured))
    return index


def _positions(chance: np.random.Generator, n: int, wanted: int) -> npt.NDArray[np.int64]:
    return np.sort(chance.choice(n, min(n, wanted), replace=False))


def _drawn(parts: Parts, positions: npt.NDArray[np.int64]) -> Vectors:
    """Return the vectors at these ascending positions."""
    found: list[Vectors] = []
    at = 0
    for vectors, _ in parts():
        first, last = np.searchsorted(positions, (at, at + len(vectors)))
        found.append(vectors[positions[first:last] - at])
        at += len(vectors)
    return np.concatenate(found)


def _nearest(parts: Parts, queries: Vectors, own: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the positions (queries, NEAREST) of the nearest vectors to each query but the query itself."""
    results = faiss.ResultHeap(len(queries), NEAREST + 1, keep_max=True)
    at = 0
    for vectors, _ in parts():
        scores, places = faiss.knn(queries, vectors, min(NEAREST + 1, len(vectors)), metric=faiss.METRIC_INNER_PRODUCT)
        results.add_result(scores, places + at)
        at += len(vectors)
    results.finalize()
    return _without(results.I, own)


def _without(found: npt.NDArray[np.int64], own: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the first `NEAREST` of each row of `found` that are not its own."""
    return np.array(
        [[place for place in row if place != itself][:NEAREST] for row, itself in zip(found, own, strict=True)]
    )


def _enough(inverted: Any, queries: Vectors, own: npt.NDArray[np.int64], nearest: npt.NDArray[np.int64]) -> int:
    """Return the least number of cells with which `RECALL` of the nearest are found."""

    def recall(probed: int) -> float:
        parameters = faiss.SearchParametersIVF(nprobe=probed)  # type: ignore[call-arg]
        _, found = inverted.search(queries, NEAREST + 1, params=parameters)
        rows = zip(_without(found, own), nearest, strict=True)
        return float(np.mean([len(np.intersect1d(some, right)) / len(right) for some, right in rows]))

    few, many = 1, int(inverted.nlist)
    while few < many:
        middle = (few + many) // 2
        few, many = (few, middle) if recall(middle) >= RECALL else (middle + 1, many)
    return few
