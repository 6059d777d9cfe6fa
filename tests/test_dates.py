from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.words.dates import check_date, check_period, is_dated, last_date, spoken, years

GOOD_DATES = ["2023", "2023-01", "2023-12", "2023-01-31", None]
BAD_DATES = [
    "",
    "23",
    "2023-1",
    "2023-00",
    "2023-13",
    "2023-01-00",
    "2023-01-32",
    "2023-01-01T10",
    "01/2023",
    "undated",
]


@pytest.mark.parametrize("value", GOOD_DATES)
def test_an_iso_date_of_any_precision_passes(value: str | None) -> None:
    assert check_date(value) == value


@pytest.mark.parametrize("value", BAD_DATES)
def test_anything_else_is_refused_with_the_form_to_write(value: str) -> None:
    with pytest.raises(ValueError, match="is not of the form YYYY, YYYY-MM or YYYY-MM-DD"):
        check_date(value)


@given(st.dates())
def test_every_day_of_the_calendar_passes(day: object) -> None:
    assert check_date(str(day)) == str(day)


@pytest.mark.parametrize("value", ["2023-02-30", "2023-02-29", "2023-04-31", "2023-01\n", "２０２３"])
def test_a_day_that_is_not_in_the_calendar_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="is not of the form"):
        check_date(value)


@pytest.mark.parametrize(
    "value", [None, "2022-10", "2012/2015", "2020-07/2022-07", "2015/undated", "undated", "undated (BMWi)"]
)
def test_a_date_two_dates_or_undated_is_a_period(value: str | None) -> None:
    assert check_period(value) == value


@pytest.mark.parametrize(
    "value",
    ["", "/", "2012/", "2012/2013/2014", "undated ()", "undated(x)", "undated\n", "since 2012", "2012-2015"],
)
def test_anything_else_is_no_period(value: str) -> None:
    with pytest.raises(ValueError, match="is no date, no date/date and not 'undated"):
        check_period(value)


@pytest.mark.parametrize(
    ("period", "dated", "last"),
    [
        (None, False, ""),
        ("undated", False, ""),
        ("undated (valid until 2026-11-30)", False, ""),
        ("2022-10", True, "2022-10"),
        ("2012/2015", True, "2015"),
        ("2015/undated", True, "2015"),
        ("undated (seen/2015/there)", False, ""),
        ("undated/undated", False, ""),
    ],
)
def test_the_last_date_of_a_period_sorts_it(period: str | None, dated: bool, last: str) -> None:
    assert (is_dated(period), last_date(period)) == (dated, last)


def test_a_period_with_an_unknown_beginning_has_its_end_as_last_date() -> None:
    assert check_period("undated/2015") == "undated/2015"
    assert (is_dated("undated/2015"), last_date("undated/2015")) == (True, "2015")


def test_what_is_undated_sorts_before_all_dates() -> None:
    assert sorted(["2020/2022", "undated", "2012", "2021-03"], key=last_date) == [
        "undated",
        "2012",
        "2021-03",
        "2020/2022",
    ]


@pytest.mark.parametrize(
    ("period", "spanned"),
    [
        (None, set()),
        ("undated", set()),
        ("undated (2012/2015)", set()),
        ("2022-10", {"2022"}),
        ("2012/2015", {"2012", "2013", "2014", "2015"}),
        ("2020-07/2021-01", {"2020", "2021"}),
        ("2015/undated", {"2015"}),
    ],
)
def test_a_period_spans_its_years(period: str | None, spanned: set[str]) -> None:
    assert years(period) == spanned


@pytest.mark.parametrize(
    ("date", "english", "german"),
    [
        ("2023", "2023", "2023"),
        ("2023-01", "January 2023", "Januar 2023"),
        ("2023-03-01", "1 March 2023", "1. März 2023"),
        ("2023-12-31", "31 December 2023", "31. Dezember 2023"),
        ("undated", "undated", "undated"),
    ],
)
def test_a_date_is_spoken_as_precisely_as_it_is_known(date: str, english: str, german: str) -> None:
    assert (spoken(date, "en"), spoken(date, "de")) == (english, german)
