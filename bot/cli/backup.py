"""The commands `backup` and `restore`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from bot.backups import Saved, back_up
from bot.backups import restore as put_back
from bot.cli.common import DATA_OPTION, JSON_OPTION, print_json, settings_of
from bot.settings import Settings
from knowledge.errors import InputError

_FILE = click.argument("file", type=click.Path(path_type=Path))


@click.command()
@_FILE
@JSON_OPTION
@DATA_OPTION
@click.pass_context
def backup(ctx: click.Context, file: Path, as_json: bool, data: Path | None) -> int:
    """Write the index and what the channels keep to FILE; the bot may run meanwhile.

    Example: clusterbot backup backup-2025-01-31.zip
    """
    _tell("backed up", back_up(_folder(settings_of(ctx, data), "pg_dump"), file), as_json)
    return 0


@click.command()
@_FILE
@JSON_OPTION
@DATA_OPTION
@click.pass_context
def restore(ctx: click.Context, file: Path, as_json: bool, data: Path | None) -> int:
    """Put the index and what the channels keep back from FILE, in place of what is there.

    Example: clusterbot restore backup-2025-01-31.zip --data new-folder
    """
    saved = put_back(file, _folder(settings_of(ctx, data), "pg_restore"))
    _tell("restored", saved, as_json)
    if saved.has_state:
        click.echo("the channels' state was restored: start a running bot again", err=True)
    return 0


def _folder(settings: Settings, instead: str) -> Path:
    """Return the data folder. Raises `InputError` where a database holds what there is to save."""
    if settings.store is not None:
        raise InputError(
            f"CLUSTERBOT_STORE names a database, and {instead} is for that. Unset CLUSTERBOT_STORE for an index in files"
        )
    return settings.data


def _tell(done: str, saved: Saved, as_json: bool) -> None:
    if as_json:
        print_json(asdict(saved))
        return
    index = f"index {saved.generation}" if saved.generation else "no index"
    state = "with" if saved.has_state else "without"
    click.echo(f"{done}: {index}, {state} the channels' state; {saved.n_files} files, {saved.n_bytes / 1e6:.1f} MB")
