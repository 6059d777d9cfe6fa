"""Puts misspelt words right, against the words that the index itself uses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.patterns import lazily
from knowledge.words.dictionary import has_word_in_either
from knowledge.words.text import folded_word
from knowledge.words.word_counts import beginning

WORD = lazily(r"[^\W\d_]++(?!['’]t\b)")  # the "needn" of "needn't" is no word
_MIN_CHARS = 4
_FREQUENT = 60  # times that a word is there to which one of four letters is corrected
_LONG = 8
_INITIALS = 64
_SLIPS = 2  # asked lines hold slips of the pen, as questions do
_TIMES = 20
_OFTEN = 300
_FAR_OFTENER = 50  # than a slip that asked lines have on purpose
# how one is written for the other by ear
_SOUNDS = (("x", "chs"), ("ks", "chs"), ("f", "ph"), ("ph", "f"), ("z", "s"), ("k", "c"), ("c", "k"), ("k", "ck"))


class Speller:
    """Knows the words of an index, folded, and how often each occurs."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._candidates = lru_cache(maxsize=_INITIALS)(self._find_candidates)
        self._nearest = lru_cache(maxsize=10_000)(self._find_nearest)
        self._corrected = lru_cache(maxsize=10_000)(self._correct)

    def correct(self, text: str) -> str:
        """Return `text` with each unknown word replaced by the word of the index that sounds alike, or the nearest, if one is near.

        A word stays when the index has it, when it has a digit or fewer than four letters. A word that the
        index has once or twice is a slip itself, if one letter makes it a word that is there twenty times as often. Near
        is one edit (insertion, deletion, exchange or swap of neighbours), two for words of eight letters or more,
        with the same first letter; four letters become none but a frequent word. Of equally near words the more frequent wins, then
        the alphabet. A word that a dictionary has stays, but where it sounds like a very frequent word of the index, or has but
        two neighbours swapped ("Fase", "lable").
        """
        if text.isalpha():  # one word: names of clusters are looked for in each of a question
            return self._corrected(text)
        return WORD.sub(lambda match: self._corrected(match[0]), text)

    def _correct(self, word: str) -> str:
        folded = folded_word(word)
        if len(folded) < _MIN_CHARS or not folded.isalpha():
            return word
        n_seen = self._counts.get(folded, 0)
        if n_seen > _SLIPS:
            return _like(word, self._swapped(folded, _FAR_OFTENER * n_seen))
        if has_word_in_either(word):
            return _like(word, self._alike(folded, _OFTEN))
        return _like(word, self._alike(folded, 1 + _SLIPS) or self._nearest(folded))

    def _alike(self, folded: str, least: int) -> str | None:
        """Return the word that `folded` sounds like, or is with two neighbours swapped, if the index has it `least` times; None: it has not."""
        sounds = (folded.replace(heard, written) for heard, written in _SOUNDS if heard in folded)
        return next((word for word in sounds if self._counts.get(word, 0) >= least), self._swapped(folded, least))

    def _swapped(self, folded: str, least: int) -> str | None:
        """Return the word that `folded` is with two neighbours swapped, if the index has it `least` times; None: it has not."""
        swaps = (folded[:i] + folded[i + 1] + folded[i] + folded[i + 2 :] for i in range(1, len(folded) - 1))
        return next((word for word in swaps if self._counts.get(word, 0) >= least), None)

    def _find_nearest(self, folded: str) -> str | None:
        n_seen = self._counts.get(folded, 0)
        limit = 2 if len(folded) >= _LONG and not n_seen else 1
        candidates = self._candidates(folded[0])
        if len(folded) == _MIN_CHARS:
            candidates = {word: n for word, n in candidates.items() if n >= _FREQUENT}
        if n_seen:
            candidates = {word: n for word, n in candidates.items() if n >= _TIMES * n_seen}
        near = process.extract(folded, list(candidates), scorer=OSA.distance, score_cutoff=limit, limit=20)
        if not near:
            return None
        return min(near, key=lambda item: (item[1], -candidates[item[0]], item[0]))[0]

    def _find_candidates(self, initial: str) -> Mapping[str, int]:
        """Return the counts of the words with this initial that others may be corrected to, by the alphabet."""
        found = beginning(self._counts, initial)
        return {word: n for word, n in found.items() if len(word) >= _MIN_CHARS and word.isalpha()}


def _like(word: str, corrected: str | None) -> str:
    """Return what `word` is `corrected` to, with a capital where it has one; None: it stays."""
    if corrected is None:
        return word
    return corrected.capitalize() if word[0].isupper() else corrected
