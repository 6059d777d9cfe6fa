"""The parts of the bench: what is done in each, in what order. Figures are made of it elsewhere.

In every part the systems take turns, and each round has all of them: what else the machine does meets all alike.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from benchmarks import material
from benchmarks.peers.sentence_transformers_peer import BATCH_VARIABLE
from benchmarks.processes import (
    BENCH,
    CLUSTERBOT,
    ROOT,
    Launch,
    Running,
    SystemFailed,
    ours,
    peer,
    run_command,
    running,
)
from benchmarks.results import About, Rounds
from knowledge.records import LANGUAGES

PEERS = ("txtai", "haystack", "llama")
BARE = "sentence_transformers"
_BLOCK = 10  # questions that a system is asked before it is the next one's turn
_PAUSE = 0.05  # s between two turns: threads of the former may still wait in a loop
_WARM_UP = 10
_BATCHES = (8, 16, 32, 64, 128)


@dataclass(frozen=True, slots=True)
class Setup:
    """How much is measured. `data` has the index of the shipped corpus; `folder` is for what is made on the way."""

    data: Path
    folder: Path = BENCH
    rounds: int = 3
    starts: int = 5
    questions: int = 200
    passages: int = 1000
    people: int = 50
    paragraphs: int = 180
    peers: tuple[str, ...] = PEERS


@dataclass(slots=True)
class Measured:
    """What a part has found: what systems say of themselves, and values by measure, system and round."""

    systems: dict[str, About] = field(default_factory=dict)
    measures: dict[str, dict[str, Rounds]] = field(default_factory=dict)
    settings: dict[str, float] = field(default_factory=dict)

    def meet(self, system: Running) -> None:
        """Note what `system` says of itself."""
        self.systems[system.key] = About.model_validate(system.request("about"))

    def add(self, measure: str, key: str, number: int, *values: float) -> None:
        """Add values to round `number` (from 0)."""
        rounds = self.measures.setdefault(measure, {}).setdefault(key, [])
        while len(rounds) <= number:
            rounds.append([])
        rounds[number] += values


def indexed(launch: Launch, passages: Sequence[tuple[str, str]], folder: Path) -> Path:
    """Return the folder with the system's index of `passages`, made now if it is not there."""
    digest = hashlib.sha256(json.dumps([launch.command, passages]).encode()).hexdigest()[:12]
    made = folder / "indexes" / f"{launch.key}-{digest}"
    if not (made / "DONE").exists():
        made.mkdir(parents=True, exist_ok=True)
        path = material.write_passages(passages, folder / "passages" / f"{digest}.jsonl")
        with running(launch.untimed()) as system:
            system.request("index", passages=str(path), folder=str(made))
        (made / "DONE").touch()
    return made


def start(setup: Setup) -> Measured:
    """From the start of the process to the first answer: `clusterbot ask` as a whole; of peers, to the first hits."""
    found = Measured()
    passages = material.shipped_passages(setup.data)
    folders = {key: indexed(peer(key), passages, setup.folder) for key in setup.peers}
    [asked] = material.questions(setup.starts, 1)
    for number, question in enumerate(asked):
        printed, seconds = run_command([*CLUSTERBOT, "--data", str(setup.data), "ask", question])
        if not printed.strip():
            raise SystemFailed(f"'clusterbot ask' printed nothing for {question!r}: run it by hand")
        found.add("seconds", "answers", number, seconds)
        for key in rotated(setup.peers, number):
            with running(peer(key)) as system:
                system.request("open", folder=str(folders[key]))
                system.request("ask", text=question)
                found.add("seconds", key, number, perf_counter() - system.started)
                found.meet(system)
    return found


def warm(setup: Setup) -> Measured:
    """Question by question in processes that are warm, new ones in each round; afterwards the memory of each."""
    found = Measured()
    passages = material.shipped_passages(setup.data)
    launches = [*map(ours, ("answers", "search", "encoding", "questions")), *map(peer, setup.peers), peer(BARE)]
    folders = {
        launch.key: indexed(launch, passages, setup.folder) if launch.key in setup.peers else setup.data
        for launch in launches
    }
    for number, asked in enumerate(material.questions(setup.questions + _WARM_UP, setup.rounds)):
        with ExitStack() as stack:
            systems = [stack.enter_context(running(launch)) for launch in launches]
            for system in systems:
                found.meet(system)
                system.request("open", folder=str(folders[system.key]))
                for text in asked[:_WARM_UP]:
                    system.request("ask", text=text)
            counted = asked[_WARM_UP:]
            for turn, at in enumerate(range(0, len(counted), _BLOCK)):
                for system in rotated(systems, turn):
                    sleep(_PAUSE)
                    for text in counted[at : at + _BLOCK]:
                        answer = system.request("ask", text=text)
                        found.add("seconds", system.key, number, answer["seconds"])
                        found.add("cpu", system.key, number, answer["cpu"])
            for system in systems:
                memory = system.request("memory")
                found.add("peak_mb", system.key, number, memory["peak_mb"])
                found.add("torch", system.key, number, float(memory["torch"]))
    return found


def telegram(setup: Setup) -> Measured:
    """The running Telegram bot with many chats at once, against a Bot API server on this machine: its memory."""
    found = Measured()
    arguments = [str(ROOT / "benchmarks" / "telegram_load.py"), str(setup.data), str(setup.people), "1"]
    printed, _ = run_command(arguments)
    for line in map(json.loads, printed.splitlines()):
        for name in ("peak_mb", "torch", "p50", "p95"):
            if name in line:
                found.add(name, "telegram", 0, float(line[name]))
    return found


def indexing(setup: Setup) -> Measured:
    """Passages a second: the bare encoders on the same passages, then whole indexes; and a corpus that has not changed."""
    found = Measured()
    chosen = material.sample(material.shipped_passages(setup.data), setup.passages)
    passages = [(f"p{number:05}", text) for number, (_, text) in enumerate(chosen)]  # ids that can be names of files
    path = material.write_passages(passages, setup.folder / "passages" / "sample.jsonl")
    few = material.write_passages(passages[:32], setup.folder / "passages" / "few.jsonl")
    some = material.write_passages(passages[: setup.passages // 3], setup.folder / "passages" / "some.jsonl")
    best, rates = best_batch(lambda size: _rate(size, few, some))
    found.settings |= {"best batch": best} | {f"passages a second in batches of {n}": rate for n, rate in rates.items()}
    launches = [ours("encoding"), peer(BARE, **{BATCH_VARIABLE: str(best)}), ours("search"), *map(peer, setup.peers)]
    clusterbot_index = [*CLUSTERBOT, "--data", str(setup.data), "index", "--json"]
    run_command(clusterbot_index)
    with ExitStack() as stack:
        systems = [stack.enter_context(running(launch)) for launch in launches]
        for system in systems:
            found.meet(system)
            _index(system, few)
        for number in range(setup.rounds):
            for system in rotated(systems, number):
                sleep(_PAUSE)
                found.add("passages_per_second", system.key, number, _index(system, path))
    for number in range(setup.starts):
        printed, seconds = run_command(clusterbot_index)
        if not json.loads(printed)["unchanged"]:
            raise SystemFailed("'clusterbot index' built an index of a corpus that had not changed: measure it anew")
        found.add("unchanged", "answers", number, seconds)
    return found


def many(setup: Setup) -> Measured:
    """Many people at once through the bot's engine, against one question after another, with either encoder."""
    found = Measured()
    for number, asked in enumerate(material.questions(2 * setup.questions, setup.rounds)):
        for way in rotated(("shared", "together", "alone", "reference"), number):
            arguments = ["-m", "benchmarks.many", str(setup.data), way, str(setup.people)]
            printed, _ = run_command(arguments, stdin=json.dumps(asked))
            measured = json.loads(printed)
            found.add("seconds", way, number, *measured["seconds"])
            for name in ("answers_per_second", "cpu_per_answer"):
                found.add(name, way, number, measured[name])
    return found


def stages(setup: Setup) -> Measured:
    """Where the time of a whole answer goes."""
    found = Measured()
    for number, asked in enumerate(material.questions(setup.questions + _WARM_UP, setup.rounds)):
        printed, _ = run_command(["-m", "benchmarks.stages", str(setup.data)], stdin=json.dumps(asked))
        for clock, spent in json.loads(printed).items():
            for stage, times in spent.items():
                found.add(clock, stage, number, *times)
    return found


def quality(setup: Setup) -> Measured:
    """Whether the paragraph that answers comes first: own paragraphs, questions in the language of the text, and across."""
    found = Measured()
    for spoken in LANGUAGES:
        passages, _ = material.paragraphs(spoken)
        passages = passages[: setup.paragraphs]
        wanted = {identifier for identifier, _ in passages}
        for launch in [ours("search"), *map(peer, setup.peers)]:
            folder = indexed(launch, passages, setup.folder)
            with running(launch.untimed()) as system:
                found.meet(system)
                system.request("open", folder=str(folder))
                for asked in LANGUAGES:
                    for question, paragraph in material.paragraphs(asked)[1]:
                        if paragraph in wanted:
                            ids = system.request("ask", text=question)["ids"]
                            found.add(f"R@1 {asked} {spoken}", system.key, 0, float(ids[:1] == [paragraph]))
    return found


PARTS: Mapping[str, Callable[[Setup], Measured]] = {
    "start": start,
    "warm": warm,
    "stages": stages,
    "telegram": telegram,
    "indexing": indexing,
    "many": many,
    "quality": quality,
}


def rotated(items: Sequence[Any], number: int) -> list[Any]:
    """Return `items` beginning with another one in each round: none is always the first."""
    at = number % len(items) if items else 0
    return [*items[at:], *items[:at]]


def best_batch(rate: Callable[[int], float]) -> tuple[int, dict[int, float]]:
    """Return the size of batches with the highest rate, and the rate of each size that was tried."""
    rates = {size: rate(size) for size in _BATCHES}
    return max(rates, key=lambda size: rates[size]), rates


def _rate(size: int, few: Path, some: Path) -> float:
    with running(peer(BARE, **{BATCH_VARIABLE: str(size)})) as system:
        _index(system, few)
        return _index(system, some)


def _index(system: Running, passages: Path) -> float:
    """Return the passages a second of a new index that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        done = system.request("index", passages=str(passages), folder=folder)
    if not done["n"]:
        raise SystemFailed(f"{system.key!r} was given no passages to index: build the index first, clusterbot index")
    return float(done["n"] / done["seconds"])
