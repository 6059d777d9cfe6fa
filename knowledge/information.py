"""How much a word tells, by how few passages have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import log


class Information:
    """How much each stem tells: its inverse document frequency, as in BM25."""

    def __init__(self, frequencies: Mapping[str, int], n_passages: int) -> None:
        self._frequencies = frequencies
        self._n = max(1, n_passages)

    def of(self, stem: str) -> float:
        """Return log(1 + (n - df + 0.5) / (df + 0.5)); a stem that no passage has tells most."""
        df = self._frequencies.get(stem, 0)
        return log(1 + (self._n - df + 0.5) / (df + 0.5))

    def total(self, stems: Iterable[str]) -> float:
        """Return the sum over distinct `stems`."""
        return sum(self.of(stem) for stem in set(stems))

    def is_known(self, stem: str) -> bool:
        """Return whether any passage has `stem`."""
        return stem in self._frequencies
