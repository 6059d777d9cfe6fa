"""Whether a statement lacks the very thing that is asked for, and how sure one must be of it then."""

from __future__ import annotations

import pytest
from made import passage

from knowledge.asked.lacking import (
    bears_in_context,
    confidence_needed,
    lacks_cluster,
    lacks_value,
    nouns_in,
    speaks_of_nothing,
    thing_asked,
)
from knowledge.asked.question import analyse
from knowledge.records import Language


def needed(question: str, statement: str, language: Language = "en", **known: object) -> float:
    made = passage("d#0", statement, language=language, **{"kind": "statement", **known})
    return confidence_needed(analyse(question), made)


@pytest.mark.parametrize(
    ("question", "statement", "language"),
    [
        ("How many herons nest there?", "There are 12 islands.", "en"),
        ("On which day did it open?", "It opened in 2014.", "en"),
        ("What does a seat cost?", "Each of the 12 seats is green.", "en"),
        ("Wie alt ist Jana Wermeling?", "Jana Wermeling leitet seit 2014 das Amt.", "de"),
    ],
)
def test_a_statement_without_the_value_that_is_asked_for_must_be_very_sure(
    question: str, statement: str, language: Language
) -> None:
    assert needed(question, statement, language) >= 0.9


def test_a_statement_on_another_level_of_the_label_is_never_sure_enough() -> None:
    silver = "A silver label is valid for two years."
    assert needed("How long is the gold label valid?", silver) > 1.0
    assert needed("Is the gold label valid for two years?", silver) == 0.0


@pytest.mark.parametrize(
    ("question", "statement", "language"),
    [
        ("How many herons nest there?", "There are 12 herons.", "en"),
        ("On which day did it open?", "It opened on 3 May 2014.", "en"),
        ("What does a seat cost?", "A seat is free.", "en"),
        ("Why did the herons leave?", "The herons left because of the noise.", "en"),
        ("Wie alt ist das Amt?", "Das Amt gibt es seit 2014.", "de"),
        ("How long was she head?", "She was head from 2012 to 2020.", "en"),
        ("Tell me about herons", "There are islands.", "en"),
        ("How long is the gold label valid?", "Labels are valid for two years.", "en"),
        ("How long is the gold label valid?", "Silver and gold labels are valid for two years.", "en"),
        ("As smart³ has gold, when did it get it?", "smart³ received the silver label in 2021.", "en"),
    ],
)
def test_a_statement_that_has_it_needs_no_more(question: str, statement: str, language: Language) -> None:
    assert needed(question, statement, language) == 0.0


def test_a_statement_without_a_reason_answers_no_why() -> None:
    assert needed("Why did the number of herons drop?", "The number of herons was 12 in 2014.") == 1.0


def test_what_an_asked_line_asks_for_as_well_is_there() -> None:
    statement = "The herons left when the noise began."
    assert needed("Why did they leave?", statement) == 1.0
    assert needed("Why did they leave?", statement, asked=("Why are the herons gone?",)) == 0.0


def test_a_statement_that_does_not_speak_of_the_thing_that_is_asked_for_must_be_surer() -> None:
    statement = "The meeting was in Bonn, with music."
    assert needed("In which building was the meeting?", statement) == 0.8
    assert needed("In which building was the meeting?", statement, asked=("What building was it in?",)) == 0.0
    assert needed("Which meeting was in Bonn?", statement) == 0.0


def test_of_plain_text_nothing_is_demanded() -> None:
    assert needed("How many herons nest there?", "There are 12 islands.", kind="text") == 0.0
    assert not lacks_value(analyse("How many herons nest there?"), passage("d#0", "There are 12 islands."))


def test_a_yes_or_no_question_demands_nothing() -> None:
    assert needed("Is it true how many herons nest there?", "There are islands.") == 0.0


@pytest.mark.parametrize(
    ("text", "language", "thing"),
    [
        ("In which building was it?", "en", "building"),
        ("Which two other buildings were there?", "en", "buildings"),
        ("Mit welcher Software läuft das?", "de", "software"),
        ("Welche neuen Gebäude gibt es?", "de", "gebaude"),
        ("Which company built it?", "en", None),  # a name tells
        ("In which year was it?", "en", None),  # a number tells
        ("In welcher Stadt war das?", "de", None),
        ("What is it?", "en", None),
        ("What happened there?", "en", None),
        ("Who was it?", "en", None),
    ],
)
def test_the_thing_that_is_asked_for_is_what_which_stands_before(
    text: str, language: Language, thing: str | None
) -> None:
    assert thing_asked(text, language) == thing


@pytest.mark.parametrize(
    "question",
    [
        "Welches Cluster wurde 2021 ausgeschlossen?",
        "Welche beiden Mitglieder wurden geehrt?",
        "Which member was certified?",
        "What is the name of the network that left?",
        "Wie heißt das Cluster, das gewann?",
    ],
)
def test_a_cluster_that_is_asked_for_is_lacking_where_none_is_named(question: str) -> None:
    assert lacks_cluster(analyse(question), named=False)
    assert not lacks_cluster(analyse(question), named=True)


@pytest.mark.parametrize(
    "question",
    [
        "Welche Cluster können Mitglied werden?",  # asked of what they are
        "Which clusters is it open to?",
        "Which cluster policy is meant?",
        "Welches Siegel dürfen Mitglieder benutzen?",
        "Which benefits members get is told where?",
        "Which cluster schemes are there?",
        "What is go-cluster?",
        "Was any cluster excluded?",
    ],
)
def test_where_no_single_cluster_is_asked_for_none_is_lacking(question: str) -> None:
    assert not lacks_cluster(analyse(question), named=False)


@pytest.mark.parametrize(
    ("text", "language", "nouns"),
    [
        ("how long is his contract?", "en", ("contract",)),
        ("which towers did the mayor see?", "en", ("towers", "mayor")),
        ("how many came there?", "en", ()),
        ("Wie lang ist der Vertrag für Türme?", "de", ("vertrag", "turme")),
        ("Wer hielt die Schlussrede?", "de", ("schlussrede",)),
    ],
)
def test_nouns_stand_behind_articles_or_have_capitals(text: str, language: Language, nouns: tuple[str, ...]) -> None:
    assert nouns_in(text, language) == nouns


def test_a_follow_up_is_told_a_statement_without_its_noun_only_if_that_is_sure() -> None:
    made = passage("d#0", "Jana Wermeling has been head of the office since 2014.", kind="statement")
    assert not bears_in_context(analyse("how long is her contract?"), made, 0.6)
    assert bears_in_context(analyse("how long is her contract?"), made, 0.7)
    assert bears_in_context(analyse("how long has she been head of the office?"), made, 0.5)


def test_a_follow_up_is_told_a_statement_with_none_of_its_words_only_if_that_is_surer_still() -> None:
    made = passage("d#0", "Jana Wermeling has been head of the office since 2014.", kind="statement")
    assert not bears_in_context(analyse("how often do they swim?"), made, 0.69)
    assert bears_in_context(analyse("how often do they swim?"), made, 0.71)


def test_a_follow_up_is_never_told_a_statement_without_the_value_or_the_act() -> None:
    made = passage("d#0", "Jana Wermeling has been head of the office since 2014.", kind="statement")
    assert not bears_in_context(analyse("how old is Jana Wermeling?"), made, 0.99)
    assert not bears_in_context(analyse("who paid for it?"), made, 0.99)


def test_a_statement_speaks_of_nothing_that_a_message_has() -> None:
    made = passage("d#0", "About 200 people came to the conference.", kind="statement")
    assert speaks_of_nothing("was that more than expected?", made)
    assert speaks_of_nothing("was the conference on a mountain?", made)
    assert not speaks_of_nothing("did they really come to the conference?", made)
