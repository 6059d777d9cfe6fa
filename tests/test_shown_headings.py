"""PDF: headings that only the words show – questions of an interview, years, short lines – and lists that leave their page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from made_files import column, pdf, wrapped
from reportlab.pdfgen.canvas import Canvas

from indexer.loaders import pdf as loader
from indexer.loaders.blocks import Block
from indexer.loaders.shown_headings import with_shown_headings
from knowledge.records import Document

ANSWER = (
    "I chair the board of the programme and have done so since it began. My colleague joined in the spring of 2014."
)
OTHER = "The roadshow came to five cities, and many members of the networks took part in it with great joy and profit."
Page = list[tuple[str, float, str]]  # text, size, font
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"


def read(*pages: Page, top: float = 80) -> Document:
    def draw(page: Page) -> Callable[[Canvas], None]:
        def on(canvas: Canvas) -> None:
            at = top
            for text, size, font in page:
                at = column(canvas, wrapped(text, 420, size, font), top=at, size=size, font=font) + 13

        return on

    return loader.load_bytes(pdf(*map(draw, pages)), "a.pdf", name="a")


def plain(*texts: str) -> Page:
    return [(text, 10, PLAIN) for text in texts]


def told(document: Document) -> list[tuple[str, str, str | None]]:
    return [(p.heading, p.text, p.sources[0].page) for p in document.passages]


# -- where the type shows no headings ----------------------------------------------------------


def test_a_question_of_an_interview_is_the_heading_of_its_answers_also_on_the_next_page() -> None:
    document = read(
        plain(OTHER, "Anna Beispiel", "Who are you, and what do you do?", ANSWER),
        plain("Me too, by the way.", "And what comes next?", OTHER),
    )
    who, what = "Anna Beispiel › Who are you, and what do you do?", "Anna Beispiel › And what comes next?"
    assert told(document) == [
        ("", OTHER, "1"),
        (who, ANSWER, "1"),
        (who, "Me too, by the way.", "2"),
        (what, OTHER, "2"),
    ]
    assert [p.sources[0].section for p in document.passages][1:] == [
        "Who are you, and what do you do?",
        "Who are you, and what do you do?",
        "And what comes next?",
    ]


def test_a_year_keeps_its_event() -> None:
    assert told(read(plain(ANSWER, "2016", "The roadshow", OTHER))) == [
        ("", ANSWER, "1"),
        ("The roadshow", f"2016\n\n{OTHER}", "1"),
    ]


def test_a_question_that_nobody_answers_is_said() -> None:
    document = read(plain(ANSWER, "Is there more to come?"))
    assert told(document)[-1] == ("Is there more to come?", "Is there more to come?", "1")


def test_a_question_within_a_paragraph_stays_there() -> None:
    assert told(read(plain(f"Why is that so? {ANSWER}"))) == [("", f"Why is that so? {ANSWER}", "1")]


# -- where it does -----------------------------------------------------------------------------

REPORT: Page = [
    ("The Report", 24, PLAIN),
    *plain(OTHER),
    ("1 Admission", 15, PLAIN),
    *plain("Table of the members", OTHER, "Who decides in the end?", ANSWER, "2016", OTHER),
    ("2 Labels", 15, PLAIN),
    *plain(OTHER),
]


def test_under_headings_of_its_type_only_questions_are_headings() -> None:
    assert [(heading, text) for heading, text, _ in told(read(REPORT))] == [
        ("The Report", OTHER),
        ("The Report › 1 Admission", f"Table of the members\n\n{OTHER}"),
        ("The Report › 1 Admission › Who decides in the end?", f"{ANSWER}\n\n2016\n\n{OTHER}"),
        ("The Report › 2 Labels", OTHER),
    ]


def test_a_question_in_bold_type_is_a_heading_once() -> None:
    page: Page = [
        ("Talk", 20, PLAIN),
        ("Who are you?", 10, BOLD),
        *plain(ANSWER),
        ("And then?", 10, BOLD),
        *plain(OTHER),
    ]
    assert [heading for heading, *_ in told(read(page))] == ["Talk › Who are you?", "Talk › And then?"]


# -- lists -------------------------------------------------------------------------------------


def test_items_on_the_next_pages_keep_the_introduction_of_their_list() -> None:
    document = read(
        plain(OTHER, "The members are given the following:", "• advice on strategy"),
        plain("• seminars for managers", "• visits"),
        plain("• a label", OTHER),
    )
    introduction = "The members are given the following:"
    assert told(document) == [
        ("", f"{OTHER}\n\n{introduction}\n- advice on strategy", "1"),
        (introduction, "- seminars for managers\n- visits", "2"),
        (introduction, f"- a label\n\n{OTHER}", "3"),
    ]


@pytest.mark.parametrize("before", ["The members are given advice.", "• an item without introduction"])
def test_items_on_the_next_page_have_no_introduction_where_there_is_none(before: str) -> None:
    assert told(read(plain(OTHER, before), plain("• seminars for managers")))[-1] == (
        "",
        "- seminars for managers",
        "2",
    )


# -- blocks ------------------------------------------------------------------------------------


def test_blank_blocks_are_left_out_and_the_others_keep_their_page_kind_and_turns() -> None:
    blocks = [Block(" \x00 ", "", page=1), Block("Row: 1", "", "row", 2), Block(ANSWER, "", page=2, turns=((20, 3),))]
    assert with_shown_headings(blocks) == blocks[1:]


def test_a_heading_does_not_reach_into_the_next_section_of_the_type() -> None:
    blocks = [Block("Who decides?", "A"), Block(ANSWER, "A"), Block(OTHER, "B")]
    assert [(block.heading, block.text) for block in with_shown_headings(blocks)] == [
        ("A › Who decides?", ANSWER),
        ("B", OTHER),
    ]
