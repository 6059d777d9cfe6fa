"""The signals of statements after others, on a made index, against what was worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made import document, opened

from knowledge.answers.context import load_context_model
from knowledge.answers.context_signals import GAP_SIGNALS, SIGNALS, Evidence, Situation
from knowledge.asked.passage_words import words_of
from knowledge.asked.question import analyse
from knowledge.records import Passage
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.before import Before
from knowledge.words.text import terms

FIRST = "The heron count was on 4 May 2017, led by Jonas Brzezinski."
SECOND = "The heron count drew 60 guests in 2019."
SINCE = "Jonas Brzezinski counts herons since 2011."
ROADS = "Roads need gravel."
ALONE = Evidence(1.0, (2.0, 4.0), classifier=0.5, asked=0.25, is_alone=True)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """Three statements on herons, one on roads, and a known gap."""
    texts = {"first": FIRST, "second": SECOND, "since": SINCE}
    docs = [document(key, text, heading="Herons", statement_id=key) for key, text in texts.items()]
    docs.append(document("roads", ROADS, heading="Works", statement_id="roads"))
    docs.append(document("gap", "No source says what tickets cost.", kind="gap", heading="Fares", statement_id="gap"))
    opened_base = opened(tmp_path_factory.mktemp("data"), *docs)
    yield opened_base
    opened_base.close()


def passage(base: KnowledgeBase, key: str) -> Passage:
    return base.passage(base.twins[key, "en"])


def signals(
    base: KnowledgeBase, key: str, message: str, before: Before, evidence: Evidence = ALONE, added: str = ""
) -> dict[str, float]:
    stems = frozenset(terms(added, "en"))
    situation = Situation(base, stems, before, "en", analyse(message), exchanged=False)
    return situation.signals(passage(base, key), evidence, 0.0)


BEFORE = Before("Who led the heron count in 2017?", ("first",), subject="heron count 2017")


def test_the_shipped_weights_are_those_of_the_signals() -> None:
    assert set(load_context_model().order.names) == {*SIGNALS, *GAP_SIGNALS}


@pytest.mark.parametrize("key", ["first", "roads", "gap"])
def test_every_signal_has_a_value(base: KnowledgeBase, key: str) -> None:
    assert set(signals(base, key, "when?", BEFORE)) == {*SIGNALS, *GAP_SIGNALS}


def test_what_the_runs_say_is_told_with_the_mean_and_the_most_together(base: KnowledgeBase) -> None:
    own = signals(base, "roads", "x", BEFORE)
    assert [own[name] for name in ("alone", "together", "together_most", "both", "only_together")] == [1, 3, 4, 1, 0]
    bare = signals(base, "roads", "x", BEFORE, replace(ALONE, alone=None))
    assert [bare[name] for name in ("alone", "together", "together_most", "both", "only_together")] == [0, 3, 4, 0, 3]


def test_a_gap_has_signals_of_its_own_and_no_others(base: KnowledgeBase) -> None:
    own = signals(base, "gap", "x", BEFORE)
    assert (own["gap"], own["gap_alone"], own["gap_together"], own["gap_stray"]) == (1.0, 1.0, 3.0, 0.0)
    assert not any(own[name] for name in SIGNALS)
    assert signals(base, "gap", "x", BEFORE, replace(ALONE, is_alone=False))["gap_stray"] == 1.0


def test_what_was_given_is_marked_and_others_of_its_page(base: KnowledgeBase) -> None:
    found = {key: signals(base, key, "x", BEFORE) for key in ("first", "second", "roads")}
    assert [found[key]["given"] for key in found] == [1.0, 0.0, 0.0]
    assert [found[key]["same_page"] for key in found] == [1.0, 1.0, 0.0]
    assert found["second"]["related"] > found["roads"]["related"] == 0.0


def test_what_came_nearest_is_marked_where_nothing_was_given(base: KnowledgeBase) -> None:
    unanswered = Before("What do tickets cost?", (), nearest=("roads",))
    assert signals(base, "roads", "x", unanswered)["nearest"] == 1.0
    assert signals(base, "roads", "x", replace(unanswered, given=("first",)))["nearest"] == 0.0


def test_what_came_nearest_may_lack_what_is_asked_for(base: KnowledgeBase) -> None:
    unanswered = Before("What do tickets cost?", (), nearest=("roads", "first"))
    found = [signals(base, key, "when was it?", unanswered)["nearest_lacks"] for key in ("roads", "first", "second")]
    assert found == [1.0, 0.0, 0.0]


def test_what_has_the_very_value_that_is_asked_for_is_told_from_what_lacks_it(base: KnowledgeBase) -> None:
    day = {key: signals(base, key, "on which day was it?", BEFORE) for key in ("first", "second")}
    assert (day["first"]["value"], day["first"]["given_value"]) == (1.0, 1.0)
    assert (day["second"]["value"], day["second"]["value_missing"]) == (0.0, 1.0)
    count = {key: signals(base, key, "how many guests came?", BEFORE) for key in ("second", "since")}
    assert (count["second"]["counted_missing"], count["since"]["counted_missing"]) == (0.0, 1.0)


def test_since_a_year_tells_how_long(base: KnowledgeBase) -> None:
    assert signals(base, "since", "how long?", BEFORE)["kind"] == 1.0
    assert signals(base, "second", "how long?", BEFORE)["kind"] == 0.0


def test_the_share_of_what_is_spoken_of_counts_by_information(base: KnowledgeBase) -> None:
    information = base.searcher.information
    stems = set(terms("heron count 2017", "en"))
    has = stems - {"2017"}
    found = signals(base, "second", "x", BEFORE)
    assert found["subject"] == pytest.approx(information.total(has) / information.total(stems))
    assert found["subject_missing"] == pytest.approx(information.of("2017") / 10)
    assert signals(base, "roads", "x", replace(BEFORE, subject=""))["subject"] == 0.5


def test_a_name_that_is_spoken_of_is_missed(base: KnowledgeBase) -> None:
    person = replace(BEFORE, subject="Jonas Brzezinski")
    assert signals(base, "since", "x", person)["name_missing"] == 0.0
    assert signals(base, "roads", "x", person)["name_missing"] == 1.0


def test_other_years_than_asked_for_count_unless_the_message_names_one(base: KnowledgeBase) -> None:
    assert signals(base, "second", "who came?", BEFORE)["other_year_asked"] == 1.0
    assert signals(base, "second", "who came in 2019?", BEFORE)["other_year_asked"] == 0.0
    assert signals(base, "first", "who came?", BEFORE)["other_year_asked"] == 0.0


@pytest.mark.parametrize(
    ("message", "is_other"),
    [
        ("who came?", True),
        ("who came in 2019?", False),
        ("when was the next one?", False),
        ("and the second one?", False),
    ],
)
def test_a_statement_is_of_another_year_unless_the_message_leaves_that(
    base: KnowledgeBase, message: str, is_other: bool
) -> None:
    situation = Situation(base, frozenset(), BEFORE, "en", analyse(message), exchanged=False)

    def is_of_other_year(key: str) -> bool:
        return situation.stays_in_year and signals(base, key, message, BEFORE)["other_year_asked"] > 0

    assert is_of_other_year("second") == is_other
    assert not is_of_other_year("first")
    assert not is_of_other_year("roads")


def test_a_period_is_of_the_years_within_it(tmp_path: Path) -> None:
    texts = {
        "reign": "Ulla Ode counted the herons from 2012 to 2020.",
        "now": "Kai Thode counts the herons since 2021.",
    }
    opened_base = opened(tmp_path, *(document(k, t, heading="Herons", statement_id=k) for k, t in texts.items()))
    asked = Before("Who counted the herons in 2015?", (), subject="herons")
    told = Before("Who counted the herons?", ("reign",), subject="herons")
    of_asked = {key: signals(opened_base, key, "who?", asked)["other_year_asked"] for key in texts}
    of_told = {key: signals(opened_base, key, "who?", told)["other_year_given"] for key in texts}
    opened_base.close()
    assert of_asked == of_told == {"reign": 0.0, "now": 1.0}


def test_what_the_message_adds_is_covered_by_information(base: KnowledgeBase) -> None:
    assert signals(base, "roads", "x", BEFORE, added="gravel")["covered"] == 1.0
    assert signals(base, "roads", "x", BEFORE, added="gravel")["uncovered"] == 0.0
    assert signals(base, "roads", "x", BEFORE, added="zebu")["uncovered"] == 1.0
    assert words_of(passage(base, "roads")).anywhere.size > 0


def test_words_that_no_passage_has_are_unknown(base: KnowledgeBase) -> None:
    unknown = {
        word: Situation(base, frozenset(terms(word, "en")), BEFORE, "en", analyse("x"), exchanged=False).unknown
        for word in ("gravel", "zebu", "")
    }
    assert unknown == {"gravel": 0.0, "zebu": 1.0, "": 0.0}


# -- what a question wants and a statement lacks ------------------------------------------------


@pytest.mark.parametrize(
    ("message", "signal", "lacking", "telling"),
    [
        ("how often does it happen?", "frequency_missing", "first", "yearly"),
        ("why was that?", "reason_missing", "first", "reason"),
        ("when is the next one?", "future_missing", "first", "yearly"),
    ],
)
def test_what_is_asked_for_and_not_told_is_missing(
    wants: KnowledgeBase, message: str, signal: str, lacking: str, telling: str
) -> None:
    assert signals(wants, lacking, message, BEFORE)[signal] == 1.0
    assert signals(wants, telling, message, BEFORE)[signal] == 0.0
    assert signals(wants, lacking, "where was it?", BEFORE)[signal] == 0.0


def test_the_next_one_after_another_need_not_be_to_come(wants: KnowledgeBase) -> None:
    assert signals(wants, "first", "when is the next one after that?", BEFORE)["future_missing"] == 0.0


def test_who_pays_may_be_a_body_who_led_is_a_person(wants: KnowledgeBase) -> None:
    assert signals(wants, "paid", "who pays for it?", BEFORE)["person_missing"] == 0.0
    assert signals(wants, "paid", "who led it?", BEFORE)["person_missing"] == 1.0


def test_the_level_spoken_of_is_that_of_the_topic_unless_another_is_named(wants: KnowledgeBase) -> None:
    on_silver = Before("What does silver cost?", (), subject="silver")
    assert signals(wants, "bronze", "how long is it valid?", on_silver)["other_level"] == 1.0
    assert signals(wants, "bronze", "and bronze?", on_silver)["other_level"] == 0.0


def test_before_without_a_year_is_before_what_was_given(wants: KnowledgeBase) -> None:
    who = Before("Who leads the count?", ("first",), when="before")
    assert signals(wants, "first", "Who leads the count?", who)["other_time"] == 1.0
    assert signals(wants, "earlier", "Who leads the count?", who)["other_time"] == 0.0
    assert signals(wants, "first", "Where is the count?", who)["other_time"] == 0.0


def test_another_of_the_series_than_the_one_told_of_is_another_unless_one_is_named(wants: KnowledgeBase) -> None:
    told = Before("When was the fair?", ("second fair",), subject="fair")
    assert signals(wants, "first fair", "who opened it?", told)["other_ordinal"] == 1.0
    assert signals(wants, "second fair", "who opened it?", told)["other_ordinal"] == 0.0
    assert signals(wants, "yearly", "who opened it?", told)["other_ordinal"] == 0.0
    assert signals(wants, "first fair", "who opened the first one?", told)["other_ordinal"] == 0.0
    assert (
        signals(wants, "first fair", "which others were there?", replace(told, wants_other=True))["other_ordinal"]
        == 0.0
    )


@pytest.fixture(scope="module")
def wants(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """Statements that tell how often, why, who pays and which level, and one that tells none of it."""
    texts = {
        "first": FIRST,
        "yearly": "The heron count takes place every two years.",
        "reason": "The heron count was moved because of the weather.",
        "paid": "The ministry pays for the heron count.",
        "bronze": "The bronze label is valid for two years.",
        "first fair": "The first fair was opened by Mia Okafor.",
        "second fair": "The second fair was in May.",
        "earlier": "From 2003 on Mia Okafor led the heron count.",
    }
    docs = [document(key, text, heading="Herons", statement_id=key) for key, text in texts.items()]
    opened_base = opened(tmp_path_factory.mktemp("wants"), *docs)
    yield opened_base
    opened_base.close()


# -- what a message adds --------------------------------------------------------------------------------------


def lacking(base: KnowledgeBase, key: str, message: str, added: str, *, adds: bool = True) -> float:
    stems = frozenset(terms(added, "en"))
    situation = Situation(base, stems, BEFORE, "en", analyse(message), exchanged=False, adds=adds)
    return situation.lacking_of_added(passage(base, key))


def test_a_statement_without_the_name_that_is_added_lacks_all_of_it(base: KnowledgeBase) -> None:
    found = {key: lacking(base, key, "and Brzezinski?", "Brzezinski") for key in ("first", "second", "since", "gap")}
    assert found == {"first": 0.0, "second": 1.0, "since": 0.0, "gap": 0.0}


def test_a_name_in_an_asked_line_alone_counts_for_less_than_half(tmp_path: Path) -> None:
    asked = document("asked", ROADS, heading="Works", statement_id="asked", asked=("Is that by Brzezinski?",))
    with_line = opened(tmp_path, asked, document("other", SECOND, statement_id="other"))
    assert 0.5 < lacking(with_line, "asked", "and Brzezinski?", "Brzezinski") < 1.0
    with_line.close()


@pytest.mark.parametrize(
    ("message", "added", "adds"), [("Who is Brzezinski?", "Brzezinski", False), ("and gravel?", "gravel", True)]
)
def test_a_question_of_its_own_and_an_ordinary_word_take_nothing_away(
    base: KnowledgeBase, message: str, added: str, adds: bool
) -> None:
    assert lacking(base, "second", message, added, adds=adds) == 0.0


def test_a_statement_without_a_reason_lacks_what_is_asked_for(base: KnowledgeBase, tmp_path: Path) -> None:
    assert lacking(base, "second", "Why?", "", adds=False) == 1.0
    giving = opened(tmp_path, document("why", "It was put off because of rain.", statement_id="why"))
    assert lacking(giving, "why", "Why?", "", adds=False) == 0.0
    giving.close()


@pytest.mark.parametrize(
    ("question", "key", "is_beside"),
    [("Who is the boss?", "second", True), ("Who is the boss?", "first", False), ("Wer ist der Chef?", "roads", True)],
)
def test_a_head_is_told_of_only_by_what_speaks_of_leading(
    base: KnowledgeBase, question: str, key: str, is_beside: bool
) -> None:
    situation = Situation(base, frozenset(), BEFORE, "en", analyse(question), exchanged=False)
    assert situation.is_of_somebody_else(passage(base, key)) == is_beside
