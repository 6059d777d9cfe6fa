from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import IndexDamaged
from knowledge.index.vectors import VectorIndex
from knowledge.sentence_model.encoder import Vectors

ROWIDS = np.arange(100, 120, dtype=np.int64)


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """20 unit vectors of 8 dimensions."""
    made = np.random.default_rng(7).normal(size=(20, 8)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def by_hand(vectors: Vectors, query: Vectors, depth: int) -> list[int]:
    scores = vectors @ query
    return [int(ROWIDS[i]) for i in np.argsort(-scores, kind="stable")[:depth]]


@pytest.mark.parametrize("depth", [1, 5, 20])
def test_search_agrees_with_the_product_of_matrix_and_query(vectors: Vectors, depth: int) -> None:
    index = VectorIndex.build(vectors, ROWIDS)
    for query in vectors:
        hits = index.search(query, depth=depth)
        assert [rowid for rowid, _ in hits] == by_hand(vectors, query, depth)
        assert [score for _, score in hits] == pytest.approx(sorted(vectors @ query, reverse=True)[:depth], abs=1e-6)


def test_a_depth_beyond_the_vectors_gives_each_passage_once_and_no_padding(vectors: Vectors) -> None:
    hits = VectorIndex.build(vectors[:3], ROWIDS[:3]).search(vectors[0], depth=10)
    assert sorted(rowid for rowid, _ in hits) == [100, 101, 102]


def test_a_selection_of_few_passages_gives_these_and_no_padding(vectors: Vectors) -> None:
    chosen = np.array([104, 117], dtype=np.int64)
    index = VectorIndex.build(vectors, ROWIDS)
    hits = index.search(vectors[0], depth=10, selection=index.selection(chosen))
    assert [rowid for rowid, _ in hits] == [rowid for rowid in by_hand(vectors, vectors[0], 20) if rowid in (104, 117)]


def test_a_selection_of_no_passage_gives_no_hits(vectors: Vectors) -> None:
    chosen = np.array([], dtype=np.int64)
    index = VectorIndex.build(vectors, ROWIDS)
    assert index.search(vectors[0], depth=3, selection=index.selection(chosen)) == []


def test_a_passage_is_as_near_as_the_nearest_of_its_vectors() -> None:
    axes = np.eye(3, dtype=np.float32)
    index = VectorIndex.build(axes, np.array([5, 6, 5], dtype=np.int64))
    assert index.search(axes[2], depth=5) == [(5, 1.0), (6, 0.0)]


def test_depth_counts_passages_not_vectors() -> None:
    axes = np.eye(5, dtype=np.float32)
    index = VectorIndex.build(axes[[0, 0, 0, 0, 1]], np.array([1, 1, 1, 1, 2], dtype=np.int64))
    assert [rowid for rowid, _ in index.search(axes[0], depth=2)] == [1, 2]


def test_a_passage_of_many_vectors_does_not_crowd_out_another() -> None:
    axes = np.eye(5, dtype=np.float32)
    index = VectorIndex.build(axes[[0] * 20 + [1]], np.array([1] * 20 + [2], dtype=np.int64))
    assert [rowid for rowid, _ in index.search(axes[0], depth=2)] == [1, 2]


def test_a_selection_does_not_end_the_search_for_more_passages() -> None:
    axes = np.eye(3, dtype=np.float32)
    index = VectorIndex.build(axes[[0] * 20 + [1, 2]], np.array([1] * 20 + [2, 3], dtype=np.int64))
    chosen = np.array([1, 3], dtype=np.int64)
    assert [rowid for rowid, _ in index.search(axes[0], depth=2, selection=index.selection(chosen))] == [1, 3]


def test_equally_near_passages_come_by_row_id() -> None:
    same = np.tile(np.array([[0.6, 0.8]], dtype=np.float32), (3, 1))
    index = VectorIndex.build(same, np.array([9, 3, 6], dtype=np.int64))
    assert [rowid for rowid, _ in index.search(same[0], depth=3)] == [3, 6, 9]


def test_opposite_vectors_are_hits_with_negative_scores() -> None:
    index = VectorIndex.build(np.array([[-1, 0]], dtype=np.float32), np.array([4], dtype=np.int64))
    assert index.search(np.array([1, 0], dtype=np.float32), depth=1) == [(4, -1.0)]


def test_an_index_without_vectors_has_its_dimension_and_no_hits() -> None:
    index = VectorIndex.build(np.zeros((0, 8), dtype=np.float32), np.zeros(0, dtype=np.int64))
    assert (index.dimension, index.ids.tolist()) == (8, [])
    assert index.search(np.ones(8, dtype=np.float32), depth=3) == []


def test_ids_are_the_passages_in_the_order_added(vectors: Vectors) -> None:
    rowids = np.array([3, 1, 3, 2], dtype=np.int64)
    assert VectorIndex.build(vectors[:4], rowids).ids.tolist() == [3, 1, 3, 2]


def test_a_saved_index_gives_the_same_hits(vectors: Vectors, tmp_path: Path) -> None:
    index = VectorIndex.build(vectors, ROWIDS)
    index.save(tmp_path / "vectors.faiss")
    loaded = VectorIndex.load(tmp_path / "vectors.faiss")
    assert (loaded.dimension, loaded.ids.tolist()) == (8, ROWIDS.tolist())
    assert [loaded.search(query, depth=7) for query in vectors] == [index.search(query, depth=7) for query in vectors]


def test_a_missing_file_is_an_error_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match=r"'gone\.faiss' is missing or unreadable\. Rebuild: clusterbot index"):
        VectorIndex.load(tmp_path / "gone.faiss")


@pytest.mark.parametrize("content", [b"", b"junk", b"IxMp" + bytes(40)])
def test_a_file_that_is_no_index_is_an_error(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "vectors.faiss").write_bytes(content)
    with pytest.raises(IndexDamaged, match="is missing or unreadable"):
        VectorIndex.load(tmp_path / "vectors.faiss")
