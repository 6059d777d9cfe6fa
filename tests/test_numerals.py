"""Numbers and months that a sentence says."""

from __future__ import annotations

import pytest

from knowledge.asked.numerals import months_in, numbers_asked, numbers_said


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("There are 32 members and three boards.", {"32", "3"}),
        ("Es sind 14.000 Akteure in fünf Ländern.", {"14000", "5"}),
        ("Dreißig kamen, ein Dutzend blieb.", {"30", "12"}),
        ("On 22 March 2013, from 2 to 11 April, July 3.", set()),
        ("Vom 20. bis 28. April kamen 173.", {"173"}),
        ("One was there in 2012.", set()),
        ("", set()),
    ],
)
def test_numbers_are_said_in_digits_and_words_but_dates_are_none(text: str, numbers: set[str]) -> None:
    assert numbers_said(text) == numbers


def test_both_says_two_and_asks_for_none() -> None:
    assert numbers_said("Both came.") == {"2"}
    assert numbers_asked("Did both come, or three?") == {"3"}


@pytest.mark.parametrize("text", ["Is there a volume two?", "Gibt es einen Teil zwei?", "Was it left two years on?"])
def test_a_number_that_names_or_dates_something_is_not_asked_about(text: str) -> None:
    assert numbers_asked(text) == set()


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("In July and Oktober.", {7, 10}),
        ("It may rain on 5 March.", {3}),
        ("On 5 May 2020.", {5}),
        ("Im Mai.", {5}),
        ("Never.", set()),
    ],
)
def test_months_are_known_in_both_languages(text: str, months: set[int]) -> None:
    assert months_in(text) == months
