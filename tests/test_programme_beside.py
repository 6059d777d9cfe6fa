"""go-cluster set beside another programme."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.conversation import Conversation
from bot.messages import Message
from knowledge.programme_beside import asked_of_both, money_of_both, other_programme


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("whats the diffrence between go cluster and spitzencluster", "spitzencluster"),
        ("What is the difference between the ZIM and go-cluster, please?", "ZIM"),
        ("Was ist der Unterschied zwischen go-cluster und dem Spitzencluster-Wettbewerb?", "Spitzencluster-Wettbewerb"),
        ("How does go-cluster differ from Clusters4Future?", "Clusters4Future"),
        ("Wie unterscheidet sich das ZIM vom go-cluster-Programm?", "ZIM"),
        ("go-cluster vs ZIM", "ZIM"),
        ("What is the difference between ESCA and EUCLES?", ""),
        ("What do go-cluster and ZIM have to do with bread?", ""),
        ("What is the difference between go-cluster in 2013 and in 2022, as it is told in all the reports?", ""),
    ],
)
def test_the_other_programme_is_named(text: str, name: str) -> None:
    assert other_programme(text).removeprefix("the ") == name


def test_both_are_asked_for() -> None:
    assert asked_of_both("go-cluster vs ZIM", "en") == ("What is go-cluster?", "What is ZIM?")
    assert asked_of_both("Who leads go-cluster?", "en") == ()


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [("which one pays more", True), ("Where is more money?", True), ("which is older", False), ("and more?", False)],
)
def test_which_pays_more_is_asked_of_both(text: str, is_asked: bool) -> None:
    assert bool(money_of_both(text, "go-cluster vs ZIM", "en")) == is_asked
    assert money_of_both(text, "What is ZIM?", "en") == ()


def test_both_sides_are_told(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    texts = ("whats the diffrence between go cluster and spitzencluster", "which one pays more")
    beside, money = (conversation.reply(Message(text, session="a")).answer.text for text in texts)
    assert "excellence measure" in beside
    assert "15 clusters in three rounds" in beside
    assert "100,000 euros" in money
    assert "40 million euros" in money
