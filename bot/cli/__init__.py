"""The command line: `clusterbot`."""

from bot.cli.main import main

__all__ = ["main"]
