"""The best of the labels, in conversations about them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.on_statements.best_label import best_of_labels
from bot.session.messages import Message
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "last", "language", "full"),
    [
        ("Which one is the best?", "What labels exist?", "en", "What is the best label?"),
        ("and which of them is the highest?", "Which labels are there?", "en", "What is the best label?"),
        ("welches ist das beste?", "Welche Labels gibt es?", "de", "Welches Label ist das beste?"),
        ("Which one is the best?", "Which clusters are there for food?", "en", ""),
        ("Which one is the best in Saxony?", "What labels exist?", "en", ""),
    ],
)
def test_the_best_one_is_a_label_where_labels_are_spoken_of(
    text: str, last: str, language: Language, full: str
) -> None:
    assert best_of_labels(text, last, language) == full


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("What labels exist?",), "bronze, silver and gold"),
        (("What is the best label?",), "The gold label"),
        (("What labels exist?", "Which one is the best?"), "The gold label"),
        (
            ("What labels exist?", "Which one is the best?", "how many go-cluster members have it"),
            "14 go-cluster members",
        ),
        (("Wer ist Ansprechpartner im Ministerium?",), "Sabine Maass"),
    ],
)
def test_labels_and_the_ministry_are_told_of(
    conversation_factory: Callable[[], Conversation], turns: tuple[str, ...], said: str
) -> None:
    conversation = conversation_factory()
    *_, last = [conversation.reply(Message(turn, session="a")).answer.text for turn in turns]
    assert said in last
