"""Whether clusters are wanted in another country than Germany, where all that are known have their seat: "wood clusters in France"."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from knowledge.asked.question import analyse
from knowledge.clusters.intent import asks_no_clusters, signs
from knowledge.clusters.outcomes import Request
from knowledge.clusters.wishes import Wish
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.countries import NAMES, countries_in
from knowledge.words.text import fold

_COUNTRY = rf"(?:{'|'.join(NAMES)})"
# Chief cities of other countries, folded; those of a German name too are left out.
_CITY = (
    r"(?:vienna|wien|salzburg|graz|innsbruck|zurich|basel|geneva|genf|lausanne|paris|strasbourg|strassburg|lyon|london|manchester|brussels|brussel|antwerp(?:en)?|amsterdam|rotterdam|eindhoven"
    r"|copenhagen|kopenhagen|stockholm|oslo|helsinki|prague|prag|brno|warsaw|warschau|krakow|krakau|breslau|wroclaw|budapest|milan|mailand|turin|rome|rom|madrid|barcelona|lisbon|lissabon|dublin|athens|athen)"
)
_AT = r"(?:in|within|inside|from|aus|across|throughout)"
_THE = r"(?:the|der|den|dem|all of|ganz)"
_ANYWHERE = r"(?:abroad|outside(?: of)? germany|(?:im|aus dem) ausland|ausserhalb(?: von)? deutschlands?|in (?:other|foreign|another) (?:european )?countr(?:y|ies)|in anderen (?:europaischen )?landern)"
_PLACED = rf"(?:{_ANYWHERE}|{_AT} (?:{_THE} )?(?:{_COUNTRY}|{_CITY}))"
_GROUP = r"(?:\w*clusters?n?|\w*networks?|\w*netzwerke?n?|members|mitglieder)"
_CLUSTERS_PLACED = lazily(
    rf"\b{_GROUP}\b(?: [\w-]+){{0,5}}? {_PLACED}\b|\b{_PLACED}\b(?: [\w-]+){{0,3}}? {_GROUP}\b"
    rf"|\b(?:foreign|auslandische\w*|{_COUNTRY})(?: (?!and |und |or |oder )[\w-]+)? {_GROUP}\b"
)
_WHOLLY_PLACED = lazily(rf"{BEFORE}(?:[\w-]+ ){{1,3}}{_PLACED}")
_THERE_NOW = lazily(
    rf"{BEFORE}(?:(?:what about|how about|was ist mit|wie ist es|wie sieht es|and|und|or|oder|gibt es|are there|any|welche|auch|also|some|those|ones|die|denn|aus) )*{_PLACED}"
    r"(?: (?:aus|as well|too|auch|maybe|vielleicht|then|denn))*"
)
# Somebody or something else than a cluster is there, or clusters have to do with that country from here.
_OTHERWISE = lazily(
    r"\b(?:with|mit|near|nahe|nah|close|border\w*|grenz\w*|partner\w*|work\w*|arbeite\w*|co ?operat\w*|kooper\w*|collab\w*|contact\w*|kontakt\w*|deal\w*|export\w*|conference\w*|\w*tagung\w*|meeting\w*|\w*treffen|event\w*"
    r"|veranstalt\w*|trip\w*|reise\w*|delegation\w*|summit\w*|gipfel\w*|matchmak\w*|compan\w*|\w*firmen|unternehmen|visit\w*|besuch\w*|attend\w*|came|come|kam|kamen|kommen|took|take|nahm\w*|nehmen|join\w*|beitret\w*|aufnehm\w*|aufgenommen|bewerb\w*|apply"
    r"|become|werden|can|could|kann|konnen|konnten|may|darf|durfen|when|wann|why|warum|label\w*|fund\w*|forder\w*|compar\w*|vergl\w*|similar|like|manager\w*|politi\w*|guest\w*|gast\w*|gaste\w*|won|gewann\w*|was|were|war|waren|did|had|hatte\w*|must|muss\w*|open|offen\w*|criteri\w*|kriteri\w*|us|uns|our|unser\w*|(?:we|wir) (?:are|sind)(?! (?:looking|searching|after|auf der suche)\b))\b"
)
_ELSEWHERE = lazily(rf"\b(?:{_CITY}|foreign|auslandische\w*|{_ANYWHERE})\b")
_BEFORE_NAME = lazily(_AT)
_NAME = lazily(rf"(?:{_THE} )?(?:{_COUNTRY}|{_CITY})")
_MARKS = lazily(r"[?!.,;:]")
_WORD = lazily(r"[^\W_]+(?:-[^\W_]+)*")
_MOST_WORDS = 3  # of a country's name with its article
_SOMEWHERE: dict[Language, str] = {"en": "abroad", "de": "im Ausland"}


def wish_abroad(request: Request, wish: Wish) -> Wish | None:
    """Return the `wish` of a request for clusters in another country than Germany alone; None: it asks for none there."""
    text, language = request.text, request.language
    if request.wants_statement or wish.laender or wish.cities or signs(text)["event"]:
        return None
    place = wanted_abroad(text, language) or (field_abroad(text, language) if wish.fields else "")
    return replace(wish, abroad=place) if place and not asks_no_clusters(text, analyse(text)) else None


@lru_cache(maxsize=2000)
def wanted_abroad(text: str, language: Language) -> str:
    """Return where `text` wants clusters, if that is in another country ("in France", "in der Schweiz"); empty: it wants none there."""
    plain = _if_abroad(text)
    return _place(text, language) if _CLUSTERS_PLACED.search(plain) and not _OTHERWISE.search(plain) else ""


def field_abroad(text: str, language: Language) -> str:
    """Return where the thing that a brief `text` names is wanted, if that is in another country: "Photonics in Austria?"; empty: nowhere."""
    plain = _if_abroad(text)
    return _place(text, language) if _WHOLLY_PLACED.fullmatch(plain) and not _OTHERWISE.search(plain) else ""


def there_instead(text: str, language: Language) -> str:
    """Return the other country that a brief `text` names instead of a place named before: "and in France?"; empty: it does not."""
    return _place(text, language) if _THERE_NOW.fullmatch(_if_abroad(text)) else ""


def _if_abroad(text: str) -> str:
    """Return the folded words of `text` without marks, if it names another country or a city there; empty: it names none."""
    folded = fold(text)
    if not (countries_in(text) or _ELSEWHERE.search(folded)):
        return ""
    return " ".join(_MARKS.sub(" ", folded).split())


def _place(text: str, language: Language) -> str:
    """Return the place abroad that `text` names, as it is written, behind "in"."""
    words = _WORD.findall(text)
    for at, before in enumerate(words):
        if _BEFORE_NAME.fullmatch(fold(before)):
            for n in range(_MOST_WORDS, 0, -1):
                name = " ".join(words[at + 1 : at + 1 + n])
                if _NAME.fullmatch(fold(name)):
                    return f"in {name}"
    return _SOMEWHERE[language]
