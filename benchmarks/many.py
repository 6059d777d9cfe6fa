"""Many people asking at once, or one after another: `python -m benchmarks.many DATA WAY PEOPLE [WORKERS] < questions.json`.

WAY `together` is the way of the Telegram channel: PEOPLE coroutines, each of which asks the next question once it has its
answer, the channel's `Engine` with its threads, and questions that wait encoded together. `alone` answers one question
after another with the exported graph, `reference` likewise with sentence-transformers. Printed: one JSON object with the
answers a second, the processor seconds an answer, and how long each answer took from the question on.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.ours import answered_alone
from bot.app import open_answerer
from bot.channels.telegram.engine import WORKERS, Engine
from bot.conversation import Conversation
from bot.hot import HotConversation
from bot.settings import Settings
from knowledge.answer import Answerer
from knowledge.base import KnowledgeBase
from knowledge.encoders import load_reference

WAYS = ("together", "alone", "reference")
_WARM_UP = 10


def open_conversation(data: Path, way: str) -> Conversation:
    """Return a conversation over the index under `data`, with everything read ahead."""
    answerer: Answerer
    if way == "reference":
        answerer = Answerer(KnowledgeBase.open(data, load_reference()))
    else:
        answerer = open_answerer(Settings(data=data), together=way == "together")
    for _ in answerer.read_ahead():
        pass
    return HotConversation(answerer)


async def at_once(reply: Callable[[str], None], questions: Sequence[str], people: int, workers: int) -> list[float]:
    """Return the seconds that each answer took, in the order in which they came, with `people` asking without pause."""
    engine = Engine(workers=workers)
    waiting = iter(questions)
    seconds: list[float] = []

    async def person() -> None:
        for question in waiting:
            asked = perf_counter()
            await engine.answer(partial(reply, question))
            seconds.append(perf_counter() - asked)

    try:
        await asyncio.gather(*(person() for _ in range(people)))
    finally:
        await asyncio.to_thread(engine.close)
    return seconds


def one_by_one(reply: Callable[[str], None], questions: Sequence[str]) -> list[float]:
    """Return the seconds that each answer took, asked one after another."""
    seconds: list[float] = []
    for question in questions:
        asked = perf_counter()
        reply(question)
        seconds.append(perf_counter() - asked)
    return seconds


def main(arguments: Sequence[str]) -> int:
    """Answer the questions on standard input, after a few that do not count."""
    data, way, people, *more = arguments
    if way not in WAYS:
        print(f"{way!r} is no way of asking: choose of {', '.join(WAYS)}", file=sys.stderr)
        return 2
    workers = int(more[0]) if more else WORKERS
    questions: list[str] = json.load(sys.stdin)
    conversation = open_conversation(Path(data), way)

    def reply(question: str) -> None:
        answered_alone(conversation, question)

    one_by_one(reply, questions[:_WARM_UP])
    questions = questions[_WARM_UP:]
    started, cpu = perf_counter(), process_time()
    if way == "together":
        seconds = asyncio.run(at_once(reply, questions, int(people), workers))
    else:
        seconds = one_by_one(reply, questions)
    took, cpu = perf_counter() - started, process_time() - cpu
    n = len(questions)
    print(json.dumps({"answers_per_second": n / took, "cpu_per_answer": cpu / n, "seconds": seconds}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
