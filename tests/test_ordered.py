"""Clusters in the order of a figure: what is quoted, what is unknown, and whether one comes before another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from made import opened, profile
from made_profiles import PLAIN, SOURCES

from knowledge.clusters.cards import CardMaker
from knowledge.clusters.comparing import Comparison
from knowledge.clusters.ordered import OrderTeller
from knowledge.quotation.citing import Citations
from knowledge.retrieval.base import KnowledgeBase

RICH = profile(
    "rich",
    name="Rich Cluster e.V.",
    city="Köln",
    state="Nordrhein-Westfalen",
    ecei_label={"level": "silver", "as_of": "2021", "sources": [2]},
    members={"count": 1200, "as_of": "2020", "sources": [0]},
    founded={"year": 2004, "sources": [3]},
    sources=SOURCES,
)
SMALL = profile(
    "small",
    ecei_label={"level": "gold", "sources": [0]},
    members={"count": 5, "as_of": "2020", "sources": [0]},
    sources=SOURCES,
)
ALL = ("plain", "rich", "small")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    base = opened(tmp_path_factory.mktemp("ordered"), profiles=[RICH, PLAIN, SMALL])
    yield base
    base.close()


@pytest.fixture
def order(base: KnowledgeBase) -> OrderTeller:
    return OrderTeller(base, CardMaker(base))


def test_of_which_one_figure_is_known_are_not_compared(order: OrderTeller) -> None:
    citations = Citations()
    text, shown = order.text(Comparison("oldest", ("plain", "rich")), "en", citations)
    assert [p.id for p in shown] == ["rich"]
    assert text.splitlines() == [
        "They cannot be compared: the sources give a founding year for only one of these 2 clusters.",
        "Rich Cluster e.V. was founded in 2004. [1]",
    ]
    assert [c.quote for c in citations.all] == ["Rich Cluster e.V. was founded in 2004."]


def test_clusters_are_compared_by_quoted_figures_and_those_without_are_counted(order: OrderTeller) -> None:
    text, shown = order.text(Comparison("largest", ALL), "en", Citations())
    assert [p.id for p in shown] == ["rich", "small"]
    assert text.splitlines() == [
        "By membership figures, which are of different dates, largest first (3 clusters):",
        "1. Rich Cluster e.V. has 1,200 members (as of 2020). [1]",
        "2. Small Network has 5 members (as of 2020). [2]",
        "For one of them, the sources give no membership figure.",
    ]


def test_of_those_within_bounds_it_is_said_how_many_they_are(order: OrderTeller) -> None:
    text, shown = order.text(Comparison("largest", ALL, least=50), "de", Citations())
    assert [p.id for p in shown] == ["rich"]
    assert text.splitlines() == [
        "Nach den Mitgliederzahlen in den Quellen, die von verschiedenen Daten stammen, hat einer dieser 3 Cluster diese Größe:",
        "1. Rich Cluster e.V. hat 1.200 Mitglieder (Stand: 2020). [1]",
        "Für einen davon nennen die Quellen keine Mitgliederzahl.",
    ]


def test_where_no_figure_is_known_nothing_is_compared(order: OrderTeller) -> None:
    text, shown = order.text(Comparison("largest", ("plain",)), "de", Citations())
    assert (text, shown) == ("Die Quellen nennen für diese Cluster keine Mitgliederzahl.", ())


def test_the_higher_label_comes_first(order: OrderTeller) -> None:
    text, shown = order.text(Comparison("best_label", ALL), "en", Citations())
    assert [p.id for p in shown] == ["small", "rich"]
    assert text.splitlines() == [
        "By the level of their labels, the highest first (3 clusters):",
        "1. Small Network holds the ECEI gold label (source undated). [1]",
        "2. Rich Cluster e.V. holds the ECEI silver label (as of 2021). [2]",
        "For one of them, the sources name no ECEI label.",
    ]


def test_the_nearest_to_a_city_comes_first_with_its_distance(order: OrderTeller) -> None:
    text, shown = order.text(Comparison("nearest_to", ALL, cities=("Leipzig",)), "en", Citations())
    assert [p.id for p in shown] == ["small", "rich"]
    lines = text.splitlines()
    assert lines[0] == "By the distance of their seats from Leipzig, the nearest first (3 clusters):"
    assert lines[1].startswith("1. Small Network has its seat in Dresden")
    assert lines[1].endswith("[1] (101 km)")
    assert lines[3] == "For one of them, the sources name no city of the seat."


@pytest.mark.parametrize(
    ("comparison", "begins"),
    [
        (Comparison("largest", ("rich", "small"), claimed="rich"), "Yes."),
        (Comparison("largest", ("rich", "small"), claimed="small"), "No."),
        (Comparison("oldest", ("rich", "small"), claimed="rich"), "They cannot be compared"),
        (Comparison("largest", ALL, claimed="rich"), "By membership figures"),
    ],
)
def test_of_two_whose_figures_are_known_it_is_said_whether_one_comes_first(
    order: OrderTeller, comparison: Comparison, begins: str
) -> None:
    text, _ = order.text(comparison, "en", Citations())
    assert text.startswith(begins)


def test_equal_figures_make_none_the_larger(tmp_path_factory: pytest.TempPathFactory) -> None:
    twin = profile("twin", ecei_label={"level": "gold", "sources": [0]}, sources=SOURCES)
    base = opened(tmp_path_factory.mktemp("equal"), profiles=[SMALL, twin])
    comparison = Comparison("best_label", ("small", "twin"), claimed="small")
    text, _ = OrderTeller(base, CardMaker(base)).text(comparison, "de", Citations())
    base.close()
    assert text.splitlines()[:2] == ["Nein.", "Ihre Labels sind von derselben Stufe:"]
