"""The content stems of a passage, worked out once: questions change, passages do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge.records import Language, Passage
from knowledge.text import terms

_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class PassageWords:
    """The stems of a passage: of its text, with the headings, with the asked lines as well, and of each line.

    `line_of` tells in which lines a stem stands.
    """

    body: frozenset[str]
    around: frozenset[str]
    everything: frozenset[str]
    lines: tuple[frozenset[str], ...]
    line_of: Mapping[str, tuple[int, ...]]


def passage_words(passage: Passage) -> PassageWords:
    """Return the stems of `passage`."""
    return _words(passage.text, passage.heading, passage.asked, passage.language)


@lru_cache(maxsize=_REMEMBERED)
def _words(text: str, heading: str, asked: tuple[str, ...], language: Language) -> PassageWords:
    body = frozenset(terms(text, language))
    around = body.union(terms(heading, language))
    lines = tuple(frozenset(terms(line, language)) for line in asked)
    line_of: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        for stem in line:
            line_of.setdefault(stem, []).append(place)
    return PassageWords(
        body, around, around.union(*lines), lines, {stem: tuple(places) for stem, places in line_of.items()}
    )
