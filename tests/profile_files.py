"""Files of cluster profiles for tests: a valid row and tables made of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

ROW = {
    "id": "alpha",
    "name": "Alpha Network",
    "short_name": "ALPHA",
    "city": "Dresden",
    "state": "Sachsen",
    "fields": "Automotive",
    "summary_en": "They build engines.",
    "summary_de": "Sie bauen Motoren.",
    "source_1_title": "First page",
}


def csv_text(rows: Sequence[Mapping[str, str]], delimiter: str = ";") -> str:
    """Return a CSV table of `rows`; the keys of all of them are its header."""
    header = list(dict.fromkeys(key for row in rows for key in row))
    quoted = [header, *([row.get(key, "") for key in header] for row in rows)]
    return "\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in quoted) + "\n"


def write(path: Path, content: str | bytes) -> Path:
    """Write `content` to the file `path` and return it."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def csv_file(folder: Path, *changes: Mapping[str, str], delimiter: str = ";", encoding: str = "utf-8") -> Path:
    """Return a CSV file with one row for each of `changes` to the valid row."""
    return write(folder / "p.csv", csv_text([{**ROW, **change} for change in changes], delimiter).encode(encoding))


def xlsx_file(folder: Path, *changes: Mapping[str, Any], sheet: str = "profiles") -> Path:
    """Return an XLSX file with one row for each of `changes` to the valid row."""
    book = Workbook()
    table: Any = book.active
    table.title = sheet
    rows = [{**ROW, **change} for change in changes]
    header = list(dict.fromkeys(key for row in rows for key in row))
    table.append(header)
    for row in rows:
        table.append([row.get(key) for key in header])
    book.save(folder / "p.xlsx")
    return folder / "p.xlsx"
