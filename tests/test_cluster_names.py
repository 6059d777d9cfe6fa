from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import profile

from knowledge.cluster_names import ClusterNames

NAMES = ClusterNames(
    [
        profile("rail-s", name="Rail.S e.V.", short_name="Rail.S", aliases=["BTS Rail Saxony"]),
        profile("3d", name="3Dsensation (Allianz)", short_name="3Dsensation"),
        profile("hypos", name="HYPOS e.V. (Hydrogen Power Storage)", short_name="HYPOS"),
        profile("ring", name="Ring", short_name="Ring"),
        profile("ring-nord", name="Ring Nord", short_name="RNX"),
        profile("one", name="Netz Eins", short_name="Zwilling"),
        profile("two", name="Netz Zwei", short_name="Zwilling"),
        profile("oko", name="Öko Cluster Köln GmbH", short_name="ÖCK"),
    ]
)


@pytest.mark.parametrize(
    ("text", "cluster_id"),
    [
        ("What is Rail.S?", "rail-s"),
        ("rail.s e.v.", "rail-s"),
        ("bts rail saxony", "rail-s"),
        ("Was macht 3Dsensation?", "3d"),
        ("Is HYPOS a cluster?", "hypos"),
        ("Hydrogen Power Storage", "hypos"),
        ("OEKO CLUSTER KOELN", "oko"),
    ],
)
def test_a_cluster_is_found_by_name_short_name_alias_and_bracket_without_its_legal_form(
    text: str, cluster_id: str
) -> None:
    assert [found for found, _ in NAMES.find(text)] == [cluster_id]


def test_clusters_come_in_order_of_appearance_each_once_with_the_words_that_name_it() -> None:
    assert NAMES.find("HYPOS, BTS Rail Saxony and HYPOS") == [
        ("hypos", "hypos"),
        ("rail-s", "bts rail saxony"),
    ]


def test_the_longest_name_wins() -> None:
    assert NAMES.find("Ring Nord") == [("ring-nord", "ring nord")]


def test_words_that_name_two_clusters_name_both() -> None:
    assert [found for found, _ in NAMES.find("Zwilling")] == ["one", "two"]


def test_a_name_that_is_also_a_word_counts_only_as_it_is_spelt() -> None:
    assert NAMES.find("Ring") == [("ring", "ring")]
    assert NAMES.find("give me a ring") == []


def test_a_very_short_name_counts_only_as_it_is_spelt() -> None:
    assert NAMES.find("RNX in Kiel") == [("ring-nord", "rnx")]
    assert NAMES.find("rnx") == []


def test_the_word_alliance_in_brackets_is_no_name() -> None:
    assert NAMES.find("Allianz") == []


@pytest.mark.parametrize("text", ["", "?", "no name here"])
def test_text_without_names_has_no_clusters(text: str) -> None:
    assert NAMES.find(text) == []


def test_no_profiles_name_nothing() -> None:
    assert ClusterNames([]).find("Rail.S") == []


def test_without_takes_the_names_out_and_leaves_the_rest_folded() -> None:
    assert NAMES.without("Wer führt Rail.S und HYPOS?").split() == ["wer", "fuhrt", "und", "?"]


def test_without_leaves_a_text_without_names_as_it_folds() -> None:
    assert NAMES.without("Straße 1") == "strasse 1"


@given(st.text())
def test_any_text_is_read_and_names_only_known_clusters(text: str) -> None:
    assert {found for found, _ in NAMES.find(text)} <= {
        "rail-s",
        "3d",
        "hypos",
        "ring",
        "ring-nord",
        "one",
        "two",
        "oko",
    }


def test_a_name_with_the_letters_of_a_legal_form_inside_is_found() -> None:
    names = ClusterNames([profile("carmen", name="C.A.R.M.E.N. e.V.", short_name="C.A.R.M.E.N.")])
    assert names.find("What does C.A.R.M.E.N. do?") == [("carmen", "c a r m e n")]


@pytest.mark.parametrize("text", ["BioLAGO – the health network", "BioLAGO e. V. – the health network"])
def test_a_legal_form_inside_a_name_may_be_left_out(text: str) -> None:
    names = ClusterNames([profile("bio", name="BioLAGO e.V. – the health network", short_name="Bodensee")])
    assert [found for found, _ in names.find(text)] == ["bio"]


def test_a_short_name_of_a_word_and_a_legal_form_needs_both() -> None:
    names = ClusterNames([profile("car", name="Competence Center Aachen", short_name="CAR e.V.")])
    assert [found for found, _ in names.find("Who leads CAR e.V.?")] == ["car"]
    assert names.find("CAR-T therapy") == []
