"""The highest or lowest of a row of numbers by years."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.asked.extremes import extreme_asked, extreme_in
from knowledge.words.text import fold

_ROW = "Members over time:\n- 68 in March 2013\n- more than 100 in 2015\n- around 100 in 2016\n- 81 in 2022\n- 77 on undated pages"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("so it peaked when?", "highest"),
        ("and which year was the lowest?", "lowest"),
        ("Wann waren es die meisten Mitglieder?", "highest"),
        ("und in welchem Jahr am wenigsten", "lowest"),
        ("which cluster has the most members", None),
        ("when was the latest count", None),
    ],
)
def test_the_year_of_the_highest_or_lowest_is_asked_for(text: str, asked: str | None) -> None:
    assert extreme_asked(fold(text)) == asked


@pytest.mark.parametrize(("asked", "item"), [("highest", "more than 100 in 2015"), ("lowest", "68 in March 2013")])
def test_it_is_one_of_the_row(asked: Literal["highest", "lowest"], item: str) -> None:
    assert extreme_in(_ROW, asked) == item
    assert extreme_in("Winners:\n- 2017: A\n- 2018: B\n- 2022: C", asked) == ""


def test_it_is_told_of_the_members(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    conversation.reply(Message("Wie hat sich die Mitgliederzahl entwickelt?", session="a"))
    assert "über 100 im Jahr 2015" in conversation.reply(Message("wann waren es die meisten?", session="a")).answer.text
