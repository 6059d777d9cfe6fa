"""When a thing started, as it is claimed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.conversation import Conversation
from bot.messages import Message
from knowledge.records import Language
from knowledge.starts import asked_after_start, start_claimed


@pytest.mark.parametrize(
    ("text", "language", "thing", "year"),
    [
        ("Since when does go-cluster exist, 2010?", "en", "go-cluster", "2010"),
        ("Did go-cluster start in 2010?", "en", "go-cluster", "2010"),
        ("Is it true that ESCA was founded in 2009?", "en", "ESCA", "2009"),
        ("Seit wann gibt es go-cluster, 2010?", "de", "go-cluster", "2010"),
        ("Stimmt es dass go-cluster 2010 gestartet ist?", "de", "go-cluster", "2010"),
        ("Wurde EUCLES 2020 gegründet?", "de", "EUCLES", "2020"),
        ("Gibt es die Clusterplattform schon seit 2013?", "de", "die Clusterplattform", "2013"),
    ],
)
def test_what_is_claimed(text: str, language: Language, thing: str, year: str) -> None:
    start = start_claimed(text, language)
    assert start is not None
    assert (start.thing, start.year) == (thing, year)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When did go-cluster start?", "en"),
        ("Did it start in 2010?", "en"),
        ("Did the conference in Berlin on services for small firms start in 2014?", "en"),
        ("Wie viele Mitglieder hatte go-cluster 2010?", "de"),
    ],
)
def test_nothing_is_claimed(text: str, language: Language) -> None:
    assert start_claimed(text, language) is None


@pytest.mark.parametrize(
    ("text", "question", "language", "full"),
    [
        ("what was there before", "Since when does go-cluster exist, 2010?", "en", "What was there before go-cluster?"),
        ("was war davor", "Gibt es go-cluster seit 2010?", "de", "Was gab es vor go-cluster?"),
        (
            "Und die Clusterplattform?",
            "Stimmt es dass go-cluster 2010 gestartet ist?",
            "de",
            "Wann ist die Clusterplattform gestartet?",
        ),
        ("and in 2012?", "Did go-cluster start in 2010?", "en", ""),
        ("and the Cluster Platform?", "Who leads go-cluster?", "en", ""),
    ],
)
def test_what_follows_on_a_claim(text: str, question: str, language: Language, full: str) -> None:
    assert asked_after_start(text, question, language) == full


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("Since when does go-cluster exist, 2010?",), "No. go-cluster has been in place since mid-2012"),
        (("Since when does go-cluster exist, 2010?", "what was there before"), "Competence Networks Germany"),
        (("Stimmt es dass go-cluster 2010 gestartet ist?",), "Nein. go-cluster gibt es seit Mitte 2012"),
        (("Stimmt es dass go-cluster 2010 gestartet ist?", "Und die Clusterplattform?"), "2013 ging"),
        (("Does go-cluster exist since 2012?",), "Yes."),
    ],
)
def test_the_claim_is_judged(
    conversation_factory: Callable[[], Conversation], turns: tuple[str, ...], said: str
) -> None:
    conversation = conversation_factory()
    *_, last = [conversation.reply(Message(turn, session="a")).answer.text for turn in turns]
    assert said in last
