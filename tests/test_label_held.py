"""Which clusters have the label that is spoken of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.pointing.label_held import with_label
from bot.session.messages import Message
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "asked", "language", "meant"),
    [
        (
            "which ones in Bremen have it?",
            "how long is silver valid",
            "en",
            "which ones in Bremen have the silver label?",
        ),
        (
            "and which clusters have it in Hesse",
            "what does gold cost?",
            "en",
            "and which clusters have the gold label in Hesse",
        ),
        (
            "und welche Cluster in Bayern haben das?",
            "Was kostet Gold?",
            "de",
            "und welche Cluster in Bayern haben das Gold-Label?",
        ),
        ("gibt es welche in Hessen mit dem?", "Was kostet Gold?", "de", ""),
        ("which ones have it?", "who decides on admission?", "en", ""),
        ("which ones have it?", "what do silver and gold cost?", "en", ""),
        ("which ones have gold?", "what does silver cost?", "en", ""),
        ("who pays for it?", "what does gold cost?", "en", ""),
    ],
)
def test_the_one_level_spoken_of_takes_the_place_of_it(text: str, asked: str, language: Language, meant: str) -> None:
    assert with_label(text, asked, language) == meant


@pytest.mark.parametrize(
    ("texts", "conditions"),
    [
        (("how long is the silver label valid?", "which ones in Bremen have it"), "in Bremen, with the silver label"),
        (("Was kostet Gold?", "Und welche Cluster in Hessen haben das?"), "in Hessen, mit Gold-Label"),
    ],
)
def test_the_clusters_that_have_it_are_listed(
    texts: tuple[str, str], conditions: str, conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    answer = [conversation.reply(Message(text, session="a")).answer for text in texts][-1]
    assert (answer.kind, conditions in answer.text) == ("clusters", True)
