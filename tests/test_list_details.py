"""Which details are wanted with a list, and what is left of the text without them."""

from __future__ import annotations

import pytest

from knowledge.answers.answer import Answerer
from knowledge.clusters.list_details import with_details
from knowledge.clusters.outcomes import Request


@pytest.mark.parametrize(
    ("text", "rest", "details"),
    [
        ("Textile clusters in Saxony, with member numbers.", "Textile clusters in Saxony.", ("members",)),
        ("Textile clusters in Saxony and their founding years", "Textile clusters in Saxony", ("founded",)),
        ("Which clusters are in Jena? How old are they?", "Which clusters are in Jena?", ("founded",)),
        ("Welche Cluster gibt es in Jena und wie groß sind sie?", "Welche Cluster gibt es in Jena?", ("members",)),
        ("Cluster in Jena mit Gründungsjahr und Mitgliederzahl", "Cluster in Jena", ("members", "founded")),
        ("Cluster in Jena samt deren Webseiten bitte", "Cluster in Jena", ("website",)),
    ],
)
def test_what_is_wanted_with_a_list_is_cut_off(text: str, rest: str, details: tuple[str, ...]) -> None:
    assert with_details(text) == (rest, details)


@pytest.mark.parametrize(
    "text",
    [
        "Wir entwickeln Apps und Webseiten in Kiel",
        "Clusters with more than 50 members",
        "How big are they?",
        "Which clusters with a gold label are members?",
        "Wie viele Mitglieder hat go-cluster und wann wurde es eingestellt?",
    ],
)
def test_what_wants_none_stays_whole(text: str) -> None:
    assert with_details(text) is None


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        (
            "I need textile clusters in Saxony or Thuringia, with member numbers.",
            "en",
            "Members: 65 (as of October 2020)",
        ),
        ("Welche Textilcluster gibt es in Sachsen und wie groß sind sie?", "de", "Mitglieder: 160 (Stand: 2022)"),
    ],
)
def test_a_list_has_what_was_asked_with_it(answerer: Answerer, text: str, language: str, told: str) -> None:
    outcome = answerer.answer(Request(text, language))  # type: ignore[arg-type]
    assert outcome.wish is not None
    assert outcome.wish.details == ("members",)
    assert told in outcome.answer.text


def test_a_question_on_the_programme_is_no_list(answerer: Answerer) -> None:
    outcome = answerer.answer(Request("How many members does go-cluster have and how old is it?", "en"))
    assert outcome.answer.kind == "answer"
