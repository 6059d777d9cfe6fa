"""Another of the series that the statement given last numbers: "And the one before?" after the 2nd Cluster Week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from bot.pointing.earlier_later import ENGLISH, GERMAN, NUMBERS, ordinal_alone, says_earlier_or_later, step_asked
from bot.pointing.other_times import next_in_series
from bot.pointing.read_in_full import subject_of
from bot.pointing.slots import DATE, NO_EVENT, with_counted_noun
from bot.session.sessions import Topic
from bot.session.understood import Understood, by_itself, statement_given
from knowledge.answers.answer import Answerer
from knowledge.asked.ordinals import ordinals_in
from knowledge.asked.question import MONTH, years_in
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold, is_stop, terms

_GERMAN = [word.replace("u", "[uü]") for word in GERMAN]  # as it is written
# over text as it is written, with what is numbered behind it
_NUMBERED = lazily(
    rf"\b(?:(?P<word>{'|'.join(ENGLISH)}|(?:{'|'.join(_GERMAN)})(?=e[mnrs]?\b))(?:e[mnrs]?)?|(?P<digits>\d{{1,2}})(?:(?:st|nd|rd|th)\b|\.))"
    rf"\s+(?P<thing>(?!(?:{MONTH}|märz)\b)[^\W\d_][\w-]*(?: [^\W\d_][\w-]*){{0,3}})",
    re.IGNORECASE,
)
_NTH = lazily(
    rf"\b(?:{'|'.join(ENGLISH)}|(?:{'|'.join(_GERMAN)})e[mnrs]?|\d{{1,2}}(?:st|nd|rd|th|\.))(?=\s+[^\W\d_])",
    re.IGNORECASE,
)
_NAME = "go-cluster"  # is no part of what is numbered
_VERBS = frozenset("took ran begin began opened fand fanden ging startete begann lief bis".split())
_AS_WRITTEN = [word.replace("funft", "fünft") for word in GERMAN]
_AT_DATE = lazily(rf"(?:\b(?:im jahr|in|im|of|from|for|von|vom)\s+)?{DATE.pattern}", re.IGNORECASE)
_SURE = 0.8
_LONGEST = 3  # words of a thing
_SECOND = 2  # of what has had but one, the first is no other
_ASKED: dict[Language, str] = {"en": "What was the {nth} {thing}?", "de": "Was war {nth} {thing}?"}


def another_of_series(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return `text` as it is asked of the one before or after that which the statement given last numbers; None: it asks for neither,
    or that statement does not number what was asked about.
    """
    step = step_asked(text)
    if not step:
        return _of_ordinal(text, language, topic, answerer)
    is_of_time = says_earlier_or_later(text)
    for passage in statement_given(topic, language, answerer):
        asked = frozenset(terms(f"{topic.question} {topic.last} {text}", language)) - frozenset(terms(_NAME, language))
        things = {
            thing: number
            for thing, number in _numbered(passage.text, language)
            if asked.intersection(terms(thing, language)) or not (is_of_time or NO_EVENT.search(thing))
        }
        if len(things) == 1:
            thing, number = things.popitem()
            numbered = _of_number(text, number + step, thing, language, topic, answerer) if number + step else None
            return _in_year(step, numbered, topic.question, language, answerer) or numbered
    return None


def _of_ordinal(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return `text` as it is asked of another of what was asked about, where it names which, and no more, and neither what was asked nor
    the statement given last says of which of these it is.
    """
    number = ordinal_alone(text)
    if number == 0 or any(map(ordinals_in, (topic.question, topic.last))):
        return None
    another = _another_than_given(number, text, language, topic, answerer)
    if another is not None:
        return another
    if number < _SECOND or DATE.search(topic.question):
        return None
    given = statement_given(topic, language, answerer)
    thing = subject_of(topic.question, language)
    if not given or "\n- " in given[0].text or with_counted_noun(text, topic.question) != text:
        return None
    if number in ordinals_in(given[0].text) or not 0 < len(thing.split()) <= _LONGEST:
        return None
    found = by_itself(_asked(number, thing, language), language, answerer)
    first = found.retrieved.candidates[:1]
    is_told = any(number in ordinals_in(candidate.passage.text) for candidate in first)
    return found if is_told else replace(found, retrieved=replace(found.retrieved, confidence=0.0))


def _another_than_given(
    number: int, text: str, language: Language, topic: Topic, answerer: Answerer
) -> Understood | None:
    """Return `text` as it is asked of the one with this `number` of what was asked about, of which the statement given last numbers
    another: "and the first one?" after the 2nd Cluster Week; None: it numbers none, or that one too.
    """
    for passage in statement_given(topic, language, answerer):
        asked = frozenset(terms(f"{topic.question} {topic.last}", language)) - frozenset(terms(_NAME, language))
        things = {
            thing: n for thing, n in _numbered(passage.text, language) if asked.intersection(terms(thing, language))
        }
        if len(things) == 1 and number not in things.values():
            return _of_number(text, number, next(iter(things)), language, topic, answerer)
    return None


def _of_number(text: str, number: int, thing: str, language: Language, topic: Topic, answerer: Answerer) -> Understood:
    """Return what was asked last as it is asked of the thing with this number, or, where that is not told, what that was."""
    counted = next_in_series(text, topic.question, language)
    nth = _nth(number, language)
    what = counted[0] if counted else _numbering(topic.question, nth, thing) or _asked(number, thing, language)
    if topic.last == topic.question and what != _asked(number, thing, language):
        return by_itself(what, language, answerer)
    asked = _numbering(topic.last, nth, thing) or f"{_undated(topic.last)} {nth} {thing}?"
    same = by_itself(asked, language, answerer)
    first = same.retrieved.candidates[0].passage if same.retrieved.candidates else None
    if first is not None and same.sureness > _SURE and number in ordinals_in(first.text):
        retrieved = replace(same.retrieved, candidates=same.retrieved.candidates[:1])
        return Understood(same.text, Topic(question=what, last=topic.last), retrieved)
    return by_itself(_asked(number, thing, language), language, answerer)


def _numbering(question: str, nth: str, thing: str) -> str:
    """Return `question` with the ordinal `nth` before the `thing` in it, in the place of any date or ordinal; "": it does not name that."""
    words = {fold(word) for word in thing.replace("-", " ").split()}
    said = _undated(question).split()
    at = next((at for at, word in enumerate(said) if fold(word) in words), None)
    return " ".join([*said[:at], nth, *said[at:]]) + "?" if at is not None else ""


def _undated(question: str) -> str:
    return " ".join(_NTH.sub(" ", _AT_DATE.sub(" ", question)).rstrip("?!. ").split())


def _asked(number: int, thing: str, language: Language) -> str:
    return _ASKED[language].format(nth=_nth(number, language), thing=thing)


def _nth(number: int, language: Language) -> str:
    """Return the ordinal of `number`, in words as far as there are any."""
    if number > len(ENGLISH):
        return f"{number}." if language == "de" else f"{number}th"
    return f"{_AS_WRITTEN[number - 1]}e" if language == "de" else ENGLISH[number - 1]


def _in_year(
    step: int, numbered: Understood | None, question: str, language: Language, answerer: Answerer
) -> Understood | None:
    """Return what was asked as it is asked of the year before or after, where the one with its number, `numbered`, is not told of;
    None: it is, or that year is not told of either.
    """
    years = years_in(question)
    if len(years) != 1 or (numbered is not None and numbered.sureness > answerer.model.threshold):
        return None
    (year,) = years
    of_year = by_itself(question.replace(year, str(int(year) + step)), language, answerer)
    return of_year if of_year.sureness > answerer.model.threshold else None


def _numbered(text: str, language: Language) -> Iterator[tuple[str, int]]:
    """Yield what `text` numbers, with its number."""
    for found in _NUMBERED.finditer(text):
        words = list(takewhile(lambda word: not _ends(word, language), found["thing"].split()))
        if language == "de":  # adjectives, then nouns
            adjectives = list(takewhile(str.islower, words))
            nouns = takewhile(lambda word: not word.islower(), words[len(adjectives) :])
            words = [*adjectives, *nouns]
        if words and (language == "en" or not words[-1].islower()):
            yield " ".join(words), NUMBERS[fold(found["word"])] if found["word"] else int(found["digits"])


def _ends(word: str, language: Language) -> bool:
    return is_stop(fold(word), language) or fold(word) in _VERBS
