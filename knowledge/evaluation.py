"""Measures answers against question files: shares with intervals, failures with reasons, calibration of confidence."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from knowledge.questions import EvaluationQuestion, faults

_RESAMPLES = 1000
_SEED = 20260101
_BINS = 10


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
    """All of an evaluation. `calibration` is None when no answer was given."""

    rows: tuple[Row, ...]
    failures: tuple[Failure, ...]
    answers: tuple[dict[str, Any], ...]
    calibration: float | None

    def as_json(self) -> dict[str, Any]:
        """Return rows, failures and the calibration error as plain values."""
        return {
            "rows": [{**asdict(row), "share": round(row.share, 4)} for row in self.rows],
            "failures": [asdict(failure) for failure in self.failures],
            "calibration_error": self.calibration,
        }


def interval(right: Sequence[bool]) -> tuple[float, float]:
    """Return the 2.5 % and 97.5 % percentiles of the share over 1,000 resamples (Efron's percentile bootstrap), seeded."""
    draw = random.Random(_SEED)
    n = len(right)
    shares = sorted(sum(draw.choices(right, k=n)) / n for _ in range(_RESAMPLES))
    return shares[int(0.025 * _RESAMPLES)], shares[int(0.975 * _RESAMPLES) - 1]


def calibration_error(pairs: Iterable[tuple[float, bool]]) -> float | None:
    """Return the expected calibration error over ten equal bins of confidence (Guo et al., ICML 2017); None: no pairs."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    total = 0
    for confidence, right in pairs:
        bins.setdefault(min(_BINS - 1, int(confidence * _BINS)), []).append((confidence, right))
        total += 1
    if not total:
        return None
    error = sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins.values()) / total
    return round(error, 4)


def evaluate(questions: Sequence[EvaluationQuestion], answer: Callable[[EvaluationQuestion], dict[str, Any]]) -> Result:
    """Return the result of asking `questions` in order; an `answer` is one as JSON, or {"error": …}."""
    right: dict[str, list[bool]] = {}
    failures: list[Failure] = []
    answers: list[dict[str, Any]] = []
    pairs: list[tuple[float, bool]] = []
    for question in questions:
        given = answer(question)
        answers.append(given)
        reasons = faults(question, given)
        for name in _parts(question):
            right.setdefault(name, []).append(not reasons)
        if given.get("kind") == "answer":
            pairs.append((float(given["confidence"]), not reasons))
        if reasons:
            failures.append(_failure(question, given, reasons))
    rows = tuple(Row(name, sum(values), len(values), *interval(values)) for name, values in sorted(right.items()))
    return Result(rows, tuple(failures), tuple(answers), calibration_error(pairs))


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
