"""The command `gaps`: what staff should look at, from the state that the channels keep."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from bot.cli.common import DATA_OPTION, JSON_OPTION, print_json, screen, settings_of, write_result
from bot.gap_report import GapGroup, RatedGroup, gap_groups, rated_groups
from bot.settings import Settings
from bot.state.opening import open_for_staff

_COLUMNS = ("kind", "question", "language", "times", "good", "newest", "reasons", "answers", "wordings")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@click.command()
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write the groups to this file as a table.")
@JSON_OPTION
@DATA_OPTION
@click.pass_context
def gaps(ctx: click.Context, csv_file: Path | None, as_json: bool, data: Path | None) -> int:
    """Questions that had no answer, and answers found bad, like ones together; without any person's id.

    Example: clusterbot gaps --csv gaps.csv
    """
    found, rated = _groups(settings_of(ctx, data))
    if csv_file is not None:
        write_result(csv_file, _as_csv(found, rated), "gaps")
    if as_json:
        for value in _values(found, rated):
            print_json(value)
    elif csv_file is None:
        _show(found, rated)
    return 0


def _groups(settings: Settings) -> tuple[list[GapGroup], list[RatedGroup]]:
    state = open_for_staff(settings.data, settings.store)
    if state is None:
        click.echo(f"nothing is kept in {str(settings.data)!r} yet", err=True)
        return [], []
    try:
        return gap_groups(state.gaps()), rated_groups(state.bad_ratings())
    finally:
        state.close()


def _values(found: Sequence[GapGroup], rated: Sequence[RatedGroup]) -> Iterator[dict[str, Any]]:
    for gap in found:
        yield {"kind": "gap", **asdict(gap)}
    for group in rated:
        yield {"kind": "bad rating", **asdict(group)}


def _as_csv(found: Sequence[GapGroup], rated: Sequence[RatedGroup]) -> str:
    """Return the groups as CSV that spreadsheets open: with a byte-order mark, and no cell that is read as a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.DictWriter(out, _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for value in _values(found, rated):
        row = {key: "\n".join(cell) if isinstance(cell, tuple) else cell for key, cell in value.items()}
        row["times"] = row.pop("bad", row.get("times"))
        writer.writerow({key: _harmless(cell) for key, cell in row.items()})
    return out.getvalue()


def _harmless(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _show(found: Sequence[GapGroup], rated: Sequence[RatedGroup]) -> None:
    console = screen()
    if not found and not rated:
        console.print("no questions without an answer, and no bad ratings")
    if found:
        table = Table("times", "newest", "language", "question without an answer", "reason", box=None, pad_edge=False)
        for gap in found:
            _add(table, str(gap.times), gap.newest, gap.language, gap.question, gap.reasons[0])
        console.print(table)
    if found and rated:
        console.print()
    if rated:
        table = Table("bad", "good", "newest", "language", "question answered badly", box=None, pad_edge=False)
        for group in rated:
            _add(table, str(group.bad), str(group.good), group.newest, group.language, group.question)
        console.print(table)


def _add(table: Table, *cells: str) -> None:
    table.add_row(*map(Text, cells))  # as they are: brackets in a question mean nothing here
