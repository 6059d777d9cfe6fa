"""Yes or no, where the statement that answers decides it by what can be compared: years, numbers, label levels, all or some.

Only rules that held in nine of ten cases or more on labelled questions speak (docs/evaluation.md has the figures); where
none does, the statement stands alone. What has to be understood rather than compared, a rule does not decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from knowledge.question import Question, numbers_in, years_in
from knowledge.records import Language, Passage
from knowledge.text import terms, tokenise

Verdict = Literal["yes", "no"]

_COVERED = 0.9  # share of the question's content words that the statement must have for a yes
_FEW = 3  # fewer content words do not tell what is asked
_DENIES = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|isn|aren|wasn|weren|don|doesn|didn|won|hasn|haven|hadn"
    r"|nicht|kein\w*|nie|niemals|niemand|nichts|ohne|weder)\b"
)
_LIMITS = re.compile(
    r"\b(?:only|just|solely|exclusively|merely|alone|reserved|nur|bloss|ausschliesslich|lediglich|allein\w*|vorbehalten|erst)\b"
)
_ALL = re.compile(
    r"\b(?:all|every|everyone|always|entire\w*|whole|fully|alle\w*|jede\w*|immer|samtliche\w*|ganz\w*|komplett\w*|vollstandig)\b"
)
_MORE = re.compile(r"\b(?:more than|over|at least|above|exceed\w*|mehr als|uber|mindestens)\b")
_FEWER = re.compile(r"\b(?:fewer than|less than|under|below|at most|weniger als|unter|hochstens)\b")
_WHEN = re.compile(r"\b(?:before|after|since|until|by|vor|nach|seit|bis|ab|zwischen|between)\b")
_LEVELS = (re.compile(r"\bbronze"), re.compile(r"\bsil(?:ver|ber)"), re.compile(r"\bgold"))


def verdict(question: Question, passages: Sequence[Passage]) -> Verdict | None:
    """Return whether the statements given, the first of which decides, say yes or no; None: that cannot be compared.

    A question that denies something ("isn't … free, right?") gets no verdict, since yes and no can be taken either way.
    """
    asked, said = " ".join(tokenise(question.text)), " ".join(tokenise(passages[0].text))
    if not question.yesno or _DENIES.search(asked):
        return None
    if _differs(question, asked, " ".join(passage.text for passage in passages)):
        return "no"
    if _ALL.search(asked) and not _ALL.search(said):
        return "no"
    if "\n" in passages[0].text:
        return None  # of a list, each item says something else
    plain = not any(pattern.search(text) for pattern in (_LIMITS, _ALL) for text in (asked, said))
    if plain and not _DENIES.search(said) and _coverage(question.text, passages[0]) > _COVERED:
        return "yes"
    return None


def _differs(question: Question, asked: str, text: str) -> bool:
    """Return whether `text` has years, numbers or label levels, but not those of the question."""
    years = years_in(text)
    numbers = numbers_in(text) - years
    if question.years - years and years:
        return _WHEN.search(asked) is None  # "before 2016" is true of 2014
    if question.numbers and numbers:
        limit = _MORE.search(asked) or _FEWER.search(asked)
        if limit and not _reached(question.numbers, numbers, more=_MORE.search(asked) is not None):
            return True
        if not limit and not question.numbers & numbers:
            return True
    said = " ".join(tokenise(text))
    wanted, found = ({i for i, level in enumerate(_LEVELS) if level.search(t)} for t in (asked, said))
    return bool(found and wanted - found)


def _reached(asked: frozenset[str], said: frozenset[str], *, more: bool) -> bool:
    """Return whether a number of the statement that is of the same size as the one asked is on its right side."""
    limit = max(float(number.replace(",", ".")) for number in asked)
    values = [float(number.replace(",", ".")) for number in said]
    near = [value for value in values if limit / 5 <= value <= limit * 5] or values
    return any(value >= limit if more else value <= limit for value in near)


def _coverage(text: str, passage: Passage) -> float:
    """Return the share of the content words of `text` that the statement or its heading has; 0 when these are few."""
    language: Language = passage.language
    wanted = set(terms(text, language))
    if len(wanted) < _FEW:
        return 0.0
    return len(wanted & {*terms(passage.text, language), *terms(passage.heading, language)}) / len(wanted)
