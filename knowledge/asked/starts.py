"""In which year a thing started: what a question claims of that, yes or no by a statement that tells it, and what was there before.

"Was go-cluster founded in 2010?" is searched for as the question when it was: else what happened in 2010 is told. A year that is only
guessed behind such a question is parted from it in `guessed`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.asked.claims import claim
from knowledge.asked.question import names_programme, years_in
from knowledge.patterns import lazily
from knowledge.records import Language, Verdict
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold, terms, tokenise

_THING = r"(?P<thing>[^?.!,;:]{2,60}?)"
_OTHER = _THING.replace("thing", "other")
_THING_TOO = _THING.replace("thing", "too")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_YEAR_TOO, _YEAR_THEN = _YEAR.replace("year", "of"), _YEAR.replace("year", "then")
_STARTED = r"(?:start(?:ed)?|beg[aiu]n|been founded|founded|established|launched|set up|created|born|come into being)"
_LASTED = r"(?:exist(?:ed)?|been around|been there|been in place|been running|around|in place|running)"
_GESTARTET = (
    r"(?:gestartet|gegründet|gegruendet|entstanden|begonnen|angefangen|losgegangen|ins Leben gerufen|eingeführt)"
)
_ALREADY = r"(?: (?:already|really|only|first))?"
_SCHON = r"(?:(?:schon|bereits|erst|eigentlich|wirklich|denn|doch|ja|angeblich) )*"
_IN = r"(?:back )?in (?:the year |early |mid[ -]|late )?"
_IM = r"(?:im jahr |in |seit |anfang |mitte |ende )?"
_SO = {
    "en": r"(?:is it (?:true|right|correct) (?:that )?|(?:i|we) (?:heard|read|thought) (?:that )?)",
    "de": r"(?:stimmt es,? (?:dass|das) |ist es (?:richtig|wahr|korrekt),? dass |(?:ich|wir) (?:dachten?|habe gelesen|habe gehört),? dass )",
}
_CLAIMS: dict[Language, tuple[re.Pattern[str], ...]] = {
    "en": (
        lazily(rf"{BEFORE}(?:did|has|was|were) {_THING}{_ALREADY} {_STARTED}{_ALREADY} {_IN}{_YEAR}\W*", re.I),
        lazily(
            rf"{BEFORE}(?:does|did|has|have|is|was|were) {_THING}{_ALREADY} {_LASTED}{_ALREADY} since (?:early |mid[ -]|late )?{_YEAR}\W*",
            re.I,
        ),
        lazily(
            rf"{BEFORE}{_SO['en']}{_THING} (?:(?:was|has|is|has been) )?(?:{_STARTED} {_IN}|{_LASTED} since ){_YEAR}\W*",
            re.I,
        ),
    ),
    "de": (
        lazily(rf"{BEFORE}{_SO['de']}{_THING} {_SCHON}{_IM}{_YEAR} {_GESTARTET}(?: ist| wurde| worden ist)?\W*", re.I),
        lazily(rf"{BEFORE}{_SO['de']}es {_THING} {_SCHON}seit {_YEAR} gibt\W*", re.I),
        lazily(rf"{BEFORE}{_SO['de']}{_THING} {_SCHON}seit {_YEAR} (?:existiert|besteht)\W*", re.I),
        lazily(rf"{BEFORE}(?:ist|wurde) {_THING} {_SCHON}{_IM}{_YEAR} {_GESTARTET}(?: worden)?\W*", re.I),
        lazily(rf"{BEFORE}(?:gibt es|existiert|besteht) {_THING} {_SCHON}seit {_YEAR}\W*", re.I),
    ),
}
# what is claimed with a tag behind it, or as something heard: "…, right?"
_SAID: dict[Language, re.Pattern[str]] = {
    "en": lazily(
        rf"{BEFORE}{_THING}(?: (?:was|has|is|has been|only|already))* (?:{_STARTED} {_IN}|{_LASTED} since ){_YEAR}\W*",
        re.I,
    ),
    "de": lazily(
        rf"{BEFORE}(?:{_THING} (?:gibt es|existiert|besteht) {_SCHON}seit {_YEAR}|es {_OTHER} {_SCHON}seit {_YEAR_TOO} gibt"
        rf"|{_THING_TOO} (?:ist|wurde|startete|begann|entstand) {_SCHON}{_IM}{_YEAR_THEN}(?: {_GESTARTET})?(?: worden)?)\W*",
        re.I,
    ),
}
_ASKED: dict[Language, re.Pattern[str]] = {
    "en": lazily(
        rf"{BEFORE}(?:since when|when|how long) (?:does|did|do|has|have|was|were|is) {_THING} (?:{_STARTED}|{_LASTED})\W*",
        re.I,
    ),
    "de": lazily(
        rf"{BEFORE}(?:(?:seit wann|ab wann|wie lange) (?:gibt es|existiert|besteht) {_SCHON}{_THING}(?: schon)?|wann (?:ist|wurde) {_OTHER} {_GESTARTET})\W*",
        re.I,
    ),
}
_BEGINS = lazily(
    r"\b(?:in place since|since|born|start\w*|began|founded|launched|established|set up|geburtsstunde|seit|gegrundet|entstand\w*|ging\b.*\bhervor|ging\b.*\bonline|gestartet|begann)\b"
)
_EARLY = 5  # words within which a statement on a thing names it
_WHEN: dict[Language, str] = {"en": "When did {thing} start?", "de": "Wann ist {thing} gestartet?"}
_BEFORE_IT: dict[Language, str] = {"en": "What was there before go-cluster?", "de": "Was gab es vor go-cluster?"}
_ASKS_BEFORE = lazily(
    rf"{BEFORE}(?:what (?:was|were|existed|came)(?: there)?(?: in place)? (?:before|earlier|previously)(?: (?:it|that|then))?"
    r"|was (?:war|gab es|gab s|kam|existierte)(?: (?:da|denn|es))* (?:davor|vorher|zuvor|fruher))\W*"
)
_NO_THING = lazily(r"(?:it|that|this|they|he|she|you|we|es|das|er|sie|wir|ihr|die|der)\b(?! \w)|there\b")
_NAME_ALONE = lazily(r"\W*(?:and|und|what about|how about|was ist mit)\W+(?P<name>[^?.!,;]{2,50}?)\W*", re.I)
_ASKS = lazily(
    r"\b(?:who|what|when|where|why|how|which|wer|was|wann|wo|wie|warum|welche\w*|seit|since|did|does|is|are|was|ist|sind|in|im|(?:19|20)\d\d)\b"
)
_LONGEST = 5  # words of a thing


@dataclass(frozen=True, slots=True)
class Start:
    """A claim that `thing` started in `year`."""

    thing: str
    year: str
    language: Language

    @property
    def when(self) -> str:
        """The question when it started."""
        return _WHEN[self.language].format(thing=self.thing)


@lru_cache(maxsize=200)
def start_claimed(text: str, language: Language) -> Start | None:
    """Return what `text` claims of the one year in which a thing started, if that is all it says; None: it is not."""
    if len(years_in(text)) != 1:
        return None
    found = next(filter(None, (pattern.fullmatch(text) for pattern in _CLAIMS[language])), None)
    if found is None and (claimed := claim(text)) != text:
        found = _SAID[language].fullmatch(claimed)
    if found is None:
        return None
    named = found.groupdict()
    thing = next(filter(None, (named.get(group) for group in ("thing", "other", "too"))), "").strip()
    year = next(filter(None, (named.get(group) for group in ("year", "of", "then"))))
    return Start(thing, year, language) if _is_thing(thing) else None


def started_then(start: Start, text: str) -> Verdict | None:
    """Return whether the thing started in the year that is claimed, by the statement `text`; None: it does not tell that."""
    words = tokenise(text)
    early = " ".join(words[: _EARLY + len(start.thing.split())])
    years = years_in(text)
    wanted = frozenset(terms(start.thing, start.language, compounds=False))
    is_told = years and _BEGINS.search(" ".join(words)) and wanted <= frozenset(terms(early, start.language))
    if not is_told:
        return None
    if start.year not in years:
        return "no"
    return "yes" if len(years) == 1 else None


def asked_after_start(text: str, question: str, language: Language) -> str:
    """Return in full what `text` asks after `question`: what was there before go-cluster, where that asks or claims when it started;
    when another that `text` only names started, where that claims a year; "": it asks neither.
    """
    if _ASKS_BEFORE.fullmatch(fold(text)):  # of nothing but the programme it is told
        return _BEFORE_IT[language] if names_programme(_started(question, language)) else ""
    named = _NAME_ALONE.fullmatch(text)
    if named is None or start_claimed(question, language) is None:
        return ""
    if _ASKS.search(fold(named["name"])) or len(named["name"].split()) > _LONGEST:
        return ""
    return _WHEN[language].format(thing=named["name"].strip())


def _started(question: str, language: Language) -> str:
    """Return the thing of which `question` asks when it started, or claims the year; "": it does neither."""
    start = start_claimed(question, language)
    if start is not None:
        return start.thing
    found = _ASKED[language].fullmatch(question)
    return next(filter(None, found.groups()), "") if found is not None else ""


def _is_thing(thing: str) -> bool:
    return 0 < len(thing.split()) <= _LONGEST and _NO_THING.match(fold(thing)) is None
