"""The model of steps: which step a message takes with the clusters shown, and how likely.

A multinomial logistic model of words and groups of letters, fitted on wordings of each step (`bot.fitting.step_fitting`). It
knows no index: names are taken out before (`bot.steps.wording`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from bot.steps.wording import features
from knowledge.index.classifier import weighted

FILE_NAME = "step_model.npz"
# "set": a condition that is named is added, or takes the place of its like; "beside": the first two are set side by side; "next": the next
# of the list; "does": whether it does anything in a field; "other": none of these steps
Step = Literal[
    "set",
    "only_members",
    "drop_field",
    "drop_place",
    "drop_label",
    "drop_member",
    "more",
    "again",
    "count",
    "seat",
    "website",
    "members",
    "founded",
    "label",
    "member",
    "fields",
    "summary",
    "oldest",
    "youngest",
    "largest",
    "smallest",
    "beside",
    "next",
    "does",
    "other",
]
# of which cluster a detail is asked: one of those listed, by its place, the one told of last, all of them, or none
Of = Literal["nth", "it", "all", "none"]
STEPS: tuple[Step, ...] = get_args(Step)
OFS: tuple[Of, ...] = get_args(Of)


@dataclass(frozen=True, slots=True)
class Taken:
    """The likeliest step of a message, and of which cluster it asks, each with its probability."""

    step: Step
    likelihood: float
    of: Of
    of_likelihood: float


@dataclass(frozen=True)
class StepModel:
    """`weights` is int8 of shape (N_BUCKETS, len(STEPS) + len(OFS)): in `scale` (N_BUCKETS,) steps, as `in_steps` gives both; `bias` is of
    shape (len(STEPS) + len(OFS),), `information` (N_BUCKETS,) the inverse document frequency of each bucket.
    """

    weights: npt.NDArray[np.int8]
    scale: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    information: npt.NDArray[np.float32]

    def taken(self, words: str) -> Taken:
        """Return the step that a message of these `words` takes, as `without_names` gives them."""
        chosen, values = weighted(features(words), self.information)
        scores = self.bias + (values * self.scale[chosen]) @ self.weights[chosen].astype(np.float32)
        steps, ofs = _softmax(scores[: len(STEPS)]), _softmax(scores[len(STEPS) :])
        step, of = int(steps.argmax()), int(ofs.argmax())
        return Taken(STEPS[step], float(steps[step]), OFS[of], float(ofs[of]))

    def save(self, path: Path) -> None:
        """Write the model to the file `path`."""
        np.savez_compressed(path, weights=self.weights, scale=self.scale, bias=self.bias, information=self.information)

    @classmethod
    def load(cls, path: Path) -> StepModel:
        """Return the model in the file `path`."""
        with np.load(path, allow_pickle=False) as data:
            return cls(data["weights"], data["scale"], data["bias"], data["information"])


@lru_cache(maxsize=1)
def load_step_model() -> StepModel:
    """Return the shipped model."""
    with as_file(files("bot.steps") / FILE_NAME) as path:
        return StepModel.load(path)


def _softmax(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    odds = np.exp(scores - scores.max())
    shares: npt.NDArray[np.float32] = odds / odds.sum()
    return shares
