"""Fits how likely a summary tells what is asked of its cluster: `python -m bot.fitting.summary_fitting DATA QUESTIONS.yaml [UNSEEN.yaml]` (`make fit-summaries`).

Needs the index of the shipped corpus under DATA, for the summaries and for how much words tell. Writes `knowledge/clusters/summary_model.npz`,
and tells how the model does on unseen questions.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, TypeAdapter
from scipy.sparse import csr_matrix, hstack

from bot.app import open_base
from bot.fitting.wordings_in_rows import information_of, read_yaml, rows_of
from bot.settings import Settings
from knowledge.clusters import summary_model
from knowledge.clusters.summary_model import (
    LIKELY,
    N_BUCKETS,
    SIGNALS,
    SummaryModel,
    likely_told,
    question_features,
    summary_signals,
)
from knowledge.errors import DocumentError, KnowledgeError
from knowledge.records import LANGUAGES, Language
from knowledge.retrieval.base import KnowledgeBase

TARGET = Path(summary_model.__file__).with_name(summary_model.FILE_NAME)
_C = 10.0
_SHARE = 0.5  # how signals count beside a row of length 1


class Asked(BaseModel):
    """What is asked of one cluster in one language: what its summary tells, and what nothing in its profile does."""

    model_config = ConfigDict(extra="forbid")
    told: list[str] = []
    untold: list[str] = []


_File = TypeAdapter(dict[str, dict[Language, Asked]])


@dataclass(frozen=True, slots=True)
class Case:
    """A question, how it fits the summary of its cluster, and whether that tells what it asks."""

    question: str
    language: Language
    summary: str
    signals: dict[str, float]
    is_told: bool


def read_questions(path: Path) -> dict[str, dict[Language, Asked]]:
    """Return what the YAML file `path` asks of each cluster. Raises `DocumentError` that names what is wrong with it."""
    return read_yaml(path, "questions on clusters", _File)


def cases(base: KnowledgeBase, questions: dict[str, dict[Language, Asked]]) -> list[Case]:
    """Return the cases of `questions`, by language. Raises `DocumentError` for a cluster that the index does not know."""
    unknown = sorted(set(questions).difference(base.profiles))
    if unknown:
        raise DocumentError(f"{unknown} are no clusters of the index. Correct their names")
    return [case for language in LANGUAGES for case in _of_language(base, questions, language)]


def _of_language(
    base: KnowledgeBase, questions: dict[str, dict[Language, Asked]], language: Language
) -> Iterable[Case]:
    for cluster_id, by_language in questions.items():
        asked = by_language.get(language, Asked())
        profile = base.profiles[cluster_id]
        summary = profile.summary_en if language == "en" else profile.summary_de
        for texts, is_told in ((asked.told, True), (asked.untold, False)):
            for text in texts:
                signals = summary_signals(text, summary, language, base.searcher.information.of)
                yield Case(text, language, summary, signals, is_told)


def fit(found: Sequence[Case]) -> SummaryModel:
    """Return the model of the cases of one language, some told and some not (logistic regression)."""
    from sklearn.linear_model import LogisticRegression

    counts = [question_features(case.question) for case in found]
    information = information_of(counts, N_BUCKETS)
    signals = np.array([[case.signals[name] for name in SIGNALS] for case in found]) * _SHARE
    rows = hstack([rows_of(counts, information), csr_matrix(signals)]).tocsr()
    fitted = LogisticRegression(C=_C, max_iter=500, solver="liblinear", random_state=0)
    fitted.fit(rows, [case.is_told for case in found])
    weights: npt.NDArray[np.float32] = fitted.coef_[0].astype(np.float32)
    return SummaryModel(
        weights[:N_BUCKETS], information, weights[N_BUCKETS:] * np.float32(_SHARE), float(fitted.intercept_[0])
    )


def main(arguments: Sequence[str]) -> int:
    """Fit on the first file of questions after the data folder, write the model, and tell how it does on the others."""
    data, taught, *unseen = arguments
    try:
        base = open_base(Settings(data=Path(data)))
        found = cases(base, read_questions(Path(taught)))
        judged = [(path, cases(base, read_questions(Path(path)))) for path in unseen]
    except KnowledgeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    summary_model.save({g: fit([case for case in found if case.language == g]) for g in LANGUAGES}, TARGET)
    sys.stderr.write(f"fitted on {len(found)} questions: {TARGET}\n")
    for path, others in judged:
        likely = np.array(
            [likely_told(c.question, c.summary, c.language, base.searcher.information.of) for c in others]
        )
        is_told = np.array([case.is_told for case in others])
        sys.stderr.write(
            f"{path}: of {len(others)} questions {np.mean(likely[is_told] >= LIKELY):.1%} of those that are told are found to be, "
            f"and {np.mean(likely[~is_told] >= LIKELY):.1%} of the others\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
