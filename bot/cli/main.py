"""`clusterbot`: the group of commands, and the one place where errors become a line and an exit code."""

from __future__ import annotations

import atexit
import gc
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.settings import load_settings
from knowledge.errors import InputError, KnowledgeError
from knowledge.process.garbage import uncollected

if TYPE_CHECKING:
    from importlib.metadata import EntryPoints

PLUGINS = "clusterbot.commands"
COMMANDS = {
    "ask": "bot.cli.commands:ask",
    "search": "bot.cli.commands:search",
    "clusters": "bot.cli.commands:clusters",
    "chat": "bot.cli.commands:chat",
    "check": "bot.cli.commands:check",
    "stats": "bot.cli.commands:stats",
    "telegram": "bot.cli.telegram:telegram",
    "gaps": "bot.cli.gaps:gaps",
    "show": "bot.cli.show:show",
    "eval": "bot.cli.quality:evaluate",
    "backup": "bot.cli.backup:backup",
    "restore": "bot.cli.backup:restore",
}


class Commands(click.Group):
    """`COMMANDS`, and those that other packages add under the entry point `clusterbot.commands`. Each is loaded only when it
    is asked for: what the others stand on takes longer to load than an answer takes.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted({*COMMANDS, *super().list_commands(ctx), *(point.name for point in _plugins())})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command; None: there is none of this name."""
        found = super().get_command(ctx, cmd_name)
        if found is None and cmd_name in COMMANDS:
            module, _, name = COMMANDS[cmd_name].partition(":")
            with uncollected():
                found = getattr(import_module(module), name)
        elif found is None:
            with uncollected():
                found = next((point.load() for point in _plugins() if point.name == cmd_name), None)
        return found


def _plugins() -> EntryPoints:
    from importlib.metadata import entry_points

    return entry_points(group=PLUGINS)


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
    atexit.register(gc.freeze)  # a process that ends looks through all it has, for garbage that ends with it
    for stream in (sys.stdin, sys.stdout, sys.stderr):  # bytes that are no UTF-8 end nothing
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace" if stream is sys.stdin else "backslashreplace")
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
