from __future__ import annotations

from collections import Counter

import pytest

from knowledge.naming.fields import City, load_taxonomy


def test_there_are_37_fields_16_laender_and_3_labels() -> None:
    taxonomy = load_taxonomy()
    assert (len(taxonomy.fields), len(taxonomy.laender)) == (37, 16)
    assert [label.id for label in taxonomy.labels] == ["bronze", "silver", "gold"]


def test_ids_and_names_are_unique() -> None:
    taxonomy = load_taxonomy()
    names = [
        *((field.id,) for field in taxonomy.fields),
        *(("en", field.en) for field in taxonomy.fields),
        *(("de", field.de) for field in taxonomy.fields),
        *(("land", land.id) for land in taxonomy.laender),
        *(("land", land.de) for land in taxonomy.laender),
        *(("city", city.name) for land in taxonomy.laender for city in land.cities),
    ]
    assert [name for name, n in Counter(names).items() if n > 1] == []


def test_neighbours_are_neighbours_of_each_other() -> None:
    by_id = load_taxonomy().land_by_id
    one_way = [(a.id, b) for a in by_id.values() for b in a.neighbours if a.id not in by_id[b].neighbours]
    assert one_way == []


def test_macro_regions_span_known_laender() -> None:
    taxonomy = load_taxonomy()
    assert {land for region in taxonomy.macro_regions for land in region.laender} <= set(taxonomy.land_by_id)


def test_look_ups_agree_with_the_lists() -> None:
    taxonomy = load_taxonomy()
    assert taxonomy.field_ids == {field.en: field.id for field in taxonomy.field_by_id.values()}
    assert taxonomy.land_ids["Sachsen"] == "SN"
    city, land = taxonomy.city_by_name["Dresden"]
    assert (city.name, land.id) == ("Dresden", "SN")


def test_names_are_given_in_the_language_asked_for() -> None:
    taxonomy = load_taxonomy()
    assert taxonomy.field_name("Automotive", "en") == "Automotive"
    assert taxonomy.field_name("Automotive", "de") == "Automobilindustrie"
    assert (taxonomy.land_name("Sachsen", "en"), taxonomy.land_name("Sachsen", "de")) == ("Saxony", "Sachsen")


def test_the_distance_of_two_cities_is_the_great_circle() -> None:
    berlin, hamburg = City(name="B", lat=52.52, lon=13.405), City(name="H", lat=53.55, lon=9.99)
    assert berlin.distance_km(hamburg) == pytest.approx(255, abs=2)
    assert berlin.distance_km(berlin) == 0


def test_a_quarter_of_the_equator_is_a_quarter_of_the_circumference() -> None:
    here, there = City(name="a", lat=0, lon=0), City(name="b", lat=0, lon=90)
    assert here.distance_km(there) == pytest.approx(6371 * 3.141592653589793 / 2)


def test_every_city_lies_in_germany() -> None:
    cities = [city for land in load_taxonomy().laender for city in land.cities]
    assert [c.name for c in cities if not (47.2 < c.lat < 55.1 and 5.8 < c.lon < 15.1)] == []


def test_the_taxonomy_is_read_once() -> None:
    assert load_taxonomy() is load_taxonomy()


@pytest.mark.parametrize(
    ("field", "said", "telling"),
    [
        ("Energy Technologies", ("batteries", "Energiespeicher", "energy industry"), ("batteries", "Energiespeicher")),
        ("Biotechnology", ("biotech", "Biotech-Cluster"), ()),
        ("Optical Technologies and Photonics", ("Optikcluster", "optics", "lasers"), ("lasers",)),
        ("Textile and Apparel Industry", ("Textilcluster", "textiles"), ()),
    ],
)
def test_words_that_tell_more_than_the_name_of_a_field(
    field: str, said: tuple[str, ...], telling: tuple[str, ...]
) -> None:
    taxonomy = load_taxonomy()
    assert taxonomy.telling([taxonomy.field_ids[field]], said) == telling
