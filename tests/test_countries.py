"""Countries as people name them, beside statements that name several."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.words.countries import NAMES, asks_from_abroad, countries_in, leaves_out_country, names_same_countries
from knowledge.words.text import fold

PARTNERS = "The guild names its partners: Switzerland, Denmark, Austria, Sweden and France."


def test_a_country_is_known_by_its_names_in_both_languages() -> None:
    assert countries_in("Polish clusters") == countries_in("Arbeitet ihr mit Polen?") != frozenset()
    assert countries_in("the US") == countries_in("Vereinigte Staaten")
    assert not countries_in("Tell us more of Germany")


@pytest.mark.parametrize(
    ("asked", "statement", "leaves_out"),
    [
        ("and Poland?", PARTNERS, True),
        ("Danish ones?", PARTNERS, False),
        ("Poland or Denmark?", PARTNERS, False),
        ("and Poland?", "The guild met in Denmark and Austria.", False),  # does not tell which there are
        ("and Bavaria?", PARTNERS, False),
        ("was there a trip to Japan?", PARTNERS, False),
    ],
)
def test_a_statement_that_names_several_leaves_out_the_others(asked: str, statement: str, leaves_out: bool) -> None:
    assert leaves_out_country(asked, statement) == leaves_out


def test_what_is_for_those_from_germany_is_what_others_from_abroad_ask_of() -> None:
    said = "In principle, the guild is open to bakers from Germany."
    assert asks_from_abroad("Geht das auch aus Österreich?", said)
    assert asks_from_abroad("and foreign ones?", said)
    assert not asks_from_abroad("and from Bavaria?", said)
    assert not asks_from_abroad("and foreign ones?", "The guild met in Germany.")


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


def test_a_list_of_countries_that_another_has_whole_says_nothing_new() -> None:
    whole = "Partners are Sweden, Denmark, France and Austria."
    assert names_same_countries("There were talks with Denmark, Austria and Sweden.", whole)
    assert not names_same_countries("There were talks with Denmark, Norway and Sweden.", whole)
    assert not names_same_countries("There was a talk with Denmark.", whole)


@pytest.mark.parametrize(
    "text",
    [
        "(Japan)",
        "Korea/Vietnam",
        "„Niederlande“",
        "South-Africa",
        "die Vereinigten Staaten",
        "the UK",
        "Anglo-American",
    ],
)
def test_a_name_is_found_beside_any_mark(text: str) -> None:
    named = [number for number, names in enumerate(NAMES) if re.search(rf"\b(?:{names})\b", fold(text))]
    assert sorted(countries_in(text)) == named


def test_a_text_that_names_no_country_is_of_none() -> None:
    assert countries_in("Who pays us for the portal in Polzin?") == frozenset()
