from __future__ import annotations

import pytest
from made import passage

from knowledge.quotation.citing import Citations, date_remark, marks, with_marks
from knowledge.records import Citation, Passage, Source

FIRST = Source(title="First", publisher="P", date="2023-01", page="26-29", section="S", url="https://example.org/1")
SECOND, THIRD, FOURTH = Source(title="Second"), Source(title="Third"), Source(title="Fourth")


def told(*sources: Source, **known: object) -> Passage:
    return passage("d#1", "Ten members met. They left.", sources=sources, **known)


def test_a_citation_names_the_passage_the_quote_and_the_original_source() -> None:
    citations = Citations()
    assert citations.cite(told(FIRST), "Ten members met.") == (1,)
    assert citations.all == (
        Citation(
            number=1,
            doc_id="d",
            passage_id="d#1",
            title="First",
            publisher="P",
            date="2023-01",
            page="26-29",
            section="S",
            url="https://example.org/1",
            quote="Ten members met.",
        ),
    )


def test_each_source_of_a_passage_has_a_number_of_its_own_up_to_eight() -> None:
    citations = Citations()
    nine = (FIRST, SECOND, THIRD, FOURTH, *(Source(title=f"Source {n}") for n in range(5, 10)))
    assert citations.cite(told(*nine), "They left.") == (1, 2, 3, 4, 5, 6, 7, 8)
    assert [c.title for c in citations.all] == [source.title for source in nine[:8]]


def test_a_limit_cites_only_the_first_sources() -> None:
    assert Citations().cite(told(FIRST, SECOND), "They left.", limit=1) == (1,)


def test_the_same_quote_of_the_same_source_keeps_its_number() -> None:
    citations = Citations()
    citations.cite(told(FIRST), "They left.")
    citations.cite(told(FIRST), "Ten members met.")
    assert citations.cite(told(FIRST, SECOND), "They left.") == (1, 3)
    assert [c.number for c in citations.all] == [1, 2, 3]


def test_the_citations_of_a_passage_are_found_whatever_they_quote() -> None:
    citations = Citations()
    citations.cite(told(FIRST), "They left.")
    citations.cite(passage("d#2", "They left.", sources=(FIRST,)), "They left.")
    citations.cite(told(FIRST), "Ten members met.")
    assert citations.of(told(FIRST)) == (1, 3)
    assert citations.of(passage("d#3", "They left.")) == ()


def test_the_same_words_of_another_passage_have_a_number_of_their_own() -> None:
    citations = Citations()
    assert citations.cite(told(FIRST), "They left.") == (1,)
    assert citations.cite(passage("e#1", "They left.", sources=(FIRST,)), "They left.") == (2,)


def test_a_passage_without_a_source_cites_its_document() -> None:
    citations = Citations()
    assert citations.cite(passage("notes.txt#1", "Words."), "Words.") == (1,)
    assert (citations.all[0].title, citations.all[0].publisher) == ("notes.txt", None)


@pytest.mark.parametrize("quote", ["ten members met.", "Ten members  met.", "Eleven members met."])
def test_what_does_not_stand_in_the_passage_cannot_be_quoted(quote: str) -> None:
    with pytest.raises(ValueError, match="quote is not in passage 'd#1': quote its text as it is"):
        Citations().cite(told(FIRST), quote)


def test_nothing_cited_has_no_citations() -> None:
    assert Citations().all == ()


@pytest.mark.parametrize(("numbers", "expected"), [((), ""), ((1,), "[1]"), ((2, 10), "[2] [10]")])
def test_marks_are_numbers_in_brackets(numbers: tuple[int, ...], expected: str) -> None:
    assert marks(numbers) == expected


@pytest.mark.parametrize(
    ("statement", "remark", "expected"),
    [
        ("It is so.", "", "It is so. [1] [2]"),
        ("It is so.", "(as of 2023)", "It is so. (as of 2023) [1] [2]"),
        ("These:\n- one\n- two", "", "These: [1] [2]\n- one\n- two"),
        ("These:\n- one", "(as of 2023)", "These: (as of 2023) [1] [2]\n- one"),
    ],
)
def test_marks_stand_behind_the_first_paragraph_and_its_remark(statement: str, remark: str, expected: str) -> None:
    assert with_marks(statement, (1, 2), remark) == expected


def test_a_statement_without_citations_stays_as_it_is() -> None:
    assert with_marks("It is so.", ()) == "It is so."


@pytest.mark.parametrize(
    ("text", "as_of", "english", "german"),
    [
        ("It has 30 members.", "2022-10", "(as of October 2022)", "(Stand: Oktober 2022)"),
        ("It has 30 members.", "2012/2015-03", "(as of March 2015)", "(Stand: März 2015)"),
        ("In 2022 it had 30 members.", "2022-10", "", ""),
        ("In 2014 it had 30 members.", "2012/2015", "", ""),
        ("In 2011 it had 30 members.", "2022-10", "(as of October 2022)", "(Stand: Oktober 2022)"),
        ("It has 30 members.", "undated", "(source undated)", "(Quelle ohne Datum)"),
        ("It has 30 members.", "undated (web page)", "(source undated)", "(Quelle ohne Datum)"),
        ("It has 30 members (undated).", "undated", "", ""),
        ("Undatierte Quelle: 30 Mitglieder.", "undated", "", ""),
        ("Es hat 30 Mitglieder (Angabe ohne Datum).", "undated", "", ""),
        ("A page without date says 30.", "undated", "", ""),
        ("It has 30 members.", None, "", ""),
    ],
)
def test_a_statement_that_does_not_say_when_it_held_is_followed_by_it(
    text: str, as_of: str | None, english: str, german: str
) -> None:
    made = passage("d#1", text, kind="statement", as_of=as_of)
    assert (date_remark(made, "en"), date_remark(made, "de")) == (english, german)


@pytest.mark.parametrize("kind", ["text", "profile", "gap"])
def test_only_statements_are_followed_by_their_date(kind: str) -> None:
    assert date_remark(passage("d#1", "It has 30 members.", kind=kind, as_of="2022"), "en") == ""
