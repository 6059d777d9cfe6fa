"""Misspelt places are put right where a place is named, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.naming.fields import load_taxonomy
from knowledge.naming.gazetteer import load_gazetteer
from knowledge.naming.place_spelling import PlaceSpeller

SPELLER = PlaceSpeller(load_taxonomy(), load_gazetteer())


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Netzwerke in Badn-Würtemberg", "Netzwerke in Baden-Württemberg"),
        ("clusters in Lowr Saxony, please", "clusters in Lower Saxony, please"),
        ("Cluster aus Stuttgrat und in Leipsig", "Cluster aus Stuttgart und in Leipzig"),
        ("near Drezden", "near Dresden"),
        ("in gilchng", "in gilching"),  # what has no capitals stays so
        ("in Meklenburg-Vorpomern", "in Mecklenburg-Vorpommern"),
    ],
)
def test_a_place_with_a_letter_or_two_wrong_is_put_right(wrong: str, right: str) -> None:
    assert SPELLER.correct(wrong) == right


@pytest.mark.parametrize(
    "text",
    [
        "in Form, in time, in total, in Spain, in Wien",  # words and other places
        "clusters in Essen and in Lower Saxony",
        "Stuttgrat is nice",  # no place is named
        "in Xeipzig",  # another first letter
        "in Drexdxn",  # too far away
        "in ESCA",
        "",
    ],
)
def test_words_other_places_and_what_is_too_far_away_stay(text: str) -> None:
    assert SPELLER.correct(text) == text


@given(st.sampled_from([city.name for land in load_taxonomy().laender for city in land.cities]))
def test_a_city_that_is_spelt_as_it_should_be_stays(city: str) -> None:
    assert SPELLER.correct(f"Cluster in {city}") == f"Cluster in {city}"
