"""Fits what marked lines say to a question: `python -m indexer.verdict_fitting DATA` (`make fit-verdicts`).

Needs the index of the shipped corpus under DATA. Writes `knowledge/verdict_model.json`. Each marked line is put to its
statement without it; how often it is then judged rightly, by weights fitted on other statements, is printed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge import line_verdicts
from knowledge.errors import KnowledgeError
from knowledge.homes import home_at
from knowledge.information import Information
from knowledge.line_verdicts import FILE_NAME, SIGNALS, VerdictModel, combined, judged, signals
from knowledge.model import Weights
from knowledge.question import analyse
from knowledge.records import Passage, PassageKind, Verdict
from knowledge.store_protocol import KnowledgeStore
from knowledge.verdict import verdict

TARGET = Path(line_verdicts.__file__).with_name(FILE_NAME)
YES, NO = 0.88, 0.12  # the probabilities from and up to which yes and no are said
_BOUNDS = ((0.8, 0.2), (0.85, 0.15), (YES, NO), (0.9, 0.1), (0.95, 0.05))
_N_FOLDS = 8
_PENALTY = 3.0
_STATEMENTS: tuple[PassageKind, ...] = ("statement",)


@dataclass(frozen=True, slots=True)
class Case:
    """A marked line beside the others of its statement: what the rules say of it, its signals (None: it has none), its mark."""

    statement_id: str
    line: str
    by_rules: Verdict | None
    signals: Mapping[str, float] | None
    marked: Verdict


def cases(passages: Sequence[Passage], information: Information) -> Iterator[Case]:
    """Yield a case for each marked line of `passages`, in order."""
    for passage in passages:
        for place, (line, marked) in enumerate(zip(passage.asked, passage.verdicts, strict=False)):
            if marked is not None:
                by_rules = verdict(analyse(line), [passage])
                found = signals(line, passage, information, by_rules, without=place)
                yield Case(passage.statement_id or "", line, by_rules, found, marked)


def fit(known: Sequence[Case]) -> Weights:
    """Return the logistic weights under which the marks of `known` are likely; large ones cost, each against the spread of its
    signal.
    """
    from sklearn.linear_model import LogisticRegression

    told = [case for case in known if case.signals]
    rows, truth = _rows(told), np.array([case.marked == "yes" for case in told])
    spread = rows.std(axis=0)
    spread[spread == 0] = 1.0
    fitted = LogisticRegression(C=1 / _PENALTY, max_iter=5000).fit(rows / spread, truth)
    weights = [round(float(weight), 4) for weight in fitted.coef_[0] / spread]
    return Weights(SIGNALS, tuple(weights), round(float(fitted.intercept_[0]), 4))


def _rows(told: Sequence[Case]) -> npt.NDArray[np.float64]:
    return np.array([[(case.signals or {})[name] for name in SIGNALS] for case in told])


def held_out(known: Sequence[Case], n_folds: int = _N_FOLDS) -> Iterator[tuple[Case, Weights]]:
    """Yield each of `known` with weights that are fitted on the lines of other statements."""
    statements = sorted({case.statement_id for case in known})
    fold_of = {statement: number % n_folds for number, statement in enumerate(statements)}
    for fold in range(n_folds):
        weights = fit([case for case in known if fold_of[case.statement_id] != fold])
        yield from ((case, weights) for case in known if fold_of[case.statement_id] == fold)


def report(judged_by: Sequence[tuple[Case, Weights]], *, yes: float, no: float) -> str:
    """Return how many lines get yes or no with these bounds, by the rules alone and with the lines, and how many rightly."""
    by_rules: Counter[bool] = Counter()
    in_all: Counter[bool] = Counter()
    for case, weights in judged_by:
        by_lines = judged(case.signals, VerdictModel(weights, yes=yes, no=no)) if case.signals else None
        said = combined(case.by_rules, by_lines)
        by_rules.update([case.by_rules == case.marked] if case.by_rules else [])
        in_all.update([said == case.marked] if said else [])
    parts = [f"{found.total():4d}, {found[True] / max(1, found.total()):.1%} right" for found in (by_rules, in_all)]
    return (
        f"yes from {yes}, no up to {no}: of {len(judged_by)} lines the rules say {parts[0]}, with the lines {parts[1]}"
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
    known = list(cases(list(store.passages_of(_STATEMENTS).values()), information))
    store.close()
    judged_by = list(held_out(known))
    for yes, no in _BOUNDS:
        sys.stdout.write(report(judged_by, yes=yes, no=no) + "\n")
    model = VerdictModel(fit(known), yes=YES, no=NO)
    TARGET.write_text(json.dumps(model.as_json(), indent=1) + "\n", encoding="utf-8")
    sys.stderr.write(f"written: {TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
