"""What is read from a request for clusters, with the shipped names of fields and places."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import profile

from knowledge.cluster_names import ClusterNames
from knowledge.fields import load_taxonomy
from knowledge.gazetteer import load_gazetteer
from knowledge.records import Language
from knowledge.wishes import Wish, WishReader

TAXONOMY = load_taxonomy()
READER = WishReader(TAXONOMY, load_gazetteer(), ClusterNames([]))
CONDITIONS = ("fields", "laender", "cities", "labels", "any_label", "member", "near", "need")


def read(text: str, language: Language = "en") -> dict[str, Any]:
    """What was read, without what is not set and without the words."""
    wish = READER.read(text, language)
    return {name: getattr(wish, name) for name in CONDITIONS if getattr(wish, name)}


# -- conditions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Textile clusters", "en", {"fields": ("textile",)}),
        ("Textilcluster", "de", {"fields": ("textile",)}),
        ("textiles or optics", "en", {"fields": ("textile", "photonics")}),
        ("clusters in Saxony", "en", {"laender": ("SN",)}),
        ("sächsische Cluster", "de", {"laender": ("SN",)}),
        ("Cluster in NRW", "de", {"laender": ("NW",)}),
        ("clusters in Saxony or Thuringia", "en", {"laender": ("SN", "TH")}),
        ("Cluster im Schwarzwald", "de", {"laender": ("BW",)}),
        ("clusters in the Rhineland", "en", {"laender": ("NW", "RP")}),
        ("Cluster in Thueringen", "de", {"laender": ("TH",)}),
        ("clusters in Munich", "en", {"cities": ("München",)}),
        ("Cluster in Koeln und Aachen", "de", {"cities": ("Köln", "Aachen")}),
        ("Cluster in Essen", "de", {"cities": ("Essen",)}),
        ("Wo kann man essen?", "de", {}),
        ("clusters near Munich", "en", {"cities": ("München",), "near": True}),
        ("Cluster in der Nähe von Dresden", "de", {"cities": ("Dresden",), "near": True}),
        ("Cluster rund um Dresden", "de", {"cities": ("Dresden",), "near": True}),
        ("near Saxony", "en", {"laender": ("SN",)}),
        ("gold clusters", "en", {"labels": ("gold",)}),
        ("Cluster mit Silber- oder Goldlabel", "de", {"labels": ("silver", "gold")}),
        ("clusters with a label", "en", {"any_label": True}),
        ("zertifizierte Cluster", "de", {"any_label": True}),
        ("clusters with a gold label", "en", {"labels": ("gold",)}),
        ("go-cluster members", "en", {"member": True}),
        ("Mitglieder bei go-cluster", "de", {"member": True}),
        ("clusters that belong to go-cluster", "en", {"member": True}),
        ("We build looms", "en", {"need": True}),
        ("Unser Betrieb sucht Partner", "de", {"need": True}),
        ("A company looking for partners", "en", {"need": True}),
        pytest.param(
            "A start-up looking for partners",
            "en",
            {"need": True},
            marks=pytest.mark.xfail(strict=True, reason="start up is known without its hyphen only"),
        ),
        ("clusters", "en", {}),
        ("", "en", {}),
    ],
)
def test_conditions_are_read_from_a_text(text: str, language: Language, expected: dict[str, Any]) -> None:
    assert read(text, language) == expected


def test_all_conditions_are_read_together() -> None:
    assert read("Which textile clusters in Saxony with a gold label are members of go-cluster?") == {
        "fields": ("textile",),
        "laender": ("SN",),
        "labels": ("gold",),
        "member": True,
    }


def test_a_condition_is_read_once() -> None:
    assert read("Saxony, Sachsen, sächsisch and Saxon textile textiles") == {"fields": ("textile",), "laender": ("SN",)}


def test_the_words_that_named_fields_and_places_are_kept() -> None:
    wish = READER.read("Textile clusters in Munich, Saxony", "en")
    assert wish.place_words == ("Munich", "Saxony")
    assert [words.split()[0] for words in wish.field_words] == ["Textile"]


@pytest.mark.parametrize(
    ("text", "city"),
    [
        pytest.param(
            "Welche Cluster gibt es in Meiningen?",
            "Meiningen",
            marks=pytest.mark.xfail(strict=True, reason="mein\\w* takes the city for the first person"),
        ),
        pytest.param(
            "Welche Cluster gibt es in Weiden i. d. OPf.?",
            "Weiden in der Oberpfalz",
            marks=pytest.mark.xfail(strict=True, reason="the i of the city is taken for the first person"),
        ),
        pytest.param(
            "Welche Cluster gibt es in Garching bei München?",
            "Garching bei München",
            marks=pytest.mark.xfail(strict=True, reason="the bei inside the city's name is taken for nearness"),
        ),
        ("Welche Cluster gibt es in Jena?", "Jena"),
    ],
)
def test_words_inside_the_name_of_a_city_mean_nothing_else(text: str, city: str) -> None:
    assert read(text, "de") == {"cities": (city,)}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "record labels", marks=pytest.mark.xfail(strict=True, reason="label\\w* is read inside a field's name")
        ),
        pytest.param(
            "labelling machines", marks=pytest.mark.xfail(strict=True, reason="label\\w* is read inside a field's name")
        ),
        "music",
    ],
)
def test_words_inside_the_name_of_a_field_mean_nothing_else(text: str) -> None:
    assert set(read(f"Which clusters are there for {text}?")) == {"fields"}


@pytest.mark.xfail(strict=True, reason="a negated condition is read as the condition itself")
@pytest.mark.parametrize(
    ("text", "language", "condition"),
    [
        ("Which clusters have no label?", "en", "any_label"),
        ("Welche Cluster haben kein Label?", "de", "any_label"),
        ("Welche Cluster sind nicht Mitglied bei go-cluster?", "de", "member"),
        ("Which clusters are not members of go-cluster?", "en", "member"),
        ("clusters outside Bavaria", "en", "laender"),
        ("Cluster außerhalb von Bayern", "de", "laender"),
    ],
)
def test_a_condition_that_is_negated_is_none(text: str, language: Language, condition: str) -> None:
    assert condition not in read(text, language)


def test_a_company_may_ask_for_members() -> None:
    assert read("We are looking for members of go-cluster in Bavaria")["member"] is True


@pytest.mark.xfail(strict=True, reason="the names of clusters are not looked for")
def test_the_name_of_a_cluster_names_no_field_or_place() -> None:
    names = ClusterNames([profile("x", name="Textile Saxony", short_name="TexSax")])
    assert WishReader(TAXONOMY, load_gazetteer(), names).read("What does Textile Saxony do?", "en").is_empty


# -- free text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "free", "beyond"),
    [
        ("Which clusters in Saxony are there?", "en", "", 0),
        ("Which textile clusters in Saxony deal with looms?", "en", "textile looms", 1),
        ("Wir suchen Hilfe beim Färben von Garnen in Chemnitz", "de", "Hilfe Färben Garnen", 2),
        ("gold clusters in Munich", "en", "", 0),
        ("???", "en", "", 0),
    ],
)
def test_the_free_text_is_what_describes_the_need(text: str, language: Language, free: str, beyond: int) -> None:
    wish = READER.read(text, language)
    assert (wish.text, wish.beyond) == (free, beyond)


@pytest.mark.parametrize(
    ("text", "language"), [("clusters near Dresden", "en"), ("Cluster in der Nähe von Dresden", "de")]
)
def test_words_of_nearness_are_no_free_text(text: str, language: Language) -> None:
    assert READER.read(text, language).text == ""


# -- the wish itself ---------------------------------------------------------------------------

FULL = Wish(
    fields=("textile",),
    laender=("SN",),
    cities=("Dresden",),
    labels=("gold",),
    any_label=True,
    member=True,
    near=True,
    need=True,
    text="looms",
    beyond=1,
    field_words=("textile",),
    place_words=("Saxony", "Dresden"),
)


@pytest.mark.parametrize(
    ("condition", "gone"),
    [
        ("field", ("fields", "field_words")),
        ("place", ("laender", "cities", "near", "place_words")),
        ("label", ("labels", "any_label")),
        ("member", ("member",)),
    ],
)
def test_without_a_condition_only_what_belongs_to_it_is_gone(condition: str, gone: tuple[str, ...]) -> None:
    left, empty = FULL.without(condition), Wish()
    for field in fields(Wish):
        expected = getattr(empty if field.name in gone else FULL, field.name)
        assert getattr(left, field.name) == expected, field.name


def test_there_is_no_other_condition_to_drop() -> None:
    with pytest.raises(ValueError, match="condition 'city' is none of field, place, label, member"):
        FULL.without("city")


def test_conditions_are_named_in_the_order_in_which_to_drop_them() -> None:
    assert FULL.conditions == ("label", "member", "place", "field")
    assert Wish(cities=("Jena",), any_label=True).conditions == ("label", "place")
    assert Wish(text="looms", beyond=1, need=True).conditions == ()


@pytest.mark.parametrize(
    ("wish", "empty"),
    [
        (Wish(), True),
        (Wish(text="looms", beyond=1, need=True), True),
        (Wish(fields=("textile",)), False),
        (Wish(laender=("SN",)), False),
        (Wish(cities=("Jena",)), False),
        (Wish(labels=("gold",)), False),
        (Wish(any_label=True), False),
        (Wish(member=True), False),
    ],
)
def test_a_wish_without_conditions_is_empty(wish: Wish, empty: bool) -> None:
    assert wish.is_empty is empty


def test_a_city_lies_in_its_land() -> None:
    assert (READER.city("Jena").name, READER.land_of("Jena")) == ("Jena", "TH")


@given(
    st.text()
    | st.lists(st.sampled_from("wir in Jena gold near Textil SN NRW label ( * \" ' [1]".split())).map(" ".join)
)
def test_any_text_is_read_and_names_only_what_the_taxonomy_has(text: str) -> None:
    wish = READER.read(text, "de")
    assert set(wish.fields) <= set(TAXONOMY.field_by_id)
    assert set(wish.laender) <= set(TAXONOMY.land_by_id)
    assert set(wish.cities) <= set(TAXONOMY.city_by_name)
