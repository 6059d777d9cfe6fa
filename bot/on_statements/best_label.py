"""Which of the labels is the best, where labels are what was asked about: "Which one is the best?"."""

from __future__ import annotations

import re

from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_BEST: dict[Language, re.Pattern[str]] = {
    "en": lazily(
        rf"{BEFORE}(?:which|what)(?: one)?(?: of (?:them|these|those))? (?:is|s)(?: the)? (?:best|top|highest|most (?:valuable|demanding|prestigious|important))(?: one)?\W*"
    ),
    "de": lazily(
        rf"{BEFORE}(?:welche[rs]?|was)(?: davon| von denen)? ist(?: (?:das|die|der|denn|am))* (?:beste|hochste|wertvollste|anspruchsvollste|wichtigste)[nrs]?\W*"
    ),
}
_ASKED: dict[Language, str] = {"en": "What is the best label?", "de": "Welches Label ist das beste?"}


def best_of_labels(text: str, last: str, language: Language) -> str:
    """Return in full the question which label is the best, where `text` asks that of those that were asked about `last`; "": it does not."""
    if "label" not in fold(last) or _BEST[language].fullmatch(fold(text)) is None:
        return ""
    return _ASKED[language]
