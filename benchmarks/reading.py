"""Draws answers to be read by hand: `python benchmarks/reading.py [--seed N] [--each N] QUESTIONS.jsonl …`.

The order is that of a hash of seed and id, so that anyone draws the same sample. Printed are, for each language, the first
answers of the kind asked for, as text to read: question, answer, each citation with its source, and what is offered. With
`--follow-ups` conversations are drawn instead, and the last turn of each is what is to be read. What can be checked without
reading is checked as well, and a fault is printed behind the answer.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.app import open_base
from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from bot.settings import load_settings
from knowledge.answers.answer import Answerer
from knowledge.clusters.outcomes import Request
from knowledge.quality.questions import EvaluationQuestion, read_questions
from knowledge.records import LANGUAGES, Answer
from knowledge.retrieval.base import KnowledgeBase

_MARK = re.compile(r"\[(\d+)\]")
_MARKS = re.compile(r"(?:\s*\[\d+\])+")
_REMARK = re.compile(r"\s*\((?:as of|source undated|Stand:|Quelle ohne Datum)[^)]*\)")

Turns = tuple[EvaluationQuestion, ...]  # of one conversation, or a question alone


def drawn(questions: Sequence[EvaluationQuestion], seed: int, *, follow_ups: bool = False) -> list[Turns]:
    """Return the single questions, or with `follow_ups` the conversations, in the order in which they are drawn."""
    parts: dict[str, Turns] = {}
    for question in questions:
        if follow_ups == (question.session is not None):
            key = question.session or question.id
            parts[key] = (*parts.get(key, ()), question)
    return [parts[key] for key in sorted(parts, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).hexdigest())]


def last_answer(turns: Turns, answerer: Answerer) -> Answer:
    """Return the answer to the last of `turns`, asked after the others."""
    if turns[0].session is None:
        return answerer.answer(Request(turns[-1].question, turns[-1].lang)).answer
    conversation = Conversation(answerer)
    return [conversation.reply(Message(turn.question)).answer for turn in turns][-1]


def faults(answer: Answer, base: KnowledgeBase) -> Iterator[str]:
    """Yield what is wrong with marks and quotes by their letters alone: of each answer with citations; words, of a quotation."""
    listed = {c.number for c in answer.citations}
    used = {int(number) for number in _MARK.findall(answer.text)} | {n for c in answer.clusters for n in c.citations}
    yield from (f"[{number}] is not listed" for number in sorted(used - listed))
    yield from (f"[{number}] is listed and not used" for number in sorted(listed - used))
    texts = {p.passage_id: p.text for p in base.store.passages_of(None).values()}
    for citation in answer.citations:
        if citation.quote not in texts[citation.passage_id]:
            yield f"the quote of [{citation.number}] is not in its passage"
    if answer.kind == "answer":
        yield from _unquoted(answer)


def _unquoted(answer: Answer) -> Iterator[str]:
    said = _plain(_MARKS.sub("", answer.text))
    for citation in answer.citations:
        if _plain(citation.quote) not in said:
            yield f"the quote of [{citation.number}] is not in the answer"
    rest = said
    for quote in sorted({_plain(c.quote) for c in answer.citations}, key=len, reverse=True):
        rest = rest.replace(quote, "")
    if rest.strip() not in ("", "Yes.", "No.", "Ja.", "Nein."):
        yield f"said without a quote: {rest.strip()!r}"


def _plain(text: str) -> str:
    return " ".join(_REMARK.sub("", text).split())


def told(turns: Turns, answer: Answer, base: KnowledgeBase) -> str:
    """Return `answer` to the last of `turns` as text to read."""
    asked = turns[-1]
    lines = [f"## {asked.id} [{asked.lang}] " + " // ".join(turn.question for turn in turns), answer.text]
    for c in answer.citations:
        source = " | ".join(part for part in (c.title, c.publisher, c.date, c.page, c.section, c.url) if part)
        lines.append(f"    [{c.number}] {c.passage_id}: {source}")
    lines += [f"    offers: {offer}" for offer in answer.offers]
    lines += [f"    FAULT {fault}" for fault in faults(answer, base)]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Print the sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=50, help="answers of each language")
    parser.add_argument("--kind", default="answer", help="kind of the answers")
    parser.add_argument("--follow-ups", action="store_true", help="draw conversations; their last turns are to be read")
    parser.add_argument("--data", type=Path)
    options = parser.parse_args(arguments)
    answerer = Answerer(open_base(load_settings(options.data)))
    questions = [q for path in options.questions for q in read_questions(path)]
    order = drawn(questions, options.seed, follow_ups=options.follow_ups)
    for language in LANGUAGES:
        left = options.each
        for turns in order:
            if not left or turns[-1].lang != language:
                continue
            answer = last_answer(turns, answerer)
            if answer.kind == options.kind:
                print(told(turns, answer, answerer.base), flush=True)
                left -= 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
