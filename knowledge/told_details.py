"""What the profiles of clusters say of single details, in sentences with their evidence, and what they do not say."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.cards import CardMaker, first_sentence
from knowledge.citing import Citations, with_marks
from knowledge.details import Detail
from knowledge.profiles import ClusterProfile
from knowledge.records import Language
from knowledge.wording import joined, say

# What is said where a profile does not have a detail
_UNKNOWN: dict[Detail, str] = {
    "label": "label_unknown",
    "member": "membership_unknown",
    "founded": "founded_unknown",
    "members": "members_unknown",
    "website": "website_unknown",
    "contact": "website_unknown",
    "address": "website_unknown",
}
_OF_REACHING: tuple[Detail, ...] = ("contact", "address")  # of which all profiles lack the most


class DetailTeller:
    """Tells details of clusters from the profiles of an opened index."""

    def __init__(self, cards: CardMaker) -> None:
        self._cards = cards

    def text(
        self, profiles: Sequence[ClusterProfile], details: Sequence[Detail], language: Language, citations: Citations
    ) -> str:
        """Return what the profiles say of `details`, with citations.

        Of one cluster it is told besides what it is; of several each detail has a line, and those of which it is unknown share one.
        """
        if tuple(details) == ("summary",):
            return "\n\n".join(self._in_full(profile, language, citations) for profile in profiles)
        lines: list[str] = []
        for detail in details:
            lines += self._lines(profiles, detail, language, citations)
        if len(profiles) == 1 and "name" not in details:
            lines += self._what_it_is(profiles[0], language, citations)
        return "\n".join(lines)

    def website(self, profile: ClusterProfile, language: Language, citations: Citations) -> str:
        """Return the sentence that tells the website of a cluster; empty: it is not known."""
        source = self._cards.passage(profile.id, "summary", language)
        if not profile.website or source is None:
            return ""
        numbers = citations.cite(source, first_sentence(source.text), limit=1)
        return with_marks(say("website", language, name=profile.name, website=profile.website), numbers)

    def seat(self, profile: ClusterProfile, language: Language, citations: Citations, *, limit: int = 8) -> str:
        """Return the sentence that tells the seat of a cluster; empty: no passage states it."""
        passage = self._cards.passage(profile.id, "seat", language)
        if passage is None:
            return ""
        city, *land = self._cards.place(profile, language)
        text = say("seat", language, name=profile.name, place=f"{city} ({land[0]})" if land else city)
        return with_marks(text, citations.cite(passage, passage.text, limit=limit))

    def _lines(
        self, profiles: Sequence[ClusterProfile], detail: Detail, language: Language, citations: Citations
    ) -> list[str]:
        told = [(profile, self._told(profile, detail, language, citations)) for profile in profiles]
        lines = [text for _, text in told if text]
        unknown = [profile.name for profile, text in told if not text]
        if unknown:
            names = joined(unknown, language, by="or")
            lines.append(say(_UNKNOWN.get(detail, "no_answer_cluster"), language, name=names))
        if detail in _OF_REACHING:
            lines.append(say("contact_unknown", language))
        return lines

    def _told(self, profile: ClusterProfile, detail: Detail, language: Language, citations: Citations) -> str:
        """Return what the profile says of `detail`; empty: nothing."""
        if detail in ("website", "contact"):
            return self.website(profile, language, citations)
        if detail == "seat":
            return self.seat(profile, language, citations)
        if detail == "address":
            told = (self.seat(profile, language, citations), self.website(profile, language, citations))
            return " ".join(filter(None, told))
        if detail == "name":
            return self._cards.line(profile, language, citations)
        passage = self._cards.passage(profile.id, detail, language)
        return with_marks(passage.text, citations.cite(passage, passage.text)) if passage else ""

    def _what_it_is(self, profile: ClusterProfile, language: Language, citations: Citations) -> list[str]:
        passage = self._cards.passage(profile.id, "summary", language)
        if passage is None:
            return []
        quote = first_sentence(passage.text)
        return [with_marks(quote, citations.cite(passage, quote, limit=1))]

    def _in_full(self, profile: ClusterProfile, language: Language, citations: Citations) -> str:
        """Return the whole summary of a cluster, its seat, membership and label; without a summary, its line."""
        passage = self._cards.passage(profile.id, "summary", language)
        if passage is None:
            return self._cards.line(profile, language, citations)
        parts = [with_marks(passage.text, citations.cite(passage, passage.text))]
        parts.append(self.seat(profile, language, citations, limit=1))
        for what in ("member", "label"):
            stated = self._cards.passage(profile.id, what, language)
            if stated:
                parts.append(with_marks(stated.text, citations.cite(stated, stated.text, limit=1)))
        return " ".join(filter(None, parts))
