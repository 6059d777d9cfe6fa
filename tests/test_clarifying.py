"""When a topic is asked back, on candidates set by hand."""

from __future__ import annotations

import pytest
from made import passage

from knowledge.asked.question import analyse
from knowledge.records import Language
from knowledge.retrieval.ranking import Candidate
from knowledge.retrieval.retrieval import Retrieved
from knowledge.statements.clarifying import Topics, names_topic_only, readings

NO_TOPICS = Topics({"en": {}, "de": {}})
# the herons are in fifty statements, the cranes in one fewer
BROAD = Topics({"en": {"heron": 50, "crane": 49}, "de": {}})


def candidate(page: str, log_odds: float, *lines: str, language: Language = "en") -> Candidate:
    made = passage(f"{page}#{log_odds}", "Text.", kind="statement", heading=page, asked=lines, language=language)
    return Candidate(made, 0, {}, log_odds)


def retrieved(*candidates: Candidate, stems: tuple[str, ...] = ("heron",), confidence: float = 0.3) -> Retrieved:
    return Retrieved(analyse("x"), "en", frozenset(stems), candidates, (), {}, confidence)


# -- naming a topic ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Label?", "en", True),
        ("gold label", "en", True),
        ("Gold-Label", "de", True),
        ("the label", "en", False),
        ("das Label", "de", False),
        ("gold label price", "en", False),
        ("why label", "en", False),
        ("?", "en", False),
        ("", "en", False),
    ],
)
def test_one_or_two_content_words_and_nothing_else_name_a_topic(text: str, language: Language, expected: bool) -> None:
    assert names_topic_only(text, language) is expected


# -- broad topics ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stems", "language", "expected"),
    [
        (["heron"], "en", True),
        (["crane"], "en", False),
        (["heron", "crane"], "en", False),
        (["zebu"], "en", False),
        (["heron"], "de", False),
        ([], "en", False),
    ],
)
def test_a_topic_is_broad_when_each_of_its_words_is_in_fifty_statements_of_the_language(
    stems: list[str], language: Language, expected: bool
) -> None:
    assert BROAD.is_broad(stems, language) is expected


# -- readings ----------------------------------------------------------------------------------


def test_an_unsure_topic_has_the_first_lines_of_what_is_about_as_likely_as_the_first() -> None:
    found = retrieved(
        candidate("Nests", 1.0, "Where do herons nest?", "Nests?"),
        candidate("Food", -1.0, "What do herons eat?"),
        candidate("Flight", -1.01, "Do herons fly?"),
    )
    assert readings(found, NO_TOPICS) == ("Where do herons nest?", "What do herons eat?")


def test_there_are_three_readings_at_most() -> None:
    found = retrieved(*(candidate(f"Page {n}", 1.0 - n / 10, f"Line {n}?") for n in range(5)))
    assert readings(found, NO_TOPICS) == ("Line 0?", "Line 1?", "Line 2?")


def test_each_reading_is_of_another_page() -> None:
    found = retrieved(candidate("A", 1.0, "One?"), candidate("A", 0.9, "Two?"), candidate("B", 0.8, "Three?"))
    assert readings(found, NO_TOPICS) == ("One?", "Three?")


def test_statements_without_lines_or_of_the_other_language_are_no_readings() -> None:
    other = candidate("D", 0.7, "Vier?", language="de")
    found = retrieved(candidate("A", 1.0, "One?"), candidate("B", 0.9), other, candidate("C", 0.6, "Three?"))
    assert readings(found, NO_TOPICS) == ("One?", "Three?")


@pytest.mark.parametrize("confidence", [0.6, 0.95])
def test_a_topic_that_is_sure_is_clear_enough_unless_it_is_broad(confidence: float) -> None:
    found = retrieved(candidate("A", 1.0, "One?"), candidate("B", 0.5, "Two?"), confidence=confidence)
    assert readings(found, NO_TOPICS) == ()
    assert readings(found, BROAD) == ("One?", "Two?")


def test_one_statement_far_ahead_is_clear_enough_unless_the_topic_is_broad() -> None:
    found = retrieved(candidate("A", 5.0, "One?"), candidate("B", 0.5, "Two?"))
    assert readings(found, NO_TOPICS) == ()
    assert readings(found, BROAD) == ("One?", "Two?")


def test_a_single_reading_is_none() -> None:
    assert readings(retrieved(candidate("A", 1.0, "One?"), candidate("B", 0.9)), BROAD) == ()
