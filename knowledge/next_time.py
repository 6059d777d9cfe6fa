"""What is asked for as the next of its kind, and whether a statement tells only of what is past."""

from __future__ import annotations

import re
from datetime import date

from knowledge.question import years_covered
from knowledge.records import Passage
from knowledge.text import fold

_MARKS = ("next", "upcoming", "coming", "nächst", "kommend", "naechst", "nachst")
# Over folded text. What comes next to be settled, held or opened; no next step, and not what came after another thing
_NEXT = re.compile(
    r"\b(?:next|upcoming|nachste[nrs]?|kommende[nrs]?)\s+(?:\w+\s+){0,2}?"
    r"(?:deadlines?|closing date|dates?|calls?|rounds?|announcements?|conferences?|meetings?|events?|week|award|competition|applications?"
    r"|\w*(?:frist\w*|termin\w*|runden?|bekanntmachung\w*|aufruf\w*|ausschreibung\w*|tagung\w*|konferenz\w*|treffen\w*|veranstaltung\w*|woche\w*|wettbewerb\w*|stichtag\w*))\b"
    r"(?!.*\b(?:after|following|danach|darauf)\b)"
)
_AGAIN = re.compile(r"\b(?:every|each|annual\w*|yearly|jede[nrsm]?|jahrlich\w*|alle)\b")


def wants_next(text: str) -> bool:
    """Return whether `text` asks for the next date, call or meeting."""
    lower = text.casefold()
    return any(mark in lower for mark in _MARKS) and _NEXT.search(fold(text)) is not None


def is_over(passage: Passage, today: date | None = None) -> bool:
    """Return whether all years that `passage` names are past, and it tells of nothing that comes again."""
    years = years_covered(passage.text)
    now = str((today or date.today()).year)
    return bool(years) and max(years) < now and not _AGAIN.search(fold(passage.text))
