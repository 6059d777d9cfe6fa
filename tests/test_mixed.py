"""Questions in two languages: read in the one of their content, or put into the one of their grammar."""

from __future__ import annotations

import pytest

from knowledge.records import Language
from knowledge.words.mixed import Spoken, english_content, in_one_language, n_foreign


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Welche Topics hat das Annual Meeting 2022?", "Topics Annual Meeting 2022"),
        ("Was waren die Key-Topics beim letzten Meeting?", "Key Topics letzten Meeting"),
    ],
)
def test_english_content_is_given_without_german_function_words(text: str, content: str) -> None:
    assert english_content(text) == content


@pytest.mark.parametrize(
    "text",
    [
        "Welche Filter hat die Karte?",  # nothing is borrowed
        "Was kostet die Membership?",  # one word alone may be a name
        "Wer eröffnete das Annual Meeting der Verbände in der Hauptstadt?",  # more is German
        "Wer ist das?",
        "",
    ],
)
def test_german_content_is_not(text: str) -> None:
    assert english_content(text) == ""


COMMON = {"training", "train", "advic", "indikator"}


def information(stem: str) -> float:
    """A made index that has but a few stems."""
    return 1.0 if stem in COMMON else 9.0


@pytest.mark.parametrize(
    ("text", "language", "put"),
    [
        ("wann was the second meeting", "en", "when was the second meeting"),
        ("Who gives the Weiterbildung?", "en", "Who gives the training?"),  # not "further education", which is rarer
        ("What does the Beratung cost?", "en", "What does the advice cost?"),
        ("Who runs the Clusterwoche?", "en", "Who runs the cluster week?"),
        ("Wie viele Indicators gibt es?", "de", "Wie viele indikator gibt es?"),
        ("Who runs it?", "en", "Who runs it?"),
        ("Wer leitet OptoNet?", "de", "Wer leitet OptoNet?"),  # a name
        ("", "en", ""),
    ],
)
def test_words_of_the_other_language_are_put_into_that_of_the_question(text: str, language: Language, put: str) -> None:
    assert in_one_language(text, language, SPOKEN, information) == put


SPOKEN: Spoken = {"en": {"winner": 9, "label": 9}, "de": {"label": 3, "sieger": 9}}


@pytest.mark.parametrize(
    ("text", "language", "n"),
    [
        ("Who leads the Geschäftsstelle?", "en", 1),
        ("In which Stadt is it zuhause?", "en", 2),
        ("Wer war der Winner?", "de", 1),  # a German dictionary has it, German passages have not
        ("Wer hat das Label?", "de", 0),
        ("Wer leitet OptoNet 2022?", "de", 0),
        ("", "en", 0),
    ],
)
def test_words_of_the_other_language_are_counted(text: str, language: Language, n: int) -> None:
    assert n_foreign(text, language, SPOKEN) == n
