from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import DocumentError, InputError
from knowledge.quality.questions import EvaluationQuestion
from knowledge.quality.trec import first_right, format_qrels, format_run, parse_qrels, parse_run, qrels_of, scored

NAMES = st.text(st.characters(codec="utf-8"), min_size=1)
QRELS = st.dictionaries(NAMES, st.dictionaries(NAMES, st.integers(-2, 9), min_size=1))
RUNS = st.dictionaries(NAMES, st.dictionaries(NAMES, st.floats(allow_nan=False), min_size=1))


def asked(question_id: str, *facts: str, **known: Any) -> EvaluationQuestion:
    values = {"id": question_id, "lang": "en", "question": "?", "kind": "answer", "facts": facts, **known}
    return EvaluationQuestion.model_validate(values)


# -- what is made of questions and hits --------------------------------------------------------


def test_each_statement_that_is_named_answers_its_question() -> None:
    assert qrels_of([asked("a", "s", "t"), asked("b"), asked("c", "s")]) == {"a": {"s": 1, "t": 1}, "c": {"s": 1}}


def test_two_questions_of_one_id_are_refused() -> None:
    with pytest.raises(InputError, match=r"question id 'a' occurs twice\. .* give each its own"):
        qrels_of([asked("a", "s"), asked("b", "s"), asked("a", "t")])


def test_scores_fall_with_the_place_and_each_statement_counts_once_where_it_is_first() -> None:
    made = scored(["c", "a", "c", "b", "a"])
    assert list(made.items()) == [("c", 3.0), ("a", 2.0), ("b", 1.0)]
    assert scored([]) == {}


@pytest.mark.parametrize(
    ("relevant", "rank"),
    [({"c": 1}, 1), ({"b": 1, "a": 1}, 2), ({"x": 1, "b": 1}, 3), ({"x": 1}, None), ({"c": 0}, None)],
)
def test_the_first_right_statement_has_its_rank(relevant: dict[str, int], rank: int | None) -> None:
    assert first_right(scored(["c", "a", "b"]), relevant) == rank


# -- files -------------------------------------------------------------------------------------


def test_judgements_are_lines_of_four_columns() -> None:
    assert format_qrels({"q1": {"s": 1, "t": 0}, "q2": {"s": 1}}) == "q1 0 s 1\nq1 0 t 0\nq2 0 s 1\n"


def test_a_run_is_lines_of_six_columns_with_ranks_from_one() -> None:
    run = {"q1": {"t": 2.0, "s": 1.0}, "q2": {}, "q3": {"s": 0.5}}
    assert format_run(run, "dense") == "q1 Q0 t 1 2.0 dense\nq1 Q0 s 2 1.0 dense\nq3 Q0 s 1 0.5 dense\n"


def test_white_space_and_per_cent_in_an_id_are_encoded() -> None:
    assert format_qrels({"q 1": {"a file.txt#0": 1, "50%20": 1}}) == "q%201 0 a%20file.txt#0 1\nq%201 0 50%2520 1\n"


@given(QRELS)
def test_judgements_are_read_as_they_were_written(qrels: dict[str, dict[str, int]]) -> None:
    assert parse_qrels(format_qrels(qrels)) == qrels


@given(RUNS, NAMES)
def test_a_run_is_read_as_it_was_written_in_its_order(run: dict[str, dict[str, float]], name: str) -> None:
    read = parse_run(format_run(run, name))
    assert read == run
    assert [list(hits) for hits in read.values()] == [list(hits) for hits in run.values()]


def test_another_reader_finds_the_same_in_the_files(tmp_path: Path) -> None:
    qrels, run = {"q1": {"s": 1, "t": 1}}, {"q1": scored(["t", "u", "s"])}
    (tmp_path / "qrels.txt").write_text(format_qrels(qrels), encoding="utf-8")
    (tmp_path / "run.txt").write_text(format_run(run, "hybrid"), encoding="utf-8")
    judged = [(q.query_id, q.doc_id, q.relevance) for q in ir_measures.read_trec_qrels(str(tmp_path / "qrels.txt"))]
    hits = [(d.query_id, d.doc_id, d.score) for d in ir_measures.read_trec_run(str(tmp_path / "run.txt"))]
    assert judged == [("q1", "s", 1), ("q1", "t", 1)]
    assert hits == [("q1", "t", 3.0), ("q1", "u", 2.0), ("q1", "s", 1.0)]


def test_files_of_others_may_have_tabs_more_spaces_and_blank_lines() -> None:
    assert parse_qrels("\nq1\t0\ts  1\r\n\n") == {"q1": {"s": 1}}
    assert parse_run("q1\tQ0\ts 1 -2.5e1 bm25\n") == {"q1": {"s": -25.0}}
    assert parse_qrels("") == parse_run("") == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("q1 0 s 1\nq1 0 s\n", "TREC file, line 2: 3 columns, 4 are expected. Correct 'q1 0 s'"),
        ("q1 0 s much\n", "TREC file, line 1: 'much' is not a number of its column. Correct it"),
        ("q1 0 s 1.5\n", "TREC file, line 1: '1.5' is not a number of its column. Correct it"),
    ],
)
def test_malformed_judgements_are_refused_with_their_line(text: str, message: str) -> None:
    with pytest.raises(DocumentError, match=re.escape(message)):
        parse_qrels(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("q1 Q0 s 1 2.0\n", "TREC file, line 1: 5 columns, 6 are expected. Correct 'q1 Q0 s 1 2.0'"),
        ("q1 Q0 s 1 2,0 x\n", "TREC file, line 1: '2,0' is not a number of its column. Correct it"),
    ],
)
def test_a_malformed_run_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(DocumentError, match=re.escape(message)):
        parse_run(text)
