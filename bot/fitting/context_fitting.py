"""Fits how follow-ups are ranked: `python -m bot.fitting.context_fitting [--only SIGNAL,…] DATA PARTS.yaml CONVERSATIONS.jsonl …` (`make fit-followups`).

Needs the index of the shipped corpus under DATA. Writes `knowledge/answers/context_model.json`: what ranks statements and known
gaps, and how sure to be of the first statement. Made follow-ups teach, and those of the tuning half of the conversations.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.app import open_base
from bot.fitting.followup_cases import ORDER_SIGNALS, Case, answered_in_full, conversation_cases, made_cases
from bot.fitting.made_followups import full_questions, made_followups, read_parts
from bot.settings import Settings
from knowledge.answers import context
from knowledge.answers.answer import Answerer
from knowledge.answers.context import SURE_SIGNALS, ContextModel, lead, load_context_model
from knowledge.errors import InputError, KnowledgeError
from knowledge.quality.questions import read_questions
from knowledge.retrieval.model import Weights, sigmoid

TARGET = Path(context.__file__).with_name(context.FILE_NAME)
N_FOLDS = 3
_ORDER_PENALTY, _SURE_PENALTY = 6.0, 4.0
# how much a follow-up counts, a made one with an answer being 1: conversations are real, and what no source answers is asked
# more seldom than it is made
_CONVERSATION = 3.0
_UNANSWERED_ORDER, _UNANSWERED_SURE = 0.35, 0.45

# What a signal can only speak for or against; a weight of the other sign would be chance, and is held at 0.
FOR = frozenset(
    """alone alone_telling together together_most both only_together asked classifier given_covered given_value covered given
    same_page related subject value kind gap_alone gap_together gap_both gap_only_together gap_asked gap_classifier gap_covered gap_untold
    lead lead_of_gaps log_odds together_sure together_same alone_same""".split()
)
AGAINST = frozenset(
    """given_lacks given_other nearest_lacks uncovered name_missing value_missing counted_missing kind_missing kind_missing_bare
    frequency_missing reason_missing future_missing
    person_missing year_conflict other_year_asked other_year_given other_ordinal other_level other_time compares gap_stray
    gap_other_time gap_name_missing gap_again gap_again_bare unknown stray""".split()
)
_ONLY = "--only"
_INTERCEPT = "intercept"
_CONSTANT = 1e-9  # a deviation below it is a rounding error
_CONVERGED = {"maxiter": 10_000, "maxfun": 20_000, "ftol": 1e-13, "gtol": 1e-6}  # weights are kept to four decimals
_Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows of signals of which one is chosen, and which of them are right: at least one."""

    rows: _Array
    is_right: npt.NDArray[np.bool_]
    weight: float


def fit_choices(
    choices: Sequence[Choice], names: Sequence[str], *, penalty: float, kept: Mapping[str, float] | None = None
) -> _Array:
    """Return a weight for each name, under which the right rows of `choices` are most likely chosen.

    A row is chosen with a likelihood that grows with the exponential of its score (conditional logit; McFadden, 1974); with
    several right rows, any of them will do. Large weights cost `penalty`, but for an intercept; the signs of `FOR` and
    `AGAINST` hold. The weights `kept` stay as they are.
    """
    from scipy.optimize import minimize

    rows = np.concatenate([choice.rows for choice in choices])
    sizes = [len(choice.rows) for choice in choices]
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    of_choice = np.repeat(np.arange(len(choices)), sizes)
    right = np.concatenate([choice.is_right for choice in choices])
    weight = np.array([choice.weight for choice in choices])
    costs = np.array([0.0 if name == _INTERCEPT else penalty for name in names])

    def loss(weights: _Array) -> tuple[float, _Array]:
        scores = rows @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[of_choice])
        of_right = odds * right
        total = np.add.reduceat(odds, starts)
        total_right = np.add.reduceat(of_right, starts) + 1e-300
        value = float(-(weight @ np.log(total_right / total)) + (costs * weights) @ weights / 2)
        pull = of_right / total_right[of_choice] - odds / total[of_choice]
        return value, costs * weights - (weight[of_choice] * pull) @ rows

    kept = kept or {}
    signs = [(0.0 if name in FOR else None, 0.0 if name in AGAINST else None) for name in names]
    bounds = [(kept[name], kept[name]) if name in kept else sign for name, sign in zip(names, signs, strict=True)]
    start = np.array([kept.get(name, 0.0) for name in names])
    fitted: _Array = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=_CONVERGED).x
    return fitted


def fit_order(cases: Sequence[Case], kept: Mapping[str, float] | None = None) -> Weights:
    """Return the weights that put what is right before the rest; those `kept` stay.

    Cases in which nothing right was brought up teach nothing.
    """
    scale = _scale(np.concatenate([case.order for case in cases]))
    choices = [Choice(case.order / scale, case.is_right, _order_weight(case)) for case in cases if case.is_right.any()]
    of_scale = dict(zip(ORDER_SIGNALS, scale.tolist(), strict=True))
    scaled = {name: weight * of_scale[name] for name, weight in (kept or {}).items()}
    return _rounded(ORDER_SIGNALS, fit_choices(choices, ORDER_SIGNALS, penalty=_ORDER_PENALTY, kept=scaled) / scale)


def fit_sure(cases: Sequence[Case], order: Weights) -> Weights:
    """Return the weights that tell whether the first statement is right, where no known gap comes before it.

    A logistic model: a choice between the statement and one of score 0.
    """
    found = [(case, first) for case in cases if (first := first_statement(case, order)) is not None]
    rows = np.array([first.signals for _, first in found])
    scale = _scale(rows)
    names = (*SURE_SIGNALS, _INTERCEPT)
    choices = [
        Choice(
            np.array([[*row, 1.0], np.zeros(len(names))]),
            np.array([first.is_right, not first.is_right]),
            _sure_weight(case),
        )
        for row, (case, first) in zip((rows / scale).tolist(), found, strict=True)
    ]
    *weights, intercept = fit_choices(choices, names, penalty=_SURE_PENALTY)
    return _rounded(SURE_SIGNALS, np.array(weights) / scale, float(intercept))


@dataclass(frozen=True, slots=True)
class First:
    """The statement that comes first: the signals of how sure to be of it, and whether it is right."""

    signals: _Array
    is_right: bool


def first_statement(case: Case, order: Weights) -> First | None:
    """Return the statement that comes first by `order`; None: a known gap does."""
    odds = order.log_odds_of(case.order, ORDER_SIGNALS)
    first = int(np.argmax(odds))
    if case.is_gap[first]:
        return None
    others = np.arange(len(odds)) != first
    told = {
        "lead": lead(odds[first], odds[others & ~case.is_gap]),
        "lead_of_gaps": lead(odds[first], odds[others & case.is_gap]),
        "log_odds": odds[first],
    }
    signals = [told.get(name, value) for name, value in zip(SURE_SIGNALS, case.sure[first], strict=True)]
    return First(np.array(signals, dtype=np.float64), bool(case.is_right[first]))


def fit(cases: Sequence[Case]) -> ContextModel:
    """Return the model fitted on `cases`."""
    order = fit_order(cases)
    return ContextModel(order, fit_sure(cases, order))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case under a model: whether the right statement comes first, and how sure the model is of the first."""

    case: Case
    is_right: bool
    confidence: float


def outcomes(cases: Sequence[Case], model: ContextModel) -> list[Outcome]:
    """Return what becomes of each of `cases`."""
    found = []
    for case in cases:
        first = first_statement(case, model.order)
        sure = sigmoid(model.sure.log_odds(dict(zip(SURE_SIGNALS, first.signals, strict=True)))) if first else 0.0
        found.append(Outcome(case, first is not None and first.is_right, sure))
    return found


def held_out(cases: Sequence[Case]) -> list[Outcome]:
    """Return what becomes of each of `cases` under a model fitted without its third of the families."""
    return [
        outcome
        for fold in range(N_FOLDS)
        for outcome in outcomes(
            [case for case in cases if _fold(case.family) == fold],
            fit([case for case in cases if _fold(case.family) != fold]),
        )
    ]


def _fold(family: str) -> int:
    return int(hashlib.sha256(family.encode()).hexdigest(), 16) % N_FOLDS


def _order_weight(case: Case) -> float:
    if case.kind == "conversation":
        return _CONVERSATION if case.is_answerable else 1.0
    return 1.0 if case.is_answerable else _UNANSWERED_ORDER


def _sure_weight(case: Case) -> float:
    if case.kind == "conversation":
        return _CONVERSATION
    return 1.0 if case.is_answerable else _UNANSWERED_SURE


def _scale(rows: _Array) -> _Array:
    deviation = rows.std(axis=0)
    return np.where(deviation < _CONSTANT, 1.0, deviation)


def _rounded(names: Sequence[str], weights: _Array, intercept: float = 0.0) -> Weights:
    return Weights(tuple(names), tuple(round(float(w), 4) + 0.0 for w in weights), round(intercept, 4))


def collected(answerer: Answerer, parts_file: Path, conversations: Sequence[Path]) -> list[Case]:
    """Return the cases of made follow-ups and of conversations. Raises `DocumentError` for a file that cannot be read."""
    parts = read_parts(parts_file)
    questions = [read_questions(path) for path in conversations]
    answered = answered_in_full(answerer, full_questions(parts))
    cases = list(made_cases(answerer, made_followups(parts, answered)))
    for asked in questions:
        cases += conversation_cases(answerer, asked)
    return cases


def fit_only(cases: Sequence[Case], signals: Collection[str], shipped: ContextModel) -> ContextModel:
    """Return the model `shipped` with the weights of the order fitted anew for `signals` alone.

    Raises `InputError` for a name that is no signal.
    """
    unknown = sorted(set(signals).difference(ORDER_SIGNALS))
    if unknown:
        raise InputError(f"{unknown} are no signals of the order. Name some of knowledge.answers.context_signals")
    before = dict(zip(shipped.order.names, shipped.order.weights, strict=True))
    kept = {name: weight for name, weight in before.items() if name in ORDER_SIGNALS and name not in signals}
    return ContextModel(fit_order(cases, kept), shipped.sure)


def main(arguments: Sequence[str]) -> int:
    """Fit on the files given after the data folder, tell how good the fit is where it was not fitted, and write it.

    `--only SIGNAL,SIGNAL` before them fits the weights of these signals and keeps the others.
    """
    only = arguments[1].split(",") if arguments[0] == _ONLY else []
    data, parts_file, *paths = arguments[2:] if only else arguments
    try:
        answerer = Answerer(open_base(Settings(data=Path(data))))
        cases = collected(answerer, Path(parts_file), [Path(path) for path in paths])
        model = fit_only(cases, only, load_context_model()) if only else fit(cases)
    except KnowledgeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    written = {"order": model.order.as_json(), "sure": model.sure.as_json()}
    TARGET.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    where = "on what it was fitted on" if only else "with their third left out"
    found = outcomes(cases, model) if only else held_out(cases)
    right = [outcome.is_right for outcome in found if outcome.case.is_answerable]
    threshold = answerer.model.threshold
    refused = [outcome.confidence < threshold for outcome in found if not outcome.case.is_answerable]
    sys.stderr.write(
        f"fitted on {len(cases)} follow-ups: {TARGET}\n{where}, the right statement is first for "
        f"{np.mean(right):.1%} of {len(right)}, and {np.mean(refused):.1%} of {len(refused)} without an answer are refused\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
