"""What goes on with a question on the programme: another subject, a link, a country, somebody from somewhere, more of a person."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("can a company join", "what about a university"), "whether single companies, universities"),
        (("can a company join", "does that go for universities too?"), "whether single companies, universities"),
        (("can a company join", "and individuals?"), "whether single companies, universities"),
        (("can a company join", "and clusters?"), "open to all high-performance innovation clusters"),
        (("I am a mayor of a small town, can we become member?", "and a university?"), "whether single companies"),
        (
            ("Was ist die Clusterplattform Deutschland?", "wie viele cluster sind drauf", "adresse?"),
            "www.clusterplattform.de",
        ),
        (("What is the Cluster Platform?", "link?"), "www.clusterplattform.de"),
        (("is there a newsletter", "url?"), "www.go-cluster.de"),
        pytest.param(
            ("when was france the partner country", "poland too?"),
            "Not among those named",
            marks=pytest.mark.xfail(strict=True, reason="a known gap on other countries comes first"),
        ),
        (("Welche Partnerländer gibt es?", "ist Norwegen dabei"), "Unter den Genannten nicht"),
        (("Was ist die Clusterplattform?", "hat die eine website"), "www.clusterplattform.de"),
        (("wer war 2023 auf der hannover messe dabei", "und vom ministerium?"), "Ja. Wie gesagt: Auf einem Podium"),
        (("who was at the Hanover fair 2023", "and from the ministry?"), "Yes. As just said: A panel"),
        (("Who is Axel Bauer?", "who else is on it"), "Susanne Gewinnus"),
        (("Wer ist Sabine Maass?", "erzähl mehr über sie"), "Höhepunkte"),
        (("Was ist der zweite Bereich der Aufnahmekriterien?", "woher stammt die info?"), "Quelle [1]"),
        (("how many members are there", "says who?"), "Source [1]"),
        (
            ("what was the last funding call about", "is there a new one planned?"),
            "next go-cluster funding announcement",
        ),
        (("wann war die letzte clusterwoche", "kommt nochmal eine"), "eine dritte Clusterwoche"),
        (("when was the european cluster conference in germany", "which number was it"), "As just said: The 7th"),
        (("wo war der erste vernetzungstag", "worum ging es"), "galt der Rolle"),
        (("wie viele kmu sind dabei", "gibt es neuere zahlen?"), "Ob sie noch gilt"),
        (("wie viele mitglieder hatte go-cluster 2013", "gibt es neuere zahlen?"), "81 Mitglieder"),
        (("how many members are there", "what does membership cost", "source?"), "Source [1]"),
        (("Was wünscht sich das Ministerium?", "wer hat das gesagt"), "Quelle [1]"),
        (("how many members are there", "is that still true?"), "Whether it still holds"),
    ],
)
def test_it_is_answered(conversation_factory: Callable[[], Conversation], turns: tuple[str, ...], said: str) -> None:
    conversation = conversation_factory()
    *_, last = [conversation.reply(Message(turn, session="a")).answer.text for turn in turns]
    assert said in last


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Können polnische Netzwerke Mitglied werden?", "Nein. Offen steht"),
        ("can polish networks join", "No. In principle"),
        ("we are a danish network, can we join?", "No. In principle"),
        ("i heard go-cluster was launched in 2015, right?", "No. go-cluster has been in place since mid-2012"),
        ("go-cluster wurde doch 2010 gegründet, oder?", "Nein. go-cluster gibt es seit Mitte 2012"),
        ("go-cluster gibt es seit 2012, stimmt das?", "Ja. go-cluster gibt es seit Mitte 2012"),
        ("Is the figure of 14,000 companies in go-cluster correct?", "No. The 14,000+ actors"),
    ],
)
def test_a_false_premise_is_put_right(conversation_factory: Callable[[], Conversation], text: str, said: str) -> None:
    assert conversation_factory().reply(Message(text, session="a")).answer.text.startswith(said)


def test_what_introduces_a_list_is_not_told_without_it(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    conversation.reply(Message("Was ist das Ziel von go-cluster?", session="a"))
    assert "\n- " in conversation.reply(Message("was waren die ziele am anfang", session="a")).answer.text


@pytest.mark.parametrize(("asked", "name"), [("Wer ist Claudia Buhl?", "Buhl"), ("Wer leitet go-cluster?", "Gerdes")])
def test_more_of_a_person_is_offered_before_all_else(
    conversation_factory: Callable[[], Conversation], asked: str, name: str
) -> None:
    conversation = conversation_factory()
    offers = conversation.reply(Message(asked, session="a")).answer.offers
    assert name in offers[0]


def test_an_offer_taken_up_tells_what_is_new(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    first = conversation.reply(Message("Wer leitet go-cluster?", session="a")).answer.text
    more = conversation.reply(Message("ja, erzähl mehr", session="a")).answer.text
    assert first.split("[1]")[0] not in more
    assert "Höhepunkte" in more
