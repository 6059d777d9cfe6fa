"""`clusterbot index`: builds the index of the shipped corpus, or of the files and folders given."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from indexer.builder import Outcome, build
from indexer.collecting import collect
from indexer.corpus import Corpus, load_shipped
from indexer.exporting import prepare
from knowledge.errors import DocumentError

_STAGES = {
    "documents": "Reading documents",
    "vectors": "Encoding passages",
    "classifiers": "Training classifiers",
}


@click.command("index")
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1)
@click.option("--fresh", is_flag=True, help="Build anew, also when nothing has changed, and encode everything.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--data", type=click.Path(path_type=Path), help="Where the index lives.")
@click.pass_context
def index(ctx: click.Context, paths: tuple[Path, ...], fresh: bool, as_json: bool, data: Path | None) -> int:
    """Index the shipped corpus, or the files and folders given (then only those).

    Example: clusterbot index ~/documents --data ~/my-index
    """
    settings = ctx.obj
    folder = data or settings.data
    corpus, unreadable = _gathered(paths)
    for line in unreadable:
        click.echo(f"clusterbot: {line}", err=True)
    if not corpus.documents:
        raise DocumentError("nothing could be read, so nothing was indexed. The index stays as it was")
    outcome = _with_progress(corpus, settings.encoder, folder, fresh)
    _tell(outcome, len(unreadable), as_json)
    return 1 if unreadable else 0


def _gathered(paths: tuple[Path, ...]) -> tuple[Corpus, list[str]]:
    if not paths:
        return load_shipped(), []
    documents, unreadable = collect(paths)
    return Corpus(documents=documents, profiles=()), unreadable


def _with_progress(corpus: Corpus, encoder: str | None, folder: Path, fresh: bool) -> Outcome:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=not sys.stderr.isatty()) as progress:
        tasks = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(_STAGES[stage], total=total)
            progress.update(tasks[stage], completed=done)

        prepared, graph = prepare(encoder, folder)
        return build(corpus, prepared, folder, graph=graph, report=report, fresh=fresh)


def _tell(outcome: Outcome, n_unreadable: int, as_json: bool) -> None:
    counts = outcome.counts
    if as_json:
        value = {
            "generation": outcome.generation,
            "unchanged": outcome.unchanged,
            "encoded": outcome.encoded,
            "unreadable": n_unreadable,
            **counts.model_dump(),
        }
        click.echo(json.dumps(value))
        return
    state = "unchanged" if outcome.unchanged else f"built, {outcome.encoded} texts encoded"
    click.echo(
        f"Index {state}: {counts.documents} documents, {counts.passages} passages, {counts.clusters} clusters, "
        f"{counts.sources} sources" + (f"; {n_unreadable} files could not be read" if n_unreadable else "")
    )
