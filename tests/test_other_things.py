from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.answers.answer import Answerer
from knowledge.clusters.other_things import asks_for_bodies, asks_of_the_matter, other_thing
from knowledge.clusters.outcomes import Request
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Which trade fairs for batteries are there in Bavaria?", "trade fairs"),
        ("Welche Fachmessen für Medizintechnik gibt es in NRW?", "fachmessen"),
        ("Which Horizon Europe call for batteries closes next spring?", "call"),
        ("and what subsidies are there for solar panels in Hesse?", "subsidies"),
        ("Gibt es Fördermittel für Windkraft?", "fordermittel"),
        ("Ich suche einen Job in der Biotechnologie in Leipzig", "job"),
        ("What is the best battery for an e-bike?", "battery"),
        ("Which clusters organise trade fairs for textiles?", ""),
        ("Which trade fair clusters are there?", ""),
        ("Welche Cluster haben Messen?", ""),
        ("Suche Partner zum Messen von Temperaturen", ""),
        ("What is the best cluster for photonics?", ""),
        ("Was ist das beste Label?", ""),
        ("Besteht der Beirat aus Fachleuten?", ""),
        ("Which photonics networks are there in Jena?", ""),
    ],
)
def test_the_thing_that_is_asked_for_and_is_no_cluster(text: str, thing: str) -> None:
    assert other_thing(text) == thing


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("Which companies in Saxony make microchips?", True),
        ("Welche Forschungsinstitute für Leichtbau gibt es in Dresden?", True),
        ("Which professors work on photonics in Jena?", True),
        ("Who is the biggest car maker in Stuttgart?", True),
        ("Which clusters have companies that make chips?", False),
        ("Welche Unternehmensnetzwerke gibt es in Jena?", False),
        ("Wir sind ein Unternehmen für Leichtbau in Dresden", False),
    ],
)
def test_who_is_asked_for_may_be_single_bodies(text: str, *, does: bool) -> None:
    assert asks_for_bodies(text) == does


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("What is photonics?", True),
        ("Wie funktioniert eine Brennstoffzelle?", True),
        ("Who invented the solar cell?", True),
        ("Is hydrogen dangerous?", True),
        ("Wo kann ich Textiltechnik studieren?", True),
        ("What is the photonics cluster in Jena?", False),
        ("Was ist mit Photonik?", False),
        ("Is there a photonics cluster in Jena?", False),
        ("How do we find partners for hydrogen?", False),
        ("Wo finden wir Partner für Wasserstoff?", False),
    ],
)
def test_a_matter_is_asked_about_and_no_cluster(text: str, *, does: bool) -> None:
    assert asks_of_the_matter(text) == does


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Which trade fairs for batteries are there in Bavaria?", "en"),
        ("Welche Jobs gibt es in der Biotechnologie in München?", "de"),
        ("Ich suche einen Job in der Biotechnologie in Leipzig", "de"),
        ("What is photonics?", "en"),
        ("Wie funktioniert eine Brennstoffzelle?", "de"),
    ],
)
def test_other_things_are_no_clusters_but_clusters_are_offered(
    answerer: Answerer, conversation_factory: Callable[[], Conversation], text: str, language: Language
) -> None:
    told = answerer.answer(Request(text, language)).answer
    assert told.kind == "abstention"
    (offer,) = told.offers
    conversation = conversation_factory()
    conversation.reply(Message(text, session="s", language=language))
    found = conversation.reply(Message("ja" if language == "de" else "yes", session="s")).answer
    assert found.kind == "clusters"
    assert found.clusters == answerer.answer(Request(offer, language)).answer.clusters


def test_a_statement_that_has_the_thing_is_told(answerer: Answerer) -> None:
    told = answerer.answer(Request("Welche Tagung fand in Leipzig statt?", "de")).answer
    assert told.kind == "answer"


def test_clusters_that_bring_bodies_together_are_said_to_be_no_bodies(answerer: Answerer) -> None:
    plain = answerer.answer(Request("Which clusters in Saxony deal with microchips?", "en")).answer
    bodies = answerer.answer(Request("Which companies in Saxony make microchips?", "en")).answer
    assert bodies.text.startswith("Single companies, institutes and experts are not in the sources")
    assert bodies.clusters == plain.clusters
