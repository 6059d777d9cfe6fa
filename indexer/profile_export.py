"""Writes cluster profiles as a table that `indexer.loaders.profiles` reads back: a CSV or XLSX file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from indexer.loaders.profile_columns import COLUMNS, MAX_SOURCES, SEPARATOR, Column
from indexer.loaders.tables import guarded
from knowledge.errors import InputError, StorageError
from knowledge.naming.profiles import ClusterProfile

FORMATS = (".csv", ".xlsx")


def export(profiles: Sequence[ClusterProfile], path: Path) -> None:
    """Write `profiles` to the file `path`, one row each; its suffix, .csv or .xlsx, names the format.

    Raises `InputError` for another suffix and for a profile that a table cannot hold, `StorageError` where the file
    cannot be written.
    """
    suffix = path.suffix.casefold()
    if suffix not in FORMATS:
        raise InputError(f"{str(path)!r} is neither a .csv nor an .xlsx file. Name the file so that it ends in one")
    rows = [[column.name for column in COLUMNS], *(_row(profile) for profile in profiles)]
    data = _csv(rows) if suffix == ".csv" else _xlsx(rows)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StorageError(f"{str(path)!r} cannot be written ({error.strerror}). Choose another file") from error


def _row(profile: ClusterProfile) -> list[str]:
    if len(profile.sources) > MAX_SOURCES:
        raise InputError(
            f"profile {profile.id!r} has {len(profile.sources)} sources, a table holds {MAX_SOURCES}. "
            "Keep it as YAML or JSON"
        )
    values = profile.model_dump()
    return [_cell(values, column, profile.id) for column in COLUMNS]


def _cell(values: dict[str, Any], column: Column, cluster_id: str) -> str:
    value: Any = values
    for key in column.path:
        if isinstance(key, int):
            value = value[key] if key < len(value) else None
        else:
            value = value[key] if value is not None else None
    if value is None:
        return ""
    if column.kind == "positions":
        return SEPARATOR.join(str(position + 1) for position in value)
    if column.kind == "list":
        if any(SEPARATOR in part or "\n" in part for part in value):
            raise InputError(
                f"profile {cluster_id!r}: a value of {column.name!r} has a {SEPARATOR!r}, which separates values in a "
                "table. Keep it as YAML or JSON"
            )
        return SEPARATOR.join(value)
    return str(value)


def _csv(rows: list[list[str]]) -> bytes:
    """Return the table for any spreadsheet: UTF-8 with its mark, and ; which German ones expect and others detect."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(rows: list[list[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("profiles")
    sheet.freeze_panes = "C2"
    for number, row in enumerate(rows):
        cells = []
        for value in row:
            cell: Any = WriteOnlyCell(sheet, value=value or None)
            if value:
                cell.data_type = "s"  # text that begins with = would become a formula
                cell.number_format = "@"  # and a date that people type later, such as 2023-01, stays as they type it
            if number == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
