"""Raw text to paragraphs: lines, divided words, broken sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.layout.paragraphs import Paragraph, paragraphs

PARTS = [
    "Wort",
    "word ",
    "and ",
    "- item\n",
    "1. ",
    "2012",
    "\n",
    "\n\n",
    "\f",
    ". ",
    "? ",
    "Inno-\n",
    "vation",
    "Ä",
    ": ",
    "\t",
]
LONG = "The programme was launched in the summer of that year and has since brought together the networks and clusters of the"


def texts(raw: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(raw)]


def test_wrapped_lines_of_prose_become_one_line() -> None:
    raw = "The office visits the clusters every year and\nreports what it found there. Members read the\nreport."
    assert texts(raw) == [raw.replace("\n", " ")]


def test_a_line_that_begins_small_goes_on_with_the_one_before() -> None:
    assert texts("Ministry for Economic Affairs\nand Climate Action") == [
        "Ministry for Economic Affairs and Climate Action"
    ]


def test_short_lines_stay_lines() -> None:
    assert texts("Public Relations\n11019 Berlin\nwww.example.org") == [
        "Public Relations\n11019 Berlin\nwww.example.org"
    ]


def test_items_of_a_list_keep_their_lines_and_take_up_what_is_wrapped() -> None:
    raw = "We offer:\n- advice on strategy and\n  finance;\n- seminars\n• visits\n1) Talks"
    assert texts(raw) == ["We offer:\n- advice on strategy and finance;\n- seminars\n• visits\n1) Talks"]


def test_a_number_within_a_sentence_begins_no_item() -> None:
    raw = "The office was opened by the minister in Berlin on\n20. May 2019 before many guests from the networks."
    assert texts(raw) == [raw.replace("\n", " ")]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Compe-", "tence Networks", "Competence Networks"),
        ("Innovations-", "cluster in Sachsen", "Innovationscluster in Sachsen"),
        ("Forschungs-", "und Technologiepolitik", "Forschungs- und Technologiepolitik"),
        ("Research-", "and technology", "Research- and technology"),
        ("Baden-", "Württemberg", "Baden-Württemberg"),
        ("business-", "driven initiatives", "business-driven initiatives"),
        ("2012-", "launched", "2012-launched"),
    ],
)
def test_words_divided_at_a_line_end_are_put_together(first: str, second: str, whole: str) -> None:
    assert texts(f"This is about the {first}\n{second}.") == [f"This is about the {whole}."]


@pytest.mark.parametrize(("said", "whole"), [("Zykloban", "Zykloban"), ("Zyklo-ban", "Zyklo-ban")])
def test_how_the_text_writes_a_word_elsewhere_decides_about_its_hyphen(said: str, whole: str) -> None:
    assert texts(f"They built the Zyklo-\nban.\n\nThe {said} runs.") == [
        f"They built the {whole}.",
        f"The {said} runs.",
    ]


def test_a_sentence_that_a_blank_line_breaks_is_one() -> None:
    assert texts("The third phase of the programme was\n\nmarked by times of crisis in all the regions.") == [
        "The third phase of the programme was marked by times of crisis in all the regions."
    ]


def test_a_sentence_that_captions_break_is_one_and_they_follow() -> None:
    raw = (
        f"{LONG}\n\nPhase 1\n\n2012\nStart\n\nSource: own picture\n\ncountry in a network with many members of its own."
    )
    assert texts(raw) == [
        f"{LONG} country in a network with many members of its own.",
        "Phase 1",
        "2012\nStart",
        "Source: own picture",
    ]


def test_the_nearest_unfinished_line_goes_on() -> None:
    raw = f"{LONG}\n\nA heading of this text\n\nThe third phase of it was\n\nmarked by times of crisis in all the regions."
    assert texts(raw)[-1] == "The third phase of it was marked by times of crisis in all the regions."


@pytest.mark.parametrize(
    "raw",
    [
        f"{LONG} country.\n\nand this begins small, for whatever reason there is.",
        "Short title\n\nbmwk.de is where all of this can be read by you.",
        f"{LONG}\n\nThis begins with a capital letter, so it is another one.",
        f"{LONG}\n\nA whole sentence stands between.\n\nand this begins small, whatever the reason.",
    ],
)
def test_other_paragraphs_stay_apart(raw: str) -> None:
    assert texts(raw) == raw.split("\n\n")


def test_a_paragraph_stands_on_its_page_and_a_broken_sentence_on_both() -> None:
    assert paragraphs(f"Title\n\n{LONG}\fcountry in a network of many members.\n\nEnd.\f") == [
        Paragraph("Title", (1, 1)),
        Paragraph(f"{LONG} country in a network of many members.", (1, 2)),
        Paragraph("End.", (2, 2)),
    ]


@pytest.mark.parametrize(
    ("text", "is_list"), [("- a\n- b", True), ("1. a\n2. b", True), ("2. Treffen", False), ("a", False)]
)
def test_a_list_has_items(text: str, is_list: bool) -> None:
    assert Paragraph(text).is_list is is_list


@given(st.lists(st.sampled_from(PARTS), max_size=60).map("".join))
def test_letters_are_neither_lost_nor_made(raw: str) -> None:
    found = "".join(texts(raw))
    assert sorted(c for c in found if c.isalpha()) == sorted(c for c in raw if c.isalpha())


@given(st.text())
def test_any_text_has_paragraphs_without_blank_ones(raw: str) -> None:
    assert all(text.strip() for text in texts(raw))
