"""Signals of a claim beside marked lines and claims: each by value, on a statement whose words all tell as much."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from made import passage

from knowledge.asked.passage_words import packed
from knowledge.records import Claim, Passage, Verdict
from knowledge.verdicts.claim_signals import clause_stems, signals
from knowledge.words.information import Information

TOLD = Information({}, 10)  # every stem tells as much
BRIDGE = "The bridge by the mill carries carts since 2012; it was built of oak."
LINES: tuple[tuple[str, Verdict | None], ...] = (
    ("Who built the bridge?", None),
    ("Does the bridge bear waggons?", "yes"),
    ("Is the bridge for trains?", "no"),
    ("Isn't the bridge a tunnel?", "no"),
)
CLAIMS = (Claim("Does the bridge bear barrows?", "yes"), Claim("Is the bridge painted?", None))


def bridge(text: str = BRIDGE, claims: tuple[Claim, ...] = CLAIMS, **known: Any) -> Passage:
    return passage(
        "d#0",
        text,
        kind="statement",
        asked=tuple(line for line, _ in LINES),
        verdicts=tuple(verdict for _, verdict in LINES),
        claims=claims,
        **known,
    )


def found(text: str, one: Passage | None = None, without: Collection[int] = ()) -> dict[str, float]:
    told = signals(text, one or bridge(), TOLD, None, without=without)
    assert told is not None
    return dict(told)


def test_shares_are_of_what_the_statement_says_and_of_lines_and_claims_of_each_verdict() -> None:
    told = found("Does the painted bridge bear trains, barrows and ships?")  # paint, bridge, bear, train, barrow, ship
    expected = {
        "stated": 1,  # bridge
        "or_yes": 3,  # bear and barrow besides
        "only_yes": 2,
        "only_no": 1,  # train
        "only_open": 1,  # paint
        "anywhere": 4,
    }
    assert {name: told[name] * 6 for name in expected} == pytest.approx(expected)
    assert told["unsaid_most"] == pytest.approx(1 / 6)


def test_the_nearest_of_each_verdict_is_as_like_as_it_shares_words() -> None:
    told = found("Does the bridge bear carts?")
    # bridge, bear, waggon: two of four; bridge, train: one of four; bridge, paint: one of four
    names = ("yes_like", "no_like", "open_like", "leads", "leads_open", "yes_covers", "no_covers")
    assert [told[name] for name in names] == pytest.approx([0.5, 0.25, 0.25, 0.25, 0.25, 2 / 3, 1 / 3])


def test_only_lines_of_the_same_kind_are_the_same_and_what_denies_is_none() -> None:
    told = found("Does the bridge bear waggons in 2012?")
    assert (told["yes_like"] > 0.5, told["yes_same"]) == (True, 0.0)
    assert found("Is the bridge a tunnel?")["no_like"] == pytest.approx(1 / 3)  # the line on trains


@pytest.mark.parametrize(
    ("without", "like"), [((), 1.0), ((1,), 0.5), ((1, 4), 0.0)], ids=["none", "the line", "the claim as well"]
)
def test_what_is_left_out_is_like_nothing(without: tuple[int, ...], like: float) -> None:
    assert found("Does the bridge bear waggons?", without=without)["yes_like"] == like


def test_what_an_index_keeps_gives_the_same_signals() -> None:
    one = bridge()
    text = "Does the painted bridge bear barrows?"
    assert found(text, bridge(claims=(), compared=packed(one, TOLD))) == found(text, one)


def test_a_clause_has_of_a_claim_what_it_says_itself() -> None:
    assert [sorted(clause) for clause in clause_stems(BRIDGE, "en")] == [
        ["2012", "bridg", "carri", "cart", "mill", "sinc"],
        ["built", "oak"],
    ]
    told = found("Is the bridge built of oak?")  # bridge is in the other clause
    assert (told["stated"], told["clause"]) == pytest.approx((1.0, 2 / 3))
    assert found("Is the bridge built of oak?", bridge(heading="Bridge"))["clause_headed"] == 1.0


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Does the bridge carry carts since 2012?", "agrees", 1.0),
        ("Did the bridge carry carts in 2013?", "differs", 1.0),
        ("Did the bridge carry carts in 2013?", "years_unsaid", 1.0),
        ("Does the bridge carry 40 carts?", "numbers_unsaid", 1.0),
        ("Is the bridge ignored?", "excludes_claimed", 1.0),
        ("Does the bridge carry carts since 2012?", "when_claimed", 1.0),
        ("Does the bridge carry carts since 2012?", "when_alone", 0.0),
        ("Does the bridge only carry carts?", "limits_alone", 1.0),
        ("Do all bridges carry carts?", "all_claimed", 1.0),
        ("Does the Zorn bridge carry carts?", "names_unsaid", 1.0),
        ("Has the bridge a gold label?", "levels_unsaid", 1.0),
    ],
)
def test_a_sign_is_told(text: str, name: str, value: float) -> None:
    assert found(text)[name] == value


def test_the_rules_are_signs_and_the_names_are_always_the_same() -> None:
    told = signals("Is it for carts?", bridge(), TOLD, "no")
    assert told is not None
    assert (told["rule_yes"], told["rule_no"]) == (0.0, 1.0)
    assert list(told) == list(found("Does the bridge bear trains?", bridge(claims=())))


def test_what_claims_nothing_has_no_signals() -> None:
    assert signals("Is it?", bridge(), TOLD, None) is None
