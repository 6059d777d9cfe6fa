"""The commands that ask and look: ask, search, clusters, chat, check, stats."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from bot.app import home_of, open_base, open_conversation
from bot.batch import answer_json, answered, run_batch
from bot.channels import console as terminal
from bot.cli.common import DATA_OPTION, JSON_OPTION, print_json, screen, settings_of
from bot.dialogue.conversation import checked
from bot.dialogue.phrases import phrase
from bot.session.messages import Message, Reply
from knowledge.answers.answer import Answerer
from knowledge.clusters.outcomes import Request
from knowledge.errors import InputError
from knowledge.process.garbage import uncollected
from knowledge.records import QUOTABLE, LabelLevel, Language, SearchMode
from knowledge.retrieval.base import KnowledgeBase

_BATCH = click.option(
    "--batch",
    type=click.Path(path_type=Path),
    help="JSON lines with id, question, session; - for standard input.",
)


def _batch_lines(path: Path) -> Iterable[str]:
    if str(path) == "-":
        return sys.stdin
    try:
        return path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError as error:
        raise InputError(f"batch file {str(path)!r} cannot be read ({error.strerror}). Check the path") from error


def _run_batch(path: Path, answer: Any) -> int:
    good = True
    for value, is_answer in run_batch(_batch_lines(path), answer):
        print_json(value)
        good = good and is_answer
    return 0 if good else 1


def _require_one(text: str | None, batch_path: Path | None, what: str) -> None:
    if (text is None) == (batch_path is None):
        raise click.UsageError(f"give a {what}, or --batch FILE, not both")


@click.command()
@click.argument("question", required=False)
@_BATCH
@JSON_OPTION
@DATA_OPTION
@click.pass_context
def ask(ctx: click.Context, question: str | None, batch: Path | None, as_json: bool, data: Path | None) -> int:
    """One cited answer.

    Example: clusterbot ask "Wer entscheidet über die Aufnahme?"
    """
    _require_one(question, batch, "question")
    if question is not None:
        checked(question)
    with uncollected():
        conversation = open_conversation(settings_of(ctx, data))
        if question is not None:
            reply = conversation.reply(Message(question))
            if as_json:
                print_json(answer_json(reply.answer))
            else:
                terminal.show(reply, screen())
            return 0
    assert batch is not None
    return _run_batch(batch, lambda line: answered(conversation, line))


@click.command()
@click.argument("query", required=False)
@click.option("--k", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many hits.")
@click.option(
    "--mode",
    default="hybrid",
    show_default=True,
    type=click.Choice(["hybrid", "lexical", "dense"]),
    help="Which runs.",
)
@_BATCH
@JSON_OPTION
@DATA_OPTION
@click.pass_context
def search(
    ctx: click.Context,
    query: str | None,
    k: int,
    mode: SearchMode,
    batch: Path | None,
    as_json: bool,
    data: Path | None,
) -> int:
    """Hits only, without an answer.

    Example: clusterbot search "Fördermittel" --mode lexical --k 5
    """
    _require_one(query, batch, "query")
    if query is not None:
        checked(query)
    with uncollected():
        base = open_base(settings_of(ctx, data))
        found = _search_json(base, checked(query), k, mode, None) if query is not None else None
    if found is None:
        assert batch is not None
        return _run_batch(batch, lambda line: _search_json(base, checked(line.question), k, mode, line.id))
    if as_json:
        print_json(found)
        return 0
    from rich.table import Column, Table

    # an id is given to `show` as it stands
    table = Table("rank", "score", Column("passage", overflow="fold"), "text", box=None, pad_edge=False)
    for hit in found["hits"]:
        table.add_row(str(hit["rank"]), f"{hit['score']:.3f}", hit["passage_id"], hit["text"][:300])
    screen().print(table)
    return 0


def _search_json(
    base: KnowledgeBase, query: str, k: int, mode: SearchMode, identifier: str | int | None
) -> dict[str, Any]:
    started = perf_counter()
    prepared = base.searcher.prepare(query, base.language_of(query))
    hits = base.searcher.search(prepared, k=k, mode=mode, kinds=QUOTABLE)
    return {
        "id": identifier,
        "query": query,
        "hits": [
            {
                "rank": hit.rank,
                "doc_id": hit.passage.doc_id,
                "passage_id": hit.passage.passage_id,
                "score": round(hit.score, 6),
                "text": hit.passage.text,
            }
            for hit in hits
        ],
        "elapsed_ms": round(1000 * (perf_counter() - started), 1),
    }


@click.command()
@click.argument("text", required=False, default="")
@click.option("--field", "field_name", help="A technology field, by any of its names.")
@click.option("--land", help="A federal state, by any of its names.")
@click.option("--label", type=click.Choice(["gold", "silver", "bronze"]), help="The ECEI label held.")
@click.option("--member", is_flag=True, help="Members of go-cluster only.")
@JSON_OPTION
@DATA_OPTION
@click.pass_context
def clusters(
    ctx: click.Context,
    text: str,
    field_name: str | None,
    land: str | None,
    label: LabelLevel | None,
    member: bool,
    as_json: bool,
    data: Path | None,
) -> int:
    """The cluster finder.

    Example: clusterbot clusters "laser" --land Thuringia
    """
    text = checked(text) if text.strip() else ""
    with uncollected():
        base = open_base(settings_of(ctx, data))
        answerer = Answerer(base)
    language: Language = base.language_of(text or field_name or land or "")
    wish = answerer.finder.reader.read(text, language)
    if field_name:
        wish = replace(wish, fields=_named(base, "field", field_name))
    if land:
        wish = replace(wish, laender=_named(base, "land", land))
    if label:
        wish = replace(wish, labels=(label,), any_label=False)
    wish = replace(wish, member=wish.member or member)
    answer = answerer.answer(Request(text, language, wish=wish)).answer
    answer = answer.model_copy(update={"confidence": round(answer.confidence, 4)})
    if as_json:
        print_json(answer_json(answer))
    else:
        terminal.show(Reply(answer), screen())
    return 0


def _named(base: KnowledgeBase, kind: str, name: str) -> tuple[str, ...]:
    """Return the ids that `name` names. Raises `InputError` when it names none."""
    taxonomy = base.taxonomy
    ids = taxonomy.field_by_id if kind == "field" else taxonomy.land_by_id
    if name in ids:
        return (name,)
    kinds = {"field"} if kind == "field" else {"land", "region"}
    found = tuple(dict.fromkeys(i for n in base.gazetteer.find(name) if n.kind in kinds for i in n.ids))
    if found:
        return found
    known = [f.en for f in taxonomy.fields] if kind == "field" else [x.en for x in taxonomy.laender]
    raise InputError(f"{kind} {name!r} is unknown. Known: {', '.join(known)}")


@click.command()
@DATA_OPTION
@click.pass_context
def chat(ctx: click.Context, data: Path | None) -> int:
    """The conversation in the terminal; answers the lines of standard input where that is no terminal.

    Example: echo "Which clusters work on lasers in Thuringia?" | clusterbot chat
    """
    settings = settings_of(ctx, data)
    with uncollected():
        conversation = open_conversation(settings)
    console = screen()
    if sys.stdin.isatty():
        console.print(phrase("prompt_hint", "en"), style="dim")
        terminal.talk(conversation, terminal.prompt_lines(settings.data / "chat-history"), console)
    else:
        terminal.talk(conversation, sys.stdin, console)
    return 0


@click.command()
@JSON_OPTION
@DATA_OPTION
@click.pass_context
def check(ctx: click.Context, as_json: bool, data: Path | None) -> int:
    """Integrity of the index: every part whole, and all parts in agreement.

    Example: clusterbot check
    """
    problems = home_of(settings_of(ctx, data)).problems()
    if as_json:
        print_json({"ok": not problems, "problems": problems})
    else:
        for problem in problems or ["the index is whole"]:
            click.echo(problem)
    return 1 if problems else 0


@click.command()
@JSON_OPTION
@DATA_OPTION
@click.pass_context
def stats(ctx: click.Context, as_json: bool, data: Path | None) -> int:
    """What is in the index.

    Example: clusterbot stats --json
    """
    made = home_of(settings_of(ctx, data)).manifest()
    values = {**made.model_dump(exclude={"counts", "files"}), **made.counts.model_dump()}
    if as_json:
        print_json(values)
        return 0
    from rich.table import Table

    table = Table("what", "value", box=None, pad_edge=False)
    for key, value in values.items():
        table.add_row(key, str(value))
    screen().print(table)
    return 0
