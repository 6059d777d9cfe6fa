"""Which words of a message describe a need, and which anybody says who makes things somewhere."""

from __future__ import annotations

import pytest

from knowledge.clusters.need_words import free_text, is_doing, n_beyond, tells_what_we_do
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        ("Wir stellen Schokolade her", "de", "Schokolade"),
        ("Wir füllen Säfte ab, unser Standort", "de", "Säfte"),
        ("Wir entwickeln kleine Apps", "de", "Apps"),
        ("Nachhaltiges Bauen", "de", "Nachhaltiges Bauen"),  # a noun
        ("wir bauen nachhaltig", "de", "nachhaltig"),
        ("already a small SME, we sell greenhouses", "en", "greenhouses"),
        ("whatever we make: violins", "en", "violins"),
        ("plant research", "en", "plant research"),  # "er plant" is German
        ("which cluster near the border?", "en", ""),
        ("nen verein für uns pls", "de", ""),
        ("moin, brauch wen für boote", "de", "boote"),
        ("r u sb w/ drones", "en", "drones"),
    ],
)
def test_what_any_firm_says_tells_no_need(text: str, language: Language, left: str) -> None:
    assert free_text(text, language) == left


def test_named_words_are_left_out() -> None:
    assert free_text("textile machines in New York", "en", ["new  york", "textile"]) == "machines New York"
    assert free_text("cyber-security in Bonn", "en", ["cyber security", "Bonn"]) == ""


def test_what_a_firm_does_still_counts_as_said() -> None:
    assert (n_beyond("we sell greenhouses"), n_beyond("we sell greenhouses", ["greenhouses"])) == (2, 1)
    assert n_beyond("which clusters are there?") == 0


def test_german_verbs_are_in_lower_case() -> None:
    assert is_doing("bauen", "de")
    assert not is_doing("Bauen", "de")
    assert not is_doing("bauen", "en")
    assert is_doing("Making", "en")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Wir stellen Schrauben her.", True),
        ("Schrauben fertigen wir.", True),
        ("we make screws in Hagen", True),
        ("Our company produces yoghurt.", True),
        ("Do we make enough noise?", False),
        ("Stellt ihr Schrauben her", False),
        ("Who makes screws", False),
    ],
)
def test_who_tells_what_they_do_asks_nothing(text: str, told: bool) -> None:
    assert tells_what_we_do(text) == told
