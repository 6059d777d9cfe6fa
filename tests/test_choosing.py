"""Which statements an answer gives: what follows the first, what takes its place, what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from made import document, opened, passage

from knowledge.answers.answer import Answerer
from knowledge.asked.question import analyse
from knowledge.clusters.outcomes import Request
from knowledge.records import Document, Language, Passage
from knowledge.retrieval.model import Model, Weights
from knowledge.retrieval.ranking import Candidate
from knowledge.retrieval.retrieval import Retrieved, Retriever
from knowledge.statements.choosing import Chooser, halves
from knowledge.words.text import terms

HALF = Weights(("coverage",), (10.0,), -5.0)
MODEL = Model(HALF, HALF, Weights(("list_of_clusters",), (2.0,), -1.0), threshold=0.5, second=0.5)


def page(doc_id: str, **told: str) -> Document:
    """Return a page of statements by their ids."""
    made = document(doc_id, *told.values(), kind="statement", heading=doc_id.title())
    passages = tuple(replace(p, statement_id=name) for p, name in zip(made.passages, told, strict=True))
    return replace(made, passages=passages)


HARBOUR = page("harbour", opened="The bridge was opened by Meier in 2012.", grey="The quay was painted grey.")
TOWN = page("town", theatre="Quill opened the theatre.")


@pytest.fixture(scope="module")
def chooser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chooser]:
    base = opened(tmp_path_factory.mktemp("data"), HARBOUR, TOWN)
    yield Chooser(Retriever(base, MODEL), MODEL)
    base.close()


def candidate(statement_id: str, text: str, log_odds: float = 0.0, coverage: float = 1.0, **known: Any) -> Candidate:
    made = passage(f"d#{statement_id}", text, kind="statement", statement_id=statement_id, **known)
    return Candidate(made, 0, {"coverage_body": coverage}, log_odds)


def given(chooser: Chooser, question: str, *candidates: Candidate, confidence: float = 0.8) -> list[str | None]:
    stems = frozenset(terms(question, "en"))
    retrieved = Retrieved(analyse(question), "en", stems, candidates, confidence=confidence)
    return [c.passage.statement_id for c in chooser.chosen(retrieved)]


BRIDGE = candidate("bridge", "The bridge is made of timber.")


@pytest.mark.parametrize(("log_odds", "both"), [(-0.4, True), (-0.6, False)])
def test_a_statement_close_behind_the_first_follows_it(chooser: Chooser, log_odds: float, both: bool) -> None:
    other = candidate("quay", "The quay is made of stone.", log_odds)
    assert given(chooser, "What is the bridge made of?", BRIDGE, other) == ["bridge", "quay"][: 1 + both]


def test_the_two_together_stay_short(chooser: Chooser) -> None:
    long = candidate("quay", f"The quay is {'very ' * 120}old.", -0.1)
    short = candidate("pier", "The pier is new.", -0.2)
    assert given(chooser, "What is the bridge made of?", BRIDGE, long, short) == ["bridge", "pier"]


@pytest.mark.parametrize(
    ("text", "both"),
    [("The bridge is grey.", False), ("Old is the quay.", True)],
)
def test_behind_a_certain_statement_only_what_says_more_of_the_question_follows(
    chooser: Chooser, text: str, both: bool
) -> None:
    other = candidate("other", text, -0.1)
    found = given(chooser, "What timber is in the old bridge?", BRIDGE, other, confidence=0.96)
    assert found == ["bridge", "other"][: 1 + both]


# -- double questions --------------------------------------------------------------------------


def test_the_second_half_of_a_double_question_is_answered_as_well(chooser: Chooser) -> None:
    quay = "What is the bridge made of, and what was painted grey?"
    assert given(chooser, quay, BRIDGE) == ["bridge", "grey"]


@pytest.mark.parametrize(
    "question",
    ["Who opened the bridge and when?", "Who opened the bridge, and when was the bridge opened?"],
)
def test_a_half_that_the_first_statement_answers_is_not_searched_for(chooser: Chooser, question: str) -> None:
    opened_in = candidate("opened", "The bridge was opened by Meier in 2012.")
    assert given(chooser, question, opened_in) == ["opened"]


def test_a_half_that_points_back_is_answered_from_the_same_page_only(chooser: Chooser) -> None:
    question = "What is the bridge made of, and who opened it in the theatre?"
    assert given(chooser, question, BRIDGE) == ["bridge"]
    here = candidate("bridge", "The bridge is made of timber.", doc_id="town")
    assert given(chooser, question, here) == ["bridge", "theatre"]


# -- what sources state differently ------------------------------------------------------------

OLD = candidate("old", "Eleven herons nest, an undated page says.", 0.0, 0.5, as_of="undated")
NEW = candidate("new", "In 2022 twelve herons nest.", -1.0, 0.5, as_of="2022")


def both(coverage: float, log_odds: float = -2.0) -> Candidate:
    return candidate("both", "Eleven or twelve.", log_odds, coverage, compares=("old", "new"))


def test_of_a_disputed_matter_the_newest_and_the_comparison_are_given(chooser: Chooser) -> None:
    assert given(chooser, "How many herons nest?", OLD, NEW, both(0.5)) == ["new", "both"]


def test_a_comparison_of_other_matters_is_left_out(chooser: Chooser) -> None:
    assert given(chooser, "How many herons nest?", OLD, NEW, both(0.2)) == ["old"]


def test_a_question_of_one_claim_is_answered_with_that_claim_first(chooser: Chooser) -> None:
    undated = candidate("old", "Eleven herons nest, an undated page says.", 0.0, 1.0, as_of="undated")
    assert given(chooser, "How many does the undated page say?", undated, NEW, both(0.7)) == ["old", "both"]


def test_the_newest_far_behind_the_first_does_not_take_its_place(chooser: Chooser) -> None:
    far = candidate("new", "In 2022 twelve herons nest.", -5.1, 0.5, as_of="2022")
    assert given(chooser, "How many herons nest?", OLD, far, both(0.5)) == ["old", "both"]


def test_a_comparison_is_given_once(chooser: Chooser) -> None:
    far = candidate("new", "In 2022 twelve herons nest.", -1.0, 0.1, as_of="2022")
    assert given(chooser, "Do sources differ?", both(1.0, 1.0), far) == ["both"]


def test_a_question_that_names_a_year_gets_no_comparison(chooser: Chooser) -> None:
    assert given(chooser, "How many herons nested in 2022?", NEW, both(0.5)) == ["new"]


def test_passages_without_a_fact_are_chosen_as_they_come(chooser: Chooser) -> None:
    plain: Passage = passage("notes#1", "Coal is black.", kind="text")
    retrieved = Retrieved(analyse("coal"), "en", frozenset(("coal",)), (Candidate(plain, 0, {}, 0.0),), confidence=0.8)
    assert [c.passage for c in chooser.chosen(retrieved)] == [plain]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Who opened it, and how many came?", ["Who opened it", "how many came?"]),
        (
            "Seit wann gibt es das, und aus wie vielen Ländern kommen sie?",
            ["Seit wann gibt es das", "aus wie vielen Ländern kommen sie?"],
        ),
        ("Was kostet es und wozu ist es gut?", ["Was kostet es", "wozu ist es gut?"]),
        ("Who opened it and closed it?", ["Who opened it and closed it?"]),
    ],
)
def test_a_double_question_has_two_halves(text: str, parts: list[str]) -> None:
    assert halves(text) == parts


# -- a list beside its items -------------------------------------------------------------------

ITEMS = [candidate(f"item{n}", f"The kind number {n} is of wood.", -0.2 * n) for n in range(3)]
LISTING = candidate("listing", "There are four kinds: wood, stone, iron and glass.", -3.0)


def test_where_a_list_is_asked_for_it_is_given_instead_of_one_of_its_items(chooser: Chooser) -> None:
    assert given(chooser, "Which kinds are there?", *ITEMS, LISTING)[0] == "listing"


@pytest.mark.parametrize(
    ("question", "candidates"),
    [
        ("When was the kind of wood made?", [*ITEMS, LISTING]),  # no list is asked for
        ("Which kinds are there?", [ITEMS[0], LISTING]),  # one item is not one of several
        ("Which kinds are there?", [*ITEMS, LISTING._replace(log_odds=-5.0)]),  # too far behind
        ("Which kinds are there?", [*ITEMS, LISTING._replace(signals={"coverage_body": 0.5})]),  # says less of it
    ],
)
def test_else_the_first_stays(chooser: Chooser, question: str, candidates: list[Candidate]) -> None:
    assert given(chooser, question, *candidates)[0] == "item0"


@pytest.mark.parametrize(
    ("question", "language", "parts"),
    [
        ("Wie viele Unternehmen sind in den Clustern und wie viele davon KMU?", "de", ("12.000", "10.000")),
        ("How many companies are in the clusters and how many of them are SMEs?", "en", ("12,000", "10,000")),
        ("Wann ging die Clusterplattform online und wer steckt dahinter?", "de", ("2013", "BMBF")),
        ("Who runs the programme now, and who did it before?", "en", ("Gerdes", "Buhl")),
        ("Wer hat 2022 und 2017 den ClusterErfolg gewonnen?", "de", ("NIRO", "BioM")),
    ],
)
def test_each_part_of_a_question_gets_its_statement(
    answerer: Answerer, question: str, language: Language, parts: tuple[str, ...]
) -> None:
    told = answerer.answer(Request(question, language)).answer.text
    assert all(part in told for part in parts)
    assert "beauftragt" not in told


def test_where_the_last_is_asked_for_what_is_nearly_as_near_and_later_comes_first(chooser: Chooser) -> None:
    old = candidate("old", "The fair in Ulm was opened in 2012.")
    new = candidate("new", "The fair in Bonn was opened in 2019.", -1.0)
    assert given(chooser, "When was the last fair?", old, new)[0] == "new"
    assert given(chooser, "When was the fair?", old, new)[0] == "old"
    assert given(chooser, "When were the last three fairs?", old, new)[0] == "old"
