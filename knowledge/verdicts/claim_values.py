"""Years, months, numbers and label levels of a claim, compared with those of a statement."""

from __future__ import annotations

from functools import lru_cache

from knowledge.asked.claim_words import DECADE, FEWER, LEVELS, MORE, WHEN
from knowledge.asked.numerals import months_in, numbers_asked, numbers_said
from knowledge.asked.question import years_in
from knowledge.words.text import tokenise


@lru_cache(maxsize=64)  # the rules ask, then the signals
def differs(claimed: str, text: str) -> bool:
    """Return whether `text` has years, months, numbers or label levels, but not those of the claim."""
    asked, said = " ".join(tokenise(claimed)), " ".join(tokenise(text))
    is_bound = WHEN.search(asked) is not None  # "before 2016" is true of 2014
    years, months = years_in(text), months_in(text)
    if DECADE.search(asked) is None and years_in(claimed) - years and years:
        return not is_bound
    if months and months_in(claimed) and not months & months_in(claimed) and not is_bound:
        return True
    if _has_number(claimed, asked, text) is False:
        return True
    levels, found = ({i for i, level in enumerate(LEVELS) if level.search(t)} for t in (asked, said))
    return bool(found and levels - found)


def agrees(claimed: str, text: str) -> bool:
    """Return whether `text` has a year or a number of the claim, or one on the right side of its limit ("more than 50")."""
    asked = " ".join(tokenise(claimed))
    return bool(years_in(claimed) & years_in(text)) or _has_number(claimed, asked, text) is True


@lru_cache(maxsize=64)
def _has_number(claimed: str, asked: str, text: str) -> bool | None:
    """Return whether `text` has a number that the claim wants; None: one of them has no numbers."""
    wanted, numbers = numbers_asked(claimed), numbers_said(text)
    if not wanted or not numbers:
        return None
    if MORE.search(asked) or FEWER.search(asked):
        return _reached(wanted, numbers, more=MORE.search(asked) is not None)
    return bool(wanted & numbers)


def _reached(asked: frozenset[str], said: frozenset[str], *, more: bool) -> bool:
    """Return whether a number of the statement that is of the same size as the one asked is on its right side."""
    limit = max(float(number.replace(",", ".")) for number in asked)
    values = [float(number.replace(",", ".")) for number in said]
    near = [value for value in values if limit / 5 <= value <= limit * 5] or values
    return any(value >= limit if more else value <= limit for value in near)
