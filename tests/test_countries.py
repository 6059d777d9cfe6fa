"""Countries that are asked about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.conversation import Conversation
from bot.messages import Message
from knowledge.countries import countries_in, country_alone


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Polen auch?", "pl"),
        ("and poland?", "pl"),
        ("also the USA?", "us"),
        ("und mit Österreich?", "at"),
        ("Poland joined in 2015, too?", ""),
        ("und Bayern?", ""),
    ],
)
def test_a_country_alone(text: str, code: str) -> None:
    assert country_alone(text) == code


def test_countries_are_found() -> None:
    assert countries_in("die Schweiz, Dänemark und Schweden") == {"ch", "dk", "se"}
    assert countries_in("Saxony") == frozenset()


@pytest.mark.parametrize(
    ("first", "second", "is_named"),
    [
        ("Welche Partnerländer gibt es?", "Polen auch?", False),
        ("Welche Partnerländer gibt es?", "Schweden auch?", True),
    ],
)
def test_who_is_not_in_the_list_is_said_not_to_be(
    conversation_factory: Callable[[], Conversation], first: str, second: str, is_named: bool
) -> None:
    conversation = conversation_factory()
    conversation.reply(Message(first, session="a"))
    said = conversation.reply(Message(second, session="a")).answer.text
    assert ("nicht" in said.casefold()) is not is_named
