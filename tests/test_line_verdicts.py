"""Yes and no by marked lines: each signal by value, what rests on them, and the shipped model on a statement of its own."""

from __future__ import annotations

from typing import Any

import pytest
from made import passage

from knowledge.information import Information
from knowledge.line_verdicts import (
    SIGNALS,
    VerdictModel,
    combined,
    decided,
    judged,
    load_verdict_model,
    signals,
)
from knowledge.model import Weights
from knowledge.passage_words import packed
from knowledge.question import analyse
from knowledge.records import Passage, Verdict

TOLD = Information({}, 10)  # every stem tells as much
BRIDGE = "The bridge by the mill carries carts since 2012."
LINES: tuple[tuple[str, Verdict | None], ...] = (
    ("Who built the bridge?", None),
    ("Does the bridge bear waggons?", "yes"),
    ("Is the bridge for trains?", "no"),
    ("Isn't the bridge a tunnel?", "no"),
)


def bridge(text: str = BRIDGE, lines: tuple[tuple[str, Verdict | None], ...] = LINES, **known: Any) -> Passage:
    return passage(
        "d#0",
        text,
        kind="statement",
        asked=tuple(line for line, _ in lines),
        verdicts=tuple(verdict for _, verdict in lines),
        **known,
    )


def found(text: str, one: Passage | None = None, **known: Any) -> dict[str, float]:
    told = signals(text, one or bridge(), TOLD, None, **known)
    assert told is not None
    return dict(told)


def test_shares_are_of_what_the_statement_says_and_lines_of_each_verdict() -> None:
    told = found("Does the bridge bear trains and ships?")  # bridge, bear, train, ship
    assert [told[name] for name in ("stated", "stated_or_yes", "only_yes", "only_no", "unsaid")] == pytest.approx(
        [0.25, 0.5, 0.25, 0.25, 0.25]
    )
    assert (told["all_stated"], told["all_stated_or_yes"], told["few"]) == (0.0, 0.0, 0.0)
    assert found("Does the bridge bear carts?")["all_stated_or_yes"] == 1.0


def test_the_nearest_line_of_each_verdict_is_as_like_as_it_shares_words() -> None:
    told = found(
        "Does the bridge bear carts?"
    )  # with bridge, bear, waggon: two of four; with bridge, train: one of four
    assert (told["yes_line"], told["no_line"]) == pytest.approx((0.5, 0.25))


def test_a_line_of_another_kind_a_denying_one_and_one_that_is_left_out_are_like_nothing() -> None:
    assert found("Does the bridge bear waggons in 2012?")["yes_line"] == 0.0
    assert found("Is the bridge a tunnel?")["no_line"] == pytest.approx(1 / 3)  # the line on trains
    assert found("Does the bridge bear waggons?", without=1)["yes_line"] == 0.0


def test_what_an_index_keeps_gives_the_same_signals() -> None:
    one = bridge()
    kept = bridge(compared=packed(one, TOLD))
    assert found("Does the bridge bear carts?", kept) == found("Does the bridge bear carts?", one)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Does the bridge bear carts since 2012?", "agrees", 1.0),
        ("Does the bridge bear carts since 2012?", "bound", 1.0),
        ("Did the bridge bear carts in 2013?", "differs", 1.0),
        ("Is the bridge closed to carts, or ignored?", "excludes", None),
        ("Is the bridge ignored?", "excludes", 1.0),
        ("Does the bridge also bear carts?", "also", 1.0),
        ("Is there a bridge for carts?", "exists", 1.0),
        ("Does any bridge bear carts?", "any", 1.0),
        ("Does the Zorn bridge bear carts?", "name", 1.0),
        ("Is it a bridge?", "few", 1.0),
    ],
)
def test_a_sign_is_told(text: str, name: str, value: float | None) -> None:
    told = signals(text, bridge(), TOLD, None)
    assert (told[name] if told else None) == value


@pytest.mark.parametrize(
    "text",
    [
        "Doesn't the bridge bear carts?",
        "Does only the bridge bear carts?",
        "Do all bridges bear carts?",
        "Does it bear carts or ships?",
        "Does it bear more carts?",
        "Could you tell me of the bridge?",
        "Is it?",
    ],
)
def test_of_claims_of_which_common_words_tell_little_there_are_no_signals(text: str) -> None:
    assert signals(text, bridge(), TOLD, None) is None


def test_without_marked_lines_there_are_no_signals() -> None:
    assert signals("Does the bridge bear carts?", bridge(lines=(("Who?", None),)), TOLD, None) is None
    plain = passage("d#0", BRIDGE, asked=("Does the bridge bear waggons?",))
    assert signals("Does the bridge bear carts?", plain, TOLD, None) is None


def model(intercept: float) -> VerdictModel:
    return VerdictModel(Weights(SIGNALS, (0.0,) * len(SIGNALS), intercept), yes=0.9, no=0.1)


NEAR = {**dict.fromkeys(SIGNALS, 0.0), "yes_line": 0.5}
AGAINST = {**dict.fromkeys(SIGNALS, 0.0), "no_line": 0.5}


@pytest.mark.parametrize(
    ("intercept", "told", "expected"),
    [
        (3.0, NEAR, "yes"),
        (2.0, NEAR, None),  # likely, but not likely enough
        (3.0, {**NEAR, "yes_line": 0.2}, None),
        (3.0, {**NEAR, "unsaid": 0.3}, None),
        (3.0, {**NEAR, "list": 1.0}, None),
        (-3.0, AGAINST, "no"),
        (-2.0, AGAINST, None),
        (-3.0, {**AGAINST, "no_line": 0.2}, None),
        (-3.0, {**AGAINST, "yes_line": 0.45}, None),
        (-3.0, {**AGAINST, "few": 1.0}, None),
    ],
)
def test_yes_and_no_need_a_likelihood_and_a_line_that_is_like_the_question(
    intercept: float, told: dict[str, float], expected: Verdict | None
) -> None:
    assert judged(told, model(intercept)) == expected


@pytest.mark.parametrize(
    ("by_rules", "by_lines", "expected"),
    [("yes", None, "yes"), (None, "no", "no"), ("no", "no", "no"), ("yes", "no", None), (None, None, None)],
)
def test_where_rules_and_lines_contradict_each_other_nothing_is_said(
    by_rules: Verdict | None, by_lines: Verdict | None, expected: Verdict | None
) -> None:
    assert combined(by_rules, by_lines) == expected


def test_the_shipped_model_has_a_weight_for_each_signal() -> None:
    assert load_verdict_model().weights.names == SIGNALS
    assert load_verdict_model().no < 0.5 < load_verdict_model().yes


MILL = bridge(
    "The mill grinds rye for the village.",
    (
        ("Does the mill produce flour?", "yes"),
        ("Is rye flour produced there?", "yes"),
        ("Does the mill produce oil?", "no"),
        ("Does the mill press oil from seeds?", "no"),
    ),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Does the mill produce rye flour?", "yes"),
        ("Does the mill produce oil from seeds?", "no"),
        ("Does the mill produce paper?", None),
        ("What does the mill produce?", None),
    ],
)
def test_the_shipped_model_goes_by_the_lines(text: str, expected: Verdict | None) -> None:
    assert decided(analyse(text), [MILL], TOLD) == expected
