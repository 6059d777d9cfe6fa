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
_RANKED = r"(?:zweit|dritt)?"  # "der zweitgrößte"
_PLACES = (re.compile(r"\b(?:second|2nd|zweit\w+)\b"), re.compile(r"\b(?:third|3rd|dritt\w+)\b"))
# Over folded text, umlauts gone: "älter" is "alter".
_EXTREMES: tuple[tuple[Extreme, re.Pattern[str]], ...] = (
    (
        "oldest",
        re.compile(
            rf"\b(?:oldest|older|eldest|{_RANKED}alteste[nrsm]?|altere?[nrs]?|am altesten|longest(?: established| running| standing)?|am langsten|seit langstem"
            rf"|(?:was |were |been )?{_FOUNDED} (?:first|earliest)|first {_FOUNDED}|(?:zue?rst|erst|als erste[rs]?|am fruhe?sten) {_FOUNDED})\b"
        ),
    ),
    (
        "youngest",
        re.compile(
            rf"\b(?:youngest|younger|newest|{_RANKED}jungste[nrsm]?|jungere?[nrs]?|neue?ste[nrsm]?|am jungsten|(?:most recently|last) {_FOUNDED}|{_FOUNDED} (?:last|most recently)"
            rf"|(?:zuletzt|als letzte[rs]?|am spatesten) {_FOUNDED})\b"
        ),
    ),
    (
        "largest",
        re.compile(
            rf"\b(?:(?:sort\w*|order\w*|rank\w*)(?: \w+){{0,2}} (?:by|nach) (?:size|{_MEMBERS}|number of {_MEMBERS}|(?:der )?grosse)|nach (?:der )?(?:grosse|mitgliederzahl)(?: sortier\w*| ordne\w*)?|(?:the )?most {_MEMBERS}|more {_MEMBERS}|(?:die )?meisten {_MEMBERS}|mehr {_MEMBERS}|largest|larger|biggest|bigger|{_RANKED}grosste[nrsm]?|grossere?[nrs]?|am grossten"
            rf"|mitgliederstarkste[nrs]?|(?:more than|over|at least|mehr als|uber|mindestens) \d+ {_MEMBERS}|highest number of {_MEMBERS})\b"
        ),
    ),
    (
        "smallest",
        re.compile(
            rf"\b(?:(?:the )?fewest {_MEMBERS}|(?:fewer|less) {_MEMBERS}|(?:fewer than|less than|under|at most|weniger als|unter|hochstens) \d+ {_MEMBERS}|(?:die )?wenigsten {_MEMBERS}|weniger {_MEMBERS}|smallest|smaller|{_RANKED}kleinste[nrsm]?|kleinere?[nrs]?|am kleinsten)\b"
        ),
    ),
)


_LEAST = re.compile(rf"\b(more than|over|at least|mehr als|uber|mindestens) (\d+) {_MEMBERS}")
_MOST = re.compile(rf"\b(fewer than|less than|under|at most|weniger als|unter|hochstens) (\d+) {_MEMBERS}")
_EXCLUSIVE = ("more than", "over", "mehr als", "uber", "fewer than", "less than", "under", "weniger als", "unter")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the clusters `among` are compared by, and which place in that order is asked for, from 0 on; only those whose figure is
    from `least` to `most` are, where there are such bounds.
    """

    extreme: Extreme
    among: tuple[str, ...]
    place: int = 0
    least: int | None = None
    most: int | None = None

    @property
    def is_bounded(self) -> bool:
        """Return whether figures within bounds are wanted rather than an order."""
        return self.least is not None or self.most is not None

    def holds(self, value: int) -> bool:
        """Return whether a figure is within the bounds."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


def extreme_in(text: str) -> tuple[Extreme, str] | None:
    """Return which end of which figure `text` asks for, and its other words, folded; None: it compares nothing."""
    folded = fold(text)
    for extreme, pattern in _EXTREMES:
        if (found := pattern.search(folded)) is not None:
            return extreme, f"{folded[: found.start()]} {folded[found.end() :]}"
    return None


def bounds_in(text: str) -> tuple[int | None, int | None]:
    """Return the least and the most number of members that `text` names; None: it names no such bound."""
    folded = fold(text)
    low, high = _LEAST.search(folded), _MOST.search(folded)
    return (
        int(low[2]) + (low[1] in _EXCLUSIVE) if low else None,
        int(high[2]) - (high[1] in _EXCLUSIVE) if high else None,
    )


def place_in(text: str) -> int:
    """Return which place of an order `text` asks for, from 0 on: "the second largest" gives 1."""
    folded = fold(text)
    return next((place for place, pattern in enumerate(_PLACES, 1) if pattern.search(folded)), 0)


def figure_of(extreme: Extreme) -> Literal["founded", "members"]:
    """Return which figure of a profile `extreme` is about."""
    return "founded" if extreme in ("oldest", "youngest") else "members"


def figure(profile: ClusterProfile, extreme: Extreme) -> int | None:
    """Return the founding year or the number of members, whichever `extreme` is about; None: it is not known."""
    if figure_of(extreme) == "founded":
        return profile.founded.year if profile.founded else None
    return profile.members.count if profile.members else None


def in_order(profiles: Iterable[ClusterProfile], extreme: Extreme) -> list[tuple[ClusterProfile, int]]:
    """Return those whose figure is known, with it: what is asked for first, ties by id."""
    known = [(profile, value) for profile in profiles if (value := figure(profile, extreme)) is not None]
    sign = -1 if extreme in ("youngest", "largest") else 1
    return sorted(known, key=lambda item: (sign * item[1], item[0].id))
