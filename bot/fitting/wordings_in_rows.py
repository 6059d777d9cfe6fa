"""Wordings as rows of numbers, for fitting: how much each bucket tells, and a sparse matrix of what counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.index.classifier import weighted


def information_of(counts: Sequence[dict[int, float]], n_buckets: int) -> npt.NDArray[np.float32]:
    """Return the smoothed inverse document frequency of each of `n_buckets`: log((1 + n) / (1 + df)) + 1."""
    df = np.zeros(n_buckets)
    for row in counts:
        df[list(row)] += 1
    return np.asarray(np.log((1 + len(counts)) / (1 + df)) + 1, dtype=np.float32)


def rows_of(counts: Sequence[dict[int, float]], information: npt.NDArray[np.float32]) -> Any:
    """Return a sparse matrix (len(counts), n_buckets): each row counts times information, of length 1."""
    from scipy.sparse import csr_matrix

    rows = [weighted(row, information) for row in counts]
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    values, indices = np.concatenate([v for _, v in rows]), np.concatenate([b for b, _ in rows])
    return csr_matrix((values, indices, ends), shape=(len(rows), len(information)))
