"""Facets of the finder, against plain Python over the shipped profiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import opened, profile

from indexer.shipped.corpus import load_shipped
from knowledge.clusters.facets import FacetName, Facets, exact, facets, toggled
from knowledge.clusters.finder import Finder
from knowledge.clusters.wishes import Wish
from knowledge.naming.fields import load_taxonomy
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import LabelLevel
from knowledge.retrieval.base import KnowledgeBase

TAXONOMY = load_taxonomy()
PROFILES = load_shipped().profiles
OF_PROFILES = {
    p.id: ({TAXONOMY.field_ids[f] for f in p.fields}, {TAXONOMY.land_ids[s] for s in p.all_states}) for p in PROFILES
}
LEVELS: tuple[LabelLevel, ...] = ("gold", "silver", "bronze")

WISHES = st.builds(
    Wish,
    fields=st.lists(st.sampled_from([f.id for f in TAXONOMY.fields]), max_size=2, unique=True).map(tuple),
    laender=st.lists(st.sampled_from([x.id for x in TAXONOMY.laender]), max_size=2, unique=True).map(tuple),
    labels=st.lists(st.sampled_from(LEVELS), max_size=1).map(tuple),
    any_label=st.booleans(),
    member=st.booleans(),
    cities=st.lists(st.sampled_from(["Jena", "Berlin", "Weimar"]), max_size=1).map(tuple),
    not_laender=st.lists(st.sampled_from(["BY", "TH"]), max_size=1).map(tuple),
)


@pytest.fixture(scope="module")
def base(shipped_profiles: KnowledgeBase) -> KnowledgeBase:
    """All shipped profiles."""
    return shipped_profiles


def told(base: KnowledgeBase, wish: Wish) -> Facets:
    return facets(base, Finder(base), wish)


def plain(wish: Wish) -> list[ClusterProfile]:
    """The clusters that satisfy a wish, by looking at each."""

    def fits(p: ClusterProfile) -> bool:
        fields, laender = OF_PROFILES[p.id]
        level = p.ecei_label.level if p.ecei_label else None
        return (
            (not wish.fields or bool(fields & set(wish.fields)))
            and (not wish.laender or bool(laender & set(wish.laender)))
            and not laender & set(wish.not_laender)
            and (not wish.cities or p.city in wish.cities)
            and (not wish.labels or level in wish.labels)
            and (not wish.any_label or level is not None)
            and (not wish.member or p.go_cluster.status == "member")
        )

    return [p for p in PROFILES if fits(p)]


def counted(values: Sequence[tuple[str, int]]) -> dict[str, int]:
    return {value: n for value, n in values if n}


@settings(max_examples=150)
@given(WISHES)
def test_every_count_is_what_plain_python_counts(base: KnowledgeBase, wish: Wish) -> None:
    elsewhere = replace(wish, laender=(), cities=(), not_laender=())
    unlabelled = replace(wish, labels=(), any_label=False)
    given = told(base, wish)
    assert given.n == len(plain(wish))
    assert given.n_members == len(plain(replace(wish, member=True)))
    assert counted([(v.id, v.n) for v in given.laender]) == counted(
        [(land.id, len(plain(replace(elsewhere, laender=(land.id,))))) for land in TAXONOMY.laender]
    )
    assert counted([(v.id, v.n) for v in given.fields]) == counted(
        [(field.id, len(plain(replace(wish, fields=(field.id,))))) for field in TAXONOMY.fields]
    )
    assert counted([(v.id, v.n) for v in given.labels]) == counted(
        [("any", len(plain(replace(unlabelled, any_label=True))))]
        + [(level, len(plain(replace(unlabelled, labels=(level,))))) for level in LEVELS]
    )


@settings(max_examples=40)
@given(WISHES, st.sampled_from(["land", "field", "label"]))
def test_taking_the_first_value_of_a_facet_gives_as_many_clusters_as_it_says(
    base: KnowledgeBase, wish: Wish, facet: FacetName
) -> None:
    condition = {"land": "place", "field": "field", "label": "label"}[facet]
    wish = wish.without(condition)
    for value in told(base, wish).of(facet):
        assert len(Finder(base).matching(toggled(wish, facet, value.id))) == value.n


def test_values_are_in_order_of_their_counts_and_labels_in_that_of_their_level(base: KnowledgeBase) -> None:
    given = told(base, Wish())
    for values in (given.laender, given.fields):
        assert [(-v.n, v.id) for v in values] == sorted((-v.n, v.id) for v in values)
    assert [v.id for v in given.labels] == ["any", "gold", "silver", "bronze"]


def test_a_chosen_value_stays_even_where_nothing_has_it(base: KnowledgeBase) -> None:
    wish = Wish(fields=("music",), laender=("SL",), labels=("bronze",))
    given = told(base, wish)
    assert ("music", 0, True) in [(v.id, v.n, v.is_chosen) for v in given.fields]
    assert [v.id for v in given.laender if v.is_chosen] == ["SL"]


# -- narrowing and widening -----------------------------------------------------------------------


def test_a_value_is_taken_in_and_out_again() -> None:
    for facet, value in (("land", "BY"), ("field", "photonics"), ("label", "gold"), ("label", "any")):
        there = toggled(Wish(member=True), facet, value)  # type: ignore[arg-type]
        assert there.conditions
        assert toggled(there, facet, value) == Wish(member=True)  # type: ignore[arg-type]


def test_a_second_value_of_a_facet_widens() -> None:
    assert toggled(Wish(laender=("BY",)), "land", "BE").laender == ("BY", "BE")
    assert toggled(Wish(fields=("nano",)), "field", "ict").fields == ("nano", "ict")


def test_a_land_takes_the_place_of_cities_and_of_what_is_excluded() -> None:
    wish = Wish(cities=("Jena",), near=True, within_km=20, not_laender=("BY",), not_cities=("Bonn",), member=True)
    assert toggled(wish, "land", "TH") == Wish(laender=("TH",), member=True)


def test_a_level_takes_the_place_of_any_label_and_the_reverse() -> None:
    assert toggled(Wish(any_label=True), "label", "gold") == Wish(labels=("gold",))
    assert toggled(Wish(labels=("gold", "silver")), "label", "any") == Wish(any_label=True)


def test_a_need_becomes_conditions_and_its_text_orders(base: KnowledgeBase) -> None:
    wish = Wish(fields=("packaging",), need=True, beyond=4, denied=("label",), text="machines")
    assert exact(wish, Finder(base)) == Wish(fields=("packaging",), text="machines")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """One cluster in Jena."""
    base = opened(tmp_path_factory.mktemp("few"), profiles=[profile(city="Jena", state="Thüringen")])
    yield base
    base.close()


def test_where_a_city_has_no_seat_its_land_stands_for_it_if_it_has_one(few: KnowledgeBase) -> None:
    finder = Finder(few)
    assert exact(Wish(cities=("Weimar",)), finder) == Wish(laender=("TH",))
    assert exact(Wish(cities=("Jena",)), finder) == Wish(cities=("Jena",))
    assert exact(Wish(cities=("Bonn",)), finder) == Wish(cities=("Bonn",))
