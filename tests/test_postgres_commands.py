"""The commands over an index in PostgreSQL, as a person calls them, and what they load."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_line import WORDS, Ran, clusterbot, own_process

from knowledge.index.homes import close_homes

Run = Callable[..., Ran]
TEXT = "Timber bridges stand long. They are built by carpenters.\n\nHerons stand in the harbour and wait for fish.\n"


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "bridges.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def run(postgres_url: str, given: Path, tmp_path: Path) -> Iterator[Run]:
    """Runs commands on a machine with an empty data folder; another one has indexed documents into the database."""
    environment = {**WORDS, "CLUSTERBOT_STORE": postgres_url}

    def run(*arguments: str | Path, stdin: str = "", data: str = "bot") -> Ran:
        there = {**environment, "CLUSTERBOT_DATA": str(tmp_path / data)}
        return clusterbot(*arguments, stdin=stdin, environment=there)

    assert run("index", given, data="indexer").code == 0
    yield run
    close_homes()


def test_questions_are_answered_from_it(run: Run) -> None:
    (answer,) = run("ask", "Where do herons stand?", "--json").json_lines
    assert answer["citations"][0]["doc_id"] == "bridges.txt"
    (found,) = run("search", "carpenters", "--json").json_lines
    assert "carpenters" in found["hits"][0]["text"]
    assert run("chat", stdin="Where do herons stand?\n").out.count("harbour") >= 1


def test_clusters_are_looked_for_in_it(run: Run) -> None:
    (answer,) = run("clusters", "lasers", "--json").json_lines
    assert answer["clusters"] == []


def test_it_is_checked_and_told_of(run: Run) -> None:
    assert run("check").out == "the index is whole\n"
    (stats,) = run("stats", "--json").json_lines
    assert (stats["documents"], stats["encoder"]) == (1, "words-256")


def test_a_passage_of_it_is_shown(run: Run) -> None:
    (found,) = run("search", "carpenters", "--json").json_lines
    (shown,) = run("show", found["hits"][0]["passage_id"], "--json").json_lines
    assert "carpenters" in shown["text"]


def test_questions_are_evaluated_on_it(run: Run, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        json.dumps(
            {
                "id": "a",
                "lang": "en",
                "group": "x",
                "kind": "answer",
                "question": "Where do herons stand?",
                "expect": ["harbour"],
            }
        )
        + "\n",
        encoding="utf-8",
    )
    assert run("eval", questions, "--json").code == 0


def test_an_unchanged_folder_is_not_indexed_again(run: Run, given: Path) -> None:
    (told,) = run("index", given, "--json").json_lines
    assert (told["unchanged"], told["encoded"]) == (True, 0)
    assert "0 texts would be encoded" in run("index", given, "--dry-run").out


@pytest.mark.parametrize(
    ("arguments", "instead"),
    [(("backup", "b.zip"), "pg_dump"), (("restore", "b.zip"), "pg_restore"), (("index", "--repair"), "pg_restore")],
)
def test_what_the_server_does_itself_is_refused_with_its_name(
    arguments: tuple[str, ...], instead: str, run: Run
) -> None:
    ran = run(*arguments)
    assert (ran.code, instead in ran.err) == (2, True)


def test_a_password_is_in_no_message(tmp_path: Path) -> None:
    ran = clusterbot("stats", environment={"CLUSTERBOT_STORE": "postgresql://user:s3cret@127.0.0.1:1/none"})
    assert (ran.code, "s3cret" in ran.err + ran.out, "127.0.0.1:1/none" in ran.err) == (1, False, True)


def test_over_files_no_driver_of_a_database_is_loaded(tmp_path: Path, given: Path) -> None:
    data = ("--data", tmp_path / "files")
    assert clusterbot(*data, "index", given, environment=WORDS).code == 0
    say = "import atexit, sys; atexit.register(lambda: print('psycopg' in sys.modules, file=sys.stderr))"
    ran = own_process(*data, "ask", "Where do herons stand?", environment=WORDS, before=say)
    assert (ran.code, ran.err.splitlines()[-1]) == (0, "False")
