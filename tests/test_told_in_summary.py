"""What no detail of a profile is, and its summary may tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.clusters.details import wanted_words
from knowledge.clusters.told_in_summary import without_told
from knowledge.records import Language

RENAMED = "Industry association founded in 2005 as Belt and renamed in 2018."
ENDED = "Agency started in 2013; the state government wound it up at the end of 2022."
PAID = "Started in July 2018; funded with 1.38 million euros until 2022."
RUN = "Anlaufstelle, 2009 vom Wirtschaftsministerium eingerichtet; 2023 übernahm die Stiftung die Aufgaben."


@pytest.mark.parametrize(
    ("text", "summary", "language", "left"),
    [
        ("what was it called before 2018?", RENAMED, "en", set()),
        ("its former name?", RENAMED, "en", set()),
        ("wie hieß das früher mal", "2009 umbenannt.", "de", set()),
        ("how much public money goes in there", PAID, "en", set()),
        ("mit wie viel Geld wird das gefördert", "Gefördert mit 2,8 Millionen Euro.", "de", set()),
        ("what legal form does it have", "Founded in 2007 as a cooperative.", "en", set()),
        ("wer hat die Aufgaben übernommen", RUN, "de", set()),
        ("wer hat das ins Leben gerufen und wann war das", RUN, "de", set()),
        ("which universities started it", "A platform initiated by two universities.", "en", set()),
        ("how many people work there", "The sector has 7,000 employees.", "en", set()),
        ("what happened to it", ENDED, "en", set()),
        ("when was it wound up", ENDED, "en", set()),
        ("was passierte da", "2019 ging es im Verein e.V. auf.", "de", set()),
        ("bis wann läuft die Förderung", "Bund und Land fördern bis 2038.", "de", set()),
        ("when did it join", "In 2014 it was admitted as the 100th member.", "en", set()),
        ("als wievieltes mitglied", "2014 wurde es als 100. Mitglied aufgenommen.", "de", set()),
        ("until when is their gold label valid", "A fourth gold label, valid to the end of 2027.", "en", set()),
        ("how much money did it spend on its conference", PAID, "en", {"spend", "conference"}),
        ("what was its head called before?", RENAMED, "en", {"head"}),
    ],
)
def test_what_a_summary_tells_is_taken_out_of_the_question(
    text: str, summary: str, language: Language, left: set[str]
) -> None:
    found = without_told(text, summary)
    assert found is not None
    assert wanted_words(found, language) == left


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("what was it called before 2018?", "Founded in 2005."),
        ("how much money does it get?", "It has 60 members."),
        ("how many projects are funded?", PAID),
        ("who took over the tasks?", "Founded in 2005."),
        ("how many people work there?", "Founded in 2005 by 12 firms."),
        ("what happened to it?", PAID),
        ("bis wann läuft die Förderung?", "2019 mit Fördermitteln gestartet."),
        ("als wievieltes Mitglied?", "Es hat 100 Mitglieder."),
        ("where is it?", RENAMED),
    ],
)
def test_what_is_not_told_or_is_another_matter_is_none(text: str, summary: str) -> None:
    assert without_told(text, summary) is None


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("What was AVIASPACE called before 2018?", "AVIASPACE BREMEN e.V.: "),
        ("Mit wie viel Geld wird Robotics Saxony gefördert?", "Innovationscluster Robotics Saxony: "),
        ("Which universities started GIQS?", "Grenzüberschreitende Integrierte Qualitätssicherung (GIQS) e.V.: "),
    ],
)
def test_the_summary_answers_it(text: str, begins: str, conversation_factory: Callable[[], Conversation]) -> None:
    answer = conversation_factory().reply(Message(text, session="a")).answer
    assert (answer.kind, answer.text.startswith(begins)) == ("clusters", True)


@pytest.mark.parametrize(
    "text",
    [
        "What did HC-H2 pay for its stand at the fair?",
        "How much does HC-H2 pay its manager?",
        "Was hat die letzte Konferenz von HC-H2 gekostet?",
    ],
)
def test_of_a_detail_of_something_else_the_summary_tells_nothing(
    text: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert conversation_factory().reply(Message(text, session="a")).answer.kind == "abstention"
