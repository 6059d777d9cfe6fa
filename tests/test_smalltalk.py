from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.phrases import PHRASES
from bot.reading.smalltalk import smalltalk

SAID = {
    "greeting": [
        "Hello",
        "hi there!",
        "Good morning.",
        "Guten Tag!",
        "Grüß Gott",
        "moin moin",
        "Hallo zusammen",
    ],
    "thanks": [
        "Thanks",
        "Thank you very much!",
        "many thanks",
        "Vielen Dank!",
        "danke schön",
        "Danke für Ihre Hilfe",
        "super, danke",
        "Great, thanks!",
        "interesting",
        "Alles klar",
        "ok vielen Dank, das reicht mir schon",
        "Alles klar, dankeschön",
        "That's all, thanks",
        "No, that's all for now",
        "Prima, das hilft mir weiter!",
        "Das war's schon",
        "schade. trotzdem danke",
        "cheers mate",
        "exactly what I needed, thanks!",
    ],
    "goodbye": [
        "Bye",
        "Good bye!",
        "see you later",
        "Auf Wiedersehen",
        "Tschüss!",
        "Schönen Tag noch",
        "perfect, bye",
        "Danke euch, bis bald!",
    ],
    "remark": [
        "ok that's doable",
        "ok sorry, silly question",
        "oh schade",
        "wow, that’s a lot",
        "Das wusste ich gar nicht.",
        "never mind",
        "nice, that is close to us",
        "oh, das sind ja viele!",
        "OK, I'll have a look",
    ],
    "complaint": [
        "That's not what I asked.",
        "this is wrong",
        "No, that is not my question",
        "It doesn't answer my question",
        "Das habe ich nicht gefragt.",
        "Das stimmt nicht.",
        "Nein, das war nicht meine Frage",
        "Das hilft mir leider nicht weiter",
    ],
    "help": ["help", "/start", "What can you do?", "Hilfe", "Was können Sie?", "Was kann ich Sie fragen?"],
    "basis": [
        "Where do you get your information from?",
        "What are your sources?",
        "How up to date is this?",
        "Can I trust these answers?",
        "Woher hast du die Infos?",
        "Woher stammen die Daten?",
        "Wie aktuell sind die Angaben?",
        "Welche Quellen nutzen Sie?",
    ],
    "languages": ["Do you speak German?", "Can you answer in English?", "Sprechen Sie Englisch?", "Auf Deutsch bitte"],
    "identity": [
        "Who are you?",
        "Are you a bot?",
        "Wer bist du?",
        "Sind Sie ein Mensch?",
        "Spreche ich mit einem Menschen?",
    ],
}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *((kind, text) for kind, texts in SAID.items() for text in texts),
        pytest.param("help", "How does this work?"),
        pytest.param("greeting", "Grüezi"),
    ],
)
def test_small_talk_is_told_by_its_kind(kind: str, text: str) -> None:
    assert smalltalk(text) == kind


@pytest.mark.parametrize("text", ["HELLO", "  hello  ", "…hello!!!", "„Hello“", "👋 hello 👋"])
def test_case_blanks_and_marks_around_it_change_nothing(text: str) -> None:
    assert smalltalk(text) == "greeting"


@pytest.mark.parametrize(
    "text",
    [
        "Hello, which clusters are there in Bavaria?",
        "Thanks, and who decides on admission?",
        "Hallo, wer entscheidet über die Aufnahme?",
        "Help with funding",
        "Who are you working with?",
        "Hilfe bei der Antragstellung",
        "What can you do with the gold label?",
        "Can you speak about the gold label?",
        "Können Sie Deutschland empfehlen?",
        "bye bye and how many members are there?",
        "schade, und in Bayern?",
        "sorry, I meant Bavaria",
        "That is a lot?",
        "that is interesting, who runs it?",
        "all right",
        "leider",
    ],
)
def test_a_message_that_says_more_is_no_small_talk(text: str) -> None:
    assert smalltalk(text) is None


@pytest.mark.parametrize("text", ["", " ", "?", "\u200b", "hell", "hithere", "Hai", "thankless"])
def test_neither_nothing_nor_another_word_is_small_talk(text: str) -> None:
    assert smalltalk(text) is None


def test_a_long_row_of_thanks_is_left_to_the_sources() -> None:
    assert smalltalk("thanks" + " so much" * 2) == "thanks"
    assert smalltalk("thanks" + " so much" * 6) is None


@given(st.text())
def test_any_text_is_read_and_each_kind_has_a_phrase(text: str) -> None:
    kind = smalltalk(text)
    assert kind is None or kind in PHRASES["en"]


def test_each_kind_has_a_phrase() -> None:
    assert set(SAID) <= set(PHRASES["en"])
