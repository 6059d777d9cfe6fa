"""Puts misspelt names of places right, where a place is named: behind "in", "near", "aus" and their like.

The words of the index are no help there: most cities are in no statement, and a place that is not understood would be a condition
that is silently left out.
"""

from __future__ import annotations

import re
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.naming.fields import Taxonomy
from knowledge.naming.gazetteer import Gazetteer
from knowledge.patterns import lazily
from knowledge.words.dictionary import has_word_in_either
from knowledge.words.text import fold

_PLACED = lazily(
    r"\b(?P<before>(?:in|from|near|around|at|aus|bei|um|nahe)\s+)(?P<first>[^\W\d_]{4,})(?:(?P<between>[ -])(?P<second>[^\W\d_]{3,}))?",
    re.IGNORECASE,
)
_LONG = 8  # letters from which two may be wrong


class PlaceSpeller:
    """Knows the names of Länder and cities in both languages."""

    def __init__(self, taxonomy: Taxonomy, gazetteer: Gazetteer) -> None:
        self._taxonomy = taxonomy
        self._gazetteer = gazetteer

    @cached_property
    def _names(self) -> dict[str, str]:
        """The names by what they are folded; worked out when the first place is misspelt."""
        laender = self._taxonomy.laender
        places = [name for land in laender for name in (land.de, land.en)]
        places += [name for land in laender for city in land.cities for name in (city.name, city.en) if name]
        return {fold(name): name for name in places}

    def correct(self, text: str) -> str:
        """Return `text` with each misspelt place put right: one letter may be wrong, two where it has eight or more; the first is as
        it should be. What a dictionary has, and what is near to two places, stays.
        """
        return _PLACED.sub(self._placed, text)

    def _placed(self, found: re.Match[str]) -> str:
        first, second = found["first"], found["second"]
        if second:
            both = f"{first}{found['between']}{second}"
            if any(name.start == 0 for name in self._gazetteer.find(both)):
                return found[0]
            if not (has_word_in_either(first) and has_word_in_either(second)) and (name := self._nearest(both)):
                return f"{found['before']}{name}"
        if has_word_in_either(first) or self._gazetteer.find(first):
            return found[0]
        name = self._nearest(first)
        return f"{found['before']}{name}{found[0][found.end('first') - found.start() :]}" if name else found[0]

    def _nearest(self, written: str) -> str | None:
        folded = fold(written)
        limit = 2 if len(folded) >= _LONG else 1
        close = process.extract(folded, list(self._names), scorer=OSA.distance, score_cutoff=limit, limit=3)
        near = [(name, distance) for name, distance, _ in close if name[0] == folded[0]]
        if not near or (len(near) > 1 and near[0][1] == near[1][1]):
            return None
        name = self._names[near[0][0]]
        return name if written[0].isupper() else name.lower()  # what has no capitals is read as such
