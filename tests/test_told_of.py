"""What is asked goes on with what was told of last: a body, one of a series, a level of the label, several years."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.pointing.each_of import asked_in_turn, each_of
from bot.session.messages import Message
from knowledge.records import Answer, Language


def last(conversation: Conversation, *texts: str) -> Answer:
    """Return the answer to the last of `texts`."""
    return [conversation.reply(Message(text, session="a")).answer for text in texts][-1]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("Wer ist Holger Kunze?", "Sitzt er im Beirat?", "Wer ist da Vorsitzender?"), "Heimer"),
        (("Who is Holger Kunze?", "Is he on the advisory board?", "Who is the chair there?"), "Heimer"),
        (("What is EUCLES?", "Is Germany a member there?"), "go-cluster joined EUCLES"),
        (("Was ist die European Clusters Alliance?", "Ist Deutschland dort Mitglied?"), "14. Nation"),
    ],
)
def test_there_is_the_body_that_was_told_of(
    conversation_factory: Callable[[], Conversation], texts: tuple[str, ...], told: str
) -> None:
    assert told in last(conversation_factory(), *texts).text


def test_no_yes_is_said_of_another_body(conversation_factory: Callable[[], Conversation]) -> None:
    answer = last(conversation_factory(), "Wann wurde ESCA gegründet?", "Ist Deutschland dort Mitglied?")
    assert answer.kind == "abstention"


SECOND_WEEK = "When was the second Cluster Week?"


def test_a_claim_is_held_against_the_one_of_a_series_that_is_spoken_of(
    conversation_factory: Callable[[], Conversation],
) -> None:
    answer = last(conversation_factory(), SECOND_WEEK, "I believe Peter Altmaier was the patron, correct?")
    assert "Altmaier" in answer.text
    assert not answer.text.startswith("No")
    other = last(conversation_factory(), SECOND_WEEK, "Was Brigitte Zypries the patron?")
    assert other.kind == "abstention"
    first = last(conversation_factory(), "When was the first Cluster Week?", "Was Zypries the patron?")
    assert "Zypries" in first.text


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("How long is the silver label valid?", "And gold?", "How do I renew it?"), "ECEI gold label"),
        (("How long is the silver label valid?", "And gold?", "And bronze?", "How do I renew it?"), "bronze"),
    ],
)
def test_a_level_asked_of_in_vain_is_what_is_spoken_of(
    conversation_factory: Callable[[], Conversation], texts: tuple[str, ...], told: str
) -> None:
    assert told in last(conversation_factory(), *texts).text


def test_another_level_is_no_answer(conversation_factory: Callable[[], Conversation]) -> None:
    texts = ("Wie lange gilt das Silber-Label?", "Und Gold?", "Was muss ich tun, damit es verlängert wird?")
    assert "Bronze" not in last(conversation_factory(), *texts).text


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("Und 2022 und 2017?", "de", ("2022", "2017")),
        ("and in 2015, 2018 and 2022?", "en", ("2015", "2018", "2022")),
        ("What about silver and gold?", "en", ("silver", "gold")),
        ("And EUCLES and the TCI?", "en", ("EUCLES", "TCI")),
        ("And 2022?", "en", ()),
        ("And in 2022 and who opened it?", "en", ()),
        ("Und 2022 und Gold?", "de", ()),
    ],
)
def test_several_of_a_kind_are_told_apart(text: str, language: Language, parts: tuple[str, ...]) -> None:
    assert each_of(text, language) == parts


def test_each_of_several_years_is_answered(conversation_factory: Callable[[], Conversation]) -> None:
    answer = last(conversation_factory(), "Wer hat 2018 den ClusterErfolg gewonnen?", "Und 2022 und 2017?")
    assert "NIRO" in answer.text
    assert "BioM" in answer.text


def test_of_a_year_without_an_answer_it_is_said(conversation_factory: Callable[[], Conversation]) -> None:
    answer = last(conversation_factory(), "Who won ClusterERFOLG in 2018?", "And in 2021 and 2022?")
    assert "in 2021” the sources say nothing" in answer.text
    assert "NIRO" in answer.text


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        (
            "What was the topic, who won and how many people came?",
            "en",
            ("what was the topic?", "who won?", "how many people came?"),
        ),
        ("Wer kam, wer hat gewonnen und womit?", "de", ("wer kam?", "wer hat gewonnen?", "womit?")),
        ("Who opened the Cluster Week 2019, who came and who won?", "en", ()),  # it says of what
        ("Who won, and how many came?", "en", ()),  # which one statement oftener answers
        ("Who won?", "en", ()),
        ("Is it free, and who pays?", "en", ()),
    ],
)
def test_what_is_asked_in_turn_is_told_apart(text: str, language: Language, parts: tuple[str, ...]) -> None:
    assert tuple(part.casefold() for part in asked_in_turn(text, language)) == parts


def test_all_that_is_asked_in_turn_is_of_what_was_told(conversation_factory: Callable[[], Conversation]) -> None:
    texts = ("When was the annual conference 2018?", "What was the topic, who won and how many people came?")
    told = last(conversation_factory(), *texts).text
    assert "ClusterErfolg 2018" in told
    assert "2017" not in told


def test_a_name_asked_of_in_vain_is_what_is_spoken_of(conversation_factory: Callable[[], Conversation]) -> None:
    answer = last(conversation_factory(), "What is ESCA?", "And the TCI Network?", "Is go-cluster a member of it?")
    assert answer.kind == "abstention"


WINNER = "Which winner of the leading-edge competition reported in May 2014 that it had joined go-cluster?"


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ((WINNER, "what label does that cluster hold?"), "Software-Cluster holds the ECEI gold label"),
        ((WINNER, "where is it?"), "Software-Cluster has its seat in Darmstadt"),
        ((WINNER, "website?"), "Website of Software-Cluster"),
        (("Welches Netzwerk hat das Projekt INNO Battle?", "Wie viele Mitglieder?"), "smart³ hat 124 Mitglieder"),
        (("what is that INNO Battle thing?", "where do they sit?"), "has its seat in Bautzen"),
        (("ceramics networks in Thuringia", "where is it located"), "has its seat in Hermsdorf"),
    ],
)
def test_a_detail_is_asked_of_the_cluster_that_was_told_of(
    conversation_factory: Callable[[], Conversation], texts: tuple[str, ...], told: str
) -> None:
    assert told in last(conversation_factory(), *texts).text


@pytest.mark.parametrize(
    ("texts", "statement"),
    [
        (("rail networks in Brandenburg", "Which seminars does go-cluster offer its members?"), "seminar"),
        (("What is it's OWL?", "How much does a gold label cost?"), "8,250 euros"),
        (("Wann wurde SPOT ON gegründet?", "Was braucht man denn für Bronze?"), "Bronze"),
    ],
)
def test_what_is_asked_of_the_programme_is_not_asked_of_clusters_told_of(
    conversation_factory: Callable[[], Conversation], texts: tuple[str, ...], statement: str
) -> None:
    answer = last(conversation_factory(), *texts)
    assert (answer.kind, statement in answer.text) == ("answer", True)


def test_of_a_detail_that_no_source_has_it_is_said_that_it_is_not_known(
    conversation_factory: Callable[[], Conversation],
) -> None:
    answer = last(conversation_factory(), "Seit welchem Jahr gibt es den AMA Verband, und seine Website?", "Website?")
    assert (answer.kind, answer.citations) == ("abstention", ())
    assert answer.text.startswith("Die Quellen nennen keine Website von AMA Verband")


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("Which association has been taking over the label system from ESCA?", "Is go-cluster a member of it?"), "joined EUCLES"),
        (("Hatte die AFBW 2024 noch das Gold-Label?", "Was bringt ihr die Mitgliedschaft nach eigener Aussage?"), "AFBW nannte 2022"),
        (("what did the european cluster policy group recommend in 2010", "How many experts were on it?"), "20 independent experts"),
        (("Who can expel a cluster from go-cluster?", "What else does that body do?"), "programme advisory board"),
        (("On which days did the German Cluster Week of 2019 take place?", "And the first one?"), "20 to 28 April 2017"),
        (("Wie viele Förderbekanntmachungen gab es in der ersten Programmphase?", "Was wollte man damit erreichen?"), "Sie sollten Cross-Cluster-Kooperationen"),
        (("Seit welchem Jahr gibt es den go-cluster-Newsletter?", "Wie oft kommt er heraus?"), "Alle zwei Wochen"),
    ],
)  # fmt: skip
def test_what_was_told_of_is_gone_on_with(
    texts: tuple[str, ...], told: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert told in last(conversation_factory(), *texts).text
