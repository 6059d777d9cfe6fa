"""go-cluster set beside another programme: what is asked of each where a question asks how they differ, or which gives more."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold, terms, tokenise

_NAME = "go-cluster"
_IS_NAME = lazily(
    r"(?:(?:the|das|dem|beim|bei|programme?|programm) )*go[ -]?cluster\w*(?:[ -](?:programme?|programm))?"
)
_DIFFERS = lazily(r"\bdiff?e?r\w*|\bunterschied\w*|\bunterscheide\w*|\bcompar\w*|\bvergl\w*|\bvs\b|\bversus\b")
_BOTH = (
    lazily(r"\b(?:between|zwischen)\s+(?P<one>[^?.!,;]+?)\s+(?:and|und|&)\s+(?P<other>[^?.!,;]+)", re.I),
    lazily(
        r"\b(?:compare|vergleiche?n?(?:\s+sie)?(?:\s+bitte)?)\s+(?P<one>[^?.!,;]+?)\s+(?:and|with|to|und|mit)\s+(?P<other>[^?.!,;]+)",
        re.I,
    ),
    lazily(
        r"\bhow (?:does|do|is)\s+(?P<one>[^?.!,;]+?)\s+(?:differ(?:ent)?|compare[sd]?)\s+(?:from|to|with)\s+(?P<other>[^?.!,;]+)",
        re.I,
    ),
    lazily(r"\bunterscheide[tn]\s+sich\s+(?P<one>[^?.!,;]+?)\s+vo[nm]\s+(?P<other>[^?.!,;]+)", re.I),
    lazily(
        r"^\W*(?P<one>[^?.!,;]+?)\s+(?:vs\.?|versus|compared (?:to|with)|im vergleich (?:zu[mr]?|mit)|verglichen mit)\s+(?P<other>[^?.!,;]+)",
        re.I,
    ),
)
# only the other one is named: "and what's the difference to the Cluster Platform?"
_ONE = (
    lazily(
        r"\b(?:diff?er+en[ct]\w*|differs?|differing|compared|unterschied\w*|vergleich)\s+(?:to|from|with|than|zu|zum|zur|vom|von|mit)\s+(?P<one>[^?.!,;]+)",
        re.I,
    ),
    lazily(
        r"\bunterscheide[tn]\s+(?:(?:sich|es|das|er|sie|go-cluster|das programm)\s+){1,2}vo[nm]\s+(?P<one>[^?.!,;]+)",
        re.I,
    ),
)
_PRONOUN = lazily(
    r"(?:it|that|this|they|them|those|these|each other|one another|the (?:two|others?)|what|which|es|das|sie|der|die|ihm|ihr|ihnen|denen|dem|diese[nmrs]?|anderen?|was|welche\w*)\b"
)
# words of which none names a programme
_GENERIC = lazily(
    r"(?:other|others|usual|normal\w*|ublich\w*|ander\w*|most|many|all|meisten|vielen?|allen?|former|earlier|fruher\w*|before|today|heute|vorher|classic\w*|klassisch\w*|regular"
    r"|funding|support|forder\w*|national\w*|international\w*|regional\w*|programm\w*|initiative\w*|clusters?|clustern|netzwerk\w*|networks?|\w*labels?|gold|silver|silber|bronze"
    r"|(?:19|20)\d\d|in|im|of|von|and|und)"
)
_ARTICLE = lazily(r"^(?:the|a|an|de[rmns]|die|das|beim|zum|zur)\s+", re.I)
_BEHIND = lazily(r"\s+(?:please|bitte|exactly|genau|eigentlich|denn)$", re.I)
_LONGEST = 5  # words of a name
_WHAT: Mapping[Language, str] = {"en": "What is {name}?", "de": "Was ist {name}?"}
_WHAT_IS = lazily(
    r"(?:what(?: is|'s|s)|tell me about|was ist|was sind)\s+(?:(?:the|das|die|der|eigentlich|denn)\s+)*(?P<name>[^?.!,;]+?)\s*\??",
    re.I,
)
_MORE_MONEY = lazily(
    r"\b(?:more|most|higher|highest|better|mehr|meisten?|hohere?\w*|hochste\w*|besser)\b.*\b(?:pa(?:y|id)\w*|money|fund\w*|grants?|geld|forder\w*|zuschuss\w*|zahlt|zahlen|lukrativ\w*)\b"
    r"|\b(?:pa(?:y|id)\w*|money|fund\w*|grants?|geld|forder\w*|zuschuss\w*|zahlt|zahlen)\b.*\b(?:more|most|higher|better|mehr|meisten?|hoher\w*|besser)\b"
)
_WHICH = lazily(r"\b(?:which|what|where|who|welche[rsnm]?|wo|wer|was)\b")
_DIFFERENCE: Mapping[Language, str] = {
    "en": "What is the difference between {one} and {other}?",
    "de": "Was ist der Unterschied zwischen {one} und {other}?",
}
_THERE = lazily(
    r"\b(?:(?:in|on|from|at|to) there|there|in it|on it|da ?drin|drin|drauf|da ?rauf|darin|dort|da)\b", re.I
)
_THERE_IS = lazily(r"\b(?:is|are|was|were|gibt|gab)\W+(?:es\W+)?(?:there|da)\b", re.I)
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
            return name if len(name.split()) <= _LONGEST and not _PRONOUN.match(fold(name)) else ""
    return ""


def asked_of_both(text: str, language: Language) -> tuple[str, ...]:
    """Return what go-cluster is, and what the programme is from which `text` asks how it differs; empty: it asks no such thing."""
    other = other_programme(text)
    return tuple(_WHAT[language].format(name=name) for name in (_NAME, other)) if other else ()


def names_other(name: str, statement: str, language: Language) -> bool:
    """Return whether `statement` has all words of `name`; one that has not is of something else."""
    wanted = frozenset(terms(name, language))
    return bool(wanted) and wanted <= frozenset(terms(statement, language))


def names_both(name: str, statement: str, language: Language) -> bool:
    """Return whether `statement` names go-cluster and, by all words of `name`, the other programme."""
    return "gocluster" in fold(statement) and names_other(name, statement, language)


def compared_with_subject(text: str, question: str, language: Language) -> str:
    """Return in full the question how what `question` asks about differs from the programme that alone is named in `text`; "": it
    asks no such thing, or go-cluster is neither.
    """
    if not _DIFFERS.search(fold(text)) or other_programme(text):
        return ""
    found = next(filter(None, (pattern.search(text) for pattern in _ONE)), None)
    if found is None:
        return ""
    name = _ARTICLE.sub("", _BEHIND.sub("", found["one"].strip(" \"„“”'")))
    words = tokenise(name)
    if len(words) > _LONGEST or _PRONOUN.match(fold(name)) or all(map(_GENERIC.fullmatch, words)):
        return ""
    is_own = _IS_NAME.fullmatch(fold(name)) is not None
    subject = _defined(question)
    of_programme = _IS_NAME.fullmatch(fold(subject)) is not None
    if not (subject and is_own is not of_programme):
        return ""
    one, other = (subject, _NAME) if is_own else (_NAME, name)
    return _DIFFERENCE[language].format(one=one, other=other)


def asked_of_other(text: str, question: str) -> str:
    """Return `text` with the programme that `question` sets beside go-cluster in the place of "there"; "": it has no such word."""
    there = _THERE.search(_THERE_IS.sub(lambda found: " " * len(found[0]), text))
    if there is None:
        return ""
    other = other_programme(question)
    return f"{text[: there.start()]}{other}{text[there.end() :]}" if other else ""


def _defined(question: str) -> str:
    """Return what `question` asks for the meaning of: "What is ZIM?"; "": it asks something else."""
    found = _WHAT_IS.fullmatch(question.strip())
    return found["name"] if found is not None and len(found["name"].split()) <= _LONGEST else ""


def money_of_both(text: str, question: str, language: Language) -> tuple[str, ...]:
    """Return what each of the two programmes pays, if `text` asks which of those that `question` compares pays more; empty: it does not."""
    folded = fold(text)
    if not (_MORE_MONEY.search(folded) and _WHICH.search(folded)):
        return ()
    other = other_programme(question)
    return tuple(_HOW_MUCH[language].format(name=name) for name in (_NAME, other)) if other else ()
