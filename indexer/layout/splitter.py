"""Plain text to passages with offsets: paragraphs, joined if short, cut at sentence ends if long; a list with what introduces it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.words.splitting import sentences

TARGET_CHARS = 900
MAX_CHARS = 1400
OPENING_CHARS = 60

_PARAGRAPH = re.compile(r"\S(?:.*?\S)?(?=\s*\n[ \t]*\n|\s*\Z)", re.S)


_LIST_CHARS = 20_000  # an introduction further away is not looked for
_ITEM = re.compile(r"[ \t]*(?:[-–•*▪●]|\(?\d{1,2}[.)])[ \t]+\S")


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each paragraph; one that ends with a colon with the list behind it, if both fit in a passage."""
    spans = [match.span() for match in _PARAGRAPH.finditer(text)]
    if len(spans) > 1 and spans[0][1] - spans[0][0] <= OPENING_CHARS:  # a year or a salutation: not to stand alone
        spans[:2] = [(spans[0][0], spans[1][1])]
    at = 0
    while at < len(spans):
        start, end = spans[at]
        following = spans[at + 1] if at + 1 < len(spans) else None
        if following and _introduces(text, spans[at], following) and following[1] - start <= MAX_CHARS:
            end = following[1]
            at += 1
        yield start, end
        at += 1


def _introduces(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    return text.endswith(":", *first) and _ITEM.match(text, *second) is not None


def introduction(text: str, at: int) -> tuple[str, ...]:
    """Return the sentence that introduces the list in which a passage begins at `at`, as one or none.

    None where the passage begins with the introduction itself, or in the midst of no list.
    """
    if not _ITEM.match(text, at):
        return ()
    before = text[max(0, at - _LIST_CHARS) : at].rstrip()
    while before:
        line = before[before.rfind("\n") + 1 :]
        if not _ITEM.match(line) and not line[:1].isspace():
            last = sentences(line)[-1:]
            return tuple(line[start:end] for start, end in last if line.endswith(":"))
        before = before[: len(before) - len(line)].rstrip()
    return ()


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _paragraphs(text):
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
