"""Yes, no and neither, where what is asked presumes something, in conversations about the shipped corpus."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message

Made = Callable[[], Conversation]


def last(conversation: Conversation, *turns: str) -> str:
    return [conversation.reply(Message(turn, session="one")).answer.text for turn in turns][-1]


@pytest.mark.parametrize(
    ("turns", "begins"),
    [
        (("Since when does go-cluster exist, 2010?",), "No. go-cluster has been in place since mid-2012"),
        (("Stimmt es dass go-cluster 2010 gestartet ist?",), "Nein. go-cluster gibt es seit Mitte 2012"),
        (("Was go-cluster founded in 2010?",), "No. go-cluster has been in place since mid-2012"),
        (("Seit wann gibt es go-cluster?", "war das nicht 2010?"), "Nein. "),
        (("I have to check a number: 14,000 companies in go-cluster, correct?",), "No. "),
        (("Stimmt die Zahl von 14.000 Unternehmen?",), "Nein. "),
        (("Does go-cluster work with Poland?",), "Not among those named: "),
        (("Welche Partnerländer gibt es?", "Polen auch?"), "Unter den Genannten nicht: "),
        (("How many members had silver in 2022?", "so more silver than before?"), "No. "),
        (("Which ministry is responsible?", "wasn't it called BMWK?"), "Yes. As just said: 2022/2023"),
        (("Worum ging es in der Förderrunde 2017?", "Konnten sich da auch Nichtmitglieder bewerben?"), "Nein. "),
        (("Can non-members apply for funding?",), "No. "),
        (("Wer kann Mitglied werden?", "Geht das auch aus Österreich?"), "Nein. Wie gesagt: Offen steht"),
        (("Does the programme advise on strategy?",), "Yes. "),
    ],
)
def test_yes_or_no_is_said_where_a_statement_bears_it(
    conversation_factory: Made, turns: tuple[str, ...], begins: str
) -> None:
    assert last(conversation_factory(), *turns).startswith(begins)


@pytest.mark.parametrize(
    "turns",
    [
        ("Do you need a label to join go-cluster?",),
        ("how do I get the newsletter", "how often does it come", "is it free"),
        ("is there funding at the moment",),
        ("i think the 14000 companies figure is wrong",),
    ],
)
def test_neither_is_said_where_none_does(conversation_factory: Made, turns: tuple[str, ...]) -> None:
    assert not last(conversation_factory(), *turns).startswith(("Yes", "No."))


@pytest.mark.parametrize(
    "text",
    [
        "What is go-cluster?",
        "Which countries does go-cluster cooperate with?",
        "Gibt es einen Newsletter?",
        "Does the programme advise on strategy?",
    ],
)
def test_the_same_is_not_said_twice(conversation_factory: Made, text: str) -> None:
    assert "\n\n" not in last(conversation_factory(), text)


def test_the_dearer_of_two_levels_comes_first(conversation_factory: Made) -> None:
    told = last(conversation_factory(), "What's the difference between silver and gold?", "which is more expensive")
    assert told.index("8,250") < told.index("3,620")
    assert "bronze" not in told


def test_how_many_of_those_is_asked_of_the_time_that_was_told_of(conversation_factory: Made) -> None:
    turns = ("Wie viele Mitglieder hatte go-cluster 2020?", "und wie viele davon mit gold label")
    assert last(conversation_factory(), *turns).startswith("Wie gesagt: 12 Mitglieder hatten das ECEI-Gold-Label")
    assert last(conversation_factory(), *turns, "Und 2022?").startswith("Im Oktober 2022 hatten 14 Mitglieder")


def test_what_was_told_last_is_no_second_part_of_the_next_answer(conversation_factory: Made) -> None:
    told = last(conversation_factory(), "hallo was ist go cluster überhaupt", "seit wann gibt es das?")
    assert told == "go-cluster gibt es seit Mitte 2012. [1]"
