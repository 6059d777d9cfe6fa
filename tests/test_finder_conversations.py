"""How the finder understands wishes that are told, narrowed and changed in a conversation, over the shipped corpus."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.conversation import Conversation
from bot.messages import Message
from knowledge.records import Answer


@pytest.fixture
def last(conversation_factory: Callable[[], Conversation]) -> Callable[..., Answer]:
    """The answer to the last of the turns of a conversation."""

    def of(*turns: str) -> Answer:
        conversation = conversation_factory()
        return [conversation.reply(Message(turn, session="a")).answer for turn in turns][-1]

    return of


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ("Wir stellen Schokolade her und sitzen in Lübeck.", "foodregio"),
        ("Wir füllen Säfte ab, Standort Stralsund.", "foodregio"),
        ("Gärtnerei in Straelen, Tomaten im Gewächshaus", "agrobusiness-niederrhein"),
        ("Wir sind Landwirte am Niederrhein und bauen Gemüse unter Glas an.", "agrobusiness-niederrhein"),
        ("Wir stellen Möbel her, nähe Bielefeld.", "proholz-nrw"),
        ("wir bauen kleine roboter in chemnitz", "robotics-saxony"),
        ("we make beer in Bamberg", "cluster-ernaehrung-bayern"),
        (
            "dutch SME here, we build greenhouses and sell to german growers. which cluster near the border?",
            "agrobusiness-niederrhein",
        ),
        ("Can you recomend a cluster for cyber securty near Cologne?", "cyber-security-cluster-bonn"),
    ],
)
def test_what_a_firm_makes_and_where_finds_its_clusters(told: str, first: str, last: Callable[..., Answer]) -> None:
    assert [card.id for card in last(told).clusters][:1] == [first]


def test_screws_are_not_refused(last: Callable[..., Answer]) -> None:
    answer = last("Wir stellen Schrauben her, Standort Hagen.")
    assert {card.land for card in answer.clusters} == {"Nordrhein-Westfalen"}


def test_far_away_is_told_as_far_away(last: Callable[..., Answer]) -> None:
    answer = last("Unsere Schreinerei in Freiburg sucht Kontakte zu anderen Holzbetrieben.")
    assert answer.clusters[0].id == "cluster-forst-holz-bayern"
    assert "Im Umkreis von 150 km um Freiburg im Breisgau passt kein Cluster" in answer.text


@pytest.mark.parametrize(
    ("turns", "conditions"),
    [
        (("We run haulage on hydrogen in Saxony", "rather logistics than hydrogen"), "Logistics, in Saxony"),
        (("Logistikcluster in Sachsen", "lieber in Bayern als in Sachsen"), "Logistik, in Bayern"),
        (
            ("Clusters for aviation in Bremen", "How many satellite clusters are there in all Germany?"),
            "Satellite Technologies",
        ),
        (("Textilcluster in Bremen", "deutschlandweit Logistik"), "Logistik"),
        (("health clusters in Leipzig", "Are there others within Saxony?"), "Health Industries, in Saxony"),
        (("Logistikcluster in Sachsen", "Gibt es andere innerhalb von Thüringen?"), "Logistik, in Thüringen"),
        (("near Göttingen, whatever the field",), "near Göttingen (Lower Saxony)"),
        (("bei Göttingen, egal welche Branche",), "in der Nähe von Göttingen (Niedersachsen)"),
        (
            ("cluster near the Danish border for wind energy",),
            "Energy Technologies (“wind energy”), in Schleswig-Holstein",
        ),
    ],
)
def test_what_a_message_changes_is_understood(
    turns: tuple[str, ...], conditions: str, last: Callable[..., Answer]
) -> None:
    assert last(*turns).text.splitlines()[0] in (f"Understood: {conditions}.", f"Verstanden: {conditions}.")


@pytest.mark.parametrize("opening", ["I'm looking for textile clusters", "textile clusters"])
def test_where_nothing_is_left_no_other_field_stands_in(opening: str, last: Callable[..., Answer]) -> None:
    answer = last(opening, "not in Baden-Württemberg", "only those in go-cluster")
    assert (answer.kind, answer.clusters, answer.reason) == ("abstention", (), "no cluster fits")


def test_something_similar_is_of_the_same_fields(last: Callable[..., Answer]) -> None:
    answer = last("What is Silicon Saxony?", "any similar cluster in the west of Germany?")
    assert answer.text.startswith("Understood: Microsystems Technologies, ICT")
    assert "neurosys" in {card.id for card in answer.clusters}


@pytest.mark.parametrize(
    "turns",
    [
        ("Why should we join go-cluster when we already have the Bavarian state programme?",),
        (
            "I don't understand. Why should a cluster join go-cluster when we already have the Bavarian state programme?",
        ),
        ("Warum sollten wir bei go-cluster mitmachen, wenn wir schon das bayerische Landesprogramm haben?",),
    ],
)
def test_why_to_join_is_answered_whatever_one_has_already(turns: tuple[str, ...], last: Callable[..., Answer]) -> None:
    answer = last(*turns)
    assert (answer.kind, answer.clusters) == ("answer", ())
    assert answer.citations


def test_where_one_must_go_is_no_search(last: Callable[..., Answer]) -> None:
    assert last("How many seminars per year are there?", "Do I have to go to Berlin for this?").clusters == ()
