"""The protocol of the bench, with a made peer; and this project as a system under measurement, over a small corpus."""

from __future__ import annotations

import asyncio
import io
import json
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from made import document, opened

from benchmarks import parts, stages
from benchmarks.many import at_once, one_by_one, shared
from benchmarks.ours import Answers, Search
from benchmarks.peers.protocol import K, read_passages, serve
from benchmarks.processes import CLUSTERBOT, Launch, SystemFailed, environment, run_command, running
from benchmarks.results import WHOLE

PASSAGES = [
    ("bridges", "Timber bridges stand for eighty years."),
    ("cranes", "Harbours have cranes that lift containers."),
    ("mills", "Windmills grind corn."),
]
MADE_PEER = """
import sys
sys.path.insert(0, "tests")
from test_bench_systems import Made
from benchmarks.peers.protocol import run
run(Made())
"""


class Made:
    """A peer that finds passages by words in common, and prints as libraries do."""

    name, settings, packages = "made", "words in common", ("clusterbot", "no-such-package")

    def index(self, passages: Sequence[tuple[str, str]], folder: Path) -> None:
        (folder / "made.json").write_text(json.dumps(passages), encoding="utf-8")

    def open(self, folder: Path) -> None:
        sys.stdout.write("Loading weights: 100 %\n")
        self._passages = json.loads((folder / "made.json").read_text(encoding="utf-8"))
        self._words = {identifier: set(text.strip(".").split()) for identifier, text in self._passages}

    def ask(self, text: str) -> list[str]:
        words = set(text.split())
        return sorted((i for i, _ in self._passages), key=lambda i: -len(words & self._words[i]))[:K]


def asked(*requests: Any) -> list[dict[str, Any]]:
    out = io.StringIO()
    serve(Made(), [request if isinstance(request, str) else json.dumps(request) for request in requests], out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def passages(tmp_path: Path) -> Path:
    path = tmp_path / "passages.jsonl"
    path.write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in PASSAGES), encoding="utf-8")
    return path


# -- the protocol ------------------------------------------------------------------------------


def test_a_system_says_what_it_is_and_which_versions_it_stands_on() -> None:
    [about] = asked({"do": "about"})
    assert (about["name"], about["settings"]) == ("made", "words in common")
    assert about["versions"] == {"clusterbot": "0.1.0", "no-such-package": "not installed"}


def test_a_system_indexes_opens_and_finds(tmp_path: Path, passages: Path) -> None:
    made, _, found = asked(
        {"do": "index", "passages": str(passages), "folder": str(tmp_path)},
        {"do": "open", "folder": str(tmp_path)},
        {"do": "ask", "text": "which cranes lift containers"},
    )
    assert made["n"] == 3
    assert found["ids"][0] == "cranes"
    assert min(made["seconds"], found["seconds"], found["cpu"]) >= 0


def test_what_goes_wrong_is_answered_and_the_next_request_is_served() -> None:
    no_index, no_json, unknown, about = asked({"do": "ask", "text": "x"}, "{", {"do": "fly"}, {"do": "about"})
    assert no_index["error"].startswith("AttributeError")
    assert no_json["error"].startswith("JSONDecodeError")
    assert unknown["error"] == "ValueError: 'fly' is not known: ask for about, index, open, ask or memory"
    assert about["name"] == "made"


def test_memory_is_what_the_process_held_at_most() -> None:
    [memory] = asked({"do": "memory"})
    assert memory["peak_mb"] > 10
    assert memory["torch"] == ("torch" in sys.modules)


def test_passages_are_read_in_their_order(passages: Path) -> None:
    assert read_passages(passages) == PASSAGES


# -- in a process of its own -------------------------------------------------------------------


def test_a_system_in_a_process_of_its_own_answers_and_what_it_prints_is_in_its_log(
    tmp_path: Path, passages: Path
) -> None:
    with running(Launch("made", (sys.executable, "-c", MADE_PEER)), tmp_path / "logs") as system:
        system.request("index", passages=str(passages), folder=str(tmp_path))
        system.request("open", folder=str(tmp_path))
        assert system.request("ask", text="corn")["ids"][0] == "mills"
        with pytest.raises(SystemFailed, match=r"'made' could not 'open': FileNotFoundError.*made\.log"):
            system.request("open", folder=str(tmp_path / "nowhere"))
    assert (tmp_path / "logs" / "made.log").read_text(encoding="utf-8").startswith("Loading weights")


def test_a_system_that_ends_is_told(tmp_path: Path) -> None:
    with (
        running(Launch("brief", (sys.executable, "-c", "raise SystemExit(3)")), tmp_path) as system,
        pytest.raises(SystemFailed, match="'brief' ended"),
    ):
        system.request("about")


def test_a_command_that_fails_is_told_with_its_last_line() -> None:
    with pytest.raises(SystemFailed, match=r"sys\.exit.*failed \(no such thing\)"):
        run_command(["-c", "import sys; sys.exit('no such thing')"])


def test_the_command_line_is_run_as_a_person_runs_it() -> None:
    printed, seconds = run_command([*CLUSTERBOT, "ask", "--help"])
    assert "One cited answer." in printed
    assert seconds > 0


def test_systems_run_offline_with_as_many_threads_as_they_like(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("CLUSTERBOT_ENCODER", "words")
    found = environment()
    assert found["HF_HUB_OFFLINE"] == "1"
    assert not {"OMP_NUM_THREADS", "CLUSTERBOT_ENCODER"} & found.keys()
    assert environment(Launch("made", ()).untimed().variables)["OMP_NUM_THREADS"] == "1"


# -- this project ------------------------------------------------------------------------------


def test_search_indexes_plain_text_and_finds_it_by_the_id_that_it_was_given(tmp_path: Path) -> None:
    system = Search("words")
    system.index(PASSAGES, tmp_path)
    system.open(tmp_path)
    assert system.ask("How long do timber bridges stand?")[0] == "bridges"


def test_answers_cite_the_passage_and_remember_nothing_of_the_question(tmp_path: Path) -> None:
    system = Answers("words")
    system.index(PASSAGES, tmp_path)
    system.open(tmp_path)
    cited = system.ask("How long do timber bridges stand?")
    assert [identifier.partition("#")[0] for identifier in cited] == ["bridges.txt"]
    assert system.ask("How long do timber bridges stand?") == cited


def test_the_stages_of_a_search_are_timed_and_its_hits_stay_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = opened(tmp_path, document("bridges", "Timber bridges stand for eighty years."), document("mills", "Mills."))
    try:
        query = base.searcher.prepare("timber bridges", "en")
        expected = base.searcher.search(query, k=2)
        for owner, name in (
            (stages.knowledge.retrieval.search, "closeness"),
            (stages.knowledge.retrieval.search, "read_ahead"),
            (stages.TextSignals, "read"),
            (stages.knowledge.retrieval.search, "awaited"),
            (stages.knowledge.retrieval.retrieval, "rank"),
            (stages.Classifier, "decisions"),
        ):
            monkeypatch.setattr(owner, name, getattr(owner, name))  # put back afterwards
        watched = stages.Stages()
        stages.watch(watched, base)
        # a query remembers its lexical run: the same once more, prepared anew
        assert base.searcher.search(base.searcher.prepare("timber  bridges", "en"), k=2) == expected
        stages_of_search = {
            "waiting for the vector",
            "lexical run",
            "dense run",
            "comparing ahead",
            "closeness of wording",
            "rows of passages",
        }
        assert {clock: set(spent) for clock, spent in watched.spent.items()} == {
            "seconds": stages_of_search,
            "cpu": stages_of_search,
        }
    finally:
        base.close()


def test_start_and_stages_of_the_shipped_corpus_are_measured_without_peers(shipped_data: Path, tmp_path: Path) -> None:
    setup = parts.Setup(shipped_data, tmp_path, rounds=1, starts=1, questions=2, peers=())
    assert [len(values) for values in parts.start(setup).measures["seconds"]["answers"]] == [1]
    found = parts.stages(setup).measures
    for clock in ("seconds", "cpu"):
        of_stages = [sum(rounds[0]) for stage, rounds in found[clock].items() if stage != WHOLE]
        assert sum(of_stages) == pytest.approx(sum(found[clock][WHOLE][0]))


# -- many people -------------------------------------------------------------------------------


def test_people_ask_on_once_they_have_their_answer_and_each_question_is_answered_once() -> None:
    answered: list[str] = []
    now, most, lock = 0, 0, threading.Lock()
    meet = threading.Barrier(2, timeout=30)

    def reply(question: str) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        meet.wait()  # two are in hand at the same time
        with lock:
            now -= 1
            answered.append(question)

    questions = [f"q{n}" for n in range(12)]
    seconds = asyncio.run(at_once(reply, questions, people=5, workers=2))
    assert sorted(answered) == sorted(questions)
    assert (len(seconds), most) == (12, 2)


def test_one_by_one_answers_in_order() -> None:
    answered: list[str] = []
    assert len(one_by_one(answered.append, ["a", "b", "c"])) == 3
    assert answered == ["a", "b", "c"]


def test_processes_that_share_the_questions_answer_each_of_them_but_those_that_do_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLUSTERBOT_ENCODER", "words")
    Answers("words").index(PASSAGES, tmp_path)
    questions = [f"How long do timber bridges stand, {n}?" for n in range(27)]
    took = shared(tmp_path, people=3, workers=1, questions=questions, processes=2)
    assert len(took.each) == 27 - 2 * 10
    assert 0 < max(took.each) <= took.whole
    assert took.cpu > 0
