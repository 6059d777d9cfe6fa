"""BM25 as SQLite's FTS5 computes it: k1 1.2, b 0.75, occurrences weighed by column, all columns together for the length."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Numbers = TypeVar("Numbers", float, npt.NDArray[np.float64])

# text, heading and asked lines: the last two count, but less than what a passage says
WEIGHTS = (1.0, 0.5, 0.8)
K1, B = 1.2, 0.75
LEAST = 1e-6  # what a stem tells that half of all passages or more have


def weighted(columns: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return how often each stem occurs in text, heading and asked lines, weighed by column."""
    found: dict[str, float] = {}
    for weight, stems in zip(WEIGHTS, columns, strict=True):
        for stem in stems:
            found[stem] = found.get(stem, 0.0) + weight
    return found


def information(df: int, n: int) -> float:
    """Return what a stem tells that `df` of `n` passages have: log((n - df + 0.5) / (df + 0.5)), but 1e-6 at least."""
    return max(log((n - df + 0.5) / (df + 0.5)), LEAST)


def damped(count: Numbers, length: Numbers, average: float) -> Numbers:
    """Return what a stem that occurs `count` times, weighed, counts in a passage of `length` stems, by the average length."""
    return count * (K1 + 1) / (count + K1 * (1 - B + B * length / average))
