"""Whether a question claims in which year go-cluster itself began, and yes or no by a statement that tells when it did."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.claims import claim
from knowledge.question import Question, years_in
from knowledge.records import Verdict
from knowledge.text import is_stop, tokenise

_PROGRAMME = "gocluster"
_EARLY = 5  # words within which a statement on the programme names it
# Besides the programme, the year and words that say nothing, such a claim has these alone
_OF_ITS_BEGINNING = re.compile(
    r"(?:19|20)\d\d|exist\w*|found(?:ed|ing|ation)|start\w*|began|begun|begin\w*|launch\w*|establish\w*|born|created|running|around|place|programmes?|programm\w*|year|jahr\w*"
    r"|gegrund\w*|grundung\w*|gestartet|besteh\w*|bestand|gibt|gab|existier\w*|entstand\w*|entstanden|begonnen|begann|beginnt|ins|leben|gerufen|los\w*|ging|mid|early|late|mitte|anfang|ende"
    r"|since|seit|schon|already|really|eigentlich|wirklich|erst|only"
)
_BOUND = re.compile(r"\b(?:before|after|until|by|vor|nach|bis|from|von)\b")
_BEGINS = re.compile(
    r"\b(?:in place since|since|born|start\w*|began|founded|launched|established|set up|geburtsstunde|seit|gegrundet|entstand\w*|ging hervor|gestartet|begann)\b"
)


def names_programme(text: str) -> bool:
    """Return whether `text` speaks of go-cluster by its name."""
    return _PROGRAMME in tokenise(text)


def tells_beginning(text: str) -> bool:
    """Return whether `text` tells of a year in which go-cluster began, or since which it has been."""
    words = tokenise(text)
    if _PROGRAMME not in words[:_EARLY] or not years_in(text):
        return False
    return _BEGINS.search(" ".join(words)) is not None


@lru_cache(maxsize=200)
def claims_beginning(question: Question) -> bool:
    """Return whether `question` wants yes or no on the one year in which go-cluster itself began, and asks nothing else."""
    if not question.yesno or len(question.years) != 1:
        return False
    words = tokenise(claim(question.text))
    if _PROGRAMME not in words or _BOUND.search(" ".join(words)):
        return False
    rest = (word for word in words if word != _PROGRAMME and not (is_stop(word, "en") or is_stop(word, "de")))
    return all(_OF_ITS_BEGINNING.fullmatch(word) for word in rest)


def began_then(question: Question, text: str) -> Verdict | None:
    """Return whether go-cluster began in the year that is claimed, by the statement `text`; None: something else is claimed, or it
    does not tell that.
    """
    if not claims_beginning(question) or not tells_beginning(text):
        return None
    years = years_in(text)
    if not years & question.years:
        return "no"
    return "yes" if len(years) == 1 else None
