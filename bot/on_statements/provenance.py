"""Whether a message asks where what was told comes from, or of when it is: "Source?", "Woher stammt die Zahl?", "Is that still current?"."""

from __future__ import annotations

import re
from typing import Literal

from knowledge.asked.question import NOW
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import EXCLAIMED, JOINING
from knowledge.words.splitting import sentences
from knowledge.words.text import tokenise

_LONGEST = 16  # words
_THING = (
    r"(?:figures?|numbers?|infos?|information|statements?|data|facts?|sources?|answers?|claims?"
    r"|zahl(?:en)?|angaben?|infos?|information(?:en)?|aussagen?|daten|quellen?|antwort|werte?)"
)
_IT_EN = rf"(?:it|that|this|these|those|(?:that|this|the|these|those|your|all) {_THING})"
_IT_DE = rf"(?:das|dies|die|sie|es|(?:die|diese[rn]?|der|das|ihre|deine|eure) {_THING})"
# what an event, a person or a cluster can be asked as well is asked of a figure only where it is called one
_FIGURE_EN = rf"(?:that|this|the|these|those|your) {_THING}"
_FIGURE_DE = rf"(?:die|diese[rn]?|der|das|ihre|deine|eure) {_THING}"
_BEGIN = rf"(?:(?:{JOINING}|{EXCLAIMED}|please|bitte|sorry|thanks?|thank you|danke|great|gut|super)\s)*"
_END = r"(?:\s(?:please|pls|bitte|then|denn|eigentlich|exactly|genau|actually|really|wirklich|so|jetzt|überhaupt|uberhaupt|dafur|davon|for (?:that|this|it)|of (?:that|this|it)|mal|nochmal))*"
_ARTICLES = (
    r"(?:(?:the|a|your|its|die|der|eine[nr]?|ihre|deine|eure|exact|full|genaue[nr]?|vollstandige|vollständige) )*"
)
_CITED = rf"{_ARTICLES}(?:sources?|quellen?|references?|citations?|belege?|nachweise?|quellenangaben?|fundstellen?)"
_SOURCE = rf"(?:{_CITED}|{_ARTICLES}(?:page(?: number)?|seite(?:n(?:zahl|angabe|nummer))?))"
_SOURCES = rf"{_SOURCE}(?: (?:and|with|plus|und|mit|samt) {_SOURCE})?"
_WORK = r"(?: (?:of|in|on|der|des|in der|im|aus der) (?:(?:the|this|that|dieser|diesem) )?(?:\w+ )?(?:publication|brochure|source|document|pdf|report|publikation|broschure|broschüre|quelle|dokuments?|berichts?|schrift))?"
_ORIGIN = (
    rf"(?:mit )?{_SOURCES}(?: (?:mit |hinzu)?(?:angeben|nennen|dazu|beifugen|beifügen|zitieren))?",
    rf"(?:(?:can|could|would|will) you )?(?:please )?(?:give|cite|name|state|provide|tell|show|quote|add)(?: (?:me|us))? (?:please )?{_SOURCES}",
    rf"do you have {_CITED}",
    rf"is there {_CITED}",
    r"what(?: is| ?s) (?:it|that|this) based on",
    rf"where did you (?:get|find|read|see|take) {_IT_EN}(?: from)?",
    rf"(?:(?:konnen|können|konnten|könnten|wurden|würden) sie )?(?:mir |uns |bitte )*(?:nennen|geben)(?: sie)?(?: (?:mir|uns|bitte|dazu|dafur))* {_SOURCES}(?: (?:an|nennen|geben|angeben))?",
    rf"(?:konnen|können|konnten|könnten|wurden|würden) sie (?:(?:mir|uns|bitte|dazu|dafur|dafür) )*{_SOURCES} (?:nennen|geben|angeben)",
    rf"(?:haben sie|hast du|gibt es|gibts)(?: (?:dafur|dafür|dazu|denn|auch))* {_CITED}",
    r"worauf (?:stutzt|stützt|beruht|basiert) (?:sich )?(?:das|dies|diese[rs]? \w+)",
    rf"(?:auf|von) welcher seite{_WORK} (?:steht|stehen|ist|sind|finde ich|findet man|kann (?:ich|man)) {_IT_DE}(?: (?:nach)?(?:lesen|finden))?",
    rf"(?:(?:on|from) )?(?:which|what) page{_WORK}(?: (?:is|are|does|do|can i find|do i find|did you find) {_IT_EN}(?: (?:on|from|stand))?)?{_WORK}",
    rf"wo genau (?:steht|stehen) {_IT_DE}",
    rf"where (?:exactly )?(?:is|are|does|do) {_IT_EN} (?:exactly )?(?:stand|stated|written|say so)",
    r"(?:(?:the|your|which|what|die|der|welche|ihre|deine|eure|was ist die|what(?: is| ?s| are) (?:the|your)) )?(?:exact |genaue )?"
    r"(?:sources?|quellen?|references?|belege?|nachweise?|quellenangaben?|fundstellen?)",
    rf"(?:where|what source|which source) (?:does|do|did|is|are|have) (?:{_IT_EN}|you)(?: (?:come|have|get|got|taken|know))* (?:from|(?:that|this|it) from)",
    rf"(?:(?:on|from) )?(?:which|what) page(?: (?:is|are) {_IT_EN}(?: (?:on|from))?)?",
    rf"(?:auf|von) welcher seite(?: (?:steht|stehen|ist|sind) {_IT_DE})?",
    rf"how do you know(?: {_IT_EN})?",
    rf"(?:who (?:says|said|states|claims|told you)(?: (?:so|{_IT_EN}))?|(?:says|according to) who(?:m)?|laut wem)",
    rf"where(?: is| s) {_IT_EN} from",
    rf"(?:can|could|may) (?:i|we) (?:see|have|get) {_SOURCES}",
    rf"(?:from|in) (?:which|what) (?:document|publication|paper|source|report) (?:is|are|does|do|did) {_IT_EN}(?: (?:from|come from|stand))?",
    r"(?:aus|in) welche[rmn]? (?:quelle|dokument|publikation|broschure|bericht|schrift)(?: (?:stammt|stammen|kommt|kommen|ist|sind|steht|stehen) (?:das|dies|die|sie|es))?",
    r"wo (?:hast|haben|habt|nimmst|nehmen) (?:du|sie|ihr) (?:das|die|es|dies) her",
    rf"(?:what|which)(?: is| ?s) (?:the |your )?sources? (?:of|for) {_IT_EN}",
    r"woher (?:stammt|kommt) (?:das|dies)",
    rf"woher (?:stammt|stammen|kommt|kommen) {_FIGURE_DE}",
    r"woher (?:stammt|stammen) (?:sie|die|es)",
    r"woher (?:hast|haben|habt|weisst|wissen|wisst|nehmen|nimmst) (?:du|sie|ihr)(?: (?:das|die|es|dies))?",
    rf"{_FIGURE_DE} woher (?:stammt|stammen|kommt|kommen) (?:sie|die|das)",
    r"wer (?:sagt|sagte|behauptet|hat) (?:das|dies)(?: (?:gesagt|behauptet|geschrieben|festgestellt))?",
    rf"(?:aus|auf) welche[rn]? quellen? (?:stammt|stammen|kommt|kommen|ist|sind|beruht|beruhen) {_IT_DE}",
    r"wo (?:steht|stehen) (?:das|dies)(?: (?:geschrieben|drin))?",
    rf"wo (?:kann ich|kann man) {_IT_DE} nachlesen",
    rf"where (?:is|are) {_IT_EN} (?:written|stated|said)",
    rf"where can (?:i|one|we) (?:read|look up|verify|check) {_IT_EN}(?: up)?",
)
_DATE = (
    rf"(?:what|which) (?:date|year|time) (?:is|are) {_IT_EN} (?:from|of)",
    rf"(?:how (?:recent|current|up to date)|wie aktue?ll) (?:is|are|ist|sind) (?:{_IT_EN}|{_IT_DE})",
    r"(?:(?:as of|from) when|stand (?:wann|von wann)|von wann)",
    rf"what(?: is| ?s)? (?:the )?(?:date|year) of {_FIGURE_EN}",
    rf"(?:what|which) (?:date|year) (?:is|are|does|do|has|have) {_FIGURE_EN}(?: (?:from|of|have|bear|as of))?",
    rf"(?:as of when|from when) (?:is|are|was|were) {_IT_EN}",
    rf"when (?:is|are|was|were) {_FIGURE_EN}(?: (?:from|published|written|dated))?",
    rf"how (?:old|recent|current|up to date|new) (?:is|are) {_FIGURE_EN}",
    rf"welche[sn]? (?:datum|stand|jahr) (?:hat|haben|ist|tragt|tragen) {_FIGURE_DE}",
    rf"(?:von wann|aus welchem jahr) (?:ist|sind|stammt|stammen) {_FIGURE_DE}",
    r"von wann ist das",
    rf"wie (?:alt|aktue?ll|neu) (?:ist|sind) {_FIGURE_DE}",
    rf"(?:(?:welcher|was ist der) )?stand(?: {_FIGURE_DE})?",
)
_CURRENT = (
    rf"(?:is|are) {_IT_EN} still (?:current|valid|correct|right|tru|up to date|accurate|so|the case)(?: today| now)?",
    rf"(?:does|do) {_IT_EN} still (?:hold|apply)(?: today| now)?",
    rf"(?:ist|sind|gilt|gelten|stimmt|stimmen) {_IT_DE} (?:heute |immer |uberhaupt )?noch(?: (?:aktue?ll|gultig|richtig|korrekt|so|heute))?",
    rf"(?:ist|sind) {_FIGURE_DE} aktue?ll",
    rf"(?:is|are) {_IT_EN} (?:current|up to date)",
)


_OF_NOW = lazily(
    rf"{_BEGIN}(?:(?:how|what) (?:about|is it|are they)|how does it look|wie (?:ist|war|steht|sieht) (?:es|das)(?: denn)?)?\s?(?:as of )?{NOW}(?:\s(?:in |im jahr |the year )?20\d\d)?(?:\saus)?{_END}"
)


_AND_NOW: dict[Language, str] = {"en": "And today?", "de": "Und heute?"}
_NEWER = lazily(
    rf"{_BEGIN}(?:(?:is|are) there|(?:do|have) you(?: have| got)?|gibt es(?: da)?|haben sie(?: auch)?|hast du|habt ihr)?\s?(?:(?:any|a|an|some|something|anything|auch|noch|denn|eine?|etwas|was)\s)*"
    rf"(?:newer|more recent|more current|later|neuere\w*|aktue?llere\w*|jungere\w*|spatere\w*)(?: (?:ones?|{_THING}|werte?))?(?: (?:than that|als die|dazu))?{_END}"
)


def _pattern(kinds: tuple[str, ...]) -> re.Pattern[str]:
    return lazily(rf"{_BEGIN}(?:{'|'.join(kinds)}){_END}")


_ASKS_ORIGIN, _ASKS_CURRENT = _pattern((*_ORIGIN, *_DATE)), _pattern(_CURRENT)


def asks_of_now(text: str) -> bool:
    """Return whether `text` says at last no more than that what was asked is asked of today: "And today?", "Und heute?"."""
    start, end = (sentences(text) or [(0, 0)])[-1]
    return _OF_NOW.fullmatch(" ".join(tokenise(text[start:end]))) is not None


def of_now(text: str, language: Language) -> str:
    """Return `text` as it is asked of now, if it asks no more than whether there is a newer figure ("Gibt es neuere Zahlen?"); else `text`."""
    if len(text.split()) > _LONGEST or _NEWER.fullmatch(" ".join(tokenise(text))) is None:
        return text
    return _AND_NOW[language]


def origin_asked(text: str) -> Literal["source", "current"] | None:
    """Return what `text` asks, in one sentence or in several, and nothing else: where what was told comes from, or from when it is
    ("source"), or whether it still holds ("current"); None: neither.
    """
    if len(text.split()) > _LONGEST:
        return None
    said = [" ".join(tokenise(text[start:end])) for start, end in sentences(text)]
    of_now = [_ASKS_CURRENT.fullmatch(part) is not None for part in said]
    if said and all(of_now):
        return "current"
    of_source = (current or _ASKS_ORIGIN.fullmatch(part) for part, current in zip(said, of_now, strict=True))
    return "source" if said and all(of_source) else None
