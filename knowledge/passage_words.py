"""The content stems of a passage, worked out once: questions change, passages do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from knowledge.records import Language, Passage
from knowledge.text import terms

_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class PassageWords:
    """The stems of a passage: of its text, with the headings, and of each asked line (each stem once).

    `line_of` tells in which lines a stem stands.
    """

    body: frozenset[str]
    around: frozenset[str]
    lines: tuple[tuple[str, ...], ...]
    line_of: Mapping[str, tuple[int, ...]]

    def of(self, stems: Iterable[str]) -> set[str]:
        """Return those of `stems` that stand in text, headings or asked lines."""
        return {stem for stem in stems if stem in self.around or stem in self.line_of}


def passage_words(passage: Passage) -> PassageWords:
    """Return the stems of `passage`."""
    return _words(passage.text, passage.heading, passage.asked, passage.language)


@lru_cache(maxsize=_REMEMBERED)
def _words(text: str, heading: str, asked: tuple[str, ...], language: Language) -> PassageWords:
    # of thousands of passages: a tuple takes a seventh of the memory of a set, and each stem is one object for all
    body = frozenset(map(intern, terms(text, language)))
    around = body.union(map(intern, terms(heading, language)))
    lines = tuple(tuple(dict.fromkeys(map(intern, terms(line, language)))) for line in asked)
    line_of: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        for stem in line:
            line_of.setdefault(stem, []).append(place)
    return PassageWords(body, around, lines, {stem: tuple(places) for stem, places in line_of.items()})
