"""Whether a statement bears the very thing that is asked for: what it cost, which is the most, how large it is, how long it takes.

Finer than `knowledge.asked.values`, by which statements are ranked: here one is told or not. What an asked line of the statement asks for, it has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.asked.claim_words import light_stems
from knowledge.asked.next_time import wants_next
from knowledge.asked.numerals import numbers_said
from knowledge.asked.passage_words import stems_in, words_of
from knowledge.asked.question import Question
from knowledge.patterns import lazily
from knowledge.records import Passage
from knowledge.words.text import fold, terms

_REMEMBERED = 5000  # statements
_COMPARABLE = 3  # numbers among which one is the most
_Has = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind of thing that is asked for, and whether a text has it. Over folded text."""

    asked: re.Pattern[str]
    has: _Has


def _says(pattern: str) -> _Has:
    found = lazily(pattern, re.DOTALL)
    return lambda text: found.search(text) is not None


_says_most = _says(
    r"\b(?:most|least|best|(?:small|bigg|larg|tall|young|old|rich|dear|cheap|strict|busi|slow|fast|long|short|high|low|great|strong)est|(?:klein|gross|jung|alt|alte|reich|teuer|billig|gunstig|lang|kurz"
    r"|schnell|hoch|niedrig|mei|be|stark)s?te[nrsm]?|am meisten)\b"
)


def _compares(text: str) -> bool:
    return _says_most(text) or len(numbers_said(text)) >= _COMPARABLE


_UNIT = r"(?:years?|months?|weeks?|days?|hours?|minutes?|jahre?n?s?|monate?n?s?|wochen?|(?:werk)?tage?n?s?|stunden?|minuten?)"
_MANY = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|whole|full|several|few|many|all|a|an|ein\w*|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|zwolf|halbe\w*|ganze\w*|volle\w*"
    r"|mehrere\w*|einige\w*|viele\w*|last|past|letzten|every|alle|jede\w*|over|within|binnen|up to"
)


def _lasting(unit: str) -> _Has:
    return _says(
        rf"(?:\d|\b(?:{_MANY}))\W+(?:(?:full|whole|more|further|volle\w*|ganze\w*|weitere\w*|working|consecutive)\W+)?{unit}\b|\b\w*(?:tag|jahr|monat|stund|woch)ig\w*\b"
        r"|\b(?:since|seit\w*|until|till|bis (?:zum|ende|anfang|mitte|\d)|ongoing|unbefristet\w*|permanent\w*|decade\w*|jahrzehnt\w*)\b|\b(?:from|von|vom)\b.{1,40}\b(?:to|bis)\b|\b(?:19|20)\d\d\W{1,3}(?:19|20)\d\d\b"
        r"|\b(?:between|zwischen)\b.{1,30}\b(?:19|20)\d\d\b|\b\d{1,2}(?:\.|:\d\d)?(?: uhr)?\W{1,3}(?:to|bis)?\W{0,3}\d{1,2}(?:\.|:\d\d)"
    )


tells_how_long = _lasting(_UNIT)
# "2 years after the first" is how long one waits
_tells_how_long_it_took = _lasting(rf"{_UNIT}(?!\W+(?:after|later|before|ago|nach|danach|spater|vor|vorher)\b)")
_is_dated = _says(r"\b(?:19|20)\d\d\b")
# which of several is the most by what can only be judged, and words by which that is told
_JUDGED = (
    (r"most successful|erfolgreichste\w*", r"success\w*|erfolg\w*"),
    (
        r"hardest|toughest|most difficult|schwierigste\w*|schwerste\w*|strengste\w*",
        r"hard\w*|difficult\w*|tough\w*|strict\w*|schwier\w*|schwer\w*|streng\w*",
    ),
    (
        r"most popular|(?:used|requested|asked for) most|beliebteste\w*|meistgenutzt\w*|am (?:meisten|haufigsten) (?:genutzt|gefragt|nachgefragt|verwendet)",
        r"popular\w*|beliebt\w*|(?:most|more) often|most (?:used|frequent\w*)|haufig\w*|am meisten|besonders",
    ),
    (
        r"most beautiful|prettiest|schonste\w*|funniest|lustigste\w*",
        r"beautiful|schon\w*|funn\w*|lustig\w*|highlight\w*",
    ),
)
_THINGS = (
    *(
        Thing(
            lazily(rf"\b(?:which|what|who|welche[rsnm]?|wer|was)\b.*\b(?:{asked})\b"),
            _says(rf"\b(?:{told})\b"),
        )
        for asked, told in _JUDGED
    ),
    Thing(  # what it cost or brought in
        lazily(
            r"\bwas (?:hat|haben|hatte\w*|wird|wurde\w*|soll\w*|muss\w*|durfte\w*)\b.*\b(?:gekostet|kosten|gezahlt|bezahlt|verdient|verdienen)\b|\b(?:wie ?viel|was) (?:geld )?(?:kostete\w*|verdien(?:t|te|en))\b"
            r"|\b(?:honorar\w*|preisgeld\w*|gehalt|umsatz\w*|rabatt\w*|prize money|salary|wages?|revenue|turnover|(?:the|its|their|any|much|what) profits?|discounts?|deposit|kaution|(?:what|which) sum|welche(?:n|r)? (?:summe|betrag))\b"
            r"|\bhow many (?:\w+ )?(?:euros|dollars|pounds|francs)\b|\bwie ?viele? (?:\w+ )?(?:euros?|dollar|pfund|franken)\b"
        ),
        _says(
            r"[€]|\b(?:euros?|eur|cents?|free|gratis|nothing|kostenlos\w*|kostenfrei\w*|unentgeltlich\w*|nichts|bears?|borne|covers?|covered|ubern(?:immt|ehmen|ommen\w*)|(?:tragt|tragen|getragen)\b.{0,40}\bkosten|kosten\b.{0,60}\b(?:tragt|tragen|getragen)"
            r"|pays?|paid|payment|bezahl\w*|zahlt|voluntary|ehrenamtlich\w*)\b"
        ),
    ),
    Thing(  # which of several is the most
        lazily(
            r"\b(?:which|who|welche[rsnm]?|wer)\b.*\b(?:smallest|biggest|largest|tallest|youngest|oldest|richest|dearest|cheapest|most expensive|strictest|busiest|slowest|fastest"
            r"|most (?:money|members|votes|people|visitors|events|often)|kleinste\w*|grosste[nrsm]?|jungste\w*|alteste\w*|reichste\w*|teuerste\w*|billigste\w*|gunstigste\w*"
            r"|schnellste\w*|meisten? (?:geld|mitglieder\w*|stimmen|leute|besucher\w*))\b"
        ),
        _compares,
    ),
    Thing(  # which is to come in a row of which some were told
        lazily(
            r"\b(?:which(?: one)?|what|who|welche[rsn]?|wer|was) (?:comes|is|will (?:be|come)|kommt|ist|wird) (?:(?:als|the|das|die|der) )?(?:nachste[nrs]?|next|dran)\W*$"
        ),
        _says(r"\b(?:will|wird|werden|planned|geplant\w*|next|nachste\w*|future|zukunft\w*|kunftig\w*)\b"),
    ),
    Thing(  # when or where it will be; the next date of what is held again and again is told otherwise
        lazily(
            r"\b(?:when|wann|where|wo|who|wer)\b.*\b(?:is|are|will|ist|sind|wird|werden|findet)\b.*\b(?:next|nachste[nrs]?|kommende[nrs]?)\b(?!.*\b(?:after|danach|darauf|label|level|stufe|step|schritt|phase)\b)"
        ),
        _says(
            r"\b(?:every|each|alle|jede\w*|will|wird|werden|planned|geplant\w*|next|nachste\w*|future|zukunft\w*|kunftig\w*)\b"
        ),
    ),
    Thing(  # how it looks
        lazily(
            r"\bwhat (?:does|did|do) (?:\w+ ){1,2}(?:logo|seal|certificate|badge|emblem|trophy) look like\b|\bwie (?:sieht|sah) (?:\w+ ){1,2}(?:logo|siegel|urkunde|plakette|zertifikat|pokal) aus\b"
        ),
        _says(r"\b(?:looks?|shows?|zeigt|colou?rs?|farb\w*|reads|lautet|schriftzug)\b"),
    ),
    Thing(  # how many of them are enough
        lazily(
            r"\b(?:how many|wie ?viele) (?:points|punkte)\b.*\b(?:need\w*|reach\w*|get|scor\w*|requir\w*|must|have to|enough|brauch\w*|erreich\w*|notig|benotig\w*|muss|mussen|haben)\b|\b(?:pass mark|minimum score|what score|mindestpunktzahl)\b"
        ),
        _says(r"\b(?:points?|punkten?|\w*punktzahl|scores?|per cent|prozent)\b"),
    ),
    Thing(  # how large a place or a thing
        lazily(
            r"\b(?:how (?:big|large|tall|wide)|wie (?:gross|breit)|size of|grosse (?:de[rs]|von))\b.*\b(?:stands?|stage|buhne|halls?|halle|rooms?|raum\w*|saal|offices?|buro\w*|building|gebaude|logos?|posters?|plakat\w*"
            r"|flache|site|gelande|exhibition|ausstellung|booth|fonts?|schrift)\b|\b(?:square met\w+|quadratmeter\w*)\b"
        ),
        _says(r"\b(?:m2|qm|square|quadratmeter\w*|met(?:er|re)s?n?|hectares?|hektar)\b"),
    ),
    Thing(  # what follows from a loss or a failure
        lazily(
            r"\b(?:what (?:happens|if|becomes of)|was (?:passiert|geschieht|wird (?:dann )?aus|ist|droht))\b.*\b(?:not|no longer|never|lose|loses|losing|lost|loss|miss|misses|missed|fail|fails|failed|failing|leave|leaves"
            r"|violate\w*|withdraw\w*|expire[sd]?|runs out|nicht|keine?\w?|verlier\w*|verlor\w*|verlust|verpass\w*|versaum\w*|durchfall\w*|durchfallt|scheiter\w*|verstoss\w*|austret\w*|austritt|ablauft|ablauf)\b"
        ),
        _says(
            r"\b(?:if|unless|otherwise|without|once|until|no longer|lose|loses|losing|lost|loss|miss|misses|missed|fail\w*|exclu\w*|expir\w*|ends?|ended|renew\w*|leave|leaves|left|wenn|falls|sofern|sonst|andernfalls|ohne|erst"
            r"|nicht mehr|verlier\w*|verlor\w*|verlust|verpass\w*|scheiter\w*|ausgeschlossen|ausschl\w*|erlisch\w*|ablauf\w*|ablauft|endet\w*|erneuer\w*|austritt|austret\w*|ausgetreten)\b"
        ),
    ),
    Thing(
        lazily(r"\b(?:what|which|in welche[rn]?|welche[rsn]?) (?:colou?rs?|farben?)\b|\bcolou?r of\b"),
        _says(r"\b(?:in (?:the )?colou?rs?|in den farben|coloured|farbig\w*)\b"),
    ),
    Thing(
        lazily(r"\b(?:how long(?! ago)|wie lange?)\b.*\b(?:valid\w*|gilt|gelten|gultig\w*|good for)\b"),
        _says(r"\b(?:valid\w*|gilt|gelten|gultig\w*|expir\w*|lasts?|lauft|laufzeit|holds? for|befristet)\b"),
    ),
    Thing(
        lazily(r"\b(?:how long(?! ago)|wie lange?)\b"),
        lambda text: tells_how_long(text) or _is_dated(text),
    ),
)
# what was at one time only: since when it is so tells nothing of how long it took
_TOOK = Thing(
    lazily(
        r"\b(?:how long(?! ago)|wie lange?)\b.*\b(?:did|does|take|takes|took|last|lasts|lasted|dauer\w*|gedauert|hat \w+ ge\w+|ging|lief)\b"
    ),
    _tells_how_long_it_took,
)

# what something costs, or where one applies for it: the thing, which is what it is about
_BOUGHT = lazily(
    r"\b(?:how much|what) (?:do|does|did|would|will|is|are)\W+(?P<cost>.+?)\W+cost\b|\bhow (?:much|expensive|dear) (?:is|are) (?P<much>.+)$|\bprices? (?:of|for) (?P<price>.+)$"
    r"|\bhow (?:do|can|could|would) (?:i|we|one|you) (?:apply for|register|claim|buy) (?P<apply>.+)$"
    r"|\b(?:was|wie ?viel) kostet\w*\W+(?P<kostet>.+)$|\bwie teuer (?:ist|sind|ware|waren) (?P<teuer>.+)$"
    r"|\b(?:beantrag\w*|bekomm\w*|krieg\w*|meld\w*|kauf\w*) (?:ich|wir|man) (?P<antrag>.+)$"
)


def is_of_another_thing(question: Question, passage: Passage) -> bool:
    """Return whether it is asked what a thing costs, or how one applies for it, and neither the statement nor a line asked of it has a
    word of that: "How much does a 3D printer cost?".
    """
    found = _BOUGHT.search(fold(question.text).rstrip(" ?!."))
    if found is None:
        return False
    thing = next(filter(None, found.groups()))
    stems = frozenset(terms(thing, passage.language, compounds=False)) - light_stems(passage.language)
    return bool(stems) and not stems_in(stems, words_of(passage).anywhere)


def lacks_thing(question: Question, passage: Passage) -> bool:
    """Return whether a thing of a kind that is known here is asked for, and neither the statement nor a line asked of it has it."""
    if wants_next(question.text):
        return False
    folded = fold(question.text)
    return any(
        thing.asked.search(folded) and not _has(thing, passage.text, passage.asked) for thing in (*_THINGS, _TOOK)
    )


@lru_cache(maxsize=_REMEMBERED)
def _has(thing: Thing, text: str, lines: tuple[str, ...]) -> bool:
    return thing.has(fold(text)) or any(thing.asked.search(fold(line)) for line in lines)
