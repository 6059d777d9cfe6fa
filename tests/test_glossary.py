from __future__ import annotations

import unicodedata
from importlib.resources import files

import pytest

from knowledge.records import Language
from knowledge.words.glossary import Glossary, load_glossary
from knowledge.words.text import words

GLOSSARY = Glossary(
    {
        "bauen": ["build", "construct"],
        "brücke": ["bridge"],
        "fluß": ["river"],
        "gehen": ["go"],
        "hinnehmen": ["put up with"],
        "holz": ["wood", "timber"],
        "kind": ["child"],
        "steg": ["jetty", "bridge"],
    }
)


def forms(word: str, language: Language, glossary: Glossary = GLOSSARY) -> tuple[str, ...]:
    (made,) = words(word)
    return glossary.forms(made, language)


# -- German to English -------------------------------------------------------------------------


def test_a_german_word_has_the_english_words_of_its_entry_in_their_order() -> None:
    assert forms("Holz", "de") == ("wood", "timber")


@pytest.mark.parametrize("word", ["Brücke", "BRÜCKEN", "Bruecke", "brucke"])
def test_inflection_case_and_spelling_do_not_matter(word: str) -> None:
    assert forms(word, "de") == ("bridge",)


@pytest.mark.parametrize("word", ["Fluss", "Fluß", "Flüsse"])
def test_an_entry_in_the_old_spelling_is_found_by_the_new(word: str) -> None:
    assert forms(word, "de") == ("river",)


def test_a_form_of_another_stem_is_found_by_its_lemma() -> None:
    assert forms("ging", "de") == ("go",)


def test_an_english_form_may_have_several_words() -> None:
    assert forms("hinnehmen", "de") == ("put up with",)


# -- compounds ---------------------------------------------------------------------------------


def test_a_compound_is_put_together_from_the_first_form_of_each_part() -> None:
    assert forms("Holzbrücke", "de") == ("wood bridge",)


def test_a_part_that_is_not_known_stands_for_itself() -> None:
    assert forms("Stahlbrücke", "de") == ("stahl bridge",)


def test_a_compound_of_unknown_parts_is_unknown() -> None:
    assert forms("Stahlfeder", "de") == ()


def test_an_entry_of_its_own_comes_before_the_parts() -> None:
    own = Glossary({"holz": ["wood"], "brücke": ["bridge"], "holzbrücke": ["footbridge"]})
    assert forms("Holzbrücken", "de", own) == ("footbridge",)


def test_an_english_word_has_no_parts() -> None:
    assert forms("Holzbrücke", "en") == ()


# -- English to German -------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["river", "Rivers", "RIVER"])
def test_an_english_word_has_the_lemma_of_each_entry_that_names_it(word: str) -> None:
    assert forms(word, "en") == ("fluß",)


def test_several_lemmas_are_in_the_order_of_the_entries() -> None:
    assert forms("bridges", "en") == ("brücke", "steg")


def test_an_irregular_english_form_is_found_by_its_lemma() -> None:
    assert forms("children", "en") == ("kind",)


def test_a_word_of_a_form_of_several_words_is_not_that_form() -> None:
    assert forms("put", "en") == ()


# -- how many, and which language --------------------------------------------------------------


def test_no_word_has_more_than_three_forms_in_either_direction() -> None:
    many = Glossary({"laufen": ["run", "walk", "go", "race"], "rennen": ["run"], "eilen": ["run"], "flitzen": ["run"]})
    assert forms("laufen", "de", many) == ("run", "walk", "go")
    assert forms("run", "en", many) == ("eilen", "laufen", "rennen")  # the shorter first


def test_lemmas_of_one_stem_share_their_forms_each_once() -> None:
    both = Glossary({"bau": ["construction", "building"], "bauen": ["build", "construction"]})
    assert forms("Bau", "de", both) == forms("bauen", "de", both) == ("construction", "building", "build")


def test_words_are_looked_up_in_their_language_only() -> None:
    assert (forms("Brücke", "en"), forms("river", "de")) == ((), ())


def test_a_glossary_without_entries_knows_nothing() -> None:
    assert Glossary({}).translate("Eine Brücke", "de") == [("brücke",)]


# -- whole texts -------------------------------------------------------------------------------


def test_a_text_gives_the_forms_of_its_content_words_in_order() -> None:
    assert GLOSSARY.translate("Bauen die Kinder eine Brücke aus Holz?", "de") == [
        ("build", "construct"),
        ("child",),
        ("bridge",),
        ("wood", "timber"),
    ]
    assert GLOSSARY.translate("Is the river by the bridge?", "en") == [("fluß",), ("brücke", "steg")]


def test_names_and_numbers_stand_for_themselves() -> None:
    assert GLOSSARY.translate("Baute Tesla 1.956 Brücken?", "de") == [
        ("build", "construct"),
        ("tesla",),
        ("1956",),
        ("bridge",),
    ]


def test_an_unknown_word_keeps_its_umlauts() -> None:
    assert GLOSSARY.translate("Müller", "en") == [("müller",)]


@pytest.mark.parametrize(
    ("text", "language"), [("Was ist das?", "de"), ("What is it?", "en"), ("", "en"), ("?!", "de")]
)
def test_function_words_alone_give_nothing(text: str, language: Language) -> None:
    assert GLOSSARY.translate(text, language) == []


# -- the one that comes with the project -------------------------------------------------------


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """The lines of the shipped file that are no remark."""
    text = files("knowledge").joinpath("corpus", "glossary.tsv").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_every_line_is_a_lemma_a_tab_and_forms(lines: list[str]) -> None:
    assert [line for line in lines if line.count("\t") != 1] == []


def test_no_lemma_and_no_form_is_empty_or_has_space_around_it(lines: list[str]) -> None:
    def fields(line: str) -> list[str]:
        lemma, entry = line.split("\t")
        return [lemma, *entry.split(", ")]

    assert [line for line in lines if any(not f or f != f.strip() or "," in f for f in fields(line))] == []


def test_every_lemma_is_one_lower_case_word_in_nfc(lines: list[str]) -> None:
    lemmas = [line.split("\t")[0] for line in lines]
    assert [lemma for lemma in lemmas if not lemma.isalpha() or lemma != lemma.lower()] == []
    assert [lemma for lemma in lemmas if not unicodedata.is_normalized("NFC", lemma)] == []


def test_lemmas_are_sorted_and_unique(lines: list[str]) -> None:
    lemmas = [line.split("\t")[0] for line in lines]
    assert lemmas == sorted(set(lemmas))


def test_no_entry_has_a_form_twice(lines: list[str]) -> None:
    entries = {lemma: forms.split(", ") for lemma, forms in (line.split("\t") for line in lines)}
    assert {lemma: forms for lemma, forms in entries.items() if len(set(forms)) < len(forms)} == {}


def test_every_entry_is_found_by_its_lemma(lines: list[str]) -> None:
    glossary = load_glossary()
    assert [line for line in lines if not forms(line.split("\t")[0], "de", glossary)] == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Wie hoch ist die Brücke?", "de", [("high",), ("bridge",)]),
        ("Regenwald", "de", [("rain forest",)]),
        ("islands in the winter", "en", [("insel",), ("winter",)]),
    ],
)
def test_everyday_words_are_translated(text: str, language: Language, expected: list[tuple[str, ...]]) -> None:
    assert load_glossary().translate(text, language) == expected
