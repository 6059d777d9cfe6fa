"""Second statements that say what the first says, or what nobody asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import passage

from knowledge.asked.question import analyse
from knowledge.asked.superfluous import is_superfluous

NAMES = "The guild names its partner countries: Denmark, Austria and Sweden."
CONCEPT = "In 2014 the guild set up partner countries and worked with Denmark, Austria and Sweden on policy."


@pytest.mark.parametrize(
    ("question", "first", "second", "superfluous"),
    [
        ("Which countries does the guild work with?", CONCEPT, NAMES, True),
        ("Which countries does the guild work with?", NAMES, "It met in Bonn with bakers and smiths.", False),
        ("14,000 bakers, correct?", "There are 12,000 bakers.", "The phone number is +49 30 1234.", True),
        ("How do I join?", "Bakers can join.", "Write to info@guild.de to join.", False),
        ("When was it?", "The guild met with bakers.", "The guild met with bakers in 2012.", False),
        ("Who leads it?", "Ms Roe and Mr Doe led the guild.", "Ms Roe led the guild.", False),
        ("How long is it valid?", "Prices:\n- silver: two days\n- gold: a year", "Silver is valid a year.", False),
    ],
)
def test_what_says_nothing_new_that_is_asked_for_is_left_out(
    question: str, first: str, second: str, superfluous: bool
) -> None:
    assert is_superfluous(passage("second", second), passage("first", first), analyse(question)) == superfluous


def test_what_is_set_side_by_side_is_not() -> None:
    first = replace(passage("first", CONCEPT), statement_id="concept")
    assert not is_superfluous(
        replace(passage("second", NAMES), compares=("concept",)), first, analyse("Which countries?")
    )
