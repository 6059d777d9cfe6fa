"""What of the question before a brief message leaves out, where it is put anew as a whole: its year, all but one name of it, or what
became more or fewer.
"""

from __future__ import annotations

import re

from bot.pointing.slots import asks, without_opening
from knowledge.asked.question import analyse, levels_in, years_in
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.verdicts.trends import DOWN, UP
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_BEHIND = lazily(
    r"\W*(?P<preposition>with|for|in|to|from|about|mit|für|in|zu|aus|bei)\s+(?P<name>[^\s?!.,]+(?:\s[A-ZÄÖÜ][^\s?!.,]*)?)\W*",
    re.IGNORECASE,
)
_EVER = lazily(r"\b(?:ever|already|jemals|je|schon(?: (?:ein)?mal)?|bereits)\s+", re.IGNORECASE)
_MOST_WORDS = 8
_REST = r"\b{preposition}\s+[^?!.]+?(?P<verb>\s+(?:zusammen)?ge\w+t)?(?P<end>\W*)$"

# "so it shrank?", "sind es weniger geworden?"
_BESIDE_TREND = r"(?:it|they|that|this|the|number|total|figures?|membership|go|has|have|had|did|does|was|were|is|are|been|there|since|then|or|over time|sie|es|das|die|der|zahl|anzahl|mitglieder\w*|hat|haben|ist|sind|war|waren|seitdem|inzwischen|seither|geworden|denn|also|dann|oder|etwa|wieder|down|up|now|over the years)"
_TREND = lazily(rf"{BEFORE}(?:{_BESIDE_TREND}\W+)*(?:{UP}|{DOWN})(?:\W+(?:{_BESIDE_TREND}|{UP}|{DOWN}))*\W*")
_MEMBERS = lazily(r"\b(?:members|mitglieder)\b")
_DEVELOPED: dict[Language, str] = {
    "en": "How has the number of go-cluster members developed over the years?",
    "de": "Wie hat sich die Zahl der go-cluster-Mitglieder entwickelt?",
}


def trend_of_members(text: str, question: str, language: Language) -> str:
    """Return the question how the number of members developed, where `text` asks no more than whether it rose or fell, and `question`
    counts them: "so it shrank?"; "": it does not.
    """
    folded = fold(text)
    if len(folded.split()) > _MOST_WORDS or _TREND.fullmatch(folded) is None or analyse(question).asked != "count":
        return ""
    of_members = (
        _MEMBERS.search(fold(question)) is not None and not levels_in(question) and "label" not in fold(question)
    )
    return _DEVELOPED[language] if of_members else ""


def with_year(text: str, question: str) -> str:
    """Return `text` with the one year that `question` names, if it asks something itself and names none; "": it does not."""
    years = years_in(question)
    if len(years) != 1 or years_in(text) or not asks(text):
        return ""
    return f"{text.rstrip('?!. ')} {next(iter(years))}?"


def with_other_name(text: str, question: str) -> str:
    """Return `question` of the name in `text`, which says no more than that behind a preposition that `question` has, too:
    "And with Sweden?" after "Has go-cluster worked with Danish clusters?"; "": it says more, or `question` has none.
    """
    found = _BEHIND.fullmatch(without_opening(text) or text)
    if found is None or not found["name"][0].isupper():
        return ""
    rest = re.search(_REST.format(preposition=re.escape(found["preposition"])), question, re.IGNORECASE)
    if rest is None:
        return ""
    asked = _EVER.sub("", question[: rest.start()])
    return f"{asked}{found['preposition']} {found['name']}{rest['verb'] or ''}{rest['end'] or '?'}"
