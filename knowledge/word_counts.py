"""How often the passages of an index have each word: counted when it is built, read when it is opened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.records import LANGUAGES, Language, Passage
from knowledge.text import terms, tokenise

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class WordCounts:
    """`spoken` is how often each casefolded word occurs in the passages of a language, asked lines included; `folded` how
    often each folded one does in all of them; `topics` how many statements of a language have each stem.
    """

    spoken: Mapping[Language, Mapping[str, int]]
    folded: Mapping[str, int]
    topics: Mapping[Language, Mapping[str, int]]


def count_words(passages: Iterable[Passage]) -> WordCounts:
    """Return the word counts of `passages`."""
    spoken: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
    topics: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
    folded: Counter[str] = Counter()
    for passage in passages:
        text = " ".join((passage.text, passage.heading, *passage.asked))
        spoken[passage.language].update(word.casefold() for word in _WORD.findall(text))
        folded.update(tokenise(text))
        if passage.kind == "statement":
            topics[passage.language].update(set(terms(passage.text, passage.language)))
    return WordCounts(spoken, folded, topics)
