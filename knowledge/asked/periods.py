"""What held over a time, asked of one year in it: "Who headed the programme in 2015?" where the statement says 2012–2020.

Such a statement does not say the year, while others do: they are about something else that happened in it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.asked.question import Question, years_covered, years_in
from knowledge.patterns import lazily
from knowledge.words.text import fold

_IN_YEAR = lazily(
    r"\s*\b(?:(?:back in|in|im|of|from|for|vo[nm]|as of|during|um)\s+)?(?:the year\s+|Jahre?\s+)?(?<!\d)(?:19|20)\d\d\b(?!-|\s?(?:bis|to|until|[–—])\s?\d)",
    re.IGNORECASE,
)
# over folded text; what has an end is a period that `years_covered` knows
_FROM = lazily(
    r"\b(?:since|from|seit|ab)(?: (?:about|etwa|rund))?(?: [a-z]+)? ((?:19|20)\d\d)\b(?!\s?(?:to|bis|until|[–—-])\s?\d)"
)
_OF_ONE_YEAR = ("amount", "count", "date", "duration")
_LONGEST = 15  # years that what began may be supposed to have lasted


def without_year(question: Question) -> str | None:
    """Return the question without the one year that it names; None: it names none or several, or wants yes or no, or a number or day,
    which are of that year alone.
    """
    if question.yesno or len(question.years) != 1 or question.asked in _OF_ONE_YEAR:
        return None
    text = _IN_YEAR.sub("", question.text)
    return text if text != question.text and not years_in(text) else None


@lru_cache(maxsize=20_000)
def holds_in(text: str, year: str) -> bool:
    """Return whether `text` tells of a time that `year` lies in, without naming it: "2012–2020", "since 2014"."""
    if year in years_in(text):
        return False
    return year in years_covered(text) or any(
        int(first) <= int(year) <= int(first) + _LONGEST for first in _FROM.findall(fold(text))
    )
