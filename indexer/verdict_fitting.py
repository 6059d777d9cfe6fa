"""Fits what marked lines say to a question: `python -m indexer.verdict_fitting DATA` (`make fit-verdicts`).

Needs the index of the shipped corpus under DATA. Writes `knowledge/verdict_model.json`. Each marked line is put to its
statement without it. Lines of known gaps are put to the statement that comes nearest, which says neither yes nor no to them:
each counts as half of both. How well lines of other statements are judged is printed.
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

from indexer.crossfit import fold_of
from knowledge import line_verdicts
from knowledge.base import KnowledgeBase
from knowledge.encoders import open_encoder
from knowledge.errors import KnowledgeError
from knowledge.information import Information
from knowledge.intent import OUTSIDE
from knowledge.line_verdicts import FILE_NAME, SIGNALS, VerdictModel, combined, judged, signals
from knowledge.model import Weights, load_model
from knowledge.question import analyse
from knowledge.records import Passage, PassageKind, Verdict
from knowledge.retrieval import Retriever
from knowledge.verdict import verdict

TARGET = Path(line_verdicts.__file__).with_name(FILE_NAME)
YES, NO = 0.85, 0.15  # the probabilities from and up to which yes and no are said
_BOUNDS = ((0.7, 0.3), (0.8, 0.2), (YES, NO), (0.9, 0.1), (0.95, 0.05))
_NEITHER = 0.5  # how much a line counts to which a statement says neither
_ASKED_OF = 2  # of so many lines of gaps, one is asked
_N_FOLDS = 8
_PENALTY = 3.0
_GAPS: tuple[PassageKind, ...] = ("gap",)


@dataclass(frozen=True, slots=True)
class Case:
    """A line beside the marked lines of a statement: what the rules say of it, its signals (None: it has none), its mark (None:
    the statement says neither).
    """

    statement_id: str
    line: str
    by_rules: Verdict | None
    signals: Mapping[str, float] | None
    marked: Verdict | None


def cases(passages: Sequence[Passage], information: Information) -> Iterator[Case]:
    """Yield a case for each marked line of `passages`, in order."""
    for passage in passages:
        for place, (line, marked) in enumerate(zip(passage.asked, passage.verdicts, strict=False)):
            if marked is not None:
                by_rules = verdict(analyse(line), [passage])
                found = signals(line, passage, information, by_rules, without=place)
                yield Case(passage.statement_id or "", line, by_rules, found, marked)


def gap_cases(base: KnowledgeBase) -> Iterator[Case]:
    """Yield a case for some of the lines of known gaps that want yes or no, beside the statement that comes nearest."""
    retriever = Retriever(base, load_model())
    for gap in base.store.passages_of(_GAPS).values():
        lines = () if gap.heading in OUTSIDE else gap.asked
        for line in (line for line in lines if analyse(line).yesno and not fold_of(line, _ASKED_OF)):
            found = retriever.retrieve(line, gap.language)
            if found.candidates:
                nearest = found.candidates[0].passage
                by_rules = verdict(found.question, [nearest])
                told = signals(found.question.text, nearest, base.searcher.information, by_rules)
                yield Case(nearest.statement_id or "", line, by_rules, told, None)


def fit(known: Sequence[Case]) -> Weights:
    """Return the logistic weights under which the marks of `known` are likely; large ones cost, each against the spread of its
    signal.
    """
    from sklearn.linear_model import LogisticRegression

    told = [case for case in known if case.signals and case.marked]
    neither = [case for case in known if case.signals and not case.marked]
    spread = _rows(told).std(axis=0)
    spread[spread == 0] = 1.0
    rows = _rows([*told, *neither, *neither]) / spread
    truth = [case.marked == "yes" for case in told] + [True] * len(neither) + [False] * len(neither)
    counts = [1.0] * len(told) + [_NEITHER / 2] * (2 * len(neither))
    fitted = LogisticRegression(C=1 / _PENALTY, max_iter=5000).fit(rows, truth, sample_weight=counts)
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
    """Return how many lines get yes or no with these bounds, by the rules alone and with the lines, and how many rightly; and
    how many get one to which a statement says neither.
    """
    by_rules: Counter[bool] = Counter()
    in_all: Counter[bool] = Counter()
    n_neither = 0
    for case, weights in judged_by:
        by_lines = judged(case.signals, VerdictModel(weights, yes=yes, no=no)) if case.signals else None
        said = combined(case.by_rules, by_lines)
        if case.marked is None:
            n_neither += said is not None
            continue
        by_rules.update([case.by_rules == case.marked] if case.by_rules else [])
        in_all.update([said == case.marked] if said else [])
    n_marked = sum(case.marked is not None for case, _ in judged_by)
    rules, lines = (f"{n.total()}, {n[True] / max(1, n.total()):.1%} right" for n in (by_rules, in_all))
    return (
        f"yes from {yes}, no up to {no}: of {n_marked} lines the rules say {rules}, with the lines {lines}; "
        f"of {len(judged_by) - n_marked} of gaps {n_neither}"
    )


def main(arguments: Sequence[str]) -> int:
    """Fit, write the model, and say how well it does on lines of other statements."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m indexer.verdict_fitting DATA\n")
        return 2
    data = Path(arguments[0])
    try:
        base = KnowledgeBase.open(data, lambda made: open_encoder(None, made, data))
    except KnowledgeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    known = [*cases(list(base.statements.values()), base.searcher.information), *gap_cases(base)]
    base.close()
    judged_by = list(held_out(known))
    for yes, no in _BOUNDS:
        sys.stdout.write(report(judged_by, yes=yes, no=no) + "\n")
    model = VerdictModel(fit(known), yes=YES, no=NO)
    TARGET.write_text(json.dumps(model.as_json(), indent=1) + "\n", encoding="utf-8")
    sys.stderr.write(f"written: {TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
