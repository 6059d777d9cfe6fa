"""What is asked after a count, or of an event in a year: which clusters they are, and whether there was one in another year."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.on_clusters.whole_list import asks_which_those_are
from bot.session.messages import Message


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("which ones are they?", True),
        ("Welche Cluster sind das?", True),
        ("can you list them", True),
        ("kannst du sie mir nennen?", True),
        ("which clusters have it?", True),
        ("Welche Aufgaben haben sie?", False),
        ("what do they do?", False),
    ],
)
def test_which_those_are_is_asked(text: str, does: bool) -> None:
    assert asks_which_those_are(text) == does


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("How many clusters have the gold label?", "which ones are they?"), "Understood: with the gold label."),
        (("Wie viele Mitglieder hat go-cluster?", "welche Cluster sind das?"), "Mitglieder von go-cluster"),
        (("Was ist das Gold-Label?", "Wie viele Mitglieder haben es?", "Welche sind das?"), "mit Gold-Label"),
        (("How many members have a label?", "how many of those have gold?"), "14 go-cluster members"),
        (("How many members does the advisory board have?", "which ones are they?"), "Thomas Heimer (chair)"),
        (("How many members did go-cluster have in 2015?", "which ones were they?"), "More than 100"),
    ],
)
def test_which_were_counted_is_searched_for(
    conversation_factory: Callable[[], Conversation], turns: tuple[str, ...], said: str
) -> None:
    conversation = conversation_factory()
    *_, last = [conversation.reply(Message(turn, session="a")).answer.text for turn in turns]
    assert said in last


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("What happened at the Cluster Week 2019?", "was there one in 2021 as well?"), "The sources do not say"),
        (("Wann war die Clusterwoche 2019?", "Gab es 2017 auch schon eine?"), "Ja. Vom 20. bis 28. April 2017"),
        (("When was the last funding call?", "was there one in 2014?"), "In 2012, 2014, 2017 and 2021"),
        (("Was there an annual conference in 2020?",), "Yes. The last three"),
        (("How many members did go-cluster have in 2015?", "and in 2022?", "so it shrank?"), "68 in March 2013"),
        (("Wie viele Mitglieder haben Silber?", "Ist das mehr als 2020?"), "Nein. Wie gesagt: Im Oktober 2022"),
        (("How many SMEs are in go-cluster clusters?", "is that from 2023?"), "Yes. As just said:"),
        (("How many SMEs are in go-cluster clusters?", "is that from 2019?"), "No. As just said:"),
        (("Wie viele Mitglieder hatten 2020 Silber?", "also weniger geworden?"), "Ja. Im Oktober 2022"),
    ],
)
def test_there_was_one_in_another_year(
    conversation_factory: Callable[[], Conversation], turns: tuple[str, ...], said: str
) -> None:
    conversation = conversation_factory()
    *_, last = [conversation.reply(Message(turn, session="a")).answer.text for turn in turns]
    assert said in last
