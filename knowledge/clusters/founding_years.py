"""In which founding years clusters are wanted: "founded after 2015", "vor 2005 gegründet", "between 2010 and 2015", "gibt es seit 2018". Pure functions on folded text."""

from __future__ import annotations

from typing import NamedTuple

from knowledge.patterns import lazily

_FOUNDED = r"(?:(?:newly )?(?:founded|established|set up|started|created|formed|launched)|gegrundete?[nrms]?|entstanden(?:e[nrms]?)?)"
_IN = r"(?:in |im |during )?(?:the year |the |dem jahr |den |jahr )?"
_YEAR = rf"{_IN}(?:1[789]|20)\d\d"
_AFTER = r"(?:(?:in or )?after|since|from|later than|nach|seit|ab|spater als)"
_BEFORE = r"(?:(?:in or )?before|until|up to|earlier than|vor|bis|fruher als)"
_AGED = r"(?:(?:younger|newer|older) than|(?:junger|neuer|alter)(?:e[nrms]?)? (?:als|wie))"
_FROM_ON = r"(?: (?:onwards?|on|or later|or earlier|oder spater|oder fruher)\b)?"
_BETWEEN = rf"(?:between|from|zwischen|von) {_YEAR} (?:and|to|till|until|und|bis)(?: zum)? {_YEAR}"
_DECADE = rf"{_IN}(?:19|20)?\d0(?:s|ern|er(?: ?jahren?)?)"
_PERIOD = rf"(?:{_BETWEEN}|(?:{_AFTER}|{_BEFORE}) {_YEAR}{_FROM_ON}|{_DECADE}|{_YEAR})"
_ALREADY = r"(?:already|schon|bereits|mindestens|at least)"
_SINCE = rf"(?P<already>{_ALREADY} )?(?:(?:only|just|erst) )?(?P<then>(?:since|seit|ab) {_YEAR})"
_WITHIN = lazily(rf"\b(?:{_FOUNDED} {_PERIOD}|{_PERIOD} {_FOUNDED}|{_AGED} {_YEAR})(?: (?:wurden?|worden|waren))*\b")
# what has been there since a year: "gibt es in Bayern seit 2018", "have been around since 2000", "seit 2010 bestehende"
_THERE_SINCE = (
    lazily(
        rf"\b(?:(?:gibt|gab) ?e?s|gibts|besteh\w*|existier\w*|exist(?:ed|ing|s)?|(?:has|have|been|are|is)(?: been)? (?:around|active|there|going|running))"
        rf"(?P<beside>(?: (?!seit\b|since\b|{_ALREADY}\b)\w+){{0,5}}?) {_SINCE}"
    ),
    lazily(rf"\b{_SINCE}(?P<beside>(?: {_ALREADY})?) (?:besteh\w*|existier\w*|gibt|gibts)\b"),
    # "new clusters since 2020", "nur die seit 2000": without another verb
    lazily(
        r"^\W*(?P<beside>(?:(?:and|und|ok|please|bitte|which|welche|show|me|zeig|mir|list|all|alle|any|only|just|nur|new|newer|neue|neuere|the|die)\W+)*(?:\w*clusters?|\w*networks?|\w*netzwerke|those|ones?|die|welche|diejenigen)"
        rf"(?: (?:in|aus|from) [a-z]\w*(?: [a-z]\w*)?)?) {_SINCE}(?=\W*$)"
    ),
)
_SAYS_BETWEEN = lazily(_BETWEEN)
_SAYS_DECADE = lazily(_DECADE)
_SAYS_AFTER = lazily(rf"\b{_AFTER}\b|\b(?:younger|newer|junger|neuer)")
_SAYS_BEFORE = lazily(rf"\b{_BEFORE}\b|\b(?:older|alter)")
# whose year counts as well
_INCLUSIVE = lazily(r"\b(?:in or|since|from|until|up to|seit|ab|bis)\b")
_YEARS = lazily(r"\d{4}(?!s|er)")
_DIGITS = lazily(r"\d+")
_CENTURY = 100
_THIS = 2000


class FoundedWithin(NamedTuple):
    """The first and the last founding year that are wanted, None for no such bound, and what is said besides, folded."""

    least: int | None
    most: int | None
    rest: str


def founded_within(folded: str) -> FoundedWithin | None:
    """Return within which founding years clusters are wanted; None: `folded` names no such bound."""
    if "0" not in folded and "1" not in folded:
        return None
    found = _WITHIN.search(folded)
    if found is not None:
        return FoundedWithin(*_bounds(found[0]), f"{folded[: found.start()]} {folded[found.end() :]}")
    return _there_since(folded) if "since" in folded or "seit" in folded or " ab " in folded else None


def _there_since(folded: str) -> FoundedWithin | None:
    """Return from which year on what "has been there since" it was founded; what has "already", up to which; None: nothing has, or it
    is said of members or labels.
    """
    if "member" in folded or "mitglied" in folded or "label" in folded:
        return None
    found = next(filter(None, (pattern.search(folded) for pattern in _THERE_SINCE)), None)
    if found is None:
        return None
    rest = f"{folded[: found.start()]} {found['beside']} {folded[found.end() :]}"
    year = int(_YEARS.findall(found["then"])[0])
    is_already = found["already"] or any(word in found["beside"].split() for word in ("schon", "bereits", "already"))
    return FoundedWithin(None, year, rest) if is_already else FoundedWithin(year, None, rest)


def _bounds(said: str) -> tuple[int | None, int | None]:
    """Return the first and the last year of the period that is `said`."""
    years = [int(year) for year in _YEARS.findall(said)]
    if not years:
        decade = _SAYS_DECADE.search(said)
        first = int(_DIGITS.findall(decade[0])[0]) if decade is not None else _THIS
        if first < _CENTURY:  # "the 90s"
            first += _THIS if first < _CENTURY // 2 else _THIS - _CENTURY
        return first, first + 9
    if len(years) > 1 and _SAYS_BETWEEN.search(said):
        return min(years), max(years)
    beside = 0 if _INCLUSIVE.search(said) else 1
    if _SAYS_AFTER.search(said):
        return years[0] + beside, None
    if _SAYS_BEFORE.search(said):
        return None, years[0] - beside
    return years[0], years[0]
