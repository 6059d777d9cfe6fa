"""Whom "you" stands for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.reading.you import named_for_you
from bot.session.messages import Message


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what did you do with denmark", "what did go-cluster do with denmark"),
        ("have you ever been evaluated?", "has go-cluster ever been evaluated?"),
        ("was habt ihr mit Dänemark gemacht?", "was hat go-cluster mit Dänemark gemacht?"),
        ("do you sit there too", "does go-cluster sit there too"),
        ("are you a member of it?", "is go-cluster a member of it?"),
        ("seid ihr da auch Mitglied?", "ist go-cluster da auch Mitglied?"),
        ("zahlt ihr das?", "zahlt go-cluster das?"),
        ("are you sure?", "are you sure?"),
        ("do you know that?", "do you know that?"),
        ("did you mention Sweden?", "did you mention Sweden?"),
        ("have you any in Jena?", "have you any in Jena?"),
        ("haben Sie auch Cluster in Jena?", "haben Sie auch Cluster in Jena?"),
    ],
)
def test_you_is_go_cluster_where_it_did_something(text: str, named: str) -> None:
    assert named_for_you(text) == named


def test_what_you_did_is_told(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    conversation.reply(Message("Which countries does go-cluster cooperate with?", session="a"))
    assert "25 June 2014" in conversation.reply(Message("what did you do with denmark", session="a")).answer.text
