"""The commands that ask: ask, search, clusters, chat, eval, check, stats."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from bot import batch
from bot.app import open_base, open_conversation
from bot.channels import console as terminal
from bot.conversation import Conversation, checked
from bot.messages import Message, Reply
from bot.phrases import phrase
from bot.settings import Settings, load_settings
from knowledge import evaluation, integrity
from knowledge.answer import Answerer, Request
from knowledge.base import KnowledgeBase
from knowledge.errors import InputError
from knowledge.questions import read_questions
from knowledge.records import Answer, LabelLevel, Language, SearchMode

_DATA = click.option("--data", type=click.Path(path_type=Path), help="Where the index lives.")
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
_BATCH = click.option(
    "--batch",
    type=click.Path(path_type=Path),
    help="JSON lines with id, question, session; - for standard input.",
)


def register(group: click.Group) -> None:
    """Add the commands to `group`."""
    for command in (ask, search, clusters, chat, evaluate, check, stats):
        group.add_command(command)


def _settings(ctx: click.Context, data: Path | None) -> Settings:
    return load_settings(data) if data else ctx.ensure_object(Settings)


def _print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _console() -> Console:
    return Console(soft_wrap=False, highlight=False, emoji=False)


def answer_json(answer: Answer, identifier: str | int | None = None) -> dict[str, Any]:
    """Return an answer as the contract has it, with `id` first."""
    data = answer.model_dump(mode="json")
    data["id"] = identifier
    return data


def _batch_lines(path: Path) -> Iterable[str]:
    if str(path) == "-":
        return sys.stdin
    try:
        return path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError as error:
        raise InputError(f"batch file {str(path)!r} cannot be read ({error.strerror}). Check the path") from error


def _run_batch(path: Path, answer: Any) -> int:
    good = True
    for value, answered in batch.run_batch(_batch_lines(path), answer):
        _print_json(value)
        good = good and answered
    return 0 if good else 1


def _require_one(text: str | None, batch_path: Path | None, what: str) -> None:
    if (text is None) == (batch_path is None):
        raise click.UsageError(f"give a {what}, or --batch FILE, not both")


@click.command()
@click.argument("question", required=False)
@_BATCH
@_JSON
@_DATA
@click.pass_context
def ask(ctx: click.Context, question: str | None, batch: Path | None, as_json: bool, data: Path | None) -> int:
    """One cited answer.

    Example: clusterbot ask "Wer entscheidet über die Aufnahme?"
    """
    _require_one(question, batch, "question")
    if question is not None:
        checked(question)
    conversation = open_conversation(_settings(ctx, data))
    if batch is not None:
        return _run_batch(batch, lambda line: _answered(conversation, line))
    reply = conversation.reply(Message(question or ""))
    if as_json:
        _print_json(answer_json(reply.answer))
    else:
        terminal.show(reply, _console())
    return 0


def _answered(conversation: Conversation, line: batch.BatchLine) -> dict[str, Any]:
    session = f"session:{line.session}" if line.session is not None else f"line:{line.id}"
    reply = conversation.reply(Message(line.question, session=session))
    if line.session is None:
        conversation.forget(session)
    return answer_json(reply.answer, line.id)


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
@_JSON
@_DATA
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
    base = open_base(_settings(ctx, data))
    if batch is not None:
        return _run_batch(batch, lambda line: _search_json(base, checked(line.question), k, mode, line.id))
    found = _search_json(base, checked(query or ""), k, mode, None)
    if as_json:
        _print_json(found)
        return 0
    table = Table("rank", "score", "passage", "text", box=None, pad_edge=False)
    for hit in found["hits"]:
        table.add_row(str(hit["rank"]), f"{hit['score']:.3f}", hit["passage_id"], hit["text"][:300])
    _console().print(table)
    return 0


def _search_json(
    base: KnowledgeBase, query: str, k: int, mode: SearchMode, identifier: str | int | None
) -> dict[str, Any]:
    started = perf_counter()
    prepared = base.searcher.prepare(query, base.language_of(query))
    hits = base.searcher.search(prepared, k=k, mode=mode)
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
@_JSON
@_DATA
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
    base = open_base(_settings(ctx, data))
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
    if as_json:
        _print_json(answer_json(answer))
    else:
        terminal.show(Reply(answer), _console())
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
@_DATA
@click.pass_context
def chat(ctx: click.Context, data: Path | None) -> int:
    """The conversation in the terminal; answers the lines of standard input where that is no terminal.

    Example: echo "Which clusters work on lasers in Thuringia?" | clusterbot chat
    """
    settings = _settings(ctx, data)
    conversation = open_conversation(settings)
    screen = _console()
    if sys.stdin.isatty():
        screen.print(phrase("prompt_hint", "en"), style="dim")
        terminal.talk(conversation, terminal.prompt_lines(settings.data / "chat-history"), screen)
    else:
        terminal.talk(conversation, sys.stdin, screen)
    return 0


@click.command("eval")
@click.argument("questions", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--failures", is_flag=True, help="Each failure with question, answer and reason.")
@click.option("--answers", type=click.Path(path_type=Path), help="Write the answers to this file, as JSON lines.")
@_JSON
@_DATA
@click.pass_context
def evaluate(
    ctx: click.Context,
    questions: tuple[Path, ...],
    failures: bool,
    answers: Path | None,
    as_json: bool,
    data: Path | None,
) -> int:
    """The quality table for question files.

    Example: clusterbot eval tests/evaluation/facts.jsonl --failures
    """
    asked = [question for path in questions for question in read_questions(path)]
    conversation = open_conversation(_settings(ctx, data))

    def answer(question: Any) -> dict[str, Any]:
        line = batch.BatchLine(question.id, question.question, question.session)
        return _answered(conversation, line)

    result = evaluation.evaluate(asked, answer)
    if answers is not None:
        _write_answers(answers, result)
    if as_json:
        _print_json(result.as_json())
    else:
        _console().print(_quality_table(result))
    if failures:
        for failure in result.failures:
            click.echo(failure.as_text(), err=True)
    return 0


def _write_answers(path: Path, result: evaluation.Result) -> None:
    try:
        path.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in result.answers), encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"answers cannot be written to {str(path)!r} ({error.strerror}). Choose another file"
        ) from error


def _quality_table(result: evaluation.Result) -> Table:
    table = Table("part", "right", "n", "share", "95 % interval", box=None, pad_edge=False)
    for row in result.rows:
        table.add_row(row.name, str(row.n_right), str(row.n), f"{row.share:.1%}", f"{row.low:.1%} – {row.high:.1%}")
    return table


@click.command()
@_JSON
@_DATA
@click.pass_context
def check(ctx: click.Context, as_json: bool, data: Path | None) -> int:
    """Integrity of the index: every part whole, and all parts in agreement.

    Example: clusterbot check
    """
    problems = integrity.problems(_settings(ctx, data).data)
    if as_json:
        _print_json({"ok": not problems, "problems": problems})
    else:
        for problem in problems or ["the index is whole"]:
            click.echo(problem)
    return 1 if problems else 0


@click.command()
@_JSON
@_DATA
@click.pass_context
def stats(ctx: click.Context, as_json: bool, data: Path | None) -> int:
    """What is in the index.

    Example: clusterbot stats --json
    """
    made = integrity.manifest_of(_settings(ctx, data).data)
    values = {**made.model_dump(exclude={"counts"}), **made.counts.model_dump()}
    if as_json:
        _print_json(values)
        return 0
    table = Table("what", "value", box=None, pad_edge=False)
    for key, value in values.items():
        table.add_row(key, str(value))
    _console().print(table)
    return 0
