"""Cluster profiles from files of staff: CSV and XLSX tables, one row a profile, and YAML and JSON, one mapping a profile.

What is wrong with a profile is one line a value, naming file, row and column (or entry and key); such a profile is left
out, the others are taken. docs/profiles.md describes the columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from indexer.loaders import profile_columns
from indexer.loaders.loaded import LoadedProfiles
from indexer.loaders.profile_checks import Fault, check
from indexer.loaders.profile_columns import COLUMNS, SEPARATOR, Column, column_by_header, column_by_path, header_key
from indexer.loaders.profile_entries import read_entries
from indexer.loaders.tables import Row, read_csv, read_xlsx
from knowledge.errors import DocumentError
from knowledge.naming.profiles import ClusterProfile

MAX_LINES = 50  # told of one file; a table in which a column has slipped has a fault in each row


@dataclass(frozen=True, slots=True)
class _Entry:
    """A profile as it stands in the file: where, its values, faults found so far, and how to name the place of a fault."""

    place: str
    values: dict[str, Any]
    faults: tuple[Fault, ...]
    name_of: Callable[[profile_columns.Path], str]


def load_profiles(path: Path, doc_id: str) -> LoadedProfiles:
    """Return the profiles in the file `path`; its suffix names the format.

    Raises `DocumentError` where nothing of the file can be used: it cannot be read, a column is missing or doubled.
    """
    suffix = path.suffix.casefold()
    if suffix == ".csv":
        entries, problems = _from_rows(read_csv(path, doc_id, lambda h: header_key(h) in column_by_header()), doc_id)
    elif suffix == ".xlsx":
        entries, problems = _from_rows(read_xlsx(path, doc_id), doc_id)
    else:
        entries, problems = _from_mappings(read_entries(path, doc_id)), []
    found, lines = _checked(entries, doc_id)
    return LoadedProfiles(found, _few([*problems, *lines], doc_id))


def _checked(entries: Iterable[_Entry], doc_id: str) -> tuple[tuple[ClusterProfile, ...], list[str]]:
    """Return the profiles without faults, and the lines about the others."""
    profiles: list[ClusterProfile] = []
    lines: list[str] = []
    places: dict[str, str] = {}
    for entry in entries:
        profile, faults = check(entry.values) if entry.values else (None, ())
        marked = {fault.path for fault in entry.faults}
        faults = (*entry.faults, *(fault for fault in faults if fault.path not in marked))
        cluster_id = entry.values.get("id")
        if isinstance(cluster_id, str) and cluster_id:
            first = places.setdefault(cluster_id, entry.place)
            if first != entry.place:
                faults = (*faults, Fault(("id",), f"{cluster_id!r} stands in {first} already. Rename or remove one"))
        if profile is not None and not faults:
            profiles.append(profile)
        for fault in faults:
            name = entry.name_of(fault.path)
            lines.append(f"{doc_id!r}, {entry.place}{', ' + name if name else ''}: {fault.message}")
    return tuple(profiles), lines


def _few(lines: list[str], doc_id: str) -> tuple[str, ...]:
    if len(lines) <= MAX_LINES:
        return tuple(lines)
    return (*lines[:MAX_LINES], f"{doc_id!r}: {len(lines) - MAX_LINES} more values cannot be used. Correct these first")


# -- tables ------------------------------------------------------------------------------------


def _from_rows(rows: Sequence[Row], doc_id: str) -> tuple[Iterator[_Entry], list[str]]:
    """Return the entries of a table, and lines about its header. Raises `DocumentError` for one that cannot be used."""
    if not rows:
        raise DocumentError(f"{doc_id!r} is empty. Write a header and one row a profile, see docs/profiles.md")
    header = rows[0]
    columns, problems = _columns(header, doc_id)
    if len(rows) == 1:
        raise DocumentError(f"{doc_id!r} has a header and no rows. Write one row a profile, see docs/profiles.md")
    return (_entry(row, columns, len(header.cells)) for row in rows[1:]), problems


def _columns(header: Row, doc_id: str) -> tuple[dict[int, Column], list[str]]:
    """Return the columns by position. Headers that begin with _ are notes of staff, and so is one without a name."""
    columns: dict[int, Column] = {}
    positions: dict[str, int] = {}
    problems: list[str] = []
    known = column_by_header()
    for at, text in enumerate(header.cells):
        if at in header.faults:
            raise DocumentError(f"{doc_id!r}, row {header.number}, column {_letters(at)}: {header.faults[at]}")
        if not text.strip() or text.strip().startswith("_"):
            continue
        column = known.get(header_key(text))
        if column is None:
            near = get_close_matches(header_key(text), known, n=1, cutoff=0.75)
            hint = f"Did you mean {known[near[0]].name!r}?" if near else "Begin its name with _ if it is a note"
            problems.append(f"{doc_id!r}, row {header.number}, column {text!r}: is unknown and not read. {hint}")
            continue
        if column.name in positions:
            raise DocumentError(
                f"{doc_id!r}, row {header.number}: column {column.name!r} is there twice "
                f"({_letters(positions[column.name])} and {_letters(at)}). Remove one"
            )
        positions[column.name], columns[at] = at, column
    missing = [column.name for column in COLUMNS if column.required and column.name not in positions]
    if missing:
        names = ", ".join(map(repr, missing))
        raise DocumentError(
            f"{doc_id!r}, row {header.number}: the header lacks {names}. Add what is missing, see docs/profiles.md"
        )
    return columns, problems


def _letters(at: int) -> str:
    """Return the name that spreadsheets give to the column at position `at`."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _entry(row: Row, columns: dict[int, Column], width: int) -> _Entry:
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    if any(cell.strip() for cell in row.cells[width:]):
        faults.append(
            Fault((), f"has {len(row.cells)} cells, the header {width}. Put values with separators in quotes")
        )
    cells = {column.path: row.cells[at].strip() if at < len(row.cells) else "" for at, column in columns.items()}
    faults += [Fault(columns[at].path, message) for at, message in sorted(row.faults.items()) if at in columns]
    numbers, values["sources"] = _sources(cells)
    for column in columns.values():
        cell = cells[column.path]
        if not cell or column.path[0] == "sources":
            continue
        value: Any = cell
        if column.kind == "list":
            value = [part.strip() for part in re.split(rf"[{SEPARATOR}\n]", cell) if part.strip()]
        elif column.kind == "positions":
            try:
                value = _positions(cell, numbers)
            except ValueError as error:
                faults.append(Fault(column.path, str(error)))
                continue
        if len(column.path) == 1:
            values[str(column.path[0])] = value
        else:
            values.setdefault(str(column.path[0]), {})[column.path[1]] = value
    values.setdefault("go_cluster", {}).setdefault("status", "unknown")
    return _Entry(f"row {row.number}", values, tuple(faults), lambda path: _column_name(path, numbers))


def _sources(cells: dict[profile_columns.Path, str]) -> tuple[list[int], list[dict[str, str]]]:
    """Return the numbers of the sources that the row names, and these sources."""
    found: dict[int, dict[str, str]] = {}
    for path, cell in cells.items():
        if path[0] == "sources" and cell:
            found.setdefault(int(path[1]), {})[str(path[2])] = cell
    numbers = sorted(found)
    return [number + 1 for number in numbers], [found[number] for number in numbers]


def _positions(cell: str, numbers: list[int]) -> list[int]:
    parts = [part for part in re.split(r"[|,;\s]+", cell) if part]
    found = []
    for part in parts:
        if not part.isascii() or not part.isdigit() or int(part) not in numbers:
            known = ", ".join(map(str, numbers)) or "none"
            raise ValueError(f"{part!r} is no number of a source of this row ({known}). Write 1, or 1{SEPARATOR}2")
        found.append(numbers.index(int(part)))
    return found


def _column_name(path: profile_columns.Path, numbers: list[int]) -> str:
    if path and path[0] == "sources" and len(path) > 1:
        path = ("sources", numbers[int(path[1])] - 1, *(path[2:] or ("title",)))
    if path == ("sources",):
        path = ("sources", 0, "title")
    known = column_by_path()
    for length in range(len(path), 0, -1):
        if path[:length] in known:
            return f"column {known[path[:length]].name!r}"
    part = next((column for column in COLUMNS if path and column.path[0] == path[0]), None)
    return f"column {part.name!r}" if part else ""


# -- mappings ----------------------------------------------------------------------------------


def _from_mappings(found: Sequence[Any]) -> Iterator[_Entry]:
    for number, value in enumerate(found, 1):
        place = f"entry {number}"
        if isinstance(value, dict):
            yield _Entry(place, {str(key): part for key, part in value.items()}, (), _key_name)
        else:
            fault = Fault((), f"{type(value).__name__} is no profile. Write a mapping with id, name and so on")
            yield _Entry(place, {}, (fault,), _key_name)


def _key_name(path: profile_columns.Path) -> str:
    return " › ".join(map(str, path))
