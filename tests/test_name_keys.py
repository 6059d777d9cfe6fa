"""By what clusters are found: the forms of their names, as an index keeps them."""

import pytest
from made import profile

from knowledge.naming.cluster_names import ClusterNames
from knowledge.naming.name_keys import NameKey, keys_of, packed_keys, unpacked_keys

MAZA = profile(
    "maza",
    name="Maschinen-Allianz RIC (MAZA) e.V.",
    short_name="RIC MAZA MV",
    aliases=["Bioökonomie-Zirkel"],
    city="Rostock",
    state="Mecklenburg-Vorpommern",
)


def test_a_name_is_kept_without_its_bracket_legal_form_and_place_and_without_umlauts() -> None:
    words = {" ".join(key.words) for key in keys_of(MAZA)}
    assert {"maza", "ric maza mv", "ric maza", "biookonomie zirkel", "biooekonomie zirkel"} <= words
    assert {key.name for key in keys_of(MAZA)} >= {"Maschinen-Allianz RIC", "RIC MAZA", "Bioökonomie-Zirkel"}


def test_each_form_is_kept_once_with_as_many_stems_as_words() -> None:
    keys = keys_of(MAZA)
    assert len(set(keys)) == len(keys)
    assert all(len(key.stems) == len(key.words) > 0 for key in keys)


def test_an_ordinary_word_is_a_name_with_its_legal_form_only() -> None:
    (key,) = keys_of(profile("and", name="Wir e.V.", short_name="Wir e.V."))[-1:]
    assert (key.name, key.words) == ("Wir e.V.", ("wir",))


@pytest.mark.parametrize(
    ("name", "is_general"),
    [("Automotive Cluster", True), ("Automotive Cluster Ost", False), ("Cluster Network", False)],
)
def test_what_says_no_more_than_a_field_is_general(name: str, is_general: bool) -> None:
    (key,) = keys_of(profile("x", name=name, short_name=name))[:1]
    assert key.is_general is is_general


def test_what_people_say_for_short_is_marked() -> None:
    agri = profile("agri", name="Agriteq Valley Forum e.V.", short_name="AVF")
    assert [key.words for key in keys_of(agri) if key.is_brief] == [("agriteq", "valley")]


def test_what_is_kept_is_read_as_it_was() -> None:
    assert unpacked_keys(packed_keys(keys_of(MAZA))) == keys_of(MAZA)
    assert unpacked_keys(packed_keys([])) == []


def test_names_are_found_by_what_is_kept() -> None:
    kept = {"maza": [NameKey("Zebrafink", ("zebrafink",), ("zebrafink",))]}
    assert [ClusterNames([MAZA], kept).find(text) for text in ("What is Zebrafink?", "What is RIC MAZA MV?")] == [
        [("maza", "zebrafink")],
        [],
    ]


def test_letters_that_a_name_begins_with_are_what_it_is_called_for_short() -> None:
    zig = profile("zig", name="ZIG – Zentrum für Innovation", short_name="ZIG OWL")
    ibb = profile("ibb", name="Industrielle Biotechnologie Bayern", short_name="IBB Netzwerk")
    assert {key.words for key in keys_of(zig) if key.is_brief} >= {("zig",)}
    assert {key.words for key in keys_of(ibb) if key.is_brief} >= {("ibb",)}
    names = ClusterNames([zig, ibb])
    assert [i for i, _ in names.find("Wann wurde das ZIG gegründet?")] == ["zig"]
    assert names.find("er zig und aber") == []
