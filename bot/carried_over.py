"""What of the question before a brief message leaves out, where it is put anew as a whole: its year, or all but one name of it."""

from __future__ import annotations

import re

from bot.slots import asks, without_opening
from knowledge.patterns import lazily
from knowledge.question import years_in

_BEHIND = lazily(
    r"\W*(?P<preposition>with|for|in|to|from|about|mit|für|in|zu|aus|bei)\s+(?P<name>[^\s?!.,]+(?:\s[A-ZÄÖÜ][^\s?!.,]*)?)\W*",
    re.IGNORECASE,
)
_EVER = lazily(r"\b(?:ever|already|jemals|je|schon(?: (?:ein)?mal)?|bereits)\s+", re.IGNORECASE)
_REST = r"\b{preposition}\s+[^?!.]+?(?P<verb>\s+(?:zusammen)?ge\w+t)?(?P<end>\W*)$"


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
