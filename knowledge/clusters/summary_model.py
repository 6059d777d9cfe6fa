"""How likely the summary of a cluster tells what is asked of it: "who's behind it?", "wer zahlt das?", "is it still going?".

Editors have written for each profile of the shipped corpus what people ask on about "it", what its summary tells and what nothing in the
profile tells, half of which profiles of other clusters do tell (`tests/evaluation/summaries.yaml`). A logistic model of a language weighs the
wording of the question together with how it fits the summary (`bot.fitting.summary_fitting`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.asked.question import KINDS_WITH_SIGNS, analyse, holds
from knowledge.clusters.details import asks_to_join, detail_asked, wanted_words
from knowledge.clusters.profile_tells import (
    asks_of_deed,
    asks_whether_still,
    covers,
    share_covered,
    tells,
    tells_end,
    tells_of_deed,
    tells_since_when,
    tells_which,
    tells_who_may_join,
)
from knowledge.clusters.told_in_summary import KINDS, kinds_asked, without_told
from knowledge.index.classifier import weighted
from knowledge.naming.cluster_names import NAMED
from knowledge.records import LANGUAGES, Language
from knowledge.retrieval.model import sigmoid
from knowledge.words.text import terms, tokenise
from knowledge.words.wording_features import wording_features

FILE_NAME = "summary_model.npz"
N_BUCKETS = 1 << 14
_GRAMS = (4,)
# How sure to be that a profile tells what is asked: of unseen questions 88 % of what is told is found, and 7 % of what is not
LIKELY = 0.7
_MANY = 3
_IT: Mapping[Language, str] = {"en": "it", "de": "das"}
# What these rules find told is so in at least nine of ten cases, also where the wording speaks against it, which few lines have
_CERTAIN = ("end_told", "since_told", "open_to_told")
_CERTAIN_COVERED = ("former_name_told", "predecessor_told", "sum_told", "staff_told", "money_until_told")
_BY_RULE = 0.9
SIGNALS = (
    "covered",  # share of what the words tell that the summary has
    "wanted",  # how many words tell more than asking does, by thirds
    "bare",  # none do
    "shared",  # stems that the summary has: how many, by thirds, and their share
    "shared_share",
    "shared_none",
    "yesno_shared",  # the same where yes or no is wanted
    "yesno_none",
    # what the rules say (`profile_tells`, `told_in_summary`)
    "tells",
    "tells_which",
    "told",
    "told_covered",  # with what is said of it besides
    "deed_told",  # who founded or runs it is asked
    "deed_untold",
    "end_told",  # whether it is still there is asked
    "end_untold",
    "since_told",  # since when it is a member is asked
    "since_untold",
    "open_to_told",  # whether somebody may join is asked
    "open_to_untold",
    *(f"{kind}_told" for kind in KINDS),
    *(f"{kind}_untold" for kind in KINDS),
    # whether it has something of the kind that is asked for
    *(f"{kind}_held" for kind in KINDS_WITH_SIGNS),
    *(f"{kind}_lacking" for kind in KINDS_WITH_SIGNS),
)


@dataclass(frozen=True)
class SummaryModel:
    """`weights` is of shape (N_BUCKETS,), `information` (N_BUCKETS,) the inverse document frequency of each bucket, `fit` of shape
    (len(SIGNALS),); float32.
    """

    weights: npt.NDArray[np.float32]
    information: npt.NDArray[np.float32]
    fit: npt.NDArray[np.float32]
    bias: float

    def likelihood(self, question: str, signals: Mapping[str, float]) -> float:
        """Return the probability that what `question` asks is told by the summary that gave `signals`."""
        chosen, values = weighted(question_features(question), self.information)
        fits = np.array([signals[name] for name in SIGNALS], dtype=np.float32) @ self.fit
        return sigmoid(self.bias + float(values @ self.weights[chosen]) + float(fits))


def question_features(question: str) -> dict[int, float]:
    """Return the features of a question, damped, by bucket."""
    return wording_features(" ".join(tokenise(question)), N_BUCKETS, _GRAMS)


def summary_signals(
    question: str, summary: str, language: Language, information: Callable[[str], float]
) -> dict[str, float]:
    """Return how `question`, without the name of the cluster, fits `summary`, by `SIGNALS`. `information` says how much a stem tells."""
    asked = analyse(question)
    wanted = wanted_words(question, language)
    stems = set(terms(question, language))
    shared = len(stems.intersection(terms(summary, language)))
    left = without_told(question, summary)
    is_held = holds(asked.asked, summary)
    told_covered = left is not None and covers(summary, wanted_words(left, language), language, information)
    found = {
        "covered": share_covered(summary, wanted, language, information),
        "wanted": min(_MANY, len(wanted)) / _MANY,
        "bare": float(not wanted),
        "shared": min(_MANY, shared) / _MANY,
        "shared_share": shared / len(stems) if stems else 0.0,
        "shared_none": float(not shared),
        "yesno_shared": float(asked.yesno and shared > 0),
        "yesno_none": float(asked.yesno and not shared),
        "tells": float(tells(summary, wanted, asked, language, information)),
        "tells_which": float(tells_which(question, summary, language)),
        "told": float(left is not None),
        "told_covered": float(told_covered),
    }
    sorts = kinds_asked(question, summary)
    if asks_of_deed(question):
        sorts["deed"] = tells_of_deed(question, summary)
    if asks_whether_still(question):
        sorts["end"] = tells_end(summary)
    if asked.asked in ("date", "duration") and detail_asked(question) == "member":
        sorts["since"] = tells_since_when(summary)
    if asks_to_join(question) and asked.yesno:
        sorts["open_to"] = tells_who_may_join(summary)
    for kind in (*KINDS, "deed", "end", "since", "open_to"):
        found[f"{kind}_told"] = float(sorts.get(kind, False))
        found[f"{kind}_untold"] = float(not sorts.get(kind, True))
    for kind in KINDS_WITH_SIGNS:
        found[f"{kind}_held"] = float(asked.asked == kind and is_held)
        found[f"{kind}_lacking"] = float(asked.asked == kind and not is_held)
    return found


def likely_told(question: str, summary: str, language: Language, information: Callable[[str], float]) -> float:
    """Return the probability that `summary` tells what `question`, without the name of the cluster, asks, by the shipped model, or by
    the rules that are seldom wrong.
    """
    question = question.replace(NAMED, _IT[language])  # as the lines have it
    signals = summary_signals(question, summary, language, information)
    covered = _CERTAIN_COVERED if signals["told_covered"] else ()
    if any(signals[name] for name in (*_CERTAIN, *covered)):
        return _BY_RULE
    return load_summary_models()[language].likelihood(question, signals)


def save(models: Mapping[Language, SummaryModel], path: Path) -> None:
    """Write a model of each language to the file `path`."""
    arrays: dict[str, Any] = {}
    for language, model in models.items():
        for name in ("weights", "information", "fit"):
            arrays[f"{name}_{language}"] = getattr(model, name)
        arrays[f"bias_{language}"] = np.array(model.bias)
    np.savez_compressed(path, **arrays)


def load(path: Path) -> dict[Language, SummaryModel]:
    """Return the model of each language in the file `path`."""
    with np.load(path, allow_pickle=False) as data:
        return {language: _of_language(data, language) for language in LANGUAGES}


def _of_language(data: Mapping[str, Any], language: Language) -> SummaryModel:
    return SummaryModel(
        data[f"weights_{language}"],
        data[f"information_{language}"],
        data[f"fit_{language}"],
        float(data[f"bias_{language}"]),
    )


@lru_cache(maxsize=1)
def load_summary_models() -> Mapping[Language, SummaryModel]:
    """Return the shipped models."""
    with as_file(files("knowledge.clusters") / FILE_NAME) as path:
        return load(path)
