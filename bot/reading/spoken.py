"""A message as it was dictated, written down as one would write it: without "um", said once, years and numbers in digits."""

from __future__ import annotations

import re

from knowledge.asked.numerals import number_of
from knowledge.patterns import lazily
from knowledge.words.text import fold, squeeze

_FILLER = lazily(r"[\s,]*(?<!\w)(?:ä+h+m*|ö+h+m*|u+h+m*|erm+|e+h+m+|hm+)(?!\w)[,.…]*", re.IGNORECASE)
_UM = lazily(r"[\s,]*(?<!\w)u+m+(?!\w)[,.…]*", re.IGNORECASE)  # a word in German
# one to three words said twice: "how how long", "in der in der"
_TWICE = lazily(r"\b(?!(?:twenty|zwanzig)\b)([^\W\d_]+(?: [^\W\d_]+){0,2}?)(?:[,…. ]+\1)+\b", re.IGNORECASE)
_ONES_DE = "ein|zwei|zwo|drei|vier|f(?:ü|u|ue)nf|sechs|sieben|acht|neun"
_TEENS_DE = "zehn|elf|zw(?:ö|o|oe)lf|dreizehn|vierzehn|f(?:ü|u|ue)nfzehn|sechzehn|siebzehn|achtzehn|neunzehn"
_TENS_DE = "zwanzig|drei(?:ß|ss)ig|vierzig|f(?:ü|u|ue)nfzig|sechzig|siebzig|achtzig|neunzig"
_TO_99_DE = rf"(?:(?:{_ONES_DE})und(?:{_TENS_DE})|{_TEENS_DE}|{_TENS_DE}|(?:{_ONES_DE})s?)"
_ONES_EN = "one|two|three|four|five|six|seven|eight|nine"
_TEENS_EN = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS_EN = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TO_99_EN = rf"(?:(?:{_TENS_EN})[ -](?:{_ONES_EN})|{_TEENS_EN}|{_TENS_EN}|{_ONES_EN})"
_YEAR = lazily(
    rf"\b(?:(?:zwei|zwo)tausend(?:und)?(?P<de>{_TO_99_DE})?|neunzehnhundert(?P<old>{_TO_99_DE})|zwanzig (?P<short>(?:{_ONES_DE})und(?:zwanzig|dreißig)|{_TEENS_DE})"
    rf"|two thousand(?: and)?(?: (?P<en>{_TO_99_EN}))?|nineteen (?P<then>(?:{_TENS_EN})(?:[ -](?:{_ONES_EN}))?)|twenty (?P<now>twenty(?:[ -](?:{_ONES_EN}))?|{_TEENS_EN}))\b",
    re.IGNORECASE,
)
_OF_OLD = ("old", "then")  # of the last century
_COMPOUND = lazily(rf"\b(?:(?:{_ONES_DE})und(?:{_TENS_DE})|(?:{_TENS_EN})[ -](?:{_ONES_EN}))\b", re.IGNORECASE)
_PARTS = lazily(rf"{_TEENS_DE}|{_TENS_DE}|{_TEENS_EN}|{_TENS_EN}|{_ONES_DE}|{_ONES_EN}", re.IGNORECASE)
_NUMBER = lazily(
    r"tausend|hundert|und(?:zwanzig|drei|vier|f|s|acht|neun)|thousand|nineteen|twent|thirt|fort|fift|sixt|sevent|eight|ninet|zwanzig",
    re.IGNORECASE,
)


def as_written(text: str) -> str:
    """Return `text`, a message in either language, without what fills pauses and what is said twice, its years, and its numbers beyond
    twenty that are not round, in digits: "zweitausendfünfzehn", "twenty twenty-one", "einundachtzig". "Um" stays, a German word.
    """
    plain = _said_once(_FILLER.sub(" ", text))
    if _NUMBER.search(plain):
        plain = _COMPOUND.sub(lambda found: str(_value(found[0])), _YEAR.sub(_in_digits, plain))
    return plain if any(map(str.isalnum, plain)) else text


def without_um(text: str) -> str:
    """Return `text`, a message in English, without "um", if anything else is said."""
    plain = _said_once(_UM.sub(" ", text)) if "um" in text.casefold() else text
    return plain if any(map(str.isalnum, plain)) else text


def _said_once(text: str) -> str:
    return _TWICE.sub(r"\1", squeeze(text))


def _in_digits(found: re.Match[str]) -> str:
    name = found.lastgroup
    return str((1900 if name in _OF_OLD else 2000) + (_value(found[name]) if name else 0))


def _value(words: str) -> int:
    """Return the number that `words` say, whose parts add up."""
    folded = (fold(part[0]) for part in _PARTS.finditer(words))
    return sum(int(number_of("zwei" if part == "zwo" else part) or 1) for part in folded)  # "ein" has no number there
