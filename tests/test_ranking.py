"""Signals and order of statements, each worked out by hand on a few passages."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import Any

import pytest
from made import passage

from knowledge.model import Weights, sigmoid
from knowledge.question import analyse
from knowledge.ranking import (
    ANSWER_SIGNALS,
    SIGNALS,
    UNCLASSIFIED,
    Candidate,
    Information,
    answer_signals,
    rank,
    signals,
)
from knowledge.records import Hit
from knowledge.text import terms

EVEN = Information({}, 10)  # every stem tells as much as every other


def hit(text: str, number: int = 0, *, scores: tuple[float, float] = (1.0, 0.5), **known: Any) -> Hit:
    ranks = {name: known.pop(name) for name in ("lexical_rank", "dense_rank") if name in known}
    made = passage(known.pop("passage_id", f"d#{number}"), text, **{"kind": "statement", **known})
    return Hit(made, number, 1.0, 1, lexical_score=scores[0], dense_score=scores[1], **ranks)


def told(
    question: str,
    first: Hit,
    *others: Hit,
    information: Information = EVEN,
    classified: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """The signals of `first` among all hits, for the question's content stems."""
    stems = frozenset(terms(question, "en"))
    return signals(analyse(question), stems, first, [first, *others], information, classified or {})


# -- how much a stem tells ---------------------------------------------------------------------


@pytest.mark.parametrize(("stem", "df"), [("often", 90), ("seldom", 1), ("never", 0)])
def test_a_stem_tells_its_inverse_document_frequency(stem: str, df: int) -> None:
    information = Information({"often": 90, "seldom": 1}, 100)
    assert information.of(stem) == pytest.approx(log(1 + (100 - df + 0.5) / (df + 0.5)))


def test_a_rarer_stem_tells_more_and_an_unknown_one_most() -> None:
    information = Information({"often": 90, "seldom": 1}, 100)
    assert information.of("often") < information.of("seldom") < information.of("never")


def test_the_total_counts_each_stem_once() -> None:
    information = Information({"a": 3, "b": 5}, 10)
    assert information.total(["a", "b", "a"]) == pytest.approx(information.of("a") + information.of("b"))
    assert information.total([]) == 0


def test_known_stems_are_those_that_a_passage_has() -> None:
    information = Information({"a": 3}, 10)
    assert (information.is_known("a"), information.is_known("b")) == (True, False)


def test_an_empty_index_still_tells() -> None:
    assert Information({}, 0).of("a") > 0


# -- signals -----------------------------------------------------------------------------------


def test_every_signal_is_made() -> None:
    assert sorted(told("Which bridges?", hit("Bridges."))) == sorted(SIGNALS)


def test_scores_are_told_against_the_best_of_their_run() -> None:
    one, two = hit("Bridges.", scores=(2.0, 0.3)), hit("Tunnels.", 1, scores=(8.0, 0.6))
    values = told("bridges", one, two)
    assert (values["lexical"], values["dense"], values["dense_relative"]) == (0.25, 0.3, pytest.approx(0.5))


def test_runs_without_any_score_tell_nothing() -> None:
    values = told("bridges", hit("Bridges.", scores=(0.0, -0.1)))
    assert (values["lexical"], values["dense_relative"]) == (0.0, 0.0)


def test_coverage_is_the_share_of_the_questions_stems_that_the_passage_has_anywhere() -> None:
    # bridge: text, timber: heading, river: asked line, steel: nowhere
    made = hit("Old bridges.", heading="Timber", asked=("Over which river?",))
    values = told("bridges timber river steel", made)
    assert values["coverage"] == pytest.approx(3 / 4)
    assert values["coverage_body"] == pytest.approx(2 / 4)


def test_coverage_weighs_what_stems_tell() -> None:
    (bridge,), (steel,) = terms("bridges", "en"), terms("steel", "en")
    information = Information({bridge: 50, steel: 1}, 100)
    share = information.of(bridge) / (information.of(bridge) + information.of(steel))
    assert told("bridges steel", hit("Old bridges."), information=information)["coverage"] == pytest.approx(share)


def test_the_best_asked_line_counts_by_its_overlap_and_by_the_share_it_covers() -> None:
    made = hit("Text.", asked=("bridges", "bridges timber crane harbour"))
    values = told("bridges timber", made)
    # Dice: "bridges" 2 * 1 / (1 + 2), the longer line 2 * 2 / (4 + 2)
    assert values["asked"] == pytest.approx(2 / 3)
    assert values["asked_coverage"] == pytest.approx(1.0)


def test_without_asked_lines_there_is_no_overlap_with_them() -> None:
    values = told("bridges", hit("Bridges."))
    assert (values["asked"], values["asked_coverage"]) == (0.0, 0.0)


def test_the_classifier_tells_its_decision_and_how_far_it_is_behind() -> None:
    classified = {"a": 0.5, "b": -0.25}
    first, second, none = (hit("X.", statement_id=i) for i in ("a", "b", "c"))
    names = ("classifier", "classifier_behind", "first_classifier")
    assert [told("x", first, classified=classified)[n] for n in names] == [0.5, 0.0, 1.0]
    assert [told("x", second, classified=classified)[n] for n in names] == [-0.25, 0.75, 0.0]
    assert [told("x", none, classified=classified)[n] for n in names] == [UNCLASSIFIED, 0.5 - UNCLASSIFIED, 0.0]


def test_without_a_classifier_nothing_is_its_first() -> None:
    values = told("x", hit("X.", statement_id="a"))
    assert (values["classifier"], values["classifier_behind"], values["first_classifier"]) == (UNCLASSIFIED, 0.0, 0.0)


def test_the_first_of_each_run_is_told() -> None:
    values = told("x", hit("X.", lexical_rank=1, dense_rank=2))
    assert (values["first_lexical"], values["first_dense"]) == (1.0, 0.0)
    values = told("x", hit("X.", dense_rank=1))
    assert (values["first_lexical"], values["first_dense"]) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("question", "text", "has", "lacks"),
    [
        ("When did it begin?", "It began in July 2012.", 1.0, 0.0),
        ("When did it begin?", "It began early.", 0.0, 1.0),
        ("Is it free?", "It is free.", 0.0, 0.0),
        ("go-cluster", "It is free.", 0.0, 0.0),
    ],
)
def test_what_is_asked_for_is_there_or_missing(question: str, text: str, has: float, lacks: float) -> None:
    values = told(question, hit(text))
    assert (values["type"], values["type_missing"]) == (has, lacks)


@pytest.mark.parametrize(
    ("question", "text", "as_of", "expected"),
    [
        ("members in 2019", "In 2019 there were ten.", None, (1.0, 0.0, 0.0)),
        ("members in 2019", "There were ten.", "2019-05", (1.0, 0.0, 0.0)),
        ("members in 2014", "There were ten.", "2012/2015", (1.0, 0.0, 0.0)),
        ("members in 2019", "In 2022 there were ten.", None, (0.0, 1.0, 1.0)),
        ("members in 2019", "There were ten.", None, (0.0, 1.0, 0.0)),
        ("members in 2019 and 2022", "In 2022 there were ten.", None, (1.0, 1.0, 0.0)),
        ("members", "In 2022 there were ten.", "2022", (0.0, 0.0, 0.0)),
    ],
)
def test_years_are_there_missing_or_in_conflict(
    question: str, text: str, as_of: str | None, expected: tuple[float, float, float]
) -> None:
    values = told(question, hit(text, as_of=as_of))
    assert (values["year"], values["year_missing"], values["year_conflict"]) == expected


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("the 14,000 members", "It has 14.000 members.", 0.0),
        ("the 15,000 members", "It has 14.000 members.", 1.0),
        ("the 15 and 16", "15 only", 1.0),
        ("the members", "It has 14.000 members.", 0.0),
    ],
)
def test_numbers_that_are_named_may_be_missing(question: str, text: str, missing: float) -> None:
    assert told(question, hit(text))["number_missing"] == missing


def test_a_shorter_statement_is_more_to_the_point() -> None:
    assert told("x", hit("y" * 400))["brevity"] == pytest.approx(0.5)
    assert told("x", hit("y" * 1200))["brevity"] == pytest.approx(0.25)


# -- order -------------------------------------------------------------------------------------

DENSE = Weights(("dense",), (2.0,), -1.0)


def ranked(*hits: Hit, weights: Weights = DENSE) -> list[Candidate]:
    return rank(analyse("x"), frozenset({"x"}), hits, EVEN, weights, {})


def test_candidates_are_ordered_by_their_log_odds() -> None:
    found = ranked(hit("a", 0, scores=(1, 0.1)), hit("b", 1, scores=(1, 0.9)), hit("c", 2, scores=(1, 0.5)))
    assert [c.passage.passage_id for c in found] == ["d#1", "d#2", "d#0"]
    assert [c.log_odds for c in found] == pytest.approx([0.8, 0.0, -0.8])
    assert [c.passage_rowid for c in found] == [1, 2, 0]


def test_equal_candidates_are_ordered_by_passage_id() -> None:
    made = [hit("a", n, passage_id=i) for n, i in enumerate(("e#1", "d#2", "d#1"))]
    assert [c.passage.passage_id for c in ranked(*made)] == ["d#1", "d#2", "e#1"]


def test_a_candidates_probability_is_the_logistic_of_its_log_odds() -> None:
    (found,) = ranked(hit("a", scores=(1, 0.9)))
    assert found.probability == pytest.approx(sigmoid(0.8))


# -- how sure the first is ---------------------------------------------------------------------


def candidate(
    log_odds: float, *, statement_id: str | None = None, kind: str = "statement", **values: float
) -> Candidate:
    made = hit("Text.", statement_id=statement_id, kind=kind, passage_id=f"d#{statement_id}{log_odds}")
    return Candidate(made.passage, 0, {**dict.fromkeys(SIGNALS, 0.0), **values}, log_odds)


def sureness(
    *candidates: Candidate, stems: tuple[str, ...] = ("a",), classified: Mapping[str, float] | None = None
) -> dict[str, float]:
    return answer_signals(frozenset(stems), candidates, Information({"a": 5}, 10), classified or {})


def test_every_signal_of_sureness_is_made() -> None:
    assert sorted(sureness(candidate(1.0))) == sorted(ANSWER_SIGNALS)


def test_the_margin_is_that_before_the_next_statement() -> None:
    assert sureness(candidate(2.0, statement_id="a"), candidate(0.5, statement_id="b"))["margin"] == 1.5


def test_the_margin_is_at_most_five_and_that_where_there_is_no_other() -> None:
    assert sureness(candidate(9.0, statement_id="a"), candidate(0.5, statement_id="b"))["margin"] == 5.0
    assert sureness(candidate(-3.0))["margin"] == 5.0


def test_another_passage_of_the_same_statement_is_no_rival() -> None:
    found = sureness(
        candidate(2.0, statement_id="a"), candidate(1.9, statement_id="a"), candidate(1.0, statement_id="b")
    )
    assert found["margin"] == 1.0


def test_passages_that_state_no_known_fact_are_rivals() -> None:
    assert sureness(candidate(2.0), candidate(1.5))["margin"] == 0.5


def test_the_lead_before_the_best_gap_is_told_within_five() -> None:
    top, gap = candidate(2.0, statement_id="a"), candidate(1.25, statement_id="g", kind="gap")
    assert sureness(top, gap, candidate(0.0, statement_id="h", kind="gap"))["before_gap"] == 0.75
    assert sureness(top, candidate(-9.0, statement_id="g", kind="gap"))["before_gap"] == 5.0
    assert sureness(top)["before_gap"] == 5.0


def test_the_classifiers_lead_is_that_of_its_first_before_its_second() -> None:
    assert sureness(candidate(1.0), classified={"a": 0.5, "b": -0.25, "c": -1.0})["classifier_lead"] == 0.75
    assert sureness(candidate(1.0), classified={"a": 0.5})["classifier_lead"] == 0.0


def test_agreement_counts_who_has_it_first() -> None:
    assert sureness(candidate(1.0, first_lexical=1.0, first_classifier=1.0))["agreement"] == 2.0


def test_unknown_words_count_by_what_they_tell() -> None:
    information = Information({"a": 5}, 10)
    share = information.of("z") / (information.of("a") + information.of("z"))
    assert sureness(candidate(1.0), stems=("a", "z"))["unknown"] == pytest.approx(share)
    assert sureness(candidate(1.0), stems=("a",))["unknown"] == 0.0


def test_the_length_is_the_logarithm_of_the_number_of_stems() -> None:
    assert sureness(candidate(1.0), stems=("a", "b", "c"))["length"] == pytest.approx(log(4))


def test_the_first_ones_own_signals_are_passed_on() -> None:
    found = sureness(candidate(1.0, coverage=0.25, year_conflict=1.0), candidate(0.0, coverage=0.9))
    assert (found["coverage"], found["year_conflict"]) == (0.25, 1.0)
