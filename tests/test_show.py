"""The command `show`: the passage, its quotation, its sources, and the picture of its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import WORDS, Ran, clusterbot
from made_files import column, pdf, write

from indexer.generation.builder import build
from indexer.inputs.collecting import gather
from indexer.shipped.corpus import Corpus
from knowledge.sentence_model.encoder import WordEncoder

TEXT = "The board decides on admission. It meets twice a year."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents, and the index of them in `data`."""
    given = tmp_path_factory.mktemp("given")
    pages = (["First page of it all."], [TEXT])
    draws = [lambda canvas, page=page: column(canvas, page, top=200) and None for page in pages]
    write(given / "r.pdf", pdf(*draws))
    write(given / "p.html", f"<html lang=en><main><h1>Admission</h1><p>{TEXT}</p></main></html>")
    write(
        given / "sources.toml",
        '["r.pdf"]\ntitle = "Report"\ndate = "2022-10"\naddress = "https://example.org/r.pdf"\n'
        '["p.html"]\naddress = "https://example.org/p"\n',
    )
    gathered = gather([given])
    assert gathered.unreadable == ()
    build(Corpus(gathered.documents, ()), WordEncoder(), given / "data")
    return given


def run(folder: Path, *arguments: str | Path) -> Ran:
    return clusterbot("show", *arguments, "--data", folder / "data", environment=WORDS)


def test_a_passage_is_shown_with_its_source_and_the_address_of_its_page(folder: Path) -> None:
    ran = run(folder, "r.pdf#1")
    assert (ran.code, ran.out.splitlines()) == (
        0,
        [
            TEXT,
            "",
            "Report, October 2022, p. 2, https://example.org/r.pdf#page=2",
            "https://example.org/r.pdf#page=2",
        ],
    )


def test_the_quotation_is_marked_whatever_its_line_ends(folder: Path) -> None:
    assert run(folder, "r.pdf#1", "--quote", "It meets\n twice a year.").out.startswith(
        "The board decides on admission. »»It meets twice a year.««"
    )


def test_the_address_of_a_web_page_opens_at_the_quotation(folder: Path) -> None:
    out = run(folder, "p.html#0", "--quote", "It meets twice a year.").out
    assert out.splitlines()[-1] == "https://example.org/p#:~:text=It%20meets%20twice%20a%20year."


def test_json_has_the_place_of_the_quotation(folder: Path) -> None:
    (value,) = run(folder, "r.pdf#1", "--quote", "It meets", "--json").json_lines
    assert value["text"][value["quote_start"] : value["quote_end"]] == value["quote"] == "It meets"
    assert value["sources"] == [
        {
            "title": "Report",
            "publisher": None,
            "date": "2022-10",
            "page": "2",
            "section": None,
            "url": "https://example.org/r.pdf#page=2",
            "address": "https://example.org/r.pdf#page=2",
        }
    ]


def test_the_page_of_a_pdf_is_written_as_a_picture(folder: Path, tmp_path: Path) -> None:
    ran = run(folder, "r.pdf#1", "--picture", tmp_path / "p.png", "--file", folder / "r.pdf")
    assert (ran.code, ran.err) == (0, f"page 2 written to {str(tmp_path / 'p.png')!r}\n")
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")


def test_the_pdf_is_found_where_it_was_indexed_from(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "r.pdf", "another file of this name")
    ran = run(folder, "r.pdf#1", "--picture", tmp_path / "p.png")
    assert (ran.code, ran.err) == (0, f"page 2 written to {str(tmp_path / 'p.png')!r}\n")


def test_a_pdf_that_is_there_no_more_is_looked_for_by_its_name_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "before" / "r.pdf", pdf(lambda canvas: column(canvas, [TEXT]) and None))
    build(Corpus(gather([tmp_path / "before"]).documents, ()), WordEncoder(), tmp_path / "data")
    ran = run(tmp_path, "r.pdf#0", "--picture", tmp_path / "p.png")
    assert ran.code == 0
    file.rename(tmp_path / "r.pdf")
    ran = run(tmp_path, "r.pdf#0", "--picture", tmp_path / "p.png")
    assert (
        ran.code,
        f"PDF {str(file)!r} cannot be read (No such file or directory). Give it with --file" in ran.err,
    ) == (
        2,
        True,
    )
    monkeypatch.chdir(tmp_path)
    assert run(tmp_path, "r.pdf#0", "--picture", tmp_path / "p.png").code == 0


@pytest.mark.parametrize(
    "command",
    [("show", "r.pdf#1"), ("ask", "Who decides on admission?"), ("search", "board admission"), ("stats",), ("gaps",)],
    ids=lambda command: command[0],
)
def test_no_json_tells_where_a_file_was_read_from(command: tuple[str, ...], folder: Path) -> None:
    ran = clusterbot(*command, "--json", "--data", folder / "data", environment=WORDS)
    given = str(folder / "r.pdf")
    assert (ran.code, given in ran.out, str(folder / "p.html") in ran.out) == (0, False, False)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ("nothing",),
            "passage 'nothing' is not in the index. Take an id from the citations of: clusterbot ask … --json",
        ),
        (("r.pdf#1", "--quote", "No such words"), "the quotation 'No such words' is not in passage 'r.pdf#1'."),
        (("r.pdf#1", "--quote", " "), "the quotation ' ' is not in passage 'r.pdf#1'."),
        (("p.html#0", "--picture", "x.png"), "passage 'p.html#0' is of no page of a PDF, so there is no picture."),
        (("r.pdf#1", "--picture", "x.png", "--file", "/nowhere/r.pdf"), "PDF '/nowhere/r.pdf' cannot be read"),
        (("\udcff",), "passage "),
    ],
)
def test_what_cannot_be_shown_is_one_line(arguments: tuple[str, ...], line: str, folder: Path) -> None:
    ran = run(folder, *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(f"clusterbot: {line}")


def test_a_picture_that_cannot_be_written_is_one_line(folder: Path) -> None:
    ran = run(folder, "r.pdf#1", "--picture", "/nowhere/p.png", "--file", folder / "r.pdf")
    assert (ran.code, ran.err.startswith("clusterbot: the picture cannot be written to '/nowhere/p.png'")) == (2, True)
