"""Where the time of an answer goes: `python -m benchmarks.stages DATA < questions.json`.

Stages are timed where they are called, so that their Python runs as it does without. Printed: one JSON object with the wall
seconds that each question spent in each stage; what is in none of them is `rest`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import knowledge.retrieval
import knowledge.search
from benchmarks.ours import answered_alone
from benchmarks.results import WHOLE
from bot.app import open_base
from bot.conversation import Conversation
from bot.settings import Settings
from knowledge.answer import Answerer
from knowledge.base import KnowledgeBase
from knowledge.classifier import Classifier

_WARM_UP = 10


class Stages:
    """Seconds by stage, of the question at hand."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, stage: str, owner: Any, name: str) -> None:
        """Have the function `name` of `owner` add the time of each call to `stage`."""
        plain: Callable[..., Any] = getattr(owner, name)

        def timing(*args: Any, **options: Any) -> Any:
            started = perf_counter()
            try:
                return plain(*args, **options)
            finally:
                self.seconds[stage] = self.seconds.get(stage, 0.0) + perf_counter() - started

        setattr(owner, name, timing)


def watch(stages: Stages, base: KnowledgeBase) -> None:
    """Time the stages that do not contain one another."""
    stages.timed("encoding", base.encoder, "encode_queries")
    stages.timed("lexical run", base.searcher, "_lexical")
    stages.timed("dense run", base.searcher, "_dense")
    stages.timed("closeness of wording", knowledge.search, "closeness")
    stages.timed("rows of passages", base.store, "passages")
    stages.timed("classifier", Classifier, "scores")
    stages.timed("signals and order", knowledge.retrieval, "rank")


def main(arguments: Sequence[str]) -> int:
    """Answer the questions on standard input, after a few that do not count."""
    base = open_base(Settings(data=Path(arguments[0])))
    for _ in base.read_ahead():
        pass
    conversation = Conversation(Answerer(base))
    questions: list[str] = json.load(sys.stdin)
    for question in questions[:_WARM_UP]:
        answered_alone(conversation, question)
    stages = Stages()
    watch(stages, base)
    found: dict[str, list[float]] = {}
    for question in questions[_WARM_UP:]:
        stages.seconds = {}
        started = perf_counter()
        answered_alone(conversation, question)
        whole = perf_counter() - started
        of_question = {**stages.seconds, "rest": whole - sum(stages.seconds.values()), WHOLE: whole}
        for stage, seconds in of_question.items():
            found.setdefault(stage, []).append(seconds)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
