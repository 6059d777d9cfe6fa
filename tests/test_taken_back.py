"""A place, field or label that is taken back in the same breath is not asked for."""

from __future__ import annotations

import pytest

from bot.reading.taken_back import without_taken_back
from knowledge.naming.gazetteer import load_gazetteer


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("all clusters in hamburg no sorry in schleswig holstein", "all clusters in schleswig holstein"),
        ("clusters in saxony, no wait, saxony anhalt for wood", "clusters in saxony anhalt for wood"),
        ("Netzwerke in Hessen nein Moment in Bayern", "Netzwerke in Bayern"),
        ("Netzwerke in Jena, sorry nein, Thüringen", "Netzwerke in Thüringen"),
        ("cluster mit gold nein quatsch silber", "cluster mit silber"),
        ("photonics no sorry logistics clusters", "logistics clusters"),
    ],
)
def test_the_last_of_two_is_meant(text: str, meant: str) -> None:
    assert without_taken_back(text, load_gazetteer()) == meant


@pytest.mark.parametrize(
    "text",
    [
        "no, sorry",
        "clusters in Hessen and Bavaria",
        "clusters in Hessen no sorry",  # nothing is put in its place
        "logistics no sorry in Hessen",  # another kind of thing
        "in Hessen the third one no sorry in Bavaria",  # not at once
        "",
    ],
)
def test_where_nothing_is_put_in_the_place_of_another_all_stays(text: str) -> None:
    assert without_taken_back(text, load_gazetteer()) == text
