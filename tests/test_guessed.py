"""Questions with the answer that is guessed behind them."""

from __future__ import annotations

import pytest

from knowledge.asked.guessed import guess_holds, guess_in
from knowledge.asked.question import analyse
from knowledge.records import Verdict


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("Since when does the guild exist, 2010?", "Since when does the guild exist?", "2010"),
        ("Seit wann gibt es die Gilde, seit 2010?", "Seit wann gibt es die Gilde?", "2010"),
        ("When was the guild founded? 2010?", "When was the guild founded?", "2010"),
        ("How many bakers are there, 14,000?", "How many bakers are there?", "14000"),
        ("Wie viele Bäcker gibt es, 14.000 oder so?", "Wie viele Bäcker gibt es?", "14000"),
    ],
)
def test_the_guess_is_parted_from_the_question(text: str, asked: str, value: str) -> None:
    guess = guess_in(text)
    assert guess is not None
    assert (guess.asked, guess.value) == (asked, value)


@pytest.mark.parametrize(
    "text",
    [
        "When was the guild founded?",
        "How many bakers were there in 2010?",
        "Who led the guild, in 2010?",  # a year is no guess at a person
        "Does the guild exist since 2010?",
        "When did 14 bakers meet?",
    ],
)
def test_other_questions_guess_nothing(text: str) -> None:
    assert guess_in(text) is None


@pytest.mark.parametrize(
    ("text", "statement", "holds"),
    [
        ("Since when does the guild exist, 2010?", "The guild was founded in 2012.", "no"),
        ("Since when does the guild exist, 2012?", "The guild was founded in 2012.", "yes"),
        ("When did the guild meet, 2012?", "The guild met in 2012 and 2014.", None),  # one of two
        ("When did the guild meet, 2013?", "The guild met in 2012 and 2014.", "no"),
        ("How many bakers are there, 14,000?", "There are 12,000 bakers.", "no"),
        ("How many bakers are there, 14,000?", "There are 12,000 bakers (January 2023).", "no"),
        ("How many bakers are there, 100?", "In October 2022 there were 81 bakers.", None),  # in another year, perhaps
        ("When did the guild meet, 2013?", "The guild met in Bonn.", None),
    ],
)
def test_a_guess_is_judged_by_what_the_statement_has(text: str, statement: str, holds: Verdict | None) -> None:
    guess = guess_in(text)
    assert guess is not None
    assert guess_holds(guess, analyse(guess.asked), statement) == holds
