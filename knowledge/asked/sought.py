"""The kinds of thing that are asked for of what was told: an exception, a share, a price, who, when, how many …, and what has them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from knowledge.asked.claim_words import light_stems
from knowledge.asked.extremes import extreme_asked
from knowledge.asked.numerals import numbers_said
from knowledge.asked.ordinals import ordinals_in
from knowledge.asked.question import holds
from knowledge.asked.values import values_in
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.asking_words import WHO as WORDS_FOR_WHO
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold, terms

# what nearly every statement has, or a name or a thing need not be said with
_OF_ALL = "cluster clusters go-cluster programme programm frau herr mr mrs ms need needs brauchen braucht".split()
_Has = Callable[[str, Language], bool]


def _says(pattern: str) -> _Has:
    found = lazily(pattern)
    return lambda text, language: found.search(fold(text)) is not None


_AS_OF = lazily(r"\((?:stand|as (?:of|stated))\b[^()]*\)", re.IGNORECASE)


def _splits(text: str, language: Language) -> bool:
    return len(numbers_said(text)) > 1


def names_somebody(text: str, language: Language) -> bool:
    """Return whether `text` names a person, or a body that acts."""
    return "person" in values_in(text, language).held


def _is_dated(text: str, language: Language) -> bool:
    return holds("date", _AS_OF.sub(" ", text))


_IS_BEGUN = _says(
    r"\b(?:start\w*|began|begun|begin\w*|found(?:ed|ing)\w*|came (?:into being|about)|establish\w*|set up|launch\w*|gegrundet|grundung\w*|entstand\w*"
    r"|begann\w*|begonnen|beginn\w*|ins leben)\b"
)


def _is_begun_then(text: str, language: Language) -> bool:
    return _IS_BEGUN(text, language) and holds("date", text)


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that can be asked of a statement: words that ask for it (over folded text), and whether a text has it.

    `is_plain`: the words that ask for it mean no more than that; a statement that has it tells it, whatever else is said.
    `is_in_items`: what introduces a list only announces it ("… had these aims:").
    """

    asked: re.Pattern[str]
    has: _Has
    is_plain: bool = False
    is_in_items: bool = False


TAX = Kind(
    lazily(r"\b(?:vat|tax(?:es)?|mwst|mehrwertsteuer|umsatzsteuer|netto|brutto)\b"),
    _says(r"\b(?:vat|tax(?:es)?|mwst|mehrwertsteuer|umsatzsteuer|netto|brutto)\b"),
    is_plain=True,
)
WHO = Kind(lazily(rf"\b(?:{WORDS_FOR_WHO})\b"), names_somebody)
# somebody who is certainly a person
TITLED = lazily(
    r"\b(?:Dr|Prof|Frau|Herrn?|Mr|Mrs|Ms)\b|\b(?:secretary|minister|ambassador|director|head|chair\w*|president|\w*sekretär\w*|minister\w*|botschafter\w*|leiter\w*"
    r"|direktor\w*|vorsitz\w*|präsident\w*)\b",
    re.IGNORECASE,
)
HEADS = lazily(
    r"\b(?:leit\w*|fuhrt|fuhrte|vorsitz\w*|chef\w*|heads?|headed|leads?|led|chairs?|chaired|chair\w*|boss|runs|ran|in charge)\b"
)
# what somebody was honoured for, where no more is said: "what for?"
WHAT_FOR = Kind(
    lazily(rf"^{BEFORE}(?:what for|for what|wofur(?: denn)?|weswegen(?: denn)?)\W*$"),
    _says(
        r"\b(?:award\w*|prize|hono(?:u)?r\w*|won|winner|prais\w+)\b.*\b(?:for|with)\b|\b(?:ausgezeichnet|errang|gewann|preis\w*|gewinner\w*|auszeichnung|geehrt)\b.*\b(?:mit|fur)\b"
    ),
    is_plain=True,
)
# "was wollte man damit erreichen?", "what was the aim?"
AIM = Kind(
    lazily(
        rf"^{BEFORE}(?:was (?:wollte\w*|will|wollen|sollte\w*|soll|sollen) (?:(?:man|das|es|sie|die|der|dies|gocluster|go-cluster) )*(?:(?:damit|dadurch|eigentlich|denn) )*(?:erreichen|erreicht werden|bewirken|bezwecken|bringen)"
        r"|wozu(?: (?:dient\w*|war\w*|ist|sind|soll\w*)(?: (?:das|es|die|der|sie|dies|gut|denn))*)?|(?:was (?:war|ist) |welches )?(?:das|der) (?:ziel|zweck|sinn)(?: (?:davon|dabei|dahinter|war|denn))*"
        r"|(?:what (?:was|is) )?the (?:aim|purpose|goal|point|idea)(?: (?:of|behind) (?:it|that|them|this))?|what (?:was|were|is|are) (?:it|that|they|those|these) (?:for|meant (?:to do|to achieve|for)|supposed to (?:do|achieve))"
        r"|what (?:did|do|does) (?:they|it|that|one|people|go-?cluster) (?:want|hope|aim|try)(?: to (?:achieve|reach|do))?(?: with (?:it|that|them))?)\W*$"
    ),
    _says(
        r"\bum\b.*\bzu\b|\b(?:soll\w*|ziel\w*|zweck\w*|dien\w+|aim\w*|purpose|in order to|so that|meant to|was to|were to|should)\b"
    ),
    is_plain=True,
)
# which of a series it was: "die wievielte war das?"
WHICH_OF_SERIES = Kind(
    lazily(
        rf"^{BEFORE}(?:(?:which|what) number (?:was|is) (?:it|that|this)|how manieth (?:was|is) (?:it|that|this)|(?:der|die|das) wievielte\w*(?: (?:war|ist) (?:das|es|die|der))?|as (?:which|what) (?:nation|country|number|state)|als (?:wie ?vielte[nrs]?|welche[nrs]?) (?:nation|land|staat|mitglied))\W*$"
    ),
    lambda text, _: bool(ordinals_in(text)),
    is_plain=True,
)
# of what an event was, where no more is said: "worum ging es?"
OF_WHAT = Kind(
    lazily(
        r"\b(?:what (?:was|is|were|are) (?:it|that|this|they|the \w+) about|what about\W*$|worum (?:ging|geht)|(?:topic|theme|subject|motto|thema)\w*)\b"
    ),
    _says(
        r"\b(?:subject|topics?|theme|motto|about(?! \d)|focus\w*|deal(?:s|t) with|address(?:es|ed)|centred on|devoted to|ging es|geht es|themen?|thema|motto|schwerpunkt\w*|im mittelpunkt|galt (?:der|dem)|widmete\w*)\b"
    ),
    is_in_items=True,
)
NO_MORE_THAN_OF_WHAT = lazily(
    rf"^{BEFORE}(?:what (?:was|were|is) (?:it|that|this) (?:all )?about|worum (?:ging|geht) es(?: (?:da|dort|dabei|denn|eigentlich))*|(?:what was )?(?:the|its) (?:topic|theme|subject|motto)|(?:was war )?(?:das|ihr|sein) (?:thema|motto)|(?:thema|motto|topic|theme))\W*$"
)
_ADDRESS = lazily(r"\bwww\.|https?://|@|\b[\w-]+\.(?:de|eu|org|com)\b")
# The first that is asked for counts
KINDS = (
    WHAT_FOR,
    AIM,
    Kind(  # where one gets, sends or orders it: "and where can I apply?"
        lazily(
            r"\bwhere (?:can|do|could|should|must|would) (?:i|we|one|you)\b.*\b(?:apply|send|get|find|download|register|submit|order|hand in)\b"
            r"|\bwo(?:her|hin)? (?:kann|konnen|muss|mussen|soll\w*|bekomm\w*|krieg\w*|find\w*|reich\w*|meld\w*|bestell\w*|schick\w*|bewirbt|bewerb\w*)\b"
        ),
        lambda text, _: _ADDRESS.search(text) is not None,
    ),
    WHICH_OF_SERIES,
    Kind(
        lazily(r"\b(?:exceptions?|exempt\w*|waive\w*|ausnahm\w*|befrei\w*)\b"),
        _says(r"\b(?:waive\w*|unless|except\w*|exempt\w*|verzichtet|ausnahm\w*|es sei denn|ausser|befreit)\b"),
        is_plain=True,
    ),
    Kind(
        lazily(
            r"\b(?:split|made up|composed|broken? down|breakdown|divided|distributed|composition|verteil\w*|aufgeteilt\w*|aufteil\w*|zusammensetz\w*"
            r"|zusammengesetzt|setz\w+ sich|teil\w+ sich|gliedern|aufgegliedert)\b"
        ),
        _splits,
        is_plain=True,
    ),
    Kind(
        lazily(r"\b(?:per ?cent|percentage|prozent\w*)\b|%"),
        _says(r"\b(?:per ?cent|prozent)\b|%"),
        is_plain=True,
    ),
    Kind(
        lazily(
            r"\b(?:which|welche) (?:number|figure|of (?:them|these|those|the two)|one|zahl|angabe|von beiden)\b.*\b(?:right|correct|true|holds|stimmt|richtig|gilt)\b"
        ),
        _splits,
        is_plain=True,
    ),
    Kind(
        lazily(r"\b(?:reference date|as (?:of|at) when|(?:from|of) when (?:is|are)|stichtag\w*|von wann|stand der)\b"),
        lambda text, language: holds("date", text),
        is_plain=True,
    ),
    Kind(
        lazily(
            r"\b(?:in (?:which|what|welcher) (?:capacity|function|role|position|funktion|rolle|eigenschaft|position))\b"
        ),
        _says(
            r"\b(?:secretar\w+|minister\w*|head|director\w*|chair\w*|manager\w*|president\w*|staatssekretar\w*|leit\w+|direktor\w*|vorsitz\w*|referent\w*"
            r"|sprecher\w*|geschaftsfuhr\w*|prasident\w*)\b"
        ),
        is_plain=True,
    ),
    TAX,
    Kind(
        lazily(
            rf"^{BEFORE}(?:until when|till when|up to when|bis wann)(?: (?:was that|war das|denn|exactly|genau))*\W*$"
        ),
        _says(r"\b(?:until|till|bis|to|by)\b[^.;]{0,30}\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\W{1,3}(?:19|20)\d\d\b"),
        is_plain=True,
    ),
    Kind(
        lazily(r"\b(?:miss(?:ed|es|ing)?|verpass\w*|versaum\w*|too late|zu spat)\b"),
        _says(r"\b(?:renew\w*|expir\w*|erneuer\w*|verlanger\w*|ablauf)\b"),
        is_plain=True,
    ),
    Kind(
        lazily(r"\b(?:online|virtual\w*|on site|in person|physical\w*|virtuell\w*|vor ort|prasenz\w*)\b"),
        _says(r"\b(?:online|virtual\w*|video\w*|on site|in person|virtuell\w*|vor ort|prasenz\w*)\b"),
    ),
    OF_WHAT,
    Kind(
        lazily(
            r"\bwo sitz\w+\b|\bsitz\b|\bwhere\b.*\b(?:based|seat\w*|located|headquarter\w*|sit|sits)\b|\bwhere is (?:it|that|this)\W*$"
        ),
        _says(r"\b(?:sitz\w*|seat\w*|based|located|headquarter\w*|ansassig\w*|in (?:berlin|brussel|brussels))\b"),
    ),
    Kind(
        lazily(
            r"\b(?:when|wann|since when|seit wann|which year|welchem jahr)\b.*\b(?:start\w*|beg[aiu]n\w*|found\w*|gegrundet|begann\w*|begonnen|entstand\w*|entstanden"
            r"|ang\w*fangen|los\w*)\b"
        ),
        _is_begun_then,
    ),
    Kind(
        lazily(
            r"\b(?:how much|what (?:does|do|did) .*\b(?:cost|pay)|costs?|price|euros?|wie ?viel (?:geld|euro)|was kostet\w*|kosten|preis\w*|wie teuer|wie hoch)\b"
        ),
        _says(r"\b(?:euros?|eur|cents?|free|kostenlos\w*|kostenfrei\w*)\b|[€]"),
    ),
    WHO,
    Kind(
        lazily(r"\b(?:when|wann|which (?:year|month|day)|what (?:year|date|day)|welche[mns]? (?:jahr|tag|monat))\b"),
        _is_dated,
    ),
    Kind(
        lazily(
            r"\b(?:how long|wie lange?|how (?:many|much) (?:years|months|weeks|days|hours)|wie ?viele? (?:jahre|monate|wochen|tage|stunden))\b"
        ),
        lambda text, language: holds("duration", text),
    ),
    Kind(
        lazily(rf"^{BEFORE}(?:why|warum|wieso|weshalb)\b"),
        lambda text, language: holds("reason", text),
        is_in_items=True,
    ),
    Kind(
        lazily(r"\b(?:how many|wie ?viele?n?|number of|anzahl)\b"),
        lambda text, language: bool(numbers_said(text)),
    ),
)
COUNTS = KINDS[-1]


def is_of_what_was_told(folded: str) -> bool:
    """Return whether a folded message asks no more than what only what was told last can answer: "what for?", "worum ging es?"."""
    return extreme_asked(folded) is not None or any(
        pattern.search(folded) is not None
        for pattern in (WHAT_FOR.asked, AIM.asked, NO_MORE_THAN_OF_WHAT, WHICH_OF_SERIES.asked)
    )


def content(text: str, language: Language) -> frozenset[str]:
    """Return the stems of `text` that tell one statement from another."""
    return frozenset(terms(text, language)) - light_stems(language) - _stems_of_all(language)


@cache
def _stems_of_all(language: Language) -> frozenset[str]:
    return frozenset(stem for word in _OF_ALL for stem in terms(word, language))
