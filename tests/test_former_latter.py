"""Which of two "the former" and "letzteres" stand for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.pointing.former_latter import with_names
from bot.session.messages import Message
from bot.session.sessions import Topic
from knowledge.records import Language

BOTH = "Was ist der Unterschied zwischen EUCLES und ESCA?"


def topics(*questions: str) -> list[Topic]:
    """Return topics of these questions, the latest first."""
    return [Topic(question=question, last=question) for question in questions]


@pytest.mark.parametrize(
    ("text", "language", "before", "read"),
    [
        ("Wann wurde letzteres gegründet?", "de", [BOTH], "Wann wurde ESCA gegründet?"),
        ("Wann wurde das erstere gegründet?", "de", [BOTH], "Wann wurde EUCLES gegründet?"),
        ("Wer sitzt beim letzteren?", "de", [BOTH], "Wer sitzt bei ESCA?"),
        ("When was the former founded?", "en", ["What is ESCA?", "What is EUCLES?"], "When was EUCLES founded?"),
        ("How much does the latter cost?", "en", ["How do silver and gold differ?"], "How much does gold cost?"),
        # who has asked of the former before still means the same two
        ("Who runs the latter?", "en", ["Who founded EUCLES?", "What is ESCA?", "What is EUCLES?"], "Who runs ESCA?"),
        ("ESCA or EUCLES: when was the latter founded?", "en", [], "ESCA or EUCLES: when was EUCLES founded?"),
    ],
)
def test_it_is_read_as_the_name(text: str, language: Language, before: list[str], read: str) -> None:
    assert with_names(text, language, topics(*before)) == read


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Who was the former head?", ["What is ESCA?", "What is EUCLES?"]),  # what somebody once was
        ("When was the latter founded?", ["What is ESCA?"]),  # no two are named
        ("What is the latest?", ["What is ESCA?", "What is EUCLES?"]),
    ],
)
def test_what_stands_for_none_of_two_stays(text: str, before: list[str]) -> None:
    assert with_names(text, "en", topics(*before)) == text


def test_it_is_answered_for_that_one(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    conversation.reply(Message(BOTH, session="a"))
    answer = conversation.reply(Message("Wann wurde letzteres gegründet?", session="a")).answer
    assert "November 2010" in answer.text
