"""The figures by which the quality of the answers to a question file is known, and which way each is better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.quality.calibration import equal_mass_error
from knowledge.quality.evaluation import interval
from knowledge.quality.questions import EvaluationQuestion, faults, said_verdict
from knowledge.records import LANGUAGES

CALIBRATION = "calibration error"
DECIDED_RIGHTLY = "decided rightly"
OF_ANSWERS = frozenset({CALIBRATION, DECIDED_RIGHTLY})  # of as many as are answered so, which may differ a little
LOWER_IS_BETTER = frozenset({"refused", CALIBRATION})

_FEW_WORDS = 3
_MIN_ANSWERS = 50  # five in each bin: fewer tell nothing of calibration
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of `n` questions, with its 95 % bootstrap interval; or an error of `n` answers, without one."""

    value: float
    n: int
    low: float | None = None
    high: float | None = None


def figures(questions: Sequence[EvaluationQuestion], answers: Sequence[dict[str, Any]]) -> dict[str, Figure]:
    """Return the figures of one file by name, in a fixed order, rounded to five digits; those of no question are left out.

    right: all, of each language, and of the test half. abstained: of the questions that the sources cannot answer,
    those refused. refused: of all others, those refused. decided: of the questions whose verdict is known, those that get yes or no;
    decided rightly: of these, those that get the right one. language: answered in the language of the question, of all
    and of those in few words. calibration error: over bins of equal mass, where there are enough answers.
    """
    asked = list(zip(questions, answers, strict=True))
    right = [(question, not faults(question, answer)) for question, answer in asked]
    refused = [(question, answer.get("kind") == "abstention") for question, answer in asked]
    spoken = [(question, answer.get("language") == question.lang) for question, answer in asked]
    verdicts = [(said_verdict(answer.get("text") or ""), q.verdict) for q, answer in asked if q.verdict]
    shares = {
        "right": [good for _, good in right],
        **{f"right {language}": [good for q, good in right if q.lang == language] for language in LANGUAGES},
        "right test": [good for q, good in right if q.split == "test"],
        "abstained": [no for q, no in refused if q.kind == "abstention"],
        "refused": [no for q, no in refused if q.kind != "abstention"],
        "decided": [said is not None for said, _ in verdicts],
        DECIDED_RIGHTLY: [said == known for said, known in verdicts if said],
        "language": [same for _, same in spoken],
        "language of few words": [same for q, same in spoken if len(q.question.split()) <= _FEW_WORDS],
    }
    found = {name: _share(values) for name, values in shares.items() if values}
    pairs = [
        (float(a["confidence"]), good) for a, (_, good) in zip(answers, right, strict=True) if a.get("kind") == "answer"
    ]
    error = equal_mass_error(pairs)
    if error is not None and len(pairs) >= _MIN_ANSWERS:
        found[CALIBRATION] = Figure(error, len(pairs))
    return found


def groups(questions: Sequence[EvaluationQuestion], answers: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return "right ones/all" of each group of questions, by the name of the group, sorted."""
    right: dict[str, list[bool]] = {}
    for question, answer in zip(questions, answers, strict=True):
        right.setdefault(question.group, []).append(not faults(question, answer))
    return {name: f"{sum(values)}/{len(values)}" for name, values in sorted(right.items())}


def gain(name: str, value: float, expected: float) -> float:
    """Return by how much `value` is better than `expected`; below 0: worse."""
    return expected - value if name in LOWER_IS_BETTER else value - expected


def _share(values: Sequence[bool]) -> Figure:
    low, high = interval(values)
    return Figure(round(sum(values) / len(values), _DIGITS), len(values), round(low, _DIGITS), round(high, _DIGITS))
