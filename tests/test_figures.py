from __future__ import annotations

from typing import Any

import pytest

from knowledge.quality.calibration import equal_mass_error
from knowledge.quality.evaluation import interval
from knowledge.quality.figures import Figure, figures, gain, groups
from knowledge.quality.questions import EvaluationQuestion


def asked(question_id: str, kind: str = "answer", **known: Any) -> EvaluationQuestion:
    values = {"id": question_id, "lang": "en", "question": "How many of them?", "kind": kind, **known}
    return EvaluationQuestion.model_validate(values)


def told(text: str, kind: str = "answer", **known: Any) -> dict[str, Any]:
    citations = [{"number": 1, "quote": "q"}]
    return {"kind": kind, "text": f"{text} [1]", "citations": citations, "language": "en", "confidence": 0.8, **known}


QUESTIONS = [
    asked("a", expect=["yes"], group="g"),  # right
    asked("b", expect=["yes"], lang="de", group="g"),  # wrong, in the wrong language
    asked("c", expect=["yes"], question="And who?", group="h"),  # refused
    asked("d", "abstention", group="h"),  # refused, rightly
    asked("e", "abstention", group="h"),  # answered
]
ANSWERS = [
    told("yes"),
    told("no"),
    told("?", "abstention"),
    told("?", "abstention"),
    told("yes"),
]


def share(*values: bool) -> Figure:
    low, high = interval(values)
    return Figure(round(sum(values) / len(values), 5), len(values), round(low, 5), round(high, 5))


def test_the_figures_are_shares_of_the_questions_that_they_are_of() -> None:
    in_test = {q.id for q in QUESTIONS if q.split == "test"}
    right = {"a": True, "b": False, "c": False, "d": True, "e": False}
    assert figures(QUESTIONS, ANSWERS) == {
        "right": share(True, False, False, True, False),
        "right en": share(True, False, True, False),
        "right de": share(False),
        "right test": share(*(right[i] for i in right if i in in_test)),
        "abstained": share(True, False),
        "refused": share(False, False, True),
        "language": share(True, False, True, True, True),
        "language of few words": share(True),
    }


def test_verdicts_are_of_the_questions_whose_verdict_is_known() -> None:
    questions = [
        asked(name, verdict=verdict) for name, verdict in (("a", "yes"), ("b", "no"), ("c", "no"), ("d", None))
    ]
    found = figures(
        questions, [told("Yes. So it is."), told("Yes. So it is."), told("So it is."), told("No. It is not.")]
    )
    assert (found["decided"], found["decided rightly"]) == (share(True, True, False), share(True, False))


def test_a_file_of_one_kind_has_no_figures_of_the_others() -> None:
    assert "abstained" not in figures(QUESTIONS[:3], ANSWERS[:3])
    assert "refused" not in figures(QUESTIONS[3:], ANSWERS[3:])
    assert figures([], []) == {}


def test_an_error_is_wrong_and_in_no_language() -> None:
    made = figures([asked("a")], [{"error": "the question is empty"}])
    assert (made["right"].value, made["refused"].value, made["language"].value) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("n", [49, 50])
def test_calibration_is_a_figure_of_fifty_answers_and_more(n: int) -> None:
    questions = [asked(f"q{i}", expect=["yes"]) for i in range(n + 1)]
    confidences = [i / n for i in range(n)]
    answers = [told("yes" if i % 3 else "no", confidence=c) for i, c in enumerate(confidences)]
    made = figures(questions, [*answers, told("?", "abstention")])
    error = equal_mass_error((c, i % 3 != 0) for i, c in enumerate(confidences))
    assert error is not None
    assert made.get("calibration error") == (Figure(error, n) if n == 50 else None)


def test_groups_tell_how_many_of_each_are_right() -> None:
    assert groups(QUESTIONS, ANSWERS) == {"g": "1/2", "h": "1/3"}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [("right", 0.7, 0.2), ("abstained", 0.4, -0.1), ("refused", 0.4, 0.1), ("calibration error", 0.6, -0.1)],
)
def test_more_is_better_but_of_refusals_and_errors(name: str, value: float, expected: float) -> None:
    assert gain(name, value, 0.5) == pytest.approx(expected)
