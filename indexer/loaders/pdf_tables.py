"""Tables that ruled lines show: a grid of cells, or level lines above and below the rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from indexer.loaders.pdf_layout import Row, Table, cell_text, cells_of, column_starts, rows_of, table_of
from indexer.loaders.pdf_pages import Page, Rule, Word

_NEAR = 3.0  # points within which lines are taken to meet
_MAX_RULES = 600


def ruled_tables(page: Page) -> tuple[list[Table], list[Word]]:
    """Return the tables of a page that ruled lines show, and the words that stand outside of them."""
    rest = list(page.words)
    tables: list[Table] = []
    for group in _groups(page.rules[:_MAX_RULES]):
        found = _grid(group, rest)
        if found:
            table, inside = found
            tables.append(table)
            rest = [word for word in rest if id(word) not in inside]
    for band in _bands(page.rules):
        found = _between(band, rest)
        if found:
            table, inside = found
            tables.append(table)
            rest = [word for word in rest if id(word) not in inside]
    return tables, rest


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the rules that meet each other, directly or by others, together."""
    groups: list[list[Rule]] = []
    for rule in rules:
        meeting = [group for group in groups if any(_meet(rule, other) for other in group)]
        groups = [group for group in groups if group not in meeting]
        groups.append([rule, *(other for group in meeting for other in group)])
    return groups


def _meet(a: Rule, b: Rule) -> bool:
    return a.x0 - _NEAR <= b.x1 and b.x0 - _NEAR <= a.x1 and a.y0 - _NEAR <= b.y1 and b.y0 - _NEAR <= a.y1


def _merged(values: Sequence[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _NEAR:
            out.append(value)
    return out


def _grid(rules: list[Rule], words: list[Word]) -> tuple[Table, set[int]] | None:
    xs = _merged([r.x0 for r in rules if r.x0 == r.x1])
    ys = _merged([r.y0 for r in rules if r.y0 == r.y1])
    if len(xs) < 2 or len(ys) < 3:
        return None
    left, right = min(r.x0 for r in rules), max(r.x1 for r in rules)
    xs = _merged([left, *xs, right])
    if len(xs) < 3:
        return None
    cells: dict[tuple[int, int], Row] = {}
    inside: set[int] = set()
    for word in words:
        column, row = _slot(xs, word.x0 + 0.5), _slot(ys, word.base - 0.3 * word.size)
        if column is not None and row is not None:
            cells.setdefault((row, column), []).append(word)
            inside.add(id(word))
    columns = sorted({column for _, column in cells})
    rows = sorted({row for row, _ in cells})
    if len(columns) < 2 or len(rows) < 2:
        return None
    texts = tuple(tuple(cell_text(cells.get((row, column), [])) for column in columns) for row in rows)
    return Table(texts, ys[0], left, right), inside


def _slot(edges: Sequence[float], value: float) -> int | None:
    return next((i for i in range(len(edges) - 1) if edges[i] <= value < edges[i + 1]), None)


def _bands(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return three or more level rules of one width together."""
    groups: dict[tuple[int, int], list[Rule]] = {}
    for rule in rules:
        if rule.y0 == rule.y1:
            groups.setdefault((round(rule.x0 / 4), round(rule.x1 / 4)), []).append(rule)
    return [sorted(group, key=lambda r: r.y0) for group in groups.values() if len(group) >= 3]


def _between(rules: list[Rule], words: list[Word]) -> tuple[Table, set[int]] | None:
    ys = _merged([rule.y0 for rule in rules])
    x0, x1 = rules[0].x0, rules[0].x1
    inside = [w for w in words if ys[0] < w.base <= ys[-1] and x0 - _NEAR <= w.x0 and w.x1 <= x1 + _NEAR]
    rows = rows_of(inside)
    if len(rows) < 2:
        return None
    starts = column_starts(rows)
    head = [row for row in rows if row[0].base <= ys[1]]
    # a page with rules above, in and below its columns is no table: the first part of a table is a line or two
    if len(starts) < 2 or not 1 <= len(head) <= 3 or len(rows) > 80:
        return None
    if len(ys) > 3:  # a rule below each row
        groups = [[row for row in rows if a < row[0].base <= b] for a, b in pairwise(ys)]
        texts = tuple(tuple(cell_text(c) for c in cells_of(group, starts)) for group in groups if group)
        return Table(texts, ys[0], x0, x1), {id(word) for word in inside}
    body = rows[len(head) :]
    if not body:
        return None
    heading = tuple(cell_text(cell) for cell in cells_of(head, starts))
    return Table((heading, *table_of(body, starts).rows), ys[0], x0, x1), {id(word) for word in inside}
