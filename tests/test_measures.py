from __future__ import annotations

from math import log2

import pytest

from knowledge.quality.measures import MEASURES, Measured, measured
from knowledge.quality.trec import scored

QRELS = {"q1": {"a": 1}, "q2": {"b": 1, "c": 1}, "q3": {"d": 1}}
RUN = {
    "q1": scored(["a", "x"]),  # the only right one first
    "q2": scored(["x", "y", "c", "z", "u", "b"]),  # the right ones third and sixth
    "q3": scored(["x"]),  # not found
}
OF_Q2 = {  # worked out by hand
    "Success@1": 0.0,
    "R@1": 0.0,
    "R@5": 1 / 2,
    "RR@10": 1 / 3,
    "nDCG@10": (1 / log2(4) + 1 / log2(7)) / (1 / log2(2) + 1 / log2(3)),
}


def only(part: str, *question_ids: str, run: dict[str, dict[str, float]] = RUN) -> dict[str, float]:
    (row,) = measured(QRELS, {"r": run}, {part: question_ids})
    return row.values


def test_the_measures_of_one_question_are_those_worked_out() -> None:
    assert only("one", "q2") == pytest.approx(OF_Q2, abs=1e-4)
    assert only("one", "q1") == dict.fromkeys(MEASURES, 1.0)
    assert only("one", "q3") == dict.fromkeys(MEASURES, 0.0)


def test_the_measures_of_a_part_are_the_means_of_its_questions() -> None:
    mean = {name: (1.0 + value + 0.0) / 3 for name, value in OF_Q2.items()}
    assert only("all", "q1", "q2", "q3") == pytest.approx(mean, abs=1e-4)


def test_a_question_that_a_run_lacks_counts_nothing() -> None:
    assert only("all", "q1", "q3", run={"q1": scored(["a"])}) == dict.fromkeys(MEASURES, 0.5)


def test_where_two_statements_answer_the_first_is_half_of_them() -> None:
    made = only("one", "q2", run={"q2": scored(["b", "x", "c"])})
    assert (made["Success@1"], made["R@1"], made["R@5"]) == (1.0, 0.5, 1.0)


def test_rows_are_by_part_and_within_it_by_run_in_the_order_given() -> None:
    parts = {"all": ["q1", "q3"], "lang de": ["q3"], "lang en": ["q1"]}
    rows = measured(QRELS, {"dense": RUN, "a": {}}, parts)
    assert [(row.part, row.mode, row.n) for row in rows] == [
        ("all", "dense", 2),
        ("all", "a", 2),
        ("lang de", "dense", 1),
        ("lang de", "a", 1),
        ("lang en", "dense", 1),
        ("lang en", "a", 1),
    ]
    assert rows[0] == Measured("dense", "all", 2, dict.fromkeys(MEASURES, 0.5))


def test_parts_without_judgements_have_no_row() -> None:
    assert measured(QRELS, {"r": RUN}, {"all": ["other"], "none": []}) == []
    assert [row.n for row in measured(QRELS, {"r": RUN}, {"all": ["q1", "other"]})] == [1]
