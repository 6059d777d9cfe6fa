"""Puts together what was divided at line ends: "Innovations-" + "cluster", but "go-" + "cluster" and "Baden-" + "Württemberg"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.dictionary import is_known
from knowledge.text import compound_parts

_TOKEN = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+(?:[-‐][^\W\d_]+)*)[-‐\u00ad]$")
_FIRST = re.compile(r"[^\W\d_]+")
_WITH_OTHERS = frozenset(("und", "oder", "bzw", "sowie", "and", "or", "to", "bis"))
# What English mostly sets before another word with a hyphen; dictionaries have many of these without one too.
_WITH_HYPHEN = frozenset("well long short high low self non cross full half first second third so".split())
_MIN_REST = 4
_MAX_WORDS = 200_000


class Vocabulary:
    """The words that a document has within its lines, in small letters."""

    def __init__(self) -> None:
        self._words: set[str] = set()

    def add(self, line: str) -> None:
        """Take in the words of a line; the last may be divided and does not count."""
        if len(self._words) < _MAX_WORDS:
            found = [word.casefold().replace("‐", "-") for word in _TOKEN.findall(line)]
            self._words.update(found[:-1] if line.rstrip().endswith(("-", "‐", "\u00ad")) else found)

    def __contains__(self, word: str) -> bool:
        return word in self._words


def joined(lines: Sequence[tuple[str, int]], words: Vocabulary) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the (line, page) as one text, and the (offset, page) at which it goes on on another page."""
    out = ""
    turns: list[tuple[int, int]] = []
    page = lines[0][1]
    for line, line_page in lines:
        line = line.strip()
        if not out:
            out = line
            continue
        cut, space = _seam(out, line, words)
        out = f"{out[: len(out) - cut]}{' ' if space else ''}"
        if line_page != page:
            turns.append((len(out), line_page))
            page = line_page
        out += line
    return out, tuple(turns)


def _seam(text: str, line: str, words: Vocabulary) -> tuple[int, bool]:
    """Return how many characters are cut from the end of `text`, and whether a space comes between it and `line`."""
    last, first = _LAST.search(text[text.rfind(" ") + 1 :]), _FIRST.match(line)
    if not last:
        # a hyphen behind a number or slash divides nothing: "5G-" + "Netze", "2012-" + "2014"
        return 0, not (len(text) > 1 and text[-1] in "-‐" and text[-2].isalnum() and line[:1].isalnum())
    if text.endswith("\u00ad"):
        return 1, False
    if not first:
        return 0, False
    if first[0].casefold() in _WITH_OTHERS and not _is_divided(last[1], first[0], words):
        return 0, True
    if not first[0][0].islower():
        return 0, False
    return (1, False) if _is_divided(last[1], first[0], words) else (0, False)


def _is_divided(front: str, rest: str, words: Vocabulary) -> bool:
    """Return whether the hyphen between `front` and `rest` is only there because a line ends."""
    whole, hyphenated = (front + rest).casefold(), f"{front}-{rest}".casefold()
    if (whole in words) != (hyphenated in words):
        return whole in words
    if rest.casefold() in _WITH_OTHERS:
        return False
    last_part = front.rpartition("-")[2]
    if last_part in _WITH_HYPHEN and len(rest) >= _MIN_REST and is_known(rest, "en"):
        return False
    if any(is_known(form, language) for form in (whole, whole.capitalize()) for language in ("de", "en")):
        return True
    if compound_parts(last_part + rest):
        return True
    # English keeps the hyphen between two words of its own: "well-" + "known"
    return not (is_known(last_part.casefold(), "en") and is_known(rest, "en"))
