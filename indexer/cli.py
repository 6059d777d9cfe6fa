"""`clusterbot index`: builds the index of the shipped corpus, or of the files and folders given; once, or again and again."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from indexer.generation.builder import Outcome, build
from indexer.generation.parts import Report
from indexer.generation.planning import Plan, plan
from indexer.generation.repairing import Repair, repair
from indexer.inputs.gathering import Gathered, gather, is_address
from indexer.models.exporting import prepare
from indexer.scheduling import ended_by_signals, every, seconds_of, whenever_changed
from knowledge.errors import DocumentError, EncoderError, IndexProblem, InputError, KnowledgeError
from knowledge.index.encoders import encoder_name, graph_folder, load_graph
from knowledge.index.homes import open_home
from knowledge.index.store_protocol import IndexHome
from knowledge.sentence_model.encoder import Encoder

_STAGES = {
    "documents": "Reading documents",
    "vectors": "Encoding passages",
    "classifiers": "Training classifiers",
}
_SHOWN = 20  # names of each kind that `--dry-run` tells people; --json has all


@dataclass(frozen=True, slots=True)
class Job:
    """What one call of the command does: from where, to where, and how."""

    sources: tuple[str, ...]
    data: Path
    encoder: str | None
    fresh: bool
    as_json: bool
    site: bool = False
    with_shipped: bool = False
    store: str | None = field(default=None, repr=False)

    @property
    def home(self) -> IndexHome:
        """Where the index is kept."""
        return open_home(self.store, self.data)

    def load_graph(self) -> None:
        """Load the encoder's graph if there is one: `prepared` then finds it loaded."""
        with suppress(EncoderError):
            load_graph(graph_folder(self.data, encoder_name(self.encoder)))

    def prepared(self) -> tuple[Encoder, str | None]:
        """Return the encoder and the folder of its graph, which is taken from the index if that has it."""
        if self.store is not None:
            with suppress(IndexProblem):
                self.home.local_files(self.home.manifest())
        return prepare(self.encoder, self.data)

    def gathered(self, *, keep: bool = True) -> Gathered:
        """Return what is to be indexed; answers from the web are kept for the next run unless `keep` is false."""
        return gather(
            self.sources, self.data, site=self.site, with_shipped=self.with_shipped, keep=keep, report=_say_reading
        )


@click.command("index")
@click.argument("sources", metavar="[PATH]...", nargs=-1)
@click.option("--site", is_flag=True, help="Index the whole site of each web address given, by its sitemap.")
@click.option("--with-shipped", is_flag=True, help="Index the shipped corpus besides what is given.")
@click.option("--fresh", is_flag=True, help="Build anew, also when nothing has changed, and encode everything.")
@click.option("--dry-run", is_flag=True, help="Tell what is new, changed, removed and unreadable; write nothing.")
@click.option("--repair", "repairs", is_flag=True, help="Make damaged parts again from those that are whole.")
@click.option("--every", "span", metavar="SPAN", help="Index again and again, for instance every 30min, 1h or 1d.")
@click.option("--watch", "watches", is_flag=True, help="Index again whenever a file changes.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--data", type=click.Path(path_type=Path), help="Where the index lives.")
@click.pass_context
def index(
    ctx: click.Context,
    sources: tuple[str, ...],
    site: bool,
    with_shipped: bool,
    fresh: bool,
    dry_run: bool,
    repairs: bool,
    span: str | None,
    watches: bool,
    as_json: bool,
    data: Path | None,
) -> int:
    """Index the shipped corpus, or the files, folders and web addresses given (then only those).

    Example: clusterbot index ~/documents --data ~/my-index
    """
    settings = ctx.obj
    job = Job(sources, data or settings.data, settings.encoder, fresh, as_json, site, with_shipped, settings.store)
    if site and not any(is_address(source) for source in sources):
        raise click.UsageError("--site needs a web address, such as https://example.org/")
    _require_one_way(dry_run=dry_run, repair=repairs, every=span is not None, watch=watches)
    if repairs:
        if sources or fresh:
            raise click.UsageError("--repair needs no documents: give neither a PATH nor --fresh")
        if job.store is not None:
            raise InputError(
                "an index in a database is not repaired: its server keeps it whole. Build it anew with: clusterbot index "
                "--fresh, or restore a dump of the database with pg_restore"
            )
        return _repair(job)
    if dry_run:
        return _dry_run(job)
    if span is not None:
        seconds = seconds_of(span)
        with ended_by_signals() as stop:
            every(seconds, lambda: _run_on(job), stop)
        return 0
    if watches:
        watched = [Path(source) for source in sources if not is_address(source)]
        if not watched:
            raise click.UsageError("--watch needs files or folders to be watched; for web addresses there is --every")
        with ended_by_signals() as stop:
            whenever_changed(watched, job.data, lambda: _run_on(job), stop)
        return 0
    return _run(job)


def _require_one_way(**chosen: bool) -> None:
    names = [f"--{name.replace('_', '-')}" for name, is_chosen in chosen.items() if is_chosen]
    if len(names) > 1:
        raise click.UsageError(f"{names[0]} and {names[1]} exclude each other: give one of them")


def _run(job: Job) -> int:
    with ThreadPoolExecutor(1) as pool:  # a graph is loaded without Python's lock, while files are read with it
        pool.submit(job.load_graph)
        gathered = job.gathered()
    _say_unread(gathered)
    if not gathered.corpus.documents:
        raise DocumentError("nothing could be read, so nothing was indexed. The index stays as it was")
    with _progress() as report:
        encoder, graph = job.prepared()
        outcome = build(gathered.corpus, encoder, job.home, graph=graph, report=report, fresh=job.fresh)
    _tell(outcome, gathered, job.as_json)
    return 1 if gathered.unreadable else 0  # what could be read of a document in part is all that can be


def _run_on(job: Job) -> None:
    """Run once of many times: what goes wrong is said, and the next run tries again."""
    try:
        _run(job)
    except KnowledgeError as error:
        click.echo(f"clusterbot: {' '.join(str(error).split())}", err=True)
    sys.stdout.flush()


def _dry_run(job: Job) -> int:
    gathered = job.gathered(keep=False)
    _say_unread(gathered)
    found = plan(gathered.corpus, job.home, encoder_name(job.encoder))
    if job.as_json:
        click.echo(json.dumps(_plan_json(found, gathered), ensure_ascii=False))
    else:
        _show_plan(found, gathered)
    return 1 if gathered.unreadable else 0


def _repair(job: Job) -> int:
    with _progress() as report:
        done = repair(job.data, lambda: prepare(job.encoder, job.data), report=report)
    if job.as_json:
        click.echo(json.dumps(_repair_json(done), ensure_ascii=False))
        return 0
    for problem in done.problems:
        click.echo(f"repaired: {problem.rpartition(' Run: ')[0] or problem}")
    click.echo(f"The index is whole: {_counts(done.counts.model_dump())}")
    return 0


# -- what is told ------------------------------------------------------------------------------------------------------


@contextmanager
def _progress() -> Iterator[Report]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(_STAGES[stage], total=total)
            progress.update(tasks[stage], completed=done)

        yield report


def _say_unread(gathered: Gathered) -> None:
    for line in (*gathered.unreadable, *gathered.notes):
        click.echo(f"clusterbot: {line}", err=True)


def _say_reading(address: str) -> None:
    if sys.stderr.isatty():  # a page a second: whoever waits for a site wants to see it go on
        click.echo(f"reading {address}", err=True)


def _tell(outcome: Outcome, gathered: Gathered, as_json: bool) -> None:
    counts, n_unreadable, n_partly = outcome.counts, len(gathered.unreadable), len(gathered.notes)
    if as_json:
        value = {
            "generation": outcome.generation,
            "unchanged": outcome.unchanged,
            "encoded": outcome.encoded,
            "unreadable": n_unreadable,
            "partly_read": n_partly,
            **counts.model_dump(),
        }
        click.echo(json.dumps(value))
        return
    state = "unchanged" if outcome.unchanged else f"built, {outcome.encoded} texts encoded"
    click.echo(
        f"Index {state}: {_counts(counts.model_dump())}"
        + (f"; {n_unreadable} file{'s' if n_unreadable > 1 else ''} could not be read" if n_unreadable else "")
        + (f"; {n_partly} could be read in part only" if n_partly else "")
    )


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{counts[kind]} {kind}" for kind in ("documents", "passages", "clusters", "sources"))


def _plan_json(found: Plan, gathered: Gathered) -> dict[str, Any]:
    return {
        "dry_run": True,
        "new": len(found.new),
        "changed": len(found.changed),
        "removed": len(found.removed),
        "same": found.n_same,
        "unreadable": len(gathered.unreadable),
        "partly_read": len(gathered.notes),
        "texts_to_encode": found.n_texts,
        "documents": {"new": found.new, "changed": found.changed, "removed": found.removed},
        "problems": (*gathered.unreadable, *gathered.notes),
    }


def _show_plan(found: Plan, gathered: Gathered) -> None:
    for kind, names in (("new", found.new), ("changed", found.changed), ("removed", found.removed)):
        click.echo(f"{kind}: {len(names)}")
        for name in names[:_SHOWN]:
            click.echo(f"  {name}")
        if len(names) > _SHOWN:
            click.echo(f"  … and {len(names) - _SHOWN} more")
    click.echo(f"unreadable: {len(gathered.unreadable)}")
    if gathered.notes:
        click.echo(f"read in part only: {len(gathered.notes)}")
    click.echo(f"unchanged: {found.n_same}")
    click.echo(f"{found.n_texts} texts would be encoded. Nothing was written")


def _repair_json(done: Repair) -> dict[str, Any]:
    return {"generation": done.generation, "repaired": list(done.problems), **done.counts.model_dump()}
