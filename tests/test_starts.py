"""When a thing started, as it is claimed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.asked.starts import Start, asked_after_start, start_claimed, started_then
from knowledge.records import Language, Verdict


@pytest.mark.parametrize(
    ("text", "language", "thing", "year"),
    [
        ("Was go-cluster founded in 2010?", "en", "go-cluster", "2010"),
        ("Does go-cluster exist since 2010?", "en", "go-cluster", "2010"),
        ("Was the guild set up in early 2010?", "en", "the guild", "2010"),
        ("Did go-cluster start in 2010?", "en", "go-cluster", "2010"),
        ("Is it true that ESCA was founded in 2009?", "en", "ESCA", "2009"),
        ("Stimmt es, dass es go-cluster schon seit 2010 gibt?", "de", "go-cluster", "2010"),
        ("Wurde go-cluster Anfang 2014 gegründet?", "de", "go-cluster", "2014"),
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
        ("Since when does go-cluster exist, 2010?", "en"),  # guessed
        ("Did it start in 2010?", "en"),
        ("Did go-cluster exist before 2010?", "en"),  # true of each later year
        ("Did go-cluster exist in 2015?", "en"),
        ("Did go-cluster start a magazine in 2010?", "en"),
        ("Did the conference in Berlin on services for small firms start in 2014?", "en"),
        ("Wie viele Mitglieder hatte go-cluster 2010?", "de"),
    ],
)
def test_nothing_is_claimed(text: str, language: Language) -> None:
    assert start_claimed(text, language) is None


@pytest.mark.parametrize(
    ("text", "question", "language", "full"),
    [
        ("what was there before", "Since when does go-cluster exist?", "en", "What was there before go-cluster?"),
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
    ("year", "statement", "verdict"),
    [
        ("2010", "The guild has been in place since mid-2012.", "no"),
        ("2012", "The guild has been in place since mid-2012.", "yes"),
        ("2012", "The guild was founded in 2012, after a trial in 2010.", None),
        ("2010", "The guild had 81 members in 2022.", None),
        ("2010", "In 2012 the bakers of the town of Halle founded the guild.", None),  # perhaps of something else
        ("2010", "The bakery was founded in 2012.", None),
    ],
)
def test_the_year_of_a_statement_that_tells_the_start_decides(
    year: str, statement: str, verdict: Verdict | None
) -> None:
    assert started_then(Start("the guild", year, "en"), statement) == verdict


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
