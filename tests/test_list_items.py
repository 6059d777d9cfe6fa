"""Points of a list that are named by their numbers."""

from __future__ import annotations

import pytest

from bot.on_statements.list_items import item_meant

LIST = "Birds that are counted here:\n- herons\n- cranes in spring\n- storks"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nr. 3 genauer?", "storks"),
        ("number 1 please", "herons"),
        ("und Punkt 2?", "cranes in spring"),
        ("the second point in detail", "cranes in spring"),
        ("mehr zum letzten Punkt", "storks"),
        ("what about the first item?", "herons"),
    ],
)
def test_a_point_is_meant_by_its_number(text: str, expected: str) -> None:
    assert item_meant(text, LIST) == expected


@pytest.mark.parametrize("text", ["number 4", "Punkt 0", "the fifth point", "the second one", "Phone number?", "3", ""])
def test_no_point_is_meant_that_is_not_there_or_not_named(text: str) -> None:
    assert item_meant(text, LIST) is None


def test_a_statement_without_a_list_has_no_points() -> None:
    assert item_meant("the last point", "Herons are counted.") is None
