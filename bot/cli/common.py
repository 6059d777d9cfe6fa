"""What the commands share: options, settings, and how results are printed and written."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from bot.settings import Settings, load_settings
from knowledge.errors import InputError

DATA_OPTION = click.option("--data", type=click.Path(path_type=Path), help="Where the index lives.")
JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


def settings_of(ctx: click.Context, data: Path | None) -> Settings:
    """Return the settings of a command: those of the group, or those for the folder given behind the command."""
    return load_settings(data) if data else ctx.ensure_object(Settings)


def print_json(value: dict[str, Any]) -> None:
    """Print `value` as one line on standard output, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def screen() -> Console:
    """Return the console on which tables and answers are shown to people."""
    return Console(soft_wrap=False, highlight=False, emoji=False)


def write_result(path: Path, text: str, what: str) -> None:
    """Write `text` to the file `path`. Raises `InputError`, with `what` as the subject, where that cannot be done."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{what} cannot be written to {str(path)!r} ({error.strerror}). Choose another file"
        ) from error
