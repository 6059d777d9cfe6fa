"""Which of several clusters is the oldest, youngest, largest or smallest: what is asked for, and the order by it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from knowledge.profiles import ClusterProfile
from knowledge.text import fold

Extreme = Literal["oldest", "youngest", "largest", "smallest"]

_FOUNDED = r"(?:founded|established|set up|started|created|gegrundet|entstanden|da)"
_MEMBERS = r"(?:members|member organi[sz]ations|companies|firms|mitglieder\w*|unternehmen|firmen)"
# Over folded text, umlauts gone: "älter" is "alter".
_EXTREMES: tuple[tuple[Extreme, re.Pattern[str]], ...] = (
    (
        "oldest",
        re.compile(
            rf"\b(?:oldest|older|eldest|alteste[nrsm]?|altere?[nrs]?|am altesten|longest(?: established| running| standing)?|am langsten|seit langstem"
            rf"|(?:was |were |been )?{_FOUNDED} (?:first|earliest)|first {_FOUNDED}|(?:zue?rst|erst|als erste[rs]?|am fruhe?sten) {_FOUNDED})\b"
        ),
    ),
    (
        "youngest",
        re.compile(
            rf"\b(?:youngest|younger|newest|jungste[nrsm]?|jungere?[nrs]?|neue?ste[nrsm]?|am jungsten|(?:most recently|last) {_FOUNDED}|{_FOUNDED} (?:last|most recently)"
            rf"|(?:zuletzt|als letzte[rs]?|am spatesten) {_FOUNDED})\b"
        ),
    ),
    (
        "largest",
        re.compile(
            rf"\b(?:(?:the )?most {_MEMBERS}|more {_MEMBERS}|(?:die )?meisten {_MEMBERS}|mehr {_MEMBERS}|largest|larger|biggest|bigger|grosste[nrsm]?|grossere?[nrs]?|am grossten"
            rf"|mitgliederstarkste[nrs]?|highest number of {_MEMBERS})\b"
        ),
    ),
    (
        "smallest",
        re.compile(
            rf"\b(?:(?:the )?fewest {_MEMBERS}|(?:fewer|less) {_MEMBERS}|(?:die )?wenigsten {_MEMBERS}|weniger {_MEMBERS}|smallest|smaller|kleinste[nrsm]?|kleinere?[nrs]?|am kleinsten)\b"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the clusters `among` are compared by."""

    extreme: Extreme
    among: tuple[str, ...]


def extreme_in(text: str) -> tuple[Extreme, str] | None:
    """Return which end of which figure `text` asks for, and its other words, folded; None: it compares nothing."""
    folded = fold(text)
    for extreme, pattern in _EXTREMES:
        if (found := pattern.search(folded)) is not None:
            return extreme, f"{folded[: found.start()]} {folded[found.end() :]}"
    return None


def figure(profile: ClusterProfile, extreme: Extreme) -> int | None:
    """Return the founding year or the number of members, whichever `extreme` is about; None: it is not known."""
    if extreme in ("oldest", "youngest"):
        return profile.founded.year if profile.founded else None
    return profile.members.count if profile.members else None


def in_order(profiles: Iterable[ClusterProfile], extreme: Extreme) -> list[tuple[ClusterProfile, int]]:
    """Return those whose figure is known, with it: what is asked for first, ties by id."""
    known = [(profile, value) for profile in profiles if (value := figure(profile, extreme)) is not None]
    sign = -1 if extreme in ("youngest", "largest") else 1
    return sorted(known, key=lambda item: (sign * item[1], item[0].id))
