"""ISO dates of any precision, and periods in which a statement held: checked, compared and spoken.

A period is a date ("2022-10"), two dates ("2012/2015"), or "undated", with a remark in brackets or none.
"""

from __future__ import annotations

import datetime
from functools import lru_cache

from knowledge.patterns import lazily
from knowledge.records import Language

_DATE = lazily(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?")
_UNDATED = lazily(r"undated(?: \([^()]+\))?")
_MONTHS: dict[Language, tuple[str, ...]] = {
    "en": tuple("January February March April May June July August September October November December".split()),
    "de": tuple("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()),
}


def _is_date(value: str) -> bool:
    match = _DATE.fullmatch(value)
    if not match or not match[3]:
        return match is not None
    try:
        datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return False
    return True


def _dates(period: str | None) -> list[str]:
    """Return the one or two dates that `period` gives; empty when undated."""
    if period is None or _UNDATED.fullmatch(period):
        return []
    return [part for part in period.split("/") if _is_date(part)]


def check_date(value: str | None) -> str | None:
    """Return `value` if it is None or a date (2023, 2023-01 or 2023-01-31); else raise `ValueError`."""
    if value is not None and not _is_date(value):
        raise ValueError(
            f"date {value!r} is not of the form YYYY, YYYY-MM or YYYY-MM-DD, or not in the calendar: correct it"
        )
    return value


def check_period(value: str | None) -> str | None:
    """Return `value` when it is None or a period; else raise `ValueError`."""
    if value is None or _UNDATED.fullmatch(value):
        return value
    parts = value.split("/")
    if len(parts) > 2 or not all(_is_date(part) or part == "undated" for part in parts):
        raise ValueError(f"period {value!r} is no date, no date/date and not 'undated (remark)': correct it")
    return value


def is_dated(period: str | None) -> bool:
    """Return whether `period` gives a date, be it only that of its end."""
    return bool(_dates(period))


def last_date(period: str | None) -> str:
    """Return the last date of `period`, for sorting; "" sorts what is undated or unknown before all dates."""
    return max(_dates(period), default="")


@lru_cache(maxsize=1000)
def years(period: str | None) -> frozenset[str]:
    """Return the years that `period` names or spans; empty when undated."""
    found = [int(part[:4]) for part in _dates(period)]
    return frozenset(map(str, range(min(found), max(found) + 1))) if found else frozenset()


def spoken(date: str, language: Language) -> str:
    """Return "2023", "2023-01", "2023-01-31" as "2023", "January 2023", "31. Januar 2023"; else `date`."""
    if not _is_date(date):
        return date
    parts = date.split("-")
    if len(parts) == 1:
        return parts[0]
    month = _MONTHS[language][int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month} {parts[0]}"
    return f"{int(parts[2])} {month} {parts[0]}" if language == "en" else f"{int(parts[2])}. {month} {parts[0]}"
