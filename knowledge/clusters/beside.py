"""Clusters set side by side: whether a question asks for that, and what their profiles say of each in turn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.clusters.cards import CardMaker, first_sentence
from knowledge.clusters.details import Detail, beyond_detail
from knowledge.naming.profiles import ClusterProfile
from knowledge.patterns import lazily
from knowledge.quotation.citing import Citations, with_marks
from knowledge.quotation.wording import joined, say
from knowledge.records import Language
from knowledge.words.text import fold

MOST = 3  # clusters that can be read side by side
COUNTED = lazily(r"\b(?:(?P<two>beiden?|both|two|zwei)|(?P<three>drei|three))\b", re.IGNORECASE)
BESIDE = lazily(
    r"\b(?:compar\w*|comparison|versus|vs|differ\w*|distinguish\w*|contrast\w*|(?:set|put|tell)(?= .*\b(?:side by side|apart)\b)|side by side|apart|in common|similarit\w*"
    r"|verglich\w*|vergleich\w*|unterschied\w*|unterscheid\w*|gegenuber\w*|nebeneinander|gemeinsam\w*)\b"
)
# "I'd like to compare", "could you please put … side by side for me": who asks, and how
_ASKING = lazily(
    r"\b(?:(?:i|we)(?:['’]?d| would| want| need| wish| have)?(?: (?:like|love|want|need|wish))?(?: to)?|let(?: me| us|['’]?s)|(?:can|could|would|will) you|please|pls|for (?:me|us)|now|quickly|briefly|give|show|make"
    r"|ich|wir|mochte\w*|wurde\w*|hatte\w*|will|wollen|gern\w*|konn\w*|kannst|mach\w*|du|sie|mir|uns|bitte|mal|einmal|doch|kurz|einfach|gegeneinander|miteinander|stell\w*|halt\w*|direkt\w*|a|an|einen?)\b"
)
_NAMES_ONLY = lazily(r"\W*(?:or|oder|vs|versus|against|gegen)\W*")  # "X or Y?"
_ASPECTS: tuple[Detail, ...] = ("seat", "founded", "members", "label", "member", "fields")


def asks_difference(text: str, language: Language) -> bool:
    """Return whether `text`, without the names of clusters, asks how clusters differ or compare, and nothing else of them."""
    folded = fold(text)
    if BESIDE.search(folded) is None:
        return _NAMES_ONLY.fullmatch(folded) is not None
    return not beyond_detail(_ASKING.sub(" ", COUNTED.sub(" ", BESIDE.sub(" ", folded))), language)


class SideBySide:
    """Sets clusters side by side, from the profiles of an opened index."""

    def __init__(self, cards: CardMaker) -> None:
        self._cards = cards

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
                    f"{profile.short_name}: {self._cards.aspect(profile, aspect, language, citations)}"
                    for profile in profiles
                ]
                lines.append(f"- {say(f'aspect_{aspect}', language)} – {'; '.join(each)}")
        return "\n".join(lines)
