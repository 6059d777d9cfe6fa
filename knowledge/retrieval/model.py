"""The fitted models: logistic weights by the name of their signals, shipped in `model.json`.

They are fitted on tuning questions by `indexer.models.fitting`; using them takes no more than a dot product.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp, log
from operator import mul
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.records import PassageKind

FILE_NAME = "model.json"
RIGHT_SIGNALS = ("odds", "yesno")
_SUREST = 0.9999  # log-odds grow without end above it, and tell nothing more


def sigmoid(x: float) -> float:
    """Return the logistic function of `x`."""
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))


def log_odds(confidence: float) -> float:
    """Return the log-odds of a probability, which is taken for no surer than 0.9999 either way."""
    bounded = min(max(confidence, 1 - _SUREST), _SUREST)
    return log(bounded / (1 - bounded))


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: log-odds = intercept + sum of weight times signal."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    intercept: float

    def log_odds(self, signals: Mapping[str, float]) -> float:
        """Return the log-odds for `signals`, which holds a value for each name."""
        return self.intercept + float(sum(map(mul, self.weights, map(signals.__getitem__, self.names))))

    def log_odds_of(self, rows: npt.NDArray[np.float64], names: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return the log-odds for each of `rows`, of shape (n, names), whose columns are the signals with these names."""
        weight_of = dict(zip(self.names, self.weights, strict=True))
        weights = np.array([weight_of.get(name, 0.0) for name in names], dtype=np.float64)
        odds: npt.NDArray[np.float64] = rows @ weights + self.intercept
        return odds

    def as_json(self) -> dict[str, Any]:
        """Return what `model.json` holds of it."""
        return {"intercept": self.intercept, **dict(zip(self.names, self.weights, strict=True))}

    @classmethod
    def from_json(cls, entry: Mapping[str, float]) -> Weights:
        """Return the weights that `as_json` gave."""
        names = tuple(name for name in entry if name != "intercept")
        return cls(names, tuple(entry[name] for name in names), entry["intercept"])


@dataclass(frozen=True, slots=True)
class Model:
    """`statement` ranks statements, `answer` tells how sure the first is, `intent` whether clusters are wanted.

    `plain` tells it where the first is plain text, which has no asked lines, no classifier and no gaps; None: `answer` does.
    Below `threshold` the bot abstains, below `plain_threshold` where plain text would answer, below `translated_threshold`
    where that is in the other language (its confidence is lower throughout); a second statement is given when its log-odds
    are at most `second` below the first's. `right` tells from that confidence how likely an answer is right as a whole, by
    `right_signals`; None: it is the confidence.
    """

    statement: Weights
    answer: Weights
    intent: Weights
    threshold: float = 0.45
    plain_threshold: float = 0.7
    translated_threshold: float = 0.4
    second: float = 2.0
    plain: Weights | None = None
    right: Weights | None = None

    def confidence(self, kind: PassageKind, signals: Mapping[str, float]) -> float:
        """Return the probability that the first statement, a passage of that kind, answers, by its `signals`."""
        weights = self.plain if kind == "text" and self.plain else self.answer
        return sigmoid(weights.log_odds(signals))

    def answer_confidence(self, confidence: float, *, yesno: bool) -> float:
        """Return the probability that an answer is right whose first statement answers with probability `confidence`.

        It rises with `confidence`. A yes/no question is answered by more statements than the one that is expected, and a second
        one may follow the first: answers are right more often than first statements are.
        """
        return sigmoid(self.right.log_odds(right_signals(confidence, yesno=yesno))) if self.right else confidence

    def as_json(self) -> dict[str, Any]:
        """Return what `model.json` holds."""
        return {
            "threshold": self.threshold,
            "plain_threshold": self.plain_threshold,
            "translated_threshold": self.translated_threshold,
            "second": self.second,
            "statement": self.statement.as_json(),
            "answer": self.answer.as_json(),
            "plain": self.plain.as_json() if self.plain else None,
            "right": self.right.as_json() if self.right else None,
            "intent": self.intent.as_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Model:
        """Return the model that `as_json` gave."""
        return cls(
            statement=Weights.from_json(data["statement"]),
            answer=Weights.from_json(data["answer"]),
            intent=Weights.from_json(data["intent"]),
            threshold=data["threshold"],
            plain_threshold=data["plain_threshold"],
            translated_threshold=data["translated_threshold"],
            second=data["second"],
            plain=Weights.from_json(data["plain"]) if data["plain"] else None,
            right=Weights.from_json(data["right"]) if data["right"] else None,
        )


def right_signals(confidence: float, *, yesno: bool) -> dict[str, float]:
    """Return the `RIGHT_SIGNALS` of an answer: the log-odds of its first statement, and whether yes or no is wanted."""
    return {"odds": log_odds(confidence), "yesno": float(yesno)}


@lru_cache(maxsize=1)
def load_model() -> Model:
    """Return the shipped model."""
    return Model.from_json(json.loads((files("knowledge.retrieval") / FILE_NAME).read_text(encoding="utf-8")))
