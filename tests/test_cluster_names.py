from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import profile

from knowledge.naming.cluster_names import ClusterNames

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


@pytest.mark.parametrize("text", ["the opto forum please", "Opto Forum"])
def test_a_name_of_one_word_is_found_in_two(text: str) -> None:
    assert ClusterNames([profile("opto", name="OptoForum e.V.", short_name="OptoForum")]).find(text) == [
        ("opto", "opto forum")
    ]


@pytest.mark.parametrize("text", ["which opto forum fits", "an opto forum", "the sun flower"])
def test_two_words_that_are_no_name_stay_two(text: str) -> None:
    names = [profile("opto", short_name="OptoForum"), profile("sun", short_name="Sunflower")]
    assert ClusterNames(names).find(text) == []


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


def test_capitals_among_capitals_spell_no_name() -> None:
    names = ClusterNames([profile("and", name="Automation Network Dresden", short_name="AND")])
    assert [found for found, _ in names.find("What is AND?")] == ["and"]
    assert names.find("MEDIA AND IT") == []


FIELDS = ClusterNames(
    [
        profile("soft", name="Software-Cluster", short_name="SWC", city="Kaiserslautern", state="Rheinland-Pfalz"),
        profile("auto", name="Ring Mobil", short_name="RMX", aliases=["Automotive Cluster"], state="Niedersachsen"),
        profile("bio", name="BioEconomy", short_name="BEC", state="Sachsen-Anhalt"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Was macht der Software-Cluster?", ["soft"]),
        ("what does the software cluster do", ["soft"]),
        ("Software-Cluster", ["soft"]),
        ("the Software-Cluster in Kaiserslautern", ["soft"]),
        ("Der Software-Cluster in Rheinland-Pfalz", ["soft"]),
        ("software cluster", []),
        ("Is there a software cluster?", []),
        ("Gibt es ein Software-Cluster?", []),
        ("ein gutes Software-Cluster", []),
        ("Welcher Software-Cluster passt?", []),
        ("the Software-Cluster in Hamburg", []),
        ("Which automotive cluster is there?", []),
        ("Who works on bioeconomy?", []),
        ("the bioeconomy", []),
        ("BioEconomy", ["bio"]),
    ],
)
def test_a_name_that_says_a_field_only_is_told_from_a_wish_for_one(text: str, found: list[str]) -> None:
    assert [cluster_id for cluster_id, _ in FIELDS.find(text)] == found


LONG = ClusterNames(
    [
        profile("sea", name="Maritimes Cluster Norddeutschland e.V.", short_name="MCN"),
        profile("lake", name="BioLAGO e.V.", short_name="BioLAGO"),
        profile("air", name="Hamburg Aviation", short_name="HAV"),
        profile("spot", name="Spot On", short_name="SPO"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wer leitet das Maritime Cluster Norddeutschland?", ["sea"]),
        ("die Mitglieder des Maritimen Clusters Norddeutschland", ["sea"]),
        ("Was macht BioLGAO?", ["lake"]),
        ("the members of Hamburg Aviaton", ["air"]),
        ("spots on the leaves", []),
        ("spot on", ["spot"]),
        ("Biologie am See", []),
        ("Biolabor am See", []),
        ("Was macht die Stadt Hamburg?", []),
    ],
)
def test_a_name_may_be_inflected_or_misspelt_where_no_other_is_named(text: str, found: list[str]) -> None:
    assert [cluster_id for cluster_id, _ in LONG.find(text)] == found


def test_a_misspelt_name_beside_a_right_one_does_not_count() -> None:
    assert [found for found, _ in LONG.find("BioLAGO and Hamburg Aviaton")] == ["lake"]


def test_a_misspelt_name_is_given_and_cut_as_it_stands_in_the_text() -> None:
    assert LONG.find("Was macht BioLGAO?") == [("lake", "biolgao")]
    assert LONG.cut("Was macht BioLGAO?").split() == ["Was", "macht", "?"]


def test_a_name_of_a_field_may_lack_its_legal_form() -> None:
    names = ClusterNames([profile("cc", name="Carbon Composites e.V.", short_name="CCX")])
    assert [found for found, _ in names.find("Was macht Carbon Composites?")] == ["cc"]


def test_cut_leaves_the_rest_as_it_is_written() -> None:
    assert NAMES.cut("Wer führt Rail.S, RAIL.S und HYPOS?").split() == ["Wer", "führt", ",", "und", "?"]
    assert NAMES.cut("Straße 1") == "Straße 1"


def test_an_umlaut_behind_a_vowel_may_be_spelt_with_e() -> None:
    names = ClusterNames([profile("bio", name="Netz Bioökonomie", short_name="NBÖ")])
    assert [found for found, _ in names.find("Netz Biooekonomie")] == ["bio"]


def test_a_word_in_another_case_is_no_name_where_the_name_stands_too() -> None:
    assert NAMES.cut("a ring of Ring").split() == ["a", "ring", "of"]


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


SHORT = ClusterNames(
    [
        profile("vti", name="Textilverband", short_name="vti", city="Chemnitz", state="Sachsen"),
        profile("wab", name="Windbund", short_name="WAB", city="Bremerhaven", state="Bremen"),
        profile("at", name="Automotive Thing", short_name="at"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wann wurde der vti gegründet?", ["vti"]),
        ("Was macht die at?", []),
        ("when was vti established?", ["vti"]),
        ("der VTI", []),
    ],
)
def test_a_very_short_name_in_small_letters_counts_as_it_is_spelt_where_it_is_no_word(
    text: str, found: list[str]
) -> None:
    assert [cluster_id for cluster_id, _ in SHORT.find(text)] == found


@pytest.mark.parametrize(
    ("text", "spelt"),
    [("wab website", "WAB website"), ("at work", "at work"), ("WAB website", "WAB website"), ("xyz", "xyz")],
)
def test_short_names_are_spelt_in_capitals(text: str, spelt: str) -> None:
    assert SHORT.in_capitals(text) == spelt


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Wann wurde der vti in Chemnitz gegründet?", "Wann wurde der   gegründet?"),
        ("Label von WAB aus Bremerhaven", "Label von  "),
        ("Label von WAB (Bremerhaven)?", "Label von  )?"),
        ("Label von WAB in Dresden", "Label von   in Dresden"),
        ("Hat die WAB Mitglieder in Bremerhaven?", "Hat die   Mitglieder in Bremerhaven?"),
    ],
)
def test_the_place_behind_a_name_is_cut_with_it_if_it_is_its_own(text: str, rest: str) -> None:
    assert SHORT.cut(text, with_seat=True) == rest


def test_something_else_may_stand_where_a_name_was() -> None:
    assert NAMES.cut("like HYPOS?", " X ") == "like  X ?"


@pytest.mark.parametrize(
    ("text", "found"),
    [("website of RIC MAZA?", ["maza"]), ("RIC MAZA MV", ["maza"]), ("Finance City, please", [])],
)
def test_the_place_at_the_end_of_a_name_may_be_left_out_where_an_abbreviation_is_left(
    text: str, found: list[str]
) -> None:
    names = ClusterNames(
        [
            profile("maza", name="RIC MAZA MV", short_name="RIC MAZA MV", state="Mecklenburg-Vorpommern"),
            profile("finance", name="Finance City Hamburg", short_name="Finance City Hamburg", state="Hamburg"),
        ]
    )
    assert [cluster_id for cluster_id, _ in names.find(text)] == found


# -- names for short ---------------------------------------------------------------------------

BRIEF = ClusterNames(
    [
        profile("space", name="Spazium Köln e.V.", short_name="Spazium Köln", city="Köln", state="Nordrhein-Westfalen"),
        profile("agri", name="Agriteq Valley Forum e.V.", short_name="AVF", city="Köln", state="Nordrhein-Westfalen"),
        profile("one", name="Doppelt Bayern", short_name="DB1", city="München", state="Bayern"),
        profile("two", name="Doppelt Hessen", short_name="DH1", city="Kassel", state="Hessen"),
        profile("food", name="Food Industry Bayern", short_name="FIB", city="München", state="Bayern"),
        profile("print", name="Cluster Druck & Papier Bayern", short_name="CDP", city="München", state="Bayern"),
        profile("wind", name="Windcluster Hessen", short_name="WCH", city="Kassel", state="Hessen"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What does Spazium do?", ["space"]),
        ("agriteq valley, when did it start?", ["agri"]),
        ("Is the Cluster Druck & Papier in Munich?", ["print"]),
        ("What is Doppelt?", []),  # two are called so
        ("the food industry in Munich", []),  # words as any
        ("the Windcluster", []),  # many are called so
    ],
)
def test_a_cluster_is_found_without_its_place_or_kind_where_that_tells_it_from_all_others(
    text: str, found: list[str]
) -> None:
    assert [cluster_id for cluster_id, _ in BRIEF.find(text)] == found


TWO = ClusterNames(
    [
        profile("cars", name="Cluster Automotive (Bayern Findig)", short_name="Cluster Automotive"),
        profile("new", name="Cluster Neue Werkstoffe (Bayern Findig)", short_name="CNW"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Die Aufnahme des Clusters Automotive von Bayern Findig", ["cars"]),
        ("Bayern Findig and its new materials, Werkstoffe", ["new"]),
        ("What does Bayern Findig do?", ["cars", "new"]),
    ],
)
def test_of_two_that_share_a_name_the_one_is_meant_whose_other_words_stand_beside_it(
    text: str, found: list[str]
) -> None:
    assert [cluster_id for cluster_id, _ in TWO.find(text)] == found
