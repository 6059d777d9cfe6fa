"""Which statement a short later message asks a detail of, by its wording alone: "Under which motto?", "seit wann dabei?".

Editors have written for each statement of the shipped corpus what people ask of it in the middle of a conversation, in few words
and without its name, and what they ask there that no statement answers (`tests/evaluation/details.yaml`). One linear support vector machine a statement and language, all against it, tells these
apart (`bot.fitting.detail_fitting`). By itself that is seldom enough; beside what was said before it is a sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.index.classifier import weighted
from knowledge.records import LANGUAGES, Language
from knowledge.words.text import tokenise
from knowledge.words.wording_features import wording_features

FILE_NAME = "detail_model.npz"
N_BUCKETS = 1 << 14
_GRAMS = (4,)
UNTOLD = "untold"  # what no statement answers, among the ids of statements
# the decision value of a statement of which no lines are known: about as low as they come
NO_LINES = -1.2
_REMEMBERED = 16  # messages


@dataclass(frozen=True)
class DetailModel:
    """`weights` is int8 of shape (N_BUCKETS, n_statements), in `scale` (N_BUCKETS,) steps, as `in_steps` gives both; `bias` is of shape
    (n_statements,), `information` (N_BUCKETS,) the inverse document frequency of each bucket.
    """

    statement_ids: tuple[str, ...]
    weights: npt.NDArray[np.int8]
    scale: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    information: npt.NDArray[np.float32]

    def decisions(self, message: str) -> Mapping[str, float]:
        """Return the decision value of each statement for `message`, by its id: above 0 it is one of which such a thing is asked."""
        chosen, values = weighted(detail_features(message), self.information)
        scores = self.bias + (values * self.scale[chosen]) @ self.weights[chosen].astype(np.float32)
        return dict(zip(self.statement_ids, scores.tolist(), strict=True))


def detail_features(message: str) -> dict[int, float]:
    """Return the features of a message, damped, by bucket."""
    return wording_features(" ".join(tokenise(message)), N_BUCKETS, _GRAMS)


def save(models: Mapping[Language, DetailModel], path: Path) -> None:
    """Write a model of each language to the file `path`."""
    arrays: dict[str, Any] = {}
    for language, model in models.items():
        arrays[f"ids_{language}"] = np.array(model.statement_ids, dtype=np.str_)
        for name in ("weights", "scale", "bias", "information"):
            arrays[f"{name}_{language}"] = getattr(model, name)
    np.savez_compressed(path, **arrays)


def load(path: Path) -> dict[Language, DetailModel]:
    """Return the model of each language in the file `path`."""
    with np.load(path, allow_pickle=False) as data:
        return {
            language: DetailModel(
                tuple(data[f"ids_{language}"].tolist()),
                *(data[f"{name}_{language}"] for name in ("weights", "scale", "bias", "information")),
            )
            for language in LANGUAGES
        }


@lru_cache(maxsize=1)
def load_detail_models() -> Mapping[Language, DetailModel]:
    """Return the shipped models."""
    with as_file(files("knowledge.answers") / FILE_NAME) as path:
        return load(path)


@lru_cache(maxsize=_REMEMBERED)
def details_asked(message: str, language: Language) -> Mapping[str, float]:
    """Return the decision value of each statement for `message`, by the shipped model."""
    return load_detail_models()[language].decisions(message)
