"""What is read from a request for clusters, with the shipped names of fields and places."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import profile

from knowledge.clusters.wishes import Wish, WishReader
from knowledge.naming.cluster_names import ClusterNames
from knowledge.naming.fields import load_taxonomy
from knowledge.naming.gazetteer import load_gazetteer
from knowledge.records import Language

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
        ("Cluster in Niederbayern", "de", {"laender": ("BY",)}),
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
        ("Zeig mir Cluster in Hessen", "de", {"laender": ("HE",)}),
        ("Können Sie uns helfen?", "de", {"need": True}),
        ("Unser Betrieb sucht Partner", "de", {"need": True}),
        ("A company looking for partners", "en", {"need": True}),
        ("Whom should a maker of looms talk to?", "en", {"need": True}),
        ("A start-up looking for partners", "en", {"need": True}),
        ("clusters", "en", {}),
        ("", "en", {}),
    ],
)
def test_conditions_are_read_from_a_text(text: str, language: Language, expected: dict[str, Any]) -> None:
    assert read(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("clusters that do both biotechnology and textiles", "en"),
        ("Welche Cluster machen sowohl Biotechnologie als auch Textil?", "de"),
    ],
)
def test_both_fields_are_wanted_together(text: str, language: Language) -> None:
    wish = READER.read(text, language)
    assert (wish.fields, wish.also) == (("biotech",), (("textile",),))
    assert wish.without("field").also == ()


@pytest.mark.parametrize("text", ["clusters for biotechnology and textiles", "both clusters for textiles in Saxony"])
def test_else_one_of_the_fields_is_enough(text: str) -> None:
    assert READER.read(text, "en").also == ()


def test_what_a_word_is_called_as_a_whole_goes_before_what_its_last_part_is() -> None:
    assert READER.read("eine Bank in Hessen", "de").fields == ("finance",)
    database = READER.read("eine Datenbank in Hessen", "de")
    assert (database.fields, database.leanings) == ((), ("ict",))
    builders = READER.read("Wir bauen Holzhäuser", "de")
    assert "forest-wood" in builders.fields


def test_a_word_that_the_language_is_made_of_leans_to_nothing() -> None:
    assert READER.read("Welches davon hat Silber?", "de").leanings == ()
    assert READER.read("We make a hat", "en").leanings == ("textile",)


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
        ("Welche Cluster gibt es in Meiningen?", "Meiningen"),
        ("Welche Cluster gibt es in Weiden i. d. OPf.?", "Weiden in der Oberpfalz"),
        ("Welche Cluster gibt es in Garching bei München?", "Garching bei München"),
        ("Welche Cluster gibt es in Jena?", "Jena"),
    ],
)
def test_words_inside_the_name_of_a_city_mean_nothing_else(text: str, city: str) -> None:
    assert read(text, "de") == {"cities": (city,)}


@pytest.mark.parametrize("text", ["record labels", "labelling machines", "music"])
def test_words_inside_the_name_of_a_field_mean_nothing_else(text: str) -> None:
    assert set(read(f"Which clusters are there for {text}?")) == {"fields"}


def test_words_beside_the_name_of_a_field_still_count() -> None:
    assert read("labels for record labels") == {"fields": ("music",), "any_label": True}
    assert read("Ein Automobilzulieferer sucht Partner", "de") == {"fields": ("automotive",), "need": True}


# -- nearness ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "city"),
    [
        ("clusters in and around Bremerhaven", "en", "Bremerhaven"),
        ("clusters in the Kassel area", "en", "Kassel"),
        ("clusters not far from Ulm", "en", "Ulm"),
        ("Cluster in Kassel und Umgebung", "de", "Kassel"),
        ("Cluster im Raum Ulm", "de", "Ulm"),
        ("Cluster im Münchner Raum", "de", "München"),
        ("Cluster unweit von Halle (Saale)", "de", "Halle (Saale)"),
        ("Cluster bei Garching bei München", "de", "Garching bei München"),
    ],
)
def test_words_for_nearness_stand_before_the_city_or_behind_it(text: str, language: Language, city: str) -> None:
    assert read(text, language) == {"cities": (city,), "near": True}


@pytest.mark.parametrize("text", ["Welche Mitglieder bei go-cluster sitzen in Jena?", "Es geht um Mitglieder in Jena"])
def test_words_for_nearness_elsewhere_mean_none(text: str) -> None:
    assert read(text, "de") == {"cities": ("Jena",), "member": True}


@pytest.mark.parametrize(
    ("text", "language", "km"),
    [
        ("clusters within 100 km of Ulm", "en", 100),
        ("Cluster im Umkreis von 30 Kilometern um Ulm", "de", 30),
        ("clusters near Ulm", "en", None),
        ("clusters within 0 km of Ulm", "en", None),
    ],
)
def test_a_distance_that_is_named_is_read(text: str, language: Language, km: int | None) -> None:
    wish = READER.read(text, language)
    assert (wish.cities, wish.near, wish.within_km, wish.text) == (("Ulm",), True, km, "")


# -- what is denied ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "denied", "condition"),
    [
        ("Which clusters have no label?", "en", ("label",), "any_label"),
        ("Which clusters don't have a gold label?", "en", ("label",), "labels"),
        ("Welche Cluster haben kein Label?", "de", ("label",), "any_label"),
        ("Welche Cluster sind nicht Mitglied bei go-cluster?", "de", ("member",), "member"),
        ("Which clusters are not members of go-cluster?", "en", ("member",), "member"),
        ("Welche Nichtmitglieder gibt es?", "de", ("member",), "member"),
        ("Which members have no label?", "en", ("label",), "any_label"),
        ("Which clusters lost their gold label?", "en", ("label",), "labels"),
        ("Welche Cluster haben ein abgelaufenes Label?", "de", ("label",), "any_label"),
        ("Which clusters used to be members?", "en", ("member",), "member"),
        ("Welche ehemaligen Mitglieder gibt es in Bayern?", "de", ("member",), "member"),
        ("clusters outside Germany", "en", ("place",), "laender"),
    ],
)
def test_a_condition_that_is_negated_is_none_and_kept_as_denied(
    text: str, language: Language, denied: tuple[str, ...], condition: str
) -> None:
    wish = READER.read(text, language)
    assert wish.denied == denied
    assert not getattr(wish, condition)
    assert not wish.is_empty


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Cluster mit Sitz in Jena, bitte auflisten.", "de"),
        ("Liste aller Cluster in Jena", "de"),
        ("Übersicht der Cluster in Jena", "de"),
        ("Kennst du Cluster aus Jena?", "de"),
        ("Zähl mir die Cluster in Jena auf", "de"),
        ("Welche Cluster befinden sich in Jena?", "de"),
        ("Clusterorganisationen in Jena", "de"),
        ("Können Sie mir sagen, welche Cluster es in Jena gibt?", "de"),
        ("Ich hätte gern gewusst, welche Cluster in Jena aktiv sind", "de"),
        ("Wir hätten gern eine Liste aller Cluster in Jena.", "de"),
        ("Overview of the clusters in Jena", "en"),
        ("Name all networks seated in Jena!", "en"),
        ("I would like to know which clusters there are in Jena", "en"),
    ],
)
def test_who_asks_for_a_list_has_no_need_of_their_own(text: str, language: Language) -> None:
    wish = READER.read(text, language)
    assert (wish.text, wish.need, wish.cities) == ("", False, ("Jena",))


@pytest.mark.parametrize(
    "text",
    [
        "Cluster höchstens 50 km von Leipzig entfernt",
        "Cluster im 50-km-Umkreis von Leipzig",
        "Welche Cluster liegen maximal 50 Kilometer von Leipzig weg?",
    ],
)
def test_a_distance_from_a_city_is_a_condition_however_it_is_put(text: str) -> None:
    wish = READER.read(text, "de")
    assert (wish.cities, wish.near, wish.within_km, wish.text) == (("Leipzig",), True, 50, "")


def test_who_would_like_to_know_may_have_a_need_all_the_same() -> None:
    assert READER.read("Ich wüsste gern, wer unserer Weberei in Sachsen hilft", "de").need


@pytest.mark.parametrize(
    "text",
    [
        "Wer gehört in Hessen zu go-cluster?",
        "Welche hessischen Cluster nehmen an go-cluster teil?",
        "Which Hessian clusters take part in go-cluster?",
    ],
)
def test_who_belongs_to_the_programme_or_takes_part_is_a_member(text: str) -> None:
    assert READER.read(text, "en").member


@pytest.mark.parametrize("text", ["not only members of go-cluster", "nicht nur Mitglieder von go-cluster"])
def test_what_is_not_all_is_not_denied(text: str) -> None:
    wish = READER.read(text, "en")
    assert (wish.denied, wish.member) == ((), True)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("clusters outside Bavaria", "en", {"not_laender": ("BY",)}),
        ("Cluster außerhalb von Bayern", "de", {"not_laender": ("BY",)}),
        ("clusters outside Saxony and Bavaria", "en", {"not_laender": ("SN", "BY")}),
        ("clusters outside Saxony in Bavaria", "en", {"not_laender": ("SN",), "laender": ("BY",)}),
        ("Cluster in Bayern außer in München", "de", {"laender": ("BY",), "not_cities": ("München",)}),
        ("nicht in Bayern, sondern in Sachsen", "de", {"not_laender": ("BY",), "laender": ("SN",)}),
        ("not only in Hamburg", "en", {"laender": ("HH",)}),
        ("leave out Saxony", "en", {"not_laender": ("SN",)}),
        ("Bayern und Sachsen brauche ich nicht", "de", {"not_laender": ("BY", "SN")}),
        ("up north, say Lübeck", "en", {"cities": ("Lübeck",)}),
    ],
)
def test_places_that_are_excluded_are_told_from_those_that_are_wanted(
    text: str, language: Language, expected: dict[str, Any]
) -> None:
    wish = READER.read(text, language)
    places = {name: getattr(wish, name) for name in ("laender", "cities", "not_laender", "not_cities")}
    assert {name: ids for name, ids in places.items() if ids} == expected
    assert (wish.denied, wish.text) == ((), "")


@pytest.mark.parametrize(
    ("text", "language", "fields", "not_fields"),
    [
        ("health clusters, but leave out biotech", "en", ("health",), ("biotech",)),
        ("Gesundheit, Biotech brauche ich nicht", "de", ("health",), ("biotech",)),
        ("packaging without plastics", "en", ("packaging", "plastics"), ()),
        ("without biotech", "en", (), ("biotech",)),
    ],
)
def test_fields_that_are_left_out_are_told_from_those_that_are_wanted(
    text: str, language: Language, fields: tuple[str, ...], not_fields: tuple[str, ...]
) -> None:
    wish = READER.read(text, language)
    assert (wish.fields, wish.not_fields) == (fields, not_fields)


def test_a_german_varnish_denies_nothing() -> None:
    wish = READER.read("Welche Cluster gibt es zu Lack in Münster?", "de")
    assert (wish.cities, wish.not_cities) == (("Münster",), ())


def test_a_region_that_is_no_land_is_what_is_near_its_chief_cities() -> None:
    wish = READER.read("biotech at lake constance", "en")
    assert (wish.laender, wish.near) == ((), True)
    assert "Konstanz" in wish.cities
    assert wish.within_km is not None
    assert READER.read("within 10 km of Lake Constance", "en").within_km == 10


def test_what_is_made_stays_whole_where_letters_are_left_out() -> None:
    assert READER.read("i need sb for e scooters in stuttgart", "en").text == "e-scooters"


def test_a_company_may_ask_for_members() -> None:
    assert read("We are looking for members of go-cluster in Bavaria")["member"] is True


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
        ("go-cluster-Mitglieder aus Hessen", "de", "", 0),
        ("textile networks that carry the gold label", "en", "textile", 0),
        ("We make bearing rings", "en", "bearing rings", 3),
        ("Netzwerke, die das Silber-Label führen oder Gold besitzen", "de", "", 0),
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


# -- what is made ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "leanings"),
    [
        ("We make cheese in Leipzig", "en", ("food",)),
        ("Wir machen Käse", "de", ("food",)),
        ("Tiefkühlbrötchen aus Bremen", "de", ("food",)),  # in a compound
        ("We make yachts and screws", "en", ("metal", "transport")),
        ("We weave textile curtains", "en", ()),  # the field is named
        ("We drink drinking water", "en", ()),  # words within a name mean nothing else
        ("Which clusters are there in Saxony?", "en", ()),
    ],
)
def test_what_is_made_leans_to_its_field(text: str, language: Language, leanings: tuple[str, ...]) -> None:
    assert tuple(sorted(READER.read(text, language).leanings)) == leanings


def test_what_is_made_is_no_condition() -> None:
    wish = READER.read("We make cheese", "en")
    assert (wish.conditions, wish.fields) == ((), ())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("networks with their office in Dresden", "en"),
        ("Vereine mit Hauptsitz in Dresden", "de"),
        ("Suche Leute in Dresden", "de"),
    ],
)
def test_words_of_offices_and_of_seeking_are_no_free_text(text: str, language: Language) -> None:
    assert READER.read(text, language).text == ""


# -- the wish itself ---------------------------------------------------------------------------

FULL = Wish(
    fields=("textile",),
    laender=("SN",),
    cities=("Dresden",),
    not_laender=("BY",),
    not_cities=("Leipzig",),
    labels=("gold",),
    any_label=True,
    member=True,
    near=True,
    within_km=30,
    need=True,
    text="looms",
    beyond=1,
    field_words=("textile",),
    place_words=("Saxony", "Dresden"),
    leanings=("fashion",),
)


@pytest.mark.parametrize(
    ("condition", "gone"),
    [
        ("field", ("fields", "field_words", "leanings", "text", "beyond", "need")),
        ("place", ("laender", "cities", "not_laender", "not_cities", "near", "within_km", "place_words")),
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
        (Wish(not_laender=("SN",)), False),
        (Wish(not_cities=("Jena",)), False),
        (Wish(denied=("label",)), False),
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


# -- what is said besides ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("wir bauen kleine roboter in chemnitz", "de", ("industry40", "production")),
        ("wir bauen in chemnitz", "de", ("construction",)),
        ("cluster für nachhaltiges bauen", "de", ("construction",)),
        ("ich bau holzhäuser in bayern", "de", ("forest-wood",)),
    ],
)
def test_what_somebody_does_with_things_that_are_named_is_no_field(
    text: str, language: Language, expected: tuple[str, ...]
) -> None:
    assert READER.read(text, language).fields == expected


def test_more_words_for_a_thing_go_before_one_of_them() -> None:
    wish = READER.read("Wir ziehen Gemüse unter Glas", "de")
    assert (wish.fields, wish.leanings) == ((), ("food",))
    assert READER.read("Wir ziehen Fäden aus Glas", "de").fields == ("materials",)


@pytest.mark.parametrize(
    ("text", "language", "fields", "leanings"),
    [
        ("cluster for cyber securty near Cologne", "en", ("security",), ()),
        ("We make softwre", "en", ("ict",), ()),
        ("Wir machen Joghrut", "de", (), ("food",)),
        ("cluster for gophers", "en", (), ()),
    ],
)
def test_misspelt_names_are_put_right_where_none_is_spelt_well(
    text: str, language: Language, fields: tuple[str, ...], leanings: tuple[str, ...]
) -> None:
    wish = READER.read(text, language)
    assert (wish.fields, wish.leanings) == (fields, leanings)


@pytest.mark.parametrize(
    ("text", "language", "laender"),
    [
        ("which cluster near the border?", "en", ()),
        ("Cluster in der Börde", "de", ("ST",)),
        ("Hunsrücker Cluster", "de", ("RP",)),
        ("cluster near the Danish border", "en", ("SH",)),
        ("Cluster nahe der polnischen Grenze", "de", ("BB", "MV", "SN")),
    ],
)
def test_a_word_of_the_same_stem_is_no_region(text: str, language: Language, laender: tuple[str, ...]) -> None:
    assert READER.read(text, language).laender == laender


def test_directions_and_borders_are_not_looked_for_in_profiles() -> None:
    assert READER.read("optics in the west", "en").text == "optics"
    assert READER.read("optics near the French border", "en").text == "optics"
    assert READER.read("Gemüse am Niederrhein", "de").text == "Gemüse Niederrhein"


def test_near_a_place_sews_nothing() -> None:
    assert READER.read("Möbel, nähe Bielefeld", "de").leanings == ()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Lieber Logistik als Wasserstoff", "de", {"fields": ("logistics",)}),
        ("Statt Wasserstoff lieber Logistik", "de", {"fields": ("logistics",)}),
        ("rather logistics than hydrogen", "en", {"fields": ("logistics",)}),
        ("logistics instead of hydrogen", "en", {"fields": ("logistics",)}),
        ("I would prefer logistics to hydrogen", "en", {"fields": ("logistics",), "need": True}),
        ("lieber in Bayern als in Sachsen", "de", {"laender": ("BY",)}),
        ("nicht Bayern, sondern Sachsen", "de", {"laender": ("SN",)}),
        ("near Göttingen, whatever the field", "en", {"cities": ("Göttingen",), "near": True}),
        ("Cluster in Sachsen, Label egal", "de", {"laender": ("SN",)}),
        ("any silver-labelled clusters in Saxony", "en", {"laender": ("SN",), "labels": ("silver",)}),
        ("any health industry clusters", "en", {"fields": ("health",)}),
    ],
)
def test_what_is_given_up_is_not_wished(text: str, language: Language, expected: dict[str, Any]) -> None:
    assert read(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("i need photonics clusters in Thuringia", "en"),
        ("Ich suche ein Netzwerk für Photonik in Thüringen", "de"),
        ("Ich schreibe über Photonik: welche Photonikcluster gibt es in Thüringen?", "de"),
    ],
)
def test_who_seeks_clusters_of_a_field_by_its_name_has_no_need_of_their_own(text: str, language: Language) -> None:
    wish = READER.read(text, language)
    assert (wish.need, wish.fields, wish.laender) == (False, ("photonics",), ("TH",))


@pytest.mark.parametrize(
    "text",
    [
        "We make camera lenses in Thuringia and look for partners",
        "My start-up works in photonics in Jena: which cluster?",
    ],
)
def test_what_one_makes_or_where_one_is_stays_a_need(text: str) -> None:
    assert READER.read(text, "en").need


@pytest.mark.parametrize(
    ("text", "is_wanted"),
    [
        ("Which clusters in Hamburg have a label?", True),
        ("I run a small label in Hamburg that records bands", False),
        ("We are a fashion label in Hamburg", False),
    ],
)
def test_a_label_for_records_or_clothes_is_no_condition(text: str, is_wanted: bool) -> None:
    assert READER.read(text, "en").any_label == is_wanted
