"""Several things of one kind that a message names and no more, each of which is asked about: "And 2022 and 2017?"."""

from __future__ import annotations

import re

from bot.named import name_runs
from bot.slots import DATE, LEVEL
from knowledge.records import Language

_JOINED = re.compile(
    r"\s*(?:[,;]\s*(?:and|und|sowie|or|oder)\b|[,;/&+]|\b(?:and|und|sowie|or|oder|as well as)\b)\s*", re.IGNORECASE
)
_OPENING = re.compile(
    r"^\W*(?:(?:and|und|but|aber|also|auch|ok(?:ay)?|then|dann|(?:what|how) about|was ist (?:denn )?mit|wie (?:ist|war|sieht|steht) es (?:denn )?(?:mit|in|bei|um)?)\b\W*)+",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:(?:in|im|of|for|from|the|at|with|von|vom|für|aus|bei|beim|mit|der|die|das|dem|den|year|years|jahre?n?|label|labels|then|also|auch|dann)\b\s*)+",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?:[\s-]*(?:label|labels|too|auch|then|dann|denn|please|bitte))+$", re.IGNORECASE)
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
