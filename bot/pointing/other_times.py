"""What asks for another time than the one that was asked for: "And today?", "Und davor?", "How many are there now?"."""

from __future__ import annotations

import re

from bot.pointing.slots import DATE, EARLIER, LATER, asks, content_words, without_opening
from knowledge.asked.question import NOW, When, analyse
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold, terms

# Over folded text
_WHEN: tuple[tuple[When, re.Pattern[str]], ...] = (
    (
        "now",
        lazily(rf"{NOW}|\b(?:the latest|most recently|(?:most )?recent|zuletzt|inzwischen|mittlerweile)\b"),
    ),
    (
        "before",
        lazily(
            r"\b(?:(?:the )?last(?: one)?(?: that)? (?:(?:you|we) (?:know|have)|known)(?: (?:of|about))?|(?:the )?last one|(?:der|die|das|den) letzte[nrs]?"
            r"|before(?: (?:that|then))?|previous|preceding|vorige[nrs]?|vorherige[nrs]?|previously|earlier|formerly|(?:in|at) the (?:very )?(?:beginning|start)|initially|originally|at first"
            r"|vorher|davor|zuvor|fruher|anfangs|ursprunglich|am anfang|(?:ganz )?zu (?:beginn|anfang))\b"
        ),
    ),
    (
        "after",
        lazily(
            r"\b(?:next|nachste[nrs]?|later(?: on)?|after(?:wards| that)|since then|subsequently|danach|spater|nachher|seitdem|seither)\b"
        ),
    ),
)
_ANOTHER = lazily(
    r"next|following|previous|preceding|nachste[nrs]?|folgende[nrs]?|vorige[nrs]?|vorherige[nrs]?|round|conference|meeting|event|runde|tagung|konferenz|treffen|veranstaltung"
)
_YEAR = lazily(r"(?:19|20)\d\d")
_AT_DATE = rf"(?:\b(?:im jahr|in|im|bis|until|by|ab|seit|since|from|of|for|von|vom|fur|during|at the end of)\s+)?{DATE.pattern}"
_DATES = lazily(rf"{_AT_DATE}(?:\s*(?:,|to|bis|and|und|–|-)\s*{DATE.pattern})*", re.I)


def other_time(text: str, question: str, language: Language, last: str = "") -> tuple[When, str] | None:
    """Return which time `text` asks for, and `question` of that: "And today?" after "How many were there in 2013?".

    `last` is what was asked since: after "and in 2013?" now is asked of `question` as it is.

    None: it asks for none, or the question is of no time that could be exchanged. What asks for something else besides
    is of another time only if it is of now: "before" and "after" may be said of anything.
    """
    rest = fold(without_opening(text) or text)  # "and now?" is nothing but an opening
    found = next(((when, match) for when, pattern in _WHEN if (match := pattern.search(rest)) is not None), None)
    if found is None or LATER.search(rest) or EARLIER.search(rest) or _YEAR.search(rest):
        return None
    when, match = found
    known = {*terms(question, language), *terms(last, language)}
    beside = content_words(f"{rest[: match.start()]} {rest[match.end() :]}", language)
    if when != "now" and (asks(text) or any(not _is_another(word, known, language) for word in beside)):
        return None
    if not _YEAR.search(question):
        said = next((old for _, pattern in _WHEN if (old := pattern.search(fold(question))) is not None), None)
        says_but_that = rest.strip(" ?!.,") == match[0]
        if said is None and when == "before" and says_but_that and analyse(question).asked == "person":
            return when, question  # who it was before: of the time before what was told
        if said is None or said[0] == match[0]:
            return (when, question) if when == "now" and _YEAR.search(last) else None
        return when, re.sub(rf"\b{re.escape(said[0])}\b", match[0], question, count=1, flags=re.I)
    return when, _spaced(_DATES.sub(f" {match[0]}", question, count=1))


def _is_another(word: str, known: set[str], language: Language) -> bool:
    """Return whether `word` only stands for another of its kind: "the next round after that", where rounds are spoken of."""
    return _ANOTHER.fullmatch(fold(word)) is not None or known.issuperset(terms(word, language))


_SERIES = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_REIHE = "erst zweit dritt viert fünft sechst siebt acht neunt zehnt".split()
_NUMBERED = lazily(
    rf"\b(?P<word>{'|'.join(_SERIES)})\b|\b(?P<wort>{'|'.join(_REIHE)})(?=e[mnrs]?\b)|\b(?P<english>[1-9])(?:st|nd|rd|th)\b|\b(?P<digits>[1-9])(?=\. [A-ZÄÖÜ])|(?<=phase )(?P<phase>[1-9])\b",
    re.I,
)


def next_in_series(text: str, question: str, language: Language) -> tuple[str, str] | None:
    """Return `question` of the one before or after that which it numbers, if `text` asks for that and no more.

    "And the one before?" after "What was the third phase about?". None: it does not, or there is none before.
    """
    rest = fold(without_opening(text) or text)
    found = next(((when, match) for when, pattern in _WHEN[1:] if (match := pattern.search(rest)) is not None), None)
    numbered = list(_NUMBERED.finditer(question))
    if found is None or len(numbered) != 1 or asks(text) or _YEAR.search(question):
        return None
    when, match = found
    known = set(terms(question, language))
    beside = content_words(f"{rest[: match.start()]} {rest[match.end() :]}", language)
    number = _number(numbered[0]) + (1 if when == "after" else -1)
    if not 1 <= number <= len(_SERIES) or any(not _is_another(word, known, language) for word in beside):
        return None
    old = numbered[0]
    new = _SERIES[number - 1] if old["word"] or old["english"] else _REIHE[number - 1] if old["wort"] else str(number)
    return question[: old.start()] + new + question[old.end() :], ""


def _number(numbered: re.Match[str]) -> int:
    word, wort = numbered["word"], numbered["wort"]
    if word:
        return _SERIES.index(word.casefold()) + 1
    return (
        _REIHE.index(wort.casefold()) + 1
        if wort
        else int(numbered["english"] or numbered["digits"] or numbered["phase"])
    )


def at_time(text: str, question: str) -> tuple[str, str] | None:
    """Return `question` of the date that `text` names and no more, in the place of a word such as "before"; None: it has none."""
    dates = list(DATE.finditer(text))
    if len(dates) != 1 or DATE.search(question):
        return None
    said = next((old for _, pattern in _WHEN if (old := pattern.search(fold(question))) is not None), None)
    if said is None:
        return None
    return re.sub(rf"\b{re.escape(said[0])}\b", dates[0][0], question, count=1, flags=re.I), ""


def without_when(text: str) -> str:
    """Return `text` without what does no more than ask for another time, folded if there is something of that kind."""
    rest = fold(text)
    for _, pattern in _WHEN:
        rest = pattern.sub(" ", rest)
    return text if rest == fold(text) else rest


def says_when(word: str) -> bool:
    """Return whether `word` does no more than ask for another time: "today", "früher"."""
    return any(pattern.fullmatch(fold(word)) for _, pattern in _WHEN)


def _spaced(text: str) -> str:
    return re.sub(r"\s+([?.!,]|$)|\s+", lambda found: found[1] or " ", text).strip()
