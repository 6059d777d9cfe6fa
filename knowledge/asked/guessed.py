"""A question with the answer that is guessed behind it ("Since when does go-cluster exist, 2010?"), and whether the guess is right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.asked.numerals import numbers_said
from knowledge.asked.question import Question, analyse, holds, years_in
from knowledge.patterns import lazily
from knowledge.records import Verdict
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_BEFORE = r"(?:(?:or|oder|maybe|perhaps|vielleicht|etwa|about|around|roughly|circa|ca\.?|rund|so|was it|is it|were it|war das|waren es|sind es|in|im|since|seit|from|ab)\s+)*"
_BEHIND = r"(?:\s*,?\s*(?:or so|or what|oder so|oder|right|correct|richtig|stimmt'?s|is that right|stimmt das|maybe|vielleicht))?"
_GUESS = lazily(
    rf"(?P<asked>^[^?]{{8,}}?)\s*[,?–—-]\s*{_BEFORE}(?:the year |jahr )?(?P<value>\d{{1,3}}(?:[.,]?\d{{3}})*|\d+){_BEHIND}\s*\?\s*$",
    re.IGNORECASE,
)
_WHEN = lazily(
    rf"^{BEFORE}(?:since when|seit wann|when|wann|(?:in |since |seit )?(?:which|what|welche[mns]?) (?:year|jahr))\b"
)
_AS_OF = lazily(r"\([^()]*\)")
_HOW_MANY = lazily(rf"^{BEFORE}(?:how many|wie ?viele?n?)\b")


@dataclass(frozen=True, slots=True)
class Guess:
    """What is asked, without the guess; the `value` guessed, digits alone."""

    asked: str
    value: str


@lru_cache(maxsize=200)
def guess_in(text: str) -> Guess | None:
    """Return what `text` asks and the year or number that it guesses behind that; None: it guesses none."""
    if not text.rstrip().endswith("?") or not any(letter.isdigit() for letter in text):
        return None
    found = _GUESS.search(text)
    if found is None:
        return None
    asked = fold(found["asked"])
    value = re.sub(r"\D", "", found["value"])
    is_year = bool(years_in(value))
    if not (_WHEN.search(asked) if is_year else _HOW_MANY.search(asked)):
        return None
    return Guess(f"{found['asked'].strip()}?", value)


def counts_of_a_year(text: str) -> bool:
    """Return whether the numbers of a statement are of a year that it names: in another one, other numbers may be right."""
    return bool(years_in(_AS_OF.sub(" ", text)))


def guess_holds(guess: Guess, question: Question, text: str) -> Verdict | None:
    """Return whether the statement `text`, which answers `question`, has the value guessed: yes where it has no other of its kind, no
    where it has others only; None: it has that among others, or none at all.
    """
    if analyse(guess.asked).asked != question.asked or not holds(question.asked, text):
        return None
    said = years_in(text) if years_in(guess.value) else numbers_said(text) - years_in(text)
    if guess.value not in said:
        is_of_then = not years_in(guess.value) and counts_of_a_year(text)
        return "no" if said and not is_of_then else None
    return "yes" if len(said) == 1 else None
