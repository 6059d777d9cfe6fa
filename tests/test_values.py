"""Which value a question asks for, and whether a statement has it."""

from __future__ import annotations

import pytest
from made import passage

from knowledge.asked.question import analyse
from knowledge.asked.values import counted_missing, value_missing, value_wanted
from knowledge.records import Language

WANTED = [
    ("How much does a seat cost?", "price"),
    ("Was kostet ein Platz?", "price"),
    ("What is the fee for a seat?", "price"),
    ("Wie hoch ist das Gehalt?", "price"),
    ("What did they pay for a seat?", "price"),
    ("What did they pay attention to?", None),
    ("What did they pay for?", None),
    ("How much was it?", "money"),
    ("Wie viel war es?", "money"),
    ("How old is the heron?", "age"),
    ("Wie alt ist der Reiher?", "age"),
    ("Those people who nest there?", None),
    ("Who pays for it?", None),
    ("Which birds are seen when it opens?", None),
    ("What percentage passed?", "share"),
    ("Welcher Anteil ist weiblich?", "share"),
    ("How many herons nest there?", "count"),
    ("Wie viele Reiher brüten dort?", "count"),
    ("Wieviele Reiher brüten dort?", "count"),
    ("In which month did it open?", "month"),
    ("In welchem Monat war das?", "month"),
    ("On which day did it open?", "day"),
    ("An welchen Tagen war das?", "day"),
    ("In which year did it open?", "year"),
    ("In welchem Jahr war das?", "year"),
    ("When did it open?", "time"),
    ("Wann war das?", "time"),
    ("Who opened it?", "person"),
    ("Who do we write to?", None),  # an address
    ("Who may apply for membership?", None),
    ("Wer kann daran teilnehmen?", None),
    ("Wer hat das eröffnet?", "person"),
    ("Which minister opened it?", "person"),
    ("How long does it take?", None),
    ("Wie viele Tage dauert es?", None),
    ("What is the phone number?", None),
    ("Why herons?", None),
]


@pytest.mark.parametrize(("text", "value"), WANTED)
def test_the_value_that_is_asked_for_is_told(text: str, value: str | None) -> None:
    assert value_wanted(text) == value


def missing(question: str, statement: str, language: Language = "en") -> bool:
    return value_missing(analyse(question), passage("d#0", statement, language=language))


@pytest.mark.parametrize(
    ("question", "statement", "lacks"),
    [
        ("Who opened it?", "Jana Wermeling opened it.", False),
        ("Who opened it?", "Dr Heron opened it.", False),
        ("Who opened it?", "The town opened it with music.", True),
        ("On which day did it open?", "It opened on 3 May 2014.", False),
        ("On which day did it open?", "It opened in 2014.", True),
        ("In which month did it open?", "It opened in May 2014.", False),
        ("In which month did it open?", "It opened in 2014.", True),
        ("When did it open?", "It opened in 2014.", False),
        ("When did it open?", "It opened to music.", True),
        ("In which year did it open?", "It opened to music on 3 May.", True),
        ("How many came?", "About twelve guests came.", False),
        ("How many came?", "Guests came in 2014.", True),
        ("What percentage came?", "Of the guests, 80 per cent came.", False),
        ("What percentage came?", "Twelve guests came.", True),
        ("How much is a seat?", "A seat is 12 euros.", False),
        ("How much is a seat?", "Seats were sold in 2014.", True),
        ("What does a seat cost?", "Seats are sold all over Europe.", True),
        ("What does a seat cost?", "A seat is 12 EUR.", False),
        ("Why herons?", "Herons.", False),
        ("Who opened it?", "The jury opened it.", False),
        ("Who opened it at the RSPB?", "The jury opened it.", True),
        ("Who opened it at the RSPB?", "Jana Wermeling opened it.", False),
        ("Who opened it at the fair?", "The jury opened it.", False),
    ],
)
def test_a_value_that_is_asked_for_is_there_or_missing(question: str, statement: str, lacks: bool) -> None:
    assert missing(question, statement) is lacks


@pytest.mark.parametrize(
    ("question", "statement", "lacks"),
    [
        ("Wer hat das eröffnet?", "Prof. Reiher hat das eröffnet.", False),
        ("Wer hat das eröffnet?", "Eröffnet hat das Peter Kowalczyk.", False),
        ("Wer hat das eröffnet?", "Peter Kowalczyk hat das eröffnet.", False),
        ("Wer hat das eröffnet?", "Das Bundesministerium hat das eröffnet.", True),
        ("Wer hat das eröffnet?", "Mit Musik hat das Zentrales Amt eröffnet.", True),  # an adjective is no first name
        ("Wer hat das eröffnet?", "Laut Zeitung war es die Stadt.", True),  # a sentence begins with a capital anyway
        ("Wer hat das eröffnet?", "Der Landesbeirat hat das eröffnet.", False),
        ("An welchem Tag war das?", "Das war am 3. Mai 2014.", False),
        ("An welchem Tag war das?", "Das war 2014.", True),
    ],
)
def test_german_values_are_there_or_missing(question: str, statement: str, lacks: bool) -> None:
    assert missing(question, statement, "de") is lacks


def test_a_yes_or_no_question_asks_for_no_value() -> None:
    assert not missing("Is it true who opened it?", "The town opened it.")


def uncounted(question: str, statement: str, language: Language = "en") -> bool:
    return counted_missing(analyse(question), passage("d#0", statement, language=language))


def test_a_number_of_other_things_is_no_number_of_those_asked_for() -> None:
    assert uncounted("How many herons nest there?", "There are 12 nests on the island.")


def test_a_number_of_the_things_asked_for_counts_them() -> None:
    assert not uncounted("How many herons nest there?", "There are 12 grey herons on the island.")


def test_a_number_in_words_counts_too() -> None:
    assert not uncounted("How many herons nest there?", "Seven herons nest there.")


def test_a_year_counts_nothing() -> None:
    assert uncounted("How many herons nest there?", "In 2014 herons nested there.")


def test_a_part_of_a_german_compound_is_counted() -> None:
    assert not uncounted("Wie viele Unternehmen sind dabei?", "Dabei sind 12 Mitgliedsunternehmen.", "de")


@pytest.mark.parametrize(
    ("question", "statement", "language"),
    [
        ("How many people came?", "About 200 participants came.", "en"),
        ("How many firms are there?", "There are 12 large and small companies.", "en"),
        ("Wie viele Leute kamen?", "Es kamen rund 200 Teilnehmende.", "de"),
        ("Wie viele Netzwerke sind es?", "Es sind 81 Mitglieder.", "de"),
    ],
)
def test_things_that_go_by_another_name_are_counted(question: str, statement: str, language: Language) -> None:
    assert not uncounted(question, statement, language)


def test_a_number_of_people_is_no_number_of_companies() -> None:
    assert uncounted("How many firms were there?", "There were 200 guests.")
    assert uncounted("Wie viele Betriebe kamen?", "Es kamen 200 Gäste.", "de")


def test_a_number_in_another_clause_counts_nothing_of_this_one() -> None:
    assert uncounted("How many herons nest?", "The lake has 12 islands. In the far north it has herons.")


def test_a_number_behind_what_it_counts_counts_it() -> None:
    assert not uncounted("How many herons nest?", "The herons of the lake number more than 12 (January 2023).")


def test_a_day_counts_nothing() -> None:
    assert uncounted("Wie viele Reiher kamen?", "Reiher kamen am 2. Dezember 2014.", "de")


def test_of_two_words_the_noun_is_counted() -> None:
    assert not uncounted("How many big companies came?", "There were 12 large companies.")
    assert uncounted("How many herons nest there?", "There are 12 nests on the island.")
    assert not uncounted("Wie viele große Betriebe kamen?", "Es kamen 12 Betriebe.", "de")
    assert uncounted("Wie viele Reiher nisten dort?", "Dort nisten 12 Enten.", "de")


def test_what_an_asked_line_asks_for_is_there() -> None:
    made = passage("d#0", "It was the town, with 12 heads.", asked=("Who opened it?", "How many herons were there?"))
    assert not value_missing(analyse("Who was it?"), made)
    assert value_missing(analyse("On which day was it?"), made)
    assert not counted_missing(analyse("How many grey herons came?"), made)
    assert counted_missing(analyse("How many ducks came?"), made)


def test_only_a_number_of_things_is_counted() -> None:
    assert not uncounted("How large is it?", "It is large.")
    assert not uncounted("Who nests there?", "There are 12 nests.")
