"""Search for the nearest of very many vectors: all are compared by sketches of them, the best of these in full.

A sketch (FAISS's product quantiser, four bits for every two numbers) is a sixteenth of a vector, and sixteen are compared at
once. No vector is left out beforehand, as an inverted file leaves out those in cells far from the query: questions lie far
from all passages, and what is near to them is in many cells. Scores are those of the full vectors, which are kept in half
precision: half the memory, and scores that are right to four digits.

How many are compared in full is measured when the index is built, and stored in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from knowledge.sentence_model.encoder import Vectors, unit

# vectors with the row ids of their passages, part by part: all of them anew whenever it is called
Parts = Callable[[], Iterable[tuple[Vectors, npt.NDArray[np.int64]]]]
NEAREST = 10
RECALL = 0.995  # of the `NEAREST`, over the queries with which it is measured
_MEASURED = 300
_TRAINED = 50_000  # vectors
_FEWEST, _MOST = 500, 64_000  # that are compared in full
_BITS, _NUMBERS = 4, 2  # for so many numbers of a vector
_SEED = 1706


def of(index: Any) -> Any:
    """Return what compares by sketches within `index`; None: nothing does."""
    inner = faiss.downcast_index(index.index)
    return inner if isinstance(inner, faiss.IndexRefine) else None


def halved(vectors: Vectors) -> Vectors:
    """Return `vectors` as half precision has them, in float32; FAISS rounds otherwise than NumPy."""
    whole = _whole(vectors.shape[1])
    kept: Vectors = whole.sa_decode(whole.sa_encode(np.ascontiguousarray(vectors, dtype=np.float32)))
    return kept


def _whole(dimension: int) -> Any:
    return faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)


def is_halved(sketched: Any) -> bool:
    """Return whether `sketched` keeps vectors in half precision; an index of an earlier version does not."""
    return isinstance(faiss.downcast_index(sketched.refine_index), faiss.IndexScalarQuantizer)


def n_candidates(sketched: Any, wanted: int) -> int:
    """Return how many vectors are compared in full when `wanted` are to be found."""
    return max(round(NEAREST * float(sketched.k_factor)), 2 * wanted)


def parameters(sketched: Any, wanted: int, selector: Any) -> Any:
    """Return the parameters of a search for `wanted` vectors, among those that `selector` has by their places; None: all."""
    inner = faiss.SearchParametersIVF(sel=selector, nprobe=1)  # type: ignore[call-arg]
    factor = n_candidates(sketched, wanted) / wanted
    return faiss.IndexRefineSearchParameters(k_factor=factor, base_index_params=inner)  # type: ignore[call-arg]


def build(parts: Parts, *, n: int, dimension: int) -> Any:
    """Return an index of the `n` vectors in `parts`, which are gone through four times.

    The same vectors give the same index on the same machine. `dimension` is even.
    """
    chance = np.random.default_rng(_SEED)
    # with one list: this is the fast scan that can be limited to a selection
    quick = faiss.IndexIVFPQFastScan(
        faiss.IndexFlatIP(dimension), dimension, 1, dimension // _NUMBERS, _BITS, faiss.METRIC_INNER_PRODUCT
    )
    quick.by_residual = False
    quick.cp.seed = quick.pq.cp.seed = _SEED
    quick.cp.min_points_per_centroid = quick.pq.cp.min_points_per_centroid = 1  # few are sketched in tests only
    quick.train(_drawn(parts, np.sort(chance.choice(n, min(n, _TRAINED), replace=False))))
    sketched = faiss.IndexRefine(quick, _whole(dimension))
    index = faiss.IndexIDMap(sketched)
    for vectors, rowids in parts():
        index.add_with_ids(vectors, rowids)
    queries = _far_queries(parts, n, chance)
    sketched.k_factor = _enough(sketched, queries, _tenth(parts, queries)) / NEAREST
    return index


def _far_queries(parts: Parts, n: int, chance: np.random.Generator) -> Vectors:
    """Return means of three vectors drawn at random: not near to any single one, as questions are not."""
    places = chance.integers(0, n, 3 * _MEASURED)
    different, of_place = np.unique(places, return_inverse=True)
    return unit(_drawn(parts, different)[of_place].reshape(_MEASURED, 3, -1).sum(axis=1))


def _drawn(parts: Parts, places: npt.NDArray[np.int64]) -> Vectors:
    """Return the vectors at these ascending places."""
    found: list[Vectors] = []
    at = 0
    for vectors, _ in parts():
        first, last = np.searchsorted(places, (at, at + len(vectors)))
        found.append(vectors[places[first:last] - at])
        at += len(vectors)
    return np.concatenate(found)


def _tenth(parts: Parts, queries: Vectors) -> Vectors:
    """Return the inner product of each query with the last of the `NEAREST` to it, of vectors in half precision."""
    best = np.full((len(queries), NEAREST), -np.inf, dtype=np.float32)
    for vectors, _ in parts():
        best = np.concatenate([best, queries @ halved(vectors).T], axis=1)
        best = np.partition(best, best.shape[1] - NEAREST, axis=1)[:, -NEAREST:]
    return np.asarray(best.min(axis=1), dtype=np.float32)


def _enough(sketched: Any, queries: Vectors, tenth: Vectors) -> int:
    """Return how many must be compared in full for `RECALL`: one of the powers of two from `_FEWEST` to `_MOST`."""
    n = _FEWEST
    while n < _MOST:
        sketched.k_factor = n / NEAREST
        scores, _ = sketched.search(queries, NEAREST)
        if float(np.mean(scores >= tenth[:, None] - 1e-6)) >= RECALL:
            break
        n *= 2
    return n
