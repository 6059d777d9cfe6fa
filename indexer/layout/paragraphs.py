"""Raw text to paragraphs in reading order, each on the page where it stands.

Raw text comes from typeset pages: its lines are wrapped, words are divided at line ends, a page break or a picture's
caption stands in the middle of a sentence, and page numbers stand where pages ended. Here sentences become whole again,
so that they can be quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.layout.divided_words import Vocabulary, ends_in_word, seam
from indexer.layout.page_numbers import Pages, numbered

_BLANK = re.compile(r"\n[ \t]*\n\s*")
ITEM = re.compile(r"(?:[-–—•*▪●◦‣·]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+(?=\S)")
_BULLETS = "-•*▪●◦‣·"
_FINISHED = re.compile(r"[.!?:;…][\"”“»«’')\]\d¹²³]*$")
_WRAPPED_CHARS = 40  # lines of prose are at least this long, but for the last
_HALF_CHARS = 25  # what is shorter is no beginning of a sentence
_REST_CHARS = 30  # nor is what is shorter the rest of one
_LINE_CHARS = 60  # what is longer is prose, next to the rest of its sentence
_CAPTION_CHARS = 110  # and here, further away
_CHART_CHARS = 400
_LONGEST_CHARS = 20_000  # a paragraph does not grow beyond
_WORD_CHARS = 60  # the longest word, with what closes a sentence behind it
_MOST_CAPTIONS = 20  # between two halves of a sentence


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, list, heading or caption. `pages` are its first and last page by the number that they bear; None: not known."""

    text: str
    pages: Pages | None = None

    @property
    def line(self) -> str:
        """Its text on one line."""
        return " ".join(self.text.split())

    @property
    def is_list(self) -> bool:
        """Whether it has items of a list; one with a number alone is none."""
        items = [item for line in self.text.split("\n") if (item := ITEM.match(line))]
        return len(items) > 1 or any(item[0][0] in _BULLETS for item in items)


def paragraphs(raw: str) -> list[Paragraph]:
    """Return the paragraphs of `raw` in reading order; form feeds in it divide pages."""
    words = Vocabulary(raw)
    found: list[Paragraph] = []
    for text, page in numbered(raw):
        for part in _BLANK.split(text):
            lines = [line.strip() for line in part.split("\n") if line.strip()]
            if lines:
                found.append(Paragraph(_unwrapped(lines, words), None if page is None else (page, page)))
    return _whole(found, words)


def _unwrapped(lines: Sequence[str], words: Vocabulary) -> str:
    """Return the lines of a paragraph, those of one sentence as one line; items of a list begin a line each."""
    is_prose = all(len(line) >= _WRAPPED_CHARS for line in lines[:-1]) and (
        any(line[0].islower() for line in lines[1:]) or any(map(_is_finished, lines))
    )
    out = [[lines[0]]]  # of each line, the pieces
    for line in lines[1:]:
        pieces = out[-1]
        goes_on = (line[0].islower() and len(pieces[-1]) >= _HALF_CHARS) or (
            ITEM.match(pieces[0]) is not None and not _is_finished(pieces[-1])
        )
        if _begins_item(line, pieces) or not (is_prose or goes_on or ends_in_word(pieces[-1])):
            out.append([line])
        else:
            pieces[-1:] = seam(pieces[-1], line, words)
    return "\n".join("".join(pieces) for pieces in out)


def _begins_item(line: str, before: Sequence[str]) -> bool:
    """Return whether `line` begins an item; a dash or number does only behind an item or the end of a sentence."""
    item = ITEM.match(line)
    if item is None:
        return False
    return item[0][0] in _BULLETS or ITEM.match(before[0]) is not None or _is_finished(before[-1])


def _is_finished(text: str) -> bool:
    return _FINISHED.search(text[-_WORD_CHARS:]) is not None


def _whole(found: Sequence[Paragraph], words: Vocabulary) -> list[Paragraph]:
    """Return the paragraphs, halves of one sentence as one; what stood between them follows."""
    out: list[Paragraph] = []
    for paragraph in found:
        place = _beginning(paragraph, out)
        if place is None:
            out.append(paragraph)
            continue
        first = out[place]
        text = "".join(seam(first.text, paragraph.text, words))
        out[place] = Paragraph(text, together(first.pages, paragraph.pages))
    return out


def _beginning(rest: Paragraph, before: Sequence[Paragraph]) -> int | None:
    """Return where the sentence begins that `rest` ends; None: `rest` is whole. Captions may stand between the two."""
    if not rest.text[0].islower() or len(rest.text) < _REST_CHARS:
        return None
    for place in range(len(before) - 1, max(-1, len(before) - 1 - _MOST_CAPTIONS), -1):
        if len(before[place].text) > _LONGEST_CHARS:
            return None
        last = before[place].text.rsplit("\n", 1)[-1]
        is_next = place == len(before) - 1
        if _is_finished(last):
            return None
        if len(last) > (_LINE_CHARS if is_next else _CAPTION_CHARS):
            return place
        if is_next and len(last) >= _HALF_CHARS and last.split()[-1][0].islower():
            return place
        if len(before[place].text) > _CHART_CHARS:
            return None
    return None


def together(first: Pages | None, second: Pages | None) -> Pages | None:
    """Return the pages from the first ones to the second ones."""
    return (first[0], second[1]) if first and second else first or second
