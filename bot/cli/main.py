"""`clusterbot`: the group of commands, and the one place where errors become a line and an exit code."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from bot.settings import load_settings
from knowledge.errors import InputError, KnowledgeError

PLUGINS = "clusterbot.commands"


class Commands(click.Group):
    """Commands of the bot, and those that other packages add under the entry point `clusterbot.commands`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted({*super().list_commands(ctx), *(point.name for point in entry_points(group=PLUGINS))})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, loaded only when it is asked for."""
        found = super().get_command(ctx, cmd_name)
        if found is not None:
            return found
        for point in entry_points(group=PLUGINS, name=cmd_name):
            loaded: click.Command = point.load()
            return loaded
        return None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Where the index lives (default: CLUSTERBOT_DATA, else ./data).",
)
@click.version_option(package_name="clusterbot")
@click.pass_context
def cli(ctx: click.Context, data: Path | None) -> None:
    """Cited answers about the go-cluster programme, and a finder for innovation clusters in Germany.

    Example: clusterbot ask "What does a cluster need to join go-cluster?"
    """
    ctx.obj = load_settings(data)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line. Errors give one line on stderr and exit 1, or 2 for input that cannot be used."""
    from bot.cli import commands

    for stream in (sys.stdin, sys.stdout, sys.stderr):  # bytes that are no UTF-8 end nothing
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace" if stream is sys.stdin else "backslashreplace")
    commands.register(cli)
    try:
        result: Any = cli.main(args=arguments, prog_name="clusterbot", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except InputError as error:
        _fail(error, 2)
    except KnowledgeError as error:
        _fail(error, 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    else:
        sys.exit(result if isinstance(result, int) else 0)


def _fail(error: KnowledgeError, code: int) -> None:
    click.echo(f"clusterbot: {' '.join(str(error).split())}", err=True)
    sys.exit(code)
