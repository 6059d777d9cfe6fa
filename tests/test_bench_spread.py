from __future__ import annotations

import pytest

from benchmarks.spread import Spread, mean, p50, p95, percentile, ratio, spread
from knowledge.errors import InputError


def test_a_percentile_is_the_least_value_that_the_share_does_not_exceed() -> None:
    values = [float(n) for n in range(100, 0, -1)]
    for share in (0.01, 0.25, 0.5, 0.95, 1.0):
        assert percentile(share)(values) == min(v for v in values if sum(w <= v for w in values) >= share * 100)


def test_of_one_value_every_percentile_is_that_value() -> None:
    assert (p50([7.0]), p95([7.0]), percentile(0.0)([7.0])) == (7.0, 7.0, 7.0)


def test_a_spread_is_the_median_of_the_rounds_between_the_lowest_and_the_highest() -> None:
    rounds = [[1.0, 2.0, 30.0], [5.0, 5.0, 5.0], [9.0, 8.0, 0.0]]  # medians 2, 5 and 8
    assert spread(rounds) == Spread(5.0, 2.0, 8.0)
    assert spread(rounds, mean) == Spread(pytest.approx(17 / 3), 5.0, 11.0)


def test_a_ratio_is_taken_round_by_round_so_that_a_slow_round_falls_out() -> None:
    ours, other = [[1.0], [10.0], [2.0]], [[4.0], [40.0], [10.0]]
    assert ratio(ours, other) == Spread(0.25, 0.2, 0.25)


def test_a_round_that_only_one_system_has_does_not_count() -> None:
    assert ratio([[1.0], [2.0], [100.0]], [[2.0], [4.0]]) == Spread(0.5, 0.5, 0.5)


def test_a_ratio_may_compare_another_figure_of_the_other_system() -> None:
    waits = [[1.0] * 19 + [4.0, 4.0]]
    assert ratio(waits, waits, p95, p50) == Spread(4.0, 4.0, 4.0)


@pytest.mark.parametrize("rounds", [[], [[]], [[1.0], []]])
def test_rounds_without_values_are_refused(rounds: list[list[float]]) -> None:
    with pytest.raises(InputError, match="measure again"):
        spread(rounds)


@pytest.mark.parametrize(("ours", "other"), [([], [[1.0]]), ([[1.0]], []), ([[]], [[1.0]])])
def test_a_ratio_without_a_round_of_both_is_refused(ours: list[list[float]], other: list[list[float]]) -> None:
    with pytest.raises(InputError, match="measure both in one run"):
        ratio(ours, other)
