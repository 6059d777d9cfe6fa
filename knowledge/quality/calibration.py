"""Whether `confidence` is the share of right answers that it claims to be: expected calibration errors."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

_BINS = 10

Pair = tuple[float, bool]  # confidence of an answer, whether it is right


@dataclass(frozen=True, slots=True)
class Calibration:
    """The calibration errors of the `n` answers of a part, over bins of equal width and of equal mass."""

    name: str
    n: int
    equal_width: float
    equal_mass: float


def calibration(name: str, pairs: Iterable[Pair]) -> Calibration | None:
    """Return the calibration errors of `pairs` under `name`; None: no pairs."""
    given = list(pairs)
    width, mass = calibration_error(given), equal_mass_error(given)
    return None if width is None or mass is None else Calibration(name, len(given), width, mass)


def calibration_error(pairs: Iterable[Pair]) -> float | None:
    """Return the expected calibration error over ten equal bins of confidence (Guo et al., ICML 2017); None: no pairs."""
    return _error((min(_BINS - 1, int(confidence * _BINS)), confidence, right) for confidence, right in pairs)


def equal_mass_error(pairs: Iterable[Pair]) -> float | None:
    """Return the expected calibration error over ten bins of equally many answers (Nixon et al., CVPRW 2019); None: no pairs.

    Answers of equal confidence share a bin, whatever the order of `pairs`; of fewer than ten answers, each has a bin of
    its own.
    """
    given = list(pairs)
    ordered = sorted(confidence for confidence, _ in given)
    return _error((bisect_left(ordered, c) * _BINS // len(ordered), c, right) for c, right in given)


def _error(binned: Iterable[tuple[int, float, bool]]) -> float | None:
    """Return the mean gap between confidence and share of right answers, each bin weighed by its size."""
    gaps: dict[int, float] = {}
    n = 0
    for number, confidence, right in binned:
        gaps[number] = gaps.get(number, 0.0) + confidence - right
        n += 1
    return round(sum(abs(gap) for gap in gaps.values()) / n, 4) if n else None
