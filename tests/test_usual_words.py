"""Questions asked in words that no statement has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.conversation import Conversation
from bot.messages import Message
from knowledge.records import Language
from knowledge.usual_words import in_usual_words


@pytest.mark.parametrize(
    ("text", "language", "before", "usual"),
    [
        ("What labels exist?", "en", "", "Which labels does ESCA award?"),
        ("Which kinds of labels are there?", "en", "", "Which labels does ESCA award?"),
        ("What is the best label?", "en", "", "What is the highest label?"),
        ("Which label is the best?", "en", "", "What is the highest label?"),
        ("Which one is the best?", "en", "What labels exist?", "What is the highest label?"),
        ("Which one is the best?", "en", "Which clusters are there for food?", ""),
        ("welches ist das beste?", "de", "Welche Labels gibt es?", "Welches Label ist das höchste?"),
        ("Was ist das beste Label?", "de", "", "Welches Label ist das höchste?"),
        ("Which cluster has the best label?", "en", "", ""),
        ("Which labels does Silicon Saxony have?", "en", "", ""),
        ("Wer ist Ansprechpartner im Ministerium?", "de", "", "Wer betreut go-cluster im Ministerium?"),
        ("Ansprechpartner im BMWK für go-cluster", "de", "", "Wer betreut go-cluster im Ministerium?"),
        ("Wer ist im Ministerium für go-cluster zuständig?", "de", "", "Wer betreut go-cluster im Ministerium?"),
        ("Who is the contact person at the ministry?", "en", "", "Who is responsible for go-cluster in the ministry?"),
        ("Welches Ministerium ist für go-cluster zuständig?", "de", "", ""),
        ("Wer ist im Ministerium für die Exzellenzcluster zuständig?", "de", "", ""),
        ("Who at the ministry opened the conference in 2016?", "en", "", ""),
    ],
)
def test_usual_words(text: str, language: Language, before: str, usual: str) -> None:
    assert in_usual_words(text, language, before) == usual


def test_the_best_label_is_what_is_spoken_of_then(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    turns = ("What labels exist?", "Which one is the best?", "how many go-cluster members have it")
    first, second, third = [conversation.reply(Message(turn, session="a")).answer.text for turn in turns]
    assert "bronze, silver and gold" in first
    assert second.startswith("The gold label")
    assert "14 go-cluster members" in third
