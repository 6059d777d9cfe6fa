"""Questions that are in one language by their grammar and in the other by their content."""

from __future__ import annotations

import pytest

from knowledge.mixed import content_of_other
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "language", "content"),
    [
        ("Welche Topics hat das Annual Meeting 2022?", "de", "Topics Annual Meeting 2022"),
        ("Who leads the Versammlung of the Mitglieder?", "en", "leads Versammlung Mitglieder"),
    ],
)
def test_borrowed_content_is_given_without_the_function_words(text: str, language: Language, content: str) -> None:
    assert content_of_other(text, language) == content


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Welche Filter hat die Karte?", "de"),  # nothing is borrowed
        ("Was kostet die Membership?", "de"),  # one word alone may be a name
        ("Wer eröffnete das Annual Meeting der Verbände in der Hauptstadt?", "de"),  # more is of its own language
        ("Wer ist das?", "de"),
        ("", "en"),
    ],
)
def test_other_questions_stay_in_their_language(text: str, language: Language) -> None:
    assert content_of_other(text, language) == ""
