from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.verdicts.still import asks_whether_still, still_holds

HEADED = "Claudia Buhl headed the programme from 2012 to 2020."
TODAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "still"),
    [
        ("Is he still in office?", True),
        ("Sitzt er noch im Beirat?", True),
        ("Ist das noch jemand anderes?", False),
        ("Gibt es noch mehr?", False),
        ("Who is still there?", False),
    ],
)
def test_whether_something_is_still_so(text: str, still: bool) -> None:
    assert asks_whether_still(text) is still


@pytest.mark.parametrize(
    ("text", "statement", "said"),
    [
        ("Is she still in charge?", HEADED, "no"),
        ("Leitet sie es noch?", "Claudia Buhl leitete das Programm von 2012 bis 2020.", "no"),
        ("Is she still in charge?", "She has headed it since 2021.", None),
        ("Is she still in charge?", "She headed it from 2012 to 2020, and again since 2024.", None),
        ("Is she still in charge?", "From 2012 to 2020 one, from 2014 to 2016 another.", None),
        ("Is she still in charge?", "She heads it from 2024 to 2028.", None),
        ("Is she in charge?", HEADED, None),
        ("can we still apply?", "Applications were open from 6 April to 31 May 2021.", "no"),
        ("Kann man sich noch bewerben?", "Bewerben konnte man sich bis zum 31. Mai 2021.", "no"),
        ("can we still apply?", "Applications are open until 31 May 2027.", None),
        ("can we apply?", "Applications were open until 31 May 2021.", None),
    ],
)
def test_what_is_over_is_no_longer_so(text: str, statement: str, said: str | None) -> None:
    assert still_holds(text, statement, TODAY) == said


def test_of_a_person_who_was_head_until_a_year_no_is_said(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    conversation.reply(Message("How long was Claudia Buhl head of go-cluster?", session="s"))
    told = conversation.reply(Message("Is she still in charge?", session="s")).answer
    assert told.text.startswith("No.")
    assert "2020" in told.text


def test_today_is_the_last_of_a_row(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    conversation.reply(Message("Wie hieß das zuständige Ministerium?", session="s"))
    told = conversation.reply(Message("Und wie heißt es heute?", session="s")).answer
    assert "BMWE" in told.text
    assert "2013" not in told.text
