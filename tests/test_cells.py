from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge import cells
from knowledge.encoder import Vectors, unit
from knowledge.vectors import RowIds, VectorIndex

N, DIMENSION, DEPTH = 4000, 24, 10


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
def parted(vectors: Vectors, rowids: RowIds) -> VectorIndex:
    return VectorIndex.build(vectors, rowids, exact_up_to=N - 1)


@pytest.fixture(scope="module")
def exact(vectors: Vectors, rowids: RowIds) -> VectorIndex:
    return VectorIndex.build(vectors, rowids, exact_up_to=N)


def queries() -> Vectors:
    return made(150, seed=2)


def found(index: VectorIndex, query: Vectors, **limits: object) -> list[int]:
    return [rowid for rowid, _ in index.search(query, depth=DEPTH, **limits)]  # type: ignore[arg-type]


def test_the_number_of_vectors_decides_on_the_type(parted: VectorIndex, exact: VectorIndex) -> None:
    n, _, n_cells, _ = parted.kind.split()
    assert (exact.kind, int(n) < int(n_cells), int(n_cells)) == ("exact", True, 256)


@pytest.mark.parametrize(("n", "expected"), [(4_000, 256), (250_000, 2048), (1_000_000, 4096), (10_000_000, 16_384)])
def test_the_number_of_cells_grows_with_the_root_of_that_of_the_vectors(n: int, expected: int) -> None:
    assert cells.n_cells(n) == expected


def test_nearly_all_of_the_nearest_are_found_for_queries_it_was_not_measured_with(
    parted: VectorIndex, exact: VectorIndex
) -> None:
    shared = [len({*found(parted, query)} & {*found(exact, query)}) for query in queries()]
    assert np.mean(shared) / DEPTH >= 0.98


def test_fewer_cells_would_miss_more_than_is_allowed(vectors: Vectors, rowids: RowIds, parted: VectorIndex) -> None:
    probed = int(parted.kind.split()[0])
    sample = np.random.default_rng(1).choice(N, 400, replace=False)
    few = cells.build(lambda: [(vectors, np.arange(N, dtype=np.int64))], n=N, dimension=DIMENSION)
    cells.of(few).nprobe = probed // 2
    scores = vectors[sample] @ vectors.T
    nearest = np.argsort(-scores, axis=1)[:, 1:11]
    _, got = few.search(vectors[sample], 11)
    recall = np.mean([len(np.intersect1d(a[1:], b)) / 10 for a, b in zip(got, nearest, strict=True)])
    assert recall < cells.RECALL


def test_scores_are_exact(parted: VectorIndex, vectors: Vectors, rowids: RowIds) -> None:
    for query in queries()[:10]:
        scores = vectors @ query
        hits = parted.search(query, depth=DEPTH)
        assert [score for _, score in hits] == pytest.approx([scores[rowids == i].max() for i, _ in hits], abs=1e-6)


def test_hits_are_passages_each_once_best_first(parted: VectorIndex) -> None:
    hits = parted.search(queries()[0], depth=40)
    assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))
    assert len({rowid for rowid, _ in hits}) == 40


@pytest.mark.parametrize("step", [2, 40, 700])
def test_a_small_selection_is_found_as_well_as_all(parted: VectorIndex, exact: VectorIndex, step: int) -> None:
    chosen = np.arange(1, N // 2, step, dtype=np.int64)
    shared = total = 0
    for query in queries():
        right = found(exact, query, selection=exact.selection(chosen))
        shared += len({*found(parted, query, selection=parted.selection(chosen))} & {*right})
        total += len(right)
    assert shared / total >= 0.98


def test_more_cells_are_looked_into_until_there_are_as_many_as_wanted(parted: VectorIndex) -> None:
    assert len(parted.search(queries()[0], depth=N)) == N // 2


def test_a_selection_of_no_passage_gives_no_hits(parted: VectorIndex) -> None:
    nobody = parted.selection(np.array([N], dtype=np.int64))
    assert parted.search(queries()[0], depth=3, selection=nobody) == []


def test_vectors_in_parts_give_the_same_index(
    vectors: Vectors, rowids: RowIds, parted: VectorIndex, tmp_path: Path
) -> None:
    def parts() -> Iterator[tuple[Vectors, RowIds]]:
        for at in range(0, N, 900):
            yield vectors[at : at + 900], rowids[at : at + 900]

    again = VectorIndex.build_from(parts, n=N, dimension=DIMENSION, exact_up_to=0)
    for name, index in (("one", parted), ("parts", again)):
        index.save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "parts").read_bytes()


def test_a_loaded_index_gives_the_same_hits_and_keeps_the_number_of_cells(parted: VectorIndex, tmp_path: Path) -> None:
    parted.save(tmp_path / "vectors.faiss")
    loaded = VectorIndex.load(tmp_path / "vectors.faiss")
    assert loaded.kind == parted.kind
    assert [loaded.search(query, depth=7) for query in queries()] == [
        parted.search(query, depth=7) for query in queries()
    ]


def test_stored_vectors_and_ids_come_in_the_order_added(parted: VectorIndex, vectors: Vectors, rowids: RowIds) -> None:
    assert np.array_equal(np.concatenate(list(parted.stored())), vectors)
    assert np.array_equal(parted.ids, rowids)
