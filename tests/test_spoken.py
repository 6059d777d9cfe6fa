"""What was dictated is read as one would have written it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.spoken import as_written, without_um
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("um so uh what does it cost", "en", "so what does it cost"),
        ("äh wer ähm leitet das", "de", "wer leitet das"),
        ("how how long is it valid", "en", "how long is it valid"),
        ("was steht denn in der in der Satzung", "de", "was steht denn in der Satzung"),
        ("the, the label", "en", "the label"),
    ],
)
def test_pauses_and_what_is_said_twice_are_left_off(text: str, language: Language, written: str) -> None:
    said = as_written(text)
    assert (without_um(said) if language == "en" else said) == written


@pytest.mark.parametrize("text", ["um wie viel Uhr?", "Ehrlich gesagt, er kommt", "Umsatz und Uhren"])
def test_what_is_a_word_in_german_stays_there(text: str) -> None:
    assert as_written(text) == text


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("zweitausendfünfzehn", "2015"),
        ("zwotausendneunzehn", "2019"),
        ("zweitausendundeins", "2001"),
        ("zweitausend", "2000"),
        ("neunzehnhundertneunzig", "1990"),
        ("zwanzig zweiundzwanzig", "2022"),
        ("two thousand and twelve", "2012"),
        ("twenty eighteen", "2018"),
        ("twenty twenty", "2020"),
        ("twenty twenty-one", "2021"),
        ("nineteen ninety five", "1995"),
    ],
)
def test_years_in_words_are_written_in_digits(said: str, year: str) -> None:
    assert as_written(f"in {said}") == f"in {year}"


def test_numbers_of_two_words_are_written_in_digits_and_others_stay() -> None:
    assert as_written("von den einundachtzig, fünf und zwanzig Leuten") == "von den 81, fünf und zwanzig Leuten"
    assert as_written("eighty-one of forty two, twenty and six") == "81 of 42, twenty and six"


@given(st.integers(1, 99), st.booleans())
def test_every_year_since_2000_is_read_as_it_is_said(number: int, in_german: bool) -> None:
    assert as_written(_year_said(number, in_german=in_german)) == str(2000 + number)


ONES = {
    True: "ein zwei drei vier fünf sechs sieben acht neun".split(),
    False: "one two three four five six seven eight nine".split(),
}
TEENS = {
    True: "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split(),
    False: "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
}
TENS = {
    True: "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(),
    False: "twenty thirty forty fifty sixty seventy eighty ninety".split(),
}


def _year_said(number: int, *, in_german: bool) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        last = "eins" if in_german and ones == 1 else ONES[in_german][ones - 1]
    elif tens == 1:
        last = TEENS[in_german][ones]
    elif ones == 0:
        last = TENS[in_german][tens - 2]
    elif in_german:
        last = f"{ONES[True][ones - 1]}und{TENS[True][tens - 2]}"
    else:
        last = f"{TENS[False][tens - 2]} {ONES[False][ones - 1]}"
    return f"zweitausend{last}" if in_german else f"two thousand and {last}"


@given(st.text(max_size=60))
def test_whatever_is_said_something_is_left_if_it_had_any_word(text: str) -> None:
    for written in (as_written(text), without_um(text)):
        assert any(map(str.isalnum, written)) == any(map(str.isalnum, text))
