"""Numbers as a sentence says them: in digits and in words, without those that only date something."""

from __future__ import annotations

from knowledge.asked.question import numbers_in, years_in
from knowledge.patterns import lazily
from knowledge.words.text import fold, tokenise

_WORDS = (
    (2, "two zwei both beide beiden"),
    (3, "three drei"),
    (4, "four vier"),
    (5, "five funf"),
    (6, "six sechs"),
    (7, "seven sieben"),
    (8, "eight acht"),
    (9, "nine neun"),
    (10, "ten zehn"),
    (11, "eleven elf"),
    (12, "twelve zwolf dozen dutzend"),
    (13, "thirteen dreizehn"),
    (14, "fourteen vierzehn"),
    (15, "fifteen funfzehn"),
    (16, "sixteen sechzehn"),
    (17, "seventeen siebzehn"),
    (18, "eighteen achtzehn"),
    (19, "nineteen neunzehn"),
    (20, "twenty zwanzig"),
    (30, "thirty dreissig"),
    (40, "forty vierzig"),
    (50, "fifty funfzig"),
    (60, "sixty sechzig"),
    (70, "seventy siebzig"),
    (80, "eighty achtzig"),
    (90, "ninety neunzig"),
    (100, "hundred hundert"),
)
_VALUE = {word: str(value) for value, words in _WORDS for word in words.split()}
_PAIR = ("both", "beide", "beiden")  # of things that are named, not counted
_MONTHS = (
    "january januar",
    "february februar",
    "march marz",
    "april",
    "may mai",
    "june juni",
    "july juli",
    "august",
    "september",
    "october oktober",
    "november",
    "december dezember",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DAY = lazily(
    rf"\b\d{{1,2}}\.?(?:\s*(?:to|until|and|bis|und|–|-)\s*\d{{1,2}}\.?)?\s+(?=(?:{_NAMES})\b)|(?<=\b)(?:{_NAMES})\s+\d{{1,2}}\b(?!\.?\d)"
)
_NAMED_BY = lazily(
    r"\b(?:volume|part|phase|round|band|teil|runde)\s+\w+|\b\w+\s+(?:years?|jahre?)\s+(?:on|later|spater|danach)\b"
)


def numbers_said(text: str) -> frozenset[str]:
    """Return the numbers that `text` says, in digits; neither years nor days of a month are among them."""
    plain = _DAY.sub(" ", fold(text))
    words = {_VALUE[token] for token in tokenise(plain) if token in _VALUE}
    return (numbers_in(plain) - years_in(plain)) | words


def numbers_asked(text: str) -> frozenset[str]:
    """Return the numbers that a claim can be held to: those that it says, less "both" and those of names ("volume two")."""
    plain = _DAY.sub(" ", fold(text))
    tokens = tokenise(_NAMED_BY.sub(" ", plain))
    words = {_VALUE[token] for token in tokens if token in _VALUE and token not in _PAIR}
    return (numbers_in(plain) - years_in(plain)) | words


def number_of(token: str) -> str | None:
    """Return the number that a folded word says, in digits; None: it says none."""
    return token if token.isdigit() else _VALUE.get(token)


def months_in(text: str) -> frozenset[int]:
    """Return the months that `text` names, 1 to 12; "may" counts before or behind a number only."""
    tokens = tokenise(text)
    found = set()
    for place, token in enumerate(tokens):
        beside = [*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2]]
        if token in _MONTH and (token != "may" or any(word.isdigit() for word in beside)):
            found.add(_MONTH[token])
    return frozenset(found)
