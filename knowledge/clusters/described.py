"""A cluster that a question describes instead of naming it: "is the mechatronics cluster in Cham a member?"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from knowledge.clusters.details import detail_asked
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


# "the Bavarian power electronics cluster", "the lightweight cluster at Landshut"
_DESCRIBED = lazily(
    r"\b(?:the|das|der|dem|den|vom|beim)\s+(?:[\w&-]+\s+){1,4}?(?:[\w-]*cluster|[\w-]*network|[\w-]*netzwerk|alliance|allianz|centre|center|zentrum)\b(?!s)"
    r"(?:\s+(?:in|at|from|of|aus|bei|von)\s+[A-ZÄÖÜ][\w-]+(?:\s+(?:university|university of [A-Z]\w+))?|\s+(?:at|of) the university (?:in|of) [A-ZÄÖÜ][\w-]+)?",
    re.IGNORECASE,
)


def with_name_of_described(
    text: str, language: Language, finder: Finder, profiles: Mapping[str, ClusterProfile]
) -> str:
    """Return `text`, which asks a detail of one cluster, with the name of the one of `profiles` that it describes by its field and place, or
    that alone of these speaks of the very thing, in the place of the description; "": it asks none, or describes none or several.
    """
    found = _DESCRIBED.search(text) if len(text.split()) <= _LONGEST else None
    if found is None or detail_asked(text[: found.start()] + text[found.end() :]) in (None, "summary", "fields"):
        return ""
    wish = finder.reader.read(found[0], language)
    if wish.conditions != ("place", "field") or wish.beyond > 1:
        return ""
    ids = finder.matching(replace(wish, need=False))
    if len(ids) > 1:
        ids = finder.having(tuple(ids), wish.field_words[0], language)
    if len(ids) != 1:
        return ""
    return f"{text[: found.start()]}{profiles[ids[0]].short_name}{text[found.end() :]}"


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
