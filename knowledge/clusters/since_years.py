"""Which clusters have been members, or had a label, since a year: profiles tell from when a source is, and hardly ever since when that is so."""

from __future__ import annotations

from dataclasses import replace

from knowledge.clusters.wishes import Wish
from knowledge.patterns import lazily
from knowledge.words.asking_words import ASKED
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_SINCE_YEAR = lazily(r"\b(?:since|seit|ab)(?: (?:the year|dem jahr|about|around|etwa|circa|ca))? (?:19|20)\d\d\b")
# "which clusters have been members since 2016?", "wer ist seit 2018 dabei?"
_WHICH = lazily(
    rf"^{BEFORE}(?:(?:which|what|welche|show me|list|all|alle|nenn\w* mir|zeig\w* mir)\W+)?(?:(?:\w*clusters?|\w*networks?|\w*netzwerke|members?|mitglieder|those|ones)\b|(?:who|wer)\b(?! (?:was|were|war|waren)\b))"
)
_BESIDE_SINCE = lazily(r"\b(?:since|seit|ab|the|dem|year|jahr|\d+)\b")
_ASKS_ELSE = lazily(rf"\b(?:how many|wie ?viele?|how much|{ASKED})\b")


def says_since(text: str, wish: Wish) -> bool:
    """Return whether `text`, which is read as `wish`, says since which year there has been a membership or a label."""
    is_held = wish.member or bool(wish.labels) or wish.any_label
    return is_held and ("20" in text or "19" in text) and _SINCE_YEAR.search(fold(text)) is not None


def wish_since(text: str, wish: Wish) -> Wish | None:
    """Return `wish`, as `text` is read, without the year where `text` asks which clusters have been members, or had a label, since that
    year, and nothing besides; None: it asks another thing.
    """
    if wish.need or wish.denied or not says_since(text, wish):
        return None
    folded = fold(text)
    found = _WHICH.match(folded)
    if found is None or _ASKS_ELSE.search(folded, found.end()) or _BESIDE_SINCE.sub("", wish.text).strip():
        return None
    return replace(wish, text="", beyond=0)
