"""What the profiles of clusters say of single details, in sentences with their evidence, and what they do not say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from knowledge.clusters.cards import CardMaker, first_sentence
from knowledge.clusters.details import Detail
from knowledge.naming.profiles import ClusterProfile
from knowledge.patterns import lazily
from knowledge.quotation.citing import Citations, with_marks
from knowledge.quotation.wording import joined, say
from knowledge.records import Language

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
# where what explains a name begins, and what the law adds to it
_EXPLAINED = lazily(r" \(| [–/] |(?<=e\.V\.) \|")
_LEGAL_FORM = lazily(r"(?<=[\w.]{4}) (?:e\. ?V\.|g?GmbH(?: & Co\. KG)?|AG|eG|mbH|UG)$")
_FIGURES: tuple[Detail, ...] = ("founded", "members")
_OF_ITSELF: tuple[Detail, ...] = (
    "founded",
    "members",
    "member",
    "label",
    "seat",
)  # told in sentences of which it is the subject
_DIGIT = lazily(r"\d")
_OF_REACHING: tuple[Detail, ...] = ("contact", "address")  # of which all profiles lack the most


class DetailTeller:
    """Tells details of clusters from the profiles of an opened index."""

    def __init__(self, cards: CardMaker) -> None:
        self._cards = cards

    def text(
        self,
        profiles: Sequence[ClusterProfile],
        details: Sequence[Detail],
        language: Language,
        citations: Citations,
        *,
        known: Collection[str] = (),
    ) -> str:
        """Return what the profiles say of `details`, with citations.

        Of one cluster it is told besides what it is, unless it is `known`, by its id; those known go by what they are
        called. Of several each detail has a line, and those of which it is unknown share one.
        """
        if tuple(details) == ("summary",):
            return "\n\n".join(self._in_full(profile, language, citations) for profile in profiles)
        names = {p.id: called(p) if p.id in known else p.name for p in profiles}
        lines: list[str] = []
        for position, detail in enumerate(details):
            lines += self._lines(
                profiles, detail, language, citations, names, goes_on=position > 0 and len(profiles) == 1
            )
        if len(profiles) == 1 and "name" not in details:
            lines += self._what_it_is(profiles[0], details, language, citations, is_known=profiles[0].id in known)
        return "\n".join(lines)

    def website(
        self, profile: ClusterProfile, language: Language, citations: Citations, *, name: str | None = None
    ) -> str:
        """Return the sentence that tells the website of a cluster, under `name` if it is given; empty: it is not known."""
        source = self._cards.passage(profile.id, "summary", language)
        if not profile.website or source is None:
            return ""
        numbers = citations.cite(source, first_sentence(source.text), limit=1)
        return with_marks(say("website", language, name=name or profile.name, website=profile.website), numbers)

    def seat(
        self,
        profile: ClusterProfile,
        language: Language,
        citations: Citations,
        *,
        limit: int = 8,
        name: str | None = None,
    ) -> str:
        """Return the sentence that tells the seat of a cluster, under `name` if it is given; empty: no passage states it."""
        passage = self._cards.passage(profile.id, "seat", language)
        if passage is None:
            return ""
        city, *land = self._cards.place(profile, language)
        text = say("seat", language, name=name or profile.name, place=f"{city} ({land[0]})" if land else city)
        return with_marks(text, citations.cite(passage, passage.text, limit=limit))

    def _lines(
        self,
        profiles: Sequence[ClusterProfile],
        detail: Detail,
        language: Language,
        citations: Citations,
        names: Mapping[str, str],
        *,
        goes_on: bool,
    ) -> list[str]:
        """Return the lines on `detail`, by `names`; where it `goes_on` with one cluster, that is named no more."""
        it = say("it_first", language) if goes_on and detail in _OF_ITSELF else ""
        told = [(p, self._told(p, detail, language, citations, it or names[p.id])) for p in profiles]
        lines = [text for _, text in told if text]
        unknown = [names[profile.id] for profile, text in told if not text]
        if unknown:
            name = joined(unknown, language, by="or")
            lines.append(say(_UNKNOWN.get(detail, "no_answer_cluster"), language, name=name))
        if detail in _OF_REACHING:
            lines.append(say("contact_unknown", language))
        return lines

    def _told(
        self, profile: ClusterProfile, detail: Detail, language: Language, citations: Citations, name: str
    ) -> str:
        """Return what the profile says of `detail`, under `name`; empty: nothing."""
        if detail in ("website", "contact"):
            return self.website(profile, language, citations, name=name)
        if detail == "seat":
            return self.seat(profile, language, citations, name=name)
        if detail == "address":
            seat = self.seat(profile, language, citations, name=name)
            return " ".join(filter(None, (seat, self.website(profile, language, citations, name=name))))
        if detail == "name":
            return self._cards.line(profile, language, citations)
        return self._stated(profile, detail, language, citations, name)

    def _stated(
        self,
        profile: ClusterProfile,
        what: str,
        language: Language,
        citations: Citations,
        name: str,
        *,
        limit: int = 8,
    ) -> str:
        """Return the passage on `what` of a cluster, under `name`; empty: there is none."""
        passage = self._cards.passage(profile.id, what, language)
        if passage is None:
            return ""
        return with_marks(
            passage.text.replace(profile.name, name, 1), citations.cite(passage, passage.text, limit=limit)
        )

    def _what_it_is(
        self,
        profile: ClusterProfile,
        details: Sequence[Detail],
        language: Language,
        citations: Citations,
        *,
        is_known: bool,
    ) -> list[str]:
        """Return what a cluster is; of one that is known only where it may tell a year or number that is not known by itself."""
        passage = self._cards.passage(profile.id, "summary", language)
        if passage is None:
            return []
        quote = first_sentence(passage.text)
        if is_known:
            lacking = any(x in _FIGURES and self._cards.passage(profile.id, x, language) is None for x in details)
            if not lacking or not _DIGIT.search(quote):
                return []
        return [with_marks(quote, citations.cite(passage, quote, limit=1))]

    def _in_full(self, profile: ClusterProfile, language: Language, citations: Citations) -> str:
        """Return the name and the whole summary of a cluster, its seat, membership, label, and those of its founding year and
        number of members that the summary does not tell; without a summary, its line.
        """
        passage = self._cards.passage(profile.id, "summary", language)
        if passage is None:
            return self._cards.line(profile, language, citations)
        summary = with_marks(passage.text, citations.cite(passage, passage.text))
        names_itself = any(name in passage.text for name in (called(profile), profile.short_name))
        told = [self.seat(profile, language, citations, limit=1, name=say("it_first", language))]
        figures = {
            "founded": profile.founded.year if profile.founded else None,
            "members": profile.members.count if profile.members else None,
        }
        for what in ("founded", "members", "member", "label"):
            if what not in figures or (figures[what] is not None and not _has(passage.text, figures[what])):
                it = say("it" if any(told) else "it_first", language)
                told.append(self._stated(profile, what, language, citations, it, limit=1))
        return " ".join((summary if names_itself else f"{profile.name}: {summary}", *filter(None, told)))


def called(profile: ClusterProfile) -> str:
    """Return what a cluster is called once it is known: its name without what explains it, and without its legal form."""
    return _LEGAL_FORM.sub("", _EXPLAINED.split(profile.name, maxsplit=1)[0])


def _has(text: str, figure: int | None) -> bool:
    return any(form in text for form in (f"{figure}", f"{figure:,}", f"{figure:,}".replace(",", ".")))
