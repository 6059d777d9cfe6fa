from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import faiss
import numpy as np
import pytest

from knowledge.index import sketches
from knowledge.index.vectors import RowIds, VectorIndex
from knowledge.sentence_model.encoder import Vectors, unit

N, DIMENSION, DEPTH = 4000, 32, 10


def made(n: int, seed: int) -> Vectors:
    """Return vectors around the same 300 points, some close and some loose, as texts are."""
    points = np.random.default_rng(11).normal(size=(300, DIMENSION))
    chance = np.random.default_rng(seed)
    spread = chance.uniform(0.2, 0.9, size=(n, 1))
    return unit(points[chance.integers(0, 300, n)] + spread * chance.normal(size=(n, DIMENSION)))


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return made(N, seed=1)


@pytest.fixture(scope="module")
def rowids() -> RowIds:
    """Two vectors a passage, from row id 1."""
    return np.arange(N, dtype=np.int64) // 2 + 1


@pytest.fixture(scope="module")
def sketched(vectors: Vectors, rowids: RowIds) -> VectorIndex:
    return VectorIndex.build(vectors, rowids, exact_up_to=N - 1)


@pytest.fixture(scope="module")
def exact(vectors: Vectors, rowids: RowIds) -> VectorIndex:
    return VectorIndex.build(vectors, rowids, exact_up_to=N)


def near() -> Vectors:
    """Queries among the vectors."""
    return made(100, seed=2)


def far() -> Vectors:
    """Queries far from all vectors."""
    return unit(np.random.default_rng(3).normal(size=(100, DIMENSION)))


def found(index: VectorIndex, query: Vectors, **limits: object) -> set[int]:
    return {rowid for rowid, _ in index.search(query, depth=DEPTH, **limits)}  # type: ignore[arg-type]


def test_the_number_of_vectors_decides_on_the_type(sketched: VectorIndex, exact: VectorIndex) -> None:
    assert (exact.kind, sketched.kind) == ("exact", "sketches, 500 in full")


@pytest.mark.parametrize("queries", [near(), far()], ids=["near", "far"])
def test_the_nearest_are_found_by_queries_from_anywhere(
    sketched: VectorIndex, exact: VectorIndex, queries: Vectors
) -> None:
    shared = [len(found(sketched, query) & found(exact, query)) for query in queries]
    assert np.mean(shared) / DEPTH >= 0.99


def test_scores_are_those_of_the_vectors_in_half_precision(
    sketched: VectorIndex, vectors: Vectors, rowids: RowIds
) -> None:
    for query in near()[:10]:
        hits = sketched.search(query, depth=DEPTH)
        for kept, error in ((vectors, 5e-4), (sketched.as_kept(vectors), 1e-6)):
            scores = kept @ query
            assert [score for _, score in hits] == pytest.approx(
                [scores[rowids == i].max() for i, _ in hits], abs=error
            )


def test_hits_are_passages_each_once_best_first(sketched: VectorIndex) -> None:
    hits = sketched.search(near()[0], depth=40)
    assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))
    assert len({rowid for rowid, _ in hits}) == 40


@pytest.mark.parametrize("step", [2, 40, 700])
def test_a_selection_is_found_as_well_as_all(sketched: VectorIndex, exact: VectorIndex, step: int) -> None:
    chosen = np.arange(1, N // 2, step, dtype=np.int64)
    shared = total = 0
    for query in near():
        right = found(exact, query, selection=exact.selection(chosen))
        shared += len(found(sketched, query, selection=sketched.selection(chosen)) & right)
        total += len(right)
    assert shared / total >= 0.99


def test_more_are_compared_until_there_are_as_many_passages_as_wanted(sketched: VectorIndex) -> None:
    assert len(sketched.search(near()[0], depth=N)) == N // 2


def test_passages_of_many_vectors_do_not_crowd_out_others(vectors: Vectors) -> None:
    many = np.concatenate([np.repeat(vectors[:1], 900, axis=0), vectors])
    rowids = np.concatenate([np.full(900, N + 1), np.arange(1, N + 1)]).astype(np.int64)
    index = VectorIndex.build(many, rowids, exact_up_to=0)
    scores = vectors @ vectors[0]
    assert found(index, vectors[0]) == {N + 1, *(1 + np.argsort(-scores)[: DEPTH - 1]).tolist()}


def test_vectors_that_sketches_cannot_tell_apart_are_compared_in_full() -> None:
    axes = np.tile(np.eye(DIMENSION, dtype=np.float32), (40, 1))
    index = VectorIndex.build(axes, np.arange(1, len(axes) + 1, dtype=np.int64), exact_up_to=0)
    nothing = np.zeros(DIMENSION, dtype=np.float32)
    assert index.search(nothing, depth=3) == [(1, 0.0), (2, 0.0), (3, 0.0)]
    assert [score for _, score in index.search(axes[0], depth=50)] == [1.0] * 40 + [0.0] * 10


def test_a_selection_of_no_passage_gives_no_hits(sketched: VectorIndex) -> None:
    nobody = sketched.selection(np.array([N], dtype=np.int64))
    assert sketched.search(near()[0], depth=3, selection=nobody) == []


def test_vectors_in_parts_give_the_same_index(
    vectors: Vectors, rowids: RowIds, sketched: VectorIndex, tmp_path: Path
) -> None:
    def parts() -> Iterator[tuple[Vectors, RowIds]]:
        for at in range(0, N, 900):
            yield vectors[at : at + 900], rowids[at : at + 900]

    again = VectorIndex.build_from(parts, n=N, dimension=DIMENSION, exact_up_to=0)
    for name, index in (("one", sketched), ("parts", again)):
        index.save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "parts").read_bytes()


def test_a_loaded_index_gives_the_same_hits(sketched: VectorIndex, tmp_path: Path) -> None:
    sketched.save(tmp_path / "vectors.faiss")
    loaded = VectorIndex.load(tmp_path / "vectors.faiss")
    assert loaded.kind == sketched.kind
    assert [loaded.search(query, depth=7) for query in near()] == [sketched.search(query, depth=7) for query in near()]


def test_stored_vectors_and_ids_come_in_the_order_added(
    sketched: VectorIndex, vectors: Vectors, rowids: RowIds
) -> None:
    stored = np.concatenate(list(sketched.stored()))
    assert np.array_equal(stored, sketched.as_kept(vectors))
    assert stored == pytest.approx(vectors.astype(np.float16), abs=5e-4)
    assert np.array_equal(sketched.ids, rowids)


def test_few_vectors_are_kept_as_they_are(exact: VectorIndex, sketched: VectorIndex, vectors: Vectors) -> None:
    assert np.array_equal(np.concatenate(list(exact.stored())), vectors)
    assert np.array_equal(exact.as_kept(vectors), vectors)
    assert not np.array_equal(sketched.as_kept(vectors), vectors)


def test_an_index_in_full_precision_is_still_read(vectors: Vectors, rowids: RowIds, sketched: VectorIndex) -> None:
    # as earlier versions wrote it
    base = faiss.downcast_index(sketches.of(sketched._index).base_index)
    former = faiss.IndexRefineFlat(base, faiss.swig_ptr(vectors))
    former.k_factor = 50.0
    wrapped = faiss.IndexIDMap(faiss.IndexFlatIP(DIMENSION))
    wrapped.index, wrapped.own_fields, wrapped.ntotal = former, False, len(vectors)
    faiss.copy_array_to_vector(rowids, wrapped.id_map)
    index = VectorIndex(wrapped)
    assert np.array_equal(index.as_kept(vectors), vectors)
    assert [found(index, query) for query in near()] == [found(sketched, query) for query in near()]


def test_as_many_are_compared_in_full_as_the_measured_recall_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    # vectors of noise alone are told apart by sketches badly
    noise = unit(np.random.default_rng(5).normal(size=(20_000, DIMENSION)))
    monkeypatch.setattr(sketches, "_FEWEST", 20)
    few = VectorIndex.build(noise, np.arange(20_000, dtype=np.int64), exact_up_to=0)
    n = int(few.kind.split()[1].replace(",", ""))
    assert 20 < n <= 5120
    queries = unit(noise[:300:3] + noise[1:300:3] + noise[2:300:3])
    inner = sketches.of(few._index)

    def recall() -> float:
        _, got = inner.search(queries, 10)
        right = np.argsort(-(queries @ noise.T), axis=1)[:, :10]
        return float(np.mean([len(np.intersect1d(a, b)) / 10 for a, b in zip(got, right, strict=True)]))

    enough = recall()
    inner.k_factor /= 2
    assert enough >= 0.985
    assert recall() < enough
