"""Plain text to passages with offsets: paragraphs, joined if short, cut at sentence ends if long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.splitting import sentences

TARGET_CHARS = 900
MAX_CHARS = 1400

_PARAGRAPH = re.compile(r"\S(?:.*?\S)?(?=\s*\n[ \t]*\n|\s*\Z)", re.S)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        if end - start <= MAX_CHARS:
            yield start, end
            continue
        at = start
        last = start
        for _, sentence_end in sentences(text[start:end]):
            if start + sentence_end - at > TARGET_CHARS and last > at:
                yield at, last
                at = last
            last = start + sentence_end
            while last - at > MAX_CHARS:  # a sentence longer than a passage may be
                cut = _cut(text, at)
                yield at, cut
                at = cut
        if last > at:
            yield at, last


def _cut(text: str, at: int) -> int:
    """Return where to end a passage that begins at `at`: at a line end, else at a space, else anywhere."""
    limit = at + MAX_CHARS
    line_end = text.rfind("\n", at + TARGET_CHARS, limit)
    if line_end > 0:
        return line_end
    return next((i for i in range(limit - 1, at, -1) if text[i].isspace()), limit)


def split(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each passage of `text`, in order, without overlap; half-open, never blank.

    Paragraphs up to `TARGET_CHARS` together are one passage; none is longer than `MAX_CHARS`.
    """
    spans: list[tuple[int, int]] = []
    for start, end in _pieces(text):
        while start < end and text[start].isspace():
            start += 1
        if start == end:
            continue
        if spans and end - spans[-1][0] <= TARGET_CHARS:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans
