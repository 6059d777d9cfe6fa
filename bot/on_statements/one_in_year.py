"""One of what was spoken of, in another year: "was there one in 2021 as well?" after a Cluster Week.

The year alone finds whatever took place in it; what is searched for is the thing, and a statement that has not both says nothing of it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.pointing.read_in_full import subject_of
from bot.pointing.slots import DATE
from bot.session.sessions import Topic
from bot.session.understood import Understood, by_itself
from knowledge.answers.answer import Answerer
from knowledge.asked.passage_words import stems_in, words_of
from knowledge.asked.question import years_covered, years_in
from knowledge.asked.sought import content
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_WHEN = r"(?:in |im jahr |im )?(?:19|20)\d\d"
_ONE_THEN = lazily(
    rf"{BEFORE}(?:(?:was|were) there (?:also )?(?:an?other one|one|any|ones?|some|something like (?:that|it))|did (?:one|it|that|they) (?:also )?(?:take place|happen|exist)|(?:was|is) (?:one|it) (?:also )?(?:held|organi[sz]ed|repeated)"
    rf"|(?:gab|gibt) (?:es|s)(?: (?:{_WHEN}|auch|da|denn|schon|noch|dann|wieder))* (?:eine?[nrs]?|welche|so ?was|so etwas)|(?:hat|fand) (?:es|sie|das|er|die|der)(?: (?:{_WHEN}|auch|da|denn|schon|noch|dann|wieder))*(?: statt)?(?: (?:statt)?gefunden)?)"
    rf"(?: (?:{_WHEN}|too|also|again|as well|auch|wieder|schon|noch|denn|statt|stattgefunden))*\W*"
)
_ASKED: dict[Language, str] = {"en": "Was there {article}{thing} in {year}?", "de": "Gab es {year} {thing}?"}
_OF_SERIES = lazily(
    r"\b(?:first|second|third|fourth|fifth|last|latest|next|\d{1,2}(?:st|nd|rd|th)|\d{1,2}\.(?=\s)|(?:erste|zweite|dritte|vierte|fünfte|letzte|nächste)[nrms]?)(?!\w)",
    re.IGNORECASE,
)


def one_in_year(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return `text` as it asks whether there was one of what is spoken of in the year that it names; not to be relied on where what is
    found is not of both; None: it does not ask that.
    """
    years = years_in(text)
    if len(years) != 1 or _ONE_THEN.fullmatch(fold(text)) is None:
        return None
    (year,) = years
    thing = " ".join(_OF_SERIES.sub(" ", DATE.sub(" ", subject_of(topic.question, language))).split())
    if not thing:
        return None
    article = "" if thing.endswith("s") else "an " if thing[0] in "aeiou" else "a "
    found = by_itself(_ASKED[language].format(thing=thing, year=year, article=article), language, answerer)
    found = replace(found, topic=replace(found.topic, last=text))
    first = found.retrieved.candidates[0].passage if found.retrieved.candidates else None
    has_year = first is not None and year in years_covered(first.text)
    is_of_both = has_year and first is not None and stems_in(content(thing, language), words_of(first).around)
    return found if is_of_both else replace(found, retrieved=replace(found.retrieved, confidence=0.0))
