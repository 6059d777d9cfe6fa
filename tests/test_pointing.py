"""Which messages stand for what was spoken of before."""

from __future__ import annotations

import pytest

from bot.pointing.pointing import has_pronoun, points, points_back, points_to_cluster
from knowledge.records import Language


@pytest.mark.parametrize(
    "text",
    [
        "Wer leitet die?",
        "Wer hat das eröffnet?",
        "Haben die ein Label?",
        "Was machen die genau?",
        "Seit wann sind die Mitglied?",
        "Wie heißt das in Rheinland-Pfalz?",
        "wer hat das gegründet",
    ],
)
def test_a_german_demonstrative_points_back(text: str) -> None:
    assert points(text, "de")


@pytest.mark.parametrize(
    "text",
    [
        "Wie hoch ist das Budget?",
        "wie hoch ist das budget",
        "Was kostet das erste Gold-Label?",
        "Wer sitzt in dem großen Gremium?",
        "Die wichtigsten Ziele?",
        "Welche Ziele gibt es?",
        "",
    ],
)
def test_an_article_does_not(text: str) -> None:
    assert not points(text, "de")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("When was the association founded?", "en", True),
        ("Who runs the network?", "en", True),
        ("Seit wann gibt es den Verein?", "de", True),
        ("Who leads the network for lasers in Bavaria and Saxony?", "en", False),
        ("The die is cast", "en", False),
    ],
)
def test_a_general_noun_at_the_end_points_back(text: str, language: Language, expected: bool) -> None:
    assert points(text, language) == expected


@pytest.mark.parametrize(("text", "expected"), [("Sind die kostenlos?", True), ("was ist die pflicht?", False)])
def test_an_article_before_one_word_that_is_no_noun_points_back(text: str, expected: bool) -> None:
    assert points(text, "de") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Who runs it?", "en"),
        ("How many members do they have?", "en"),
        ("Wer leitet ihn?", "de"),
        ("Was kostet die Teilnahme daran?", "de"),
        ("Wie viele Mitglieder sind darin?", "de"),
        ("Wer sitzt dort?", "de"),
        ("Who opened the same?", "en"),
    ],
)
def test_pronouns_point_to_clusters_as_to_what_statements_tell_of(text: str, language: Language) -> None:
    assert points_to_cluster(text, language)
    assert has_pronoun(text, language)
    assert points_back(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How many fields are there?", "en"),
        ("Welche Labels gibt es?", "de"),
        ("Who decides on admission?", "en"),
        ("Who works in IT?", "en"),
    ],
)
def test_what_says_nothing_or_names_its_thing_points_to_no_statement(text: str, language: Language) -> None:
    assert not has_pronoun(text, language)
