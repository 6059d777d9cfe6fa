"""Addresses that open at the place of a quotation."""

from __future__ import annotations

import pytest
from made import passage

from knowledge.index.addresses import address_at
from knowledge.records import PassageKind, Source

URL = "https://example.org/p"


@pytest.mark.parametrize(
    ("url", "quote", "address"),
    [
        (URL, "It meets twice.", f"{URL}#:~:text=It%20meets%20twice."),
        (f"{URL}#gold", "It meets twice.", f"{URL}#gold:~:text=It%20meets%20twice."),
        (URL, "go-cluster, twice & more", f"{URL}#:~:text=go%2Dcluster%2C%20twice%20%26%20more"),
        (
            URL,
            "one two three four five six seven eight nine",
            f"{URL}#:~:text=one%20two%20three%20four,six%20seven%20eight%20nine",
        ),
        (URL, "- An item of a list", f"{URL}#:~:text=An%20item%20of%20a%20list"),
        (URL, "Name: Alpha; Land: Bayern\nWords.", f"{URL}#:~:text=Words."),
        (URL, "Name: Alpha; Land: Bayern", URL),
        (URL, "Ü", f"{URL}#:~:text=%C3%9C"),
        (URL, " ", URL),
    ],
)
def test_the_words_of_a_web_page_stand_in_the_address(url: str, quote: str, address: str) -> None:
    found = passage("a.html#0", quote)
    assert address_at(found, Source("a", url=url), quote) == address


def test_a_page_number_is_place_enough() -> None:
    assert (
        address_at(passage("a.pdf#0", "Words."), Source("a", page="3", url=f"{URL}#page=3"), "Words.")
        == f"{URL}#page=3"
    )


@pytest.mark.parametrize("kind", ["statement", "profile", "gap"])
def test_words_of_the_corpus_are_not_looked_for_on_the_page_of_its_source(kind: PassageKind) -> None:
    assert address_at(passage("a#x", "Words.", kind=kind), Source("a", url=URL), "Words.") == URL


def test_without_an_address_there_is_none() -> None:
    assert address_at(passage("a#0", "Words."), Source("a"), "Words.") is None
