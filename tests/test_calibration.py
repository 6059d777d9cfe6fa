from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.quality.calibration import Calibration, calibration, calibration_error, equal_mass_error

PAIRS = st.lists(st.tuples(st.sampled_from([0.0, 0.05, 0.3, 0.3001, 0.7, 1.0]), st.booleans()), max_size=40)

# -- bins of equal width -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(1.0, True), (1.0, True)], 0.0),
        ([(1.0, False)], 1.0),
        ([(0.0, False)], 0.0),
        ([(0.75, True)] * 3 + [(0.75, False)], 0.0),
        # one bin: the errors of its members cancel, |0.51 + 0.59 - 1| / 2
        ([(0.51, True), (0.59, False)], 0.05),
        # three bins: (|1.92 - 2| + |0.85 - 0| + |0.12 - 0|) / 4
        ([(0.95, True), (0.97, True), (0.85, False), (0.12, False)], 0.2625),
        # two bins, since 0.6 is in the next: (|0.59 - 1| + |0.6 - 0|) / 2
        ([(0.59, True), (0.6, False)], 0.505),
        # 1.0 is in the last bin with 0.95: |1.95 - 1| / 2
        ([(0.95, False), (1.0, True)], 0.475),
    ],
)
def test_the_calibration_error_weighs_the_gap_of_each_bin_by_its_size(
    pairs: list[tuple[float, bool]], expected: float
) -> None:
    assert calibration_error(pairs) == pytest.approx(expected, abs=1e-4)


def test_no_pairs_have_no_calibration_error() -> None:
    assert calibration_error([]) is None


# -- bins of equal mass ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(1.0, True)], 0.0),
        ([(0.25, False)], 0.25),
        # fewer than ten: a bin each, where bins of equal width would let the first two cancel
        ([(0.51, True), (0.59, False)], (0.49 + 0.59) / 2),
        # equal confidences share a bin: |5 * 0.6 - 3| / 5
        ([(0.6, True), (0.6, False), (0.6, True), (0.6, False), (0.6, True)], 0.0),
        # twenty, two a bin, all in one bin of equal width: right ones beside wrong ones, (0.9 + n / 1000) each
        (
            [(0.9 + n / 1000, n % 2 == 0) for n in range(20)],
            sum(abs(0.9 + n / 1000 + 0.9 + (n + 1) / 1000 - 1) for n in range(0, 20, 2)) / 20,
        ),
        # eleven: the bins are of one, but the first, which has two, of |0.01 + 0.02 - 1|
        (
            [(0.01, True), (0.02, False)] + [(0.1 * n, False) for n in range(1, 10)],
            (0.97 + sum(0.1 * n for n in range(1, 10))) / 11,
        ),
    ],
)
def test_each_bin_has_as_many_answers(pairs: list[tuple[float, bool]], expected: float) -> None:
    assert equal_mass_error(pairs) == pytest.approx(expected, abs=1e-4)


@given(PAIRS)
def test_the_order_of_the_answers_does_not_count(pairs: list[tuple[float, bool]]) -> None:
    shuffled = random.Random(1).sample(pairs, len(pairs))
    assert equal_mass_error(shuffled) == pytest.approx(equal_mass_error(pairs), abs=1e-3)


@given(PAIRS)
def test_an_error_is_a_share_and_none_without_answers(pairs: list[tuple[float, bool]]) -> None:
    for error in (calibration_error(pairs), equal_mass_error(pairs)):
        assert (error is None) == (not pairs)
        assert error is None or 0 <= error <= 1


def test_a_part_has_both_errors_and_its_number_of_answers() -> None:
    assert calibration("all", [(0.51, True), (0.59, False)]) == Calibration("all", 2, 0.05, 0.54)
    assert calibration("all", []) is None
