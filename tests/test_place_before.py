"""The place that a sentence before names is what "there" means in the question behind it."""

from __future__ import annotations

import pytest

from bot.reading.place_before import with_place_before
from knowledge.naming.gazetteer import load_gazetteer


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Die Staatssekretärin reist nach Hessen. Welche Cluster dort tragen Silber?", "Welche Cluster in Hessen tragen Silber?"),
        ("Our chamber plans a trip to Bavaria. What clusters could we visit there?", "What clusters could we visit in Bavaria?"),
        ("We are off to Bavaria. Are there clusters here for wood?", "Are there clusters in Bavaria for wood?"),
        ("We are off to Bavaria. Which clusters are there in Saxony?", ""),  # a place of its own
        ("We are off to Bavaria and Saxony. Which clusters there hold gold?", ""),  # two
        ("Is Bavaria big? Which clusters there hold gold?", ""),  # asked before
        ("We make screws. Which clusters are there?", ""),
        ("Wir bauen Sondermaschinen in Magdeburg. Wer vernetzt hier Betriebe wie uns?", ""),  # the machines are wanted, too
        ("Welche Cluster dort tragen Silber?", ""),
    ],
)  # fmt: skip
def test_there_is_the_place_named_before(text: str, asked: str) -> None:
    assert with_place_before(text, load_gazetteer()) == (asked or text)
