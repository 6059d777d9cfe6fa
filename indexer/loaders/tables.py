"""Tables in CSV and XLSX files as rows of text, with one clear line for each way in which that fails."""

from __future__ import annotations

import csv
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from indexer import limits
from indexer.loaders.files import read_text
from knowledge.errors import DocumentError
from knowledge.words.text import clean

_DELIMITERS = (";", ",", "\t")
_SHEET = "profiles"
# what openpyxl, which has no error of its own for it, and the parts below it raise for a damaged or encrypted part
_DAMAGED = (
    AttributeError,
    AssertionError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RecursionError,
    RuntimeError,
    SyntaxError,  # of both XML parsers that openpyxl may use
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number as spreadsheets show it, its cells as text, and by position what is wrong with a cell."""

    number: int
    cells: tuple[str, ...]
    faults: dict[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether anything stands in the row."""
        return bool(self.faults) or any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class _Merged:
    """Merged cells, such as B4:B6; rows and columns count from 1, ends are included."""

    name: str
    left: int
    top: int
    right: int
    bottom: int


def read_csv(path: Path, doc_id: str, known: Callable[[str], bool]) -> list[Row]:
    """Return the rows of a CSV file that are not empty, the header first.

    Its separator is that of ; , and tab under which most headers are `known`, or what a first line `sep=;` says.
    Raises `DocumentError`.
    """
    text = read_text(path, doc_id)
    stated = re.match(r"sep=([^\n])\n", text)
    lines = text.split("\n")
    delimiters = (stated[1],) if stated else _DELIMITERS
    skipped = 1 if stated else 0

    def recognised(delimiter: str) -> int:
        try:
            return sum(known(cell) for row in _records(lines[skipped:], delimiter, limit=1) for cell in row)
        except csv.Error:
            return 0

    delimiter = max(delimiters, key=recognised)
    rows: list[Row] = []
    number = skipped
    try:
        for number, cells in enumerate(_records(lines[skipped:], delimiter), skipped + 1):
            if len(cells) > limits.TABLE_COLUMNS:
                raise _too_wide(doc_id, number, len(cells))
            if cells:
                rows.append(_csv_row(number, cells))
            _require_few(rows, doc_id)
    except csv.Error as error:
        raise DocumentError(
            f"{doc_id!r}, row {number + 1}: {error}. Close the quotation marks, and double those within a value"
        ) from error
    return [row for row in rows if row]


def _records(lines: list[str], delimiter: str, limit: int | None = None) -> Iterator[list[str]]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True)
    seen = 0
    for record in reader:
        yield record
        seen += bool(record)
        if seen == limit:
            return


def _csv_row(number: int, cells: list[str]) -> Row:
    faults = {at: _formula(cell) for at, cell in enumerate(cells) if cell.startswith("=")}
    return Row(number, tuple(_unguarded(cell) for cell in cells), faults)


def _formula(cell: str) -> str:
    return f"holds a formula ({cell[:30]!r}), only values are read. Paste the values in its place"


def guarded(value: str) -> str:
    """Return `value` as a CSV cell: an apostrophe keeps spreadsheets from computing what begins like a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "'=", "'+", "'-", "'@")) else value


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(("'=", "'+", "'-", "'@", "''")) else cell


def read_xlsx(path: Path, doc_id: str) -> list[Row]:
    """Return the rows of an XLSX file that are not empty, the header first: those of the sheet "profiles", else the first.

    Dates are ISO, as precise as the cell shows them. Raises `DocumentError`.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise DocumentError(
            f"{doc_id!r} cannot be read ({error.strerror}). Check the path and its permissions"
        ) from error
    try:
        with file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are not read, such as styles and rules for input
            _check_size(file, doc_id)
            return _sheet_rows(file, doc_id)
    except zipfile.BadZipFile as error:
        raise DocumentError(f"{doc_id!r} is no XLSX file, or damaged or encrypted. Save it anew as XLSX") from error
    except _DAMAGED as error:
        raise DocumentError(
            f"{doc_id!r} is damaged ({type(error).__name__} in its parts). Open it and save it anew as XLSX"
        ) from error


def _check_size(file: BinaryIO, doc_id: str) -> None:
    # zipfile reads no more of a part than is stated here
    with zipfile.ZipFile(file) as archive:
        unpacked = sum(info.file_size for info in archive.infolist())
    if unpacked > limits.ZIP_BYTES:
        raise DocumentError(
            f"{doc_id!r} unpacks to {unpacked} bytes, at most {limits.ZIP_BYTES} are read. Split the table"
        )


def _sheet_rows(file: BinaryIO, doc_id: str) -> list[Row]:
    book = load_workbook(file, read_only=True, keep_links=False)
    try:
        names = [sheet.title for sheet in book.worksheets]
        if not names:
            raise DocumentError(f"{doc_id!r} has no table. Put the profiles into a sheet named {_SHEET!r}")
        name = next((n for n in names if n.casefold() == _SHEET), names[0])
        merged = _merged(file, name)
        rows: list[Row] = []
        sheet: Any = book[name]
        sheet.reset_dimensions()  # what a file states of its size may be wrong
        for number, cells in enumerate(sheet.iter_rows(), 1):
            row = _xlsx_row(number, cells, [m for m in merged if m.top <= number <= m.bottom], doc_id)
            if row:
                rows.append(row)
            _require_few(rows, doc_id)
        return rows
    finally:
        book.close()


def _require_few(rows: list[Row], doc_id: str) -> None:
    if len(rows) > limits.TABLE_ROWS:
        raise DocumentError(f"{doc_id!r} has more than {limits.TABLE_ROWS} rows. Split the table")


def _too_wide(doc_id: str, number: int, n_columns: int) -> DocumentError:
    return DocumentError(
        f"{doc_id!r}, row {number} has {n_columns} columns, at most {limits.TABLE_COLUMNS} are read. Split the table"
    )


def _merged(file: BinaryIO, sheet: str) -> list[_Merged]:
    """Return the merged cells of `sheet`; openpyxl does not tell them when it streams."""
    found: list[_Merged] = []
    with zipfile.ZipFile(file) as archive:
        part = _part_of(archive, sheet)
        if part is None:
            return []
        with archive.open(part) as stream:
            for _, element in ElementTree.iterparse(stream):
                if element.tag.endswith("}mergeCell") and len(found) < limits.TABLE_ROWS:
                    left, top, right, bottom = range_boundaries(element.get("ref", ""))
                    found.append(_Merged(element.get("ref", ""), left or 1, top or 1, right or 1, bottom or 1))
                element.clear()
    return found


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Return the name of the part that holds `sheet`."""
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            key = next((value for name, value in element.items() if name.endswith("}id")), None)
            target = relations.get(key, "")
            return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
    return None


def _xlsx_row(number: int, cells: Sequence[Any], merged: list[_Merged], doc_id: str) -> Row:
    texts: list[str] = []
    faults: dict[int, str] = {}
    used = max((at for at, cell in enumerate(cells, 1) if cell.value is not None), default=0)
    if used > limits.TABLE_COLUMNS:
        raise _too_wide(doc_id, number, used)
    for at, cell in enumerate(cells[: limits.TABLE_COLUMNS]):
        try:
            texts.append(_cell_text(cell))
        except ValueError as error:
            texts.append("")
            faults[at] = str(error)
    for cells_merged in merged:
        for at in range(cells_merged.left - 1, min(cells_merged.right, limits.TABLE_COLUMNS)):
            faults[at] = f"is part of the merged cells {cells_merged.name}. Unmerge them and fill each"
    return Row(number, tuple(texts), faults)


def _cell_text(cell: Any) -> str:
    """Return the value of a cell as text. Raises `ValueError` for what is no value."""
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return ""
    if kind == "f":
        raise ValueError(_formula(str(value)))
    if kind == "e":
        raise ValueError(f"holds the error {str(value)!r}. Correct it, or empty the cell")
    if isinstance(value, datetime | date):
        shown = re.sub(r'\[[^\]]*\]|"[^"]*"', "", str(cell.number_format).casefold())
        day = value.date() if isinstance(value, datetime) else value
        if "d" in shown:
            return day.isoformat()
        return f"{day:%Y-%m}" if "m" in shown else f"{day:%Y}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        if not value.is_integer():
            raise ValueError(f"holds the number {value!r}, no column has decimals. Format the cell as text")
        return str(int(value))
    return clean(str(value))
