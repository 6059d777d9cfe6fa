"""go-cluster set beside another programme."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.clusters.programme_beside import (
    asked_of_both,
    asked_of_other,
    compared_with_subject,
    money_of_both,
    other_programme,
)
from knowledge.records import Language


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


@pytest.mark.parametrize(
    ("text", "question", "full"),
    [
        (
            "and what's the difference to the Cluster Platform?",
            "What is go-cluster?",
            "What is the difference between go-cluster and Cluster Platform?",
        ),
        (
            "wie unterscheidet sich das von ESCA?",
            "was ist go-cluster",
            "Was ist der Unterschied zwischen go-cluster und ESCA?",
        ),
        (
            "how is it different from go-cluster?",
            "What is the Cluster Platform Germany?",
            "What is the difference between Cluster Platform Germany and go-cluster?",
        ),
        ("how does it differ from other programmes?", "What is go-cluster?", ""),
        ("what's the difference to it?", "What is go-cluster?", ""),
        ("und der Unterschied zu EUCLES?", "Was ist ESCA?", ""),
        ("What is the difference between go-cluster and ZIM?", "What is go-cluster?", ""),
    ],
)
def test_what_is_spoken_of_is_set_beside_the_one_that_is_named(text: str, question: str, full: str) -> None:
    language: Language = "de" if question.casefold().startswith("was") else "en"
    assert compared_with_subject(text, question, language) == full


def test_there_is_the_other_programme() -> None:
    question = "Was ist der Unterschied zwischen go-cluster und der Clusterplattform?"
    assert asked_of_other("Wie viele Cluster stehen da drin?", question) == "Wie viele Cluster stehen Clusterplattform?"
    assert asked_of_other("Wie viele Cluster gibt es da?", "Was ist go-cluster?") == ""
    assert asked_of_other("Gibt es da Unterlagen?", question) == ""


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (
            ("What is go-cluster?", "and what's the difference to the Cluster Platform?"),
            ("measure", "information portal"),
        ),
        (("What is the difference between go-cluster and ESCA?",), ("measure", "Secretariat")),
        (
            (
                "What is go-cluster?",
                "and what's the difference to the Cluster Platform?",
                "how many clusters are on there",
            ),
            ("434",),
        ),
    ],
)
def test_both_programmes_are_told(
    conversation_factory: Callable[[], Conversation], turns: tuple[str, ...], told: tuple[str, ...]
) -> None:
    conversation = conversation_factory()
    *_, last = [conversation.reply(Message(turn, session="a")).answer.text for turn in turns]
    assert all(word in last for word in told)
