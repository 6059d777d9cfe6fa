"""Running headers, running footers and page numbers of a PDF: what stands alike at the head or foot of its pages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from indexer.loaders.pdf_layout import Row, rows_of, text_of
from indexer.loaders.pdf_pages import Page, Word
from knowledge.words.text import squeeze

_MARGIN = 0.15  # of the height of a page: where running headers and footers stand
_SAME_HEIGHT = 3.0  # points
_ROMAN = "roman"  # page numbers in small Roman digits, whichever they are
_YEARS = range(1900, 2100)
_SMALL = 1000
_OUTERMOST = 3  # lines from the edge that may be one
_PAGE_NUMBER = re.compile(
    r"(?:(?:seite|page|s\.|p\.)\s*)?[-–—|\s]*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|von|of)\s*\d{1,4})?[-–—|\s]*", re.I
)


@dataclass(slots=True)
class Margins:
    """What stands at the head and foot of the pages of a document. Add all pages before the first question."""

    n_pages: int = 0
    _lines: Counter[tuple[str, int]] = field(default_factory=Counter)  # by text without numbers, and height
    _offsets: Counter[tuple[int, int]] = field(default_factory=Counter)  # by number less page, and height
    _is_numbered: bool = False  # with numbers too small for years

    def add(self, page: Page, rows: list[Row]) -> None:
        """Take in a page, whose words are `rows`."""
        self.n_pages += 1
        for row in _outermost(page, rows):
            key, height = _place(row)
            self._lines[key, height] += 1
            for number in _outer_numbers(text_of(row)):
                offset = number - page.number
                self._offsets[offset, height] += 1
                self._is_numbered |= abs(offset) < _SMALL and self._offsets[offset, height] >= 3

    def clear(self) -> None:
        """Forget what stands alike: all pages are."""
        self._lines.clear()
        self._offsets.clear()

    def without(self, page: Page, size: float) -> tuple[Word, ...]:
        """Return the words of a page but its running headers and footers; `size` is that of the text."""
        rows = _outermost(page, rows_of(page.words))
        running = {id(word) for row in rows if self._is_running(page, row, size) for word in row}
        return tuple(word for word in page.words if id(word) not in running)

    def _is_running(self, page: Page, row: Row, size: float) -> bool:
        text = text_of(row)
        if self.n_pages < 3 and _PAGE_NUMBER.fullmatch(text) and not text.strip().isdigit():
            return True
        key, height = _place(row)
        least = min(3, max(2, self.n_pages - 1))
        n_alike = sum(self._lines[key, height + step] for step in (-1, 0, 1))
        if n_alike >= least:
            # a number may also be a year, or come from a chart: that of a page counts on, or most pages have one there
            return key != "#" or 2 * n_alike > self.n_pages or self._counting_on(page, text, height) >= least
        # a header of its own for each chapter, with the number of the page, at the height where others have theirs
        is_small = max(word.size for word in row) < 1.12 * size  # chapters begin with a number too
        return is_small and self._counting_on(page, text, height) >= 3

    def _counting_on(self, page: Page, text: str, height: int) -> int:
        """Return how many pages have, at this height, a number that counts on to one with which `text` begins or ends."""
        return max(
            (
                sum(self._offsets[number - page.number, height + step] for step in (-1, 0, 1))
                for number in _outer_numbers(text)
                if not (number in _YEARS and self._is_numbered)
            ),
            default=0,
        )


def _outermost(page: Page, rows: list[Row]) -> list[Row]:
    """Return the rows of a page that may be a running header or footer."""
    top = [row for row in rows[:_OUTERMOST] if row[0].base < _MARGIN * page.height]
    bottom = [row for row in rows[-_OUTERMOST:] if row[0].base > (1 - _MARGIN) * page.height]
    return [*top, *bottom]


def _place(row: Row) -> tuple[str, int]:
    """Return what running headers have in common: the text without its numbers, and the height, roughly."""
    text = text_of(row)
    key = _ROMAN if re.fullmatch(r"[ivxlc]+", text) else re.sub(r"\d+", "#", squeeze(text).casefold())
    return key, round(row[0].base / _SAME_HEIGHT)


def _outer_numbers(text: str) -> set[int]:
    """Return the numbers with which a line begins and ends: one of them may be that of the page."""
    tokens = text.split()
    return {int(token) for token in (*tokens[:1], *tokens[-1:]) if token.isdecimal() and len(token) < 5}
