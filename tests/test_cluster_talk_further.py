"""Talk about clusters: what is given up, narrowed or asked of one of several, of another cluster or of its Land."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.answers.answer import Answerer
from knowledge.clusters.outcomes import Request
from knowledge.clusters.profile_tells import asks_of_deed, tells_of_deed, tells_which, tells_who_may_join
from knowledge.records import Language

WIKA = "Network for textiles led by the research institute STFI; a winner of the competition BioIndustrie 2021."


def last(conversation: Conversation, *texts: str) -> str:
    """What is replied to the last of `texts`."""
    return [conversation.reply(Message(text, session="a")).answer.text for text in texts][-1]


@pytest.mark.parametrize(
    ("texts", "begins"),
    [
        (("biotech clusters in bavaria with gold", "And with silver?", "They don't need to have a label."), "Understood: Biotechnology, in Bavaria."),
        (("Is there an aviation cluster in Saarland?", "Yes, please.", "Then forget about aviation: which clusters does Saarland have at all?"), "Understood: in Saarland."),
        (("plastics clusters in North Rhine-Westphalia", "I only want those with a gold label."), "Understood: Plastics Technologies, in North Rhine-Westphalia, with the gold label."),
        (("alle Cluster aus Baden-Württemberg mit Gold-Label", "Mich interessieren daraus nur die zur Digitalisierung."), "Verstanden: Digitalisierung, in Baden-Württemberg, mit Gold-Label."),
        (("Which clusters for plastics are there in Brandenburg?", "What about plastics clusters in Saxony-Anhalt?"), "Understood: Plastics Technologies, in Saxony-Anhalt."),
        (("Wo sitzt der Wasserstoffenergiecluster Mecklenburg-Vorpommern?", "Welche Energiecluster gibt es dort im Land insgesamt?"), "Verstanden: Energietechnologien, in Mecklenburg-Vorpommern."),
        (("wir machen klebstoffe und lacke in münster, welches netzwerk passt zu uns?", "Seit wann gibt es das Netzwerk Oberfläche NRW?", "Es muss nicht NRW sein, egal wo in Deutschland."), "Verstanden: Chemische Industrie"),
        (("Welche sächsischen Cluster für Materialtechnologien sind Mitglied?",), "Verstanden: Werkstofftechnologien, Mitglieder von go-cluster, in Sachsen."),
        (("Nenn mir die Cluster in Hamburg mit Gold-Label.",), "Verstanden: in Hamburg, mit Gold-Label."),
        (("what biotech clusters are there in bavaria", "Which of them are members of go-cluster?", "Sorry, I meant the ones with gold."), "Understood: Biotechnology, in Bavaria, with the gold label."),
        (("Which clusters in Hamburg hold a gold label?", "Leave out those that are not in go-cluster."), "Understood: members of go-cluster, in Hamburg, with the gold label."),
        (("Welche Logistikcluster gibt es in Bayern?", "Mit Silber?", "Auf das Label kommt es nicht an, nenn mir wieder alle."), "Verstanden: Logistik, in Bayern."),
        (("photonics clusters in thuringia", "which of them has gold?", "And who works on photonics in Lower Saxony?"), "Understood: Optical Technologies and Photonics, in Lower Saxony."),
        (("Gold label clusters for medical technology in Baden-Württemberg?", "What does the third one do?", "And with silver?"), "Understood: Medical Technologies, in Baden-Württemberg, with the silver label."),
        (("Die Staatssekretärin reist nach Hessen. Welche Cluster dort tragen das Silber-Label?",), "Verstanden: in Hessen, mit Silber-Label."),
        (("Welche Cluster für die Kreativwirtschaft gibt es in Hamburg?", "Welches davon trägt das Gold-Label?"), "Verstanden: Kreativwirtschaft, in Hamburg, mit Gold-Label."),
    ],
)  # fmt: skip
def test_a_search_goes_on(
    texts: tuple[str, ...], begins: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert last(conversation_factory(), *texts).startswith(begins)


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("Is there a network for computer games in Berlin?", "Who organises it?"), "medianet berlinbrandenburg"),
        (("Gibt es den CFK-Valley in Stade noch als eigenen Verein?", "In welcher Stadt hat der neue Verein seinen Sitz?"), "Composites United e.V. (vormals Carbon Composites e.V., Augsburg) sitzt in Berlin."),
        (("Wo hat HYPOS seinen Sitz?", "Wie viele Mitglieder?", "Und das Wasserstoffenergiecluster in Schwerin?"), "hat 50 Mitglieder"),
        (("Wie viele Mitglieder hat PhotonicNet? ", "Und OpTecBB?"), "hat 130 Mitglieder"),
        (("Wann wurde das Berlin Solar Network gegründet?", "Mit wie vielen Mitgliedern?"), "hat 29 Mitglieder"),
        (("Gibt es den Cluster Druck und Printmedien in Bayern noch?", "Wie viele Betriebe waren da 2013 angeschlossen?"), "1.800"),
        (("Where is microTEC Südwest based?", "Can a company from Bavaria join it too?"), "open to firms outside"),
        (("any cluster for nano things in bavaria", "which university helped to start it?"), "Würzburg"),
        (("Which business area does Holger Kunze run at Fraunhofer IWU?", "When did his network join go-cluster?"), "since 2017"),
        (("als wievieltes Mitglied kam Automotive Nordwest dazu?", "In welchen europäischen Gremien spricht go-cluster für seine Mitglieder?"), "vier europäischen Gremien"),
        (("Gibt es in Schleswig-Holstein ein Cluster für Digitalisierung?", "Wer betreibt es?"), "Wirtschaftsförderung"),
        (("welche textil cluster gibt es in sachsen", "Wo ist der letzte zu Hause?"), "futureTEX sitzt in Chemnitz"),
        (("Was hat der Verein Nano- und Materialinnovationen Niedersachsen gemacht?", "Was ist daraus geworden?"), "Auflösung"),
        (("Which car industry network is there in Bremen?", "What are the advantages of being in go-cluster?"), "benefits of go-cluster membership"),
        (("Which aviation network is there in Brandenburg?", "How is it financed?"), "member fees"),
        (("In which year did smart³ get its silver label?", "And bronze?"), "bronze label in 2017/18"),
        (("Wie viele Mitglieder zählt TechnologyMountains?", "Und das CyberForum in Karlsruhe?"), "1.200 Mitglieder"),
        (("How many partners does the lightweight cluster at Landshut university have?",), "109 members"),
        (("wo hat its owl seine geschaeftstelle",), "Paderborn"),
        (("In welchem Jahr entstand die Nürnberger Initiative für die Kommunikationswirtschaft?",), "1994"),
    ],
)  # fmt: skip
def test_one_cluster_is_asked_about(
    texts: tuple[str, ...], told: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert told in last(conversation_factory(), *texts)


def test_since_when_it_deals_with_something_is_not_since_when_there_is_one(answerer: Answerer) -> None:
    answer = answerer.answer(Request("Since when does eehh deal with hydrogen?", "en", cluster_ids=("eehh",))).answer
    assert "since 2021" in answer.text
    assert not answer.text.startswith("Cluster Erneuerbare Energien Hamburg was founded")


@pytest.mark.parametrize(
    ("question", "language", "tells"),
    [
        ("which institute leads it?", "en", True),
        ("from which competition did it emerge?", "en", True),
        ("which university is it connected with?", "en", False),
        ("which institute pays for the fair and the office rent there?", "en", False),  # another matter
        ("which companies belong to it?", "en", False),
        ("who leads it?", "en", False),
    ],
)
def test_which_institute_or_competition_is_told_by_one_of_that_kind(
    question: str, language: Language, tells: bool
) -> None:
    assert tells_which(question, WIKA, language) is tells


def test_a_university_may_be_called_otherwise() -> None:
    assert tells_which("welche Uni steckt dahinter?", "Getragen von der Hochschule Landshut.", "de")


def test_who_runs_it_is_told_before_the_participle_too() -> None:
    summary = "Seit 2006 von der Wirtschaftsförderung WTSH in Kiel gemeinsam mit dem DiWiSH e.V. getragen."
    assert asks_of_deed("Wer betreibt es?")
    assert not asks_of_deed("Wo sitzt es?")
    assert tells_of_deed("Wer betreibt es?", summary)


@pytest.mark.parametrize(
    ("summary", "tells"),
    [
        ("The cluster is open to firms outside Baden-Württemberg as well.", True),
        ("Das Cluster steht auch Firmen außerhalb des Landes offen.", True),
        ("It has 300 members.", False),
    ],
)
def test_to_whom_it_is_open_is_said_in_so_many_words(summary: str, tells: bool) -> None:
    assert tells_who_may_join(summary) is tells
