"""What asks for another time than the one before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.pointing.other_times import at_time, next_in_series, other_time, says_when, without_when
from bot.session.messages import Message
from knowledge.records import Language

IN_2013 = "How many members were there in 2013?"
UNTIL_2015 = "Wie hoch war das Budget von 2012 bis 2015?"


@pytest.mark.parametrize(
    ("text", "question", "language", "expected"),
    [
        ("And today?", IN_2013, "en", ("now", "How many members were there today?")),
        ("and before?", IN_2013, "en", ("before", "How many members were there before?")),
        ("and later on?", IN_2013, "en", ("after", "How many members were there later on?")),
        ("und heute?", UNTIL_2015, "de", ("now", "Wie hoch war das Budget heute?")),
        ("und davor?", UNTIL_2015, "de", ("before", "Wie hoch war das Budget davor?")),
        ("and before that?", "Who leads it now?", "en", ("before", "Who leads it before that?")),
    ],
)
def test_a_word_for_another_time_takes_the_place_of_the_date(
    text: str, question: str, language: Language, expected: tuple[str, str]
) -> None:
    assert other_time(text, question, language) == expected


def test_what_asks_for_something_else_is_of_another_time_if_it_is_of_now() -> None:
    assert other_time("and how many are in it today?", IN_2013, "en") is not None
    assert other_time("and who led it before?", IN_2013, "en") is None


@pytest.mark.parametrize("text", ["and in 2019?", "a year later?", "and the label?"])
def test_a_year_or_no_word_for_a_time_asks_for_no_other_time(text: str) -> None:
    assert other_time(text, IN_2013, "en") is None


def test_a_question_without_a_time_has_none_that_could_be_exchanged() -> None:
    assert other_time("and today?", "Who pays for the label?", "en") is None


def test_words_for_a_time_say_nothing_else() -> None:
    assert says_when("today")
    assert says_when("früher")
    assert not says_when("members")


def test_after_a_year_that_was_asked_since_now_is_asked_of_the_question_itself() -> None:
    question = "How many members does go-cluster have?"
    assert other_time("and now?", question, "en", "and in 2019?") == ("now", question)
    assert other_time("and before that?", question, "en", "and in 2019?") is None
    assert other_time("and now?", question, "en", "and partners?") is None


@pytest.mark.parametrize(
    ("messages", "figure"),
    [
        (("How many members does go-cluster have?", "and in 2019?", "and now?"), "81"),
        (("Wie viele Mitglieder hat go-cluster?", "und 2013?", "und heute?"), "81"),
        (("How many members did go-cluster have in 2013?", "and today?"), "81"),
    ],
)
def test_now_after_another_year_is_told_the_newest_figure_first(
    messages: tuple[str, ...], figure: str, conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    for text in messages:
        answer = conversation.reply(Message(text, session="a")).answer
    assert figure in answer.text.splitlines()[0]


@pytest.mark.parametrize(
    ("text", "question", "language"),
    [
        ("and before that?", "Who heads go-cluster?", "en"),
        ("previously?", "Who heads go-cluster?", "en"),
        ("und vorher?", "Wer leitet go-cluster?", "de"),
        ("und davor?", "Wer leitet go-cluster?", "de"),
    ],
)
def test_who_it_was_before_is_asked_of_the_question_as_it_is(text: str, question: str, language: Language) -> None:
    assert other_time(text, question, language) == ("before", question)


def test_before_is_of_no_other_time_where_nobody_was_asked_for() -> None:
    assert other_time("and before that?", "Where is the office?", "en") is None


@pytest.mark.parametrize("text", ["and the next round after that?", "the following one afterwards?"])
def test_another_of_its_kind_may_stand_beside_the_time(text: str) -> None:
    found = other_time(text, "Which topics did the round in 2014 have?", "en")
    assert found is not None
    assert found[0] == "after"
    assert "2014" not in found[1]


@pytest.mark.parametrize(
    ("text", "question", "language", "expected"),
    [
        ("und davor?", "Was passierte in der dritten Phase?", "de", "Was passierte in der zweiten Phase?"),
        ("und danach?", "Was geschah in Phase 2?", "de", "Was geschah in Phase 3?"),
        ("and the one before?", "When was the second Cluster Week?", "en", "When was the first Cluster Week?"),
        ("and the next one?", "When was the 2nd Cluster Week?", "en", "When was the third Cluster Week?"),
        ("and before that?", "When was the first Cluster Week?", "en", None),  # there is none before
        ("and before that?", "When was the Cluster Week?", "en", None),
        ("who came before that?", "When was the second Cluster Week?", "en", None),  # asks something else
        ("and the prices before?", "When was the second Cluster Week?", "en", None),
    ],
)
def test_the_one_before_or_after_is_asked_for_in_a_series(
    text: str, question: str, language: Language, expected: str | None
) -> None:
    found = next_in_series(text, question, language)
    assert (found and found[0]) == expected


def test_a_date_takes_the_place_of_a_word_for_another_time() -> None:
    assert at_time("in 2013?", "Which ministry was it before?") == ("Which ministry was it 2013?", "")
    assert at_time("in 2013?", "Which ministry was it in 2015?") is None
    assert at_time("in 2013?", "Which ministry was it?") is None


def test_a_text_without_a_word_for_another_time_stays_as_it_is() -> None:
    assert without_when("ganz am Anfang, 2013?").split() == ["ganz", ",", "2013?"]
    assert without_when("Und in Bayern?") == "Und in Bayern?"
