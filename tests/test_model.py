from __future__ import annotations

import json
from dataclasses import replace
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.clusters import intent
from knowledge.records import PassageKind
from knowledge.retrieval import ranking
from knowledge.retrieval.model import RIGHT_SIGNALS, Model, Weights, load_model, sigmoid

WEIGHTS = Weights(("size", "age"), (2.0, -0.5), 1.0)


@pytest.mark.parametrize(
    ("x", "expected"),
    [(0, 0.5), (1, 1 / (1 + exp(-1))), (-1, exp(-1) / (1 + exp(-1))), (800, 1.0), (-800, 0.0)],
)
def test_the_logistic_function_has_its_values_also_far_out(x: float, expected: float) -> None:
    assert sigmoid(x) == pytest.approx(expected)


@given(st.floats(-50, 50), st.floats(0.01, 5))
def test_the_logistic_function_grows_and_is_symmetric(x: float, step: float) -> None:
    assert sigmoid(x) <= sigmoid(x + step)
    assert sigmoid(x) + sigmoid(-x) == pytest.approx(1)


def test_log_odds_are_the_intercept_and_the_weighted_signals() -> None:
    assert WEIGHTS.log_odds({"age": 4.0, "size": 3.0}) == 1.0 + 2.0 * 3.0 - 0.5 * 4.0


def test_signals_without_a_weight_count_nothing() -> None:
    assert WEIGHTS.log_odds({"size": 0.0, "age": 0.0, "other": 99.0}) == 1.0


def test_a_signal_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError, match="age"):
        WEIGHTS.log_odds({"size": 1.0})


def test_weights_come_back_from_their_json() -> None:
    assert Weights.from_json(json.loads(json.dumps(WEIGHTS.as_json()))) == WEIGHTS


def test_a_model_comes_back_from_its_json() -> None:
    nothing, one = Weights((), (), 0.25), Weights(("x",), (3.0,), 0.0)
    model = Model(WEIGHTS, nothing, one, threshold=0.3, plain_threshold=0.8, translated_threshold=0.5, second=1.5)
    assert Model.from_json(json.loads(json.dumps(model.as_json()))) == model
    with_plain = replace(model, plain=one)
    assert Model.from_json(json.loads(json.dumps(with_plain.as_json()))) == with_plain
    with_right = replace(model, right=one)
    assert Model.from_json(json.loads(json.dumps(with_right.as_json()))) == with_right


def test_plain_text_has_weights_of_its_own_where_there_are_any() -> None:
    answer, plain = Weights((), (), 2.0), Weights((), (), -2.0)
    model = Model(WEIGHTS, answer, WEIGHTS, plain=plain)
    kinds: tuple[PassageKind, ...] = ("statement", "text")
    assert [model.confidence(kind, {}) for kind in kinds] == [sigmoid(2.0), sigmoid(-2.0)]
    assert replace(model, plain=None).confidence("text", {}) == sigmoid(2.0)


RIGHT = Weights(("odds", "yesno"), (0.5, 1.0), 0.25)


@pytest.mark.parametrize(("yesno", "more"), [(False, 0.0), (True, 1.0)])
def test_an_answer_is_right_by_the_odds_of_its_first_statement_and_by_whether_yes_or_no_is_wanted(
    yesno: bool, more: float
) -> None:
    model = Model(WEIGHTS, WEIGHTS, WEIGHTS, right=RIGHT)
    # odds of 1 to 1 and of 9 to 1
    assert model.answer_confidence(0.5, yesno=yesno) == pytest.approx(sigmoid(0.25 + more))
    assert model.answer_confidence(0.9, yesno=yesno) == pytest.approx(sigmoid(0.5 * 2.1972246 + 0.25 + more))


def test_without_weights_for_answers_they_are_as_likely_right_as_the_first_statement() -> None:
    assert Model(WEIGHTS, WEIGHTS, WEIGHTS).answer_confidence(0.73, yesno=True) == 0.73


@pytest.mark.parametrize(("certain", "nearly"), [(1.0, 0.9999), (0.0, 0.0001)])
def test_a_certain_first_statement_has_odds_as_far_as_they_are_told_apart(certain: float, nearly: float) -> None:
    model = Model(WEIGHTS, WEIGHTS, WEIGHTS, right=RIGHT)
    nearest = pytest.approx(model.answer_confidence(nearly, yesno=False))
    assert model.answer_confidence(certain, yesno=False) == nearest


def test_the_shipped_model_is_surer_of_answers_the_surer_of_their_first_statement() -> None:
    model = load_model()
    assert model.right
    assert model.right.names == RIGHT_SIGNALS
    for yesno in (False, True):
        sure = [model.answer_confidence(c / 100, yesno=yesno) for c in range(40, 100)]
        assert sure == sorted(sure)
        assert len(set(sure)) == len(sure)


def test_the_shipped_model_weighs_each_signal_that_is_made_and_no_other() -> None:
    model = load_model()
    assert sorted(model.statement.names) == sorted(ranking.SIGNALS)
    assert sorted(model.answer.names) == sorted(ranking.ANSWER_SIGNALS)
    assert sorted(model.intent.names) == sorted(intent.SIGNALS)
    assert model.plain
    assert set(model.plain.names) <= set(ranking.ANSWER_SIGNALS)


def test_the_shipped_thresholds_are_probabilities_and_plain_text_must_be_surer() -> None:
    model = load_model()
    assert 0 < model.threshold < model.plain_threshold < 1
    assert 0 < model.translated_threshold < model.plain_threshold


def test_the_shipped_model_is_read_once() -> None:
    assert load_model() is load_model()
