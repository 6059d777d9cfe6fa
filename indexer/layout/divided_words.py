"""Puts together what was divided at line ends: "Innovations-" + "cluster", but "go-" + "cluster" and "Baden-" + "Württemberg"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.records import LANGUAGES
from knowledge.words.dictionary import is_known
from knowledge.words.text import compound_parts

_HYPHENS = "-‐\u00ad"
_TOKEN = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
_LAST = re.compile(rf"([^\W\d_]+(?:[-‐][^\W\d_]+)*)[{_HYPHENS}]$")
_FIRST = re.compile(r"[^\W\d_]+")
_WITH_OTHERS = frozenset("und oder bzw sowie bis and or to".split())  # Forschungs- und Technologiepolitik
# What English mostly sets before another word with a hyphen; dictionaries have many of these without one too.
_WITH_HYPHEN = frozenset("well long short high low self non cross full half first second third so".split())
_MIN_REST = 4
_WORD_CHARS = 60  # the longest word
_MAX_WORDS = 200_000


class Vocabulary:
    """How often a document has each word within its lines, in small letters."""

    def __init__(self, text: str = "") -> None:
        self._words: Counter[str] = Counter()
        for line in text.splitlines():
            self.add(line)

    def add(self, line: str) -> None:
        """Take in the words of a line; the last may be divided and does not count."""
        if len(self._words) < _MAX_WORDS:
            found = [word.casefold().replace("‐", "-") for word in _TOKEN.findall(line)]
            self._words.update(found[:-1] if line.rstrip().endswith(tuple(_HYPHENS)) else found)

    def __getitem__(self, word: str) -> int:
        return self._words[word]


def joined(lines: Sequence[tuple[str, int]], words: Vocabulary) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the (line, page) as one text, and the (offset, page) at which it goes on on another page."""
    first, page = lines[0]
    pieces = [first.strip()]
    n_chars = len(pieces[0])
    turns: list[tuple[int, int]] = []
    for line, line_page in lines[1:]:
        line = line.strip()
        n_chars -= len(pieces[-1])
        pieces[-1:] = seam(pieces[-1], line, words)
        n_chars += len(pieces[-2]) + len(pieces[-1])
        if line_page != page:
            turns.append((n_chars - len(line), line_page))
            page = line_page
    return "".join(pieces), tuple(turns)


def ends_in_word(line: str) -> bool:
    """Return whether `line` ends with a hyphen behind a word: it goes on in the next line."""
    return len(line) > 1 and line[-1] in _HYPHENS and line[-2].isalnum()


def seam(first: str, second: str, words: Vocabulary) -> tuple[str, str]:
    """Return two lines such that they can be put together: with a space, without the hyphen, or with it."""
    if not first or not second:
        return first, second
    end, start = _LAST.search(first[-_WORD_CHARS:]), _FIRST.match(second)
    if end is None:
        # a hyphen behind a number divides nothing: "5G-" + "Netze", "2012-" + "2014"
        return first, second if ends_in_word(first) and second[0].isalnum() else f" {second}"
    if first[-1] == "\u00ad":
        return first[:-1], second
    if start is None:
        return first, second
    is_divided = start[0][0].islower() and _is_divided(end[1], start[0], words)
    if start[0].casefold() in _WITH_OTHERS and not is_divided:
        return first, f" {second}"
    return (first[:-1], second) if is_divided else (first, second)


def _is_divided(front: str, rest: str, words: Vocabulary) -> bool:
    """Return whether the hyphen between `front` and `rest` is only there because a line ends."""
    whole, hyphenated = (front + rest).casefold(), f"{front}-{rest}".casefold()
    if words[whole] != words[hyphenated]:
        return words[whole] > words[hyphenated]
    if rest.casefold() in _WITH_OTHERS:
        return False
    last_part = front.rpartition("-")[2]
    if last_part in _WITH_HYPHEN and len(rest) >= _MIN_REST and is_known(rest, "en"):
        return False
    if any(is_known(form, language) for form in (whole, whole.capitalize()) for language in LANGUAGES):
        return True
    if compound_parts(last_part + rest):
        return True
    # English keeps the hyphen between two words of its own: "well-" + "known"
    return not (is_known(last_part.casefold(), "en") and is_known(rest, "en"))
