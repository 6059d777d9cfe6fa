"""What of a question can be exchanged, and what of it is its topic."""

from __future__ import annotations

import pytest

from bot.slots import asked_part, asks, beyond_slots, content_words, exchanged, goes_on, topic_words, without_opening
from knowledge.gazetteer import Gazetteer, load_gazetteer
from knowledge.records import Language


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("And what about 2013?", "2013"),
        ("Und wie sieht es in Bayern aus?", "Bayern aus"),
        ("ok, and the second one?", "the second one"),
        ("Who decides?", "Who decides"),
        ("And?", ""),
        ("", ""),
    ],
)
def test_the_words_that_only_go_on_are_left_off(text: str, expected: str) -> None:
    assert without_opening(text) == expected


@pytest.mark.parametrize(
    "text", ["Who decides?", "And when?", "in which year?", "Is it?", "Und wie viele?", "Gibt es mehr?"]
)
def test_a_question_word_or_a_verb_in_front_asks(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text", ["And in 2013?", "What about 2013?", "Bavaria?", "Und das Label?", "Wie sieht es in Bayern aus?", ""]
)
def test_without_either_nothing_is_asked(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize(
    "text", ["And in 2013?", "Und wer?", "only gold", "in Bavaria", "ohne Label", "which of them?"]
)
def test_some_beginnings_go_on(text: str) -> None:
    assert goes_on(text)


@pytest.mark.parametrize("text", ["Who decides?", "In which year was it?", "Logistics clusters", "Android", ""])
def test_others_do_not(text: str) -> None:
    assert not goes_on(text)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Which partner country did the annual conference in 2015 have?", "en", "annual conference 2015"),
        ("Who decides on admission?", "en", "admission"),
        ("Wie viele Mitglieder gab es 2022?", "de", "2022"),
        ("Timber bridges", "en", "Timber bridges"),
        ("Why?", "en", ""),
    ],
)
def test_the_topic_is_what_is_left_without_what_is_asked_for(text: str, language: Language, expected: str) -> None:
    assert topic_words(text, language) == expected


@pytest.mark.parametrize(
    ("text", "question", "language", "expected"),
    [
        ("And in 2013?", "How many herons in 2022?", "en", ("How many herons in 2013?", "")),
        ("And in 2013?", "How many herons in May 2022?", "en", ("How many herons in 2013?", "")),
        ("Und im April 2019?", "Wie viele Reiher im Mai 2022?", "de", ("Wie viele Reiher im April 2019?", "")),
        ("And the second?", "What is the first heron?", "en", ("What is the second heron?", "")),
        ("And silver?", "What does the gold label cost?", "en", ("What does the silver label cost?", "")),
        ("And in Bavaria?", "How many herons in Saxony?", "en", ("How many herons in Bavaria?", "")),
        ("And cranes in 2013?", "How many herons in 2022?", "en", ("How many herons in 2013?", "cranes")),
        ("And herons in 2013?", "How many herons in 2022?", "en", ("How many herons in 2013?", "")),
        ("And a year later?", "How many herons in 2022?", "en", ("How many herons in 2023?", "")),
        ("Und ein Jahr davor?", "Wie viele Reiher 2022?", "de", ("Wie viele Reiher 2021?", "")),
    ],
)
def test_what_is_of_one_kind_is_exchanged(
    text: str, question: str, language: Language, expected: tuple[str, str], gazetteer: Gazetteer
) -> None:
    assert exchanged(text, question, language, gazetteer) == expected


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("And in 2022?", "How many herons in 2022?"),
        ("And in 2013?", "How many herons?"),
        ("And in 2013?", "How many herons between 2015 and 2022?"),
        ("In 2013 or 2014?", "How many herons in 2022?"),
        ("And in Bavaria?", "How many herons in 2022?"),
        ("And a year later?", "How many herons?"),
        ("And why?", "How many herons in 2022?"),
    ],
)
def test_nothing_is_exchanged_for_nothing_or_for_several(text: str, question: str, gazetteer: Gazetteer) -> None:
    assert exchanged(text, question, "en", gazetteer) is None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("And when exactly?", "en", []),
        ("And the herons in 2013?", "en", ["herons", "2013"]),
        ("Und die Reiher?", "de", ["Reiher"]),
        ("", "en", []),
    ],
)
def test_content_words_are_those_that_say_something(text: str, language: Language, expected: list[str]) -> None:
    assert content_words(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("And the second in May 2013?", []),
        ("And gold in Bavaria?", []),
        ("a year later", []),
        ("And the herons in Bavaria?", ["herons"]),
    ],
)
def test_beyond_the_slots_are_the_other_content_words(text: str, expected: list[str], gazetteer: Gazetteer) -> None:
    assert beyond_slots(text, "en", gazetteer) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("How many events were there in Bremen?", "en", "How many events were there in"),
        ("Seit wann gibt es den Newsletter?", "de", "Seit wann gibt es den"),
        ("Bremen?", "en", ""),
    ],
)
def test_what_is_asked_is_left_without_the_topic(text: str, language: Language, expected: str) -> None:
    assert asked_part(text, language) == expected
