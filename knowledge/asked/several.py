"""What a message asks beside one another: several questions in a row, the same of two years, two or three levels of the label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge.asked.question import levels_in, names_in
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.asking_words import ASKED
from knowledge.words.pronouns import OF_IT, PERSONAL
from knowledge.words.splitting import sentences
from knowledge.words.text import fold, is_stop, terms

_FEWEST, _MOST = 3, 4
_LONGEST = 30  # words
_ANNOUNCED = lazily(r"^[^,?]{0,40}:\s+")
_ASKING = lazily(ASKED, re.IGNORECASE)
_BEFORE_ASKING = lazily(rf"(?:\s*[,;]\s*(?:and\s+|und\s+)?|\s+(?:and|und)\s+)(?={ASKED})", re.IGNORECASE)
_ENOUGH = 2  # content words of a question that stands by itself
# "das" is an article before a noun
_POINTS = lazily(rf"\b(?:{PERSONAL}|{OF_IT}|it|es|that|this|there|das(?! (?-i:[A-ZÄÖÜ]))|dort|da)\b", re.IGNORECASE)
_COMPARES = lazily(
    r"\b(?:compar\w+|comparison|versus|vs|difference\w*|differ(?:s|ed)?|unterschied\w*|unterscheide\w*|vergleich\w*|verglichen|gegenuber(?:stell\w*)?)\b"
)
_YEAR = lazily(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# not "between 2013 and 2022", which is one time
_TWO_YEARS = lazily(
    r"(?<!between )(?<!zwischen )(?<![\w.-])((?:19|20)\d\d)\s*(?:,|and|und|or|oder|sowie|as well as)\s+(?:(?:also|auch|then|dann)\s+)?(?:in\s+|im Jahr\s+)?((?:19|20)\d\d)(?![\w-])",
    re.IGNORECASE,
)
_COMPARING = lazily(
    r"\b(?:compare|comparison of|in comparison(?: with| to)?|compared (?:with|to)|versus|vs\.?|the differences? between|differences? between"
    r"|vergleiche?n?(?: sie)?|im vergleich (?:zu|mit)|verglichen mit|(?:der |die )?unterschiede? zwischen|gegenüber)\s*",
    re.IGNORECASE,
)
_OF_YEAR = r"(?:\b(?:in|of|from|for|the|those|with|and|or|to|von|im|aus|mit|denen|die|und|oder|zu|jahre?)\s+)*{year}\b"
_OF_LEVEL: Mapping[Language, str] = {
    "en": "How does one get the ECEI {level} label?",
    "de": "Wie bekommt man das ECEI-{level}-Label?",
}
_LEVELS: Mapping[Language, Mapping[str, str]] = {
    "en": {"bronze": "bronze", "silver": "silver", "gold": "gold"},
    "de": {"bronze": "Bronze", "silver": "Silber", "gold": "Gold"},
}


def asked_in_a_row(text: str) -> tuple[str, ...]:
    """Return the questions that `text` asks one after another, in order; empty: not several, or more than four."""
    asked = [text[start:end] for start, end in sentences(text) if text[start:end].rstrip().endswith("?")]
    return tuple(asked) if 1 < len(asked) <= _MOST else ()


def asked_in_one(text: str, language: Language, *, or_two: bool = False) -> tuple[str, ...]:
    """Return the three or four questions of which the one sentence `text` consists, those that say "it" with what the first is of;
    empty: it does not. Two are oftener answered together: they are parted with `or_two` only.
    """
    fewest = 2 if or_two else _FEWEST
    if len(text.split()) > _LONGEST or not (or_two or ("," in text and text.rstrip().endswith("?"))):
        return ()
    parts = _BEFORE_ASKING.split(_ANNOUNCED.sub("", text).strip(" ?.!"))
    if not fewest <= len(parts) <= _MOST or not all(_ASKING.match(part) for part in parts):
        return ()
    first = [word for word in parts[0].split() if not is_stop(fold(word), language) and not _ASKING.match(word)]
    subject = " ".join(([word for word in first if language == "de" and word[0].isupper()] or first)[-_ENOUGH:])
    # of two the second is of what the first is, whatever it says besides: "and how many points does one need?"
    alone = [stands_by_itself(part, language) and not (or_two and not names_in(part, language)) for part in parts]
    whole = tuple(f"{part}?" if alone[i] else f"{part}: {subject}?" for i, part in enumerate(parts) if i)
    return (f"{parts[0]}?", *whole) if stands_by_itself(parts[0], language) else ()


def stands_by_itself(question: str, language: Language) -> bool:
    """Return whether one of several questions can be understood without the others."""
    return len(terms(question, language)) >= _ENOUGH and _POINTS.search(question) is None


def compared_in(text: str, language: Language) -> tuple[str, ...]:
    """Return the same question for each of the two years, or the levels of the label, that `text` compares; empty: it compares none."""
    if not _COMPARES.search(fold(text)):
        return ()
    years = tuple(dict.fromkeys(_YEAR.findall(text)))
    levels = levels_in(text)
    if len(years) == 2:
        return _of_each_year(_COMPARING.sub("", text), years, language)
    if len(levels) > 1 and not years:
        return tuple(
            _OF_LEVEL[language].format(level=_LEVELS[language][level])
            for level in ("bronze", "silver", "gold")
            if level in levels
        )
    return ()


def asked_of_two_years(text: str, language: Language) -> tuple[str, ...]:
    """Return the same question for each of the two years that `text` joins ("Who won in 2017 and 2022?"); empty: it joins none."""
    joined = _TWO_YEARS.search(text)
    if joined is None or len(_YEAR.findall(text)) != 2:
        return ()
    return _of_each_year(text, joined.groups(), language)


def _of_each_year(text: str, years: Sequence[str], language: Language) -> tuple[str, ...]:
    """Return `text` as it is asked of each of the `years` that it names; empty: it says nothing else."""
    for year in years:
        text = re.sub(_OF_YEAR.format(year=year), " ", text, flags=re.IGNORECASE)
    rest = " ".join(text.split()).strip(" ?.!,:")
    return tuple(f"{rest} in {year}?" for year in years) if terms(rest, language) else ()
