"""What is asked for as the next of its kind, of which the sources know but what is past."""

from __future__ import annotations

from datetime import date

import pytest
from made import passage

from knowledge.answer import Answerer
from knowledge.next_time import is_over, wants_next
from knowledge.outcomes import Request


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
