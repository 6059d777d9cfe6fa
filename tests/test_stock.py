"""How the clusters that are known are spread: when that is asked for, the counts, and how it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from made import profile

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.clusters.stock import Spread, counts, spread_asked
from knowledge.records import Answer
from knowledge.retrieval.base import KnowledgeBase


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("Which German state has the most clusters in your list?", Spread("land")),
        ("Welches Bundesland hat die meisten Cluster?", Spread("land")),
        ("In welchem Bundesland gibt es die wenigsten Cluster?", Spread("land", fewest=True)),
        ("How many clusters are in each state?", Spread("land")),
        ("Wie viele Cluster gibt es je Bundesland?", Spread("land")),
        ("Wie verteilen sich die Cluster auf die Länder?", Spread("land")),
        ("Where are most clusters?", Spread("land")),
        ("In welcher Stadt gibt es die meisten Cluster?", Spread("city")),
        ("Which field has the most clusters?", Spread("field")),
        ("clusters per state", Spread("land")),
    ],
)
def test_the_spread_of_clusters_is_asked_for(text: str, spread: Spread) -> None:
    found = spread_asked(text)
    assert found is not None
    assert found[0] == spread


@pytest.mark.parametrize(
    "text",
    [
        "Which Land has the most members?",
        "Welches Bundesland hatte 2016 die meisten Mitglieder in go-cluster?",
        "Which state had the most clusters in 2013?",
        "How many clusters are there in Saxony?",
        "How many events did each state have in the Cluster Week?",
        "Which cluster has the most members?",
        "Which field is the most important for clusters on the platform?",
        "By which criteria are clusters admitted?",
    ],
)
def test_other_questions_want_no_such_counts(text: str) -> None:
    assert spread_asked(text) is None


def test_seats_are_counted_and_those_that_span_a_land_beside() -> None:
    profiles = [
        profile("one", state="Berlin", city="Berlin", states=["Brandenburg"]),
        profile("two", state="Sachsen", city="Dresden"),
        profile("three", state="Sachsen", city=None, fields=["Automotive", "ICT"]),
    ]
    assert counts(profiles, Spread("land")) == [("Sachsen", 2, 2), ("Berlin", 1, 1), ("Brandenburg", 0, 1)]
    assert counts(profiles, Spread("land", fewest=True))[0] == ("Brandenburg", 0, 1)
    assert counts(profiles, Spread("city")) == [("Berlin", 1, 1), ("Dresden", 1, 1)]
    assert counts(profiles, Spread("field")) == [("Automotive", 3, 3), ("ICT", 1, 1)]


def talk(conversation: Conversation, *texts: str) -> Answer:
    return [conversation.reply(Message(text, session="a")).answer for text in texts][-1]


def test_the_counts_are_said_to_be_of_the_profiles(
    conversation_factory: Callable[[], Conversation], shipped: KnowledgeBase
) -> None:
    lines = talk(conversation_factory(), "Which German state has the most clusters in your list?").text.splitlines()
    land, n = Counter(p.state for p in shipped.profiles.values()).most_common(1)[0]
    assert f"of the {len(shipped.profiles)} clusters of which I know" in lines[0]
    assert lines[1].startswith(f"1. {shipped.taxonomy.land_name(land, 'en')}: {n}")


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (("Which state has the most clusters?", "And Mecklenburg-Vorpommern?"), "in Mecklenburg-Western Pomerania"),
        (("Was kostet das Gold-Label?", "Und wie viele Cluster haben Sie insgesamt gespeichert?"), "alle Cluster"),
        (("When was go-cluster founded?", "And how many clusters do you have?"), "all clusters"),
        (("photonics clusters", "how many clusters do you know in total?"), "all clusters"),
        (("photonics clusters", "how many clusters do you have?"), "Optical Technologies and Photonics"),
        (("How many clusters do you have?", "Which state has the most?"), "Counted from the profiles"),
        (("How many clusters do you have?", "How many of those in Brandenburg?"), "in Brandenburg"),
        (("Which state has the most photonics clusters?",), "Optical Technologies and Photonics"),
    ],
)
def test_what_is_known_at_all_can_be_asked_for_anywhere(
    texts: tuple[str, ...], says: str, conversation_factory: Callable[[], Conversation]
) -> None:
    answer = talk(conversation_factory(), *texts)
    assert answer.kind == "clusters"
    assert says in answer.text.split(".")[0]


def test_of_members_by_land_the_gap_stays(conversation_factory: Callable[[], Conversation]) -> None:
    assert talk(conversation_factory(), "Which Land has the most members?").kind == "abstention"
