"""What is taken back within one message: "in Hamburg, no sorry, in Schleswig-Holstein" is of Schleswig-Holstein."""

from __future__ import annotations

import re

from knowledge.clusters.need_words import pattern_of
from knowledge.naming.gazetteer import Gazetteer, NameKind
from knowledge.patterns import lazily

_TAKING_BACK = lazily(
    r"[\s,;.…–-]+(?:(?:no|nope|nein|nee|nö|quatsch|ne)[\s,]+(?:sorry|wait|moment|warte|halt|quatsch|pardon|stopp?|i mean(?:t)?|ich mein(?:e|te)?|falsch)"
    r"|(?:sorry|wait|pardon|halt|moment|warte)[\s,]+(?:no|nein|nee|i mean(?:t)?|ich mein(?:e|te)?))\b[\s,;.…–-]*",
    re.IGNORECASE,
)
_PREPOSITION = lazily(r"(?:in|from|for|of|near|aus|im|für|bei|um|zu)\s+(?:der|the|dem|den)?\s*", re.IGNORECASE)
_PLACES: tuple[NameKind, ...] = ("land", "city", "region")


def without_taken_back(text: str, gazetteer: Gazetteer) -> str:
    """Return `text` without the place, field or label that it puts another of its kind in the place of, at once."""
    found = _TAKING_BACK.search(text)
    if found is None:
        return text
    before, after = text[: found.start()], text[found.end() :]
    again = _PREPOSITION.match(after)
    behind = after[again.end() :] if again else after
    meant = next((name for name in gazetteer.find(behind) if name.start == 0), None)
    if meant is None:
        return text
    for name in gazetteer.find(before):
        place = re.search(rf"{pattern_of(name.words)}\W*$", before, re.IGNORECASE)
        if place and (name.kind == meant.kind or {name.kind, meant.kind} <= set(_PLACES)):
            left = before[: place.start()]
            if again and (repeated := re.search(rf"{re.escape(again[0].split()[0])}\s+$", left, re.IGNORECASE)):
                left = left[: repeated.start()]
            return f"{left}{after}"
    return text
