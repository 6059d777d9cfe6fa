"""`clusterbot gaps`: what staff see of the state that the channels keep."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from command_line import clusterbot
from state_contract import Clock, fill

from bot.state.postgres import PostgresState
from bot.state.sqlite import STATE_FILE, SqliteState


@pytest.fixture
def data(tmp_path: Path) -> Path:
    state = SqliteState(tmp_path / STATE_FILE, clock=Clock())
    for question in ("What is the membership fee?", "What is the membership fee?", "membership fee"):
        state.add_gap(question, "en", "the sources do not say")
    state.add_gap("=1+1 [bold]Büro[/bold] von Frau Müller", "de", "outside the sources")
    state.rate("t", "some-person", good=False, question="Who leads it?", answer="Nobody [1].", language="en")
    fill(state, "other-person", "other-person")
    state.close()
    return tmp_path


def test_as_json_each_group_is_an_object_on_a_line(data: Path) -> None:
    ran = clusterbot("gaps", "--json", "--data", data)
    fee, office, leads, rated = ran.json_lines
    assert (ran.code, ran.err) == (0, "")
    assert fee == {
        "kind": "gap",
        "question": "What is the membership fee?",
        "language": "en",
        "times": 3,
        "newest": "2024-10-04",
        "reasons": ["the sources do not say"],
        "wordings": ["What is the membership fee?", "membership fee"],
    }
    assert office["question"] == "=1+1 [bold]Büro[/bold] von Frau [name]"
    assert leads == {
        "kind": "bad rating",
        "question": "Who leads it?",
        "language": "en",
        "bad": 1,
        "good": 0,
        "newest": "2024-10-04",
        "answers": ["Nobody [1]."],
        "wordings": ["Who leads it?"],
    }
    assert rated["question"] == "rated by other-person"


def test_for_people_there_is_a_table_of_gaps_and_one_of_bad_ratings(data: Path) -> None:
    ran = clusterbot("gaps", "--data", data)
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert (ran.code, ran.err) == (0, "")
    assert lines == [
        "times newest language question without an answer reason",
        "3 2024-10-04 en What is the membership fee? the sources do not say",
        "1 2024-10-04 de =1+1 [bold]Büro[/bold] von Frau [name] outside the sources",
        "",
        "bad good newest language question answered badly",
        "1 0 2024-10-04 en Who leads it?",
        "1 0 2024-10-04 en rated by other-person",
    ]


def test_the_file_has_a_row_for_each_group_and_no_formulas(data: Path, tmp_path: Path) -> None:
    ran = clusterbot("gaps", "--csv", tmp_path / "gaps.csv", "--data", data)
    assert ran == type(ran)(0, "", "")
    text = (tmp_path / "gaps.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert text[0] == "\ufeff"
    assert [(row["kind"], row["times"], row["good"]) for row in rows] == [
        ("gap", "3", ""),
        ("gap", "1", ""),
        ("bad rating", "1", "0"),
        ("bad rating", "1", "0"),
    ]
    assert rows[0]["wordings"] == "What is the membership fee?\nmembership fee"
    assert rows[1]["question"] == "'=1+1 [bold]Büro[/bold] von Frau [name]"
    assert rows[2]["answers"] == "Nobody [1]."


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_no_persons_pseudonym_is_shown(data: Path, options: tuple[str, ...]) -> None:
    assert "some-person" not in clusterbot("gaps", *options, "--data", data).out


def test_where_nothing_is_kept_yet_nothing_is_made(tmp_path: Path) -> None:
    ran = clusterbot("gaps", "--json", "--data", tmp_path / "none")
    assert (ran.code, ran.out, ran.err) == (0, "", f"nothing is kept in {str(tmp_path / 'none')!r} yet\n")
    assert not (tmp_path / "none").exists()


def test_where_there_are_no_gaps_this_is_said(tmp_path: Path) -> None:
    SqliteState(tmp_path / STATE_FILE).close()
    ran = clusterbot("gaps", "--data", tmp_path)
    assert (ran.code, ran.out) == (0, "no questions without an answer, and no bad ratings\n")


def test_a_damaged_state_is_one_line_and_exit_1(tmp_path: Path) -> None:
    (tmp_path / STATE_FILE).write_bytes(b"no database" * 1000)
    ran = clusterbot("gaps", "--data", tmp_path)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)


def test_a_file_that_cannot_be_written_is_exit_2(data: Path, tmp_path: Path) -> None:
    ran = clusterbot("gaps", "--csv", tmp_path, "--data", data)
    assert (ran.code, ran.err.count("\n")) == (2, 1)


def test_of_a_state_in_postgresql_it_shows_the_same(data: Path, postgres_url: str, tmp_path: Path) -> None:
    state = PostgresState(postgres_url, clock=Clock())
    fill(state, "other-person", "other-person")
    state.close()
    ran = clusterbot("gaps", "--json", "--data", tmp_path / "none", environment={"CLUSTERBOT_STORE": postgres_url})
    assert ran.json_lines == [clusterbot("gaps", "--json", "--data", data).json_lines[-1]]
    assert not (tmp_path / "none").exists()
