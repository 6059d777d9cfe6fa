from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.words.spelling import Speller

SPELLER = Speller(
    {
        "mitglied": 9,
        "qlustered": 4,
        "zertifizierung": 5,
        "benchmarking": 5,
        "xarden": 3,
        "xorden": 8,
        "yarden": 2,
        "yorden": 2,
        "auto": 6,
        "abc": 50,
        "b2bnetz": 50,
    }
)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("xordn", "xorden"),  # a letter missing
        ("xordenn", "xorden"),  # one too many
        ("xordem", "xorden"),  # another
        ("xrodem", "xrodem"),  # two edits in a short word
        ("xodren", "xorden"),  # neighbours swapped
        ("Zertifisirung", "Zertifizierung"),  # two edits in a long word
        ("Benchmrkin", "Benchmarking"),
        ("Bemchmrkin", "Bemchmrkin"),  # three edits
    ],
)
def test_a_word_one_edit_away_is_put_right_and_a_long_one_two(wrong: str, right: str) -> None:
    assert SPELLER.correct(wrong) == right


def test_of_equally_near_words_the_more_frequent_wins() -> None:
    assert SPELLER.correct("xurden") == "xorden"


def test_of_equally_near_and_frequent_words_the_alphabet_decides() -> None:
    assert SPELLER.correct("yurden") == "yarden"


def test_the_nearer_word_wins_over_the_more_frequent() -> None:
    speller = Speller({"zorgandium": 100, "zurgandium": 1})
    assert speller.correct("zurgandiun") == "zurgandium"


@pytest.mark.parametrize(
    ("counts", "right"),
    [
        ({"qlusterd": 2, "qlustered": 40}, "qlustered"),  # a slip of who wrote the text
        ({"qlusterd": 2, "qlustered": 39}, "qlusterd"),  # not twenty times as often
        ({"qlusterd": 3, "qlustered": 90}, "qlusterd"),  # seen too often for a slip
        ({"qlusterd": 1, "qlustering": 90}, "qlusterd"),  # more than one letter away
    ],
)
def test_a_rare_word_of_the_index_beside_a_frequent_one_is_a_slip(counts: dict[str, int], right: str) -> None:
    assert Speller(counts).correct("qlusterd") == right


@pytest.mark.parametrize(
    "word",
    [
        "xorden",  # known
        "XORDEN",
        "garden",  # in the English dictionary
        "Garten",  # in the German one
        "xrdn",  # short
        "x0rden",  # with a digit
        "worden1",
        "orden",  # another first letter
        "b2bnet",
    ],
)
def test_a_word_that_is_known_short_or_starts_otherwise_stays(word: str) -> None:
    assert SPELLER.correct(word) == word


def test_only_the_wrong_words_of_a_text_change() -> None:
    assert SPELLER.correct("Is „Mitglid“, or Xordn (2022)?") == "Is „Mitglied“, or Xorden (2022)?"


def test_umlauts_are_compared_folded() -> None:
    assert Speller({"uberfuhrxng": 1}).correct("Überfürxng") == "Uberfuhrxng"


OFTEN = Speller({"phase": 400, "label": 400, "niedersachsen": 3, "lower": 80, "power": 80, "luftfahrt": 4})


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("niedersaxen", "niedersachsen"),  # as it is heard
        ("luphtfahrt", "luftfahrt"),
        ("Fase", "Phase"),  # a word of the dictionary, but this one is everywhere
        ("lable", "label"),
        ("lowr", "lower"),
        ("Lowr Saxony", "Lower Saxony"),
    ],
)
def test_what_sounds_alike_or_has_two_letters_swapped_is_put_right(wrong: str, right: str) -> None:
    assert OFTEN.correct(wrong) == right


@pytest.mark.parametrize("word", ["owr", "xowr", "phrase", "face", "table"])
def test_other_short_words_and_words_of_a_dictionary_stay(word: str) -> None:
    assert OFTEN.correct(word) == word


@pytest.mark.parametrize("text", ["", "  ", "?!", "12 34"])
def test_text_without_words_stays(text: str) -> None:
    assert SPELLER.correct(text) == text


def test_without_known_words_nothing_changes() -> None:
    assert Speller({}).correct("Zertifisirung") == "Zertifisirung"


@given(st.text())
def test_what_is_no_word_stays_and_correcting_again_changes_nothing(text: str) -> None:
    corrected = SPELLER.correct(text)
    assert SPELLER.correct(corrected) == corrected


def test_what_stands_before_a_contracted_not_is_no_word() -> None:
    speller = Speller({"yoreden": 9})
    assert speller.correct("they yoredn't, they yoredn’t and yoredn") == "they yoredn't, they yoredn’t and yoreden"
