"""Plain text to documents: sections, pages and lists in what passages cite; hostile shapes in linear time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.layout.splitter import MAX_CHARS
from indexer.loaders.text import document, load
from knowledge.errors import DocumentError
from knowledge.records import Document, Source

PROSE = "The office visits the clusters every year and reports what it found there. Members read the report."
PARTS = [
    "2012",
    "Title",
    PROSE,
    "Why?",
    "- item;\n- item",
    "We offer:",
    "\f",
    "\n",
    "\n\n",
    "17",
    "word-\n",
    "wörter",
    "\t3\n",
]


def made(raw: str, **known: str) -> Document:
    return document(raw, "a.txt", Source(title="The Report", **known))


def test_a_passage_cites_its_section_and_page_with_what_is_known_of_the_source() -> None:
    found = made(f"{PROSE}\fConferences\n\n{PROSE}", publisher="The Office", date="2023-01")
    assert found.passages[1].sources == (
        Source(title="The Report", publisher="The Office", date="2023-01", page="2", section="Conferences"),
    )
    assert found.passages[1].heading == "The Report › Conferences"
    assert found.source == Source(title="The Report", publisher="The Office", date="2023-01")


def test_a_passage_on_two_pages_cites_both() -> None:
    assert [p.sources[0].page for p in made(f"One. {PROSE}\fTwo. {PROSE}\f{PROSE * 9}").passages] == ["1-2", "3"]


def test_headings_do_not_begin_with_a_title_that_is_a_file_name() -> None:
    found = document(f"Conferences\n\n{PROSE}", "a.txt", Source(title="a"), has_title=False)
    assert found.passages[0].heading == "Conferences"


def test_the_title_is_no_section_of_its_own() -> None:
    passage = made(f"The Report\n\n{PROSE}").passages[0]
    assert (passage.heading, passage.sources[0].section) == ("The Report", None)


def test_items_of_a_long_list_have_its_introduction_as_heading() -> None:
    raw = "Members get:\n\n" + "\n".join(f"- service number {n} of those that there are;" for n in range(60))
    first, *rest = made(raw).passages
    assert first.text.startswith("Members get:\n- service number 0")
    assert {(p.heading, p.sources[0].section) for p in rest} == {("The Report › Members get:", "Members get:")}


def test_form_feeds_in_a_file_divide_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(f"One. {PROSE * 9}\n\f\nTwo. {PROSE * 9}\n".encode())
    assert [p.sources[0].page for p in load(tmp_path / "a.txt", "a.txt").passages] == ["1", "2"]


def test_a_file_of_form_feeds_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\f\n\f")
    with pytest.raises(DocumentError, match=r"'a.txt' is empty"):
        load(tmp_path / "a.txt", "a.txt")


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("\n".join) | st.text())
def test_offsets_count_in_the_text_and_no_passage_is_blank_or_too_long(raw: str) -> None:
    found = made(raw)
    for passage in found.passages:
        assert found.text[passage.start : passage.end] == passage.text
        assert passage.text.strip() == passage.text != ""
        assert len(passage.text) <= MAX_CHARS
    assert len({p.passage_id for p in found.passages}) == len(found.passages)


@given(st.lists(st.sampled_from([part for part in PARTS if part != "\f"]), max_size=40).map("\n".join))
def test_no_sentence_is_lost(raw: str) -> None:
    assert sum(p.text.count("reports what") for p in made(raw).passages) == raw.count("reports what")


@pytest.mark.parametrize(
    "raw",
    [
        "a" + " " * 300_000 + "b",
        "." * 300_000 + "a",
        "Dr. " * 80_000,
        "these are forty characters of small words of\n" * 6_000,
        "these are forty characters of small words of\n\n" * 6_000,
        "2012\n\nShort line\n\n" * 10_000,
        "Here:\n" + "- item one two three\n" * 15_000,
        "a\t1\n" * 30_000,
        "word-\n" * 30_000,
        "x" * 400_000,
    ],
    ids=["spaces", "stops", "abbreviations", "lines", "broken", "years", "items", "tabs", "hyphens", "word"],
)
def test_hostile_shapes_are_read_whole(raw: str) -> None:
    assert all(len(p.text) <= MAX_CHARS for p in made(raw).passages)
