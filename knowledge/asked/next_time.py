"""What is asked for as the next of its kind, and whether a statement tells only of what is past."""

from __future__ import annotations

from datetime import date

from knowledge.asked.question import NOW, analyse, years_covered, years_in
from knowledge.patterns import lazily
from knowledge.records import Passage
from knowledge.words.beginnings import BEFORE
from knowledge.words.dates import last_date
from knowledge.words.text import fold

_MARKS = ("next", "upcoming", "coming", "nächst", "kommend", "naechst", "nachst")
# Over folded text. What comes next to be settled, held or opened; no next step, and not what came after another thing
_NEXT = lazily(
    r"\b(?:next|upcoming|nachste[nrs]?|kommende[nrs]?)\s+(?:\w+\s+){0,2}?"
    r"(?:deadlines?|closing date|dates?|calls?|rounds?|announcements?|conferences?|meetings?|events?|week|award|competition|applications?"
    r"|\w*(?:frist\w*|termin\w*|runden?|bekanntmachung\w*|aufruf\w*|ausschreibung\w*|tagung\w*|konferenz\w*|treffen\w*|veranstaltung\w*|woche\w*|wettbewerb\w*|stichtag\w*))\b"
    r"(?!.*\b(?:after|following|danach|darauf)\b)"
)
_PRESENT_MARKS = ("this year", "next year", "jahr", "jähr", "heuer")
_PRESENT = lazily(
    r"\b(?:(?:this|next|the coming|the current) year(?:'?s)?|(?:dieses|diesem|diesen|nachste[ns]?|kommende[ns]?|laufende[ns]?) jahr(?:es)?|diesjahrig\w*|nachstjahrig\w*|heuer)\b"
)
_NOW = lazily(rf"{NOW}|\b(?:right now|just now|gerade|im augenblick)\b")
_IS_THERE = lazily(
    r"\b(?:is|are) there\b|\b(?:is|are) .*\b(?:open|running)\b|\bgibt (?:es|s)\b|\bgibts\b|\b(?:lauft|laufen)\b|\b(?:ist|sind) .*\boffen\b"
)
_STILL = lazily(
    rf"^{BEFORE}(?:is|are|does|do|has|have|ist|sind|hat|haben|lauft|gilt|gelten|gibt)\b.*\b(?:still|noch)\b(?! (?:mehr|was|etwas|eine?[nrms]?|andere\w*|weitere\w*|jemand\w*|wer|nie|nicht|kein\w*|another|more|others?|to|not)\b)"
)
# over folded text: what was, and what is or has been since
_WAS = lazily(
    r"\b(?:was|were|had|took|came|opened|met|war|waren|hatte|hatten|fand|fanden|kam|kamen|eroffnete\w*|traf|trafen)\b"
)
_IS = lazily(r"\b(?:is|are|has|have|since|remains?|ist|sind|hat|haben|seit\w*|gilt|gelten|bleibt|weiterhin|still)\b")
_COMPARES = lazily(r"\b(?:more|fewer|less|than|mehr|weniger|als)\b")
_AGAIN = lazily(r"\b(?:every|each|annual\w*|yearly|jede[nrsm]?|jahrlich\w*|alle)\b")


def wants_next(text: str) -> bool:
    """Return whether `text` asks for the next date, call or meeting."""
    lower = text.casefold()
    return any(mark in lower for mark in _MARKS) and _NEXT.search(fold(text)) is not None


def wants_present(text: str) -> bool:
    """Return whether `text` asks of this year or the next."""
    lower = text.casefold()
    return any(mark in lower for mark in _PRESENT_MARKS) and _PRESENT.search(fold(text)) is not None


def is_over(passage: Passage, today: date | None = None) -> bool:
    """Return whether all years that `passage` names are past, and it tells of nothing that comes again."""
    return is_past(passage, today) and not _AGAIN.search(fold(passage.text))


def is_past(passage: Passage, today: date | None = None) -> bool:
    """Return whether `passage` names years, all of them past: what comes again every year has a day of its own each time."""
    years = years_covered(passage.text)
    return bool(years) and max(years) < str((today or date.today()).year)


def asks_whether_now(text: str) -> bool:
    """Return whether `text` asks if there is something at present: "Is there funding at the moment?"."""
    folded = fold(text)
    if _NOW.search(folded) is None or _IS_THERE.search(folded) is None or _COMPARES.search(folded):
        return False
    return analyse(text).yesno


def tells_of_then(text: str, passage: Passage, today: date | None = None) -> bool:
    """Return whether `text` asks if there is something at present, or if something is still so, and `passage` tells of before only."""
    if asks_whether_now(text):
        return was_told(passage, today)
    lower = text.casefold()
    if (
        not ("still" in lower or "noch" in lower)
        or years_in(text)
        or _STILL.search(fold(text)) is None
        or not analyse(text).yesno
    ):
        return False
    said = fold(passage.text)
    return is_past(passage, today) and _WAS.search(said) is not None and _IS.search(said) is None


def was_told(passage: Passage, today: date | None = None) -> bool:
    """Return whether what `passage` says is of a time before this year, by its own words or its date."""
    told = last_date(passage.as_of)
    return is_past(passage, today) or (bool(told) and told[:4] < str((today or date.today()).year))
