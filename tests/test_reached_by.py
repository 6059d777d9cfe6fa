"""The phone, fax or e-mail of what a statement told of; the same asked of another cluster."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.records import Answer

ORDERING = "Where can I order government brochures?"
BENEFITS = "What benefits of membership did AFBW name?"


def last(conversation: Conversation, *texts: str) -> Answer:
    """Return the answer to the last of `texts`."""
    return [conversation.reply(Message(text, session="a")).answer for text in texts][-1]


@pytest.mark.parametrize(
    "text", ["phone?", "and the phone number?", "fax?", "what is their e-mail address?", "Telefon?"]
)
def test_what_the_statement_given_has_is_told_of_it(
    text: str, conversation_factory: Callable[[], Conversation]
) -> None:
    answer = last(conversation_factory(), ORDERING, text)
    assert (
        "publikationen@bundesregierung.de" in answer.text or "18 2722721" in answer.text or "182722721" in answer.text
    )
    assert "310078387" not in answer.text


@pytest.mark.xfail(strict=True, reason="since details weigh more, the fax of the ordering service is told")
def test_what_it_lacks_is_looked_for_elsewhere(conversation_factory: Callable[[], Conversation]) -> None:
    answer = last(conversation_factory(), "What is the address of the go-cluster office?", "fax?")
    assert "publikationen@bundesregierung.de" not in answer.text


@pytest.mark.parametrize("text", ["and smart3?", "what does smart3 say to that?", "und was sagt smart3 dazu?"])
def test_what_a_statement_told_of_one_is_told_of_another(
    text: str, conversation_factory: Callable[[], Conversation]
) -> None:
    answer = last(conversation_factory(), BENEFITS, text)
    assert answer.kind == "answer"
    assert [c.passage_id.rpartition("#")[2] for c in answer.citations][:1] == ["pub-smart3-benefits"]
