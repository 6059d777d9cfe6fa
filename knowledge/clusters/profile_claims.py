"""What a question claims of a cluster that its profile can tell: a size, a year, a level, a membership, a place; and whether it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.asked.question import levels_in
from knowledge.clusters.comparing import FEWER, MEMBERS, MORE, bounds_in
from knowledge.clusters.details import Detail, asks_to_join, beyond_detail, detail_asked
from knowledge.clusters.wishes import WishReader
from knowledge.naming.fields import Taxonomy
from knowledge.naming.profiles import ClusterProfile
from knowledge.patterns import lazily
from knowledge.records import Language, Verdict
from knowledge.words.text import fold

_BOUND = lazily(rf"\b(?:{MORE}|{FEWER}) \d+ {MEMBERS}")
_COUNT = lazily(rf"(?<!\w)(?P<count>\d+) {MEMBERS}")
_YEAR = lazily(
    r"\b(?:(?P<before>before|earlier than|vor)|(?P<after>after|later than|nach)|(?P<since>since|from|seit|in|im))(?: (?:the year|dem jahr|jahr|dem))? (?P<year>(?:1[789]|20)\d\d)\b"
)
_FOUNDED = lazily(
    r"\b(?:found(?:ed|ation)|established|set up|started|created|exist\w*|around|gegrundet\w*|grundung|entstand\w*|gab|gibt|besteh\w*|bestand\w*)\b"
)
_LABELLED = lazily(r"\b\w*labels?\b|\b(?:gold|silver|silber|bronze)\b|\bcertified\b|\bzertifiziert\b")
_MEMBER = lazily(
    r"\b(?:members?|membership|mitglied(?:er|s|schaft)?|gocluster)\b|\b(?:in|of|part of|bei|teil von) (?:your|the|this|eure[mr]|ihre[mr]|dem|diesem) program\w*"
)
_HOLDS = lazily(
    r"\b(?:have|has|had|got|holds?|hold|carr(?:y|ies)|is|are|hat|haben|tragt|tragen|besitzt|besitzen|halt|halten|ist|sind|verfug\w*)\b"
)
# Words that say of how many it is asked, and what only asks
_OF_HOW_MANY = lazily(
    r"\b(?:both|all|each|either|any|some|none|one|ones|of|them|these|those|the|two|three|four|\d|beide\w*|alle\w*|jede\w*|eine?[rsnm]?|keine?[rs]?|von|davon|denen|diese\w*|zwei|drei|dreien|zweien|vier|vieren"
    r"|a|an|also|too|already|really|even|still|yet|auch|schon|bereits|wirklich|immer noch|noch|exactly|genau|actually|eigentlich|denn|pls|plz)\b"
)
_ANY = lazily(
    r"\b(?:either|any|one of (?:them|these|those)|some|(?:eine?[rs]?|eins|irgendeine?[rs]?|jemand) (?:von|der|davon)|irgend\w*)\b"
)
_ACTIVE = lazily(
    r"\b(?:work\w*|arbeit\w*|deal\w*|cover\w*|help\w*|acti\w*|aktiv\w*|tatig\w*|reach\w*|reich\w*|focus\w*|befass\w*)\b"
)  # where it does so is not where it has its seat
_MAIN = lazily(r"\b(?:main|principal|head)\s+(?=(?:seat|office|base)\b)", re.IGNORECASE)  # a river as well
_CHOICE = lazily(r"\b(?:or|oder)\b(?=\W+\w)")  # "gold or silver?" wants no yes
_DENIED = lazily(r"\b(?:not|no|non|never|neither|kein\w*|nicht|nie|without|ohne)\b|n['’]t\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed: a number of members or a founding year within bounds, one of some levels of the label (any of them, where
    there are none), membership, or a seat in a place.
    """

    detail: Detail
    least: int | None = None
    most: int | None = None
    levels: frozenset[str] = frozenset()
    laender: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()

    def holds(self, profile: ClusterProfile, taxonomy: Taxonomy) -> bool | None:
        """Return whether it holds of a cluster; None: its profile does not tell."""
        if self.detail == "label":
            label = profile.ecei_label
            return None if label is None else not self.levels or label.level in self.levels
        if self.detail == "member":
            return True if profile.go_cluster.status == "member" else None
        if self.detail == "seat":
            return self._holds_of_place(profile, taxonomy)
        value = _figure(profile, self.detail)
        if value is None or (self.detail == "members" and self.least == self.most != value):
            return None  # the number of another day is no other number
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def _holds_of_place(self, profile: ClusterProfile, taxonomy: Taxonomy) -> bool | None:
        """Return whether a cluster has its seat there; None: its seat is not known so exactly, or it is there beside its seat."""
        if profile.city in self.cities or taxonomy.land_ids[profile.state] in self.laender:
            return True
        spans = {taxonomy.land_ids[state] for state in profile.all_states}
        if (self.cities and profile.city is None) or spans.intersection(self.laender):
            return None
        return False


def claim_in(text: str, language: Language, reader: WishReader) -> Claim | None:
    """Return what `text`, without the names of clusters, claims of a cluster, and nothing beside it; None: it claims no such thing.

    What is denied ("has it no label?") is none: the sources say of labels and memberships only where there are some.
    """
    folded = fold(text)
    if _DENIED.search(folded) or asks_to_join(text) or _CHOICE.search(folded):
        return None
    found = _of_members(folded) or _of_year(folded) or _of_label(folded) or _of_membership(folded)
    if found is None:
        return _of_place(text, language, reader)
    claim, rest = found
    return None if beyond_detail(_OF_HOW_MANY.sub(" ", rest), language) else claim


def held(claim: Claim, profiles: Iterable[ClusterProfile], text: str, taxonomy: Taxonomy) -> Verdict | None:
    """Return whether `claim` holds of all of `profiles`, or of one of them where `text` asks for that ("einer davon"); None: the
    profiles do not tell.
    """
    told = [claim.holds(profile, taxonomy) for profile in profiles]
    if len(told) > 1 and asks_any(text):
        return "yes" if any(told) else "no" if None not in told else None
    return "no" if False in told else "yes" if None not in told else None


def _figure(profile: ClusterProfile, detail: Detail) -> int | None:
    if detail == "founded":
        return profile.founded.year if profile.founded else None
    return profile.members.count if profile.members else None


def _of_members(folded: str) -> tuple[Claim, str] | None:
    bound = _BOUND.search(folded)
    if bound is not None:
        return Claim("members", *bounds_in(bound[0])), _without(folded, bound)
    count = _COUNT.search(folded)
    if count is None:
        return None
    return Claim("members", int(count["count"]), int(count["count"])), _without(folded, count)


def _of_year(folded: str) -> tuple[Claim, str] | None:
    found = _YEAR.search(folded)
    if found is None or not _FOUNDED.search(folded) or _LABELLED.search(folded) or detail_asked(folded) == "member":
        return None
    year = int(found["year"])
    least = year + 1 if found["after"] else None if found["before"] else year
    most = year - 1 if found["before"] else None if found["after"] else year
    return Claim("founded", least, most), _FOUNDED.sub(" ", _without(folded, found))


def _of_label(folded: str) -> tuple[Claim, str] | None:
    if not _LABELLED.search(folded) or _YEAR.search(folded) or not _HOLDS.search(folded):
        return None
    return Claim("label", levels=levels_in(folded)), _LABELLED.sub(" ", folded)


def _of_membership(folded: str) -> tuple[Claim, str] | None:
    if not _MEMBER.search(folded) or detail_asked(folded) not in (None, "member", "members") or _YEAR.search(folded):
        return None
    folded = _MEMBER.sub(" ", folded)
    return Claim("member"), re.sub(r"\b(?:belong\w*|gehor\w*|part|teil|dabei|in|to|zu[rm]?|bei)\b", " ", folded)


def _of_place(text: str, language: Language, reader: WishReader) -> Claim | None:
    if detail_asked(text) not in (None, "seat"):
        return None
    text = _MAIN.sub("", text)
    wish = reader.read(text, language)
    if wish.conditions != ("place",) or wish.denied or wish.near or wish.not_laender or wish.not_cities:
        return None
    rest = fold(text)
    for words in wish.place_words:
        rest = rest.replace(fold(words), " ")
    if wish.beyond or _ACTIVE.search(rest) or beyond_detail(_OF_HOW_MANY.sub(" ", rest), language):
        return None
    return Claim("seat", laender=wish.laender, cities=wish.cities)


def _without(folded: str, found: re.Match[str]) -> str:
    return f"{folded[: found.start()]} {folded[found.end() :]}"


_WHICH = lazily(r"\b(?:which|who|what|wer|welche\w*|whose)\b")


def asks_any(text: str) -> bool:
    """Return whether `text` asks whether it is one of several at all: "hat einer davon …?", "do any of them …?"."""
    return _ANY.search(fold(text)) is not None


def asks_which(text: str) -> bool:
    """Return whether `text` asks which of several it is."""
    return _WHICH.search(fold(text)) is not None
