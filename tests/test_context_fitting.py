"""The fit of follow-ups, on cases in which it is plain what there is to learn, and against scikit-learn."""

from __future__ import annotations

import hashlib
from math import exp, log

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from bot.fitting.context_fitting import (
    AGAINST,
    FOR,
    Choice,
    first_statement,
    fit,
    fit_choices,
    fit_only,
    fit_order,
    fit_sure,
    held_out,
    outcomes,
)
from bot.fitting.followup_cases import ORDER_SIGNALS, Case
from knowledge.answers.context import MOST, SURE_SIGNALS, ContextModel
from knowledge.errors import InputError
from knowledge.retrieval.model import Weights

BY_RELATED = Weights(("related",), (1.0,), 0.0)


def case(*rows: dict[str, float], right: int | None = 0, gaps: tuple[int, ...] = (), **known: object) -> Case:
    """Return a case of `rows` by name, of which the first is right."""
    n = len(rows)
    values: dict[str, object] = {
        "kind": "aspect",
        "family": "birds",
        "is_answerable": right is not None,
        "order": np.array([[row.get(name, 0.0) for name in ORDER_SIGNALS] for row in rows]),
        "sure": np.array([[row.get(name, 0.0) for name in SURE_SIGNALS] for row in rows]),
        "is_gap": np.isin(np.arange(n), gaps),
        "is_right": np.arange(n) == (-1 if right is None else right),
        **known,
    }
    return Case(**values)  # type: ignore[arg-type]


def choice(*rows: float, right: int = 0, weight: float = 1.0) -> Choice:
    return Choice(np.array([[row] for row in rows]), np.arange(len(rows)) == right, weight)


def weight_of(weights: Weights, name: str) -> float:
    return dict(zip(weights.names, weights.weights, strict=True))[name]


# -- choices ----------------------------------------------------------------------------------------


def test_a_choice_made_three_times_in_four_has_odds_of_three() -> None:
    choices = [choice(1.0, 0.0, weight=3.0), choice(1.0, 0.0, right=1)]
    (weight,) = fit_choices(choices, ["x"], penalty=0.0)
    assert weight == pytest.approx(log(3), abs=1e-3)


def test_of_three_rows_the_one_chosen_half_of_the_time_has_the_odds_of_two_others_together() -> None:
    choices = [choice(1.0, 0.0, 0.0), choice(1.0, 0.0, 0.0, right=1)]
    (weight,) = fit_choices(choices, ["x"], penalty=0.0)
    assert exp(weight) == pytest.approx(2.0, abs=1e-2)


def test_any_of_several_right_rows_will_do() -> None:
    rows = np.array([[1.0, 0.0], [0.0, 5.0], [0.0, 0.0]])
    both = [Choice(rows, np.array([True, True, False]), 1.0)]
    x, y = fit_choices(both, ["x", "y"], penalty=1.0)
    assert y > x >= 0.0  # the easier of the two is put first, and the other is not held against it


def test_a_weight_that_is_kept_stays_and_the_others_are_fitted_beside_it() -> None:
    rows = np.array([[1.0, 1.0], [0.0, 0.0]])
    choices = [Choice(rows, np.array([True, False]), 3.0), Choice(rows, np.array([False, True]), 1.0)]
    kept, fitted = fit_choices(choices, ["x", "y"], penalty=0.0, kept={"x": 0.5})
    assert kept == 0.5
    assert fitted == pytest.approx(log(3) - 0.5, abs=1e-3)


def test_only_the_signals_named_are_fitted_and_the_rest_is_as_shipped() -> None:
    cases = [case({"related": 1.0, "value": 1.0}, {}), case({"related": 0.5, "value": 2.0}, {"related": 1.0})]
    shipped = ContextModel(Weights(("related", "value"), (1.5, 0.0), 0.0), BY_RELATED)
    anew = fit_only(cases, ["value"], shipped)
    assert (weight_of(anew.order, "related"), anew.sure) == (1.5, BY_RELATED)
    assert weight_of(anew.order, "value") > 0.0


def test_a_name_that_is_no_signal_is_refused() -> None:
    with pytest.raises(InputError, match="'length'"):
        fit_only([], ["value", "length"], ContextModel(BY_RELATED, BY_RELATED))


def test_a_weight_of_the_sign_that_a_signal_cannot_have_is_zero() -> None:
    choices = [choice(1.0, 0.0, right=1)]
    assert fit_choices(choices, ["x"], penalty=1.0)[0] < -0.1
    assert fit_choices(choices, ["related"], penalty=1.0)[0] == 0.0
    assert fit_choices([choice(1.0, 0.0)], ["uncovered"], penalty=1.0)[0] == 0.0


def test_a_penalty_makes_weights_smaller_but_not_the_intercept() -> None:
    choices = [choice(1.0, 0.0, weight=3.0), choice(1.0, 0.0, right=1)]
    assert 0 < fit_choices(choices, ["x"], penalty=1.0)[0] < log(3) - 0.1
    assert fit_choices(choices, ["intercept"], penalty=1.0)[0] == pytest.approx(log(3), abs=1e-3)


def test_a_choice_against_zero_is_the_logistic_regression_of_scikit_learn() -> None:
    draw = np.random.default_rng(3)
    rows = draw.normal(size=(80, 2))
    right = rows @ [1.5, -0.5] + draw.normal(size=80) + 0.3 > 0
    choices = [
        Choice(np.array([[*row, 1.0], [0.0, 0.0, 0.0]]), np.array([yes, not yes]), 1.0)
        for row, yes in zip(rows.tolist(), right, strict=True)
    ]
    expected = LogisticRegression(C=1 / 4.0).fit(rows, right)
    fitted = fit_choices(choices, ["x", "y", "intercept"], penalty=4.0)
    assert fitted == pytest.approx([*expected.coef_[0], expected.intercept_[0]], abs=1e-3)


def test_signs_are_of_signals_and_no_signal_has_both() -> None:
    assert {*ORDER_SIGNALS, *SURE_SIGNALS} >= FOR | AGAINST
    assert not FOR & AGAINST


# -- the two models ---------------------------------------------------------------------------------


def test_what_is_right_comes_first_by_the_fitted_order() -> None:
    cases = [case({"related": 0.9}, {"related": 0.1}), case({"related": 0.2}, {"related": 0.6}, right=1)]
    order = fit_order(cases)
    assert weight_of(order, "related") > 0
    assert all(
        outcome.is_right
        for outcome in outcomes(cases, ContextModel(order, Weights(SURE_SIGNALS, (0.0,) * len(SURE_SIGNALS), 0.0)))
    )


def test_a_case_without_anything_right_teaches_no_order() -> None:
    taught = [case({"related": 0.9}, {"related": 0.1})]
    assert fit_order([*taught, case({"related": 0.0}, {"related": 1.0}, right=None)]).weights != ()
    nothing = case({"related": 0.1}, {"related": 0.9}, right=None)
    # the scale of a signal is that of all cases, its direction that of those that teach
    assert weight_of(fit_order([*taught, nothing]), "related") > 0


def test_a_conversation_outweighs_a_made_follow_up() -> None:
    made = case({"given_bare": 1.0}, {"given_bare": 0.0})
    spoken = case({"given_bare": 1.0}, {"given_bare": 0.0}, right=1, kind="conversation")
    assert weight_of(fit_order([made, spoken]), "given_bare") < 0


def test_the_first_statement_is_told_with_what_the_order_gives_it() -> None:
    first = first_statement(
        case({"related": 0.5, "asked": 0.3}, {"related": 0.2}, {"related": 0.1}, gaps=(2,)), BY_RELATED
    )
    assert first is not None
    told = dict(zip(SURE_SIGNALS, first.signals, strict=True))
    assert first.is_right
    assert told["lead"] == pytest.approx(0.3)
    assert told["lead_of_gaps"] == pytest.approx(0.4)
    assert (told["log_odds"], told["asked"]) == (0.5, 0.3)


def test_a_lead_over_nothing_is_the_most() -> None:
    first = first_statement(case({"related": 0.5}), BY_RELATED)
    assert first is not None
    assert dict(zip(SURE_SIGNALS, first.signals, strict=True))["lead_of_gaps"] == MOST


def test_a_known_gap_that_comes_first_leaves_no_statement_and_no_confidence() -> None:
    made = case({"related": 0.1}, {"related": 0.5}, gaps=(1,))
    assert first_statement(made, BY_RELATED) is None
    (outcome,) = outcomes([made], ContextModel(BY_RELATED, Weights(SURE_SIGNALS, (0.0,) * len(SURE_SIGNALS), 3.0)))
    assert (outcome.is_right, outcome.confidence) == (False, 0.0)


def test_the_model_is_surer_of_what_was_right_more_often() -> None:
    cases = [case({"related": 0.9, "asked": 1.0}, {"related": 0.1}) for _ in range(20)]
    cases += [case({"related": 0.9, "asked": 0.0}, {"related": 0.1}, right=None) for _ in range(20)]
    sure = fit_sure(cases, BY_RELATED)
    well, badly = outcomes([cases[0], cases[-1]], ContextModel(BY_RELATED, sure))
    assert well.confidence > 0.8
    assert badly.confidence < 0.4


def test_the_same_cases_give_the_same_model() -> None:
    cases = [case({"related": 0.9}, {"related": 0.1}), case({"related": 0.4}, {"asked": 0.9}, right=None)]
    assert fit(cases) == fit(cases)


def test_a_family_is_judged_by_a_model_that_has_not_seen_it() -> None:
    """Each family's right statement is marked by a signal of its own, which no other family can teach."""
    signals = {"conference": "given_bare", "platform": "gap_subject", "people": "gap_related"}
    folds = {name: int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 for name in NAMES}
    chosen = [next(name for name in NAMES if folds[name] == fold) for fold in range(3)]
    cases = [
        case({"kind": 0.0}, {"kind": 0.0, signal: -1.0}, family=name)
        for name, signal in zip(chosen, signals.values(), strict=True)
    ]
    assert all(outcome.is_right for outcome in outcomes(cases, fit(cases)))
    unseen = held_out(
        [case({}, {signal: -1.0}, right=1, family=c.family) for c, signal in zip(cases, signals.values(), strict=True)]
    )
    assert not any(outcome.is_right for outcome in unseen)


NAMES = [f"family {n}" for n in range(20)]
