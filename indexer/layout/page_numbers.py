"""Which page a piece of raw text stands on: by form feeds, by the numbers printed at the foot or head of pages.

Running headers and footers are no text of a page; they and the numbers are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

Pages = tuple[int, int]

_NUMBER = re.compile(
    r"\s*(?:[-–—]\s*)?(?:(?:page|seite|p\.|s\.)\s*)?(\d{1,4})(?:\s*[-–—]|\s*(?:/|of|von)\s*\d{1,4})?\s*", re.I
)
_SAYS_PAGE = re.compile(r"page|seite|p\.|s\.|[-–—/]|of|von", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_EDGE_LINES = 2  # a header or footer stands among so many lines of a page's head or foot
_LEAST_PAGES = 3
_LEAST_CHARS = 300  # between two numbers, else they are no page numbers


def numbered(raw: str) -> list[tuple[str, int | None]]:
    """Return the text of each page with its number, in order; the number is None where the text shows no pages."""
    pages = raw.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages = pages[:-1]
    return _by_breaks(pages) if len(pages) > 1 else _by_printed(pages[0])


def _by_breaks(pages: Sequence[str]) -> list[tuple[str, int | None]]:
    """Return the pages with the numbers that most of them bear, else counted from 1."""
    split = [page.split("\n") for page in pages]
    edges = [_edges(lines) for lines in split]
    repeated = _repeated(split, edges)
    shifts: Counter[int] = Counter()
    for order, (lines, edge) in enumerate(zip(split, edges, strict=True), 1):
        shifts.update({int(m[1]) - order for at in edge if (m := _NUMBER.fullmatch(lines[at]))})
    shift, n = shifts.most_common(1)[0] if shifts else (0, 0)
    is_printed = n * 2 >= len(pages)
    out: list[tuple[str, int | None]] = []
    for order, (lines, edge) in enumerate(zip(split, edges, strict=True), 1):
        number = order + shift if is_printed else order
        left_out = {
            at
            for at in edge
            if _stripped(lines[at]) in repeated
            or (is_printed and (m := _NUMBER.fullmatch(lines[at])) and int(m[1]) == number)
        }
        out.append(("\n".join(line for at, line in enumerate(lines) if at not in left_out), number))
    return out


def _edges(lines: Sequence[str]) -> list[int]:
    """Return the places of the first and the last lines that are not blank."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    return sorted({*filled[:_EDGE_LINES], *filled[-_EDGE_LINES:]})


def _stripped(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _repeated(split: Sequence[Sequence[str]], edges: Sequence[Sequence[int]]) -> set[str]:
    """Return the lines, digits apart, that stand at the edge of at least half of the pages."""
    counts: Counter[str] = Counter()
    for lines, edge in zip(split, edges, strict=True):
        counts.update({_stripped(lines[at]) for at in edge})
    least = max(_LEAST_PAGES, len(split) / 2)
    return {line for line, n in counts.items() if n >= least and line.strip("# ")}


def _by_printed(raw: str) -> list[tuple[str, int | None]]:
    """Return the pages of a text without page breaks, cut at page numbers that stand alone on a line and count on."""
    marks: list[tuple[int, int, int]] = []
    at = 0
    for line in raw.split("\n"):
        match = _NUMBER.fullmatch(line)
        if match and (_SAYS_PAGE.search(line) or not _YEAR.fullmatch(match[1])):
            marks.append((at, at + len(line), int(match[1])))
        at += len(line) + 1
    run = _counting(marks)
    if len(run) < _LEAST_PAGES:
        return [(raw, None)]
    # at the head of its page, or at the foot
    if not raw[: run[0][0]].strip():
        ends = [start for start, _, _ in run[1:]] + [len(raw)]
        return [(raw[end:until], number) for (_, end, number), until in zip(run, ends, strict=True)]
    starts = [0] + [end for _, end, _ in run]
    out: list[tuple[str, int | None]] = [
        (raw[begin:start], number) for begin, (start, _, number) in zip(starts, run, strict=False)
    ]
    rest = raw[run[-1][1] :]
    return [*out, (rest, run[-1][2] + 1)] if rest.strip() else out


def _counting(marks: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the longest run of `marks` that count up by one with a page of text between; the earliest of equals."""
    before: dict[int, int | None] = {}  # the mark that each follows
    length: dict[int, int] = {}
    latest: dict[int, int] = {}  # by number
    for at, (start, _, number) in enumerate(marks):
        follows = latest.get(number - 1)
        if follows is not None and start - marks[follows][1] < _LEAST_CHARS:
            follows = None
        before[at] = follows
        length[at] = 1 if follows is None else length[follows] + 1
        latest[number] = at
    run: list[tuple[int, int, int]] = []
    place: int | None = max(length, key=lambda i: (length[i], -i), default=None)
    while place is not None:
        run.append(marks[place])
        place = before[place]
    return run[::-1]
