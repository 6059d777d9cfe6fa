"""Yes and no by marked lines and claims: what is said from which probability on, and the shipped model on a statement of its own."""

from __future__ import annotations

import numpy as np
import pytest
from made import passage

from knowledge.asked.question import analyse
from knowledge.records import Claim, Verdict
from knowledge.verdicts.claim_signals import signals
from knowledge.verdicts.line_verdicts import SURE, decided, judged, load_verdict_model
from knowledge.verdicts.trees import Trees
from knowledge.words.information import Information

TOLD = Information({}, 10)  # every stem tells as much
TOLD_ALL = {"stated": 1.0, "or_yes": 1.0, "rule_yes": 0.0, "rule_no": 0.0}


def trees(**likely: float) -> Trees:
    """Return trees that give each question these probabilities."""
    n = len(likely)
    return Trees(
        signals=("stated",),
        classes=tuple(likely),
        asked=np.zeros(n, dtype=np.int16),
        threshold=np.zeros(n, dtype=np.float32),
        children=np.arange(n, dtype=np.int32)[:, None].repeat(2, axis=1),
        value=np.zeros(n, dtype=np.float32),
        roots=np.arange(n, dtype=np.int32)[None],
        start=np.log(list(likely.values())),
    )


@pytest.mark.parametrize(
    ("likely", "expected"),
    [
        ({"yes": 0.9, "no": 0.05, "neither": 0.05}, "yes"),
        ({"yes": 0.05, "no": 0.9, "neither": 0.05}, "no"),
        ({"yes": SURE - 0.01, "no": 0.1, "neither": 0.9 - SURE + 0.01}, None),
        ({"yes": 0.05, "no": 0.05, "neither": 0.9}, None),
    ],
)
def test_yes_and_no_are_said_where_they_are_likely_enough(likely: dict[str, float], expected: Verdict | None) -> None:
    assert judged("Does the mill grind rye?", TOLD_ALL, trees(**likely)) == expected


def test_of_what_denies_something_nothing_is_said() -> None:
    sure = trees(yes=0.98, no=0.01, neither=0.01)
    assert judged("Does the mill not grind rye?", TOLD_ALL, sure) is None
    assert judged("The mill grinds rye, doesn't it?", TOLD_ALL, sure) == "yes"  # the tag denies nothing


@pytest.mark.parametrize(("rule", "expected"), [("rule_no", "no"), ("rule_yes", None)])
def test_where_the_rules_say_the_same_less_is_enough(rule: str, expected: Verdict | None) -> None:
    told = {**TOLD_ALL, rule: 1.0}
    assert judged("Does the mill grind rye?", told, trees(yes=0.1, no=0.82, neither=0.08)) == expected


@pytest.mark.parametrize(("said", "expected"), [(0.8, "yes"), (0.79, None)])
def test_for_a_yes_little_may_be_unsaid(said: float, expected: Verdict | None) -> None:
    told = {**TOLD_ALL, "or_yes": said}
    assert judged("Does the mill grind rye?", told, trees(yes=0.98, no=0.01, neither=0.01)) == expected
    assert judged("Does the mill grind rye?", told, trees(yes=0.01, no=0.98, neither=0.01)) == "no"


@pytest.mark.parametrize("text", ["Does the mill grind rye or oats?", "Could you tell me of the mill?"])
def test_a_choice_and_a_request_want_more_than_yes_or_no(text: str) -> None:
    assert judged(text, TOLD_ALL, trees(yes=0.98, no=0.01, neither=0.01)) is None


def test_the_shipped_model_knows_the_signals() -> None:
    told = signals("Does the mill grind rye?", MILL, TOLD, None)
    assert told is not None
    assert load_verdict_model().signals == tuple(told)
    assert sorted(load_verdict_model().classes) == ["neither", "no", "yes"]


MILL = passage(
    "d#0",
    "The mill grinds rye for the village.",
    kind="statement",
    claims=(
        Claim("Does the mill produce flour?", "yes"),
        Claim("Is rye flour produced there?", "yes"),
        Claim("Does the mill grind rye flour?", "yes"),
        Claim("Is the mill for the village?", "yes"),
        Claim("Does the mill produce oil?", "no"),
        Claim("Does the mill press oil from seeds?", "no"),
        Claim("Is oil from seeds pressed at the mill?", "no"),
        Claim("Does the mill belong to a baker?", None),
        Claim("Does a baker run the mill?", None),
    ),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Does the mill produce rye flour?", "yes"),
        ("Is oil from seeds produced at the mill?", "no"),
        ("Does the mill belong to the same baker?", None),
        ("Does the mill produce paper?", None),
        ("What does the mill produce?", None),
    ],
)
def test_the_shipped_model_goes_by_lines_and_claims(text: str, expected: Verdict | None) -> None:
    assert decided(analyse(text), [MILL], TOLD) == expected


def test_where_there_are_no_lines_the_rules_decide() -> None:
    plain = passage("d#0", "The mill grinds rye for the village since 2012.", kind="statement")
    assert decided(analyse("Did the mill grind rye for the village in 1990?"), [plain], TOLD) == "no"
