"""Ordinals are told from days and numbers, and compared for the same things only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asked.ordinals import lacks_named, names_another, ordinals_in
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 2nd Cluster Week", {2}),
        ("the seventh annual conference and the 9th exchange", {7, 9}),
        ("Die 2. Clusterwoche", {2}),
        ("wann war die 7. jahrestagung", {7}),
        ("Die erste, die Dritte und das siebte", {1, 3, 7}),
        ("Die 1. und 2. Clusterwoche", {1, 2}),
        ("beim fünften Treffen", {5}),
        ("vom 2. bis 11. April", set()),
        ("am 2. April 2014 und am 22. März", set()),
        ("am 18. und 19. September", set()),
        ("7. Juli", set()),
        ("Es waren nur 7.", set()),
        ("on the stage in hall 2. The conference", set()),
        ("die Phase 3. In Schulungen", set()),
        ("1.650 Euro, 3.5 hours, 11.12. und acht Leute", set()),
        ("", set()),
    ],
)
def test_ordinals_are_told_from_dates_and_numbers(text: str, expected: set[int]) -> None:
    assert ordinals_in(text) == expected


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert all(number >= 0 for number in ordinals_in(text))
    assert not names_another(text, "", "de")


@pytest.mark.parametrize(
    ("language", "asked", "text"),
    [
        ("en", "When was the first annual conference?", "The 7th go-cluster annual conference was in 2019."),
        ("en", "third Cluster Week", "The 1st and the 2nd German Cluster Week were well attended."),
        ("en", "What was the second phase about?", "Phase 1 of go-cluster (2012–2015) built structures."),
        ("de", "Wann war die erste Jahrestagung?", "Am 11. April 2019 war die 7. go-cluster-Jahrestagung."),
        ("de", "Was war in Phase 3?", "In der zweiten Programmphase waren es zwölf."),
        ("de", "die dritte Tagung", "Die 7. Jahrestagung war voll."),
    ],
)
def test_another_of_the_same_things_is_named(language: Language, asked: str, text: str) -> None:
    assert names_another(asked, text, language)


@pytest.mark.parametrize(
    ("language", "asked", "text"),
    [
        ("en", "the 7th annual conference", "The seventh annual conference closed the second Cluster Week."),
        ("en", "the first annual conference", "The annual conference closed the second Cluster Week."),
        ("en", "the annual conference", "The 7th annual conference was in 2019."),
        ("en", "the first prize", "The 7th annual conference was in 2019."),
        ("en", "the first and the second Cluster Week", "The 2nd German Cluster Week was in 2019."),
        ("en", "the first go-cluster call", "The second go-cluster round was in 2014."),
        ("de", "die siebte Jahrestagung", "Die 7. go-cluster-Jahrestagung schloss die zweite Clusterwoche ab."),
        ("de", "die erste Jahrestagung am 2. Juli", "Am 2. April begann die Jahrestagung."),
    ],
)
def test_the_same_one_or_other_things_are_no_contradiction(language: Language, asked: str, text: str) -> None:
    assert not names_another(asked, text, language)


@pytest.mark.parametrize(
    ("asked", "text", "lacking"),
    [
        ("Who opened the fifth conference?", "The conference of 2016 was opened by Ann.", True),
        ("Who opened the fifth conference?", "The 7th conference was opened by Ann.", True),
        ("Who opened the fifth conference?", "The 5th annual conference was opened by Ann.", False),
        ("Who opened the first conference?", "The conference of 2016 was opened by Ann.", False),
        ("Who won for the second time?", "The prize of 2016 went to Ann.", False),
        ("Who opened the conference?", "The 5th annual conference was opened by Ann.", False),
    ],
)
def test_one_of_a_series_that_is_asked_for_can_be_missing(asked: str, text: str, lacking: bool) -> None:
    assert lacks_named(asked, text, "en") is lacking
