"""Which of several clusters is the oldest, largest, nearest …: what is asked for, and the order by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from knowledge.clusters.founding_years import founded_within
from knowledge.naming.profiles import ClusterProfile
from knowledge.patterns import lazily
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

Extreme = Literal["oldest", "youngest", "largest", "smallest", "nearest_to", "best_label"]
Figure = Literal["founded", "members", "seat", "label"]

_FOUNDED = r"(?:founded|established|set up|started|created|gegrundet|entstanden|da)"
MEMBERS = r"(?:members|member organi[sz]ations|companies|firms|mitglieder\w*|unternehmen|firmen)"
# "bigger then", as people write it
MORE = r"(?:(?:more|larger|bigger) th[ae]n|over|above|at least|(?:mehr|grosser) (?:als|wie)|uber|mindestens)"
FEWER = r"(?:(?:fewer|less|smaller) th[ae]n|under|below|at most|(?:weniger|kleiner) (?:als|wie)|unter|hochstens)"
_RANKED = r"(?:zweit|dritt)?"  # "der zweitgrößte"
# "compare them by size", "vergleich die Mitgliederzahlen", "their age compared"
_COMPARED_BY = r"(?:(?:sort\w*|order\w*|rank\w*|list|show)(?: \w+){0,2}? (?:by|nach)|(?:compar\w*|vergleich\w*)(?: \w+){0,2}? (?:by|nach|their|the|die|deren|ihre?|das))(?: (?:their|the|der|dem))*"
_PLACES = (lazily(r"\b(?:second|2nd|zweit\w+)\b"), lazily(r"\b(?:third|3rd|dritt\w+)\b"))
# Over folded text, umlauts gone: "älter" is "alter".
_EXTREMES: tuple[tuple[Extreme, re.Pattern[str]], ...] = (
    (
        "oldest",
        lazily(
            rf"\b(?:{_COMPARED_BY} (?:ages?|alter|founding (?:years?|dates?)|grundungsjahr\w*|year of foundation)|(?:gibts?|besteht|existiert)(?: (?:es|denn|schon|davon))* langer|langer (?:gibt|besteht|existiert)|(?:around|existed|existing) longer|oldest|older|eldest|{_RANKED}alteste[nrsm]?|altere?[nrs]?|am altesten|longest(?: established| running| standing)?|am langsten|seit langstem"
            rf"|(?:was |were |been )?{_FOUNDED} (?:first|earliest|earlier)|(?:first|earlier) {_FOUNDED}|(?:zue?rst|erst|als erste[rs]?|fruher|am fruhe?sten) {_FOUNDED})\b"
        ),
    ),
    (
        "youngest",
        lazily(
            rf"\b(?:youngest|younger|newest|{_RANKED}jungste[nrsm]?|jungere?[nrs]?|neue?ste[nrsm]?|am jungsten|(?:most recently|last|later) {_FOUNDED}|{_FOUNDED} (?:last|later|most recently)"
            rf"|(?:zuletzt|als letzte[rs]?|spater|am spatesten) {_FOUNDED})\b"
        ),
    ),
    (
        "largest",
        lazily(
            rf"\b(?:{MORE} \d+ {MEMBERS}|{_COMPARED_BY} (?:sizes?|{MEMBERS}|member(?:ship)? (?:numbers?|figures?|counts?)|number of {MEMBERS}|grossen?|mitgliederzahl\w*)|nach (?:der )?(?:grosse|mitgliederzahl)(?: sortier\w*| ordne\w*)?|(?:the )?most {MEMBERS}|more {MEMBERS}|(?:die )?meisten {MEMBERS}|mehr {MEMBERS}|largest|larger|biggest|bigger|{_RANKED}grosste[nrsm]?|grossere?[nrs]?|am grossten"
            rf"|mitgliederstarkste[nrs]?|highest number of {MEMBERS})\b"
        ),
    ),
    (
        "smallest",
        lazily(
            rf"\b(?:(?:the )?fewest {MEMBERS}|(?:fewer|less) {MEMBERS}|{FEWER} \d+ {MEMBERS}|(?:die )?wenigsten {MEMBERS}|weniger {MEMBERS}|smallest|smaller|{_RANKED}kleinste[nrsm]?|kleinere?[nrs]?|am kleinsten)\b"
        ),
    ),
)
# What is asked of a few clusters only: of all, the finder tells what is near, and lists those with a label.
_OF_FEW: tuple[tuple[Extreme, re.Pattern[str]], ...] = (
    (
        "nearest_to",
        lazily(
            r"\bnachstgelegen\w*|\b(?:nearest|closest|nearer|closer|not as far|less far|least far|naher\w*|(?:am )?nachsten|nicht so weit|weniger weit|am wenigsten weit)\b"
            r"(?= (?:\w+ ){0,2}?(?:to|from|by|away|an|bei|von|vo[mr]|zu|zur|zum|located|based|liegt|sitzt)\b)"
        ),
    ),
    (
        "best_label",
        lazily(
            r"\b(?:better|best|higher|highest|beste[rns]?|bessere?[rns]?|hohere?[rns]?|hochste[rns]?) (?:\w+ ){0,2}?(?:labels?|\w+label|level|certificat\w*|zertifikat|zertifizierung|auszeichnung|award|stufe)\b"
            r"|\b(?:labels?|\w+label)\b(?: \w+){0,2}? (?:better|best|higher|highest|besser|am besten|hoher|am hochsten)\b"
            r"|\b(?:better|best|higher|besser|am besten|hoher|am hochsten) (?:certified|labell?ed|rated|zertifiziert|ausgezeichnet)\b"
        ),
    ),
)
# before what is compared: an article, and how many of the first are asked for
_ARTICLE = lazily(
    r"(?:\b(?:the|der|die|das|den|dem)\W*)?(?:\btop\W*)?(?:\b(?:[2-9]|10|two|three|four|five|ten|zwei|drei|vier|funf|zehn)\W*)?$"
)
_ASKS_WHEN = lazily(rf"{BEFORE}(?:since when|when|in which year|seit wann|wann|in welchem jahr)\b")
_ORDINAL = lazily(r"(?:the |der |die |das )?(?:first|last|erste\w*|letzte\w*)\b")
_LEVELS = ("bronze", "silver", "gold")
_SO = r"\W*(?:(?:and|und|or|oder|ok(?:ay)?|so|but|aber|then|dann|now|jetzt|which|who|what|wer|welche[rs]?|has|have|hat|haben|is|ist|the|die|der|das)\W+)*"
_ENDS: tuple[tuple[Extreme, re.Pattern[str]], ...] = (
    ("largest", lazily(rf"{_SO}(?:most|meisten|biggest|highest|largest)(?:\W+(?:of them|davon|then|dann))*\W*")),
    ("smallest", lazily(rf"{_SO}(?:fewest|least|wenigsten|lowest|smallest)(?:\W+(?:of them|davon|then|dann))*\W*")),
)


_LEAST = lazily(rf"\b({MORE}) (\d+) {MEMBERS}")
_MOST = lazily(rf"\b({FEWER}) (\d+) {MEMBERS}")
_INCLUSIVE = ("at least", "at most", "mindestens", "hochstens")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the clusters `among` are compared by, and which place in that order is asked for, from 0 on; only those whose figure is
    from `least` to `most` are, where there are such bounds. `cities` are those to which the nearest is asked for. `claimed` is the
    one of which it is asked whether it comes before the others.
    """

    extreme: Extreme
    among: tuple[str, ...]
    place: int = 0
    least: int | None = None
    most: int | None = None
    cities: tuple[str, ...] = ()
    claimed: str | None = None

    @property
    def is_bounded(self) -> bool:
        """Return whether figures within bounds are wanted rather than an order."""
        return self.least is not None or self.most is not None

    def holds(self, value: float) -> bool:
        """Return whether a figure is within the bounds."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


def extreme_in(text: str, *, of_few: bool = False) -> tuple[Extreme, str] | None:
    """Return which end of which figure `text` asks for, and its other words, folded; None: it compares nothing.

    `of_few`: a few clusters are spoken of, which can be compared by their labels and their distance as well.
    """
    folded = fold(text)
    extreme: Extreme
    within = founded_within(folded)
    if within is not None:
        extreme = "oldest" if within.least is None else "youngest"
        return extreme, within.rest
    for extreme, pattern in (*_EXTREMES, *_OF_FEW) if of_few else _EXTREMES:
        if (found := pattern.search(folded)) is not None:
            if _ASKS_WHEN.match(folded) and _ORDINAL.match(found[0]):
                return None  # "when was the first founded?" is asked of the first shown
            before = _ARTICLE.sub("", folded[: found.start()])  # "the automotive cluster" could be the name of one
            return extreme, f"{before} {folded[found.end() :]}"
    return None


def other_end(text: str, before: str) -> Extreme | None:
    """Return which end of the order by members `text` asks for where the question `before` it asked for one: "and the fewest?";
    None: it names no end alone, or `before` compared by no members.
    """
    folded = fold(text)
    end = next((extreme for extreme, pattern in _ENDS if pattern.fullmatch(folded)), None)
    compared = extreme_in(before) if end else None
    return end if compared is not None and figure_of(compared[0]) == "members" else None


def bounds_in(text: str) -> tuple[int | None, int | None]:
    """Return the least and the most number of members that `text` names, or the first and the last founding year; None: it names no
    such bound.
    """
    folded = fold(text)
    within = founded_within(folded)
    if within is not None:
        return within.least, within.most
    low, high = _LEAST.search(folded), _MOST.search(folded)
    return (
        int(low[2]) + (low[1] not in _INCLUSIVE) if low else None,
        int(high[2]) - (high[1] not in _INCLUSIVE) if high else None,
    )


def place_in(text: str) -> int:
    """Return which place of an order `text` asks for, from 0 on: "the second largest" gives 1."""
    folded = fold(text)
    return next((place for place, pattern in enumerate(_PLACES, 1) if pattern.search(folded)), 0)


def figure_of(extreme: Extreme) -> Figure:
    """Return which figure of a profile `extreme` is about."""
    if extreme in ("oldest", "youngest"):
        return "founded"
    return "seat" if extreme == "nearest_to" else "label" if extreme == "best_label" else "members"


Distance = Callable[[ClusterProfile], float | None]


def figure(profile: ClusterProfile, extreme: Extreme, distance: Distance = lambda _: None) -> float | None:
    """Return the founding year, the number of members, the level of the label from 0 on, or the `distance` in km, whichever `extreme`
    is about; None: it is not known.
    """
    what = figure_of(extreme)
    if what == "founded":
        return profile.founded.year if profile.founded else None
    if what == "label":
        return _LEVELS.index(profile.ecei_label.level) if profile.ecei_label else None
    if what == "seat":
        return distance(profile)
    return profile.members.count if profile.members else None


def in_order(
    profiles: Iterable[ClusterProfile], extreme: Extreme, distance: Distance = lambda _: None
) -> list[tuple[ClusterProfile, float]]:
    """Return those whose figure is known, with it: what is asked for first, ties by id."""
    known = [(profile, value) for profile in profiles if (value := figure(profile, extreme, distance)) is not None]
    sign = -1 if extreme in ("youngest", "largest", "best_label") else 1
    return sorted(known, key=lambda item: (sign * item[1], item[0].id))
