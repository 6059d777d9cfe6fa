"""Signals and order of statements, each worked out by hand on a few passages."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import Any

import pytest
from made import passage

from knowledge.asked.question import analyse
from knowledge.index.classifier import Decisions
from knowledge.records import Hit
from knowledge.retrieval.model import Weights
from knowledge.retrieval.ranking import (
    ANSWER_SIGNALS,
    SIGNALS,
    UNCLASSIFIED,
    Candidate,
    answer_signals,
    rank,
    says_others,
    signals,
)
from knowledge.retrieval.text_signals import TextSignals
from knowledge.words.information import Information
from knowledge.words.text import terms

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
    texts = TextSignals(analyse(question), stems, information)
    rows = signals(texts, [first, *others], Decisions.of(classified or {}))
    return dict(zip(SIGNALS, rows[0].tolist(), strict=True))


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


@pytest.mark.parametrize(("rank_", "place"), [(1, 1 / 2), (3, 1 / 4), (None, 1 / 61)])
def test_places_fall_with_the_rank_in_each_run_to_nearly_nothing_outside_it(rank_: int | None, place: float) -> None:
    assert told("x", hit("X.", lexical_rank=rank_, dense_rank=9))["lexical_place"] == pytest.approx(place)
    assert told("x", hit("X.", lexical_rank=9, dense_rank=rank_))["dense_place"] == pytest.approx(place)


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
        ("the first meeting", "The 7th meeting was full.", None, (0.0, 0.0, 1.0)),
        ("the fifth meeting", "The meeting was full.", None, (0.0, 1.0, 0.0)),
        ("the 7th meeting", "The 7th meeting was full.", None, (0.0, 0.0, 0.0)),
    ],
)
def test_years_are_there_missing_or_in_conflict_as_ordinals_are(
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


@pytest.mark.parametrize(
    ("signal", "question", "text"),
    [
        ("year_missing", "members in 2019", "There were ten."),
        ("year_conflict", "members in 2019", "In 2022 there were ten."),
        ("number_missing", "the 32 members", "There were ten."),
    ],
)
def test_what_is_missing_counts_apart_in_a_yes_or_no_question(signal: str, question: str, text: str) -> None:
    plain, yesno = told(question, hit(text)), told(f"Is it {question}?", hit(text))
    assert (plain[signal], plain[f"{signal}_yesno"]) == (1.0, 0.0)
    assert (yesno[signal], yesno[f"{signal}_yesno"]) == (0.0, 1.0)


def test_a_gap_has_what_is_asked_for_and_the_years_that_more_than_one_of_its_lines_name() -> None:
    gap = hit("when it ends", kind="gap", asked=("When in 2012?", "When was it in 2012?", "When in 2014?"))
    assert told("When was it in 2012?", gap)["type_missing"] == 0.0
    assert [told(f"When was it in {year}?", gap)["year"] for year in (2012, 2014)] == [1.0, 0.0]


def test_a_shorter_statement_is_more_to_the_point() -> None:
    assert told("x", hit("y" * 400))["brevity"] == pytest.approx(0.5)
    assert told("x", hit("y" * 1200))["brevity"] == pytest.approx(0.25)


# -- order -------------------------------------------------------------------------------------

DENSE = Weights(("dense",), (2.0,), -1.0)


def ranked(*hits: Hit, weights: Weights = DENSE) -> list[Candidate]:
    return rank(TextSignals(analyse("x"), frozenset({"x"}), EVEN), hits, weights, Decisions.of({}))


def test_candidates_are_ordered_by_their_log_odds() -> None:
    found = ranked(hit("a", 0, scores=(1, 0.1)), hit("b", 1, scores=(1, 0.9)), hit("c", 2, scores=(1, 0.5)))
    assert [c.passage.passage_id for c in found] == ["d#1", "d#2", "d#0"]
    assert [c.log_odds for c in found] == pytest.approx([0.8, 0.0, -0.8])
    assert [c.passage_rowid for c in found] == [1, 2, 0]


def test_equal_candidates_are_ordered_by_passage_id() -> None:
    made = [hit("a", n, passage_id=i) for n, i in enumerate(("e#1", "d#2", "d#1"))]
    assert [c.passage.passage_id for c in ranked(*made)] == ["d#1", "d#2", "e#1"]


def test_a_gap_of_other_years_than_those_named_is_no_candidate() -> None:
    lines = ("How many herons were there in 2012?", "Number of herons, 2012?")
    gap = hit("how many herons nested in 2012", kind="gap", asked=lines)
    texts = (TextSignals(analyse(f"How many herons in {y}?"), frozenset({"heron"}), EVEN) for y in (2012, 2019))
    found = [rank(text, [gap], DENSE, Decisions.of({})) for text in texts]
    assert [len(candidates) for candidates in found] == [1, 0]


# -- how sure the first is ---------------------------------------------------------------------


def candidate(
    log_odds: float,
    text: str = "Text.",
    *,
    statement_id: str | None = None,
    kind: str = "statement",
    lines: tuple[str, ...] = (),
    heading: str = "",
    **values: float,
) -> Candidate:
    known = {"statement_id": statement_id, "kind": kind, "asked": lines, "heading": heading}
    made = hit(text, passage_id=f"d#{statement_id}{log_odds}", **known)
    return Candidate(made.passage, 0, {**dict.fromkeys(SIGNALS, 0.0), **values}, log_odds)


def gap(log_odds: float, statement_id: str = "g", **values: float) -> Candidate:
    return candidate(log_odds, statement_id=statement_id, kind="gap", **values)


def sureness(
    *candidates: Candidate,
    question: str = "x",
    stems: tuple[str, ...] = ("a",),
    classified: Mapping[str, float] | None = None,
    information: Information | None = None,
) -> dict[str, float]:
    """The signals for candidates of both kinds, each kind best first."""
    statements = [c for c in candidates if c.passage.kind != "gap"]
    gaps = [c for c in candidates if c.passage.kind == "gap"]
    known = information or Information({"a": 5}, 10)
    return answer_signals(analyse(question), frozenset(stems), statements, gaps, known, Decisions.of(classified or {}))


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


def test_a_gap_is_no_rival() -> None:
    assert sureness(candidate(2.0), gap(1.5))["margin"] == 5.0


def test_the_classifiers_lead_is_that_of_its_first_before_its_second() -> None:
    assert sureness(candidate(1.0), classified={"a": 0.5, "b": -0.25, "c": -1.0})["classifier_lead"] == 0.75
    assert sureness(candidate(1.0), classified={"a": 0.5})["classifier_lead"] == 0.0


def test_gaps_do_not_count_in_the_classifiers_lead() -> None:
    classified = {"a": 0.5, "g": 0.25, "b": -0.25}
    assert sureness(candidate(1.0, statement_id="a"), gap(0.0), classified=classified)["classifier_lead"] == 0.75


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


# -- how sure: known gaps ----------------------------------------------------------------------


def test_the_lead_before_the_best_gap_is_told_within_six() -> None:
    assert sureness(candidate(2.0), gap(1.25), gap(0.0, "h"))["before_gap"] == 0.75
    assert sureness(candidate(1.0), gap(1.25))["before_gap"] == -0.25
    assert sureness(candidate(2.0), gap(-9.0))["before_gap"] == 6.0
    assert sureness(candidate(-9.0), gap(2.0))["before_gap"] == -6.0
    assert sureness(candidate(-9.0))["before_gap"] == 6.0


def test_the_lead_in_a_signal_is_that_before_the_gap_which_is_best_in_it() -> None:
    found = sureness(
        candidate(1.0, asked=0.75, dense=0.5, classifier=0.25),
        gap(0.5, "g", asked=0.5, dense=0.25, classifier=-0.5),
        gap(0.0, "h", asked=0.25, dense=0.75, classifier=-0.25),
    )
    assert (found["gap_asked"], found["gap_dense"], found["gap_classifier"]) == (0.25, -0.25, 0.5)
    assert found["best_gap_classifier"] == -0.25


def test_without_gaps_the_first_leads_by_all_it_has() -> None:
    found = sureness(candidate(1.0, asked=0.75, dense=0.5, classifier=0.25))
    assert (found["gap_asked"], found["gap_dense"]) == (0.75, 0.5)
    assert (found["gap_classifier"], found["best_gap_classifier"]) == (0.25 - UNCLASSIFIED, UNCLASSIFIED)


def test_near_gaps_are_the_share_of_gaps_among_what_is_about_as_near_as_the_nearest() -> None:
    near = (candidate(1.0, dense=0.70), candidate(0.5, dense=0.30), gap(0.4, "g", dense=0.75), gap(0.0, "h", dense=0.6))
    assert sureness(*near)["near_gaps"] == 0.5
    assert sureness(near[0], near[1])["near_gaps"] == 0.0
    assert sureness(near[1], near[2])["near_gaps"] == 1.0


# -- how sure: what the first lacks ------------------------------------------------------------

ALL_KNOWN = Information({"xanadu": 1, "zembla": 1, "bridg": 5, "timber": 2}, 10)


def names(first: Candidate, question: str = "Does Xanadu have bridges?") -> tuple[float, float]:
    found = sureness(first, question=question, stems=("xanadu", "bridg"), information=ALL_KNOWN)
    return found["name_missing"], found["name_said"]


def test_a_name_that_the_statement_lacks_or_says_counts_by_its_share_of_the_questions_information() -> None:
    share = ALL_KNOWN.of("xanadu") / (ALL_KNOWN.of("xanadu") + ALL_KNOWN.of("bridg"))
    assert names(candidate(1.0, "It has bridges.")) == pytest.approx((share, 0.0))
    assert names(candidate(1.0, "Xanadu has bridges.")) == pytest.approx((0.0, share))
    assert names(candidate(1.0, "It has bridges.", heading="Xanadu")) == pytest.approx((0.0, share))


def test_a_name_in_an_asked_line_is_neither_missing_nor_said() -> None:
    assert names(candidate(1.0, "It has bridges.", lines=("Bridges of Xanadu?",))) == (0.0, 0.0)


def test_a_form_of_the_name_is_the_name() -> None:
    assert names(candidate(1.0, "The Xanaduans have bridges."))[0] == 0.0


def test_without_names_none_is_missing() -> None:
    assert names(candidate(1.0), "Does the harbour have bridges?") == (0.0, 0.0)


def test_names_count_at_most_one_and_a_half() -> None:
    found = sureness(
        candidate(1.0),
        question="Does Xanadu know Zembla?",
        stems=("timber",),
        information=Information({"timber": 9}, 9),
    )
    assert found["name_missing"] == 1.5


def test_the_most_telling_known_word_that_the_statement_and_its_lines_lack_is_told() -> None:
    def rare(*stems: str, text: str = "Text.", lines: tuple[str, ...] = ()) -> float:
        first = candidate(1.0, text, lines=lines)
        return sureness(first, stems=stems, information=ALL_KNOWN)["rare_missing"]

    assert rare("bridg", "timber") == pytest.approx(ALL_KNOWN.of("timber") / 8)
    assert rare("bridg", "timber", text="Of timber.") == pytest.approx(ALL_KNOWN.of("bridg") / 8)
    assert rare("bridg", "timber", text="Of timber.", lines=("Which bridges?",)) == 0.0
    assert rare("zeppelin") == 0.0  # no passage has it


@pytest.mark.parametrize(
    ("question", "reason", "figure"),
    [
        ("Why is it dark?", 1.0, 0.0),
        ("How many are there?", 0.0, 1.0),
        ("How much does it cost?", 0.0, 1.0),
        ("How long does it stand?", 0.0, 1.0),
        ("When does it stand?", 0.0, 0.0),
    ],
)
def test_a_reason_or_a_figure_that_is_asked_for_can_be_missing(question: str, reason: float, figure: float) -> None:
    lacking = sureness(candidate(1.0, type_missing=1.0), question=question)
    assert (lacking["reason_missing"], lacking["figure_missing"]) == (reason, figure)
    having = sureness(candidate(1.0), question=question)
    assert (having["reason_missing"], having["figure_missing"]) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("question", "text", "value", "counted"),
    [
        ("Who built it?", "Ada Kowalczyk built it.", 0.0, 0.0),
        ("Who built it?", "It was built by hand.", 1.0, 0.0),
        ("How many bridges are there?", "There are 12 bridges.", 0.0, 0.0),
        ("How many bridges are there?", "There are 12 towers.", 0.0, 1.0),
        ("How many bridges are there?", "There are bridges.", 1.0, 1.0),
    ],
)
def test_the_very_value_that_is_asked_for_can_be_missing(
    question: str, text: str, value: float, counted: float
) -> None:
    found = sureness(candidate(1.0, text), question=question)
    assert (found["value_missing"], found["counted_missing"]) == (value, counted)


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("Who met in 2019?", "They met in 2022.", True),
        ("Who met in 2019?", "They met in 2019 and 2022.", False),
        ("Who met in 2019?", "They met.", False),
        ("Who met?", "They met in 2022.", False),
        ("Did they meet in 2019?", "They met in 2022.", False),  # a premise that the statement puts right
        ("Who led the first meeting?", "They led the second meeting.", True),
        ("Who led the second meeting?", "They led the second meeting.", False),
        ("Was it the first meeting?", "It was the second meeting.", False),
    ],
)
def test_a_statement_of_other_years_or_ordinals_than_those_named_is_known(
    question: str, text: str, other: bool
) -> None:
    assert says_others(analyse(question), passage("d#0", text)) is other
    assert sureness(candidate(1.0, text), question=question)["other_years"] == float(other)


def test_a_yes_or_no_question_is_told() -> None:
    assert [sureness(candidate(1.0), question=q)["yesno"] for q in ("Is it dark?", "Why?")] == [1.0, 0.0]
