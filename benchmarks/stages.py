"""Where the time of an answer goes: `python -m benchmarks.stages DATA < questions.json`.

Stages are timed where they are called, so that their Python runs as it does without. Printed: one JSON object with the
seconds that each question spent in each stage, by the clock (`seconds`) and of processors (`cpu`, which other load disturbs
less); what is in none of them is `rest`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import knowledge.retrieval.retrieval
import knowledge.retrieval.search
from benchmarks.ours import answered_alone
from benchmarks.results import WHOLE
from bot.app import open_base
from bot.dialogue.conversation import Conversation
from bot.settings import Settings
from knowledge.answers.answer import Answerer
from knowledge.index.classifier import Classifier
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.text_signals import TextSignals

_WARM_UP = 10


Clock = Callable[[], float]
CLOCKS: Mapping[str, Clock] = {"seconds": perf_counter, "cpu": process_time}


class Stages:
    """Time by stage, of the question at hand, by each of the clocks."""

    def __init__(self) -> None:
        self.spent: dict[str, dict[str, float]] = {}
        self.begin()

    def begin(self) -> None:
        """Begin with another question."""
        self.spent = {name: {} for name in CLOCKS}

    def timed(self, stage: str, owner: Any, name: str) -> None:
        """Have the function `name` of `owner` add the time of each call to `stage`."""
        plain: Callable[..., Any] = getattr(owner, name)

        def timing(*args: Any, **options: Any) -> Any:
            started = {clock: now() for clock, now in CLOCKS.items()}
            try:
                return plain(*args, **options)
            finally:
                for clock, now in CLOCKS.items():
                    self.spent[clock][stage] = self.spent[clock].get(stage, 0.0) + now() - started[clock]

        setattr(owner, name, timing)


def watch(stages: Stages, base: KnowledgeBase) -> None:
    """Time the stages that do not contain one another. A question is encoded beside what is read of it, the lexical run and
    what is compared ahead.
    """
    stages.timed("waiting for the vector", knowledge.retrieval.search, "awaited")
    stages.timed("lexical run", base.store, "lexical_run")
    stages.timed("dense run", base.store, "dense_run")
    stages.timed("comparing ahead", knowledge.retrieval.search, "read_ahead")
    stages.timed("comparing ahead", TextSignals, "read")
    stages.timed("closeness of wording", knowledge.retrieval.search, "closeness")
    stages.timed("rows of passages", base.store, "passages")
    stages.timed("classifier", Classifier, "decisions")
    stages.timed("signals and order", knowledge.retrieval.retrieval, "rank")


def main(arguments: Sequence[str]) -> int:
    """Answer the questions on standard input, after a few that do not count."""
    answerer = Answerer(open_base(Settings(data=Path(arguments[0]))))
    for _ in answerer.read_ahead():
        pass
    conversation = Conversation(answerer)
    questions: list[str] = json.load(sys.stdin)
    for question in questions[:_WARM_UP]:
        answered_alone(conversation, question)
    stages = Stages()
    watch(stages, answerer.base)
    found: dict[str, dict[str, list[float]]] = {clock: {} for clock in CLOCKS}
    for question in questions[_WARM_UP:]:
        stages.begin()
        started = {clock: now() for clock, now in CLOCKS.items()}
        answered_alone(conversation, question)
        for clock, now in CLOCKS.items():
            whole = now() - started[clock]
            spent = stages.spent[clock]
            for stage, time in {**spent, "rest": whole - sum(spent.values()), WHOLE: whole}.items():
                found[clock].setdefault(stage, []).append(time)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
