"""What goes on with a question which technology fields there are seeks no clusters of these fields."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.on_statements.fields_asked import of_fields
from bot.session.messages import Message
from bot.session.sessions import Topic
from knowledge.records import Language

TOPIC = Topic(question="Which technology fields have to do with health?", statement_ids=("a",))
THEMA = Topic(question="Welche Technologiefelder haben mit Gesundheit zu tun?", statement_ids=("a",))


@pytest.mark.parametrize(
    ("text", "language", "topic", "asked"),
    [
        ("And with mobility?", "en", TOPIC, "Which technology fields on the go-cluster list have to do with mobility?"),
        ("Und welche mit Verkehr?", "de", THEMA, "Welche Technologiefelder auf der Liste von go-cluster haben mit Verkehr zu tun?"),
        ("Und um Mobilität?", "de", THEMA, "Welche Technologiefelder auf der Liste von go-cluster haben mit Mobilität zu tun?"),
        ("Und insgesamt?", "de", THEMA, "Wie viele Technologiefelder gibt es bei go-cluster?"),
        ("And which clusters for mobility?", "en", TOPIC, ""),
        ("Who decides?", "en", TOPIC, ""),
        ("And with mobility?", "en", Topic(question="Which clusters deal with the field of health?", statement_ids=("a",)), ""),
        ("And with mobility?", "en", Topic(question=TOPIC.question), ""),  # nothing was told
    ],
)  # fmt: skip
def test_another_kind_or_all_of_them(text: str, language: Language, topic: Topic, asked: str) -> None:
    assert of_fields(text, language, topic) == asked


def test_a_statement_is_told(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    said = [
        conversation.reply(Message(text, session="a")).answer
        for text in ("Welche Technologiefelder haben mit Verkehr und Mobilität zu tun?", "Und welche mit Gesundheit?", "Und insgesamt?")
    ]  # fmt: skip
    assert [answer.kind for answer in said] == ["answer"] * 3
    assert "Medizintechnik" in said[1].text
    assert "37" in said[2].text
