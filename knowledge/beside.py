"""Clusters set side by side: whether a question asks for that, and what their profiles say of each in turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge.cards import LEVELS, CardMaker, as_of_date, first_sentence
from knowledge.citing import Citations, with_marks
from knowledge.details import Detail, beyond_detail
from knowledge.profiles import ClusterProfile, CountEvidence
from knowledge.records import Language, Passage
from knowledge.text import fold
from knowledge.wording import joined, say

MOST = 3  # clusters that can be read side by side
COUNTED = re.compile(r"\b(?:(?P<two>beiden?|both|two|zwei)|(?P<three>drei|three))\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:compar\w*|comparison|versus|vs|differ\w*|distinguish\w*|contrast\w*|(?:set|put|tell)(?= .*\b(?:side by side|apart)\b)|side by side|apart|in common|similarit\w*"
    r"|verglich\w*|vergleich\w*|unterschied\w*|unterscheid\w*|gegenuber\w*|nebeneinander|gemeinsam\w*)\b"
)
_ASPECTS: tuple[Detail, ...] = ("seat", "founded", "members", "label", "member", "fields")


def asks_difference(text: str, language: Language) -> bool:
    """Return whether `text`, without the names of clusters, asks how clusters differ or compare, and nothing else of them."""
    folded = fold(text)
    return _BESIDE.search(folded) is not None and not beyond_detail(
        COUNTED.sub(" ", _BESIDE.sub(" ", folded)), language
    )


class SideBySide:
    """Sets clusters side by side, from the profiles of an opened index."""

    def __init__(self, cards: CardMaker, field_name: Callable[[str, Language], str]) -> None:
        self._cards = cards
        self._field_name = field_name

    def text(self, profiles: Sequence[ClusterProfile], language: Language, citations: Citations) -> str:
        """Return what each of `profiles` is, then a line for each aspect of which one of them tells; all with citations."""
        names = joined([profile.short_name for profile in profiles], language)
        lines = [say("beside", language, names=names)]
        for profile in profiles:
            passage = self._cards.passage(profile.id, "summary", language)
            if passage is not None:
                quote = first_sentence(passage.text)
                told = with_marks(quote, citations.cite(passage, quote, limit=1))
                lines.append(f"- {profile.short_name}: {told}")
        for aspect in _ASPECTS:
            stated = [self._cards.passage(profile.id, aspect, language) for profile in profiles]
            if any(stated):
                each = [
                    f"{profile.short_name}: {self._told(profile, aspect, passage, language, citations)}"
                    for profile, passage in zip(profiles, stated, strict=True)
                ]
                lines.append(f"- {say(f'aspect_{aspect}', language)} – {'; '.join(each)}")
        return "\n".join(lines)

    def _told(
        self, profile: ClusterProfile, aspect: Detail, passage: Passage | None, language: Language, citations: Citations
    ) -> str:
        """Return the value of `aspect` in a word or two, with its evidence."""
        if passage is None:
            return say("aspect_unknown", language)
        text = self._value(profile, aspect, language)
        return with_marks(text, citations.cite(passage, passage.text, limit=1))

    def _value(self, profile: ClusterProfile, aspect: Detail, language: Language) -> str:
        if aspect == "seat":
            return ", ".join(self._cards.place(profile, language))
        if aspect == "founded":
            return str(profile.founded.year) if profile.founded else ""
        if aspect == "members":
            counted = profile.members
            return _figure(counted, language) if counted else ""
        if aspect == "label":
            label = profile.ecei_label
            return f"{LEVELS[language][label.level]} {as_of_date(label.as_of, language)}" if label else ""
        if aspect == "member":
            return f"{say('aspect_is_member', language)} {as_of_date(profile.go_cluster.as_of, language)}"
        return ", ".join(self._field_name(name, language) for name in profile.fields)


def _figure(counted: CountEvidence, language: Language) -> str:
    number = f"{counted.count:,}" if language == "en" else f"{counted.count:,}".replace(",", ".")
    return f"{number} {as_of_date(counted.as_of, language)}"
