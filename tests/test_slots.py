"""What of a question can be exchanged, and what of it is its topic."""

from __future__ import annotations

import re

import pytest

from bot.pointing.slots import (
    asked_part,
    asks,
    beyond_slots,
    content_words,
    dated,
    exchanged,
    goes_on,
    topic_words,
    with_counted_noun,
    without_opening,
)
from knowledge.naming.gazetteer import Gazetteer, load_gazetteer
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


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("and the one in 2022?", "When was the first meeting?", "When was the meeting 2022?"),
        ("und 2022?", "Wer hat die erste Tagung eröffnet?", "Wer hat die Tagung eröffnet 2022?"),
        ("und die zweite?", "Wer hat die Woche 2017 eröffnet?", "Wer hat die Woche eröffnet zweite?"),
        ("and the second?", "How many came in 2017?", "How many came second?"),
    ],
)
def test_a_year_and_an_ordinal_take_each_others_place_in_a_series(
    text: str, question: str, expected: str, gazetteer: Gazetteer
) -> None:
    assert exchanged(text, question, "de" if "u" in text[:1] else "en", gazetteer) == (expected, "")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("and in 2018?", "How many were there at the end of the second phase?"),  # a phase is no event of a year
        ("who was the first?", "How many came in 2017?"),  # asks something itself
        ("and the second in 2019?", "How many came to the first meeting in 2017?"),  # names both
    ],
)
def test_a_year_and_an_ordinal_stay_where_they_do_not_stand_for_one_event(
    text: str, question: str, gazetteer: Gazetteer
) -> None:
    found = exchanged(text, question, "en", gazetteer)
    assert found is None or re.search(r"(?:first|second).*20", found[0])


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Was macht ESCA?", "de", "ESCA"),
        ("Welche Partnerländer hatte go-cluster?", "de", "Partnerländer go-cluster"),
        ("Which partner countries are there?", "en", "partner countries"),
    ],
)
def test_something_is_spoken_of_even_where_all_of_it_is_asked_for(
    question: str, language: Language, expected: str
) -> None:
    assert topic_words(question, language) == expected


@pytest.mark.parametrize("text", ["worum ging es?", "wieviele?", "und womit?", "Why?"])
def test_words_of_asking_say_nothing(text: str) -> None:
    assert content_words(text, "de") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how many a year later?", "how many 2013?"),
        ("Wie viele zwei Jahre früher?", "wie viele 2010?"),
        ("Wer leitete das damals?", "wer leitete das 2012?"),
        ("who led it at that time?", "who led it 2012?"),
        ("who led it?", "who led it?"),
    ],
)
def test_a_time_is_counted_from_the_year_that_was_told(text: str, expected: str) -> None:
    assert dated(text, "2012") == expected


def test_what_it_was_in_a_year_and_no_more_goes_on() -> None:
    assert goes_on("was war 2015?")
    assert goes_on("and what was it in 2015?")
    assert not goes_on("Was war 2015 das Motto?")


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("worum ging es in der ersten?", "In wie viele Phasen teilt man es?", "worum ging es in der ersten Phase?"),
        ("What was the first about?", "How many phases were there?", "What was the first phase about?"),
        ("and the second one?", "How many awards were given?", "and the second award?"),
        ("und die dritte?", "Worum ging es in der ersten Phase?", "und die dritte Phase?"),
        ("und die dritte Säule?", "Wie viele Phasen gab es?", "und die dritte Säule?"),
        ("the first phase?", "How many awards were given?", "the first phase?"),
        ("the first?", "Who decides?", "the first?"),
        ("", "How many awards were given?", ""),
    ],
)
def test_an_ordinal_without_a_noun_gets_the_one_that_was_counted(text: str, question: str, expected: str) -> None:
    assert with_counted_noun(text, question) == expected


@pytest.mark.parametrize(
    ("text", "language", "topic"),
    [
        ("What funding is there for members?", "en", "funding members"),
        ("Which partner countries are there?", "en", "partner countries"),
        ("Welche Förderung gibt es für Mitglieder?", "de", "Förderung Mitglieder"),
        ("Which partner country did the conference have?", "en", "conference"),
    ],
)
def test_of_what_is_there_all_is_topic(text: str, language: Language, topic: str) -> None:
    assert topic_words(text, language) == topic


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("And from 2015 to 2020?", "What was done between 2000 and 2010?", "What was done from 2015 to 2020?"),
        ("Und von 2000 bis 2010?", "Worauf kam es von 2010 bis 2015 an?", "Worauf kam es von 2000 bis 2010 an?"),
        ("And in the ten years before that?", "What was done between 2010 and 2015?", "What was done between 2000 and 2010?"),
        ("Und in den fünf Jahren danach?", "Was geschah von 2010 bis 2015?", "Was geschah von 2015 bis 2020?"),
        ("And in the ten years after 2000?", "What was done between 2015 and 2020?", "What was done between 2000 and 2010?"),
        ("and what was phase 3 about?", "Why in phase 2?", "Why in phase 3?"),
        ("and phase three?", "What was phase two about?", "What was phase three about?"),
    ],
)  # fmt: skip
def test_periods_and_phases_take_each_others_place(
    text: str, question: str, expected: str, gazetteer: Gazetteer
) -> None:
    changed = exchanged(text, question, "de" if text.startswith("Und") else "en", gazetteer)
    assert changed is not None
    assert changed[0] == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which foreign countries took part?", "the first countrie"),
        ("Welche ausländischen Partner kamen?", "the first Partner"),
        ("How many phases are there?", "the first phase"),
    ],
)
def test_the_noun_that_was_counted_may_stand_behind_an_adjective(question: str, expected: str) -> None:
    assert expected in with_counted_noun("And the first one?", question)
