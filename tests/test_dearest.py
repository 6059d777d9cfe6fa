"""Lists of prices, for someone who asks which of the levels costs most or least."""

from __future__ import annotations

from knowledge.asked.dearest import by_price

PRICES = (
    "The prices are:\n- bronze: 2,250 euros on site or 1,650 euros online\n- silver: 3,620 euros"
    "\n- gold, first time: 8,250 euros\n- gold, again: 6,765 euros"
)


def test_the_levels_named_are_shown_in_the_order_asked_for() -> None:
    dearest = by_price("Which is more expensive, silver or gold?", "", PRICES)
    assert dearest == "The prices are:\n- gold, first time: 8,250 euros\n- silver: 3,620 euros\n- …"
    cheapest = by_price("Was ist günstiger?", "Was ist der Unterschied zwischen Silber und Gold?", PRICES)
    assert cheapest == "The prices are:\n- silver: 3,620 euros\n- gold, first time: 8,250 euros\n- …"


def test_without_levels_all_are_compared() -> None:
    cheapest = by_price("Which is the cheapest?", "", PRICES)
    assert cheapest is not None
    assert cheapest.splitlines()[1] == "- bronze: 2,250 euros on site or 1,650 euros online"


def test_nothing_is_ordered_where_no_order_is_asked_for_or_prices_overlap() -> None:
    assert by_price("What does gold cost?", "", PRICES) is None
    assert by_price("Which is cheaper, or more expensive?", "", PRICES) is None
    assert by_price("Which is cheaper?", "", "Gold is free of charge.") is None
    overlapping = "The prices are:\n- silver: 3,620 euros\n- silver, again: 9,000 euros\n- gold: 8,250 euros"
    assert by_price("Which is cheaper?", "", overlapping) is None
