"""Fits what marked lines say to a question: `python -m indexer.verdict_fitting DATA` (`make fit-verdicts`).

Needs the index of the shipped corpus under DATA. Writes `knowledge/verdict_model.json`. Each marked line is put to its
statement without it; how often it is then judged rightly, by weights fitted on other statements, is printed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge import line_verdicts
from knowledge.claim_words import CHOICE, DENIES, REQUEST
from knowledge.claims import claim
from knowledge.errors import KnowledgeError
from knowledge.homes import home_at
from knowledge.information import Information
from knowledge.line_verdicts import FILE_NAME, SIGNALS, VerdictModel, signals
from knowledge.model import Weights
from knowledge.records import Passage
from knowledge.store_protocol import KnowledgeStore
from knowledge.text import tokenise

TARGET = Path(line_verdicts.__file__).with_name(FILE_NAME)
YES, NO = 0.93, 0.1  # the probabilities from and up to which yes and no are said
_N_FOLDS = 8
_PENALTY = 3.0
_Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A marked line beside the others of its statement: the signals of what it claims, and whether that is true."""

    statement_id: str
    line: str
    signals: Mapping[str, float]
    is_true: bool


def cases(passages: Sequence[Passage], information: Information) -> Iterator[Case]:
    """Yield a case for each marked line of `passages` that could be given a verdict, in order."""
    for passage in passages:
        for place, (line, verdict) in enumerate(zip(passage.asked, passage.verdicts, strict=False)):
            claimed = claim(line)
            asked = " ".join(tokenise(claimed))
            if verdict is None or any(pattern.search(asked) for pattern in (DENIES, CHOICE, REQUEST)):
                continue
            found = signals(claimed, passage, information, without=place)
            if found is not None:
                yield Case(passage.statement_id or "", line, found, verdict == "yes")


def fit(known: Sequence[Case]) -> Weights:
    """Return the logistic weights under which `known` are likely; large ones cost, each against the spread of its signal."""
    from sklearn.linear_model import LogisticRegression

    rows, truth = _rows(known), np.array([case.is_true for case in known])
    spread = rows.std(axis=0)
    spread[spread == 0] = 1.0
    fitted = LogisticRegression(C=1 / _PENALTY, max_iter=5000).fit(rows / spread, truth)
    weights = [round(float(weight), 4) for weight in fitted.coef_[0] / spread]
    return Weights(SIGNALS, tuple(weights), round(float(fitted.intercept_[0]), 4))


def held_out(known: Sequence[Case], n_folds: int = _N_FOLDS) -> _Array:
    """Return how likely each of `known` is true by weights that are fitted on those of other statements."""
    statements = sorted({case.statement_id for case in known})
    fold_of = {statement: number % n_folds for number, statement in enumerate(statements)}
    folds = np.array([fold_of[case.statement_id] for case in known])
    odds = np.zeros(len(known))
    for fold in range(n_folds):
        weights = fit([case for case, own in zip(known, folds, strict=True) if own != fold])
        odds[folds == fold] = weights.log_odds_of(_rows(known)[folds == fold], SIGNALS)
    likely: _Array = 1 / (1 + np.exp(-odds))
    return likely


def _rows(known: Sequence[Case]) -> _Array:
    return np.array([[case.signals[name] for name in SIGNALS] for case in known])


def report(known: Sequence[Case], likely: _Array) -> Iterator[str]:
    """Yield lines that tell how many of `known` get yes or no at several bounds, and how many of these rightly."""
    truth = np.array([case.is_true for case in known])
    yield f"{len(known)} lines, {truth.mean():.0%} of them true"
    for bound in (0.85, 0.9, 0.93, 0.95, 0.97):
        yes, no = likely >= bound, likely <= 1 - bound
        yield (
            f"yes from {bound:.2f}: {yes.mean():6.1%} of them, {truth[yes].mean():.1%} right; "
            f"no up to {1 - bound:.2f}: {no.mean():6.1%}, {1 - truth[no].mean():.1%} right"
        )


def opened(data: Path) -> KnowledgeStore:
    """Return the generation that answers under `data`, opened. Raises `IndexProblem`."""
    return home_at(data).open()


def main(arguments: Sequence[str]) -> int:
    """Fit, write the model, and say how well it does on lines of other statements."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m indexer.verdict_fitting DATA\n")
        return 2
    try:
        store = opened(Path(arguments[0]))
    except KnowledgeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    information = Information(store.document_frequencies(), store.manifest.counts.passages)
    known = list(cases(list(store.passages_of(("statement",)).values()), information))
    store.close()
    for line in report(known, held_out(known)):
        sys.stdout.write(line + "\n")
    model = VerdictModel(fit(known), yes=YES, no=NO)
    TARGET.write_text(json.dumps(model.as_json(), indent=1) + "\n", encoding="utf-8")
    sys.stderr.write(f"written: {TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
