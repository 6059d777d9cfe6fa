"""Whether what a profile says answers a question about its cluster: by the words, the kind of thing asked for, or who did something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from knowledge.asked.question import Question, analyse, holds
from knowledge.clusters.details import detail_asked, wanted_words
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold, terms

_BY_NAME = lazily(r"\b(?:by|von|durch|from)\s+(?:\w+\s+){0,3}?[A-ZÄÖÜ]")
# Who founded or runs something is told in other words than it is asked in: "who runs it?" – "led by the chamber".
_BY = r"\b(?:by|of|at|from|von|vom|durch|bei|beim)\s"
_BEFORE_PARTICIPLE = r"\b(?:von|vom|durch)\s(?:[^.;]|e\.V\.){1,80}?"
_CAPITALS = r"(?-i:\w*[A-ZÄÖÜ]\w*[A-ZÄÖÜ])"  # a name: "Quill runs DYERS"
_BEHIND = r"(?:stands? )?behind|dahinter|hinter"
_OWNED = r"(?:gesellschaft|tochter|projekt|vorhaben|initiative) (?:der|des)\s"
_DEEDS = tuple(
    (
        lazily(rf"\b(?:{asked})\b"),
        lazily(
            rf"\b(?:{told})\w*\W+(?:\w+\W+){{0,3}}?{_BY}|{_BEFORE_PARTICIPLE}\b(?:{told})\b|{_OWNED}|\b(?:leads|runs|manages|heads) (?:it\b|{_CAPITALS})|\b(?:leitet|führt|betreibt|managt) (?:ihn\b|es\b|das netzwerk\b|den cluster\b|{_CAPITALS})",
            re.IGNORECASE,
        ),
    )
    for asked, told in (
        (
            r"found(?:ed|ers?)|set (?:it |this |that )?up|started|created|launched|established|initiated|began|auf den weg gebracht|angestossen|gegrundet|grunder\w*|gestartet|initiiert|ins leben gerufen|aufgebaut",
            r"founded|set up|started|created|launched|established|initiated|formed|begun|company|subsidiary|project|gegründet|gestartet|initiiert|aufgebaut|begonnen",
        ),
        (
            rf"runs?|running|leads?|heads?|manages?|operates?|organi[sz]es|coordinates?|koordinier\w*|in charge|{_BEHIND}|leitet|fuhrt|betreibt|managt|organisiert|tragt",
            r"owned|management|run|led|headed|managed|operated|hosted|organi[sz]ed|coordinated|based|leitung|führung|federführung|geführt|geleitet|betrieben|getragen|organisiert|koordiniert|angesiedelt|betreut",
        ),
        (
            _BEHIND,  # who founded it is behind it, and need not run it
            r"founded|set up",
        ),
    )
)
# Whether it is still there is told by its end
_STILL = lazily(
    r"\bstill (?:active|exist\w*|around|running|runs?|alive|there|going)\b|\bnoch (?:aktiv|tatig)\b|\b(?:gibts?|existier\w*|besteh\w*|lauft)\b.*\bnoch\b"
)
_OVER = lazily(
    r"\b(?:dissol\w+|wound up|ceased|closed down|merged (?:into|with)|aufgelöst\w*|Auflösung|eingestellt|aufgegangen)\b"
)
# since when it is a member
_JOINED = lazily(
    r"\b(?:since|joined|entered|admi\w+|accepted|belong\w*|came|member|seit|kam|trat|Mitglied|aufgenommen|Aufnahme|gehört\w*|stieß|beigetreten|dabei)\b"
)
_CLAUSE_END = lazily(r"(?<!\b\d)(?<!\b\d\d)(?<!\b\d\d\d)\.|;|\b(?:and|und)\b")  # the point of "23. Mai" ends none
_SHORT_FORMS = {"uni": ("universität", "university"), "unis": ("universitäten", "universities")}
_YEAR = lazily(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OPEN_TO = lazily(
    r"\bopen (?:to|for)\b|\b(?:steht|ist|auch) [^.;]{1,60}?\boffen\b|\boffen (?:für|steht)\b", re.IGNORECASE
)
_MOST = 0.6
_MUCH = 0.4  # of what a kind of thing tells from other words: a day, a number, a sum of money
_VAGUE = ("other", "reason", "list", "yesno", "place", "person", "contact")
# what people ask of a cluster and hardly a profile tells: of 91 such questions that none did, 80 had one of these, of 21 that one did, none
_SELDOM = lazily(
    r"\b(?:employ\w+|staff|offices?|\w*buros?|\w*geschaftsstelle\w*|mitarbeit\w*|angestellte\w*|parking|parkpl\w*|rents?|miete|salar\w+|verdien\w*|verdint|gehalt|jobs?|openings?|apprentic\w*|ausbildung\w*"
    r"|praktik\w*|interns?|canteen|kantine|lunch|tram|phone|telefon\w*|score\w*|points|punkt\w*|next|nachste\w*)\b"
)
_WHICH = lazily(r"\b(?:which|what|welche[rsmn]?) (?P<kind>[a-z]{3,})\b")
_ANY_BODY = lazily(
    r"clusters?|networks?|netzwerke?n?|compan\w+|firm\w*|unternehmen|members?|mitglied\w*|years?|jahr\w*|things?|kind|sort|part|role|rolle|name\w*"
)
_UNIVERSITIES = tuple(
    "university universities universitat universitaten hochschule hochschulen uni unis college fachhochschule".split()
)
_BESIDE = 2  # words that may say how: "which university helped to start it"


def tells(
    passage_text: str,
    wanted: Iterable[str],
    question: Question,
    language: Language,
    information: Callable[[str], float] = lambda _: 1.0,
) -> bool:
    """Return whether `passage_text` answers `question`: it has the kind of thing and most of the `wanted` words.

    `information` says how much a stem tells; a rare word that is missing weighs more than a common one that is there.
    Of a German compound each part counts. Where no words are wanted the kind decides; who did a thing, or is in it, may
    be an organisation.
    """
    if question.asked == "person" and tells_of_deed(question.text, passage_text):
        return True
    if question.asked in ("date", "duration") and detail_asked(question.text) == "member":
        return tells_since_when(passage_text)
    if asks_whether_still(question.text) and tells_end(passage_text):
        return True
    total, covered = _covered(passage_text, wanted, language, information)
    # a year is no number of anything
    has_kind = holds(question.asked, _YEAR.sub("", passage_text) if question.asked == "count" else passage_text)
    if question.asked == "person" and not has_kind:
        has_kind = covered == total and bool(total or _BY_NAME.search(passage_text))
    least = _MOST if question.asked in _VAGUE or _SELDOM.search(fold(question.text)) else _MUCH
    return has_kind and covered >= least * total


def tells_which(question: str, passage_text: str, language: Language) -> bool:
    """Return whether `question`, without the name of the cluster, asks which university, institute or the like it has to do with, in few
    words besides, and `passage_text` speaks of one.
    """
    found = _WHICH.search(fold(question))
    if found is None or detail_asked(found["kind"]) is not None or _ANY_BODY.fullmatch(found["kind"]):
        return False
    kinds = _UNIVERSITIES if found["kind"] in _UNIVERSITIES else (found["kind"],)
    said = set(terms(passage_text, language))
    is_told = any(said.intersection(terms(kind, language)) for kind in kinds)
    return is_told and len(wanted_words(question, language)) <= 1 + _BESIDE


def covers(passage_text: str, wanted: Iterable[str], language: Language, information: Callable[[str], float]) -> bool:
    """Return whether `passage_text` has most of the `wanted` words, each as much as it tells; where none are wanted it has."""
    total, covered = _covered(passage_text, wanted, language, information)
    return covered >= _MOST * total


def share_covered(
    passage_text: str, wanted: Iterable[str], language: Language, information: Callable[[str], float]
) -> float:
    """Return how much of what the `wanted` words tell `passage_text` has, as a share; half, where none are wanted."""
    total, covered = _covered(passage_text, wanted, language, information)
    return covered / total if total else 0.5


def _covered(
    passage_text: str, wanted: Iterable[str], language: Language, information: Callable[[str], float]
) -> tuple[float, float]:
    """Return how much the `wanted` words tell, and how much of that those do that `passage_text` has."""
    told = set(terms(passage_text, language))
    total = covered = 0.0
    for word in set(wanted):
        whole, *parts = terms(_in_full(word, told, language), language) or [word]
        weight = information(whole)
        total += weight
        if whole in told:
            covered += weight
        elif parts:
            covered += weight * sum(part in told for part in parts) / len(parts)
    return total, covered


def tells_since_when(passage_text: str) -> bool:
    """Return whether a clause tells since when a cluster is in go-cluster: its year may be that."""
    clauses = (clause for clause in _CLAUSE_END.split(passage_text) if "go-cluster" in clause)
    return any(_YEAR.search(clause) and _JOINED.search(clause) for clause in clauses)


def _in_full(word: str, told: set[str], language: Language) -> str:
    """Return the long form of a word that people shorten, if it is one that is told."""
    return next((form for form in _SHORT_FORMS.get(word, ()) if told.intersection(terms(form, language))), word)


def asks_whether_still(question: str) -> bool:
    """Return whether `question` asks if something is still there."""
    return _STILL.search(fold(question)) is not None


def tells_end(passage_text: str) -> bool:
    """Return whether `passage_text` tells that something has come to its end."""
    return _OVER.search(passage_text) is not None


def tells_who_may_join(passage_text: str) -> bool:
    """Return whether `passage_text` says to whom a cluster is open."""
    return _OPEN_TO.search(passage_text) is not None


def asks_of_deed(question: str) -> bool:
    """Return whether `question` asks who founded or runs something."""
    folded = fold(question)
    return any(asked.search(folded) for asked, _ in _DEEDS) and analyse(question).asked == "person"


def tells_of_deed(question: str, passage_text: str) -> bool:
    """Return whether `passage_text` tells who founded or runs something, if `question` asks that."""
    folded = fold(question)
    return any(asked.search(folded) and told.search(passage_text) for asked, told in _DEEDS)
