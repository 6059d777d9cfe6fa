"""What is asked of joining go-cluster where joining is what is spoken of, and only "it" or nothing stands for it.

"We are thinking of joining. What would we get out of it?" asks what membership brings, "how long does it take?" after the criteria
of admission how long that takes. It is searched for in full, else the label and the database of clusters, which have criteria and take
time as well, come as near.
"""

from __future__ import annotations

import re
from typing import Literal

from knowledge.asked.question import analyse
from knowledge.clusters.intent import becomes_member
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.countries import FROM_ABROAD
from knowledge.words.text import fold

_Matter = Literal["gain", "duration", "size", "label", "abroad", "others", "criteria"]

_ADMISSION = lazily(
    r"\b(?:accepted|admitted|admission|admit|joining|join|aufgenommen|aufnahme\w*|aufnehmen|apply|applying|application|antrag\w*|beantrag\w*|bewerb\w*|beitritt\w*|beitreten|beizutreten|mitmachen|mitgliedschaft|membership)\b"
)
# what one can be admitted to, or apply for, besides
_OF_OTHER = lazily(
    r"\b(?:eccp|ecei|esca|eucles|\w*labels?|gold|silver|silber|bronze|databases?|\w*datenbank|\w*plat(?:t)?form|award|preis|jury|board|beirat\w*|begleitkreis\w*"
    r"|competition|wettbewerb\w*|call|funding|forder\w*|interview\w*|conference|\w*tagung|logo|newsletter)\b"
)
_GOING_ON = rf"^{BEFORE}"
_WE = r"(?:we|i|you|one|clusters?|a (?:cluster|network))"
_WIR = r"(?:wir|ich|man|sie|ein (?:cluster|netzwerk)|cluster|netzwerke)"
# who is no cluster, nor from abroad
_OTHERS = (
    r"(?:universit(?:y|ies|at|aten)|colleges?|\w*hochschulen?|unis?|schools?|schulen?|(?:research )?(?:institut\w*|centres?|centers?)|\w*(?:forschungs|wissenschafts)(?:institut\w*|einrichtung\w*|zentr\w+)"
    r"|\w*lehrstuhle?|compan(?:y|ies)|firms?|business(?:es)?|enterprises?|smes?|\w*firm(?:a|en)|\w*unternehmen|\w*betriebe?|kmus?|start[ -]?ups?|konzerne?|corporations?"
    r"|chambers?(?: of \w+)?|\w*kammern?|ihks?|towns?|cit(?:y|ies)|municipalit(?:y|ies)|districts?|count(?:y|ies)|town halls?|stadt(?:e|verwaltung\w*)?|\w*gemeinden?|kommunen?|\w*kreise?"
    r"|private (?:persons?|people|individuals?)|individuals?|privat(?:person(?:en)?|leute)|einzelperson(?:en)?|freelancers?|consultan(?:ts?|cies)|selbst(?:st)?andige?r?|freiberufler\w*|berater(?:in|innen)?"
    r"|(?:trade |business |industry )?associations?|\w*verband\w*|vereine?|foundations?|stiftung(?:en)?|ngos?|wirtschaftsforder\w+|(?:development |promotion )?agenc(?:y|ies)|students?|studierende|studenten)"
)
_ALONE = r"(?:(?:single|individual|private|public|small|large|local|our|my|a|an|the|as|also|even|just|einzelne[snrm]?|private[rn]?|kleine[rsn]?|grosse[rsn]?|unsere?|meine?|eine?[rm]?|die|der|das|den|als|auch|sogar|nur)\W+)*"
_CAN = r"(?:can|could|may|might|are|is|would|kann|konnen|konnte|konnten|darf|durfen|durfte|durften|ware|waren)"
_CRITERIA = (
    r"(?:what (?:do|will|would) (?:they|you) (?:check|look (?:at|for)|assess|examine|ask for|want(?: to see)?|require|expect|pay attention to)|what is (?:checked|assessed|examined|looked at|required)"
    r"|what (?:are|would be) the (?:requirements|criteria|conditions)|what (?:criteria|requirements|conditions)(?: are there| apply| do we have to meet)?"
    r"|(?:worauf|auf was) (?:wird|achtet|achten|schaut|schauen)(?: (?:man|sie|da|denn|dabei|ihr|geachtet))*|was (?:wird|prufen|pruft)(?: (?:da|dabei|denn|sie|man|ihr|er|alles|genau))*(?: (?:gepruft|verlangt|erwartet|gefordert))?"
    r"|(?:welche|was sind die|was fur) (?:voraussetzungen|kriterien|bedingungen|anforderungen)(?: (?:gibt es|gelten|muss man erfullen|mussen wir erfullen|sind das|da|denn|dafur))*)"
)
# Over folded text. The first that matches is what is asked for.
_MATTERS: tuple[tuple[_Matter, re.Pattern[str]], ...] = (
    (
        "gain",
        lazily(
            r"\b(?:get|gain|have|benefit|profit)\b.*\b(?:out of|from) (?:it|that|this)\b|\b(?:what|s) in it for (?:us|me|our \w+)\b|\bworth (?:it|our while|the effort)\b"
            r"|\bwhat (?:does|would|will|could|do) (?:it|that|this|membership|joining|being a member) (?:bring|give|get|offer|do for) (?:us|me|our)\b|\bwhat (?:do|would|will|could) (?:we|i) (?:get|gain)(?: in return| for it| then)?\W*$"
            r"|\bwas (?:haben|hatten|habe|hatte|hat|bekommen|kriegen) (?:wir|ich|man|unser\w*)\b.*\bdavon\b|\bwas (?:bringt|brachte|nutzt|gibt) (?:(?:es|das|dies|denn|(?:die|eine) mitgliedschaft|ein beitritt|der beitritt) )*(?:uns|mir|einem|unser\w*)\b"
            r"|\blohnt (?:sich|es sich)(?: (?:das|es|dies|denn|fur uns))*\W*$|\bwas springt\b"
        ),
    ),
    (
        "duration",
        lazily(
            _GOING_ON
            + r"(?:how (?:long|quickly|fast|soon)(?: (?:does|do|will|would|might|is|can|usually|normally|all|it|that|this|the|whole|process|procedure|thing|admission|application|take|takes|last|be|go|we|expect|wait|have|to|until|get|in|accepted|admitted|decided))+"
            r"|wie (?:lange?|schnell)(?: (?:dauert|braucht|geht|wird|kann|muss|mussen|das|es|dies|so|etwas|was|denn|etwa|ungefahr|normalerweise|ublicherweise|dann|die|der|ein|prozess|verfahren|prufung|bearbeitung|aufnahme|antrag|wir|man|warten|dauern|eigentlich|alles|ganze))+)\W*$"
        ),
    ),
    (
        "size",
        lazily(
            r"\bhow (?:many (?:members|companies|firms|partners)|big|large)\b.*\b(?:need|needs|must|have to|has to|should|required|minimum|at least)\b|\bminimum (?:number|size)\b"
            r"|\bmindest(?:zahl|anzahl|grosse|mitgliederzahl)\b|\b(?:wie ?viele (?:mitglieder|firmen|unternehmen|partner|betriebe)|wie gross)\b.*\b(?:brauch\w*|muss\w*|mindestens|notig|benotig\w*|erforderlich)\b"
            r"|\bab (?:wie ?vielen|welcher (?:grosse|zahl))\b"
        ),
    ),
    (
        "label",
        lazily(
            rf"\b(?:do|must|should|would|does) {_WE}\b.*\b(?:need|have|hold|be)\b.*\blabel\w*\b|\b(?:brauch\w*|muss\w*|benotig\w*) {_WIR}\b.*\b\w*label\w*\b"
        ),
    ),
    (
        "abroad",
        lazily(
            rf"{_GOING_ON}(?:(?:what|how) about |was ist mit |wie ist es mit )?(?:(?:the|die|auch) )?(?:{FROM_ABROAD} (?:clusters?|networks?|netzwerke?|ones?)|(?:clusters?|networks?|netzwerke?|ones?) (?:from|in|aus) (?:(?:the|dem|der|den) )?{FROM_ABROAD})\W*$"
            rf"|\b(?:we are|we re|i am|i m|we come|wir sind|ich bin|wir kommen|wir sitzen|unser (?:cluster|netzwerk) (?:ist|sitzt|kommt)|our (?:cluster|network) is)(?: (?:an?|ein|from|based|located|seated|in|aus|the|der|dem|den|im))* {FROM_ABROAD}\b"
            rf"|\b(?:wenn|if|falls|obwohl|though) (?:we|i|wir|ich)(?: (?:are|re|am|from|aus|in))* {FROM_ABROAD}\b"
            rf"|\b(?:geht|ginge|klappt|works?|possible|moglich|allowed|erlaubt)\b.*\b(?:from|aus) (?:(?:the|dem|der|den) )?{FROM_ABROAD}\b"
        ),
    ),
    (
        "criteria",
        lazily(rf"{_GOING_ON}{_CRITERIA}(?: (?:exactly|then|for that|there|in us|genau|dann|da|dabei))*\W*$"),
    ),
    (
        "others",
        lazily(
            rf"{_GOING_ON}(?:(?:what|how) about |was ist mit |wie ist es mit |wie sieht es mit |(?:does (?:that|it|this) (?:also )?(?:go|hold|apply)|gilt (?:das|es|dies)(?: auch)?) (?:for|to|fur) |is (?:it|that) (?:also )?open (?:to|for) |(?:geht|ginge|klappt) (?:das|es) (?:auch )?|{_CAN}(?: sich)? )?"
            rf"(?:nur )?{_ALONE}{_OTHERS}(?:\W+(?:alone|directly|too|as well|also|join|apply|become|be|a|members?|take part|participate|get|in|admitted|accepted|allowed|possible|auch|allein\w*|direkt|mitmachen|beitreten|mitglied\w*|werden|aus|sein|sich|bewerben|teilnehmen|aufgenommen|dabei|dazu|rein|moglich|ebenfalls|denn))*\W*$"
        ),
    ),
)
_ORGANISED = r"(?:clusters?|\w*clustern?|networks?|netzwerke?n?|initiativen?|initiatives?|organi[sz]ations?|organisationen?|associations?|verbande?n?|vereine?n?|compan(?:y|ies)|firmen|unternehmen|ones?)"
# over folded text: those who are from abroad
_CLAUSE = lazily(r"(?<=[,.!:;–])\s+")
_FROM_ABROAD = lazily(
    rf"\b(?:{FROM_ABROAD} {_ORGANISED}\b|{_ORGANISED} (?:organi[sz]ation )?(?:(?:that|which|die|das) )?(?:(?:is|are|ist|sind|sitzt|sitzen|based|located|seated) )*(?:from|in|aus) (?:(?:the|dem|der|den) )?{FROM_ABROAD}\b)"
)
_BY_OTHERS = lazily(rf"^(?!.*\b(?!gocluster\b)(?:\w*clusters?|\w*clustern|networks?|\w*netzwerke?n?)\b).*\b{_OTHERS}\b")
# "can universities take part?" is asked of what they cannot be part of but by a cluster
_TAKES_PART = lazily(
    rf"{_GOING_ON}{_CAN} {_ALONE}{_OTHERS}(?: (?:auch|also|denn|direkt|directly))* (?:take part|participate|be part|get in|teilnehmen|dabei sein|mit dabei sein)(?: (?:in|of|too|as well|auch))*(?: (?:gocluster|the program(?:me)?))?\W*$"
    rf"|{_GOING_ON}{_CAN} {_ALONE}{_OTHERS}(?: (?:auch|denn|direkt))*(?: (?:bei|an|am) (?:gocluster|programm|dem programm))?(?: auch)? (?:teilnehmen|dabei sein|mit dabei sein)\W*$"
)
_YEAR = lazily(r"\b(?:19|20)\d\d\b")
_IN_FULL: dict[Language, dict[_Matter, str]] = {
    "en": {
        "gain": "What benefits does go-cluster membership bring?",
        "duration": "How long does admission to go-cluster take?",
        "size": "How many members do we need to join go-cluster?",
        "label": "Do we need a label to join go-cluster first?",
        "abroad": "Can foreign clusters join go-cluster?",
        "others": "Can a single company join go-cluster directly?",
        "criteria": "What are the admission criteria of go-cluster?",
    },
    "de": {
        "gain": "Was bringt uns die Mitgliedschaft bei go-cluster?",
        "duration": "Wie lange dauert die Bearbeitung des Aufnahmeantrags?",
        "size": "Wie viele Mitglieder brauchen wir mindestens für die Aufnahme in go-cluster?",
        "label": "Brauchen wir ein Label für die Aufnahme in go-cluster?",
        "abroad": "Können ausländische Cluster Mitglied werden?",
        "others": "Können Unternehmen Mitglied werden?",
        "criteria": "Welche Aufnahmekriterien gelten bei go-cluster?",
    },
}


def speaks_of_joining(text: str, last: str = "") -> bool:
    """Return whether `text` speaks of becoming a member of go-cluster, and neither it nor what was asked `last` of anything else
    that one can be admitted to.
    """
    folded = fold(text)
    if _ADMISSION.search(folded) is None and not becomes_member(text):
        return False
    return _OF_OTHER.search(f"{folded} {fold(last)}") is None


def asked_from_abroad(text: str, language: Language) -> str:
    """Return the question whether those from abroad can join, where `text` asks that of some of them ("Can Polish networks join?"); "":
    it does not.
    """
    asks = _asks_whether(text) and _FROM_ABROAD.search(fold(text)) is not None and speaks_of_joining(text)
    return _IN_FULL[language]["abroad"] if asks else ""


def asked_for_others(text: str, language: Language) -> str:
    """Return the question whether others than clusters can join, where `text` asks that of some of them ("Could universities apply?");
    "": it does not.
    """
    folded = fold(text)
    if not _asks_whether(text) or _BY_OTHERS.search(folded) is None or _YEAR.search(folded):
        return ""
    asks = speaks_of_joining(text) or _TAKES_PART.search(folded) is not None
    return _IN_FULL[language]["others"] if asks else ""


def _asks_whether(text: str) -> bool:
    """Return whether `text` wants yes or no, be it in its last clause only: "we are a Danish network, can we join?"."""
    return analyse(text).yesno or analyse(_CLAUSE.split(text)[-1]).yesno


def asked_of_joining(text: str, language: Language) -> str:
    """Return in full what `text` asks where joining is what is spoken of; "": none of what is known to be asked of that alone."""
    folded = fold(text)
    matter = next((matter for matter, pattern in _MATTERS if pattern.search(folded)), None)
    if matter is None or (matter != "label" and _OF_OTHER.search(folded)):
        return ""
    return _IN_FULL[language][matter]
