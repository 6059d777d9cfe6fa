"""How the clusters whose profiles are known are spread over Länder, cities or fields: when that is asked for, and the counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from knowledge.naming.profiles import ClusterProfile
from knowledge.patterns import lazily
from knowledge.words.text import fold

By = Literal["land", "city", "field"]

_BY: tuple[tuple[By, str], ...] = (
    ("land", r"(?:(?:german|federal|deutsche[snmr]?) )?(?:states?|land|lande|lander|landern|bundesland\w*)"),
    ("city", r"(?:cit(?:y|ies)|towns?|stadt|stadte|stadten|ort|orte|orten)"),
    (
        "field",
        r"(?:(?:technology |technological )?(?:fields?|sectors?|industry|industries|areas?)|technologiefeld\w*|feld|feldern?|branchen?|themenfeld\w*|technologiebereich\w*)",
    ),
)
_CLUSTERS = r"(?:clusters?|clustern|cluster organi[sz]ations|cluster initiatives|clusterinitiativen|clusterorganisationen|networks?|netzwerken?)"
_MOST = r"(?:most|largest number of|highest number of|(?:die |den )?meisten)"
_FEWEST = r"(?:fewest|least|smallest number of|(?:die |den )?wenigsten)"
_WHICH = r"(?:in )?(?:which|what|welche[snmr]?)(?: of the)?(?: \w+)?"
_EACH = r"(?:each|every|per|by|je|pro|jede[mnr]?|(?:the |den )?(?:individual|different|various|single|einzelnen|verschiedenen)|the|den|die)"
_SPREAD = r"(?:spread|distributed|distribution|split|verteil\w*|aufgeteilt|aufteilung)"
# what is counted is then no cluster of which there is a profile, or of another day
_OTHER = lazily(
    r"\b(?:gocluster|program\w*|members?|mitglied\w*|actors?|akteur\w*|platforms?|plattform\w*|clusterplattform|spitzencluster\w*|zukunftscluster\w*|weeks?|woche\w*|events?|veranstaltung\w*|europe\w*|europa\w*"
    r"|compan\w*|firm\w*|unternehmen|were|waren|was|war|hatte\w*|gab|had|in (?:19|20)\d\d|(?:19|20)\d\d)\b"
)
_LONGEST = 200  # characters
_QUICK = lazily(rf"\b(?:{_MOST}|{_FEWEST}|each|every|per|by|je|pro|jede[mnr]?|einzelnen|verschiedenen|{_SPREAD})\b")


def _patterns() -> tuple[tuple[By, bool, re.Pattern[str]], ...]:
    found: list[tuple[By, bool, re.Pattern[str]]] = []
    for by, words in _BY:
        for fewest, most in ((False, _MOST), (True, _FEWEST)):
            ranked = rf"\b{_WHICH} {words}\b.*\b{most}\b.*\b{_CLUSTERS}\b|\b{most} {_CLUSTERS}\b.*\b{_WHICH} {words}\b"
            found.append((by, fewest, lazily(ranked)))
        each = (
            rf"\b(?:how many|number of|wie ?viele?|(?:an)?zahl der)\b.*\b{_CLUSTERS}\b.*\b{_EACH} {words}\b"
            rf"|\b{_CLUSTERS}\b.*\b{_SPREAD}\b.*\b{words}\b|\b{_SPREAD}\b.*\b{_CLUSTERS}\b.*\b{words}\b"
            rf"|^\W*(?:(?:the|die|all|alle|list\w*|zahle?|count\w*)\W+)*{_CLUSTERS}\W+(?:per|by|je|pro|nach) {words}\W*$"
        )
        found.append((by, False, lazily(each)))
    return tuple(found)


_PATTERNS = _patterns()
_WHERE_MOST = (
    (False, lazily(rf"\b(?:where|wo)\b.*\b(?:{_MOST} (?:of the )?{_CLUSTERS}|{_CLUSTERS} most)\b")),
    (True, lazily(rf"\b(?:where|wo)\b.*\b{_FEWEST} (?:of the )?{_CLUSTERS}\b")),
)


@dataclass(frozen=True, slots=True)
class Spread:
    """By what clusters are counted, and whether the fewest come first."""

    by: By
    fewest: bool = False


def spread_asked(text: str) -> tuple[Spread, str] | None:
    """Return by what `text` wants the clusters counted, and its words beside that, folded; None: it wants no such counts."""
    if len(text) > _LONGEST:
        return None
    folded = fold(text)
    if not _QUICK.search(folded) or _OTHER.search(folded):
        return None
    for by, fewest, pattern in _PATTERNS:
        if pattern.search(folded):
            return Spread(by, fewest), _beside(folded)
    for fewest, pattern in _WHERE_MOST:
        if pattern.search(folded):
            return Spread("land", fewest), _beside(folded)
    return None


_COUNTING = lazily(
    rf"\b(?:{'|'.join(words for _, words in _BY)}|{_MOST}|{_FEWEST}|{_SPREAD}|german\w*|deutsch\w*|list\w*|liste|database|datenbank|profiles?|profile\w*)\b"
)


def _beside(folded: str) -> str:
    return _COUNTING.sub(" ", folded)


def counts(profiles: Iterable[ClusterProfile], spread: Spread) -> list[tuple[str, int, int]]:
    """Return each place or field by its name in the profiles, with how many have their seat there, or are of it, and how many are
    there at all; the most first, or the fewest.
    """
    seated: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for profile in profiles:
        if spread.by == "land":
            seated[profile.state] += 1
            there.update(profile.all_states)
        elif spread.by == "city":
            names = (profile.city,) if profile.city else ()
            seated.update(names)
            there.update(names)
        else:
            seated.update(profile.fields)
            there.update(profile.fields)
    sign = 1 if spread.fewest else -1
    return sorted(
        ((name, seated[name], n) for name, n in there.items()), key=lambda x: (sign * x[1], sign * x[2], x[0])
    )
