"""Dates, numbers, addresses and names as people write them."""

from __future__ import annotations

import pytest

from indexer.loaders.profile_checks import cities, fields, laender, read_address, read_date, read_number
from knowledge.naming.fields import load_taxonomy


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2023", "2023"),
        ("2023-01", "2023-01"),
        ("2023-01-31", "2023-01-31"),
        ("31.01.2023", "2023-01-31"),
        ("1.2.2023", "2023-02-01"),
        ("1. 2. 2023", "2023-02-01"),
        ("02.2023", "2023-02"),
        ("2/2023", "2023-02"),
        ("Januar 2023", "2023-01"),
        ("March 2023", "2023-03"),
        ("3. März 2023", "2023-03-03"),
        ("3 March 2023", "2023-03-03"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(written: str, date: str) -> None:
    assert read_date(written) == date


@pytest.mark.parametrize(
    "written", ["31.02.2023", "13.2023", "01/31/2023", "23-01-31", "1.2.23", "Feb 21", "soon", "2023-1"]
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is no date, or not in the calendar"):
        read_date(written)


@pytest.mark.parametrize(
    ("written", "number"),
    [("51", 51), ("1.234", 1234), ("1,234,567", 1234567), ("1 234", 1234), ("51,0", 51), ("51.00", 51), ("007", 7)],
)
def test_a_whole_number_may_have_its_thousands_separated(written: str, number: int) -> None:
    assert read_number(written) == number


@pytest.mark.parametrize("written", ["1.5", "1,25", "12.34.5", "about 50", "-1", "5e3", "", "1" * 13])
def test_what_is_no_whole_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is no whole number"):
        read_number(written)


@pytest.mark.parametrize(
    "written", ["javascript:alert(1)", "www.example.org", "https://", "file:///etc/passwd", "https://a b"]
)
def test_only_web_addresses_are_addresses(written: str) -> None:
    with pytest.raises(ValueError, match="is no web address"):
        read_address(written)


def test_a_web_address_is_kept_as_it_is() -> None:
    assert read_address(" HTTPS://Example.org/a?b=c#d ") == "HTTPS://Example.org/a?b=c#d"


def test_every_name_of_the_taxonomy_stands_for_itself() -> None:
    taxonomy = load_taxonomy()
    assert [fields().read(name) for name in taxonomy.field_ids] == list(taxonomy.field_ids)
    assert [laender().read(name) for name in taxonomy.land_ids] == list(taxonomy.land_ids)
    assert [cities().read(name) for name in taxonomy.city_by_name] == list(taxonomy.city_by_name)
