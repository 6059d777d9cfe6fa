"""A claim that counts things ("all 16 states", "14,000 companies"), beside a statement that counts the same things."""

from __future__ import annotations

import re

from knowledge.asked.claim_words import FEWER, LIMITS, MORE
from knowledge.asked.numerals import number_of
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import is_stop, stem, tokenise

_OF_A_FIGURE = frozenset("figure figures number numbers correct right true zahl angabe richtig stimmt korrekt".split())
_AN_ORDINAL = lazily(r"(\d+)\.(?=\s+[A-ZÄÖÜ])")
_LARGE = 10  # smaller numbers may be of a part of what a statement counts
_WORD = lazily(r"[^\W_](?:[\w.,-]*\w)?")
_DOUBTS = lazily(
    r"\b(?:wrong|incorrect|false|untrue|mistaken|outdated|falsch|veraltet|fehlerhaft)\b"
    r"|\b(?:can|could|can not|cannot|is|are|isn|aren)(?: ?n?t| not) (?:be )?(?:right|correct|true)\b|\b(?:stimmt|stimmen|passt) (?:so |doch |ja |da )?nicht\b|\bnicht (?:richtig|korrekt|stimmen)\b"
)
_COUNT_OF = lazily(r"\b\d{1,3}(?:[.,]?\d{3})*\+?\s+(?P<thing>[^\W\d_]{3,}(?:\s+clusters?)?)")
# "Is the figure of 14,000 companies correct?", "Stimmt die Zahl von 14.000 Unternehmen?"
_FIGURE_OF = lazily(
    r"^\W*(?:is|are|was|stimmt|stimmen|ist|sind|can|kann|do|does)\b.{0,12}\b(?:figures?|numbers?|zahl(?:en)?|angaben?)\s+(?:of|from|with|von|mit|der|with)\s+(?:(?:about|around|over|more than|rund|etwa|mehr als|über)\s+)?"
    r"(?P<count>\d{1,3}(?:[.,]?\d{3})*\+?)\s+(?P<thing>[^\W\d_]{3,}(?:\s+clusters?)?)",
    re.IGNORECASE,
)
_ARE_THERE: dict[Language, str] = {
    "en": "Are there {count} {thing} in go-cluster?",
    "de": "Gibt es bei go-cluster {count} {thing}?",
}


def asked_of_figure(text: str, language: Language) -> str:
    """Return the question whether there are so many, where `text` asks if a figure of things is right; "": it does not."""
    found = _FIGURE_OF.match(text)
    return _ARE_THERE[language].format(**found.groupdict()) if found is not None else ""


def doubted_count(text: str) -> str | None:
    """Return the thing of which a number is doubted in `text` ("I think the 14,000 companies are wrong"); None: of none."""
    if not any(letter.isdigit() for letter in text) or not _DOUBTS.search(" ".join(tokenise(text))):
        return None
    found = _COUNT_OF.search(text)
    if found is None or tokenise(found["thing"])[0] in _OF_A_FIGURE:
        return None
    return found["thing"]


def counts_otherwise(claimed: str, text: str, language: Language) -> bool:
    """Return whether a claim has a number of things of which `text` has other numbers only: "14,000 companies", "12,000".

    A claim of more or less than a number has none; nor is a few of something compared, which may be part of it.
    """
    asked = " ".join(tokenise(claimed))
    if (
        not any(letter.isdigit() for letter in claimed)
        or MORE.search(asked)
        or FEWER.search(asked)
        or LIMITS.search(asked)
    ):
        return False
    said = None
    for number, thing in _counted(claimed, language):
        if int(number) < _LARGE:
            continue
        said = said if said is not None else _counted(text, language)
        of_it = {other for other, counted in said if counted == thing}
        if of_it and number not in of_it:
            return True
    return False


def _counted(text: str, language: Language) -> set[tuple[str, str]]:
    """Return the numbers in `text` with the stem of the noun right behind each, which is one of several."""
    words = [word[0] for word in _WORD.finditer(_AN_ORDINAL.sub(" ", text))]
    found = set()
    for at, word in enumerate(words[:-1]):
        tokens, behind = tokenise(word), tokenise(words[at + 1])
        number = number_of(tokens[0]) if len(tokens) == 1 else None
        if number is None or len(behind) != 1 or is_stop(behind[0], language) or behind[0].isdigit():
            continue
        is_noun = words[at + 1][0].isupper() if language == "de" else behind[0].endswith("s")
        if is_noun and behind[0] not in _OF_A_FIGURE:
            found.add((number, stem(behind[0], language)))
    return found
