"""Questions that are German by their grammar and English by their content."""

from __future__ import annotations

import pytest

from knowledge.mixed import english_content


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
