"""What a message asks several times of what was told: of things that it names and no more ("And 2022 and 2017?"), or in several
words of asking ("What was the topic, who won and how many came?").
"""

from __future__ import annotations

import re

from bot.pointing.named import name_runs
from bot.pointing.slots import DATE, LEVEL, content_words
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.asking_words import ASKED
from knowledge.words.beginnings import JOINING

_JOINED = lazily(
    r"\s*(?:[,;]\s*(?:and|und|sowie|or|oder)\b|[,;/&+]|\b(?:and|und|sowie|or|oder|as well as)\b)\s*", re.IGNORECASE
)
_OPENING = lazily(
    rf"^\W*(?:(?:{JOINING}|auch|(?:what|how) about|was ist (?:denn )?mit|wie (?:ist|war|sieht|steht) es (?:denn )?(?:mit|in|bei|um)?)\b\W*)+",
    re.IGNORECASE,
)
_BEFORE = lazily(
    r"^(?:(?:in|im|of|for|from|the|at|with|von|vom|für|aus|bei|beim|mit|der|die|das|dem|den|year|years|jahre?n?|label|labels|then|also|auch|dann)\b\s*)+",
    re.IGNORECASE,
)
_BEHIND = lazily(r"(?:[\s-]*(?:label|labels|too|auch|then|dann|denn|please|bitte))+$", re.IGNORECASE)
_ASKING = lazily(ASKED, re.IGNORECASE)
_BEFORE_ASKING = lazily(rf"(?:\s*[,;]\s*(?:and\s+|und\s+)?|\s+(?:and|und)\s+)(?={ASKED})", re.IGNORECASE)
_FEWEST_ASKED, _MOST_ASKED = 3, 4
_LONGEST_ASKED = 24  # words
_FEW = 2  # content words of a question that does not say of what it is asked
_MOST = 3
_LONGEST = 12  # words


def each_of(text: str, language: Language) -> tuple[str, ...]:
    """Return the two or three dates, levels of the label or names that `text` consists of; empty: it says anything else."""
    if len(text.split()) > _LONGEST:
        return ()
    said = _OPENING.sub("", text).strip(" ?.!")
    if not _JOINED.search(said):
        return ()
    parts = [_BEHIND.sub("", _BEFORE.sub("", part)) for part in _JOINED.split(said)]
    if not 1 < len(parts) <= _MOST or len(set(parts)) < len(parts):
        return ()
    for pattern in (DATE, LEVEL):
        if all(pattern.fullmatch(part) for part in parts):
            return tuple(parts)
    return tuple(parts) if all(name_runs(part, language) == [(0, len(part))] for part in parts) else ()


def asked_in_turn(text: str, language: Language) -> tuple[str, ...]:
    """Return the three or four questions that `text` asks of what was told, none of which says of what; empty: it does not.

    Two are oftener answered together.
    """
    if not text.rstrip().endswith("?") or len(text.split()) > _LONGEST_ASKED:
        return ()
    parts = _BEFORE_ASKING.split(_OPENING.sub("", text).strip(" ?.!"))
    if not _FEWEST_ASKED <= len(parts) <= _MOST_ASKED or not all(_ASKING.match(part) for part in parts):
        return ()
    without = all(len(content_words(part, language)) <= _FEW and not name_runs(part, language) for part in parts)
    return tuple(f"{part}?" for part in parts) if without and not DATE.search(text) else ()
