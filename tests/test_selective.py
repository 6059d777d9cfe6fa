from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.quality.questions import EvaluationQuestion
from knowledge.quality.selective import Curve, Judged, Point, curve, curves, judged
from knowledge.records import Language


def item(confidence: float | None, right: bool, *, answerable: bool = True, language: Language = "en") -> Judged:
    return Judged(language, answerable, confidence, right)


# five questions: one cannot be answered and is refused, one cannot but would be answered, wrongly
ITEMS = [
    item(0.5, False),
    item(0.9, True),
    item(None, False, answerable=False),
    item(0.8, False, answerable=False, language="de"),
    item(0.7, True, language="de"),
]


def test_a_falling_threshold_gives_more_answers_and_the_share_of_wrong_ones_among_them() -> None:
    assert curve("all", ITEMS, 0.6).points == (
        Point(0.9, 1 / 5, 0.0),
        Point(0.8, 2 / 5, 1 / 2),
        Point(0.7, 3 / 5, 1 / 3),
        Point(0.5, 4 / 5, 2 / 4),
    )


def test_the_area_is_the_mean_risk_over_the_answers() -> None:
    assert curve("all", ITEMS, 0.6).area == pytest.approx((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4, abs=1e-4)


def test_the_threshold_in_force_refuses_what_is_below_it() -> None:
    made = curve("all", ITEMS, 0.6)
    assert (made.n, made.coverage, made.risk) == (5, 0.6, 0.3333)
    # the one of 0.5 could be answered, the one without confidence could not
    assert (made.n_refused, made.n_rightly_refused) == (2, 1)


def test_a_confidence_at_the_threshold_is_enough() -> None:
    assert curve("all", ITEMS, 0.5).coverage == 0.8


def test_a_refusal_is_never_risk() -> None:
    made = curve("all", [item(0.9, True), item(None, False), item(None, False, answerable=False)], 0.5)
    assert (made.coverage, made.risk, made.area) == (0.3333, 0.0, 0.0)
    assert (made.n_refused, made.n_rightly_refused) == (2, 1)


def test_equal_confidences_make_one_point() -> None:
    items = [item(0.5, True), item(0.5, False), item(0.4, True), item(0.5, True)]
    made = curve("all", items, 0.1)
    assert made.points == (Point(0.5, 3 / 4, 1 / 3), Point(0.4, 1.0, 1 / 4))
    assert made.area == pytest.approx((3 * 1 / 3 + 1 / 4) / 4, abs=1e-4)


def test_a_threshold_above_all_answers_nothing_and_has_no_risk() -> None:
    made = curve("all", [item(0.5, True)], 0.6)
    assert (made.coverage, made.risk, made.n_refused) == (0.0, None, 1)
    assert made.points == (Point(0.5, 1.0, 0.0),)


def test_without_any_answer_there_is_no_line() -> None:
    assert curve("all", [item(None, False, answerable=False)], 0.5) == Curve("all", 1, (), None, 0.0, None, 1, 1)


@given(st.lists(st.builds(item, st.none() | st.sampled_from([0.1, 0.2, 0.3]), st.booleans()), min_size=1))
def test_each_point_is_what_its_threshold_gives(items: list[Judged]) -> None:
    for point in curve("all", items, 0.0).points:
        made = curve("all", items, point.threshold)
        assert (made.coverage, made.risk) == (round(point.coverage, 4), round(point.risk, 4))


def test_there_is_a_curve_of_all_and_of_each_language_that_occurs() -> None:
    assert [(part.name, part.n) for part in curves(ITEMS, 0.6)] == [("all", 5), ("lang en", 3), ("lang de", 2)]
    assert [part.name for part in curves(ITEMS[:2], 0.6)] == ["all", "lang en"]
    assert curves([], 0.6) == []


def test_a_curve_is_told_without_its_points() -> None:
    assert curve("all", ITEMS[:2], 0.6).as_json() == {
        "name": "all",
        "n": 2,
        "area": 0.25,
        "coverage": 0.5,
        "risk": 0.0,
        "n_refused": 1,
        "n_rightly_refused": 0,
    }


# -- from answers ------------------------------------------------------------------------------


def asked(kind: str, **known: Any) -> EvaluationQuestion:
    values = {"id": "a", "lang": "de", "question": "?", "kind": kind, **known}
    return EvaluationQuestion.model_validate(values)


def told(kind: str, confidence: float, text: str = "yes [1]") -> dict[str, Any]:
    return {"kind": kind, "text": text, "citations": [{"number": 1, "quote": "q"}], "confidence": confidence}


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (asked("answer", expect=["yes"]), told("answer", 0.8), Judged("de", True, 0.8, True)),
        (asked("answer", expect=["no"]), told("answer", 0.8), Judged("de", True, 0.8, False)),
        (asked("answer", expect=["yes"]), told("abstention", 0.8), Judged("de", True, None, False)),
        (asked("abstention"), told("abstention", 0.8), Judged("de", False, None, True)),
        (asked("abstention"), told("answer", 0.1), Judged("de", False, 0.1, False)),
        # a correction that is cited is right where the premise is false
        (asked("abstention", expect=["yes"]), told("answer", 0.1), Judged("de", False, 0.1, True)),
    ],
)
def test_an_answer_is_judged_with_its_confidence(
    question: EvaluationQuestion, answer: dict[str, Any], expected: Judged
) -> None:
    assert judged([question], [answer]) == [expected]


@pytest.mark.parametrize("answer", [told("clusters", 1.0), told("smalltalk", 1.0), {"error": "the question is empty"}])
def test_replies_that_no_threshold_governs_are_left_out(answer: dict[str, Any]) -> None:
    assert judged([asked("answer")], [answer]) == []
