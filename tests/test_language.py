from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.records import Language
from knowledge.words.language import WordVotes, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How many members?", "en"),
        ("Wie viele Mitglieder?", "de"),
        ("yes", "en"),
        ("ja", "de"),
        ("Thanks!", "en"),
        ("Danke!", "de"),
        ("timber", "en"),
        ("Holzbau", "de"),
        ("Prüfung", "de"),
        ("photonics", "en"),
        ("Photonik", "de"),
    ],
)
def test_one_to_three_words_are_enough(text: str, language: Language) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Was ist die European Cluster Conference?", "de"),
        ("Was was it like, and who was in it?", "en"),
        ("Wo war die Conference in Brussels?", "de"),
        ("Was he in the Vorstand?", "en"),
    ],
)
def test_a_function_word_of_both_is_of_the_language_of_the_one_beside_it(text: str, language: Language) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Who is Dr. Müller?", "en"),
        ("Who is Gerd Meier zu Köcker?", "en"),
        ("Wer ist John Smith?", "de"),
    ],
)
def test_a_name_of_the_other_language_does_not_mislead(text: str, language: Language) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Was waren die Key Topics beim Annual Meeting?", "de"),
        ("Gibt es ein Update zu den Working Groups und dem Speaker?", "de"),
        ("Who runs the Geschäftsstelle Förderberatung Mittelstand?", "en"),
    ],
)
def test_grammar_tells_the_language_where_content_words_are_borrowed(text: str, language: Language) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "2024", "?!", "14.000"])
def test_text_without_words_is_in_the_language_of_the_conversation_else_english(text: str) -> None:
    assert detect(text, default="de") == "de"
    assert detect(text, default="en") == "en"
    assert detect(text) == "en"


@pytest.mark.parametrize("text", ["in", "was", "cluster"])
def test_a_word_of_both_languages_is_in_the_language_of_the_conversation(text: str) -> None:
    assert (detect(text, default="de"), detect(text, default="en")) == ("de", "en")


@pytest.mark.parametrize("default", ["en", "de"])
def test_a_clear_sentence_is_heard_against_the_conversation(default: Language) -> None:
    assert detect("Where do I find the list of clusters?", default=default) == "en"
    assert detect("Wo finde ich die Liste der Cluster?", default=default) == "de"


def test_the_votes_of_the_indexed_texts_decide_for_words_that_no_dictionary_has() -> None:
    word = "zzyzx"
    assert detect(word, votes={word: 1.0}) == "de"
    assert detect(word, votes={word: -1.0}) == "en"


def test_votes_are_the_difference_of_the_shares_over_their_sum() -> None:
    # c: 3 of 6 German words, 1 of 3 English ones; (1/2 - 1/3) / (1/2 + 1/3) = 1/5
    votes = WordVotes({"de": {"a": 2, "b": 1, "c": 3}, "en": {"c": 1, "d": 2}})
    assert votes == {"a": 1.0, "c": pytest.approx(0.2), "d": -1.0}


def test_a_word_met_once_has_no_vote() -> None:
    assert WordVotes({"de": {"einmal": 1}, "en": {"once": 1}}) == {}


def test_no_texts_give_no_votes() -> None:
    assert WordVotes({}) == {}


@given(st.text())
def test_any_text_has_a_language(text: str) -> None:
    assert detect(text) in ("en", "de")


def test_what_lingua_cannot_turn_is_decided_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed() -> None:
        raise AssertionError("lingua was asked")

    monkeypatch.setattr("knowledge.words.language._lingua", closed)
    assert detect("Wer entscheidet über die Aufnahme in das Programm?") == "de"
    assert detect("Who decides on admission to the programme?") == "en"
    with pytest.raises(AssertionError, match="lingua was asked"):
        detect("go-cluster")


@pytest.mark.parametrize("default", ["de", "en"])
@pytest.mark.parametrize("text", ["Motto?", "E-Mail?", "Gold label", "Bronze, Silver?", "Logo", "2013?", "die?"])
def test_words_of_both_languages_are_of_the_conversations(text: str, default: Language) -> None:
    assert detect(text, default=default) == default


@pytest.mark.parametrize(
    ("text", "language"), [("the logo?", "en"), ("das Logo?", "de"), ("Gebühr Gold?", "de"), ("gold fees", "en")]
)
def test_one_word_of_one_language_beside_them_decides(text: str, language: Language) -> None:
    other: Language = "en" if language == "de" else "de"
    assert detect(text, default=other) == language


@pytest.mark.parametrize("text", ["was is go-cluster", "wo is die Geschäftsstelle", "wer is das", "Das is teuer"])
def test_spoken_german_is_no_english(text: str) -> None:
    assert detect(text) == "de"


@pytest.mark.parametrize(
    "text",
    [
        "Is Kunststoff-Netzwerk Franken based in Bayreuth?",
        "Does Logistik-Initiative Hamburg have gold?",
        "Did Sabine Maass start?",
    ],
)
def test_german_names_behind_an_english_auxiliary_are_names(text: str) -> None:
    assert detect(text) == "en"
