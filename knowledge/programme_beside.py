"""go-cluster set beside another programme: what is asked of each where a question asks how they differ, or which gives more."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.records import Language
from knowledge.text import fold

_NAME = "go-cluster"
_IS_NAME = re.compile(
    r"(?:(?:the|das|dem|beim|bei|programme?|programm) )*go[ -]?cluster\w*(?:[ -](?:programme?|programm))?"
)
_DIFFERS = re.compile(r"\bdiff?e?r\w*|\bunterschied\w*|\bunterscheide\w*|\bcompar\w*|\bvergl\w*|\bvs\b|\bversus\b")
_BOTH = (
    re.compile(r"\b(?:between|zwischen)\s+(?P<one>[^?.!,;]+?)\s+(?:and|und|&)\s+(?P<other>[^?.!,;]+)", re.I),
    re.compile(
        r"\b(?:compare|vergleiche?n?(?:\s+sie)?(?:\s+bitte)?)\s+(?P<one>[^?.!,;]+?)\s+(?:and|with|to|und|mit)\s+(?P<other>[^?.!,;]+)",
        re.I,
    ),
    re.compile(
        r"\bhow (?:does|do|is)\s+(?P<one>[^?.!,;]+?)\s+(?:differ(?:ent)?|compare[sd]?)\s+(?:from|to|with)\s+(?P<other>[^?.!,;]+)",
        re.I,
    ),
    re.compile(r"\bunterscheide[tn]\s+sich\s+(?P<one>[^?.!,;]+?)\s+vo[nm]\s+(?P<other>[^?.!,;]+)", re.I),
    re.compile(
        r"^\W*(?P<one>[^?.!,;]+?)\s+(?:vs\.?|versus|compared (?:to|with)|im vergleich (?:zu[mr]?|mit)|verglichen mit)\s+(?P<other>[^?.!,;]+)",
        re.I,
    ),
)
_ARTICLE = re.compile(r"^(?:the|a|an|de[rmns]|die|das|beim|zum|zur)\s+", re.I)
_BEHIND = re.compile(r"\s+(?:please|bitte|exactly|genau|eigentlich|denn)$", re.I)
_LONGEST = 5  # words of a name
_WHAT: Mapping[Language, str] = {"en": "What is {name}?", "de": "Was ist {name}?"}
_MORE_MONEY = re.compile(
    r"\b(?:more|most|higher|highest|better|mehr|meisten?|hohere?\w*|hochste\w*|besser)\b.*\b(?:pa(?:y|id)\w*|money|fund\w*|grants?|geld|forder\w*|zuschuss\w*|zahlt|zahlen|lukrativ\w*)\b"
    r"|\b(?:pa(?:y|id)\w*|money|fund\w*|grants?|geld|forder\w*|zuschuss\w*|zahlt|zahlen)\b.*\b(?:more|most|higher|better|mehr|meisten?|hoher\w*|besser)\b"
)
_WHICH = re.compile(r"\b(?:which|what|where|who|welche[rsnm]?|wo|wer|was)\b")
_HOW_MUCH: Mapping[Language, str] = {
    "en": "How much funding per project was there from {name}?",
    "de": "Wie viel Förderung gab es bei {name} je Projekt?",
}


def other_programme(text: str) -> str:
    """Return what `text` asks how it differs from go-cluster, as it is written; "": it asks no such thing."""
    if not _DIFFERS.search(fold(text)):
        return ""
    for pattern in _BOTH:
        found = pattern.search(text)
        if found is None:
            continue
        named = [_BEHIND.sub("", _ARTICLE.sub("", found[side].strip(" \"„“”'"))) for side in ("one", "other")]
        is_own = [_IS_NAME.fullmatch(fold(name)) is not None for name in named]
        if sum(is_own) == 1:
            name = named[is_own.index(False)]
            return name if len(name.split()) <= _LONGEST else ""
    return ""


def asked_of_both(text: str, language: Language) -> tuple[str, ...]:
    """Return what go-cluster is, and what the programme is from which `text` asks how it differs; empty: it asks no such thing."""
    other = other_programme(text)
    return tuple(_WHAT[language].format(name=name) for name in (_NAME, other)) if other else ()


def money_of_both(text: str, question: str, language: Language) -> tuple[str, ...]:
    """Return what each of the two programmes pays, if `text` asks which of those that `question` compares pays more; empty: it does not."""
    folded = fold(text)
    if not (_MORE_MONEY.search(folded) and _WHICH.search(folded)):
        return ()
    other = other_programme(question)
    return tuple(_HOW_MUCH[language].format(name=name) for name in (_NAME, other)) if other else ()
