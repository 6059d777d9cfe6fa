"""Who or what of the statements given a pronoun stands for, and who is meant by those who came: what a search must be told."""

from __future__ import annotations

import re

from knowledge.answer import Answerer
from knowledge.context import Before
from knowledge.question import analyse
from knowledge.records import Language
from knowledge.text import fold
from knowledge.values import full_names

_PERSONAL = re.compile(r"\b(?:he|she|his|her|him|er|ihn|ihm|seine?[mnrs]?)\b")
_SIE = re.compile(r"\b(?:sie|ihre?[mnrs]?)\b")  # of a woman, a thing or several
_OF_SEVERAL = re.compile(r"\b(?:they|them|their|its?|sie|die|deren|ihre?[mnrs]?)\b")
_ATTENDING: dict[Language, tuple[re.Pattern[str], str]] = {
    "en": (
        re.compile(
            r"\b(how many)(?: (?:people|persons|guests|visitors))?(?: there)? (?:took part|attended|came|showed up|joined in|participated|were (?:there|present)|participants)\b"
            r"|\b(who)(?: all)? (?:took part|attended|came|showed up|participated|was (?:there|present))\b",
            re.I,
        ),
        "participants",
    ),
    "de": (
        re.compile(
            r"\b(wie ?viele)(?: (?:leute|personen|gäste|besucher|menschen))?(?: (?:da|dort|denn))? (?:kamen|nahmen(?: (?:da|dort|daran))? teil|(?:haben|hatten) teilgenommen|waren (?:da|dort|dabei)|sind gekommen)\b"
            r"|\b(wer)(?: alles)? (?:kam|nahm(?: (?:da|dort|daran))? teil|hat (?:da |dort |daran )?teilgenommen|war (?:da|dort|dabei))\b",
            re.I,
        ),
        "Teilnehmer",
    ),
}


def of_person(text: str) -> bool:
    """Return whether `text` has a pronoun that can stand for a person."""
    return any(pattern.search(fold(text)) for pattern in (_PERSONAL, _SIE))


def spoken_of(text: str, language: Language, before: Before, answerer: Answerer) -> str:
    """Return the person or the cluster of the statement given first that a pronoun in `text` can stand for; "": none."""
    folded = fold(text)
    given = before.passages(answerer.base, language)[:1] if before.given else []
    personal = of_person(text) and (not _SIE.search(folded) or analyse(before.asked).asked == "person")
    for passage in given:
        people = full_names(passage.text, language) if personal else ()
        if people:
            return people[0]
        clusters = dict(answerer.base.cluster_names.find(passage.text))
        if len(clusters) == 1 and _OF_SEVERAL.search(folded):
            return answerer.base.profiles[next(iter(clusters))].short_name
    return ""


def attending(text: str, language: Language) -> tuple[str, str] | None:
    """Return `text` without what it says of people who came or took part, and with "participants" for it; None: nothing.

    Statements tell of one and the same in many words: "60 participants", "about 30 people took part".
    """
    pattern, noun = _ATTENDING[language]
    if pattern.search(text) is None:
        return None

    def said(by: str) -> str:
        return pattern.sub(lambda found: f"{found[1] or found[2]} {by}".strip(), text, count=1)

    return said(""), said(noun)
