"""Questions that nothing answers as they stand, and how they are read again, with weights set by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made import document, opened, profile

from knowledge.answers.answer import Answerer
from knowledge.clusters.outcomes import Request
from knowledge.records import Answer, Document, Language
from knowledge.retrieval.model import Model, Weights

# A statement answers when it has more than half of what the question's words tell.
HALF = Weights(("coverage",), (10.0,), -5.0)
MODEL = Model(HALF, HALF, Weights(("list_of_clusters",), (2.0,), -1.0), threshold=0.5, second=0.5)


def stated(doc_id: str, text: str, **known: Any) -> Document:
    return document(doc_id, text, kind="statement", **{"statement_id": doc_id, **known})


def reply(
    folder: Path, text: str, *documents: Document, language: Language = "en", clusters: tuple[str, ...] = ()
) -> Answer:
    base = opened(folder, *documents, profiles=[profile(name) for name in clusters])
    outcome = Answerer(base, MODEL).answer(Request(text, language))
    base.close()
    return outcome.answer


TOPICS = (
    stated("topics", "The annual meeting has funding topics."),
    replace(stated("topics-de", "Es geht dort um Geld.", language="de", statement_id="topics"), language="de"),
)


def test_english_content_of_a_german_question_is_looked_for_in_english_and_answered_in_german(tmp_path: Path) -> None:
    answer = reply(tmp_path, "Was waren die Topics beim Annual Meeting?", *TOPICS, language="de")
    assert (answer.language, answer.text) == ("de", "Es geht dort um Geld. [1]")


def test_english_content_that_nothing_answers_is_refused_in_german(tmp_path: Path) -> None:
    answer = reply(tmp_path, "Was waren die Highlights beim Welcome Dinner?", *TOPICS, language="de")
    assert answer.kind == "abstention"


BRIDGE = stated("bridge", "Meier opened the bridge.")
REST = "which submarine carried yellow bananas to Iceland yesterday?"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Who opened the bridge, and {REST}", "answer"),
        (f"Who painted the bridge yellow, and {REST}", "abstention"),
        (f"Who was there, and {REST}", "abstention"),  # a half without content
    ],
)
def test_of_a_double_question_the_first_half_is_answered_by_itself(text: str, kind: str, tmp_path: Path) -> None:
    opening = stated("opening", "Meier opened the old timber bridge in Ulm.")
    assert reply(tmp_path, text, opening).kind == kind


START = (
    stated("a-other", "A programme of 2010 was another."),
    stated("start", "go-cluster has existed since mid-2012."),
    stated("map", "The harbour map was drawn in 2015."),
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The programme is from 2010, isn't it?", "go-cluster has existed since mid-2012. [1]"),
        ("go-cluster dates back to 2010, right?", "go-cluster has existed since mid-2012. [1]"),
        ("The harbour map is from 2010, right?", "The harbour map was drawn in 2015. [1]"),
    ],
)
def test_a_year_that_a_thing_is_said_to_be_from_is_put_right(text: str, told: str, tmp_path: Path) -> None:
    assert reply(tmp_path, text, *START, clusters=("weavers",)).text.endswith(told)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A colleague told me that Meier opened the old timber bridge in Ulm, is that so?", "answer"),
        ("As far as we know ships sank yesterday near Iceland, so who opened the bridge?", "answer"),
        ("A colleague told me that submarines carried bananas, is that so?", "abstention"),
        ("As far as we know ships sank yesterday near Iceland, so who ate bananas?", "abstention"),
    ],
)
def test_what_one_has_heard_is_asked_without_the_hearing(tmp_path: Path, text: str, kind: str) -> None:
    opening = stated("opening", "Meier opened the old timber bridge in Ulm.")
    assert reply(tmp_path, text, opening).kind == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Is the bridge open, or can ships sail yesterday near Iceland?", "answer"),
        ("Is the harbour yellow, or can ships sail yesterday near Iceland?", "abstention"),
        ("Who opened the bridge or can ships sail yesterday near Iceland?", "abstention"),  # no alternative to a yes
    ],
)
def test_of_two_alternatives_the_first_is_asked_by_itself(tmp_path: Path, text: str, kind: str) -> None:
    assert reply(tmp_path, text, stated("bridge", "The bridge is open.")).kind == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Which member opened the bridge?", "abstention"), ("Which mayor opened the bridge?", "answer")],
)
def test_a_statement_that_names_no_cluster_must_be_surer_where_one_is_asked_for(
    tmp_path: Path, text: str, kind: str
) -> None:
    opening = stated("opening", "A mayor of the member town opened the bridge.")
    unsure = replace(MODEL, answer=Weights(("coverage",), (1.0,), 0.0))  # never above 0.74
    base = opened(tmp_path, opening, profiles=[profile("weavers")])
    assert Answerer(base, unsure).answer(Request(text, "en")).answer.kind == kind
    base.close()


# -- what people first tell of themselves ------------------------------------------------------

HERONS = (
    stated("nests", "Herons nest on cranes."),
    stated("journalists", "A journalist of the museum writes of nests."),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I am a journalist at the museum. Where do herons nest?", "Herons nest on cranes."),
        ("We run a museum. Our cranes are old. Where do herons nest?", "Herons nest on cranes."),
        ("We nest on cranes. Why is that?", ""),  # what "that" is stands before
        ("The museum has a journalist. Which nests?", "A journalist of the museum writes of nests."),  # not of oneself
    ],
)
def test_a_question_behind_what_people_tell_of_themselves_is_asked_by_itself(
    text: str, expected: str, tmp_path: Path
) -> None:
    assert reply(tmp_path, text, *HERONS).text.startswith(expected)


def test_a_question_that_is_not_whole_is_asked_of_the_last_that_was_told(tmp_path: Path) -> None:
    answer = reply(tmp_path, "I live in Ulm with goats and geese, and herons nest here. On what is that?", *HERONS)
    assert answer.text == "Herons nest on cranes. [1]"
