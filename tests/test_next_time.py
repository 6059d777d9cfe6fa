"""What is asked for as the next of its kind, of which the sources know but what is past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from made import passage

from knowledge.answers.answer import Answerer
from knowledge.asked.next_time import asks_whether_now, is_over, is_past, wants_next, wants_present, was_told
from knowledge.clusters.outcomes import Request
from knowledge.records import Language


@pytest.mark.parametrize(
    "text",
    [
        "Whats the next deadline?",
        "When is the next funding round?",
        "Wann ist die nächste Frist?",
        "Nächste Jahrestagung?",
    ],
)
def test_the_next_date_call_or_meeting_is_asked_for(text: str) -> None:
    assert wants_next(text)


@pytest.mark.parametrize(
    "text", ["What is the next step?", "Wer sitzt nächst dem Chef?", "When was the last deadline?"]
)
def test_other_things_are_not(text: str) -> None:
    assert not wants_next(text)


@pytest.mark.parametrize(
    ("told", "over"),
    [
        ("Applications were open until 31 May 2021.", True),
        ("Applications are open until 31 May 2027.", False),
        ("Since 2012 it takes place every year.", False),
        ("Applications are open.", False),
    ],
)
def test_what_is_past_is_over(told: str, over: bool) -> None:
    assert is_over(passage("d#1", told), date(2026, 11, 1)) is over


def test_it_is_said_that_the_sources_name_nothing_after_it(answerer: Answerer) -> None:
    told = answerer.answer(Request("Wann kommt die nächste Förderrunde?", "de")).answer
    assert told.text.endswith("für die Zeit danach nennen die Quellen nichts.")


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("When is the annual meeting this year?", True),
        ("Wann ist dieses Jahr die Jahrestagung?", True),
        ("Wann ist die diesjährige Tagung?", True),
        ("In which year was the meeting?", False),
        ("Wie viele Mitglieder kamen im Jahr 2014?", False),
    ],
)
def test_this_year_or_the_next_is_asked_of(text: str, present: bool) -> None:
    assert wants_present(text) == present


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("is there funding at the moment", True),
        ("Gibt es gerade eine Förderung?", True),
        ("Is a call open right now?", True),
        ("Is there a newsletter?", False),
        ("Is Ms Roe currently the head?", False),  # not whether there is something
        ("How much funding is there at the moment?", False),
    ],
)
def test_whether_there_is_something_at_present_is_asked(text: str, now: bool) -> None:
    assert asks_whether_now(text) == now


def test_what_comes_again_has_a_day_of_its_own_each_year() -> None:
    annual = passage("p", "The annual meeting was virtual in 2022.")
    today = date(2026, 11, 27)
    assert is_past(annual, today)
    assert not is_over(annual, today)


def test_what_is_of_an_earlier_year_was_told() -> None:
    today = date(2026, 11, 27)
    assert was_told(replace(passage("p", "Members can receive funding."), as_of="2021"), today)
    assert not was_told(replace(passage("p", "Members can receive funding."), as_of="2026-01"), today)
    assert not was_told(passage("p", "Members can receive funding."), today)


@pytest.mark.parametrize(
    ("text", "language", "begins"),
    [
        ("Is there a conference this year?", "en", "For that time the sources name nothing"),
        ("is there funding at the moment", "en", "Whether there is any at present, the sources do not say"),
        ("Gibt es gerade ein Seminar?", "de", "Ob es das zurzeit gibt, sagen die Quellen nicht"),
    ],
)
def test_what_is_past_is_told_as_past(answerer: Answerer, text: str, language: Language, begins: str) -> None:
    assert answerer.answer(Request(text, language)).answer.text.startswith(begins)
