"""How often the passages of an index have each word: counted when it is built, read when it is opened."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge.patterns import lazily
from knowledge.records import LANGUAGES, Language, Passage
from knowledge.words.text import terms, tokenise

_WORD = lazily(r"[^\W\d_]+")


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


_REMEMBERED = 10_000
_HELD = 50_000  # 5 MB; the shipped corpus has half as many


class StoredCounts(Mapping[str, int]):
    """How often each word occurs, looked up in the database when it is asked for: of many passages, they are too many to
    be read whenever an index is opened.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection], kind: str, language: str) -> None:
        self._connect = connect
        self._of = (kind, language)
        self._looked_up = lru_cache(maxsize=_REMEMBERED)(self._look_up)
        self._held: dict[str, int] | None = None

    def hold(self) -> None:
        """Read them all, if they are few enough to be held in memory."""
        if len(self) <= _HELD:
            self._held = self.beginning("")

    def __getitem__(self, word: str) -> int:
        n = self._looked_up(word) if self._held is None else self._held.get(word)
        if n is None:
            raise KeyError(word)
        return n

    def _look_up(self, word: str) -> int | None:
        sql = "select n from word_counts where kind = ? and language = ? and word = ?"
        row = self._connect().execute(sql, (*self._of, word)).fetchone()
        return None if row is None else int(row[0])

    def __iter__(self) -> Iterator[str]:
        yield from self.beginning("")

    def __len__(self) -> int:
        sql = "select count(*) from word_counts where kind = ? and language = ?"
        return int(self._connect().execute(sql, self._of).fetchone()[0])

    def total(self) -> int:
        """Return the sum over all words."""
        sql = "select ifnull(sum(n), 0) from word_counts where kind = ? and language = ?"
        return int(self._connect().execute(sql, self._of).fetchone()[0])

    def beginning(self, letters: str) -> dict[str, int]:
        """Return the counts of the words that begin with `letters`, by the alphabet."""
        sql = "select word, n from word_counts where kind = ? and language = ? and word >= ? and word < ? order by word"
        return dict(self._connect().execute(sql, (*self._of, letters, f"{letters}\U0010ffff")))


def hold(counts: WordCounts) -> None:
    """Read `counts` of which few enough are stored into memory, for whoever has time between two questions."""
    for stored in (counts.folded, *counts.spoken.values()):
        if isinstance(stored, StoredCounts):
            stored.hold()


def total(counts: Mapping[str, int]) -> int:
    """Return how often all words of `counts` occur together."""
    return counts.total() if isinstance(counts, StoredCounts) else sum(counts.values())


def beginning(counts: Mapping[str, int], letters: str) -> Mapping[str, int]:
    """Return the counts of the words that begin with `letters`, by the alphabet."""
    if isinstance(counts, StoredCounts):
        return counts.beginning(letters)
    return {word: counts[word] for word in sorted(counts) if word.startswith(letters)}
