"""Acts that are asked about: who opened, paid or photographed it, how many left or were turned down, and whether a statement tells of the act.

A statement on the same event names people as well, and would be told for any of them. Words of one act are taken for one another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.asked.question import Question
from knowledge.patterns import lazily
from knowledge.records import Passage
from knowledge.words.text import fold

_REMEMBERED = 5000  # statements
_BEGINNING, _END = 4, 2  # words of the asking clause among which its verb stands


@dataclass(frozen=True, slots=True)
class Act:
    """An act: words that ask for it, and further ones by which a statement tells of it. Over folded text."""

    asked: re.Pattern[str]
    told: re.Pattern[str]


def _act(asked: str, told: str = "") -> Act:
    return Act(lazily(rf"\b(?:{asked})\b"), lazily(rf"\b(?:{asked}{'|' * bool(told)}{told})\b"))


_HEADS = (
    r"chair\w*|\w*vorsitz\w*|\w*presid\w*|\w*prasid\w*|head|heads|headed|lead|leads|led|leader\w*|\w*leit(?:er|erin|et|ete|eten|en|ung)|geleitet|direct(?:or|ors|ed|s)"
    r"|\w*direktor\w*|runs?|ran|boss|\w*chef\w*|spitze|in charge|ceo|\w*geschaftsfuhr\w*|fuhr(?:t|te|en)|sprecher\w*|responsib\w*|\w*zustandig\w*"
)
# Who did it
_DONE = (
    _act(
        r"open|opens|opened|opening|inaugurat\w*|welcomed|welcomes|eroffne\w*|\w*eroffnung\w*|begruss\w*",
        r"opener|welcom\w*|grusswort\w*|starting signal|startschuss|launch\w*|kick\w*|auftakt\w*|start(?:ed|et|ete)|began",
    ),
    _act(r"\w*patron\w*|schirmherr\w*", r"auspices"),
    _act(r"chair|chairs|chaired|chairman|chairwoman|chairperson|\w*vorsitz\w*", _HEADS),
    _act(
        r"head|heads|headed|leads?|led|runs?|ran|manage|manages|managed|leitet?|leitete\w*|leiten|geleitet|leiter\w*",
        rf"{_HEADS}|manager\w*|manag(?:es?|ed|t|te)|took over|take over|ubern\w+|handed|betreu\w*|steuer\w*|coordinat\w*|koordin\w*|moderat\w*|moderier\w*|hosts?|hosted|initiat\w*|implement\w*|commission\w*|carr(?:y|ies|ied) out|operat\w*|betreib\w*|umsetz\w*|umgesetzt|durchfuhr\w*|beauftragt\w*|organi[sz]\w*",
    ),
    _act(
        r"pays?|paid|pay for|financ(?:e|es|ed)|funds|funded|sponsor\w*|bill|\w*bezahlt\w*|zahlte?n?|gezahlt|finanzier\w*|gesponser\w*",
        r"bears?|borne|cover\w*|ubern\w+|kostenlos\w*|free|costs?|kosten\w*|\w*forder\w*|fund\w*|support\w*|grant\w*|\w*zuschuss\w*|money|geld\w*|euros?|budget|auftrag|commission\w*",
    ),
    _act(r"photo\w*|foto\w*|pictures?|bild(?:er)?", r"bild\w*|\w*bildern?"),
    _act(
        r"programmed|coded|built|programmiert\w*|gebaut\w*",
        r"programmers?|develop\w*|creat\w*|\w*entwick\w*|erstell\w*|design\w*|gestalt\w*|aufgebaut|set up|made by",
    ),
    _act(r"moderat\w*|moderier\w*|compere\w*|emcee", r"panel\w*|podi\w+|fuhrte"),
    _act(
        r"\w*speech\w*|keynote\w*|spoke|rede|festrede|vortrag|vortrage|gesprochen|sprach",
        r"speak\w*|speech\w*|talks?|lectur\w*|said|nannte\w*|sagte\w*|thank\w*|dankte\w*|report\w*|berichte\w*|cited|open\w*|eroffn\w*|welcom\w*|begruss\w*|panel\w*|podi\w+|vortrag\w*"
        r"|referent\w*|redner\w*|impuls\w*|statement",
    ),
    _act(r"hand(?:s|ed)? over|uberreicht\w*|ubergab\w*|ubergeben", r"presented by|verlieh von"),
    _act(
        r"elect|elected|voted|appointed|nominated|chose|chosen|selected|picked|wahlt\w*|gewahlt|ausgewahlt|ausgesucht|berief\w*|berufen|ernannt\w*",
        r"elect\w*|vot\w*|\w*wahl\w*|chos\w*|choos\w*|select\w*|pick\w*|decid\w*|entscheid\w*|jury|publikum\w*|audience|bestimm\w*|appoint\w*|nomin\w*|named|winners?|awards?",
    ),
    _act(r"cater\w*|cook(?:ed|s)?|gekocht|kocht\w*"),
    _act(
        r"invent\w*|idea|came up with|thought of|erfand\w*|erfunden|idee|ausgedacht",
        r"initiat(?:ed|ors?)|initii?ert\w*|\w*grund(?:et|ete|er|ung)|found(?:ed|er)\w*|begrund(?:et|ete|er)|created",
    ),
    _act(r"print|printed|prints|druckte\w*|gedruckt|druckerei"),
    _act(r"translat\w*|ubersetz\w*"),
    _act(
        r"audited|auditiert\w*|geprufte?\w*",
        r"audit\w*|pruf\w*|assess\w*|bewert\w*|evalu\w*|examin\w*|review\w*|begutacht\w*|check\w*",
    ),
)
# How many did it, or had it done to them
_UNDERGONE = (
    _act(
        r"employ|employs|employed|work|works|worked|beschaftig\w*|arbeite(?:n|t|te|ten)|angestellt\w*",
        r"employ\w*|staff\w*|working|full time|vollzeit\w*|\w*beschaftigte\w*|\w*mitarbeite\w*|personal\w*|team|jobs?|arbeitsplatz\w*|experts?|fachleute\w*",
    ),
    _act(
        r"reject|rejected|rejects|refuse|refused|turned down|declined|fail|fails|failed|unsuccessful|abgelehnt\w*|lehn(?:en|t|te|ten)|durchgefallen|fallen durch|scheitern|gescheitert",
        r"reject\w*|refus\w*|fail\w*|ablehn\w*|exclu\w*|ausschl\w*|out of more than|von mehr als",
    ),
    _act(
        r"(?<!are )left(?= (?:in|it|the|that|this|since|after|again|go)\b|\W*$)|leave|leaves|quit|resigned|dropped out|withdrew|ausgetreten|austraten|austreten|verliessen|verlassen|ausgeschieden|gekundigt",
        r"leav\w*|exclu\w*|ausschl\w*|austritt\w*|kundig\w*",
    ),
    _act(r"women|female|woman|frauen|weiblich\w*|frauenanteil"),
    _act(r"died|closed down|dissolved|insolvent|bankrupt|aufgelost\w*|pleite|insolven\w*"),
)
# When it did
_ENDED = _act(
    r"end|ended|ends|finish\w*|endete?n?|aufgehort|zu ende|vorbei|abgeschlossen",
    r"until|till|bis|to|conclu\w*|clos\w*|last\w*|dauert\w*|days?|tage?|schluss|abschluss|later|phases?|phasen?|due|by|deadline\w*|\w*frist\w*|expir\w*|ablauf\w*|valid\w*|gilt|gelten|gultig\w*|dated|datum|final|spatestens",
)
_WHEN = lazily(r"\b(?:when|wann)\b(.*)")
_WHO = lazily(
    r"\b(?:who|whom|wer|wem|wen|(?:which|welche[rsn]?) (?:person\w*|minister\w*|people|man|woman|staatssekretar\w*|secretar\w*))\b(.*)"
)
_HOW_MANY = lazily(r"\b(?:how many|wie ?viele)\b(.*)")
# what the programme pays is not who pays for it
_PAYS_FOR_PROGRAMME = lazily(
    r"\b(?:pays?|paid|paying|financ\w+|funds|funded) (?:for )?(?:gocluster|the program(?:me)?)\W*$|\b(?:bezahlt\w*|zahlt\w*|finanziert\w*) (?:denn )?(?:gocluster|das programm)\W*$"
)
_PROGRAMME_PAYS = lazily(
    r"\bgocluster (?:pays|paid|covers|ubernimmt|zahlt|bezahlt)\b|\b(?:ubernimmt|zahlt|bezahlt) gocluster\b"
)
_CLAUSE_END = lazily(r"[,;?!–]|\.(?=\s|$)|\b(?:and|und|when|while|als|nachdem|bevor|wenn|who|wer)\b")


def tells_no_act(question: Question, passage: Passage) -> bool:
    """Return whether it is asked who did something, how many it happened to, or when it ended, and neither the statement nor a line that is asked
    of it tells of that act; False for an act that is not known here.
    """
    folded = fold(question.text)
    if _PAYS_FOR_PROGRAMME.search(folded) and _PROGRAMME_PAYS.search(fold(passage.text)):
        return True
    who = _WHO.search(folded) if question.asked == "person" else None
    if who is not None:
        words = _CLAUSE_END.split(who[1], maxsplit=1)[0].split()
        asked = _acts_in(_DONE, " ".join(words[:_BEGINNING]), " ".join(words[-_END:]))
    else:
        many, when = _HOW_MANY.search(folded), _WHEN.search(folded)
        asked = _acts_in(_UNDERGONE, _CLAUSE_END.split(many[1], maxsplit=1)[0]) if many else []
        asked += _acts_in((_ENDED,), _CLAUSE_END.split(when[1], maxsplit=1)[0]) if when else []
    return any(not act.told.search(_told(passage.text, passage.asked)) for act in asked)


def _acts_in(acts: Sequence[Act], *parts: str) -> list[Act]:
    return [act for act in acts if any(act.asked.search(part) for part in parts)]


@lru_cache(maxsize=_REMEMBERED)
def _told(text: str, lines: tuple[str, ...]) -> str:
    return fold("\n".join((text, *lines)))
