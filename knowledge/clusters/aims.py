"""Whether a question is after the aims of a cluster: what it wants, plans or strives for. Pure function on text."""

from __future__ import annotations

import re

from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold

_PERSON = lazily(r"\b(?:i|we|you|one|us|ich|wir|man|uns|du|ihr)\b")
_AIMS: dict[Language, re.Pattern[str]] = {
    "en": lazily(
        r"\b(?:want(?:s|ing)?|aim(?:s|ing)?|plan(?:s|ning)?|intends?|intending|strives?|striving|aspires?|hopes?|hoping|going for)\b"
        r"|\b(?:goals?|ambitions?|objectives?|targets?)\b|\bwhat (?:is|s) next\b"
    ),
    "de": lazily(
        r"\b(?:will|wollen|plant|planen|strebt|streben|anstreb\w*|mochten?|hofft|hoffen|ziele?n?|plane|vorhaben|zielsetzung\w*)\b|\b(?:hat|haben)\b.*\bvor\W*$"
    ),
}
ASKED: dict[Language, str] = {"en": "What are the goals of {name}?", "de": "Welche Ziele hat {name}?"}


def asks_aims(text: str, language: Language) -> bool:
    """Return whether `text`, a question about a cluster, asks what that wants; what whoever asks would like is none of its aims."""
    folded = fold(text)
    return _AIMS[language].search(folded) is not None and not _PERSON.search(folded)
