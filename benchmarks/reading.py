"""Draws answers to be read by hand: `python benchmarks/reading.py [--seed N] [--each N] QUESTIONS.jsonl …`.

The order is that of a hash of seed and id, so that anyone draws the same sample. Printed are, for each language, the first
answers that are quotations, as text to read: question, answer, and each citation with its source. What can be checked
without reading is checked as well, and a fault is printed behind the answer.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.app import open_base
from bot.settings import load_settings
from knowledge.answer import Answerer
from knowledge.base import KnowledgeBase
from knowledge.outcomes import Request
from knowledge.questions import EvaluationQuestion, read_questions
from knowledge.records import LANGUAGES, Answer

_MARK = re.compile(r"\[(\d+)\]")
_MARKS = re.compile(r"(?:\s*\[\d+\])+")
_REMARK = re.compile(r"\s*\((?:as of|source undated|Stand:|Quelle ohne Datum)[^)]*\)")


def drawn(questions: Sequence[EvaluationQuestion], seed: int) -> list[EvaluationQuestion]:
    """Return the single questions in the order in which they are drawn."""
    single = [q for q in questions if q.session is None]
    return sorted(single, key=lambda q: hashlib.sha256(f"{seed}:{q.id}".encode()).hexdigest())


def faults(answer: Answer, base: KnowledgeBase) -> Iterator[str]:
    """Yield what is wrong with the marks and quotes of a quotation by their letters alone."""
    listed = {c.number for c in answer.citations}
    used = {int(number) for number in _MARK.findall(answer.text)}
    yield from (f"[{number}] is not listed" for number in sorted(used - listed))
    yield from (f"[{number}] is listed and not used" for number in sorted(listed - used))
    texts = {p.passage_id: p.text for p in base.store.passages_of(None).values()}
    said = _plain(_MARKS.sub("", answer.text))
    for citation in answer.citations:
        if citation.quote not in texts[citation.passage_id]:
            yield f"the quote of [{citation.number}] is not in its passage"
        if _plain(citation.quote) not in said:
            yield f"the quote of [{citation.number}] is not in the answer"
    rest = said
    for quote in sorted({_plain(c.quote) for c in answer.citations}, key=len, reverse=True):
        rest = rest.replace(quote, "")
    if rest.strip() not in ("", "Yes.", "No.", "Ja.", "Nein."):
        yield f"said without a quote: {rest.strip()!r}"


def _plain(text: str) -> str:
    return " ".join(_REMARK.sub("", text).split())


def told(question: EvaluationQuestion, answer: Answer, base: KnowledgeBase) -> str:
    """Return `answer` as text to read."""
    lines = [f"## {question.id} [{question.lang}] {question.question}", answer.text]
    for c in answer.citations:
        source = " | ".join(part for part in (c.title, c.publisher, c.date, c.page, c.section, c.url) if part)
        lines.append(f"    [{c.number}] {c.passage_id}: {source}")
    if answer.kind == "answer":
        lines += [f"    FAULT {fault}" for fault in faults(answer, base)]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Print the sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=50, help="answers of each language")
    parser.add_argument("--kind", default="answer", help="kind of the answers")
    parser.add_argument("--data", type=Path)
    options = parser.parse_args(arguments)
    answerer = Answerer(open_base(load_settings(options.data)))
    order = drawn([q for path in options.questions for q in read_questions(path)], options.seed)
    for language in LANGUAGES:
        left = options.each
        for question in order:
            if not left or question.lang != language:
                continue
            answer = answerer.answer(Request(question.question, language)).answer
            if answer.kind == options.kind:
                print(told(question, answer, answerer.base), flush=True)
                left -= 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
