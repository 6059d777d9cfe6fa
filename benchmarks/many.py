"""Many people asking at once, or one after another: `python -m benchmarks.many DATA WAY PEOPLE [WORKERS] < questions.json`.

WAY `together` is the way of the Telegram channel: PEOPLE coroutines, each of which asks the next question once it has its
answer, the channel's `Engine` with its threads, and questions that wait encoded together. `alone` answers one question
after another with the exported graph, `reference` likewise with sentence-transformers. `shared` is `together` in a process
for each core, among which people are divided, as bots on one machine share their chats. Printed: one JSON object with the
answers a second, the processor seconds an answer, and how long each answer took from the question on.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.ours import answered_alone
from bot.app import open_answerer
from bot.channels.telegram.engine import WORKERS, Engine
from bot.dialogue.conversation import Conversation
from bot.dialogue.hot import HotConversation
from bot.settings import load_settings
from knowledge.answers.answer import Answerer
from knowledge.index.encoders import load_reference
from knowledge.retrieval.base import KnowledgeBase

WAYS = ("shared", "together", "alone", "reference")
_WARM_UP = 10


def open_conversation(data: Path, way: str) -> Conversation:
    """Return a conversation over the index under `data`, with everything read ahead."""
    answerer: Answerer
    if way == "reference":
        answerer = Answerer(KnowledgeBase.open(data, load_reference()))
    else:
        answerer = open_answerer(load_settings(data), together=way == "together")
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


@dataclass(frozen=True, slots=True)
class Took:
    """What answering took: from the first question to the last answer, of processors, and each answer, all in seconds."""

    whole: float
    cpu: float
    each: list[float]


def answered(
    data: Path, way: str, people: int, workers: int, questions: Sequence[str], begin: Callable[[], Any]
) -> Took:
    """Return what answering the questions took, after a few that do not count and once `begin` has returned."""
    conversation = open_conversation(data, way)

    def reply(question: str) -> None:
        answered_alone(conversation, question)

    one_by_one(reply, questions[:_WARM_UP])
    questions = questions[_WARM_UP:]
    begin()
    started, cpu = perf_counter(), process_time()
    if way == "together":
        each = asyncio.run(at_once(reply, questions, people, workers))
    else:
        each = one_by_one(reply, questions)
    return Took(perf_counter() - started, process_time() - cpu, each)


def shared(data: Path, people: int, workers: int, questions: Sequence[str], processes: int) -> Took:
    """Return what answering took in so many processes, each of which has its part of the people and of the questions."""
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(processes, context) as pool:
        begin = manager.Barrier(processes).wait  # they begin together
        parts = [
            pool.submit(
                answered, data, "together", -(-people // processes), workers, questions[number::processes], begin
            )
            for number in range(processes)
        ]
        took = [part.result() for part in parts]
    return Took(
        max(one.whole for one in took),
        sum(one.cpu for one in took),
        [seconds for one in took for seconds in one.each],
    )


def main(arguments: Sequence[str]) -> int:
    """Answer the questions on standard input, after a few that do not count."""
    data, way, people, *more = arguments
    if way not in WAYS:
        print(f"{way!r} is no way of asking: choose of {', '.join(WAYS)}", file=sys.stderr)
        return 2
    workers = int(more[0]) if more else WORKERS
    questions: list[str] = json.load(sys.stdin)
    if way == "shared":
        took = shared(Path(data), int(people), workers, questions, len(os.sched_getaffinity(0)))
    else:
        took = answered(Path(data), way, int(people), workers, questions, lambda: None)
    n = len(took.each)
    print(json.dumps({"answers_per_second": n / took.whole, "cpu_per_answer": took.cpu / n, "seconds": took.each}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
