"""Words before a message change nothing of what it asks, whichever they are, alone or several."""

from __future__ import annotations

import re

import pytest

from bot.on_clusters.listed import is_number, says_no_more, whether_there
from bot.on_clusters.since_when import is_bare_since
from bot.on_clusters.whole_list import counts
from bot.pointing.each_of import each_of
from bot.pointing.slots import goes_on, without_opening
from knowledge.answers.double_details import both_details
from knowledge.asked.question import asks_how
from knowledge.words.beginnings import BEFORE

OPENINGS = (
    "And ",
    "und ",
    "But ",
    "Aber ",
    "Okay, ",
    "ok ",
    "So ",
    "also ",
    "Ah, ",
    "aha ",
    "Oh ",
    "Hm, ",
    "Hmm … ",
    "Na, ",
)


@pytest.mark.parametrize("opening", [*OPENINGS, "Ah okay, und ", "Hm, also "])
def test_words_before_a_message_are_passed_over(opening: str) -> None:
    assert re.fullmatch(BEFORE, opening.casefold())
    assert asks_how(f"{opening}wie wird man Mitglied?")
    assert counts(f"{opening}how many are there?")
    assert is_bare_since(f"{opening}seit wann?")
    assert whether_there(f"{opening}is that in Saxony?") == "saxony"
    assert both_details(f"{opening}address or website?", "en") == ("address",)


@pytest.mark.parametrize("opening", ["And ", "und ", "But ", "Aber ", "Okay, ", "then ", "dann ", "now ", "jetzt "])
def test_what_joins_a_message_to_the_last_one_shows_that_it_goes_on(opening: str) -> None:
    assert goes_on(f"{opening}the newsletter?")
    assert without_opening(f"{opening}2013?") == "2013"
    assert each_of(f"{opening}2017 and 2022?", "en") == ("2017", "2022")
    assert says_no_more(f"{opening}the second one")
    assert is_number(f"{opening}number 2")


@pytest.mark.parametrize(
    "text", ["Oh, the newsletter costs nothing", "Hm, newsletters are read", "Andere Cluster", "Sofia"]
)
def test_what_is_said_to_oneself_or_only_begins_alike_does_not_go_on(text: str) -> None:
    assert not goes_on(text)


def test_a_word_that_only_begins_alike_stays() -> None:
    assert without_opening("Android, okapis and newts") == "Android okapis and newts"
