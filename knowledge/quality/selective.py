"""Answering selectively: how many questions are answered, and how many of these wrongly, by the threshold of confidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from knowledge.quality.questions import EvaluationQuestion, faults
from knowledge.records import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the confidence of what would be answered, and whether that is right.

    `confidence` None: it is refused at any threshold, since a known gap comes first or nothing is found.
    """

    language: Language
    answerable: bool
    confidence: float | None
    right: bool


@dataclass(frozen=True, slots=True)
class Point:
    """What comes of refusing all below `threshold`: the share of questions answered, and of wrong ones among those."""

    threshold: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The points of a part of `n` questions by falling threshold, hence rising coverage; empty: nothing is answered.

    `area` is the area under the curve (AURC) divided by the coverage that it reaches: the mean risk over the answers
    from the most confident on. `coverage`, `risk` and the refusals are those of the threshold in force; a refusal is
    right when the sources cannot answer. `area` and `risk` are None when nothing is answered.
    """

    name: str
    n: int
    points: tuple[Point, ...]
    area: float | None
    coverage: float
    risk: float | None
    n_refused: int
    n_rightly_refused: int

    def as_json(self) -> dict[str, Any]:
        """Return all but the points as plain values."""
        return {name: value for name, value in asdict(self).items() if name != "points"}


def judged(questions: Iterable[EvaluationQuestion], answers: Iterable[Mapping[str, Any]]) -> list[Judged]:
    """Return each question with its answer judged; `answers` are those of a bot whose threshold is 0, as JSON.

    Questions to which a list or profile of clusters, or small talk, replies are left out: no threshold governs these.
    """
    found: list[Judged] = []
    for question, answer in zip(questions, answers, strict=True):
        if answer.get("kind") not in ("answer", "abstention"):
            continue
        confidence = float(answer["confidence"]) if answer["kind"] == "answer" else None
        answerable = question.kind != "abstention"
        found.append(Judged(question.lang, answerable, confidence, not faults(question, dict(answer))))
    return found


def curve(name: str, items: Sequence[Judged], threshold: float) -> Curve:
    """Return the coverage–risk curve (El-Yaniv and Wiener, JMLR 2010) of `items`, of which there is one at least.

    Its area is that of Geifman et al. (ICLR 2019). Answers of equal confidence are given or refused together: they make
    one point. `threshold` is the one in force.
    """
    answers = sorted(((i.confidence, i.right) for i in items if i.confidence is not None), reverse=True)
    points: list[Point] = []
    n_given = n_wrong = 0
    area = 0.0
    for confidence, group in groupby(answers, key=lambda answer: answer[0]):
        right = [is_right for _, is_right in group]
        n_given += len(right)
        n_wrong += right.count(False)
        points.append(Point(confidence, n_given / len(items), n_wrong / n_given))
        area += len(right) * n_wrong / n_given
    refused = [item for item in items if item.confidence is None or item.confidence < threshold]
    shipped = [point for point in points if point.threshold >= threshold]
    return Curve(
        name=name,
        n=len(items),
        points=tuple(points),
        area=round(area / n_given, 4) if n_given else None,
        coverage=round(1 - len(refused) / len(items), 4),
        risk=round(shipped[-1].risk, 4) if shipped else None,
        n_refused=len(refused),
        n_rightly_refused=sum(not item.answerable for item in refused),
    )


def curves(items: Sequence[Judged], threshold: float) -> list[Curve]:
    """Return the curve of all `items` and of each language that occurs, in this order; empty: there are no items."""
    parts = {"all": list(items)}
    for language in LANGUAGES:
        parts[f"lang {language}"] = [item for item in items if item.language == language]
    return [curve(name, of_part, threshold) for name, of_part in parts.items() if of_part]
