"""`sources.toml`: what it says of files, what takes precedence, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import document
from made_files import column, pdf, write

from indexer.inputs.collecting import gather
from indexer.inputs.sources_file import SourceFacts, Sources, apply, read_sources
from knowledge.records import Passage, Source

FULL = """["report.txt"]
title = "Ten years"
publisher = "The Ministry"
date = "2022-10"
address = "https://example.org/report"
language = "de"
"""


def problems_of(folder: Path, text: str) -> list[str]:
    write(folder / "sources.toml", text)
    write(folder / "report.txt", "Words.")
    return read_sources(folder)[1]


def test_every_passage_names_what_the_file_says_of_its_document(tmp_path: Path) -> None:
    write(tmp_path / "report.txt", "The board decides.")
    write(tmp_path / "sources.toml", FULL)
    (found,) = gather([tmp_path]).documents
    source = Source("Ten years", "The Ministry", "2022-10", url="https://example.org/report")
    assert (found.title, found.language, found.source) == ("Ten years", "de", source)
    assert [(p.language, p.sources) for p in found.passages] == [("de", (source,))]


def test_what_the_file_does_not_say_stays_as_it_is(tmp_path: Path) -> None:
    before = document("a.txt", "Some words.")
    assert apply(before, SourceFacts()) == before


def test_the_source_of_a_footnote_is_not_that_of_the_document() -> None:
    other = Source("Elsewhere", page="3")
    before = document("a.md", "A fact.", sources=(other,))
    assert [p.sources for p in apply(before, SourceFacts(title="New")).passages] == [(other,)]


def test_page_and_section_of_a_passage_are_kept() -> None:
    own = Source("a")
    passage = Passage("a.pdf#0", "a.pdf", 0, 1, "x", "en", sources=(Source("a", page="7-8", section="Labels"),))
    (found,) = apply(
        document("a.pdf").__class__("a.pdf", "a", "en", "x", (passage,), own),
        SourceFacts(address="https://e.org/a.pdf"),
    ).passages
    assert found.sources == (Source("a", page="7-8", section="Labels", url="https://e.org/a.pdf#page=7"),)


def test_a_pdf_with_an_address_is_cited_at_its_pages(tmp_path: Path) -> None:
    data = pdf(*[lambda canvas: column(canvas, ["Some words stand here."]) and None] * 2)
    write(tmp_path / "r.pdf", data)
    write(tmp_path / "sources.toml", '["r.pdf"]\naddress = "https://example.org/r.pdf"\n')
    (found,) = gather([tmp_path]).documents
    assert [p.sources[0].url for p in found.passages] == [f"https://example.org/r.pdf#page={n}" for n in (1, 2)]


def test_a_file_in_a_folder_below_is_named_by_its_path_and_the_nearest_file_counts(tmp_path: Path) -> None:
    write(tmp_path / "sources.toml", '["sub/a.txt"]\ntitle = "From above"\n["sub/b.txt"]\ntitle = "From above"\n')
    write(tmp_path / "sub" / "sources.toml", '["b.txt"]\ntitle = "From beside"\n')
    for name in ("a.txt", "b.txt"):
        write(tmp_path / "sub" / name, "Words.")
    assert [d.title for d in gather([tmp_path]).documents] == ["From above", "From beside"]


def test_a_single_file_has_what_stands_beside_it(tmp_path: Path) -> None:
    write(tmp_path / "report.txt", "Words.")
    write(tmp_path / "sources.toml", FULL)
    assert [d.title for d in gather([tmp_path / "report.txt"]).documents] == ["Ten years"]


def test_nothing_above_the_folder_given_is_read(tmp_path: Path) -> None:
    write(tmp_path / "sources.toml", '["given/a.txt"]\ntitle = "From outside"\n')
    file = write(tmp_path / "given" / "a.txt", "Words.")
    assert Sources(tmp_path / "given").of(file) is None


@pytest.mark.parametrize(("value", "date"), [("2022-10-01", "2022-10-01"), ('"2022"', "2022"), ("2022", "2022")])
def test_dates_may_be_written_as_toml_has_them(value: str, date: str, tmp_path: Path) -> None:
    assert problems_of(tmp_path, f'["report.txt"]\ndate = {value}\n') == []
    assert read_sources(tmp_path)[0]["report.txt"].date == date


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('title = "x"', "'title' stands in no table. Write a line such as [\"report.pdf\"] above it"),
        (
            '["report.txt"]\ntitel = "x"',
            "'report.txt' has the unknown key 'titel'. Keys: title, publisher, date, address, language",
        ),
        (
            '[report.txt]\ntitle = "x"',
            "the table 'report' has a table inside. Write the file name in quotes: [\"report.txt\"]",
        ),
        ('["report.txt"]\ndate = "10/2022"', "'report.txt': date '10/2022': date '10/2022' is not of the form YYYY"),
        ('["report.txt"]\nlanguage = "fr"', "'report.txt': language 'fr' is not en or de. Correct it"),
        (
            '["report.txt"]\naddress = "javascript:x"',
            "'report.txt': address 'javascript:x': it is no address that begins",
        ),
        ('["report.txt"]\naddress = "https://[x"', "'report.txt': address 'https://[x'"),
        ('["report.txt"]\ntitle = " "', "'report.txt': title ' ': it is empty"),
        ('["report.txt"]\ntitle = 5', "'report.txt': title 5: Input should be a valid string"),
        ('["gone.txt"]\ntitle = "x"', "there is no file 'gone.txt' beside it. Correct the name, or remove the table"),
        ("[[", "is no TOML: "),
        ('["report.txt"]\ntitle = "x"\n["report.txt"]\ntitle = "y"', "is no TOML: "),
        ("a = " + "[" * 20_000, "has too many tables inside each other"),
    ],
)
def test_each_mistake_is_one_line(text: str, problem: str, tmp_path: Path) -> None:
    (line,) = problems_of(tmp_path, text)
    assert str(tmp_path / "sources.toml") in line
    assert problem in line
    assert "\n" not in line


def test_documents_are_read_although_their_sources_are_not(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Words.")
    write(tmp_path / "sources.toml", b"\xff\x00\xff")
    gathered = gather([tmp_path])
    assert [d.doc_id for d in gathered.documents] == ["a.txt"]
    assert len(gathered.unreadable) == 1
