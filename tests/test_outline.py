"""Paragraphs to sections: headings, years, questions, lists, tables of contents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.layout.outline import Section, sections
from indexer.layout.paragraphs import paragraphs

PROSE = "The office visits the clusters every year and reports what it found there. Members read the report."
OTHER = "In the summer a second conference was held, at which the networks presented what they had done so far."
BOOK = (
    f"Contents\n\nForeword\t2\nThe years\t4\nMembers\t4\nThe end\t9\n\nForeword\n\n{PROSE}\n\nThe years\n\n{OTHER}\n\n"
)
PARTS = [
    "2012",
    "Title",
    PROSE,
    "Why is that?",
    "- item\n- item",
    "We offer:",
    "Foreword\t2\nEnd\t4\nTitle\t5",
    "End",
    "x: y",
]


def outline(raw: str) -> list[tuple[tuple[str, ...], str]]:
    return [(s.headings, "\n\n".join(p.text for p in s.paragraphs)) for s in sections(paragraphs(raw))]


def test_text_without_headings_is_one_section() -> None:
    assert outline(f"{PROSE}\n\n{OTHER}") == [((), f"{PROSE}\n\n{OTHER}")]


def test_a_short_line_above_a_paragraph_is_its_heading() -> None:
    assert outline(f"{PROSE}\n\nConferences\n\n{OTHER}") == [((), PROSE), (("Conferences",), OTHER)]


@pytest.mark.parametrize(
    "line", ["Sends photos:", "Tel.: +49 30 1234567", "¹ See Porter", "www.example.org", "42", "Yes!"]
)
def test_other_short_lines_stay_with_what_is_before(line: str) -> None:
    assert outline(f"{PROSE}\n\n{line}\n\n{OTHER}") == [((), f"{PROSE}\n\n{line}\n\n{OTHER}")]


def test_captions_without_paragraph_stay_with_what_is_before() -> None:
    assert outline(f"{PROSE}\n\nMichele Jennae\n\nConferences\n\n{OTHER}") == [
        ((), f"{PROSE}\n\nMichele Jennae"),
        (("Conferences",), OTHER),
    ]


@pytest.mark.parametrize(
    "year", ["2016", "2012 – 2015", "2013/2014", "2012 | 2014 2017 | 2021", "From 2020", "Seit 2019"]
)
def test_a_year_stays_with_its_event(year: str) -> None:
    assert outline(f"{PROSE}\n\n{year}\n\nThe roadshow\n\n{OTHER}") == [
        ((), PROSE),
        (("The roadshow",), f"{year}\n\n{OTHER}"),
    ]


def test_an_event_without_title_begins_a_section_too() -> None:
    assert outline(f"{PROSE}\n\n2016\n\n{OTHER}") == [((), PROSE), ((), f"2016\n\n{OTHER}")]


def test_years_of_a_chart_are_captions() -> None:
    chart = "1990 – 2000\n\nPhase 1\n\n2000 – 2010\n\nPhase 2"
    assert outline(f"{PROSE}\n\n{chart}") == [((), f"{PROSE}\n\n{chart}")]


def test_a_question_is_the_heading_of_its_answers() -> None:
    raw = f"Talk with the board\n\nAnna Beispiel\n\nWho are you?\n\nI chair it.\n\nMe too.\n\nAnd what do you do?\n\n{PROSE}"
    talk = ("Talk with the board",)
    assert outline(f"{OTHER}\n\n2020\n\n{raw}")[1:] == [
        ((*talk, "Anna Beispiel"), "2020"),
        ((*talk, "Anna Beispiel", "Who are you?"), "I chair it.\n\nMe too."),
        ((*talk, "Anna Beispiel", "And what do you do?"), PROSE),
    ]


def test_a_question_that_nobody_answers_is_text() -> None:
    assert outline("What is next?\n\nWho knows?") == [
        (("What is next?",), "What is next?"),
        (("Who knows?",), "Who knows?"),
    ]


def test_a_question_within_a_paragraph_is_text() -> None:
    assert outline(f"What is it? {PROSE}") == [((), f"What is it? {PROSE}")]


def test_a_paragraph_that_says_more_than_it_asks_is_text() -> None:
    assert outline(f"{PROSE} Why?\n\n{OTHER}") == [((), f"{PROSE} Why?\n\n{OTHER}")]


def test_a_list_stays_with_what_introduces_it() -> None:
    assert outline("Let me list them:\n\n- 1) the label\n- 2) the advice") == [
        ((), "Let me list them:\n- 1) the label\n- 2) the advice")
    ]


def test_lines_of_an_address_stay_with_what_announces_them() -> None:
    raw = f"Information:\n\nThe office\n\n10623 Berlin\n\ninfo@example.org\n\n{PROSE}"
    assert outline(raw) == [((), f"Information:\nThe office\n10623 Berlin\ninfo@example.org\n\n{PROSE}")]


# -- tables of contents -----------------------------------------------------------------------


def found(raw: str) -> list[Section]:
    return sections(paragraphs(raw))


def test_a_table_of_contents_is_left_out_and_tells_chapters_and_their_pages() -> None:
    end = f"Members\n\nAll sixteen:\n\n- Alpha\n- Beta\n\nThe end\n\n{PROSE}"
    assert [(s.headings, {p.pages for p in s.paragraphs}) for s in found(BOOK + end)] == [
        (("Foreword",), {(2, 3)}),
        (("The years",), {(4, 8)}),
        (("Members",), {(4, 8)}),
        (("The end",), {(9, 9)}),
    ]


@pytest.mark.parametrize("gap", ["\t", " ..... ", "     ", " . . . . "])
def test_entries_are_told_by_tab_dots_or_a_gap(gap: str) -> None:
    assert found(BOOK.replace("\t", gap))[0].headings == ("Foreword",)
    assert "Contents" not in str(found(BOOK.replace("\t", gap)))


def test_a_chapter_without_text_is_the_part_to_which_the_next_belongs() -> None:
    raw = f"One\t1\nTwo\t2\nThree\t5\n\nOne\n\nTwo\n\n{PROSE}\n\nThree\n\n{OTHER}"
    assert [s.headings for s in found(raw)] == [("One – Two",), ("Three",)]


def test_a_chapter_is_known_whatever_its_spacing_and_quotes() -> None:
    raw = f"Network smart ³\t1\n“Two”\t2\nThree\t5\n\nNetwork smart³\n\n{PROSE}\n\n„Two“\n\n{OTHER}\n\nThree\n\n{PROSE}"
    assert [s.headings for s in found(raw)] == [("Network smart³",), ("„Two“",), ("Three",)]


def test_pages_that_the_text_itself_shows_come_before_those_of_the_contents() -> None:
    raw = BOOK.replace("Foreword\n\nThe office", "\fForeword\n\nThe office").replace(
        "The years\n\nIn", "\fThe years\n\nIn"
    )
    assert [p.pages for s in found(raw) for p in s.paragraphs] == [(2, 2), (3, 3)]


def test_a_table_of_other_numbers_is_text() -> None:
    raw = f"Bronze\t4\nSilver\t42\nGold\t140\n\n{PROSE}"
    assert outline(raw) == [((), f"Bronze 4\nSilver 42\nGold 140\n\n{PROSE}")]


@given(st.lists(st.sampled_from(PARTS), max_size=20))
def test_every_paragraph_is_in_a_section_or_a_heading_but_for_contents(parts: list[str]) -> None:
    raw = "\n\n".join(part for part in parts if "\t" not in part)
    said = " ".join(" ".join((*headings, text)) for headings, text in outline(raw)).replace(" – ", " ")
    assert set(raw.split()) <= set(said.split())
