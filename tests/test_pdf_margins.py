"""PDF: what stands at the head and foot of pages and is no running header: prose, years, what is left of charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from made_files import HEIGHT, column, pdf
from reportlab.pdfgen.canvas import Canvas

from indexer.loaders import pdf as loader
from knowledge.records import Document

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
FOOT = HEIGHT - 125  # of the text: within the margin in which footers stand


def book(
    n_pages: int,
    placed: Mapping[int, list[tuple[float, str]]],
    *,
    number: Callable[[int], str | None] = str,
    size: float = 10,
) -> Document:
    """Return a document of pages that bear their number at the foot, a text in the middle, and what is `placed`."""

    def draw(page: int) -> Callable[[Canvas], None]:
        def on(canvas: Canvas) -> None:
            column(canvas, [f"The text of page {WORDS[page - 1]} is in its middle."], top=300)
            for top, line in placed.get(page, ()):
                column(canvas, [line], top=top, size=size)
            printed = number(page)
            if printed:
                column(canvas, [printed], x=290, top=HEIGHT - 40)

        return on

    return loader.load_bytes(pdf(*map(draw, range(1, n_pages + 1))), "a.pdf", name="a")


def extra(document: Document) -> list[tuple[str, str | None]]:
    """Return the paragraphs besides those in the middle, with their page."""
    return [
        (text, passage.sources[0].page)
        for passage in document.passages
        for text in passage.text.split("\n\n")
        if "in its middle" not in text
    ]


def test_page_numbers_are_left_out() -> None:
    assert extra(book(8, {})) == []


def test_a_line_of_prose_that_ends_in_the_number_of_its_page_is_kept() -> None:
    line = "The networks of both programmes met at the forum in Berlin on 5"
    assert extra(book(8, {5: [(93, line), (106, "April as equals.")]})) == [(f"{line} April as equals.", "5")]


def test_a_line_of_prose_that_begins_with_the_number_of_its_page_is_kept() -> None:
    placed = {4: [(FOOT, "4 of the clusters have the label by now, and others follow.")]}
    assert extra(book(8, placed)) == [("4 of the clusters have the label by now, and others follow.", "4")]


def test_what_is_left_of_a_chart_at_the_foot_of_a_page_is_kept_and_does_not_run_on() -> None:
    chart = [(FOOT, "3"), (FOOT + 26, "2015 – 2020"), (FOOT + 52, "Phase 4")]
    document = book(8, {4: chart, 5: [(80, "4"), (106, "From 2021 onwards")]})
    assert extra(document) == [
        ("3", "4"),
        ("2015 – 2020", "4"),
        ("Phase 4", "4"),
        ("4", "5"),
        ("From 2021 onwards", "5"),
    ]


def test_a_number_at_the_head_of_a_page_is_not_the_rest_of_a_full_line() -> None:
    full = "This line of the text reaches as far to the right as any other one and has no end of its own"
    document = book(8, {4: [(FOOT, full), (FOOT + 13, full)], 5: [(80, "4")]})
    assert extra(document) == [(f"{full} {full}", "4"), ("4", "5")]


@pytest.mark.parametrize("numbers", [("2", "3", "2019"), ("2016", "2018", "2019")])
def test_numbers_at_one_height_that_do_not_count_on_with_the_pages_are_kept(numbers: tuple[str, str, str]) -> None:
    placed = {page: [(FOOT, number)] for page, number in zip((3, 5, 6), numbers, strict=True)}
    assert extra(book(8, placed)) == [(number, str(page)) for number, page in zip(numbers, (3, 5, 6), strict=True)]


def test_numbers_that_begin_anew_with_each_part_are_left_out() -> None:
    assert extra(book(8, {}, number=lambda page: str((page - 1) % 2 + 1))) == []


def test_small_roman_numbers_are_left_out() -> None:
    assert extra(book(6, {}, number=lambda page: ("i", "ii", "iii", "iv", "v", "vi")[page - 1])) == []


def test_numbers_on_some_pages_only_are_left_out_when_they_count_on() -> None:
    assert extra(book(8, {}, number=lambda page: str(page + 10) if page in (2, 5, 8) else None)) == []


def test_a_number_on_the_only_page_is_kept() -> None:
    assert extra(book(1, {}, number=lambda _: "2012")) == [("2012", "1")]
