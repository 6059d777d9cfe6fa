"""The words of a page in the order in which people read them: columns, lines, and tables without ruled lines.

A gutter is an upright strip without words that has at least three lines on both sides, each side wide enough to hold text.
What stands above it comes first, then the left side, the right side, and what stands below; each is looked at again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise
from statistics import median

from indexer.layout.divided_words import Vocabulary, joined
from indexer.loaders.pdf_pages import Word

_GUTTER = 0.9  # of the font size: wider than nearly all spaces between words
_MIN_LINES = 3
_MARK = "\ufdd0"  # no character: stands for a table among words
_MIN_SIDE = 4.0  # of the font size: narrower are bullets, numbers, years before what happened in them
_FULL_LINES = 0.72  # prose fills its column to about 0.9, the cells of a table to about a half


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column that reaches from `left` to `right`; lines of one column have one `column`.

    `second` is where its second word begins: behind the mark of a list item, its text.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    left: float
    right: float
    column: int
    second: float


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, top to bottom, and where the table stands."""

    rows: tuple[tuple[str, ...], ...]
    base: float
    x0: float = 0.0
    x1: float = 0.0


Row = list[Word]


def rows_of(words: Iterable[Word]) -> list[Row]:
    """Return the words on one baseline together, from the top; each row from left to right. Marks of footnotes are left out."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda w: (w.base, w.x0)):
        if rows and word.base - max(rows[-1], key=lambda w: w.size).base < 0.4 * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [found for row in rows if (found := _without_marks(sorted(row, key=lambda w: w.x0)))]


def _without_marks(row: Row) -> Row:
    size = max(word.size for word in row)
    kept: Row = []
    for word in row:
        raised = word.size < 0.8 * size and kept and kept[-1].base - word.base > 0.15 * size
        if (
            raised
            and word.text.strip("()*,").isdigit()
            and len(kept[-1].text) > 2
            and word.x0 - kept[-1].x1 < 0.2 * size
        ):
            continue
        kept.append(word)
    return kept


def text_of(row: Row) -> str:
    """Return the words of a row with a space between; what nearly touches is one word."""
    out: list[str] = []
    for number, word in enumerate(row):
        if number and word.x0 - row[number - 1].x1 > 0.12 * word.size:
            out.append(" ")
        out.append(word.text)
    return "".join(out)


def arrange(words: Sequence[Word], tables: Sequence[Table] = ()) -> list[Line | Table]:
    """Return the lines and tables of a page in reading order; `tables` are those that ruled lines have shown."""
    size = float(median(word.size for word in words)) if words else 10.0
    marks = [
        Word(f"{_MARK}{n}{_MARK}", t.x0, t.x1, t.base + size, size, False) for n, t in enumerate(tables)
    ]  # a table takes part in the search for columns as one wide word
    out: list[Line | Table] = []
    for item in _arrange(rows_of([*words, *marks]), count()):
        if isinstance(item, Table) or _MARK not in item.text:
            out.append(item)
            continue
        for number, part in enumerate(item.text.split(_MARK)):
            if number % 2:
                out.append(tables[int(part)])
            elif part.strip():
                out.append(replace(item, text=part.strip()))
    return out


def _arrange(rows: list[Row], counter: Iterator[int], depth: int = 0) -> Iterator[Line | Table]:
    if not rows:
        return
    gutter = _gutter(rows) if depth < 12 else None
    if gutter is None:
        yield from _lines(rows, next(counter))
        return
    first, last, x = gutter
    band = rows[first:last]
    yield from _arrange(rows[:first], counter, depth + 1)
    table = _as_table(band)
    if table:
        yield table
    else:
        left = [[w for w in row if w.x0 < x] for row in band]
        right = [[w for w in row if w.x0 >= x] for row in band]
        for side in (left, right):
            yield from _arrange([row for row in side if row], counter, depth + 1)
    yield from _arrange(rows[last:], counter, depth + 1)


def _lines(rows: list[Row], column: int) -> Iterator[Line]:
    left, right = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    for row in rows:
        n_chars = sum(len(w.text) for w in row)
        bold = sum(len(w.text) for w in row if w.bold) > 0.8 * n_chars
        sizes: Counter[float] = Counter()
        for word in row:
            sizes[round(2 * word.size) / 2] += len(word.text)
        main = max(
            (w for w in row if round(2 * w.size) / 2 == max(sizes, key=sizes.__getitem__)), key=lambda w: len(w.text)
        )
        second = row[1].x0 if len(row) > 1 else row[0].x1
        yield Line(text_of(row), row[0].x0, row[-1].x1, main.base, main.size, bold, left, right, column, second)


def _size(rows: list[Row]) -> float:
    return float(median(word.size for row in rows for word in row))


def _starts(rows: list[Row], size: float) -> list[float]:
    """Return where lines begin and where they go on behind a wide gap, the positions that at least three lines share."""
    found: Counter[int] = Counter()
    for row in rows:
        for number, word in enumerate(row):
            if number == 0 or word.x0 - row[number - 1].x1 >= _GUTTER * size:
                found[round(word.x0 / 2)] += 1
    near = {x: found[x - 1] + n + found[x + 1] for x, n in found.items()}
    return sorted(2.0 * x for x, n in near.items() if n >= _MIN_LINES)


def _gutter(rows: list[Row]) -> tuple[int, int, float] | None:
    """Return (first row, behind the last row, x) of the gutter with the most lines on its poorer side; None: no columns."""
    size = _size(rows)
    left_edge = min(row[0].x0 for row in rows)
    best: tuple[int, int, int, float] | None = None
    for x in _starts(rows, size):
        if x < left_edge + _MIN_SIDE * size:
            continue
        lo, hi = x - _GUTTER * size, x - 2.5
        start = 0
        for index in range(len(rows) + 1):
            if index < len(rows) and not any(w.x0 < hi and w.x1 > lo for w in rows[index]):
                continue
            found = _band(rows, start, index, hi, size)
            if found and (best is None or found[0] > best[0]):
                best = (*found, hi)
            start = index + 1
    return None if best is None else best[1:]


def _band(rows: list[Row], start: int, end: int, x: float, size: float) -> tuple[int, int, int] | None:
    """Return (lines on the poorer side, first row, behind the last row) of the columns within these rows; None: none."""
    sides = [(any(w.x0 < x for w in row), any(w.x0 >= x for w in row)) for row in rows[start:end]]
    lefts = [start + i for i, side in enumerate(sides) if side[0]]
    rights = [start + i for i, side in enumerate(sides) if side[1]]
    if min(len(lefts), len(rights)) < _MIN_LINES:
        return None
    first, last = max(lefts[0], rights[0]), min(lefts[-1], rights[-1]) + 1
    if first >= last:
        return None
    # a side that begins earlier or ends later belongs to the columns as long as its lines follow each other
    pitch = _pitch([rows[i][0].base for i in (lefts if lefts[0] < rights[0] else rights)], size)
    while first > start and rows[first][0].base - rows[first - 1][0].base <= 1.6 * pitch:
        first -= 1
    while last < end and rows[last][0].base - rows[last - 1][0].base <= 1.6 * pitch:
        last += 1
    band = rows[first:last]
    left = [w for row in band for w in row if w.x0 < x]
    right = [w for row in band for w in row if w.x0 >= x]
    if min(len({w.base for w in left}), len({w.base for w in right})) < _MIN_LINES:
        return None
    for side in (left, right):
        if max(w.x1 for w in side) - min(w.x0 for w in side) < _MIN_SIDE * size:
            return None
    return min(len(lefts), len(rights)), first, last


def _pitch(bases: Sequence[float], size: float) -> float:
    gaps = [b - a for a, b in pairwise(bases) if 0.5 * size < b - a < 3 * size]
    return float(median(gaps)) if gaps else 1.3 * size


# -- tables without ruled lines ----------------------------------------------------------------


def column_starts(rows: list[Row]) -> list[float]:
    """Return where the columns of a table begin: strips that no word of these rows crosses lie before each but the first."""
    size = _size(rows)
    spans = sorted((w.x0, w.x1) for row in rows for w in row)
    starts, reach = [spans[0][0]], spans[0][1]
    for x0, x1 in spans:
        if x0 - reach >= _GUTTER * size:
            starts.append(x0)
        reach = max(reach, x1)
    return starts


def cells_of(rows: Sequence[Row], starts: Sequence[float]) -> list[Row]:
    """Return the words of these rows by column."""
    cells: list[Row] = [[] for _ in starts]
    for row in rows:
        for word in row:
            cells[max((i for i, x in enumerate(starts) if word.x0 >= x - 1), default=0)].append(word)
    return cells


def cell_text(words: Row) -> str:
    """Return the text of a cell, its lines joined."""
    return joined([(text_of(row), 0) for row in rows_of(words)], Vocabulary())[0] if words else ""


def _as_table(band: list[Row]) -> Table | None:
    """Return the table that columns side by side are, if their lines do not fill them as prose does; else None."""
    starts = column_starts(band)
    if len(starts) < 2 or any(word.text.startswith(_MARK) for row in band for word in row):
        return None
    filled = []
    for number, start in enumerate(starts[:-1]):
        width = starts[number + 1] - start
        ends = [max((w.x1 for w in row if start - 1 <= w.x0 < starts[number + 1] - 1), default=None) for row in band]
        filled += [(end - start) / width for end in ends if end is not None]
    together = sum(len({max(i for i, x in enumerate(starts) if w.x0 >= x - 1) for w in row}) > 1 for row in band)
    if not filled or sum(filled) / len(filled) > _FULL_LINES or together < 0.5 * len(band):
        return None
    return table_of(band, starts)


def table_of(band: list[Row], starts: Sequence[float]) -> Table:
    """Return the table with columns at `starts`. A line without a word in the first column goes on with the row above it."""
    bases = [row[0].base for row in band]
    gaps = [b - a for a, b in pairwise(bases)]
    wide = 1.25 * min(gaps) if gaps else 0.0
    spaced = len([gap for gap in gaps if gap > wide]) >= max(1, len(gaps) // 4) and any(gap <= wide for gap in gaps)
    groups: list[list[Row]] = []
    for number, row in enumerate(band):
        in_first = row[0].x0 < starts[1] - 1
        begins = gaps[number - 1] > wide if number and spaced else in_first
        if groups and not begins:
            groups[-1].append(row)
        else:
            groups.append([row])
    return Table(tuple(tuple(cell_text(cell) for cell in cells_of(group, starts)) for group in groups), bases[0])
