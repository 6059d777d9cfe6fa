"""On which page raw text stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.layout.page_numbers import numbered

PROSE = "A sentence that says something about bridges and rivers. " * 8


def pages(raw: str) -> list[tuple[str, int | None]]:
    return [(" ".join(text.split()), number) for text, number in numbered(raw)]


def test_text_without_page_breaks_or_numbers_has_no_pages() -> None:
    assert numbered("One.\n\nTwo.") == [("One.\n\nTwo.", None)]


def test_form_feeds_divide_pages_counted_from_1() -> None:
    assert pages("One.\fTwo.\fThree.\f") == [("One.", 1), ("Two.", 2), ("Three.", 3)]


def test_an_empty_page_counts() -> None:
    assert pages("One.\f\fThree.") == [("One.", 1), ("", 2), ("Three.", 3)]


def test_numbers_that_most_pages_bear_are_their_numbers_and_no_text() -> None:
    assert pages("One.\n7\fTwo.\n8\fThree.\n") == [("One.", 7), ("Two.", 8), ("Three.", 9)]


def test_a_number_on_one_page_alone_is_text() -> None:
    assert pages("One.\n7\fTwo.\fThree.") == [("One. 7", 1), ("Two.", 2), ("Three.", 3)]


def test_running_headers_and_footers_are_no_text() -> None:
    raw = "\f".join(f"The Report {n}\nText {word}.\nexample.org" for n, word in enumerate(("one", "two", "three"), 1))
    assert pages(raw) == [("Text one.", 1), ("Text two.", 2), ("Text three.", 3)]


def test_a_line_at_the_edge_of_two_pages_only_is_text() -> None:
    raw = "Our aims\nA\fOur aims\nB\fOther\nC\fMore\nD\fLast\nE"
    assert pages(raw)[:2] == [("Our aims A", 1), ("Our aims B", 2)]


@pytest.mark.parametrize(
    "form", ["{}", "- {} -", "– {} –", "Page {}", "Seite {}", "S. {}", "{} / 30", "Seite {} von 30"]
)
def test_numbers_on_lines_of_their_own_that_count_on_end_pages(form: str) -> None:
    raw = "".join(
        f"{word} {PROSE}\n\n{form.format(n)}\n\n" for n, word in ((11, "Elf"), (12, "Zwölf"), (13, "Dreizehn"))
    )
    found = pages(raw + "Rest.")
    assert [(text.split()[0], number) for text, number in found] == [
        ("Elf", 11),
        ("Zwölf", 12),
        ("Dreizehn", 13),
        ("Rest.", 14),
    ]
    assert not any("1" in text for text, _ in found)


def test_a_number_before_all_text_begins_its_page() -> None:
    raw = "".join(f"{n}\n\n{word} {PROSE}\n\n" for n, word in ((1, "One"), (2, "Two"), (3, "Three")))
    assert [(text.split()[0], number) for text, number in pages(raw)] == [("One", 1), ("Two", 2), ("Three", 3)]


@pytest.mark.parametrize(
    "raw",
    [
        "1\n\nIdea\n\n2\n\nPlan\n\n3\n\nDeed",  # a chart: too near to each other
        f"{PROSE}\n\n4\n\n{PROSE}\n\n5\n\n{PROSE}",  # two are no row
        f"{PROSE}\n\n4\n\n{PROSE}\n\n9\n\n{PROSE}\n\n2\n\n{PROSE}",  # they do not count on
        f"{PROSE}\n\n2012\n\n{PROSE}\n\n2013\n\n{PROSE}\n\n2014\n\n{PROSE}",  # years
    ],
)
def test_other_numbers_on_lines_of_their_own_are_text(raw: str) -> None:
    assert numbered(raw) == [(raw, None)]


@given(st.lists(st.sampled_from(["1\n", "2\n", "3\n", "\f", "word\n", "\n", PROSE, "Page 4\n", "2012\n"]), max_size=40))
def test_no_sentence_is_lost_and_pages_count_up(parts: list[str]) -> None:
    raw = "".join(parts)
    kept = "".join(text for text, _ in numbered(raw))
    assert kept.count("something about bridges") + _running(raw) >= raw.count("something about bridges")
    numbers = [n for _, n in numbered(raw) if n is not None]
    assert all(b == a + 1 for a, b in pairwise(numbers))


def _running(raw: str) -> int:
    """Return how many lines are at the edges of pages: those may be running headers."""
    return 4 * raw.count("\f") + 4 if "\f" in raw else 0
