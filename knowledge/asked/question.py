"""What a question asks for: the kind of thing (a number, a date, a person …), the years and numbers it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from knowledge.asked.claims import wants_yes_or_no
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.dictionary import is_known
from knowledge.words.text import fold, is_stop, tokenise

When = Literal["now", "before", "after"]
# What is asked as of now. Matches text and folded text.
NOW = (
    r"\b(?:today|now(?:adays)?|these days|currently|at present|at the moment|presently"
    r"|heute|heutzutage|jetzt|aktuell|derzeit|zurzeit|zur zeit|momentan|im moment|gegenw[äa]rtig)\b"
)
_NOW = lazily(rf"\s*,?\s*{NOW}", re.IGNORECASE)
_ENOUGH_WORDS = 3
Asked = Literal["count", "amount", "date", "duration", "person", "place", "contact", "list", "reason", "yesno", "other"]

# Whom one turns to is asked for an address, not for a person: "Who do I call?", "An wen wenden wir uns?"
TURN_TO = (
    r"\b(?:whom?|we[nm])\b(?=[^?]*\b(?:i|we|one|ich|wir|man)\b)(?=[^?]*\b(?:call|ring|phone|write|email|mail|turn to|contact|approach|in touch"
    r"|(?:talk|speak) (?:to|with)|ask|an?ruf\w*|rufen?|schreib\w*|frag\w*|wende\w*|sprech\w*|melde\w*|kontaktier\w*)\b)"
)
# Who may join is asked of what people are, not for a person.
ELIGIBLE = (
    r"(?! (?:can|may|could|(?:is|was|were|are) (?:allowed|entitled|eligible|permitted)|kann|darf|konnen|durfen|konnte|durfte)\b.*\b(?:join|apply|member\w*|take part"
    r"|participate|register|exhibit|admitted|accepted|mitglied\w*|bewerb\w+|mitmachen|teilnehmen|beitreten|beantragen|aufgenommen"
    r"|anmelden|ausstellen|dabei sein|dazugehoren)\b)"
)

# Over folded text (ä is a, ß is ss). The first that matches is what is asked for.
_ASKED: tuple[tuple[Asked, str], ...] = (
    ("reason", r"^\W*(?:why|warum|wieso|weshalb)\b"),
    (
        "duration",
        r"\bhow (?:long|soon)\b|\bwie lang|\bhow many (?:years|months|weeks|days|hours)\b"
        r"|\bwie ?viele? (?:jahre|monate|wochen|tage|stunden)\b|\bvalidity\b|\bgultigkeit",
    ),
    (
        "amount",
        r"\bhow (?:much|high)\b|\bwie ?(?:viel|hoch|teuer)\b(?!e)|\bwhat (?:would|does|did|do|must) .*\b(?:cost|pay(?! attention| for\W*$))\b"
        r"|\b(?:cost|price|fee|budget"
        r"|salary|kostet\w*|kosten|preis|gebuhr|beitrag|etat|gehalt|zuschuss|euro|eur|per cent|percentage|prozent|prozentsatz|fordersatz|rate)\b",
    ),
    (
        "count",
        r"\bhow (?:many|large|big|often|frequent)|\bwie ?(?:viele|oft|gross|haufig)\b|\bnumber of\b|\banzahl\b|\bzahl der\b"
        r"|\b(?:mitglieder|teilnehmer|besucher)zahl",
    ),
    (
        "contact",
        r"\b(?:phone|telephone|e mail|email|mail|address|telefon\w*|anschrift|adresse|mailadresse|hotline|contact|kontakt\w*"
        rf"|reach(?! (?:in)?to\b)|erreich\w*|website|webseite|homepage|postal|fax)\b|{TURN_TO}",
    ),
    (
        "date",
        r"\bwhen\b|\bwann\b|\bwhich (?:year|month|day|date)|\bwhat (?:year|month|day|date)|\bin welche[mnr] (?:jahr|monat)"
        r"|\b(?:welches|welchem) (?:jahr|datum)|\bsince when|\bseit wann|\bab wann|\bbis wann|\bfrist\b|\bdeadline"
        r"|\b(?:dates?|datum|termin|zeitraum)\b|\bwhich years\b",
    ),
    (
        "person",
        rf"\bwho\b{ELIGIBLE}|\bwhom\b|\bwhose\b|\bwer\b{ELIGIBLE}|\bwen\b|\bwem\b|\bwessen\b|\bvon wem\b|\bwhich (?:person|minister|people|man|woman)"
        r"|\bwelche[rs]? (?:person|minister\w*|staatssekretar\w*)",
    ),
    (
        "place",
        r"\bwhere\b|\bwo\b|\bwohin\b|\bwoher\b|\bwhich (?:city|cities|town|country|countries|place|venue)|\bwelche[rmns]? (?:stadt"
        r"|stadten|land|landern|ort|orten)\b",
    ),
    (
        "reason",
        r"\bwhy\b|\bwarum\b|\bwieso\b|\bweshalb\b|\bwozu\b|\bwhat for\b|\bpurpose\b|\bzweck\b|\bgrund\b",
    ),
    (
        "list",
        r"\bwhich\b|\bwelche[rmns]?\b|\blist\b|\bliste\b|\bwhat are\b|\bwas sind\b|\boverview\b|\bubersicht\b|\balle\b|\ball the\b",
    ),
    (
        "yesno",
        r"^(?:\W*(?:and|und|so|also|but|aber|hello|hallo|hi)\W+)?(?:is|are|was(?! (?:ist|sind|war|waren|wird|werden|wurde\w*|hat|haben|hatte\w*|kann|konnen|muss|mussen|soll\w*|darf|macht\w*|machen|kostet\w*|kosten|bringt|bringen|bedeutet|heisst|passiert|steht|sagt|sagen|gilt|gab|gibt|bietet|tut|genau|alles|fur|verlangt|bekomm\w*|braucht|brauchen|zahlt|unterscheidet|verbindet|geschieht|geschah|kam|kommt|ging|geht|habe|wissen|will|wollen|wollte\w*|meint|meinen|versteht|zeichnet|schreibt|findet|fordert|spricht|sprach|plant|lauft|lief|folgt|folgte|blieb|bleibt|wollen|muesste|musste\w*|konnte\w*|sollte\w*|durfen|der|das|die|den)\b)|were|do|does|did|can|could|may|must|has|have|had|will"
        r"|would|should|ist|sind|war|waren|hat|haben|hatte|gibt|gab|kann|konnen|konnte|darf|durfen|muss|mussen|wird|werden|wurde"
        r"|wurden|soll|bekomm\w*|zahlt|bezahlt|ubernimmt|gehort|stimmt)\b",
    ),
)
_PATTERNS = tuple((asked, lazily(pattern)) for asked, pattern in _ASKED)
# "when" and "where" ask nothing where another word of asking stands before them ("Which areas count when we apply?"), nor
# where they begin a clause before the question ("When a cluster applies, what counts?")
_CONJUNCTION = lazily(
    r"(\b(?:which|what|how|why)\b(?:(?!\b(?:and|or)\b)[^.?!;:,–])*?)\b(?:when|where)\b"
    r"|^\W*(?:when|where)\b[^,.?!]*,(?=\W+(?:which|what|how|who|why|where|do|does|did|is|are|was|can|could|will|would|must|may)\b)"
)
_YESNO = next(pattern for asked, pattern in _PATTERNS if asked == "yesno")
_YEAR = lazily(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PERIOD = lazily(r"(?<!\d)((?:19|20)\d\d)\s?(?:[–—-]|bis|to|until|till)\s?((?:19|20)\d\d)(?!\d)")
_LONGEST = 15  # years of a period: of what lasted longer, little is said of a single year
_NAME_LIKE = lazily(r"\b[A-ZÄÖÜ][\w-]{2,}")
_NUMBER = lazily(r"(?<![\w.])\d+(?:[.,]\d+)?(?!\w)")
_REMEMBERED = (
    50_000  # statements are read again and again; an index of this project has some 7,000 with their asked lines
)


def as_of_now(text: str) -> str:
    """Return `text` without words for now, as it is searched for: of what changes the newest is told anyway, and no
    statement says "today". Where hardly a word would be left, `text` itself.
    """
    without = _NOW.sub("", text)
    return without if without != text and len(tokenise(without)) >= _ENOUGH_WORDS else text


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is understood. `yesno` can hold beside another kind ("Can we apply, and until when?")."""

    text: str
    asked: Asked
    yesno: bool
    years: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=2000)
def asking_part(text: str) -> str:
    """Return `text`, folded, without a "when" or "where" that asks for nothing ("Which areas count when we apply?")."""
    return _CONJUNCTION.sub(lambda match: match[1] or " ", fold(text))


@lru_cache(maxsize=2000)
def analyse(text: str) -> Question:
    """Return what `text` asks for. Text that asks for nothing known is "other"."""
    folded, asking = fold(text), asking_part(text)
    asked: Asked = next((kind for kind, pattern in _PATTERNS if pattern.search(asking)), "other")
    years = frozenset(_YEAR.findall(folded))
    numbers = frozenset(_NUMBER.findall(folded)) - years
    return Question(text, asked, wants_yes_or_no(text, begins_so=bool(_YESNO.search(folded))), years, numbers)


_HOW = lazily(rf"{BEFORE}(?:how|wie)\b(?!\W+(?:many|much|about|viele?\w*|sieht|steht|ist es|war es|heiss\w*))")


def asks_how(text: str) -> bool:
    """Return whether `text` asks in what way a thing is done: "how does one join?"; a number or a name is no way."""
    return _HOW.match(fold(text)) is not None


MONTH = r"jan\w*|feb\w*|mar(?:ch|z)|apr\w*|may|mai|jun[ei]|jul[yi]|aug\w*|sept?\w*|o[ck]t\w*|nov\w*|de[cz]\w*"
_HOLDS: dict[Asked, re.Pattern[str]] = {
    "count": lazily(
        r"(?<![\w.])\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|zwei|drei|vier|funf|sechs|sieben"
        r"|acht|neun|zehn|elf|zwolf|hundert|every|alle|jede\w*)\b"
    ),
    "amount": lazily(
        r"\b(?:euros?|eur|per cent|prozent|kosten\w*|costs?|free|bezahl\w*|pays?|paid|ubern\w+|million\w*|mio)\b|[€%]|\d\s*(?:met(?:er|re)s?n?|m|km|kg|tonnen?|tons?)\b"
    ),
    "date": lazily(rf"\b(?:19|20)\d\d\b|\b\d{{1,2}}\.?\s+(?:{MONTH})\b|\b(?:{MONTH})\s+\d"),
    "duration": lazily(
        r"\b(?:years?|months?|weeks?|days?|hours?|jahre?n?|monate?n?|wochen?|tage?n?|stunden?|until|bis)\b"
    ),
    "person": lazily(
        r"\b(?:dr|prof|minister\w*|staatssekretar\w*|secretary|chair\w*|vorsitz\w*|head|leit\w*|direct\w*|manager\w*)\b"
    ),
    "place": lazily(r"\b(?:in|at|from|aus)\s"),
    "contact": lazily(r"@|\bwww\.|\+49|\b\d{5}\b|\b0\d{2,}"),
    "list": lazily(r"\n- |[,;:].*(?:,|;|\band\b|\bund\b)", re.S),
    "reason": lazily(
        r"\b(?:because|since|so that|in order|(?:created|set up|started|founded|organi[sz]ed|introduced|launched|held) to|occasion|reason\w*|anlass|to make|so as|aim\w*|therefore|weil|damit|um\b.*\bzu\b|soll\w*|ziel\w*|daher|deshalb)"
    ),
}


KINDS_WITH_SIGNS: tuple[Asked, ...] = tuple(_HOLDS)


@lru_cache(maxsize=_REMEMBERED)
def holds(asked: Asked, statement: str) -> bool:
    """Return whether `statement` has something of the kind that is asked for; kinds without a sign always hold."""
    pattern = _HOLDS.get(asked)
    return pattern is None or pattern.search(fold(statement)) is not None


@lru_cache(maxsize=2000)
def names_in(text: str, language: Language) -> tuple[str, ...]:
    """Return the folded words of proper names in `text`, in order; empty for text in capitals throughout.

    English names begin with a capital within a sentence, or are no dictionary words at its beginning; German has
    capitals for all nouns, hence a name there is a capitalised word that the dictionary lacks.
    """
    if text.isupper():
        return ()
    found: list[str] = []
    for match in _NAME_LIKE.finditer(text):
        word = match[0]
        inner = any(c.isupper() for c in word[1:])
        is_word = is_known(word, language) or is_known(word.casefold(), language)
        begins = text[: match.start()].rstrip()[-1:] in ("", ".", "!", "?", ":", "–", "-", '"', "„")
        if is_word and not inner and (language == "de" or begins):
            continue
        found += [t for t in tokenise(word) if not is_stop(t, language) and t != "gocluster"]
    return tuple(found)


@lru_cache(maxsize=_REMEMBERED)
def years_in(text: str) -> frozenset[str]:
    """Return the years (1900 to 2099) that `text` names."""
    return frozenset(_YEAR.findall(fold(text)))


@lru_cache(maxsize=_REMEMBERED)
def years_covered(text: str) -> frozenset[str]:
    """Return the years that `text` names, and those within the periods that it names: "from 2012 to 2015" is of 2013, too."""
    found = set(years_in(text))
    for match in _PERIOD.finditer(fold(text)):
        first, last = int(match[1]), int(match[2])
        if first < last <= first + _LONGEST:
            found.update(map(str, range(first, last)))
    return frozenset(found)


@lru_cache(maxsize=_REMEMBERED)
def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers that `text` names, without thousands separators; years among them."""
    return frozenset(_NUMBER.findall(fold(text)))


_LEVELS = lazily(r"\b(bronze|sil[vb]er|gold)")


@lru_cache(maxsize=_REMEMBERED)
def levels_in(text: str) -> frozenset[str]:
    """Return which levels of the label `text` names: "bronze", "silver", "gold"."""
    return frozenset(found.replace("silber", "silver") for found in _LEVELS.findall(fold(text)))


def names_programme(text: str) -> bool:
    """Return whether `text` speaks of go-cluster by its name."""
    return "gocluster" in tokenise(text)
