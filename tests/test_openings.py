"""What stands before a message: courtesies, announcements, corrections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.openings import Opened, opened
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("no, I meant Bavaria", "en", "And Bavaria"),
        ("sorry, meant 2019", "en", "And 2019"),
        ("sorry I ment Hesse, not Bavaria", "en", "And Hesse"),
        ("No, Bavaria.", "en", "And Bavaria."),
        ("make that silver", "en", "And silver"),
        ("not Hesse but Bavaria", "en", "And Bavaria"),
        ("I was asking about Bavaria", "en", "And Bavaria"),
        ("I meant who chaired it?", "en", "who chaired it?"),
        ("nein, ich meinte 2018", "de", "Und 2018"),
        ("nicht Hessen, sondern Bayern", "de", "Und Bayern"),
        ("Bayern meinte ich", "de", "Und Bayern"),
        ("Ich meine Bayern, nicht Hessen", "de", "Und Bayern"),
        ("Quatsch, Sachsen!", "de", "Und Sachsen!"),
    ],
)
def test_a_correction_leaves_what_is_meant_instead(text: str, language: Language, meant: str) -> None:
    assert opened(text, language) == Opened(meant, is_correction=True)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("no label", "en"),
        ("no thanks", "en"),
        ("What does gold mean?", "en"),
        ("No, which clusters are there in Bavaria?", "en"),
        ("clusters in Bavaria, not in Munich", "en"),
        ("Meinte er das?", "de"),
        ("Meine Firma baut Linsen", "de"),
        ("Was meinst du?", "de"),
        ("ok", "en"),
        ("Danke!", "de"),
        ("Gut vernetzte Cluster in Bayern", "de"),
    ],
)
def test_what_corrects_nothing_stays_as_it_is(text: str, language: Language) -> None:
    assert opened(text, language) == Opened(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Different question: who evaluated it?", "who evaluated it?"),
        ("Something else – what is ESCA?", "what is ESCA?"),
        ("Anderes Thema: welche Cluster hat Thüringen?", "welche Cluster hat Thüringen?"),
        ("Noch etwas anderes: Wie heißt die Marke?", "Wie heißt die Marke?"),
        ("Ganz was anderes: und der Preis?", "und der Preis?"),
    ],
)
def test_another_topic_is_announced(text: str, rest: str) -> None:
    assert opened(text, "en") == Opened(rest, is_other=True)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("One more thing: who decides?", "who decides?"),
        ("By the way, how often?", "how often?"),
        ("Eine Frage noch: wer entscheidet?", "wer entscheidet?"),
        ("Übrigens, seit wann?", "seit wann?"),
    ],
)
def test_a_further_question_is_announced(text: str, rest: str) -> None:
    assert opened(text, "en") == Opened(rest, is_announced=True)


@pytest.mark.parametrize("text", ["Thanks! And in Hesse?", "Okay, great. And in Hesse?", "Hi, and in Hesse?"])
def test_courtesies_in_front_are_left_off(text: str) -> None:
    assert opened(text, "en").text.casefold() == "and in hesse?"


@given(st.text(max_size=60))
def test_something_is_left_of_any_message_that_says_something(text: str) -> None:
    assert bool(opened(text, "de").text.strip()) == bool(text.strip())


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("nee thüringen nicht sachsen anhalt meinte ich", "sachsen anhalt"),
        ("Thüringen nicht, Sachsen-Anhalt meinte ich", "Sachsen-Anhalt"),
        ("Bayern, nicht Hessen meinte ich", "Bayern"),
        ("I meant Saxony, not Thuringia", "Saxony"),
        ("nein, Sachsen", "Sachsen"),
    ],
)
def test_of_two_things_the_one_that_was_meant_takes_the_place(text: str, meant: str) -> None:
    found = opened(text, "de")
    assert found.is_correction
    assert found.text == f"Und {meant}"


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        ("Sorry, I mixed that up. I meant Saxony-Anhalt.", "en", "And Saxony-Anhalt."),
        ("Sorry, the firm is in Hesse, I meant Hesse.", "en", "And Hesse"),
        ("That's a lot. Just the ones with silver.", "en", "Just the ones with silver."),
        ("Das sind ja viele. Nur die mit Silber.", "de", "Nur die mit Silber."),
        ("Separate question: how many firms belong to TowerByte?", "en", "how many firms belong to TowerByte?"),
    ],
)
def test_a_remark_or_a_mix_up_before_what_is_meant_is_left_off(text: str, language: Language, left: str) -> None:
    assert opened(text, language).text == left
