"""A PDF of which some pages are only pictures: it is indexed, and one line names those pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import WORDS, Ran, clusterbot
from made_files import column, pdf, write
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from indexer.inputs.reading import Reader
from indexer.loaders import pdf as loader

SCAN = b"P6 1 1 255 \xff\x00\x00"  # a picture of one red point
OCR = "Run OCR (such as ocrmypdf), then index the result"


def made(pages: str, *, header: bool = False) -> bytes:
    """Return a PDF with a page for each letter: "t" text, "s" a scan, "b" both, "-" a blank one; also with a running header."""

    def draw(kind: str, number: int) -> Callable[[Canvas], None]:
        def on(canvas: Canvas) -> None:
            if kind in "sb":
                canvas.drawImage(ImageReader(io.BytesIO(SCAN)), 0, 0, 500, 700)
            if kind in "tb":
                column(canvas, [f"Tunnels number {'abcdefghij'[number]} are dark."], top=300)
            if header:
                column(canvas, [f"Annual report – {number}"], top=40)

        return on

    return pdf(*(draw(kind, number) for number, kind in enumerate(pages)))


def notes(pages: str, *, header: bool = False) -> tuple[str, ...]:
    return loader.load_bytes(made(pages, header=header), "a.pdf", name="a").notes


@pytest.mark.parametrize(
    ("pages", "named"),
    [
        ("tst", "page 2 has no text, only pictures: it needs OCR."),
        ("sstttst", "pages 1-2, 6 have no text, only pictures: they need OCR."),
        ("ttstsssts", "pages 3, 5-7, 9 have no text, only pictures: they need OCR."),
    ],
)
def test_pages_that_are_only_pictures_are_named_in_one_line(pages: str, named: str) -> None:
    assert notes(pages) == (f"'a.pdf': {named} {OCR}",)


@pytest.mark.parametrize("pages", ["ttt", "t-t", "tbt"])
def test_pages_with_text_and_blank_ones_are_not_named(pages: str) -> None:
    assert notes(pages) == ()


@pytest.mark.parametrize("pages", ["ttst", "ssss"])
def test_a_running_header_over_a_picture_is_not_its_text(pages: str) -> None:
    named = (
        "page 3 has no text, only pictures: it needs"
        if "t" in pages
        else "pages 1-4 have no text, only pictures: they need"
    )
    assert notes(pages, header=True) == (f"'a.pdf': {named} OCR. {OCR}",)


def test_the_line_comes_back_from_the_process_that_reads(tmp_path: Path) -> None:
    with Reader() as reader:
        document = reader.load(write(tmp_path / "a.pdf", made("ts")), "a.pdf")
    assert document.notes == (f"'a.pdf': page 2 has no text, only pictures: it needs OCR. {OCR}",)


# -- the command -------------------------------------------------------------------------------


@pytest.fixture
def given(tmp_path: Path) -> Path:
    write(tmp_path / "given" / "a.txt", "Timber bridges stand long.")
    write(tmp_path / "given" / "scan.pdf", made("tst"))
    return tmp_path / "given"


def index(given: Path, *arguments: str) -> Ran:
    return clusterbot("index", given, *arguments, "--data", given.parent / "data", environment=WORDS)


LINE = f"clusterbot: 'scan.pdf': page 2 has no text, only pictures: it needs OCR. {OCR}\n"


def test_the_rest_is_indexed_and_the_command_ends_well(given: Path) -> None:
    ran = index(given)
    assert (ran.code, ran.err) == (0, LINE)
    assert ran.out == (
        "Index built, 3 texts encoded: 2 documents, 3 passages, 0 clusters, 3 sources; 1 could be read in part only\n"
    )


def test_the_line_is_said_again_when_nothing_has_changed(given: Path) -> None:
    index(given)
    ran = index(given)
    assert (ran.code, ran.err) == (0, LINE)
    assert ran.out.startswith("Index unchanged: ")


def test_a_file_that_cannot_be_read_besides_makes_it_end_with_1(given: Path) -> None:
    write(given / "b.txt", "")
    ran = index(given)
    assert (ran.code, ran.err.count("\n")) == (1, 2)
    assert ran.out.endswith("; 1 file could not be read; 1 could be read in part only\n")


def test_json_counts_it(given: Path) -> None:
    (value,) = index(given, "--json").json_lines
    assert (value["unreadable"], value["partly_read"]) == (0, 1)


def test_a_dry_run_tells_it(given: Path) -> None:
    ran = index(given, "--dry-run")
    assert (ran.code, ran.err) == (0, LINE)
    assert ran.out.splitlines()[5:7] == ["unreadable: 0", "read in part only: 1"]


def test_a_dry_run_tells_it_as_json(given: Path) -> None:
    (value,) = index(given, "--dry-run", "--json").json_lines
    assert (value["unreadable"], value["partly_read"], value["problems"]) == (0, 1, [LINE[len("clusterbot: ") : -1]])
