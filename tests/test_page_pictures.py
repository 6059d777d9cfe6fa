"""Pictures of PDF pages: what is marked, and where."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from made_files import HEIGHT, WIDTH, column, pdf, write
from reportlab.pdfgen.canvas import Canvas

from bot.page_pictures import marked_page
from knowledge.errors import InputError

LINES = ["The board decides on ad-", "mission of clusters.", "", "It meets twice a year."]


def pixels(png: bytes) -> npt.NDArray[np.uint8]:
    """Return (height, width, 3) of a picture as `marked_page` writes it."""
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    at, data = 8, b""
    while at < len(png):
        size, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        body = png[at + 8 : at + 8 + size]
        assert int.from_bytes(png[at + 8 + size : at + 12 + size]) == zlib.crc32(kind + body)
        data += body if kind == b"IDAT" else b""
        at += 12 + size
    rows = np.frombuffer(zlib.decompress(data), dtype=np.uint8).reshape(height, 1 + 3 * width)
    return rows[:, 1:].reshape(height, width, 3)


def marked_lines(folder: Path, quote: str, draw: Callable[[Canvas], None] | None = None) -> list[int]:
    """Return the numbers of the lines that have some yellow."""
    path = write(folder / "a.pdf", pdf(draw or (lambda canvas: column(canvas, LINES) and None)))
    png, _ = marked_page(path, 1, quote)
    found = pixels(png)
    yellow = (found[:, :, 2] < 150) & (found[:, :, 0] > 240)
    return [n for n in range(len(LINES)) if yellow[2 * (97 + 13 * n)].any()]


def test_a_quotation_is_marked_over_line_ends_and_divided_words(tmp_path: Path) -> None:
    assert marked_lines(tmp_path, "decides on admission of clusters.") == [0, 1]


def test_what_is_not_quoted_stays_white(tmp_path: Path) -> None:
    assert marked_lines(tmp_path, "It meets twice a year.") == [3]


def test_the_cells_of_a_table_row_are_found_one_by_one(tmp_path: Path) -> None:
    assert marked_lines(tmp_path, "Who: It meets twice a year; Else: mission of clusters") == [1, 3]


def test_a_word_within_another_is_not_marked(tmp_path: Path) -> None:
    assert marked_lines(tmp_path, "Who: eets; Else: lust") == []


def test_a_sentence_that_goes_on_on_the_next_page_is_marked_as_far_as_it_is_here(tmp_path: Path) -> None:
    assert marked_lines(tmp_path, "It meets twice a year and reports what it found") == [3]


@pytest.mark.parametrize(
    ("quote", "is_marked"), [("It meets", True), ("Nothing of this", False), ("", False), ("!?", False)]
)
def test_it_is_told_whether_the_quotation_was_found(quote: str, is_marked: bool, tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", pdf(lambda canvas: column(canvas, LINES) and None))
    assert marked_page(path, 1, quote)[1] == is_marked


def test_a_picture_has_two_pixels_a_point_and_a_huge_page_not_more_than_it_may(tmp_path: Path) -> None:
    small = write(tmp_path / "a.pdf", pdf(lambda canvas: canvas.drawString(9, 9, "x")))
    huge = write(tmp_path / "b.pdf", pdf(lambda canvas: canvas.setPageSize((10_000, 100))))
    assert pixels(marked_page(small, 1, "")[0]).shape == (round(2 * HEIGHT + 0.5), round(2 * WIDTH + 0.5), 3)
    assert pixels(marked_page(huge, 1, "")[0]).shape == (40, 4000, 3)


@pytest.mark.parametrize(
    ("data", "number", "line"),
    [
        (b"no PDF", 1, "is no PDF, or encrypted or damaged. Give another with --file"),
        (pdf(lambda canvas: None), 2, "has 1 pages, not page 2. Give the PDF that was indexed"),
        (pdf(lambda canvas: None), 0, "has 1 pages, not page 0. Give the PDF that was indexed"),
    ],
)
def test_what_is_no_such_page_is_refused(data: bytes, number: int, line: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=line.replace(".", r"\.")):
        marked_page(write(tmp_path / "a.pdf", data), number, "x")
