"""Which of two that were named last "the former", "letzteres" and the like stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.pointing.named import proper_names
from bot.session.sessions import Topic
from knowledge.asked.question import levels_in
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold, is_stop

_MARKS = ("former", "latter", "ersteres", "erstere", "letztere", "erstgenannt", "letztgenannt", "mentioned")
# "the former", with the word behind it: before a noun it says what a thing once was ("the former head")
_FORMER = lazily(
    r"\bthe (?P<en>former|latter|first[- ](?:named|mentioned)|last[- ](?:named|mentioned)|one mentioned (?:first|last))(?: ones?\b)?(?=\W+(?P<next>[\w-]+)|\W*$)"
    r"|\b(?:(?:das|der|die|dem|den|des|beim?|im|vom|zum|zur)\s+)?(?P<de>(?:erst|letzt)(?:ere|genannte)[mnrs]?)\b(?!\s+(?-i:[A-ZÄÖÜ]))",
    re.IGNORECASE,
)
_PARTICIPLE = lazily(r"\w+(?:ed|ing)|set|begun|run|held|like|still|also|now|today|already")
# what sets two beside one another: in "When did Germany join ESCA?" none is the former
_JOINS = lazily(
    r"\b(?:and|or|versus|vs|differ\w*|compar\w*|und|oder|sowie|unterschied\w*|unterscheide\w*|vergleich\w*|gegenüber)\b",
    re.IGNORECASE,
)
_TWO = 2
_LOOKED_AT = 3  # topics


def with_names(text: str, language: Language, topics: Sequence[Topic]) -> str:
    """Return `text` with the names that "the former" and "the latter" stand for in it; as it is where they stand for none.

    The two are named before it in the message, or in the question asked last, or by the last of `topics`, which come latest first.
    """
    folded = text.casefold()
    if not any(mark in folded for mark in _MARKS):
        return text
    found = next(_FORMER.finditer(text), None)
    if found is None or not _stands_alone(found):
        return text
    named = next((two for two in _said(text[: found.start()], language, topics) if len(two) >= _TWO), [])
    if not named:
        return text
    said = (found["en"] or found["de"]).casefold()
    is_first = said.startswith(("former", "first", "erst")) or said.endswith("first")
    return f"{text[: found.start()]}{_preposition(found[0])}{named[0] if is_first else named[-1]}{text[found.end() :]}"


def _stands_alone(found: re.Match[str]) -> bool:
    """Return whether no noun follows which "former" would describe."""
    following = fold(found["next"] or "") if found["en"] == "former" else ""
    return not following or is_stop(following, "en") or _PARTICIPLE.fullmatch(following) is not None


def _preposition(words: str) -> str:
    first = words.split()[0].casefold()
    joined = {"beim": "bei ", "bei": "bei ", "im": "in ", "vom": "von ", "zum": "zu ", "zur": "zu "}
    return joined.get(first, "")


def _said(before: str, language: Language, topics: Sequence[Topic]) -> Iterator[list[str]]:
    """Yield the names of each place where two may be named: the message itself, the last questions, the topics asked of last."""
    yield _names(before, language)
    for topic in topics[:1]:
        yield _names(topic.last, language) if _JOINS.search(topic.last) else []
        yield _names(topic.question, language) if _JOINS.search(topic.question) else []
    # who asks of the former and then of the latter still means the same two
    named = [name for topic in reversed(topics[:_LOOKED_AT]) for name in _names(topic.question, language)]
    yield list(dict.fromkeys(named))[-_TWO:]


def _names(text: str, language: Language) -> list[str]:
    """Return the proper names in `text`, or the levels of the label that it names, in order."""
    names = list(dict.fromkeys(proper_names(text, language)))
    if names or len(levels_in(text)) < _TWO:
        return names
    return list(dict.fromkeys(word for word in re.findall(r"\w+", text) if levels_in(word)))
