"""Judgements and runs in the format of the Text REtrieval Conference, which tools for measuring retrieval read.

A judgement is a line `question 0 statement relevance`, a line of a run `question Q0 statement rank score name`. White
space in an id is percent-encoded, since it parts the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote, unquote

from knowledge.errors import DocumentError, InputError
from knowledge.patterns import lazily
from knowledge.quality.questions import EvaluationQuestion

Qrels = dict[str, dict[str, int]]  # question id: statement id: relevance
Run = dict[str, dict[str, float]]  # question id: statement id: score

N = TypeVar("N", int, float)

_UNSAFE = lazily(r"[\s%]")


def qrels_of(questions: Iterable[EvaluationQuestion]) -> Qrels:
    """Return what answers each question, with relevance 1; questions that name no statement are left out.

    Raises `InputError` when two of them have the same id.
    """
    found: Qrels = {}
    for question in questions:
        if question.id in found:
            raise InputError(
                f"question id {question.id!r} occurs twice. Retrieval is measured by id: give each its own"
            )
        if question.facts:
            found[question.id] = dict.fromkeys(question.facts, 1)
    return found


def scored(statement_ids: Sequence[str]) -> dict[str, float]:
    """Return the ids, best first and each once, with scores that fall from their number to 1.

    Tools order a run by its scores alone, and break ties in their own ways: so the places are the scores.
    """
    once = list(dict.fromkeys(statement_ids))
    return {statement_id: float(len(once) - place) for place, statement_id in enumerate(once)}


def first_right(run: Mapping[str, float], relevant: Mapping[str, int]) -> int | None:
    """Return the rank, from 1, of the first of a question's hits that answers it; None: no hit does."""
    return next((rank for rank, statement_id in enumerate(run, 1) if relevant.get(statement_id)), None)


def format_qrels(qrels: Qrels) -> str:
    """Return `qrels` as the text of a file, in their order."""
    return "".join(
        f"{_encoded(question_id)} 0 {_encoded(statement_id)} {relevance}\n"
        for question_id, judged in qrels.items()
        for statement_id, relevance in judged.items()
    )


def format_run(run: Run, name: str) -> str:
    """Return `run` as the text of a file, in its order; `name` is the last column."""
    return "".join(
        f"{_encoded(question_id)} Q0 {_encoded(statement_id)} {rank} {score} {_encoded(name)}\n"
        for question_id, hits in run.items()
        for rank, (statement_id, score) in enumerate(hits.items(), 1)
    )


def parse_qrels(text: str) -> Qrels:
    """Return the judgements in the text of a file, in its order. Raises `DocumentError` that names the line."""
    found: Qrels = {}
    for number, (question_id, _, statement_id, relevance) in _columns(text, 4):
        found.setdefault(question_id, {})[statement_id] = _number(relevance, number, int)
    return found


def parse_run(text: str) -> Run:
    """Return the run in the text of a file, in its order. Raises `DocumentError` that names the line."""
    found: Run = {}
    for number, (question_id, _, statement_id, _, score, _) in _columns(text, 6):
        found.setdefault(question_id, {})[statement_id] = _number(score, number, float)
    return found


def _encoded(identifier: str) -> str:
    return _UNSAFE.sub(lambda found: quote(found[0]), identifier)


def _columns(text: str, n: int) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        columns = [unquote(column) for column in line.split()]
        if columns and len(columns) != n:
            raise DocumentError(f"TREC file, line {number}: {len(columns)} columns, {n} are expected. Correct {line!r}")
        if columns:
            yield number, columns


def _number(text: str, line: int, kind: Callable[[str], N]) -> N:
    try:
        return kind(text)
    except ValueError as error:
        raise DocumentError(f"TREC file, line {line}: {text!r} is not a number of its column. Correct it") from error
