"""Values of a claim beside those of a statement."""

from __future__ import annotations

import pytest

from knowledge.verdicts.claim_values import agrees, differs


@pytest.mark.parametrize(
    ("claimed", "text", "is_same", "is_another"),
    [
        ("it began in 2012", "It began in July 2012.", True, False),
        ("it began in 2013", "It began in July 2012.", False, True),
        ("12 boats came", "Twelve boats came.", True, False),
        ("13 boats came", "Twelve boats came.", False, True),
        ("more than 10 boats came", "Twelve boats came.", True, False),
        ("more than 20 boats came", "Twelve boats came.", False, True),
        ("fewer than 20 boats came", "Twelve boats came.", True, False),
        ("boats came", "Twelve boats came.", False, False),
        ("12 boats came", "Boats came.", False, False),
        ("it is gold", "It is silver.", False, True),
    ],
)
def test_a_value_is_the_same_or_another_or_cannot_be_compared(
    claimed: str, text: str, is_same: bool, is_another: bool
) -> None:
    assert (agrees(claimed, text), differs(claimed, text)) == (is_same, is_another)
