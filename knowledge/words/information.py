"""How much a word tells, by how few passages have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import log

_REMEMBERED = 20_000


class Information:
    """How much each stem tells: its inverse document frequency, as in BM25."""

    def __init__(self, frequencies: Mapping[str, int], n_passages: int) -> None:
        self._frequencies = frequencies
        self._n = max(1, n_passages)
        self._known: dict[str, float] = {}  # of stems that the index has
        self._unknown: dict[str, float] = {}  # of some that it has not
        self._totals: dict[frozenset[str], float] = {}

    def of(self, stem: str) -> float:
        """Return log(1 + (n - df + 0.5) / (df + 0.5)); a stem that no passage has tells most."""
        known = self._known.get(stem) or self._unknown.get(stem)
        if known is not None:
            return known
        df = self._frequencies.get(stem, 0)
        value = log(1 + (self._n - df + 0.5) / (df + 0.5))
        if df:
            self._known[stem] = value
        else:
            if len(self._unknown) >= _REMEMBERED:  # whatever people write: there is no end of it
                self._unknown.clear()
            self._unknown[stem] = value
        return value

    def total(self, stems: Iterable[str]) -> float:
        """Return the sum over distinct `stems`."""
        return sum(map(self.of, set(stems)))

    def total_of_text(self, stems: frozenset[str]) -> float:
        """Return the same for the stems of an indexed text, of which there are so many and no more: it is remembered."""
        value = self._totals.get(stems)
        if value is None:
            value = self._totals[stems] = self.total(stems)
        return value

    def is_known(self, stem: str) -> bool:
        """Return whether any passage has `stem`."""
        if stem in self._known:
            return True
        return stem not in self._unknown and stem in self._frequencies
