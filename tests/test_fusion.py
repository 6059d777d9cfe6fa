from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.retrieval.fusion import normalised, weighted

RUNS = st.dictionaries(st.integers(1, 30), st.floats(-1, 20), max_size=12).map(
    lambda scores: sorted(scores.items(), key=lambda item: (-item[1], item[0]))
)


def test_scores_are_divided_by_the_best() -> None:
    assert normalised([(7, 4.0), (3, 1.0), (5, 0.0)]) == {7: 1.0, 3: 0.25, 5: 0.0}


def test_no_normalised_score_is_below_0() -> None:
    assert normalised([(1, 0.5), (2, -0.5)]) == {1: 1.0, 2: 0.0}


@pytest.mark.parametrize("best", [0.0, -0.25])
def test_a_run_whose_best_is_not_above_0_scores_0(best: float) -> None:
    assert normalised([(1, best), (2, -0.5)]) == {1: 0.0, 2: 0.0}


def test_an_empty_run_has_no_scores() -> None:
    assert normalised([]) == {}


def test_weighted_adds_the_normalised_scores_by_weight() -> None:
    fused = weighted([(1, 8.0), (2, 4.0)], [(2, 0.5), (3, 0.25)], lexical_weight=0.75)
    # 1: 0.75 * 1; 2: 0.75 * 0.5 + 0.25 * 1; 3: 0.25 * 0.5
    assert fused == [(1, 0.75), (2, 0.625), (3, 0.125)]


@pytest.mark.parametrize(("weight", "order"), [(1.0, [1, 2, 3, 4]), (0.0, [3, 4, 1, 2])])
def test_all_weight_on_one_run_gives_its_order(weight: float, order: list[int]) -> None:
    fused = weighted([(1, 3.0), (2, 2.0)], [(3, 0.9), (4, 0.8)], lexical_weight=weight)
    assert [rowid for rowid, _ in fused] == order


def test_weighted_breaks_ties_by_id() -> None:
    assert weighted([(9, 1.0), (4, 1.0)], [(5, 1.0), (2, 1.0)], lexical_weight=0.5) == [
        (2, 0.5),
        (4, 0.5),
        (5, 0.5),
        (9, 0.5),
    ]


def test_weighted_with_one_run_alone_keeps_its_order() -> None:
    assert weighted([], [(2, 0.5), (1, 0.25)], lexical_weight=0.5) == [(2, 0.5), (1, 0.25)]
    assert weighted([(2, 0.5), (1, 0.25)], [], lexical_weight=0.5) == [(2, 0.5), (1, 0.25)]


def test_nothing_fused_with_nothing_is_nothing() -> None:
    assert weighted([], [], lexical_weight=0.5) == []


@given(RUNS, RUNS, st.floats(0, 1))
def test_the_union_is_ordered_and_between_0_and_1(
    lexical: list[tuple[int, float]], dense: list[tuple[int, float]], weight: float
) -> None:
    fused = weighted(lexical, dense, lexical_weight=weight)
    assert {rowid for rowid, _ in fused} == {rowid for rowid, _ in (*lexical, *dense)}
    assert fused == sorted(fused, key=lambda item: (-item[1], item[0]))
    assert all(0 <= score <= 1 + 1e-9 for _, score in fused)
