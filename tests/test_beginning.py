"""Claims that go-cluster itself began in a year, beside statements that tell when it did."""

from __future__ import annotations

import pytest

from knowledge.beginning import began_then, claims_beginning, tells_beginning
from knowledge.question import analyse
from knowledge.records import Verdict

SINCE = "go-cluster has been in place since mid-2012."


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Was go-cluster founded in 2010?", True),
        ("Does go-cluster exist since 2010?", True),
        ("Stimmt es, dass go-cluster 2010 gestartet ist?", True),
        ("Wurde go-cluster 2014 gegründet?", True),
        ("Did go-cluster exist before 2010?", False),  # true of each later year
        ("Did go-cluster start a magazine in 2010?", False),
        ("When was go-cluster founded?", False),
        ("Was the guild founded in 2010?", False),
    ],
)
def test_the_beginning_of_the_programme_and_nothing_else_is_claimed(text: str, claims: bool) -> None:
    assert claims_beginning(analyse(text)) == claims


def test_what_tells_of_it_names_the_programme_first() -> None:
    assert tells_beginning(SINCE)
    assert tells_beginning("Die Geburtsstunde von go-cluster war im Juli 2012.")
    assert not tells_beginning("The guild was founded in 2010 by a partner of the programme go-cluster.")
    assert not tells_beginning("go-cluster had 81 members in 2022.")


@pytest.mark.parametrize(
    ("text", "began"),
    [
        ("Does go-cluster exist since 2010?", "no"),
        ("Does go-cluster exist since 2012?", "yes"),
        ("Did go-cluster have members in 2010?", None),
    ],
)
def test_the_year_of_the_statement_decides(text: str, began: Verdict | None) -> None:
    assert began_then(analyse(text), SINCE) == began
