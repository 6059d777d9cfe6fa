"""Words that were divided at line ends, and lines put together over the end of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.layout.divided_words import Vocabulary, ends_in_word, joined, seam
from indexer.loaders.pdf_layout import cell_text
from indexer.loaders.pdf_pages import Word

LINES = st.lists(
    st.tuples(st.sampled_from(["word", "go-", "Wort ", "12-", "- x", "und so", "\u00ad", ""]), st.integers(1, 3)),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Innovations-", "cluster wachsen", "Innovationscluster wachsen"),
        ("Innovations\u00ad", "cluster", "Innovationscluster"),
        ("die Förde-", "rung", "die Förderung"),
        ("in Baden-", "Württemberg", "in Baden-Württemberg"),
        ("auf Bundes-", "und Landesebene", "auf Bundes- und Landesebene"),
        ("well-", "known names", "well-known names"),
        ("business-", "driven initiatives", "business-driven initiatives"),
        ("an organi-", "sation", "an organisation"),
        ("from 2012-", "2014", "from 2012-2014"),
        ("the 5G-", "Netze", "the 5G-Netze"),
        ("see page -", "word", "see page - word"),
        ("the end", "of it", "the end of it"),
        ("the end", "", "the end"),
        ("", "of it", "of it"),
    ],
)
def test_a_word_divided_at_a_line_end_is_put_together(first: str, second: str, whole: str) -> None:
    assert "".join(seam(first, second, Vocabulary())) == whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The go-cluster programme", "the go-cluster"),
        ("The gocluster programme", "the gocluster"),
        ("The go-cluster here, the gocluster there, the gocluster again", "the gocluster"),
        ("The first line ends with go-\ncluster", "the go-cluster"),  # which tells nothing
    ],
)
def test_how_the_text_mostly_writes_a_word_within_its_lines_decides(text: str, whole: str) -> None:
    assert "".join(seam("the go-", "cluster", Vocabulary(text))) == whole


@pytest.mark.parametrize(("line", "expected"), [("Förde-", True), ("2012-", True), ("page -", False), ("-", False)])
def test_a_line_ends_in_a_word_when_a_hyphen_is_behind_one(line: str, expected: bool) -> None:
    assert ends_in_word(line) is expected


def test_lines_put_together_tell_where_another_page_begins() -> None:
    text, turns = joined([("It goes on be-", 3), ("hind the page", 4), ("and on", 4), ("and on.", 6)], Vocabulary())
    assert text == "It goes on behind the page and on and on."
    assert [(text[at : at + 4], page) for at, page in turns] == [("hind", 4), ("and ", 6)]


@given(LINES)
def test_letters_and_digits_are_neither_lost_nor_made(lines: list[tuple[str, int]]) -> None:
    def plain(text: str) -> str:
        return "".join(filter(str.isalnum, text))

    text, turns = joined(lines, Vocabulary())
    assert plain(text) == plain("".join(line for line, _ in lines))
    assert [at for at, _ in turns] == sorted(at for at, _ in turns)
    assert all(0 <= at <= len(text) for at, _ in turns)


def test_the_lines_of_a_cell_are_put_together_in_the_same_way() -> None:
    def word(text: str, base: float) -> Word:
        return Word(text, 0, 40, base, 10, False)

    assert (
        cell_text([word("go-", 10), word("cluster", 22), word("Förde-", 34), word("rung", 46)])
        == "go-cluster Förderung"
    )
    assert cell_text([]) == ""
