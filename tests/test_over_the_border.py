"""Which border is meant by who comes from a neighbouring country."""

from __future__ import annotations

import pytest

from bot.reading.over_the_border import with_border
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "language", "before", "read"),
    [
        ("ein Cluster gleich bei uns über der Grenze?", "de", ("Servus aus Graz!",), "ein Cluster nahe der österreichischen Grenze?"),
        ("anything just across the border?", "en", ("We are in Denmark.",), "anything near the Danish border?"),
        ("Aus Basel: was gibt es hinter der Grenze?", "de", (), "Aus Basel: was gibt es nahe der schweizerischen Grenze?"),
        ("across the border", "en", ("we are Dutch", "from Poland before"), "near the Dutch border"),
    ],
)  # fmt: skip
def test_the_border_is_that_of_where_one_is_from(
    text: str, language: Language, before: tuple[str, ...], read: str
) -> None:
    assert with_border(text, language, before) == read


@pytest.mark.parametrize("text", ["über der Grenze", "a borderline case", "Cluster in Bayern"])
def test_it_stays_where_nothing_tells_or_no_border_is_spoken_of(text: str) -> None:
    assert with_border(text, "de", ("Welche Labels gibt es?",)) == text
