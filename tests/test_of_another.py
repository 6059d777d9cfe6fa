"""What go-cluster has, told to someone who asks for that of another body."""

from __future__ import annotations

import pytest
from made import passage

from knowledge.asked.of_another import is_of_another, is_of_another_ministry

PHONE = passage("d#0", "The phone number of the go-cluster office is +49 30 1.")
BUDGET = passage("d#0", "The budget of go-cluster was 1.5 million euros.")


@pytest.mark.parametrize("before", ["What is ESCA?", "Was ist EUCLES?"])
def test_the_number_of_another_body_is_not_that_of_the_programme(before: str) -> None:
    assert is_of_another("what is their phone number?", before, PHONE)


def test_the_budget_of_an_event_is_not_that_of_the_programme() -> None:
    assert is_of_another("what was the budget?", "When was the European Cluster Conference?", BUDGET)


@pytest.mark.parametrize(
    ("said", "before"),
    [
        ("what is your phone number?", "What is ESCA?"),
        ("what is the phone number of the office?", "What is ESCA?"),
        ("what is the phone number?", "What is go-cluster?"),
        ("what is the phone number?", "When was the first Cluster Week?"),  # an event has none of its own
        ("what is the phone number?", "Who decides?"),
        ("what is the phone number?", ""),
        ("who founded it?", "What is ESCA?"),
    ],
)
def test_it_is_where_nothing_else_is_meant(said: str, before: str) -> None:
    assert not is_of_another(said, before, PHONE)


def test_a_statement_that_names_the_body_is_of_it() -> None:
    assert not is_of_another("what is their phone number?", "What is ESCA?", passage("d#0", "ESCA: phone 1."))


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("Wer leitet das Umweltministerium?", True),
        ("Who heads the ministry of health?", True),
        ("Wer ist Verkehrsminister?", True),
        ("What does the health ministry do?", True),
        ("Wer leitet das Bundeswirtschaftsministerium?", False),
        ("Which ministry is in charge?", False),
        ("Welche Minister waren da?", False),
        ("Was macht das Bundesforschungsministerium?", False),
        ("Who heads the board?", False),
    ],
)
def test_a_statement_is_of_another_ministry_than_the_one_named(text: str, *, is_so: bool) -> None:
    told = passage("d#0", "The economics ministry and the Ministry of Research (Forschungsministerium) run it.")
    assert is_of_another_ministry(text, told) == is_so
