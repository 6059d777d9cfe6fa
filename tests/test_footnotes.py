from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.layout.footnotes import Footnote, parse, render
from knowledge.errors import DocumentError
from knowledge.records import Source

FULL = Footnote(
    "pub-seminars",
    Source("Title", "Publisher", "2023-01", "26-29", "Services", "https://example.org/a?b=c#d"),
    as_of="2022-10",
    valid_until="2024-12",
    supersedes=("old", "older"),
    compares=("this", "that"),
)


def read(line: str, label: str = "fact") -> Footnote:
    return parse(label, line)


def test_every_field_is_read_by_its_english_name() -> None:
    line = (
        "*Title* | Publisher | 2023-01 | p. 26-29 | section: Services | as of 2022-10 | until 2024-12"
        " | compares this that | supersedes old older | <https://example.org/a?b=c#d>"
    )
    assert parse("pub-seminars", line) == FULL


def test_every_field_is_read_by_its_german_name_and_in_any_order() -> None:
    line = (
        "*Title* | Publisher | <https://example.org/a?b=c#d> | ersetzt old older"
        " | vergleicht this that | gültig bis 2024-12 | Stand 2022-10"
        " | Abschnitt: Services | S. 26-29 | 2023-01"
    )
    assert parse("pub-seminars", line) == FULL


def test_the_title_alone_is_enough() -> None:
    assert read("*Only a title*") == Footnote("fact", Source("Only a title"))


def test_the_title_may_stand_without_asterisks_and_the_publisher_may_be_missing() -> None:
    assert read("Title | 2023").source == Source("Title", date="2023")


def test_without_a_publisher_the_second_field_is_empty_or_already_a_date_or_an_address() -> None:
    assert read("*T* | | p. 5").source == read("*T* |  | p. 5").source == Source("T", page="5")
    assert read("*T* | <https://x.org> | p. 5").source == Source("T", page="5", url="https://x.org")


@pytest.mark.parametrize("publisher", ["S. Fischer Verlag", "Stand 2023 e.V.", "Until Tomorrow", "p. 5"])
def test_a_publisher_may_begin_like_another_field(publisher: str) -> None:
    assert read(f"*T* | {publisher} | 2023").source == Source("T", publisher, "2023")


@pytest.mark.parametrize(
    ("written", "title"), [("*Rated 5**", "Rated 5*"), ("Rated 5*", "Rated 5*"), ("*", "*"), ("**A**", "*A*")]
)
def test_one_asterisk_at_each_end_is_no_part_of_the_title(written: str, title: str) -> None:
    assert read(written).source.title == title


def test_a_bar_with_a_backslash_belongs_to_the_field() -> None:
    assert read(r"*This \| that* | A\|B").source == Source("This | that", "A|B")
    assert read(r"*T* | P | section: One \| two").source.section == "One | two"


def test_a_page_may_be_a_range_or_several() -> None:
    assert [read(f"*T* | P | {page}").source.page for page in ("p. 5", "pp. 26-29", "S. 4 f.")] == [
        "5",
        "26-29",
        "4 f.",
    ]


@pytest.mark.parametrize("period", ["2022-10", "2012/2015", "undated", "undated (BMWK period)"])
def test_as_of_is_a_period(period: str) -> None:
    assert read(f"*T* | P | as of {period}").as_of == period


@pytest.mark.parametrize("label", ["pub-seminars", "pub-seminars.2", "pub-seminars.13"])
def test_a_number_behind_the_label_tells_several_footnotes_of_one_fact_apart(label: str) -> None:
    assert parse(label, "*T*").statement_id == "pub-seminars"


@pytest.mark.parametrize("label", ["", "Pub", "-a", "a b", "a.b", "a.", "ä", "a_b"])
def test_a_label_that_is_no_fact_id_is_refused(label: str) -> None:
    with pytest.raises(DocumentError, match="a label is a fact id such as pub-seminars"):
        parse(label, "*T*")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", r"footnote \[\^fact\] has no title"),
        ("**", r"footnote \[\^fact\] has no title"),
        ("*T* | P | nonsense", r"footnote \[\^fact\]: field 'nonsense' is none of"),
        ("*T* | P | Q", "field 'Q' is none of"),
        ("*T* | P | https://example.org", "field 'https://example.org' is none of"),
        ("*T* | P | <ftp://example.org>", "field '<ftp://example.org>' is none of"),
        ("*T* | P | 2023 | 2024", r"footnote \[\^fact\]: field '2024' is a second date"),
        ("*T* | P | p. 1 | S. 2", "field 'S. 2' is a second page"),
        ("*T* | P | as of 2023 | Stand 2024", "is a second as_of"),
        ("*T* | P | 2023-13", r"footnote \[\^fact\]: date '2023-13' is not of the form"),
        ("*T* | P | until soon", r"footnote \[\^fact\]: date 'soon' is not of the form"),
        ("*T* | P | as of last year", r"footnote \[\^fact\]: period 'last year' is no date"),
    ],
)
def test_a_line_that_breaks_a_rule_is_refused_with_the_rule(line: str, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        read(line)


def test_a_footnote_is_rendered_as_one_readable_line() -> None:
    assert render("pub-seminars.2", FULL) == (
        "[^pub-seminars.2]: *Title* | Publisher | 2023-01 | p. 26-29 | section: Services | as of 2022-10"
        " | until 2024-12 | supersedes old older | compares this that | <https://example.org/a?b=c#d>"
    )


WORDS = st.text("abcxyzÄÖÜß0123&|*\\,;:-()„“", min_size=1, max_size=8) | st.sampled_from(
    ["S.", "p.", "Stand", "until", "section:", "ersetzt", "2023"]
)
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
DATES = st.sampled_from(["1999", "2022-10", "2023-01-31"])
IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)


def or_none(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | strategy


@given(
    st.builds(
        Footnote,
        IDS,
        st.builds(
            Source,
            PHRASES,
            or_none(PHRASES.filter(lambda text: not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", text))),
            or_none(DATES),
            or_none(st.integers(1, 999).map(str)),
            or_none(PHRASES),
            or_none(IDS.map(lambda path: f"https://example.org/{path}")),
        ),
        as_of=or_none(DATES | st.just("undated (BMWK period)") | st.just("2012/2015")),
        valid_until=or_none(DATES),
        supersedes=st.lists(IDS, max_size=3).map(tuple),
        compares=st.lists(IDS, max_size=3).map(tuple),
    )
)
def test_what_is_rendered_is_parsed_back_to_the_same_record(footnote: Footnote) -> None:
    line = render(footnote.statement_id, footnote)
    assert parse(footnote.statement_id, line.partition("]: ")[2]) == footnote


@pytest.mark.parametrize(
    "source",
    [
        Source("Title", section="Part A | Part B"),
        Source("Title", publisher="S. Fischer Verlag"),
        Source("Title", publisher="Stand 2023 e.V."),
        Source("Rated 5*"),
    ],
)
def test_a_source_that_looks_like_a_field_survives_rendering_too(source: Source) -> None:
    assert parse("fact", render("fact", Footnote("fact", source)).partition("]: ")[2]).source == source
