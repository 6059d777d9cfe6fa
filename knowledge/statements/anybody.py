"""Whether anybody from somewhere was among those told of: "Und vom Ministerium?" after who was there."""

from __future__ import annotations

import re

from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.verdicts.part_verdict import names_one_from
from knowledge.words.asking_words import WHO
from knowledge.words.text import fold

_FROM = lazily(
    r"\W*(?:(?:und|and|auch|also|or|oder|jemand|any(?:one|body)|some(?:one|body)|wer|who|what about|was ist mit)\W+)*"
    r"(?P<where>(?:from|of|aus|vo[nm]|beim?)\s+[^?.!,]+?)(?:\s+(?:auch|too|as well))?\W*",
    re.IGNORECASE,
)
_ASKS_WHO = lazily(rf"\b(?:{WHO})\b")
_MOST_WORDS = 7
_ASKED: dict[Language, str] = {"en": "Was anyone {where} there?", "de": "War jemand {where} dabei?"}


def asked_of_anybody(text: str, before: str, passage: Passage) -> str:
    """Return in full the question whether anybody from where `text` says, and no more, is among those whom the statement `passage` names;
    "": it says no such thing, nobody was asked for `before`, or the statement names nobody from there.
    """
    found = _FROM.fullmatch(text) if len(text.split()) <= _MOST_WORDS else None
    if found is None or _ASKS_WHO.search(fold(before)) is None:
        return ""
    full = _ASKED[passage.language].format(where=found["where"])
    return full if names_one_from(full, passage) else ""
