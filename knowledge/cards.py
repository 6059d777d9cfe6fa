"""Cluster answers: cards, lists of cards, and single details of one cluster, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from knowledge import dates
from knowledge.base import KnowledgeBase
from knowledge.citing import Citations, with_marks
from knowledge.finder import Found
from knowledge.profiles import ClusterProfile
from knowledge.records import ClusterCard, LabelCard, Language, MembershipCard, Passage
from knowledge.splitting import sentences
from knowledge.text import fold, terms
from knowledge.wishes import Wish
from knowledge.wording import WORDING, joined, say

Detail = Literal["seat", "fields", "member", "label", "members", "founded", "website", "summary"]

LISTED = 8
_LIST_CHARS = 2300
_LEVELS: dict[Language, dict[str, str]] = {
    "en": {"bronze": "bronze", "silver": "silver", "gold": "gold"},
    "de": {"bronze": "Bronze", "silver": "Silber", "gold": "Gold"},
}

# Which detail of a named cluster is asked for, over folded text; the first that matches.
_DETAILS: tuple[tuple[Detail, re.Pattern[str]], ...] = (
    (
        "website",
        re.compile(r"\b(?:web ?site|webseite|homepage|internet\w*|web address|url|online zu finden|link)\b"),
    ),
    (
        "label",
        re.compile(r"\blabel\w*|\b(?:gold|silver|silber|bronze)\b|\bcertifi\w*|\bzertifi\w*|\bgutesiegel"),
    ),
    (
        "members",
        re.compile(
            r"\bhow many (?:members|companies|partners|firms)|\bwie viele (?:mitglieder|unternehmen|partner|firmen)|\bmitgliederzahl"
            r"|\bhow (?:big|large)\b|\bwie gross\b|\bnumber of members|\banzahl der mitglieder"
        ),
    ),
    ("member", re.compile(r"\bmember\w*\b|\bmitglied\w*\b|\bgocluster\b")),
    (
        "founded",
        re.compile(
            r"\bfounded\b|\bfoundation\b|\bestablish\w*|\bset up\b|\bgegrundet\b|\bgrundung\w*|\bentstand\w*|\bhow old\b|\bwie alt\b"
            r"|\bseit wann gibt\b|\bwhen did .* (?:start|begin)|\bwann .*(?:start|began|begonnen)|\bsince when (?:does|has|is)\b"
        ),
    ),
    (
        "seat",
        re.compile(
            r"\bwhere\b|\bwo\b|\bwoher\b|\bbased\b|\blocated\b|\bsitz\w*|\bseat\b|\bcity\b|\bstadt\b|\btown\b|\bwhich (?:state|land)\b"
            r"|\bwelche\w* (?:bundes)?land\b|\bheadquart\w*|\bansassig\b|\blocation\b|\bort\b|\bstandort\b"
        ),
    ),
    ("fields", re.compile(r"\bfields?\b|\btechnologiefeld\w*|\btechnology\b|\bfelder\w*\b")),
    (
        "summary",
        re.compile(
            r"\bwhat (?:does|is|do|are)\b|\bwho is\b|\btell\b|\babout\b|\bwas (?:macht|ist|tut|bietet)\b|\bwer ist\b|\bworum\b|\bwomit\b"
            r"|\bwofur\b|\berzahl\w*|\bbeschreib\w*|\binfo\w*|\bprofil\w*|\bcard\b|\bkarte\b|\bportra\w*|\bvorstell\w*|\bdescri\w*|\bdetails?\b"
        ),
    ),
)


def detail_asked(text: str) -> Detail | None:
    """Return which detail of a cluster `text` asks for; None: none of those that profiles have."""
    folded = fold(text)
    return next((detail for detail, pattern in _DETAILS if pattern.search(folded)), None)


# Words of asking that describe no detail.
_ASKING = re.compile(
    r"(?:clusters?|networks?|netzwerk\w*|verein\w*|hold\w*|have|has|got|hat|tragt|tragen|besitz\w*|stufe|level|type|kind|art|art|do|does|macht"
    r"|beschaftig\w*|thema|themen|topics?|something|etwas|name\w*|heiss\w*|call\w*|programm\w*|actually|exactly|genau|currently|aktuell\w*|derzeit"
    r"|now|jetzt|today|heute|great|first|second|third|fourth|fifth|last|one|ones|erste\w*|zweite\w*|dritte\w*|vierte\w*|funfte\w*|letzte\w*|number|nummer|bitte|please|germany|deutschland|it|they|es|sie|region|going|steh\w*)"
)


def beyond_detail(text: str, language: Language) -> set[str]:
    """Return the content words of `text`, folded, that neither name a detail nor only ask."""
    folded = fold(text)
    for _, pattern in _DETAILS:
        folded = pattern.sub(" ", folded)
    words = {word for word in folded.split() if terms(word, language)}
    return {word for word in words if not _ASKING.fullmatch(word.strip(".,;:!?\"'()"))}


class CardMaker:
    """Makes cluster answers from the profile passages of an opened index."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def passage(self, cluster_id: str, what: str, language: Language) -> Passage | None:
        """Return the passage that states `what` about a cluster; None: the profile does not say."""
        rowid = self._base.twins.get((f"{cluster_id}.{what}", language))
        return None if rowid is None else self._base.passages[rowid]

    def card(self, profile: ClusterProfile, language: Language, citations: Citations) -> ClusterCard:
        """Return the card of a cluster; its citations are the evidence of what it shows."""
        numbers: list[int] = []
        for what in ("summary", "member", "label"):
            passage = self.passage(profile.id, what, language)
            if passage:
                quote = _first_sentence(passage.text) if what == "summary" else passage.text
                numbers += citations.cite(passage, quote, limit=1)
        label = profile.ecei_label
        return ClusterCard(
            id=profile.id,
            name=profile.name,
            land=profile.state,
            city=profile.city,
            fields=tuple(self._base.taxonomy.field_name(f, language) for f in profile.fields),
            label=LabelCard(level=label.level, as_of=label.as_of) if label else None,
            go_cluster=MembershipCard(status=profile.go_cluster.status, as_of=profile.go_cluster.as_of),
            website=profile.website,
            citations=tuple(dict.fromkeys(numbers)),
        )

    def line(self, profile: ClusterProfile, language: Language, citations: Citations, *, summary: bool = True) -> str:
        """Return one line on a cluster: name, place, label and membership with their dates, and what it is."""
        land = self._base.taxonomy.land_name(profile.state, language)
        place = land if profile.city in (None, profile.state) else f"{profile.city}, {land}"
        parts = [f"{profile.name} ({place})"]
        for what, text in (
            ("label", self._label(profile, language)),
            ("member", self._member(profile, language)),
        ):
            passage = self.passage(profile.id, what, language)
            if passage and text:
                parts.append(with_marks(text, citations.cite(passage, passage.text, limit=1)))
        line = "; ".join(parts)
        passage = self.passage(profile.id, "summary", language)
        if passage is None:
            return line
        quote = _first_sentence(passage.text)
        numbers = citations.cite(passage, quote, limit=1)
        return f"{line}: {with_marks(quote, numbers)}" if summary else with_marks(line, numbers)

    def _label(self, profile: ClusterProfile, language: Language) -> str:
        label = profile.ecei_label
        if label is None:
            return ""
        return say("label", language, level=_LEVELS[language][label.level], date=_date(label.as_of, language))

    def _member(self, profile: ClusterProfile, language: Language) -> str:
        if profile.go_cluster.status != "member":
            return ""
        return say("member", language, date=_date(profile.go_cluster.as_of, language))

    def listing(self, found: Found, language: Language, citations: Citations) -> tuple[str, tuple[ClusterCard, ...]]:
        """Return the text and the cards for clusters that were found; the text names the first few."""
        wish, clusters = found.wish, found.clusters
        lines = [say("understood", language, conditions=self.conditions(wish, language))]
        if "city" in found.dropped:
            land = joined(
                list(dict.fromkeys(self._base.taxonomy.land_name(c.state, language) for c in clusters)),
                language,
            )
            lines.append(say("no_seat", language, city=joined(list(wish.cities), language, by="or"), land=land))
        elif wish.need:
            lines.append(say("found_need", language))
        else:
            lines.append(say("found_one" if len(clusters) == 1 else "found", language, n=len(clusters)))
        length = sum(map(len, lines))
        shown = 0
        for number, profile in enumerate(clusters[:LISTED], 1):
            line = f"{number}. " + self.line(profile, language, citations, summary=len(clusters) <= LISTED)
            if shown and length + len(line) > _LIST_CHARS:
                break
            lines.append(line)
            length += len(line)
            shown = number
        if len(clusters) > shown:
            lines.append(say("more", language, n=len(clusters) - shown))
        return "\n".join(lines), tuple(self.card(profile, language, citations) for profile in clusters)

    def nothing(self, wish: Wish, fewer: Sequence[tuple[str, int]], language: Language) -> str:
        """Return the text for a wish that nothing satisfies: what was understood, and which condition to drop."""
        lines = [say("none", language, conditions=self.conditions(wish, language))]
        lines += [say("drop", language, condition=say(f"condition_{name}", language), n=n) for name, n in fewer]
        return " ".join(lines)

    def conditions(self, wish: Wish, language: Language) -> str:
        """Return a wish in words, so that it can be corrected."""
        taxonomy = self._base.taxonomy
        parts: list[str] = []
        names = [taxonomy.field_by_id[i] for i in wish.fields]
        if names:
            parts.append(joined([f.en if language == "en" else f.de for f in names], language, by="or"))
        elif wish.text:
            parts.append(say("about", language, text=wish.text))
        if wish.member:
            parts.append(say("only_members", language))
        if wish.cities:
            cities = [self._city(name, language) for name in wish.cities]
            parts.append(
                say(
                    "near" if wish.near or wish.need else "in",
                    language,
                    place=joined(cities, language, by="or"),
                )
            )
        if wish.laender:
            laender = [taxonomy.land_by_id[i] for i in wish.laender]
            places = joined([x.en if language == "en" else x.de for x in laender], language, by="or")
            parts.append(say("in", language, place=places))
        if wish.labels:
            labels = [next(x for x in taxonomy.labels if x.id == level) for level in wish.labels]
            text = joined([x.en if language == "en" else x.de for x in labels], language, by="or")
            parts.append(say("with_label", language, label=text))
        elif wish.any_label:
            parts.append(say("any_label", language))
        return ", ".join(parts) or WORDING[language]["all_clusters"]

    def _city(self, name: str, language: Language) -> str:
        city = self._base.taxonomy.city_by_name[name][0]
        return (city.en or city.name) if language == "en" else city.name

    def detail(self, profile: ClusterProfile, detail: Detail, language: Language, citations: Citations) -> str:
        """Return the text that answers a question for one detail of a cluster, then its line; all with citations."""
        passage = self.passage(profile.id, detail, language)
        lines: list[str] = []
        if detail == "website":
            source = self.passage(profile.id, "summary", language)
            if profile.website and source:
                numbers = citations.cite(source, _first_sentence(source.text), limit=1)
                lines.append(with_marks(f"{profile.name}: {profile.website}", numbers))
        elif passage is not None:
            lines.append(with_marks(passage.text, citations.cite(passage, passage.text)))
            if detail == "summary":
                lines += self._facts(profile, language, citations)
                return " ".join(lines)
        elif detail == "label":
            lines.append(say("label_unknown", language, name=profile.name))
        elif detail == "member":
            lines.append(say("membership_unknown", language, name=profile.name))
        else:
            lines.append(say("no_answer_cluster", language, name=profile.name))
        lines.append(self.line(profile, language, citations))
        return "\n".join(lines)

    def _facts(self, profile: ClusterProfile, language: Language, citations: Citations) -> list[str]:
        out: list[str] = []
        for what in ("seat", "member", "label"):
            passage = self.passage(profile.id, what, language)
            if passage:
                out.append(with_marks(passage.text, citations.cite(passage, passage.text, limit=1)))
        return out


def _first_sentence(text: str) -> str:
    start, end = sentences(text)[0]
    return text[start:end]


def _date(as_of: str | None, language: Language) -> str:
    if as_of is None:
        return say("undated", language)
    return say("as_of", language, date=dates.spoken(as_of, language))
