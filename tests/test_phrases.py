from __future__ import annotations

import re
from string import Formatter

import pytest

from bot.dialogue.phrases import PHRASES, phrase
from knowledge.records import LANGUAGES, Language

KEYS = sorted(PHRASES["en"])


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_there_are_phrases_for_every_language_and_no_other() -> None:
    assert set(PHRASES) == set(LANGUAGES)


def test_both_languages_have_the_same_phrases() -> None:
    assert sorted(PHRASES["de"]) == KEYS


def test_both_languages_have_the_same_placeholders() -> None:
    assert {key: placeholders(PHRASES["de"][key]) for key in KEYS} == {
        key: placeholders(PHRASES["en"][key]) for key in KEYS
    }


def test_no_phrase_is_blank_or_has_blanks_around_it() -> None:
    every = [(language, key, text) for language in LANGUAGES for key, text in PHRASES[language].items()]
    assert [(language, key) for language, key, text in every if not text or text != text.strip()] == []


def test_help_gives_as_many_examples_in_both_languages() -> None:
    counts = {language: PHRASES[language]["help"].count("\n- ") for language in LANGUAGES}
    assert counts["en"] == counts["de"] > 0


@pytest.mark.parametrize(("language", "words"), [("en", "automated assistant"), ("de", "automatischer Assistent")])
@pytest.mark.parametrize("key", ["notice", "identity"])
def test_the_notice_and_the_identity_say_that_a_machine_answers(key: str, language: Language, words: str) -> None:
    assert words in phrase(key, language)


def test_values_stand_where_their_placeholders_were() -> None:
    text = phrase("too_long", "en", n=5001, limit=4000)
    assert re.findall(r"\d+", text) == ["5001", "4000"]


def test_a_value_with_braces_is_taken_as_it_is() -> None:
    assert "{limit}" in phrase("trouble", "de", reference="{limit}")


def test_a_phrase_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match="no such phrase"):
        phrase("no such phrase", "en")
