"""From which founding year, or up to which, clusters are wanted: "founded after 2015", "vor 2005 gegründet". Pure functions on folded text."""

from __future__ import annotations

from typing import NamedTuple

from knowledge.patterns import lazily

_FOUNDED = r"(?:(?:newly )?(?:founded|established|set up|started|created|formed|launched)|gegrundete?[nrms]?|entstanden(?:e[nrms]?)?)"
_YEAR = r"(?:the year |the |dem jahr |jahr )?(?:1[789]|20)\d\d"
_AFTER = r"(?:after|since|from|later than|nach|seit|ab|spater als)"
_BEFORE = r"(?:before|until|up to|earlier than|vor|bis|fruher als)"
_AGED = r"(?:(?:younger|newer|older) than|(?:junger|neuer|alter)(?:e[nrms]?)? (?:als|wie))"
_FROM_ON = r"(?: (?:onwards?|on|or later|or earlier|oder spater|oder fruher)\b)?"
_BOUND = rf"(?:{_AFTER}|{_BEFORE})"
_WITHIN = lazily(
    rf"\b(?:{_FOUNDED} {_BOUND} {_YEAR}{_FROM_ON}|{_BOUND} {_YEAR}{_FROM_ON} {_FOUNDED}|{_AGED} {_YEAR})(?: (?:wurden?|worden|waren))*\b"
)
_SAYS_AFTER = lazily(rf"\b{_AFTER}\b|\b(?:younger|newer|junger|neuer)")
# whose year counts as well
_INCLUSIVE = lazily(r"\b(?:since|from|until|up to|seit|ab|bis)\b")
_DIGITS = lazily(r"\d{4}")


class FoundedWithin(NamedTuple):
    """The first and the last founding year that are wanted, None for no such bound, and the characters that say so."""

    least: int | None
    most: int | None
    start: int
    end: int


def founded_within(folded: str) -> FoundedWithin | None:
    """Return within which founding years clusters are wanted; None: `folded` names no such bound."""
    found = _WITHIN.search(folded) if "0" in folded or "1" in folded else None
    year = _DIGITS.search(found[0]) if found is not None else None
    if found is None or year is None:
        return None
    beside = 0 if _INCLUSIVE.search(found[0]) else 1
    if _SAYS_AFTER.search(found[0]):
        return FoundedWithin(int(year[0]) + beside, None, *found.span())
    return FoundedWithin(None, int(year[0]) - beside, *found.span())
