"""Measures answers against question files: shares with intervals, failures with reasons, calibration of confidence."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from knowledge.quality.calibration import Calibration, Pair, calibration
from knowledge.quality.questions import EvaluationQuestion, faults

_RESAMPLES = 1000
_SEED = 20260101


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: how many of `n` are right, and the 95 % bootstrap interval of the share."""

    name: str
    n_right: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Share of right answers, 0 to 1."""
        return self.n_right / self.n


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that was not answered rightly, with the reasons."""

    id: str
    language: str
    question: str
    reasons: tuple[str, ...]
    kind: str
    text: str

    def as_text(self) -> str:
        """Return the failure in three lines."""
        return f"\n{self.id} [{self.language}] {self.question}\n  {'; '.join(self.reasons)}\n  -> ({self.kind}) {self.text[:300]!r}"


@dataclass(frozen=True, slots=True)
class Result:
    """All of an evaluation. `answers` are in the order of the questions; `calibration` is of all answers and of each
    split, and empty when no answer was given."""

    rows: tuple[Row, ...]
    failures: tuple[Failure, ...]
    answers: tuple[dict[str, Any], ...]
    calibration: tuple[Calibration, ...]

    def as_json(self) -> dict[str, Any]:
        """Return rows, failures and calibration as plain values; `calibration_error` is that of all, over equal widths."""
        return {
            "rows": [{**asdict(row), "share": round(row.share, 4)} for row in self.rows],
            "failures": [asdict(failure) for failure in self.failures],
            "calibration_error": self.calibration[0].equal_width if self.calibration else None,
            "calibration": [asdict(part) for part in self.calibration],
        }


def interval(right: Sequence[bool]) -> tuple[float, float]:
    """Return the 2.5 % and 97.5 % percentiles of the share over 1,000 resamples (Efron's percentile bootstrap), seeded."""
    draw = random.Random(_SEED)
    n = len(right)
    shares = sorted(sum(draw.choices(right, k=n)) / n for _ in range(_RESAMPLES))
    return shares[int(0.025 * _RESAMPLES)], shares[int(0.975 * _RESAMPLES) - 1]


def evaluate(questions: Sequence[EvaluationQuestion], answer: Callable[[EvaluationQuestion], dict[str, Any]]) -> Result:
    """Return the result of asking `questions` in order; an `answer` is one as JSON, or {"error": …}."""
    right: dict[str, list[bool]] = {}
    failures: list[Failure] = []
    answers: list[dict[str, Any]] = []
    pairs: dict[str, list[Pair]] = {"all": [], "split tuning": [], "split test": []}
    for question in questions:
        given = answer(question)
        answers.append(given)
        reasons = faults(question, given)
        for name in _parts(question):
            right.setdefault(name, []).append(not reasons)
        if given.get("kind") == "answer":
            for name in ("all", f"split {question.split}"):
                pairs[name].append((float(given["confidence"]), not reasons))
        if reasons:
            failures.append(_failure(question, given, reasons))
    rows = tuple(Row(name, sum(values), len(values), *interval(values)) for name, values in sorted(right.items()))
    parts = [calibration(name, of_part) for name, of_part in pairs.items()]
    return Result(rows, tuple(failures), tuple(answers), tuple(part for part in parts if part is not None))


def _parts(question: EvaluationQuestion) -> tuple[str, ...]:
    return (
        "all",
        f"lang {question.lang}",
        f"kind {question.kind}",
        f"group {question.group}",
        f"split {question.split}",
    )


def _failure(question: EvaluationQuestion, given: Mapping[str, Any], reasons: Sequence[str]) -> Failure:
    return Failure(
        id=question.id,
        language=question.lang,
        question=question.question,
        reasons=tuple(reasons),
        kind=str(given.get("kind", "error")),
        text=str(given.get("text", given.get("error", ""))),
    )
