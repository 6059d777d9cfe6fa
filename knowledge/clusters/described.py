"""A cluster that a question describes instead of naming it: "is the mechatronics cluster in Cham a member?"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.clusters.finder import Finder
from knowledge.clusters.need_words import pattern_of
from knowledge.naming.gazetteer import Gazetteer
from knowledge.naming.profiles import ClusterProfile
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE

_LONGEST = 14  # words
_FIRST = ("is ", "has ", "does ", "ist ", "hat ", "and ", "und ", "so ")
_CLUSTER = r"(?:[\w-]*cluster|[\w-]*network|[\w-]*netzwerk|[\w-]*verein|[\w-]*verbund)"
# "is the mechatronics cluster in", "ist das Netzwerk Mechatronik in", "is cluster mechatronik & automation in"
_BEGINNING = lazily(
    rf"^{BEFORE}(?:is|has|does|ist|hat)\W+(?P<what>(?:(?:the|das|der|dieses)\W+(?:[\w-]+\W+){{0,3}}?{_CLUSTER}|(?:das |der |the )?{_CLUSTER})\b"
    r"(?:\W+(?!(?:in|aus|from|bei)\b)[\w-]+){0,4}?\W+(?:in|aus|from|bei)\W+)",
    re.IGNORECASE,
)


def may_describe(text: str) -> bool:
    """Return whether `text` begins as what asks something of one cluster does: else it describes none."""
    return text[:8].casefold().lstrip().startswith(_FIRST)


def with_name(
    text: str, language: Language, finder: Finder, gazetteer: Gazetteer, profiles: Mapping[str, ClusterProfile]
) -> str:
    """Return `text` with the name of the one of `profiles` that it describes by its field and its city in place of that; "": it
    describes none, or several.
    """
    found = _BEGINNING.match(text) if len(text.split()) <= _LONGEST else None
    if found is None:
        return ""
    behind = text[found.end("what") :]
    for name in gazetteer.find(behind):
        place = re.match(rf"{pattern_of(name.words)}(?!\w)", behind, re.IGNORECASE) if name.kind == "city" else None
        if place is None:
            continue
        wish = finder.reader.read(found["what"] + place[0], language)
        ids = finder.matching(wish) if wish.conditions == ("place", "field") and not wish.near else []
        if len(ids) != 1:
            return ""
        return f"{text[: found.start('what')]}{profiles[ids[0]].short_name}{behind[place.end() :]}"
    return ""
