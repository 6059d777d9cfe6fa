"""ISO dates of any precision, and periods in which a statement held: checked, compared and spoken.

A period is a date ("2022-10"), two dates ("2012/2015"), or "undated", with a remark in brackets or none.
"""

from __future__ import annotations

import re

from knowledge.records import Language

_DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
_UNDATED = re.compile(r"^undated(?: \([^()]+\))?$")
_MONTHS: dict[Language, tuple[str, ...]] = {
    "en": tuple("January February March April May June July August September October November December".split()),
    "de": tuple("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()),
}


def check_date(value: str | None) -> str | None:
    """Return `value` when it is None or an ISO date of any precision (2023, 2023-01, 2023-01-31); else raise `ValueError`."""
    if value is not None and not _DATE.match(value):
        raise ValueError(f"date {value!r} is not of the form YYYY, YYYY-MM or YYYY-MM-DD: correct it")
    return value


def check_period(value: str | None) -> str | None:
    """Return `value` when it is None or a period; else raise `ValueError`."""
    if value is None or _UNDATED.match(value):
        return value
    parts = value.split("/")
    if len(parts) > 2 or not all(_DATE.match(part) or part == "undated" for part in parts):
        raise ValueError(f"period {value!r} is no date, no date/date and not 'undated (remark)': correct it")
    return value


def is_dated(period: str | None) -> bool:
    """Return whether `period` gives a date."""
    return bool(period) and not str(period).startswith("undated")


def last_date(period: str | None) -> str:
    """Return the last date of `period`, for sorting; "" sorts what is undated or unknown before all dates."""
    if period is None or not is_dated(period):
        return ""
    return max(part for part in period.split("/") if part != "undated")


def years(period: str | None) -> set[str]:
    """Return the years that `period` names or spans; empty when undated."""
    found = [int(part[:4]) for part in (period or "").split("/") if _DATE.match(part)]
    return {str(year) for year in range(min(found), max(found) + 1)} if found else set()


def spoken(date: str, language: Language) -> str:
    """Return "2023", "2023-01" or "2023-01-31" as "2023", "January 2023", "31. Januar 2023"; other text as it is."""
    if not _DATE.match(date):
        return date
    parts = date.split("-")
    if len(parts) == 1:
        return parts[0]
    month = _MONTHS[language][int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month} {parts[0]}"
    return f"{int(parts[2])} {month} {parts[0]}" if language == "en" else f"{int(parts[2])}. {month} {parts[0]}"
