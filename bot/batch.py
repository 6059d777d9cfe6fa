"""Batches of questions: JSON lines in, JSON lines out, in order; a broken line gets an error object of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.errors import InputError
from knowledge.quality.questions import EvaluationQuestion
from knowledge.records import Answer

MAX_LINE_CHARS = 1_000_000


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One question of a batch. `session` None: a conversation of its own."""

    id: str | int | None
    question: str
    session: str | None


def parse_line(line: str) -> BatchLine:
    """Return the question in a JSON line; unknown keys are ignored. Raises `InputError`."""
    if len(line) > MAX_LINE_CHARS:
        raise InputError(f"the line has {len(line)} characters, at most {MAX_LINE_CHARS} are read: shorten it")
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        raise InputError('the line is not JSON: write {"id": …, "question": …}') from error
    if not isinstance(data, dict):
        raise InputError('the line is not a JSON object: write {"id": …, "question": …}')
    identifier, question, session = (
        data.get("id"),
        data.get("question", data.get("query")),
        data.get("session"),
    )
    if identifier is not None and not isinstance(identifier, str | int):
        raise InputError("id is neither text nor a number: correct it")
    if not isinstance(question, str):
        raise BatchError(identifier, 'question is missing or no text: write {"id": …, "question": "…"}')
    return BatchLine(identifier, question, None if session is None else str(session))


class BatchError(InputError):
    """A line of a batch that has an id but cannot be answered."""

    def __init__(self, identifier: str | int | None, message: str) -> None:
        super().__init__(message)
        self.identifier = identifier


def run_batch(
    lines: Iterable[str], answer: Callable[[BatchLine], dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield (object to print, whether it is an answer) for each line that is not blank, as soon as it is ready."""
    for line in lines:
        if not line.strip():
            continue
        identifier: str | int | None = None
        try:
            parsed = parse_line(line)
            identifier = parsed.id
            yield answer(parsed), True
        except BatchError as error:
            yield {"id": error.identifier, "error": str(error)}, False
        except InputError as error:
            yield {"id": identifier, "error": str(error)}, False


def answered(conversation: Conversation, line: BatchLine) -> dict[str, Any]:
    """Return the answer to a line as the contract has it; a line without a session is forgotten once it is answered.

    Raises `QuestionError` for a question that is empty or too long.
    """
    session = f"session:{line.session}" if line.session is not None else f"line:{line.id}"
    reply = conversation.reply(Message(line.question, session=session))
    if line.session is None:
        conversation.forget(session)
    return answer_json(reply.answer, line.id)


def answer_json(answer: Answer, identifier: str | int | None = None) -> dict[str, Any]:
    """Return an answer as the contract has it, with `identifier` as its id."""
    return {**answer.model_dump(mode="json"), "id": identifier}


def asker(conversation: Conversation) -> Callable[[EvaluationQuestion], dict[str, Any]]:
    """Return what puts a question of a question file to `conversation` and returns the answer as the contract has it."""
    return lambda question: answered(conversation, BatchLine(question.id, question.question, question.session))
