"""The ranking of statements after others, on candidates set by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made import document, opened

from knowledge.answers.context import (
    CLOSE,
    COMPARISON_CLOSE,
    Runs,
    in_context,
    is_of_other_year,
    is_on_topic,
    lacks_throughout,
    sure_on_topic,
)
from knowledge.answers.context_signals import FLOOR
from knowledge.asked.question import analyse
from knowledge.records import Document, Passage
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.before import Before, page_of, relatedness, statement_key
from knowledge.retrieval.ranking import Candidate
from knowledge.retrieval.retrieval import Retrieved
from knowledge.words.information import Information

FIRST_COUNT = "The 1st count was in 2017."
SECOND_COUNT = "The 2nd count was in 2019."
HERONS = "Herons nest in tall trees."
EGGS = "They lay four blue eggs."
ROADS = "Roads need gravel."
BRIDGES = "Bridges carry weight."


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """Two statements on each of the pages of birds, works and counts, and a known gap."""

    def texts(doc_id: str, page: str, *lines: str, kind: str = "statement") -> list[Document]:
        return [
            document(f"{doc_id}{n}", line, kind=kind, heading=f"{page} › Part {n}", statement_id=f"{doc_id}{n}")
            for n, line in enumerate(lines)
        ]

    docs = [
        *texts("bird", "Birds", HERONS, EGGS),
        *texts("work", "Works", ROADS, BRIDGES),
        *texts("count", "Counts", FIRST_COUNT, SECOND_COUNT),
        *texts("gap", "Fares", "No source says what tickets cost.", kind="gap"),
    ]
    opened_base = opened(tmp_path_factory.mktemp("data"), *docs)
    yield opened_base
    opened_base.close()


def candidate(base: KnowledgeBase, key: str, log_odds: float, *, conflict: float = 0.0) -> Candidate:
    rowid = base.twins[key, "en"]
    return Candidate(base.passage(rowid), rowid, {"year_conflict": conflict}, log_odds)


def run(base: KnowledgeBase, confidence: float = 0.5, conflict: str = "", **log_odds: float) -> Retrieved:
    made = [candidate(base, key, odds, conflict=float(key == conflict)) for key, odds in log_odds.items()]
    gaps = tuple(c for c in made if c.passage.kind == "gap")
    statements = tuple(c for c in made if c.passage.kind != "gap")
    return Retrieved(analyse("x"), "en", frozenset(), statements, gaps, {}, confidence)


def keys(retrieved: Retrieved) -> list[str]:
    return [statement_key(c.passage) for c in retrieved.candidates]


def ranked(base: KnowledgeBase, said: str, runs: Runs, *given: str, wants_other: bool = False) -> Retrieved:
    return in_context(base, said, analyse("x"), runs, Before("", given, wants_other))


def test_what_both_runs_put_first_comes_first(base: KnowledgeBase) -> None:
    runs = Runs(run(base, work0=1.0, work1=0.0), (run(base, work0=1.0, work1=0.0),))
    assert keys(ranked(base, "", runs))[0] == "work0"


def test_of_equals_that_on_the_page_of_what_was_given_comes_first(base: KnowledgeBase) -> None:
    runs = Runs(None, (run(base, work0=0.0, bird1=0.0),))
    assert keys(ranked(base, "", runs, "bird0"))[0] == "bird1"
    assert keys(ranked(base, "", runs, "work1"))[0] == "work0"


def test_of_equals_that_with_the_words_of_the_message_comes_first(base: KnowledgeBase) -> None:
    runs = Runs(None, (run(base, work0=0.0, work1=0.0),))
    assert keys(ranked(base, "bridges", runs))[0] == "work1"
    assert keys(ranked(base, "gravel", runs))[0] == "work0"


def test_what_was_given_can_answer_again_unless_another_is_wanted(base: KnowledgeBase) -> None:
    runs = Runs(None, (run(base, bird0=0.0, bird1=0.0),))
    assert keys(ranked(base, "", runs, "bird0"))[0] == "bird0"
    assert keys(ranked(base, "", runs, "bird0", wants_other=True))[0] == "bird1"


def test_a_year_that_conflicts_puts_a_statement_behind(base: KnowledgeBase) -> None:
    runs = Runs(None, (run(base, conflict="work0", work0=0.5, work1=0.0),))
    in_2013 = in_context(base, "", analyse("in 2013"), runs, Before("", ()))
    assert keys(in_2013)[0] == "work1"
    assert in_2013.candidates[0].signals["year_conflict"] == 0.0


def test_a_year_that_the_message_does_not_name_is_no_fault_of_the_statement(base: KnowledgeBase) -> None:
    runs = Runs(None, (run(base, conflict="work0", work0=2.0),))
    assert ranked(base, "", runs).candidates[0].signals["year_conflict"] == 0.0
    named = in_context(base, "", analyse("in 2013"), runs, Before("", ()))
    assert named.candidates[0].signals["year_conflict"] == 1.0


def after(base: KnowledgeBase, asked: str, message: str, *given: str, **log_odds: float) -> list[str]:
    runs = Runs(None, (run(base, **log_odds),))
    return keys(in_context(base, "", analyse(message), runs, Before(asked, given)))


def test_a_statement_of_another_year_than_the_question_before_comes_behind(base: KnowledgeBase) -> None:
    odds = {"count0": 0.5, "count1": 0.0}
    assert after(base, "What was counted?", "who counted", **odds)[0] == "count0"
    assert after(base, "What was counted in 2019?", "who counted", **odds)[0] == "count1"
    assert after(base, "What was counted in 2019?", "who counted in 2017", **odds)[0] == "count0"


def test_a_statement_of_another_in_number_comes_behind_unless_the_message_names_it(base: KnowledgeBase) -> None:
    odds = {"count0": 2.0, "count1": 0.0}
    assert after(base, "What was the second count?", "who counted", **odds)[0] == "count1"
    assert after(base, "What was the second count?", "and the first", **odds)[0] == "count0"


def test_where_today_is_asked_for_a_statement_must_tell_of_a_later_year(base: KnowledgeBase) -> None:
    runs = Runs(None, (run(base, count0=1.0, count1=0.0),))
    asked = Before("What was counted in 2017?", ("count0",))
    again = in_context(base, "", analyse("x"), runs, asked)
    today = in_context(base, "", analyse("x"), runs, replace(asked, when="now"))
    assert (keys(again)[0], keys(today)[0]) == ("count0", "count1")
    before = Before("What was counted in 2019?", ("count1",), when="before")
    assert keys(in_context(base, "", analyse("x"), runs, before))[0] == "count0"


def test_of_an_unanswered_question_what_came_nearest_comes_first(base: KnowledgeBase) -> None:
    runs = Runs(None, (run(base, work0=0.0, bird0=0.0),))
    for key in ("bird0", "work0"):
        assert keys(in_context(base, "", analyse("x"), runs, Before("", (), nearest=(key,))))[0] == key


def test_the_gap_that_was_named_is_less_likely_to_be_asked_for_again(base: KnowledgeBase) -> None:
    runs = Runs(None, (run(base, gap0=0.0),), exchanged=True)
    first = in_context(base, "", analyse("x"), runs, Before("", ()))
    again = in_context(base, "", analyse("x"), runs, Before("", (), nearest=("gap0",)))
    assert again.gaps[0].log_odds < first.gaps[0].log_odds


def test_it_is_less_sure_of_a_statement_that_has_no_word_of_the_message(base: KnowledgeBase) -> None:
    runs = Runs(None, (run(base, work0=1.0),))
    sure = {said: ranked(base, said, runs, "work0").confidence for said in ("", "gravel", "timber")}
    assert sure["timber"] < sure[""] < sure["gravel"]


def test_what_was_given_comes_behind_where_it_lacks_the_kind_of_thing_asked_for(base: KnowledgeBase) -> None:
    odds = {"bird0": 0.0, "count0": 1.0}
    assert after(base, "", "who nests there?", "bird0", **odds)[0] == "bird0"
    assert after(base, "", "when was it?", "bird0", **odds)[0] == "count0"


def test_a_gap_is_not_held_against_the_question_before_where_that_is_asked_anew(base: KnowledgeBase) -> None:
    together = (run(base, gap0=0.0),)
    anew = in_context(base, "", analyse("x"), Runs(None, together, exchanged=True), Before("", ()))
    before = in_context(base, "", analyse("x"), Runs(None, together), Before("", ()))
    assert before.gaps[0].log_odds < anew.gaps[0].log_odds


def test_it_is_less_sure_of_what_has_nothing_to_do_with_the_question_before(base: KnowledgeBase) -> None:
    alone = run(base, work0=9.0, bird1=-4.0)
    brought_up = ranked(base, "gravel", Runs(alone, (run(base, work0=3.0, bird0=0.0),)), "bird0")
    stray = ranked(base, "gravel", Runs(alone, (run(base, bird0=-3.0),)), "bird0")
    assert keys(stray)[0] == keys(brought_up)[0] == "work0"
    assert stray.confidence < brought_up.confidence


def test_a_statement_on_the_topic_can_be_of_another_year_than_the_question(base: KnowledgeBase) -> None:
    found = run(base, count0=1.0)
    assert is_of_other_year(base, found, Before("How many in 2019?", ("count1",)))
    assert not is_of_other_year(base, found, Before("How many in 2017?", ("count1",)))
    assert not is_of_other_year(base, found, Before("How many in 2019?", ("bird0",)))


def test_a_statement_on_the_topic_can_be_of_another_year_than_what_was_given(base: KnowledgeBase) -> None:
    found = run(base, count0=1.0)
    assert is_of_other_year(base, found, Before("How many?", ("count1",)))
    assert not is_of_other_year(base, found, Before("How many?", ("count0",)))


def test_what_is_far_behind_the_first_is_left_out(base: KnowledgeBase) -> None:
    assert keys(ranked(base, "", Runs(None, (run(base, work0=5.0, work1=5.0 - 2 * CLOSE),)))) == ["work0"]
    assert keys(ranked(base, "", Runs(None, (run(base, work0=5.0, work1=4.9),)))) == ["work0", "work1"]
    assert COMPARISON_CLOSE < CLOSE


def test_a_statement_that_a_run_lacks_counts_there_as_the_last_of_it(base: KnowledgeBase) -> None:
    lacking = ranked(base, "", Runs(None, (run(base, work0=0.0, work1=0.0), run(base, work0=0.0))))
    level = ranked(base, "", Runs(None, (run(base, work0=0.0, work1=0.0), run(base, work0=0.0, work1=0.0))))
    assert [c.log_odds for c in lacking.candidates] == [c.log_odds for c in level.candidates]
    empty = ranked(base, "", Runs(None, (run(base, work0=0.0), run(base))))
    floored = ranked(base, "", Runs(None, (run(base, work0=0.0), run(base, work0=FLOOR))))
    assert empty.candidates[0].log_odds == floored.candidates[0].log_odds


def test_a_gap_that_comes_first_leaves_no_confidence(base: KnowledgeBase) -> None:
    first = ranked(base, "tickets", Runs(None, (run(base, gap0=3.0, work0=0.0),)))
    assert (first.confidence, first.gap) == (0.0, base.passage(base.twins["gap0", "en"]))
    behind = ranked(base, "gravel", Runs(None, (run(base, gap0=-3.0, work0=3.0),)))
    assert behind.gap is None
    assert behind.confidence > first.confidence


def test_a_gap_that_only_the_question_before_brings_up_counts_less(base: KnowledgeBase) -> None:
    together = run(base, gap0=0.0)
    own = ranked(base, "", Runs(run(base, gap0=0.0), (together,)))
    before = ranked(base, "", Runs(run(base, work0=0.0), (together,)))
    lower = before.gaps[0]
    assert lower.log_odds < own.gaps[0].log_odds


def test_it_is_surer_of_what_has_the_words_of_the_message(base: KnowledgeBase) -> None:
    runs = Runs(None, (run(base, work0=2.0, bird1=0.0),))
    assert ranked(base, "gravel", runs).confidence > ranked(base, "zebu", runs).confidence


def test_nothing_found_is_nothing_ranked(base: KnowledgeBase) -> None:
    nothing = ranked(base, "zebu", Runs(None, (run(base),)))
    assert (nothing.candidates, nothing.gaps, nothing.confidence) == ((), (), 0.0)


def test_what_was_given_or_stands_on_its_page_is_on_topic(base: KnowledgeBase) -> None:
    before = Before("", ("bird0",))
    assert is_on_topic(base, run(base, bird0=0.0), before)
    assert is_on_topic(base, run(base, bird1=0.0), before)
    assert not is_on_topic(base, run(base, work0=0.0), before)
    assert not is_on_topic(base, run(base, bird0=0.0, gap0=1.0), before)
    assert not is_on_topic(base, run(base), before)


def test_the_statements_given_are_found_in_the_language_that_has_them(base: KnowledgeBase) -> None:
    before = Before("", ("bird0", "unheard"))
    assert [p.text for p in before.passages(base, "en")] == [HERONS]
    assert before.passages(base, "de") == []


def made(text: str, heading: str = "") -> Passage:
    return Passage("d#0", "d", 0, len(text), text, "en", heading=heading)


def test_passages_are_related_by_the_information_that_they_share() -> None:
    information = Information({}, 10)
    assert relatedness(made("herons nest"), made("herons nest"), information) == pytest.approx(1.0)
    assert relatedness(made("herons nest"), made("herons feed"), information) == pytest.approx(0.5)
    assert relatedness(made("herons"), made("roads"), information) == 0.0
    assert relatedness(made("the"), made("of"), information) == 0.0


def test_a_page_is_the_first_part_of_the_heading() -> None:
    assert [page_of(made("x", h)) for h in ("Birds › Eggs › Blue", "Birds", "")] == ["Birds", "Birds", ""]


def test_a_passage_without_a_statement_is_known_by_its_own_id() -> None:
    assert statement_key(made("x")) == "d#0"


def test_a_gap_that_comes_first_in_every_way_is_what_is_asked_for(base: KnowledgeBase) -> None:
    lacking, having = run(base, gap0=2.0, bird0=1.0), run(base, gap0=1.0, bird0=2.0)
    assert lacks_throughout(lacking, Runs(lacking, (lacking, having)))
    for retrieved, alone, of_topic in (
        (having, lacking, lacking),
        (lacking, having, lacking),
        (lacking, lacking, having),
    ):
        assert not lacks_throughout(retrieved, Runs(alone, (of_topic,)))
    assert not lacks_throughout(lacking, Runs(None, (lacking,)))


def test_what_is_asked_of_the_topic_makes_surer_if_it_puts_the_same_first(base: KnowledgeBase) -> None:
    same, other = run(base, 0.9, bird0=2.0, bird1=1.0), run(base, 0.9, bird1=2.0, bird0=1.0)
    lacking = run(base, 0.9, gap0=3.0, bird0=2.0)
    found = [sure_on_topic(run(base, 0.5, bird0=2.0), Runs(None, (r,))) for r in (same, other, lacking)]
    assert found == [0.9, 0.5, 0.5]
    assert sure_on_topic(run(base, 0.95, bird0=2.0), Runs(None, (same,))) == 0.95


def test_a_statement_of_somebody_else_comes_far_behind(somebody: KnowledgeBase) -> None:
    def first(asked: str, person: str = "") -> str:
        runs = Runs(None, (run(somebody, elsa=0.0, emil=1.0, roads=3.0),))
        return keys(in_context(somebody, "", analyse(asked), runs, Before("", (), person=person)))[0]

    assert first("how long?", person="Elsa Brzezinski") == "roads"  # names nobody, which is no fault here
    assert first("who?", person="Elsa Brzezinski") == "emil"  # whoever it is, it is somebody
    runs = Runs(None, (run(somebody, elsa=0.0, emil=3.0),))
    assert keys(in_context(somebody, "", analyse("how long?"), runs, Before("", ())))[0] == "emil"
    of_elsa = Before("", (), person="Elsa Brzezinski")
    assert keys(in_context(somebody, "", analyse("how long?"), runs, of_elsa)) == ["elsa"]
    runs = Runs(None, (run(somebody, elsa=0.0, titled=3.0),))  # a surname behind a title is somebody, too
    assert keys(in_context(somebody, "", analyse("how long?"), runs, of_elsa)) == ["elsa"]


@pytest.fixture(scope="module")
def somebody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """Statements of two people, and one that names nobody."""
    opened_base = opened(
        tmp_path_factory.mktemp("somebody"),
        document("elsa", "Herons are counted by Elsa Brzezinski.", kind="statement", statement_id="elsa"),
        document("emil", "Cranes are counted by Emil Petrovic.", kind="statement", statement_id="emil"),
        document("titled", "Cranes are ringed by Dr. Petrovic.", kind="statement", statement_id="titled"),
        document("roads", "Roads need gravel.", kind="statement", statement_id="roads"),
    )
    yield opened_base
    opened_base.close()


def test_a_statement_that_counts_what_is_asked_for_goes_before_one_that_counts_other_things(tmp_path: Path) -> None:
    texts = {"birds": "There were 60 herons.", "people": "There were 12 keepers."}
    with_numbers = opened(tmp_path, *(document(key, text, statement_id=key) for key, text in texts.items()))
    for behind, first in ((1.0, "people"), (9.0, "birds")):
        runs = Runs(None, (run(with_numbers, birds=10.0, people=10.0 - behind),))
        question = analyse("How many keepers were there?")
        found = in_context(with_numbers, "keepers", question, runs, Before("How many herons were there?", ()))
        assert found.candidates[0].passage.statement_id == first
    with_numbers.close()
