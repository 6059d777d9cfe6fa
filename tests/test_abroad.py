from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.clusters.abroad import field_abroad, there_instead, wanted_abroad
from knowledge.records import Language
from knowledge.retrieval.base import KnowledgeBase


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("Clusters in Austria", "en", "in Austria"),
        ("wood clusters in France", "en", "in France"),
        ("Is there a cluster for hydrogen outside Germany?", "en", "abroad"),
        ("French clusters for aerospace", "en", "abroad"),
        ("clusters from the Czech Republic", "en", "in the Czech Republic"),
        ("Gibt es in der Schweiz Netzwerke für Medizintechnik?", "de", "in der Schweiz"),
        ("Welche Photonik-Cluster gibt es in Österreich?", "de", "in Österreich"),
        ("Cluster in Wien", "de", "in Wien"),
        ("Sind Mitglieder aus dem Ausland dabei?", "de", "im Ausland"),
        ("österreichische Mitglieder?", "de", "im Ausland"),
        ("clusters in Germany", "en", ""),
        ("Tell us of clusters", "en", ""),
        ("Cluster mit Partnern in Japan", "de", ""),
        ("clusters near the Dutch border", "en", ""),
        ("Which clusters from Austria took part in 2016?", "en", ""),
        ("Können Cluster aus Österreich Mitglied werden?", "de", ""),
        ("Which clusters work with Poland?", "en", ""),
        ("Wir sind ein Netzwerk aus Salzburg in Österreich. Steht go-cluster auch uns offen?", "de", ""),
        ("Wir sind auf der Suche nach Clustern in Frankreich", "de", "in Frankreich"),
        ("Did French and German clusters meet at a summit?", "en", ""),
        ("Who opened the conference in Austria?", "en", ""),
    ],
)
def test_clusters_wanted_in_another_country_are_told_from_others(text: str, language: Language, place: str) -> None:
    assert wanted_abroad(text, language) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [("Photonics in Austria?", "in Austria"), ("Photonics", ""), ("The conference in Sweden was big", "")],
)
def test_a_brief_note_of_a_thing_and_a_country_is_read(text: str, place: str) -> None:
    assert field_abroad(text, "en") == place


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("and in the Czech Republic?", "en", "in the Czech Republic"),
        ("und in der Schweiz?", "de", "in der Schweiz"),
        ("and in Bavaria?", "en", ""),
        ("and what did they do in France?", "en", ""),
    ],
)
def test_another_country_instead_of_a_place_is_read(text: str, language: Language, place: str) -> None:
    assert there_instead(text, language) == place


def test_no_cluster_abroad_is_found_and_those_in_germany_are_offered(
    conversation_factory: Callable[[], Conversation], shipped: KnowledgeBase
) -> None:
    conversation = conversation_factory()
    answer = conversation.reply(Message("Photonics clusters in Austria?", session="s")).answer
    n_fitting = sum("Optical Technologies and Photonics" in profile.fields for profile in shipped.profiles.values())
    assert answer.kind == "abstention"
    assert answer.text == (
        f"The {len(shipped.profiles)} clusters of which I know all have their seat in Germany; I know of none in Austria. "
        f"In Germany, {n_fitting} would fit."
    )
    found = conversation.reply(Message("yes", session="s")).answer
    assert (found.kind, len(found.clusters)) == ("clusters", n_fitting)


def test_a_wish_goes_on_in_another_country_and_back_in_germany(
    conversation_factory: Callable[[], Conversation],
) -> None:
    conversation = conversation_factory()
    first = conversation.reply(Message("Photonik-Cluster in Jena", session="s")).answer
    abroad = conversation.reply(Message("und in Österreich?", session="s")).answer
    back = conversation.reply(Message("und in Thüringen?", session="s")).answer
    assert (abroad.kind, "in Österreich kenne ich keinen" in abroad.text) == ("abstention", True)
    assert back.kind == "clusters"
    assert {card.id for card in first.clusters} <= {card.id for card in back.clusters}


def test_a_place_in_germany_beside_is_looked_at(conversation_factory: Callable[[], Conversation]) -> None:
    answer = conversation_factory().reply(Message("Clusters in Luxembourg or Saarland?", session="s")).answer
    assert answer.kind == "clusters"
    assert {card.land for card in answer.clusters} == {"Saarland"}
