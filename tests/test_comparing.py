"""Which end of which figure is asked for, and the order by it."""

from __future__ import annotations

import pytest
from made import profile

from knowledge.clusters.comparing import Comparison, Extreme, bounds_in, extreme_in, figure, in_order, place_in
from knowledge.naming.profiles import ClusterProfile

SOURCES = [{"title": "Page"}]


@pytest.mark.parametrize(
    ("text", "extreme"),
    [
        ("which is the oldest?", "oldest"),
        ("Which of them was founded first?", "oldest"),
        ("welcher wurde zuerst gegründet?", "oldest"),
        ("Wer ist älter?", "oldest"),
        ("welches gibt es am längsten?", "oldest"),
        ("the newest one", "youngest"),
        ("Welches ist am jüngsten?", "youngest"),
        ("which has the most members?", "largest"),
        ("Welches hat die meisten Mitglieder?", "largest"),
        ("und das größte?", "largest"),
        ("which of the two is smaller?", "smallest"),
        ("der kleinste?", "smallest"),
        ("und der zweitgrößte?", "largest"),
        ("which is the second oldest?", "oldest"),
        ("with more than 50 members", "largest"),
        ("mit weniger als 100 Mitgliedern", "smallest"),
    ],
)
def test_a_superlative_or_comparative_asks_for_an_end(text: str, extreme: Extreme) -> None:
    found = extreme_in(text)
    assert found is not None
    assert found[0] == extreme


@pytest.mark.parametrize(
    "text",
    [
        "When was the first founded?",
        "Seit wann gibt es den ersten?",
        "",
        "which has gold?",
        "how old is it?",
        "wie groß ist es?",
        "Wie alt?",
        "the first one",
    ],
)
def test_other_questions_compare_nothing(text: str) -> None:
    assert extreme_in(text) is None


def test_the_other_words_are_left() -> None:
    assert extreme_in("Which has the most members in Saxony?") == ("largest", "which has   in saxony?")


def made(name: str, year: int | None, count: int | None) -> ClusterProfile:
    founded = {"year": year, "sources": [0]} if year else None
    members = {"count": count, "sources": [0]} if count else None
    return profile(name, founded=founded, members=members, sources=SOURCES)


FIGURES = {"a": (1999, 40), "b": (2013, None), "c": (None, 300), "d": (1999, 12)}
PROFILES = [made(name, *of) for name, of in FIGURES.items()]


@pytest.mark.parametrize(
    ("extreme", "expected"),
    [("oldest", "adb"), ("youngest", "bad"), ("largest", "cad"), ("smallest", "dac")],
)
def test_known_figures_are_put_in_order_ties_by_id(extreme: Extreme, expected: str) -> None:
    assert "".join(p.id for p, _ in in_order(PROFILES, extreme)) == expected


def test_a_figure_that_is_not_known_is_none() -> None:
    assert figure(PROFILES[1], "largest") is None
    assert figure(PROFILES[2], "oldest") is None


def test_which_place_of_an_order_is_asked_for_counts_from_the_first() -> None:
    texts = ("which is the largest?", "and the second largest?", "und der zweitgrößte?", "the third oldest")
    assert [place_in(text) for text in texts] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("only those with more than 50 members", (51, None)),
        ("at least 50 members", (50, None)),
        ("nur welche mit über 100 Mitgliedern", (101, None)),
        ("fewer than 20 members", (None, 19)),
        ("höchstens 20 Mitglieder", (None, 20)),
        ("the most members", (None, None)),
        ("more than 50 kilometres", (None, None)),
    ],
)
def test_bounds_on_the_number_of_members_are_read(text: str, bounds: tuple[int | None, int | None]) -> None:
    assert bounds_in(text) == bounds


def test_a_figure_is_held_against_the_bounds() -> None:
    comparison = Comparison("largest", ("a",), least=10, most=20)
    assert [comparison.holds(n) for n in (9, 10, 20, 21)] == [False, True, True, False]
    assert Comparison("largest", ("a",)).holds(0)


@pytest.mark.parametrize("text", ["sort them by size", "bitte nach Größe sortieren", "order by number of members"])
def test_sorting_by_size_begins_with_the_largest(text: str) -> None:
    found = extreme_in(text)
    assert found is not None
    assert found[0] == "largest"


@pytest.mark.parametrize(
    ("text", "extreme"),
    [
        ("which one has the better label?", "best_label"),
        ("Welches der beiden hat das höhere Label?", "best_label"),
        ("wer ist besser zertifiziert", "best_label"),
        ("Which is closest to Frankfurt?", "nearest_to"),
        ("Welches von den dreien liegt am nächsten an Frankfurt?", "nearest_to"),
        ("wer sitzt näher bei Kiel", "nearest_to"),
    ],
)
def test_labels_and_distances_are_compared_of_a_few_only(text: str, extreme: Extreme) -> None:
    found = extreme_in(text, of_few=True)
    assert found is not None
    assert found[0] == extreme
    assert extreme_in(text) is None


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("is it bigger then 100 members", (101, None)),
        ("Hat es mehr wie 100 Mitglieder?", (101, None)),
        ("at most 20 members", (None, 20)),
        ("below 20 members", (None, 19)),
    ],
)
def test_bounds_are_read_as_people_write_them(text: str, bounds: tuple[int | None, int | None]) -> None:
    assert bounds_in(text) == bounds


def test_distance_and_level_are_figures() -> None:
    near = profile("near", ecei_label={"level": "bronze", "sources": [0]}, sources=SOURCES)
    far = profile("far", ecei_label={"level": "gold", "sources": [0]}, sources=SOURCES)
    assert [p.id for p, _ in in_order((far, near), "best_label")] == ["far", "near"]
    km = {"near": 3.0, "far": 30.0}
    assert [p.id for p, _ in in_order((far, near), "nearest_to", lambda p: km[p.id])] == ["near", "far"]
    assert figure(near, "nearest_to") is None
