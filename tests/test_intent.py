from __future__ import annotations

import pytest
from made import passage

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.answers.answer import Answerer
from knowledge.asked.question import analyse
from knowledge.clusters.intent import (
    SIGNALS,
    asks_beside_members,
    asks_for_members,
    asks_no_clusters,
    asks_which_fits,
    asks_which_have,
    asks_which_known,
    asks_who_deals_with,
    becomes_member,
    intent_signals,
    is_of_programme,
    is_plain_list,
    with_nearness,
)
from knowledge.clusters.wishes import WishReader
from knowledge.naming.cluster_names import ClusterNames
from knowledge.naming.fields import load_taxonomy
from knowledge.naming.gazetteer import load_gazetteer
from knowledge.records import Language
from knowledge.retrieval.ranking import Candidate
from knowledge.retrieval.retrieval import Retrieved

READER = WishReader(load_taxonomy(), load_gazetteer(), ClusterNames([]))


def candidate(log_odds: float = 0.0, *, dense: float = 0.0, kind: str = "statement") -> Candidate:
    return Candidate(passage("d#0", "Text.", kind=kind), 0, {"dense": dense}, log_odds)


def told(
    text: str,
    language: Language = "en",
    *candidates: Candidate,
    confidence: float = 0.0,
    profile_dense: float = 0.0,
    profile_best: float = 0.0,
) -> dict[str, float]:
    question = analyse(text)
    statements = tuple(c for c in candidates if c.passage.kind != "gap")
    gaps = tuple(c for c in candidates if c.passage.kind == "gap")
    retrieved = Retrieved(question, language, frozenset(), statements, gaps, {}, confidence)
    return intent_signals(text, question, READER.read(text, language), retrieved, profile_dense, profile_best)


def test_every_signal_is_made() -> None:
    assert sorted(told("x")) == sorted(SIGNALS)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Power from small water mills, which cluster fits?", True),
        ("Strom aus Wasser, welches Netzwerk passt zu uns?", True),
        ("An welchen Verbund wende ich mich?", True),
        ("Which cluster won the prize?", False),
        ("How many partners does a cluster need?", False),
        ("Welches Cluster hat Gold?", False),
    ],
)
def test_who_asks_which_cluster_fits_is_known(text: str, asked: bool) -> None:
    assert asks_which_fits(text) == asked


@pytest.mark.parametrize(
    ("text", "of_programme"),
    [
        ("Who decides on admission?", True),
        ("Wie werden wir Mitglied?", True),
        ("Where can we become a member?", False),
        ("Wer hilft uns?", False),
        ("Which cluster pays the fee?", False),
    ],
)
def test_a_matter_of_the_programme_is_told_from_a_wish(text: str, of_programme: bool) -> None:
    assert is_of_programme(text) == of_programme


@pytest.mark.parametrize("text", ["Wer hat beim Vernetzungstag gekocht?", "Who cooked at the networking day?"])
def test_a_networking_day_is_an_event_and_no_wish_for_company(text: str) -> None:
    said = told(text)
    assert (said["event"], said["company_seeks"]) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("signal", "text", "language"),
    [
        ("seek_noun", "Textile networks", "en"),
        ("seek_noun", "Verbände im Maschinenbau", "de"),
        ("seek_noun", "Automobilcluster", "de"),
        ("seek_verb", "Are there any for optics?", "en"),
        ("seek_verb", "Suche Partner", "de"),
        ("first_person", "We build engines and need help", "en"),
        ("first_person", "Unser Betrieb braucht Partner", "de"),
        ("places", "in Saxony", "en"),
        ("places", "outside Saxony", "en"),
        ("places", "in Dresden", "de"),
        ("labels", "with the gold label", "en"),
        ("labels", "mit Label", "de"),
        ("member", "members of go-cluster", "en"),
        ("bare", "Textile Saxony", "en"),
        ("list_of_clusters", "Which clusters in Saxony are there?", "en"),
        ("list_of_clusters", "Gibt es Netzwerke in Sachsen?", "de"),
        ("list_of_clusters", "Liste der Netzwerke für Sensorik", "de"),
        ("list_of_clusters", "Overview of the clusters in Saxony", "en"),
        ("list_of_clusters", "Was gibt es in Sachsen an Clustern?", "de"),
        ("list_of_clusters", "Hat jemand in Sachsen das Gold-Label?", "de"),
        ("list_of_clusters", "Logistik Silber", "de"),
        ("seek_verb", "Übersicht der Cluster in Jena", "de"),
        ("figure", "How many clusters are there?", "en"),
        ("figure", "Wie hoch ist der Beitrag?", "de"),
        ("when", "Wann war das?", "de"),
        ("who", "Who chairs it?", "en"),
        ("who", "E-Mail der Geschäftsstelle", "de"),
        ("why", "Why is that?", "en"),
        ("year", "the meeting of 2019", "en"),
        ("leanings", "We make cheese", "en"),
        ("company_seeks", "Whom should we approach?", "en"),
        ("company_seeks", "We look for partners", "en"),
        ("company_seeks", "Wer kann uns weiterhelfen?", "de"),
        ("company_seeks", "Welcher Verbund ist das?", "de"),
        ("list_of_clusters", "go-cluster members in Saxony", "en"),
        ("free_words", "cheese in Saxony", "en"),
        ("programme", "the go-cluster programme", "en"),
        ("programme", "die Clusterwoche", "de"),
        ("event", "the annual conference", "en"),
        ("event", "die Aufnahmekriterien", "de"),
    ],
)
def test_a_text_shows_a_signal(signal: str, text: str, language: Language) -> None:
    assert told(text, language)[signal] == 1.0


@pytest.mark.parametrize(
    ("signal", "text", "language"),
    [
        ("seek_noun", "What is go-cluster?", "en"),
        ("seek_noun", "the cluster management", "en"),
        ("seek_verb", "go-cluster", "en"),
        ("first_person", "Which criteria are there?", "en"),
        ("places", "the programme", "en"),
        ("labels", "the programme", "en"),
        ("member", "the programme", "en"),
        ("bare", "the history of textile weaving long ago", "en"),
        ("bare", "hello", "en"),
        ("list_of_clusters", "Which clusters are there?", "en"),  # no condition
        ("list_of_clusters", "How many clusters in Saxony were there in 2015?", "en"),
        ("list_of_clusters", "Wie lange gilt das Gold-Label?", "de"),
        ("list_of_clusters", "So all 81 members hold a label?", "en"),
        ("list_of_clusters", "Which clusters in Saxony joined in 2019?", "en"),
        ("figure", "Which criteria are there?", "en"),
        ("year", "the meeting", "en"),
        ("programme", "textiles", "en"),
        ("leanings", "textiles in Saxony", "en"),
        ("company_seeks", "Who opened the conference?", "en"),
        ("company_seeks", "Wer entscheidet darüber, ob wir aufgenommen werden?", "de"),
        ("off_topic", "textiles", "en"),
        ("free_words", "clusters in Saxony", "en"),
        ("event", "textiles in Saxony", "en"),
        ("gap", "textiles", "en"),
    ],
)
def test_a_text_lacks_a_signal(signal: str, text: str, language: Language) -> None:
    assert told(text, language)[signal] == 0.0


def test_fields_count_up_to_two() -> None:
    counts = [
        told(text)["fields"] for text in ("members", "textiles", "textiles and optics", "textiles, optics and energy")
    ]
    assert counts == [0.0, 1.0, 2.0, 2.0]


def test_what_search_found_is_told() -> None:
    values = told(
        "x",
        "en",
        candidate(1.5, dense=0.25),
        candidate(0.5, dense=0.75),
        confidence=0.4,
        profile_dense=0.5,
        profile_best=0.9,
    )
    assert {name: values[name] for name in ("top", "confidence", "statement_dense", "profile_dense")} == {
        "top": 1.5,
        "confidence": 0.4,
        "statement_dense": 0.75,
        "profile_dense": 0.5,
    }
    assert (values["dense_difference"], values["profile_best"]) == (-0.25, 0.9)


@pytest.mark.parametrize(("log_odds", "top"), [(9.0, 6.0), (-9.0, -6.0), (2.0, 2.0)])
def test_log_odds_of_the_first_are_kept_within_six(log_odds: float, top: float) -> None:
    assert told("x", "en", candidate(log_odds))["top"] == top


def test_where_nothing_was_found_the_first_is_as_bad_as_can_be() -> None:
    values = told("x")
    assert (values["top"], values["statement_dense"]) == (-6.0, 0.0)


def test_a_known_gap_that_is_likelier_than_the_first_statement_is_told() -> None:
    assert told("x", "en", candidate(0.5, kind="gap"), candidate(0.0))["gap"] == 1.0
    assert told("x", "en", candidate(0.5), candidate(0.0, kind="gap"))["gap"] == 0.0


@pytest.mark.parametrize(("topic", "told_off"), [("off-topic", 1.0), ("manipulation", 1.0), ("admission", 0.0)])
def test_a_gap_that_is_no_matter_of_the_programme_is_told(topic: str, told_off: float) -> None:
    gap = Candidate(passage("d#0", "Text.", kind="gap", heading=topic), 0, {"dense": 0.0}, 1.0)
    assert told("x", "en", gap)["off_topic"] == told_off


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Which textile clusters are there in Saxony?", True),
        ("Which clusters in Saxony deal with looms?", True),
        ("Which clusters in Saxony deal with looms, shuttles and bobbins?", False),
        ("Which members are there?", True),
        ("Which member figure stands on the undated page?", False),  # a membership alone is no list
        ("Which clusters in Saxony paid the fee?", False),
        ("How many clusters are there in Saxony?", True),
        ("Number of textile networks?", True),
        ("How many members are in Saxony?", True),
        ("How many members does go-cluster have in Saxony?", True),
        ("How many members does the one in Saxony have?", False),  # those of a cluster
        ("How many clusters are there?", False),  # a figure of the programme
        ("How many clusters were there in Saxony in 2015?", False),
        ("How many cluster managers are there in Saxony?", False),
    ],
)
def test_a_plain_list_is_asked_for_by_conditions_that_say_nearly_all(text: str, plain: bool) -> None:
    assert is_plain_list(told(text)) is plain


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Which clusters deal with glaciers?", True),
        ("Any networks working on whales?", True),
        ("Welche Netzwerke befassen sich mit Moor?", True),
        ("Which clusters won the prize?", False),
        ("What does the Cluster Week deal with?", False),
        ("Who deals with glaciers?", False),
    ],
)
def test_who_asks_which_clusters_deal_with_something_is_known(text: str, asked: bool) -> None:
    assert asks_who_deals_with(text) is asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Who are the members?", True),
        ("members", True),
        ("Full list of all go-cluster members", True),
        ("Wer ist Mitglied bei go-cluster?", True),
        ("Liste der Mitglieder", True),
        ("Who are the members of the board?", False),
        ("Wer sind die Mitglieder im Programmbegleitkreis?", False),
        ("Who becomes a member?", False),
        ("How many members?", False),
    ],
)
def test_who_asks_for_all_members_is_known(text: str, asked: bool) -> None:
    assert asks_for_members(text) is asked
    assert not asked or told(text)["list_of_clusters"] == 1.0


def test_signals_with_another_nearness_are_those_made_with_it() -> None:
    statement = candidate(0.5, dense=0.4)
    made = told("laser clusters", "en", statement, profile_dense=0.7, profile_best=0.9)
    assert with_nearness(told("laser clusters", "en", statement), 0.7, 0.9) == made


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What must a cluster do for gold?", "en"),
        ("How does a network get silver?", "en"),
        ("Was kommt bei Silber auf ein Cluster zu?", "de"),
    ],
)
def test_what_holds_of_any_cluster_is_no_list(text: str, language: Language) -> None:
    signals = told(text, language)
    assert (signals["labels"], signals["bare"], signals["list_of_clusters"]) == (1.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What clusters have gold?", "en"),
        ("What are the gold clusters?", "en"),
        ("Wie heißen die Cluster mit Gold?", "de"),
        ("Was sind die Cluster mit Gold?", "de"),
    ],
)
def test_which_clusters_these_are_is_a_list(text: str, language: Language) -> None:
    signals = told(text, language)
    assert (signals["bare"], signals["list_of_clusters"]) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("We would like to become a member.", True),
        ("wir möchten Mitglied bei go-cluster werden", True),
        ("Wir würden gern dem Programm beitreten", True),
        ("and want to be part of go-cluster", True),
        ("How does one get admitted to the programme?", True),
        ("Welche Mitglieder werden genannt?", False),
        ("Part of the programme is a conference", False),
        ("Wir möchten ein Netzwerk finden", False),
    ],
)
def test_wanting_to_be_a_member_is_said_in_many_words(text: str, wants: bool) -> None:
    assert becomes_member(text) == wants


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("How many clusters do you know?", True),
        ("how many clusters are in your database", True),
        ("Wie viele Cluster kennst du?", True),
        ("Wie viele Netzwerke haben Sie insgesamt?", True),
        ("Which clusters do you know?", True),
        ("How many clusters are there?", False),
        ("How many clusters do you know in Saarland?", False),
        ("How many clusters does go-cluster have?", False),
        ("Wie viele Cluster sind in go-cluster?", False),
    ],
)
def test_what_is_known_here_altogether_is_asked_for(text: str, asks: bool) -> None:
    assert asks_which_known(text) == asks


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Why should we join go-cluster when we already have the Bavarian state programme?", True),
        ("Wir sind ein Cluster in Thüringen und wollen bei go-cluster Mitglied werden.", True),
        ("Do I have to go to Berlin for this?", True),
        ("Muss man dafür nach Berlin fahren?", True),
        ("Findet das in Berlin statt?", True),
        ("I'm new at a network in Bavaria. My boss speaks of go-cluster, what do they do?", True),
        ("Ich bin neu in einem Netzwerk an der Küste. Was leistet go-cluster eigentlich?", True),
        ("In which Land are the most members?", True),
        ("In welchem Bundesland sitzen die wenigsten Mitglieder?", True),
        ("Which clusters have the most members?", False),
        ("Which cluster in Bavaria should we join?", False),
        ("Welche Cluster gibt es in Berlin?", False),
        ("We make cheese in Berlin", False),
        ("What do you have in Saxony?", False),
    ],
)
def test_what_names_a_place_may_be_no_wish_for_clusters(text: str, none: bool) -> None:
    assert asks_no_clusters(text, analyse(text)) == none


@pytest.mark.parametrize(
    ("text", "language", "beside"),
    [
        ("Are there seminars for members of go-cluster?", "en", True),
        ("Which clusters got the first gold labels ever?", "en", True),
        ("Welche Cluster dürfen bei go-cluster mitmachen?", "de", True),
        ("In welchen Branchen arbeiten die Mitglieder von go-cluster?", "de", True),
        ("Auf welchen Technologiefeldern sind die go-cluster-Mitglieder tätig?", "de", True),
        ("Which clusters have the gold label?", "en", False),
        ("Welche Cluster sind Mitglied bei go-cluster?", "de", False),
        ("Which members of go-cluster are in Saxony?", "en", False),
        ("Which members of go-cluster deal with photonics?", "en", False),
        ("What does go-cluster offer?", "en", False),
    ],
)
def test_beside_membership_and_labels_something_else_may_be_asked_for(
    text: str, language: Language, beside: bool
) -> None:
    assert asks_beside_members(text, READER.read(text, language)) == beside


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gibt es bei go-cluster Seminare für Mitglieder?", "answer"),
        ("Which clusters got the first gold labels ever?", "answer"),
        ("In welchen Branchen arbeiten die Mitglieder von go-cluster?", "answer"),
        ("Welche Cluster sind Mitglied bei go-cluster?", "clusters"),
        ("Which clusters have the gold label?", "clusters"),
    ],
)
def test_what_is_asked_beside_members_is_told_by_a_sure_statement(text: str, kind: str, answerer: Answerer) -> None:
    assert Conversation(answerer).reply(Message(text, session="s")).answer.kind == kind


@pytest.mark.parametrize(
    ("text", "language", "are_asked"),
    [
        ("which in Saxony have silver?", "en", True),
        ("Wer hat in Thüringen Gold?", "de", True),
        ("which in Saxony has the best silver mines?", "en", False),
        ("which have silver?", "en", False),
        ("Was kostet Gold in Thüringen?", "de", False),
    ],
)
def test_which_have_two_things_that_clusters_have_is_asked_of_clusters(
    text: str, language: Language, are_asked: bool
) -> None:
    assert asks_which_have(text, READER.read(text, language)) == are_asked
