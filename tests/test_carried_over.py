"""What of the question before a brief message leaves out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.pointing.carried_over import with_other_name, with_year
from bot.session.messages import Message
from knowledge.statements.rereading import without_own_date


@pytest.mark.parametrize(
    ("text", "question", "anew"),
    [
        ("Wie hoch war der Zuschuss?", "Was war 2021 die Frist?", "Wie hoch war der Zuschuss 2021?"),
        ("And in 2014?", "What was the grant in 2021?", ""),  # names its own
        ("Wie hoch war der Zuschuss?", "Was war 2014 und 2021?", ""),  # which of them?
        ("Danke", "Was war 2021 die Frist?", ""),
    ],
)
def test_the_year_carries_on(text: str, question: str, anew: str) -> None:
    assert with_year(text, question) == anew


@pytest.mark.parametrize(
    ("text", "question", "anew"),
    [
        ("And with Malta?", "Have you ever worked with Danish smiths?", "Have you worked with Malta?"),
        ("Und mit Malta?", "Hat Ulm schon mal mit Wien zusammengearbeitet?", "Hat Ulm mit Malta zusammengearbeitet?"),
        ("And with us?", "Have you ever worked with Danish smiths?", ""),
        ("And for Malta?", "Have you ever worked with Danish smiths?", ""),
        ("And with Malta in which year?", "Have you ever worked with Danish smiths?", ""),
    ],
)
def test_a_name_takes_the_place_behind_the_same_preposition(text: str, question: str, anew: str) -> None:
    assert with_other_name(text, question) == anew


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Our guild has had silver since May 2024. When does it end?", "Our guild has had silver. When does it end?"),
        ("Wir haben seit Mai 2024 Silber. Wann endet das?", "Wir haben Silber. Wann endet das?"),
        ("The guild was founded in May 2024. Who leads it?", "The guild was founded in May 2024. Who leads it?"),
        ("When did we join in 2019?", "When did we join in 2019?"),
    ],
)
def test_since_when_people_have_something_is_not_asked(text: str, asked: str) -> None:
    assert without_own_date(text) == asked


def test_a_date_of_ones_own_hides_no_answer(conversation_factory: Callable[[], Conversation]) -> None:
    text = "Unser Cluster hat seit Mai 2024 zum ersten Mal Silber. Wann läuft das ab?"
    answer = conversation_factory().reply(Message(text, session="a")).answer
    assert "zwei Jahre ab dem Monat der Bewertung" in answer.text


def test_the_topic_stays_after_a_refusal(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    texts = ("When's the next annual conference?", "And the last one you know of?", "How many people came?")
    following, last, people = (conversation.reply(Message(text, session="a")).answer for text in texts)
    assert following.kind == "abstention"
    assert "20 October 2022" in last.text
    assert "a good 60 participants" in people.text


def test_what_is_spoken_of_stays(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    texts = (
        "Ist Zukunftscluster dasselbe wie go-cluster?",
        "Wie viel Geld kriegt so einer?",
        "Und beim Spitzencluster?",
        "Wer ist da zuständig, auch das Wirtschaftsministerium?",
    )
    *_, responsible = (conversation.reply(Message(text, session="a")).answer.text for text in texts)
    assert "Spitzencluster-Wettbewerb (Forschungsministerium)" in responsible


def test_how_many_is_asked_of_what_was_told(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    texts = ("Which universities are in go-cluster?", "OK, how many then?")
    *_, number = (conversation.reply(Message(text, session="a")).answer.text for text in texts)
    assert "more than 700" in number
    texts = ("What does the head of the programme earn?", "ok who is that anyway?", "and before?")
    *_, former = (conversation.reply(Message(text, session="b")).answer.text for text in texts)
    assert "Claudia Buhl was head of go-cluster from 2012 to 2020" in former
