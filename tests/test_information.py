from __future__ import annotations

from math import log

import pytest

from knowledge.words.information import Information


@pytest.mark.parametrize(("stem", "df"), [("often", 90), ("seldom", 1), ("never", 0)])
def test_a_stem_tells_its_inverse_document_frequency(stem: str, df: int) -> None:
    information = Information({"often": 90, "seldom": 1}, 100)
    assert information.of(stem) == pytest.approx(log(1 + (100 - df + 0.5) / (df + 0.5)))


def test_a_rarer_stem_tells_more_and_an_unknown_one_most() -> None:
    information = Information({"often": 90, "seldom": 1}, 100)
    assert information.of("often") < information.of("seldom") < information.of("never")


def test_the_total_counts_each_stem_once() -> None:
    information = Information({"a": 3, "b": 5}, 10)
    assert information.total(["a", "b", "a"]) == pytest.approx(information.of("a") + information.of("b"))
    assert information.total([]) == 0


def test_known_stems_are_those_that_a_passage_has() -> None:
    information = Information({"a": 3}, 10)
    assert (information.is_known("a"), information.is_known("b")) == (True, False)


def test_an_empty_index_still_tells() -> None:
    assert Information({}, 0).of("a") > 0
