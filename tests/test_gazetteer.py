from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.naming.fields import City, Label, Land, MacroRegion, Taxonomy, TechnologyField, load_taxonomy
from knowledge.naming.gazetteer import Gazetteer, load_gazetteer, load_product_gazetteer


def found(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(name.kind, name.ids) for name in load_gazetteer().find(text)]


def small(**changes: object) -> Gazetteer:
    """A gazetteer of few names, so that a rule is seen without the shipped ones."""
    textile = TechnologyField(id="textile", en="Textiles", de="Textil", words_en=("textile",), words_de=("Textilien",))
    ict = TechnologyField(
        id="ict",
        en="ICT",
        de="Informatik",
        words_en=("software",),
        words_de=("Software",),
        words_exact_case=("IT",),
    )
    nw = Land(
        id="NW",
        de="Nordrhein-Westfalen",
        en="North Rhine-Westphalia",
        abbreviations=("NRW", "NW"),
        regions=("Ruhrgebiet",),
        cities=(
            City(name="Essen", lat=51.46, lon=7.01, also_a_word=True),
            City(name="Köln", en="Cologne", lat=51, lon=7),
        ),
    )
    gold = Label(
        id="gold",
        en="gold label",
        de="Gold-Label",
        title="ECEI Gold Label",
        words_en=("gold",),
        words_de=("Gold",),
    )
    values = {
        "fields": (textile, ict),
        "laender": (nw,),
        "macro_regions": (MacroRegion(names=("der Westen",), laender=("NW", "RP")),),
        "labels": (gold,),
        **changes,
    }
    return Gazetteer(Taxonomy.model_validate(values))


def ids(text: str) -> list[tuple[str, ...]]:
    return [name.ids for name in small().find(text)]


def test_names_come_in_order_of_appearance_with_the_words_that_name_them() -> None:
    names = small().find("Software in Köln, with the Gold-Label!")
    assert [(n.kind, n.ids, n.start, n.end, n.words) for n in names] == [
        ("field", ("ict",), 0, 1, "Software"),
        ("city", ("Köln", "NW"), 2, 3, "Köln"),
        ("label", ("gold",), 5, 7, "Gold Label"),
    ]


@pytest.mark.parametrize(("word", "is_head"), [("Heimtextilien", True), ("Softwarehaus", False), ("Software", False)])
def test_the_last_part_of_a_compound_is_its_head(word: str, is_head: bool) -> None:
    (name,) = small().find(word)
    assert (name.words, name.is_head) == (word, is_head)


def test_the_longest_name_wins_and_each_word_counts_once() -> None:
    assert ids("the gold label") == [("gold",)]
    assert ids("North Rhine-Westphalia") == [("NW",)]


@pytest.mark.parametrize("text", ["IT", "die IT-Branche", "IT clusters"])
def test_a_name_of_exact_case_counts_as_it_is_spelt(text: str) -> None:
    assert ids(text)[:1] == [("ict",)]


@pytest.mark.parametrize("text", ["is it good?", "It is", "it"])
def test_a_name_of_exact_case_does_not_count_in_another_case(text: str) -> None:
    assert ids(text) == []


def test_a_city_that_is_a_word_counts_only_behind_a_preposition() -> None:
    assert ids("Cluster in Essen") == [("Essen", "NW")]
    assert ids("Essen und Trinken") == []


def test_the_english_name_and_another_spelling_find_the_city() -> None:
    assert ids("Cologne") == ids("Koeln") == ids("köln") == [("Köln", "NW")]


def test_an_umlaut_behind_a_vowel_may_be_spelt_with_e() -> None:
    economy = TechnologyField(id="bio", en="Biotech", de="Biotech", words_en=(), words_de=("Bioökonomie",))
    gazetteer = small(fields=(economy,))
    assert [[n.ids for n in gazetteer.find(text)] for text in ("Bioökonomie", "Biooekonomie")] == [[("bio",)]] * 2


def test_part_of_a_german_compound_names_a_field() -> None:
    assert ids("Textilnetzwerke") == [("textile",)]


def test_what_stands_before_cluster_in_a_compound_need_be_in_no_dictionary() -> None:
    field = TechnologyField(id="bio", en="Biotech", de="Biotechnologie", words_en=(), words_de=())
    gazetteer = small(fields=(field,))
    found = [[n.ids for n in gazetteer.find(text)] for text in ("Biotechcluster", "Biotechnetzwerke", "Biotechwerke")]
    assert found == [[("bio",)], [("bio",)], []]


def test_a_region_of_several_laender_names_them_all() -> None:
    assert ids("der Westen") == [("NW", "RP")]


def test_a_short_abbreviation_counts_in_capitals_only() -> None:
    assert ids("Cluster NW") == [("NW",)]
    assert ids("cluster nw") == []
    assert ids("cluster nrw") == [("NW",)]


def test_a_word_that_names_two_fields_gives_two_names() -> None:
    assert found("timber construction") == [("field", ("construction",)), ("field", ("forest-wood",))]


def test_what_names_a_place_names_no_field() -> None:
    assert found("Gießen") == [("city", ("Gießen", "HE"))]


def test_a_word_of_the_same_stem_with_a_long_ending_is_another_word() -> None:
    computing = TechnologyField(id="ict", en="Digital", de="Digitales", words_en=("computer",), words_de=("Rechner",))
    gazetteer = small(fields=(computing,))
    assert [name.ids for name in gazetteer.find("computers")] == [("ict",)]
    assert gazetteer.find("computational") == []


@pytest.mark.parametrize(
    ("text", "named"),
    [("Wir sehen Mode in Bonn", True), ("die textilien", True), ("a mode", False), ("Der mode Ort", False)],
)
def test_a_german_noun_in_lower_case_counts_only_in_text_without_capitals_and_if_not_english(
    text: str, named: bool
) -> None:
    textile = TechnologyField(id="textile", en="Textiles", de="Mode", words_en=(), words_de=("Textilien",))
    assert bool(small(fields=(textile,)).find(text)) == named


@pytest.mark.parametrize(
    "text",
    [
        "Bundesministerium für Wirtschaft und Energie",
        "the Ministry for Economic Affairs and Energy",
        "the ministry of health",
        "das Umweltministerium",
        "Ministerium für Bildung und Forschung",
        "der Verkehrsminister",
    ],
)
def test_the_name_of_the_ministry_names_no_field(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["", "?!", "\u200b", "what is it"])
def test_text_without_names_has_none(text: str) -> None:
    assert found(text) == []


@given(st.text())
def test_any_text_is_read_and_names_lie_inside_it(text: str) -> None:
    assert all(name.start < name.end for name in load_gazetteer().find(text))


def test_every_name_of_a_field_finds_it() -> None:
    missed = [
        (field.id, name)
        for field in load_taxonomy().fields
        for name in (field.en, field.de, *field.words_en, *field.words_de, *field.words_exact_case)
        if field.id != "metal" or name != "Gießen"  # the city of Gießen comes first
        if ("field", (field.id,)) not in found(name)
    ]
    assert missed == []


def test_every_name_of_a_land_finds_it() -> None:
    missed = [
        (land.id, name)
        for land in load_taxonomy().laender
        for name in (
            land.en,
            land.de,
            *land.other_names,
            *land.abbreviations,
            *land.regions,
            *land.adjectives_de,
        )
        if not any(land.id in name_ids for _, name_ids in found(name))
    ]
    assert missed == []


def test_every_name_of_a_city_finds_its_land() -> None:
    missed = [
        (city.name, name)
        for land in load_taxonomy().laender
        for city in land.cities
        for name in (city.name, *([city.en] if city.en else []), *city.also)
        if not any(land.id in name_ids for _, name_ids in found(f"in {name}"))
    ]
    assert missed == []


def test_every_name_of_a_label_finds_it() -> None:
    missed = [
        (label.id, name)
        for label in load_taxonomy().labels
        for name in (label.en, label.de, label.title, *label.words_en, *label.words_de)
        if ("label", (label.id,)) not in found(name)
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Wittenberg", ("city", ("Lutherstadt Wittenberg", "ST"))),
        ("in Saarbrücken", ("city", ("Saarbrücken", "SL"))),
        ("in Wittenberge", ("city", ("Wittenberge", "BB"))),
        ("Saarbrücker Firmen", ("land", ("SL",))),
        ("Münchner Firmen", ("city", ("München", "BY"))),
        ("Dresdner Firmen", ("city", ("Dresden", "SN"))),
        ("im Alten Land", ("region", ("NI",))),
        ("alte Länder", ("region", ("BW", "BY", "HB", "HE", "HH", "NI", "NW", "RP", "SH", "SL"))),
    ],
)
def test_the_name_as_it_is_spelt_wins_over_one_of_the_same_stem(
    text: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize("text", ["Which clusters are members of the programme?", "Welche Programme gibt es?"])
def test_a_programme_is_no_name_of_a_field(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["Where was it published?", "What does it contain?", "to move forward"])
def test_a_verb_is_not_taken_for_who_or_what_does_it(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "field"), [("a programmer", "ict"), ("a forester", "forest-wood"), ("a publisher", "creative")]
)
def test_who_does_a_thing_names_its_field(text: str, field: str) -> None:
    assert found(text) == [("field", (field,))]


@pytest.mark.parametrize("text", ["Cluster Bayerns", "Bayerns Netzwerke", "in Bayern", "bayerische Cluster"])
def test_a_land_is_found_in_each_of_its_forms(text: str) -> None:
    assert found(text) == [("land", ("BY",))]


@pytest.mark.parametrize("text", ["clusters in the north", "up north", "Cluster im Norden"])
def test_a_direction_alone_is_a_part_of_germany(text: str) -> None:
    assert found(text) == [("region", ("HB", "HH", "MV", "NI", "SH"))]


@pytest.mark.parametrize("text", ["in the north of Bavaria", "im Norden Bayerns", "im Norden von Bayern"])
def test_a_direction_within_a_place_is_that_place(text: str) -> None:
    assert found(text) == [("land", ("BY",))]


def test_a_part_of_germany_and_a_land_beside_it_are_both_found() -> None:
    assert found("im Norden und in Bayern") == [("region", ("HB", "HH", "MV", "NI", "SH")), ("land", ("BY",))]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("a med tech startup", "medtech"),
        ("photo voltaic", "energy"),
        ("bio tech", "biotech"),
        ("emobility", "automotive"),
    ],
)
def test_a_name_is_found_in_two_words_and_without_its_hyphen(text: str, field: str) -> None:
    assert field in {i for name in load_gazetteer().find(text) if name.kind == "field" for i in name.ids}


def test_a_word_in_lower_case_is_german_in_a_german_text() -> None:
    products = load_product_gazetteer()
    assert [name.ids for name in products.find("such was mit boot", "de")] == [("transport",)]
    assert products.find("stapler and staples", "en") == []


def test_a_region_that_is_no_land_has_its_chief_cities() -> None:
    (lake,) = load_gazetteer().find("am Bodensee")
    assert "Konstanz" in lake.around
    assert lake.within_km
    (east,) = load_gazetteer().find("in eastern Germany")
    assert east.around == ()


@pytest.mark.parametrize("text", ["auf der Plattform des Bundes", "vom Bunde bezahlt", "lohne sich das?"])
def test_a_word_that_is_a_city_without_its_dots_stays_a_word(text: str) -> None:
    assert not [name for name in found(text) if name[0] == "city"]


@pytest.mark.parametrize(
    ("text", "city"), [("in Bünde", "Bünde"), ("in Buende", "Bünde"), ("in Koln", "Köln"), ("Giessen", "Gießen")]
)
def test_a_city_is_found_without_its_dots(text: str, city: str) -> None:
    assert [ids[0] for kind, ids in found(text) if kind == "city"] == [city]
