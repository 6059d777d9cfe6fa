from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.records import Language
from knowledge.words.text import (
    Word,
    clean,
    compound_parts,
    fold,
    folded_word,
    is_stop,
    squeeze,
    stem,
    terms,
    tokenise,
    words,
)


def test_clean_removes_control_zero_width_and_direction_characters() -> None:
    assert clean("a\x00b\u200bc\u00add\u202ee\ufefff\x9f") == "abcdef"


def test_clean_keeps_tabs_and_makes_every_line_end_a_newline() -> None:
    assert clean("a\tb\r\nc\rd\n") == "a\tb\nc\nd\n"


def test_clean_composes_decomposed_umlauts() -> None:
    assert clean("u\u0308ber") == "über"


@given(st.text() | st.text("aou\u0308\u0301\u200b\u00ad"))
def test_clean_gives_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", clean(text))


@given(st.text())
def test_clean_leaves_no_invisible_character(text: str) -> None:
    assert not [c for c in clean(text) if unicodedata.category(c) == "Cc" and c not in "\t\n"]


def test_clean_gives_nfc_also_where_an_invisible_character_stood_before_an_accent() -> None:
    assert clean("u\u200b\u0308ber") == "über"


def test_squeeze_gives_one_line_with_single_spaces() -> None:
    assert squeeze("  one\n\n two\t\u00a0three\u200b ") == "one two three"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Prüfung", "prufung"),
        ("Pruefung", "prufung"),
        ("Überblick", "uberblick"),
        ("Oekologie", "okologie"),
        ("Ökologie", "okologie"),
        ("Fördermittel", "fordermittel"),
        ("Foerdermittel", "fordermittel"),
        ("Fordermittel", "fordermittel"),
        ("Europäer", "europar"),
        ("Europaeer", "europar"),
        ("Bäuerin", "bauerin"),
        ("Baeuerin", "bauerin"),
        ("Café", "cafe"),
        ("14,000", "14000"),
        ("14.000", "14000"),
        ("1’234'567", "1234567"),
        ("①", "1"),
    ],
)
def test_spellings_of_one_word_or_number_fold_to_one_form(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("word", ["neue", "dauer", "quelle", "bauer", "treue"])
def test_ue_behind_a_vowel_or_q_is_no_umlaut(word: str) -> None:
    assert fold(word) == word


@pytest.mark.parametrize("number", ["3.14", "12,34", "2023-01", "1,00", "2012.2015"])
def test_a_decimal_or_date_is_no_number_with_thousands_separators(number: str) -> None:
    assert fold(number) == number


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_a_no_break_space_separates_thousands(space: str) -> None:
    assert fold(f"14{space}000") == "14000"
    assert terms(f"14{space}000 members", "en")[0] == "14000"


@pytest.mark.parametrize("name", ["go-cluster", "Go Cluster", "GO\u2011CLUSTER", "go–cluster", "gocluster"])
def test_the_name_of_the_programme_is_one_word_however_it_is_written(name: str) -> None:
    assert tokenise(f"Is {name} free?") == ["is", "gocluster", "free"]


@given(st.text(alphabet="abdinoqrstuxyzßäöüÄÖÜñç 019,.-"))
def test_fold_of_text_without_e_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("word", ["Europäer", "Säen", "aee", "go-cluste\u0301r", "1,2\u030134", "goe-cluster"])
def test_fold_is_idempotent(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.text() | st.text("aeouqäöü\u0301 go-cluster0123.,'\u00a0"))
def test_fold_of_any_text_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_fold_leaves_no_accent_and_no_capital(text: str) -> None:
    folded = fold(text)
    assert not [c for c in folded if unicodedata.combining(c)]
    assert folded.lower() == folded


@pytest.mark.parametrize(
    ("word", "folded"), [("Straße", "strasse"), ("Baden-Württemberg", "badenwurttemberg"), ("…", ""), ("1.000", "1000")]
)
def test_a_folded_word_is_its_parts_joined(word: str, folded: str) -> None:
    assert folded_word(word) == folded


def test_tokenise_gives_words_and_numbers_in_order() -> None:
    assert tokenise("C++, foo_bar & 14.000 Bäume!") == ["c", "foo", "bar", "14000", "baume"]


@pytest.mark.parametrize("text", ["", " ", "?!", "__", '"""', "\u200b"])
def test_text_without_letters_and_digits_has_no_tokens(text: str) -> None:
    assert tokenise(text) == []


@given(st.text())
def test_tokens_are_letters_and_digits_only(text: str) -> None:
    assert {unicodedata.category(c)[0] for token in tokenise(text) for c in token} <= {"L", "N"}


def test_words_have_their_umlauts_and_are_folded_as_well() -> None:
    assert list(words("Foerdert go-cluster 14.000 Bäume?")) == [
        Word("foerdert", "fordert"),
        Word("gocluster", "gocluster"),
        Word("14000", "14000"),
        Word("bäume", "baume"),
    ]


@pytest.mark.parametrize("text", ["", " ", "?!", "__", "\u200b"])
def test_text_without_letters_and_digits_has_no_words(text: str) -> None:
    assert list(words(text)) == []


@given(st.text("abdeinoqrstuxyzßäöüÄÖÜñç 019,.-"))
def test_folded_words_are_the_tokens(text: str) -> None:
    assert [word.folded for word in words(text)] == tokenise(text)


def test_function_words_are_known_per_language() -> None:
    assert (is_stop("the", "en"), is_stop("the", "de")) == (True, False)
    assert (is_stop("und", "en"), is_stop("und", "de")) == (False, True)


def test_function_words_are_found_in_their_folded_form() -> None:
    assert is_stop("fur", "de")
    assert is_stop("ausser", "de")


def test_stems_join_the_forms_of_a_word() -> None:
    assert stem("clusters", "en") == stem("cluster", "en")
    assert stem("netzwerke", "de") == stem("netzwerken", "de") == stem("netzwerk", "de")


@pytest.mark.parametrize("token", ["bus", "its", "14000", "co2", "s"])
def test_short_words_and_numbers_are_not_stemmed(token: str) -> None:
    assert stem(token, "en") == token


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Holzbau", ("holz", "bau")),
        ("Maschinenbau", ("maschinen", "bau")),
        ("Innovationscluster", ("innovation", "cluster")),
        ("Autobahn", ("auto", "bahn")),
        ("Technologiefeld", ("technologie", "feld")),
    ],
)
def test_a_compound_gives_its_parts_without_linking_letters(word: str, parts: tuple[str, ...]) -> None:
    assert compound_parts(word) == parts


@pytest.mark.parametrize(
    "word", ["Haus", "Cluster", "Eishalle", "Freundschaft", "arbeitslos", "lesbar", "Holz-Bau", "CO2", ""]
)
def test_a_word_of_one_part_is_no_compound(word: str) -> None:
    assert compound_parts(word) == ()


@given(st.text(alphabet="abcdefghilmnorstuzäöüß", max_size=30))
def test_the_parts_of_a_compound_stand_in_it_in_order(word: str) -> None:
    at = 0
    for part in compound_parts(word):
        at = word.casefold().index(part, at) + len(part)


def test_terms_are_stems_without_function_words_in_order() -> None:
    assert terms("Which clusters work on timber?", "en") == ["cluster", "work", "timber"]


def test_a_german_compound_is_followed_by_its_parts() -> None:
    assert terms("Wo ist der Holzbau?", "de") == ["holzbau", "holz", "bau"]


def test_compounds_stay_whole_when_asked_or_in_english() -> None:
    assert terms("Holzbau", "de", compounds=False) == ["holzbau"]
    assert terms("Holzbau", "en") == ["holzbau"]


@pytest.mark.parametrize(("text", "language"), [("What is it?", "en"), ("Was ist das?", "de"), ("", "en"), ("?", "de")])
def test_function_words_alone_give_no_terms(text: str, language: Language) -> None:
    assert terms(text, language) == []


@given(st.text(), st.sampled_from(["en", "de"]))
def test_terms_take_any_text_and_give_no_blank(text: str, language: Language) -> None:
    assert "" not in terms(text, language)


@pytest.mark.parametrize(("asked", "written"), [("strasse", "Straße"), ("pruefung", "Prüfungen"), ("Holz", "Holzbau")])
def test_what_unicode61_alone_misses_shares_a_term(asked: str, written: str) -> None:
    assert set(terms(asked, "de")) & set(terms(written, "de"))


@pytest.mark.parametrize("text", ["１４．０００", "14\u00a0000", "14.000", "14,000"])
def test_a_whole_number_is_one_word_in_whatever_digits_it_is_written(text: str) -> None:
    assert tokenise(f"{text} members") == ["14000", "members"]
    assert fold(fold(text)) == fold(text)
