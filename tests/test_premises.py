"""What a few words presume of a statement given last."""

from __future__ import annotations

import pytest

from knowledge.asked.premises import is_presumed_of, presumed_in

NAMES = ("The ministry had several names; older texts have BMWi or BMWK.", "2013: BMWi", "2022: BMWK")
FOUNDED = ("The guild was founded in 2012.",)


@pytest.mark.parametrize(
    ("text", "parts", "found"),
    [
        ("wasn't it called BMWK?", NAMES, ("yes", "2022: BMWK")),
        ("hieß das nicht mal bmwk?", NAMES, ("yes", "2022: BMWK")),
        ("wasn't it 2010?", FOUNDED, ("no", FOUNDED[0])),
        ("I thought 2012?", FOUNDED, ("yes", FOUNDED[0])),
        ("Ich dachte, 2010?", FOUNDED, ("no", FOUNDED[0])),
        ("Ich dachte, 2017?", ("It ended in May 2018; others say 2017.",), None),  # of two years
        ("I thought 100?", ("In October 2022 there were 81 bakers.",), None),  # in another year, perhaps
        ("wasn't it called BMFTR?", NAMES, None),
        ("Was it called BMWK?", NAMES, None),
        ("wasn't it nice?", NAMES, None),
    ],
)
def test_yes_where_a_part_has_it_no_where_there_is_but_another_year(
    text: str, parts: tuple[str, ...], found: tuple[str, str] | None
) -> None:
    assert presumed_in(text, parts) == found


def test_what_a_statement_tells_or_tells_otherwise_is_presumed_of_it() -> None:
    assert is_presumed_of("Ich dachte, 2017?", "It ended in May 2018; others say 2017.")
    assert is_presumed_of("wasn't it 2010?", FOUNDED[0])
    assert not is_presumed_of("I thought 2017?", "The guild met in Bonn.")
    assert not is_presumed_of("And in 2012?", FOUNDED[0])
