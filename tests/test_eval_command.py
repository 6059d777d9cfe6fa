"""`clusterbot eval`: retrieval side by side, TREC files, the curve, and what is needed for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import WORDS, Ran, clusterbot, own_process
from made import document

from indexer.generation.builder import build
from indexer.shipped.corpus import Corpus
from knowledge.quality.trec import parse_qrels, parse_run
from knowledge.sentence_model.encoder import WordEncoder

MODES = ["lexical", "dense", "hybrid", "ranked"]
STATEMENTS = {
    "bridges": ("Timber bridges stand for eighty years.", "Holzbrücken stehen achtzig Jahre."),
    "cranes": ("Harbours have three cranes.", "Häfen haben drei Kräne."),
}


def asked(question_id: str, question: str, kind: str = "answer", **known: Any) -> dict[str, Any]:
    return {"id": question_id, "lang": "en", "question": question, "kind": kind, **known}


QUESTIONS = (
    asked("a", "How long do timber bridges stand?", expect=["eighty"], facts=["bridges"]),
    asked("b", "Wie viele Kräne haben Häfen?", expect=["drei"], facts=["cranes"], lang="de"),
    asked("c", "Harbours have how many bridges?", expect=["impossible"], facts=["nothing"]),
    asked("d", "Who invented the telescope?", "abstention"),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of two statements in both languages, made with the stand-in encoder."""
    folder = tmp_path_factory.mktemp("data")
    documents = [
        document(f"{name}-{language}", text, kind="statement", statement_id=name, language=language)
        for name, texts in STATEMENTS.items()
        for language, text in zip(("en", "de"), texts, strict=True)
    ]
    build(Corpus(tuple(documents), ()), WordEncoder(), folder)
    return folder


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(q) + "\n" for q in QUESTIONS), encoding="utf-8")
    return path


def evaluated(data: Path, *arguments: str | Path) -> Ran:
    return clusterbot("eval", *arguments, "--data", data, environment=WORDS)


def rows(ran: Ran, first: str) -> list[list[str]]:
    """Return the words of each row of the table whose head begins with `first`."""
    lines = ran.out.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(first)) + 1
    end = next((n for n in range(start, len(lines)) if not lines[n].strip()), len(lines))
    return [line.split() for line in lines[start:end]]


# -- retrieval ---------------------------------------------------------------------------------


def test_retrieval_is_measured_for_all_and_each_language_in_every_run(questions: Path, data: Path) -> None:
    ran = evaluated(data, questions, "--retrieval")
    table = rows(ran, "retrieval")
    assert (ran.code, ran.err) == (0, "")
    assert [row[:2] for row in table if row[0] == "all"] == [["all", mode] for mode in MODES]
    assert [row[2] for row in table if row[:2] == ["lang", "de"]] == MODES
    # in German one of one is first; of all three, one is found nowhere
    assert table[-1] == ["lang", "de", "ranked", "1", "1.000", "1.000", "1.000", "1.000", "1.000"]
    assert table[3] == ["all", "ranked", "3", "0.667", "0.667", "0.667", "0.667", "0.667"]


def test_retrieval_as_json_has_the_measures_and_the_rank_for_every_question(questions: Path, data: Path) -> None:
    (value,) = evaluated(data, questions, "--retrieval", "--json").json_lines
    found = value["retrieval"]
    assert found["ranks"] == [
        {"id": "a", **dict.fromkeys(MODES, 1)},
        {"id": "b", **dict.fromkeys(MODES, 1)},
        {"id": "c", **dict.fromkeys(MODES)},
    ]
    assert found["measures"][-1] == {
        "mode": "ranked",
        "part": "lang de",
        "n": 1,
        "values": dict.fromkeys(("Success@1", "R@1", "R@5", "RR@10", "nDCG@10"), 1.0),
    }


def test_a_failure_tells_the_ranks_where_retrieval_is_measured(questions: Path, data: Path) -> None:
    line = "  ranks: lexical –, dense –, hybrid –, ranked –"
    err = evaluated(data, questions, "--retrieval", "--failures").err
    assert err.splitlines().count(line) == 1
    assert line not in evaluated(data, questions, "--failures").err


def test_trec_writes_judgements_and_runs_and_measures_them(questions: Path, data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "trec"
    ran = evaluated(data, questions, "--trec", folder)
    assert (ran.code, ran.err) == (0, "")
    assert rows(ran, "retrieval") == rows(evaluated(data, questions, "--retrieval"), "retrieval")
    assert {path.name for path in folder.iterdir()} == {"qrels.txt", *(f"{mode}.run" for mode in MODES)}
    qrels = parse_qrels((folder / "qrels.txt").read_text(encoding="utf-8"))
    assert qrels == {"a": {"bridges": 1}, "b": {"cranes": 1}, "c": {"nothing": 1}}
    text = (folder / "dense.run").read_text(encoding="utf-8")
    assert {line.split()[5] for line in text.splitlines()} == {"dense"}
    assert list(parse_run(text)["a"].items()) == [("bridges", 2.0), ("cranes", 1.0)]


def test_questions_that_name_no_statements_give_no_rows(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(QUESTIONS[3]) + "\n", encoding="utf-8")
    (value,) = evaluated(data, path, "--retrieval", "--json").json_lines
    assert value["retrieval"] == {"measures": [], "ranks": []}
    assert rows(evaluated(data, path, "--retrieval"), "retrieval") == []


def test_a_folder_that_cannot_be_made_ends_with_2_in_one_line(questions: Path, data: Path) -> None:
    ran = evaluated(data, questions, "--trec", questions / "trec")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "cannot be made" in ran.err


# -- calibration and curve ---------------------------------------------------------------------


def test_calibration_is_told_of_all_answers_and_of_each_half(questions: Path, data: Path) -> None:
    (value,) = evaluated(data, questions, "--json").json_lines
    assert sum(part["n"] for part in value["calibration"][1:]) == value["calibration"][0]["n"]
    table = rows(evaluated(data, questions), "calibration error of")
    assert table == [
        [*part["name"].split(), str(part["n"]), f"{part['equal_mass']:.3f}", f"{part['equal_width']:.3f}"]
        for part in value["calibration"]
    ]


def test_the_curve_is_drawn_and_told(questions: Path, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "curve.svg"
    ran = evaluated(data, questions, "--curve", path)
    (value,) = evaluated(data, questions, "--curve", path, "--json").json_lines
    everything = value["curve"][0]
    assert ran.code == 0
    assert "all: 4 questions" in path.read_text(encoding="utf-8")
    assert [(part["name"], part["n"]) for part in value["curve"]] == [("all", 4), ("lang en", 3), ("lang de", 1)]
    assert everything["n_refused"] == round(4 * (1 - everything["coverage"]))
    assert rows(ran, "coverage and risk")[0][:3] == ["all", "4", f"{everything['coverage']:.1%}"]


def test_the_coverage_is_the_share_of_questions_that_the_bot_answers(
    questions: Path, data: Path, tmp_path: Path
) -> None:
    answers, path = tmp_path / "answers.jsonl", tmp_path / "curve.svg"
    (value,) = evaluated(data, questions, "--answers", answers, "--curve", path, "--json").json_lines
    kinds = [json.loads(line)["kind"] for line in answers.read_text(encoding="utf-8").splitlines()]
    assert value["curve"][0]["coverage"] == kinds.count("answer") / 4


def test_questions_to_which_no_threshold_applies_have_no_curve(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(asked("a", "Hello", "smalltalk")) + "\n", encoding="utf-8")
    ran = evaluated(data, path, "--curve", tmp_path / "curve.svg")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "there is no curve" in ran.err


def test_neither_is_there_unless_it_is_asked_for(questions: Path, data: Path) -> None:
    (value,) = evaluated(data, questions, "--json").json_lines
    assert set(value) == {"rows", "failures", "calibration_error", "calibration"}


# -- without the extra -------------------------------------------------------------------------

_WITHOUT = "import sys; sys.modules['ir_measures'] = sys.modules['matplotlib'] = None"


def test_the_table_needs_no_package_of_the_extra(questions: Path, data: Path) -> None:
    ran = own_process("eval", str(questions), "--data", str(data), before=_WITHOUT, environment=WORDS)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("option", "package"), [("--retrieval", "ir_measures"), ("--trec", "ir_measures"), ("--curve", "matplotlib")]
)
def test_without_the_extra_an_option_that_needs_it_says_how_to_install_it(
    option: str, package: str, questions: Path, data: Path, tmp_path: Path
) -> None:
    value = [] if option == "--retrieval" else [str(tmp_path / "out")]
    arguments = ["eval", str(questions), option, *value, "--data", str(data)]
    ran = own_process(*arguments, before=_WITHOUT, environment=WORDS)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(f"clusterbot: '{package}' is not installed.")
    assert "pip install 'clusterbot[eval]'" in ran.err
