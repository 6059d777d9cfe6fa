"""Figures of repeated measurements: the median of the rounds, how far they lie apart, and ratios of like rounds."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from knowledge.errors import InputError

Of = Callable[[Sequence[float]], float]  # what makes one figure of the values of a round


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of the rounds' figures, and the lowest and highest of them."""

    value: float
    low: float
    high: float


def percentile(share: float) -> Of:
    """Return what gives the value that `share` of the values do not exceed (the nearest rank, no value in between)."""

    def of(values: Sequence[float]) -> float:
        ordered = sorted(values)
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)]

    return of


p50: Of = percentile(0.5)
p95: Of = percentile(0.95)
mean: Of = fmean


def spread(rounds: Sequence[Sequence[float]], of: Of = p50) -> Spread:
    """Return the spread of what `of` makes of each round. Raises `InputError` without rounds, or for an empty one."""
    if not rounds or not all(rounds):
        raise InputError(f"{len(rounds)} rounds, of which one or all are empty, have no median: measure again")
    return _of_figures([of(values) for values in rounds])


def ratio(
    ours: Sequence[Sequence[float]], other: Sequence[Sequence[float]], of: Of = p50, of_other: Of | None = None
) -> Spread:
    """Return the spread of ours divided by other, round by round: what slowed a whole round down falls out.

    Rounds that only one of them has are left out. `of_other` makes the figures of `other`; None: `of` does. Raises
    `InputError` where there is no round of both.
    """
    paired = list(zip(ours, other, strict=False))
    if not paired or not all(one and two for one, two in paired):
        raise InputError("no round has figures of both systems: measure both in one run")
    return _of_figures([of(one) / (of_other or of)(two) for one, two in paired])


def _of_figures(figures: Sequence[float]) -> Spread:
    return Spread(median(figures), min(figures), max(figures))
