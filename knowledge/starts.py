"""Since when a thing exists: what a question claims of that, by a year that it guesses, and what was there before.

"Since when does go-cluster exist, 2010?" is searched for as the question that it is: else what happened in 2010 is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.records import Language
from knowledge.text import fold

_THING = r"(?P<thing>[^?.!,;:]{2,60}?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_STARTED = r"(?:start(?:ed)?|beg[aiu]n|exist(?:ed)?|been around|been there|been founded|founded|established|launched|set up|created|come into being)"
_GESTARTET = (
    r"(?:gestartet|gegründet|gegruendet|entstanden|begonnen|angefangen|losgegangen|ins Leben gerufen|eingeführt)"
)
_SO = {
    "en": r"(?:is it (?:true|right|correct) (?:that )?|(?:i|we) (?:heard|read|thought) (?:that )?)?",
    "de": r"(?:stimmt es,? (?:dass|das) |ist es (?:richtig|wahr|korrekt),? dass |(?:ich|wir) (?:dachten?|habe gelesen|habe gehört),? dass )",
}
_CLAIMS: dict[Language, tuple[re.Pattern[str], ...]] = {
    "en": (
        re.compile(
            rf"\W*(?:and |so )?(?:since when|when) (?:does|did|do|has|have|was|were|is) {_THING} {_STARTED}\W+(?:(?:in|since|was it(?: in)?|right|or)\W+)*{_YEAR}\W*",
            re.I,
        ),
        re.compile(
            rf"\W*(?:and |so )?{_SO['en']}(?:does|did|has|was|were) {_THING} {_STARTED}(?: already)? (?:in|since) {_YEAR}\W*",
            re.I,
        ),
        re.compile(
            rf"\W*(?:and |so )?is it (?:true|right|correct) (?:that )?{_THING} (?:was |has )?{_STARTED} (?:in|since) {_YEAR}\W*",
            re.I,
        ),
    ),
    "de": (
        re.compile(
            rf"\W*(?:und )?(?:seit wann|ab wann) (?:gibt es|existiert|besteht) {_THING}\W+(?:(?:seit|ab|oder|so|etwa|nicht)\W+)*{_YEAR}\W*",
            re.I,
        ),
        re.compile(
            rf"\W*(?:und )?wann (?:ist|wurde) {_THING} {_GESTARTET}\W+(?:(?:in|im jahr|oder|so|etwa|nicht)\W+)*{_YEAR}\W*",
            re.I,
        ),
        re.compile(
            rf"\W*(?:und )?{_SO['de']}{_THING} (?:im jahr |in |seit )?{_YEAR} {_GESTARTET}(?: ist| wurde| worden ist)?\W*",
            re.I,
        ),
        re.compile(rf"\W*(?:und )?{_SO['de']}es {_THING} (?:schon )?seit {_YEAR} gibt\W*", re.I),
        re.compile(
            rf"\W*(?:und )?(?:ist|wurde) {_THING} (?:schon )?(?:im jahr |in )?{_YEAR} {_GESTARTET}(?: worden)?\W*", re.I
        ),
        re.compile(rf"\W*(?:und )?gibt es {_THING} (?:schon )?seit {_YEAR}\W*", re.I),
    ),
}
_WHEN: dict[Language, str] = {"en": "When did {thing} start?", "de": "Wann ist {thing} gestartet?"}
_CLAIMED: dict[Language, str] = {"en": "Did {thing} start in {year}?", "de": "Ist {thing} {year} gestartet?"}
_BEFORE: dict[Language, str] = {"en": "What was there before go-cluster?", "de": "Was gab es vor go-cluster?"}
_ASKS_BEFORE = re.compile(
    r"\W*(?:(?:and|und|so|but|aber)\W+)*(?:what (?:was|were|existed|came)(?: there)?(?: in place)? (?:before|earlier|previously)(?: (?:it|that|then))?"
    r"|was (?:war|gab es|gab s|kam|existierte)(?: (?:da|denn|es))* (?:davor|vorher|zuvor|fruher))\W*"
)
_NO_THING = re.compile(r"(?:it|that|this|they|he|she|you|we|es|das|er|sie|wir|ihr|die|der)\b(?! \w)")
_NAME_ALONE = re.compile(r"\W*(?:and|und|what about|how about|was ist mit)\W+(?P<name>[^?.!,;]{2,50}?)\W*", re.I)
_ASKS = re.compile(
    r"\b(?:who|what|when|where|why|how|which|wer|was|wann|wo|wie|warum|welche\w*|seit|since|did|does|is|are|was|ist|sind|in|im|(?:19|20)\d\d)\b"
)
_LONGEST = 5  # words of a thing


@dataclass(frozen=True, slots=True)
class Start:
    """A claim that `thing` started in `year`, as it is searched for and as it is judged; what is asked of a thing in its place."""

    thing: str
    year: str
    language: Language

    @property
    def when(self) -> str:
        """The question when it started."""
        return _WHEN[self.language].format(thing=self.thing)

    @property
    def claimed(self) -> str:
        """The question whether it started in that year."""
        return _CLAIMED[self.language].format(thing=self.thing, year=self.year)


def start_claimed(text: str, language: Language) -> Start | None:
    """Return what `text` claims of the year in which a thing started, if that is all it says; None: it is not."""
    for pattern in _CLAIMS[language]:
        found = pattern.fullmatch(text)
        if found is None:
            continue
        thing = found["thing"].strip()
        if len(thing.split()) <= _LONGEST and not _NO_THING.match(fold(thing)):
            return Start(thing, found["year"], language)
    return None


def asked_after_start(text: str, question: str, language: Language) -> str:
    """Return in full what `text` asks after `question`, a claim of when a thing started: what was there before go-cluster, or when
    another that it only names started; "": it asks neither.
    """
    if _ASKS_BEFORE.fullmatch(fold(text)) is None and _NAME_ALONE.fullmatch(text) is None:
        return ""
    start = start_claimed(question, language)
    if start is None:
        return ""
    if _ASKS_BEFORE.fullmatch(fold(text)):  # of nothing but the programme it is told
        return _BEFORE[language] if "gocluster" in fold(start.thing) else ""
    named = _NAME_ALONE.fullmatch(text)
    if named is None or _ASKS.search(fold(named["name"])) or len(named["name"].split()) > _LONGEST:
        return ""
    return _WHEN[language].format(thing=named["name"].strip())
