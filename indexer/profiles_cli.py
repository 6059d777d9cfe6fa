"""`clusterbot profiles`: writes the shipped cluster profiles as a table, the template for tables of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.profile_export import export
from indexer.shipped.corpus import load_shipped


@click.command("profiles")
@click.option(
    "--export", "target", required=True, type=click.Path(path_type=Path), help="The file, FILE.csv or FILE.xlsx."
)
@click.option("--template", is_flag=True, help="Only the header and one profile as a model.")
def profiles(target: Path, template: bool) -> int:
    """Write the shipped cluster profiles as a table, to be changed and given to `clusterbot index`.

    Example: clusterbot profiles --export profiles.xlsx
    """
    known = load_shipped().profiles
    chosen = known[:1] if template else known
    export(chosen, target)
    click.echo(f"{len(chosen)} profiles written to {target}")
    return 0
