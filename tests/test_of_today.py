"""What was asked of a time that is over, asked of today or of go-cluster itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.on_statements.of_today import of_today
from bot.session.messages import Message
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("Who decided on new members in the predecessor initiative?", "And today?", "programme advisory board"),
        ("Wer bestimmte früher bei den Kompetenznetzen, der Vorgängerinitiative, über neue Mitglieder?", "Und wer entscheidet das bei go-cluster?", "Programmbegleitkreis"),
        ("Durfte sich früher, als das Ministerium noch BMWi hieß, jedes deutsche Cluster bewerben?", "Und heute?", "allen leistungsstarken Innovationsclustern"),
    ],
)  # fmt: skip
def test_the_newer_statement_is_told(
    first: str, then: str, told: str, conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    before = conversation.reply(Message(first, session="a")).answer
    after = conversation.reply(Message(then, session="a")).answer
    assert told in after.text
    assert told not in before.text


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("And today?", "Who decides on new members?"),  # of no time that is over
        ("And who pays?", "Who decided on new members in the predecessor initiative?"),
    ],
)
def test_nothing_else_is(text: str, question: str, answerer: Answerer) -> None:
    topic = Topic(question=question, last=question, statement_ids=("web-kn-beirat-2008",))
    assert of_today(text, "en", topic, answerer) is None


def test_after_nothing_was_told_there_is_nothing_to_be_newer_than(answerer: Answerer) -> None:
    question = "Who decided on new members in the predecessor initiative?"
    assert of_today("And today?", "en", Topic(question=question, last=question), answerer) is None
