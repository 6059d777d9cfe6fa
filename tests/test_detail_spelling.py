"""Misspelt words for details of clusters, in short messages only."""

from __future__ import annotations

import pytest

from bot.reading.detail_spelling import spelt


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("seid wann gibts die und wieviele mitglider", "seit wann gibts die und wieviele mitglieder"),
        ("hat der ein lable?", "hat der ein label?"),
        ("how many compnies and when foundet", "how many companies and when founded"),
    ],
)
def test_misspelt_words_for_details_are_put_right(text: str, right: str) -> None:
    assert spelt(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "Wie heißt die Firma?",
        "Ihr seid alle da",
        "contract",
        "we make laser labels",
        f"mitglider {'und noch eins ' * 5}",
    ],
)
def test_other_words_and_long_messages_stay(text: str) -> None:
    assert spelt(text) == text
