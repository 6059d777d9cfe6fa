"""The highest or lowest of a row of numbers by years that was told: "and when was it highest?", "wann waren es am wenigsten?"."""

from __future__ import annotations

from typing import Literal

from knowledge.asked.numerals import numbers_said
from knowledge.asked.question import years_in
from knowledge.patterns import lazily
from knowledge.words.beginnings import BEFORE

_ITEM = "\n- "
_ROW = 3  # years of a row
_HIGHEST = (
    r"(?:highest|most|peak\w*|maximum|largest|biggest|hochste?[nrs]?|meisten|grosste?[nrs]?|hochststand|rekord\w*)"
)
_LOWEST = (
    r"(?:lowest|fewest|least|minimum|smallest|niedrigste?[nrs]?|wenigsten|kleinste?[nrs]?|tiefste?[nrs]?|tiefststand)"
)
_WHEN = rf"{BEFORE}(?:when|(?:in )?(?:which|what) year|wann|in welchem jahr|welches jahr)"
_BEHIND = r"(?: (?:of (?:it|them|all)|members?|mitglieder|davon|then|denn))*\W*"
_ASKED = lazily(
    rf"{_WHEN}(?: \w+){{0,4}}? (?:(?P<high>{_HIGHEST})|(?P<low>{_LOWEST})){_BEHIND}|{BEFORE}(?:it |they )?(?P<peaked>peaked) when\W*"
)


def extreme_asked(folded: str) -> Literal["highest", "lowest"] | None:
    """Return whether a folded message asks in which year something was highest or lowest, and no more; None: neither."""
    found = _ASKED.fullmatch(folded)
    if found is None:
        return None
    return "lowest" if found["low"] else "highest"


def extreme_in(text: str, asked: Literal["highest", "lowest"]) -> str:
    """Return the item of a list of numbers by years with the highest or lowest; of several the first; "": `text` is no such list."""
    items = [item.strip() for item in text.split(_ITEM)[1:]]
    counted = [(_number(item), item) for item in items if len(years_in(item)) == 1]
    row = [(number, item) for number, item in counted if number is not None]
    if len(row) < _ROW or len({next(iter(years_in(item))) for _, item in row}) < len(row):
        return ""
    best = (max if asked == "highest" else min)(number for number, _ in row)
    return next(item for number, item in row if number == best)


def _number(item: str) -> int | None:
    """Return the one number of an item, but for the year; None: it has none, or several."""
    numbers = {number for number in numbers_said(item) - years_in(item) if number.isdigit()}
    return int(numbers.pop()) if len(numbers) == 1 else None
