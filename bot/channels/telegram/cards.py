"""Clusters as cards: name, place, fields, label and membership with their dates, each with its source."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.telegram.keyboards import deep_link
from bot.channels.telegram.layout import Block, Part, Run, cut, one_line, web_address
from bot.channels.telegram.rendering import addresses, marked_runs, with_sources
from bot.channels.telegram.texts import text
from knowledge.clusters.cards import CardMaker
from knowledge.naming.profiles import ClusterProfile
from knowledge.quotation.citing import Citations, marks
from knowledge.quotation.wording import say
from knowledge.records import Citation, Language
from knowledge.retrieval.base import KnowledgeBase
from knowledge.words import dates

_NAME_UNITS = 200
_FIELDS_UNITS = 300
_SUMMARY_UNITS = 1500


class Cards:
    """Makes cards from the profiles of an opened index; `username` is the bot's, for links to single cards."""

    def __init__(self, base: KnowledgeBase, username: str) -> None:
        self._base = base
        self._maker = CardMaker(base)
        self._username = username

    def page(self, header: Sequence[Block], profiles: Sequence[ClusterProfile], first: int, language: Language) -> Part:
        """Return cards as one message below `header`, numbered from `first`."""
        citations = Citations()
        lines = [self._card(p, language, citations, number=n) for n, p in enumerate(profiles, first)]
        blocks = [Block(_linked(card, citations.all), "\n\n") for card in lines]
        return with_sources([*header, *blocks], citations.all, language)[0]

    def single(self, profile: ClusterProfile, language: Language) -> Part:
        """Return the card of one cluster, with what it is, and what the sources do not say of it."""
        citations = Citations()
        card = self._card(profile, language, citations, is_whole=True)
        return with_sources([Block(_linked(card, citations.all))], citations.all, language)[0]

    def description(self, profile: ClusterProfile, language: Language) -> str:
        """Return a card in one line without its name: place, fields, label, membership."""
        parts = [self.place(profile, language), self.fields(profile, language)]
        parts += [line for line in (_label(profile, language), _member(profile, language)) if line]
        return " · ".join(parts)

    def place(self, profile: ClusterProfile, language: Language) -> str:
        """Return "Jena, Thuringia"; of a cluster that spans several Länder, the others in brackets."""
        land, *others = (self._base.taxonomy.land_name(name, language) for name in profile.all_states)
        place = land
        if profile.city and profile.city != profile.state:
            known = self._base.taxonomy.city_by_name.get(profile.city)
            english = known[0].en if known and language == "en" else None
            place = f"{english or profile.city}, {land}"
        return f"{place} ({text('card_also', language, places=', '.join(others))})" if others else place

    def fields(self, profile: ClusterProfile, language: Language) -> str:
        """Return the names of the technology fields."""
        names = (self._base.taxonomy.field_name(name, language) for name in profile.fields)
        return cut(", ".join(names), _FIELDS_UNITS)

    def _card(
        self,
        profile: ClusterProfile,
        language: Language,
        citations: Citations,
        *,
        number: int | None = None,
        is_whole: bool = False,
    ) -> list[tuple[Run, ...]]:
        """Return the lines of a card; marks of citations in them are not links yet."""
        name = cut(one_line(profile.name), _NAME_UNITS)
        lines: list[tuple[Run, ...]] = [(Run(f"{number}. {name}" if number else name, bold=True),)]

        def cited(line: str, what: str, *, limit: int = 1) -> tuple[Run, ...]:
            passage = self._maker.passage(profile.id, what, language)
            numbers = citations.cite(passage, passage.text, limit=limit) if passage else ()
            return (Run(f"{line} {marks(numbers)}".rstrip()),)

        if is_whole:
            summary = profile.summary_en if language == "en" else profile.summary_de
            lines.append(cited(cut(one_line(summary), _SUMMARY_UNITS), "summary", limit=3))
        lines.append(cited(f"📍 {self.place(profile, language)}", "seat"))
        lines.append(cited(f"🔬 {self.fields(profile, language)}", "fields"))
        for what, line, missing in (
            ("label", _label(profile, language), "card_no_label"),
            ("member", _member(profile, language), "card_member_unknown"),
        ):
            if line:
                lines.append(cited(f"{'🏅' if what == 'label' else '✅'} {line}", what))
            elif is_whole:
                lines.append((Run(text(missing, language), italic=True),))
        lines.append(self._links(profile, language))
        return lines

    def _links(self, profile: ClusterProfile, language: Language) -> tuple[Run, ...]:
        card = deep_link(self._username, f"cluster_{profile.id}")
        here = Run(text("card_link", language), url=card, plain=card)
        website = web_address(profile.website)
        if website is None:
            return (Run("🔗 "), here)
        return (Run("🌐 "), Run(text("button_website", language), url=website, plain=website), Run(" · 🔗 "), here)


def _linked(lines: Sequence[tuple[Run, ...]], citations: Sequence[Citation]) -> tuple[Run, ...]:
    """Return lines as the runs of one block, with the marks of citations as links."""
    urls = addresses(citations)
    runs: list[Run] = []
    for number, line in enumerate(lines):
        if number:
            runs.append(Run("\n"))
        for run in line:
            is_plain = run.url is None and not run.bold and not run.italic
            runs += marked_runs(run.text, urls) if is_plain else (run,)
    return tuple(runs)


def _label(profile: ClusterProfile, language: Language) -> str:
    label = profile.ecei_label
    if label is None:
        return ""
    return text(f"label_{label.level}", language, date=_date(label.as_of, language))


def _member(profile: ClusterProfile, language: Language) -> str:
    if profile.go_cluster.status != "member":
        return ""
    return say("member", language, date=_date(profile.go_cluster.as_of, language))


def _date(as_of: str | None, language: Language) -> str:
    return say("as_of", language, date=dates.spoken(as_of, language)) if as_of else say("undated", language)
