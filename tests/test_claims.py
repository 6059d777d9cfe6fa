"""What a question claims, without the words that only ask."""

from __future__ import annotations

import pytest

from knowledge.claims import claim, dated_thing


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("The fee is 10 euros, isn't it?", "The fee is 10 euros"),
        ("The fee is 10 euros – is that true?", "The fee is 10 euros"),
        ("Is it true that the fee is 10 euros?", "the fee is 10 euros?"),
        ("I have heard that the fee is 10 euros, right?", "the fee is 10 euros"),
        ("Die Gebühr beträgt 10 Euro, oder?", "Die Gebühr beträgt 10 Euro"),
        ("Stimmt es, dass die Gebühr steigt?", "die Gebühr steigt?"),
        ("Ich habe gehört, die Gebühr steigt – ist das richtig?", "die Gebühr steigt"),
        ("Is the fee 10 euros?", "Is the fee 10 euros?"),
        ("", ""),
    ],
)
def test_a_claim_is_the_question_without_what_only_asks(text: str, claimed: str) -> None:
    assert claim(text) == claimed


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("The map is from 2010, isn't it?", "The map"),
        ("The old map dates back to the year 2010, right?", "The old map"),
        ("Die Karte ist doch von 2010, oder?", "Die Karte"),
        ("Die Karte stammt aus dem Jahr 2010, stimmt das?", "Die Karte"),
        ("Which map is from 2010?", None),
        ("Welche Karte ist von 2010?", None),
        ("Die Karte ist von Meier, oder?", None),
        ("The map is from 2010 and shows the harbour, right?", None),
    ],
)
def test_a_claim_may_be_of_nothing_but_the_year_that_a_thing_is_from(text: str, thing: str | None) -> None:
    assert dated_thing(text) == thing
