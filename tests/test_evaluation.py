from __future__ import annotations

from math import comb
from typing import Any

import pytest

from knowledge.quality.calibration import Calibration
from knowledge.quality.evaluation import Failure, Row, evaluate, interval
from knowledge.quality.questions import EvaluationQuestion


def binomial_percentile(n: int, p: float, share: float) -> float:
    """The smallest x / n that a binomial variable stays at or below with probability `share`."""
    total = 0.0
    for x in range(n + 1):
        total += comb(n, x) * p**x * (1 - p) ** (n - x)
        if total >= share:
            return x / n
    return 1.0


# -- the bootstrap interval --------------------------------------------------------------------


@pytest.mark.parametrize(("n_right", "n"), [(50, 100), (90, 100), (10, 40), (199, 200), (3, 10)])
def test_the_interval_is_that_of_the_binomial_distribution_that_resampling_draws_from(n_right: int, n: int) -> None:
    low, high = interval([True] * n_right + [False] * (n - n_right))
    # 1,000 resamples find a percentile to within about a step of 1 / n or 0.02
    step = max(1 / n, 0.02)
    assert low == pytest.approx(binomial_percentile(n, n_right / n, 0.025), abs=step)
    assert high == pytest.approx(binomial_percentile(n, n_right / n, 0.975), abs=step)


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("n", [1, 7])
def test_where_all_answers_are_alike_the_interval_is_a_point(right: bool, n: int) -> None:
    assert interval([right] * n) == (float(right), float(right))


def test_the_interval_is_the_same_each_time() -> None:
    values = [True, False, True, True, False, True]
    assert interval(values) == interval(values)


def test_more_questions_give_a_narrower_interval() -> None:
    few, many = interval([True, False] * 10), interval([True, False] * 100)
    assert few[0] < many[0] < 0.5 < many[1] < few[1]


# -- the whole ---------------------------------------------------------------------------------


def asked(question_id: str, kind: str = "answer", **known: Any) -> EvaluationQuestion:
    values = {"id": question_id, "lang": "en", "question": f"{question_id}?", "kind": kind, **known}
    return EvaluationQuestion.model_validate(values)


QUESTIONS = [
    asked("a", expect=["yes"], group="g"),
    asked("b", expect=["yes"], lang="de"),
    asked("d", "abstention"),
    asked("e", expect=["yes"]),
]
CITED = [{"number": 1, "quote": "yes"}]
ANSWERS: dict[str, dict[str, Any]] = {
    "a": {"kind": "answer", "text": "yes [1]", "citations": CITED, "confidence": 0.9},
    "b": {"kind": "answer", "text": "no [1]", "citations": CITED, "confidence": 0.7},
    "d": {"kind": "abstention", "text": "?", "citations": [], "confidence": 0.1},
    "e": {"error": "the question is empty"},
}


def test_each_part_of_the_questions_has_a_row_with_its_share() -> None:
    rows = evaluate(QUESTIONS, lambda q: ANSWERS[q.id]).rows
    assert {row.name: (row.n_right, row.n) for row in rows} == {
        "all": (2, 4),
        "lang en": (2, 3),
        "lang de": (0, 1),
        "kind answer": (1, 3),
        "kind abstention": (1, 1),
        "group g": (1, 1),
        "group -": (1, 3),
        "split tuning": (2, 3),  # by their hashes: see test_questions
        "split test": (0, 1),
    }
    assert [row.name for row in rows] == sorted(row.name for row in rows)
    assert {(row.low, row.high) for row in rows if row.name == "all"} == {interval([True, False, True, False])}


def test_failures_say_why_and_what_was_given() -> None:
    assert evaluate(QUESTIONS, lambda q: ANSWERS[q.id]).failures == (
        Failure("b", "de", "b?", ("missing /yes/",), "answer", "no [1]"),
        Failure("e", "en", "e?", ("missing /yes/", "no citation"), "error", "the question is empty"),
    )


def test_a_failure_is_told_in_three_lines() -> None:
    failure = Failure("b", "de", "Wann?", ("one", "two"), "answer", "x" * 400)
    assert failure.as_text() == f"\nb [de] Wann?\n  one; two\n  -> (answer) {'x' * 300!r}"


def test_only_answers_count_for_the_calibration_and_a_half_without_any_has_none() -> None:
    # bins of 0.9 (right) and 0.7 (wrong): (0.1 + 0.7) / 2; both are of the tuning half
    assert evaluate(QUESTIONS, lambda q: ANSWERS[q.id]).calibration == (
        Calibration("all", 2, 0.4, 0.4),
        Calibration("split tuning", 2, 0.4, 0.4),
    )
    assert evaluate([asked("d", "abstention")], lambda q: ANSWERS[q.id]).calibration == ()


def test_each_half_has_its_calibration() -> None:
    answers = {**ANSWERS, "e": {**ANSWERS["a"], "confidence": 0.7}}
    # two of 0.7, one wrong and one right, share a bin: (0.1 + |1.4 - 1|) / 3
    assert evaluate(QUESTIONS, lambda q: answers[q.id]).calibration == (
        Calibration("all", 3, 0.1667, 0.1667),
        Calibration("split tuning", 2, 0.4, 0.4),
        Calibration("split test", 1, 0.3, 0.3),
    )


def test_questions_are_asked_in_order_and_answers_kept() -> None:
    order: list[str] = []

    def tell(question: EvaluationQuestion) -> dict[str, Any]:
        order.append(question.id)
        return ANSWERS[question.id]

    result = evaluate(QUESTIONS, tell)
    assert order == ["a", "b", "d", "e"]
    assert list(result.answers) == [ANSWERS[i] for i in order]


def test_no_questions_give_an_empty_table() -> None:
    result = evaluate([], lambda q: ANSWERS[q.id])
    assert (result.rows, result.failures, result.answers, result.calibration) == ((), (), (), ())
    assert result.as_json()["calibration_error"] is None


def test_the_result_is_told_as_plain_values() -> None:
    made = evaluate(QUESTIONS[:2], lambda q: ANSWERS[q.id]).as_json()
    assert made["rows"][0] == {"name": "all", "n_right": 1, "n": 2, "low": 0.0, "high": 1.0, "share": 0.5}
    assert made["failures"][0]["reasons"] == ("missing /yes/",)
    assert made["calibration_error"] == pytest.approx(0.4)
    assert made["calibration"][0] == {"name": "all", "n": 2, "equal_width": 0.4, "equal_mass": 0.4}


def test_a_share_is_right_ones_of_all() -> None:
    assert Row("all", 3, 4, 0.5, 1.0).share == 0.75
