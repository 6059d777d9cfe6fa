"""Yes or no by a part of a statement that was told, where its words decide what a brief message asks of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.asked.claim_words import ALSO, is_list
from knowledge.asked.premises import presumed_in
from knowledge.asked.question import analyse, asks_how, names_in
from knowledge.asked.sought import TAX, content, names_somebody
from knowledge.patterns import lazily
from knowledge.records import Language, Passage, Verdict
from knowledge.verdicts.opposites import opposed
from knowledge.words.text import fold, terms, tokenise

_FEW_WORDS = 5  # of a message that claims something of what was told, and no more
_ANYBODY = lazily(
    r"\b(?:any(?:one|body)|some(?:one|body)|jemand\w*)\b.*?\b(?:from|of|aus|vo[nm]|bei[m]?)\b(?P<where>.*)$",
    re.IGNORECASE,
)
_AMONG = lazily(
    r"\b(?:one of|among|part of|eine[rsm]? (?:davon|von)|unter) (?:them|these|those|ihnen|denen|diesen)\b|\b(?:eine[rsm]? davon|dabei|darunter)\b"
)
_ENUMERATES = lazily(r"\n- |, [^,.]+,? (?:and|und) ")
_MINISTRY = lazily(r"\b(?:\w*ministr(?:y|ies)|\w*ministeri\w+|bmw[ike]k?|bmbf|bmftr)\b")
_INCLUDING = lazily(r"\b(?:inclu\w+|with|inkl\w*|incl|mit|enthalten|drin|brutto|gross|dabei)\b")
_EXCLUDING = lazily(r"\b(?:without|exclud\w+|excl|plus|zzgl|zuzuglich|ohne|exkl\w*|netto|net)\b")
_UNPAID = lazily(r"\b(?:voluntary|unpaid|honorary|ehrenamtlich\w*|unbezahlt\w*|unentgeltlich\w*)\b")
_PAID = lazily(
    r"\b(?:paid|pay|money|salary|fee|remunerat\w+|geld|bezahl\w*|vergut\w*|honorar\w*|gehalt|entlohn\w*|aufwandsentschadigung)\b"
)
_AT_LEAST = lazily(r"\b(?:at least|a minimum of|minimum|mindestens|wenigstens)\W+(\d+)\b")
_PROBLEM = lazily(r"\b(?:problem\w*|too few|not enough|zu wenige?|zu klein|too small|hinderni\w+)\b")
_NO_MEMBERS = lazily(r"\bnon[ -]?members?\b|\bnicht[ -]?mitglied\w*")
_MEMBERS_ALONE = lazily(
    r"\b(?:only|solely|exclusively|nur|ausschliesslich|lediglich)\b[^.;]*\b\w*(?:members?|membership|mitglied\w*)\b|\bonly to\b[^.;]*\bmembers?\b"
)
_ENOUGH = lazily(r"\b(?:enough|sufficient|suffice\w*|do(?:es)? it|okay|reich(?:t|en)\w*|genug|genugt|genugen|langt)\b")
_OWN_NUMBER = lazily(r"(?<![\w.,])(\d{1,4})(?![\w.,]*\d)")


def part_verdict(text: str, folded: str, parts: Sequence[str], passage: Passage) -> tuple[Verdict, str] | None:
    """Return yes or no with the part of a statement that decides it by its words; None: none does."""
    question, language = analyse(text), passage.language
    outside = next((part for part in parts if keeps_to_members(text, part)), None)
    if outside is not None:
        return "no", outside
    presumed = presumed_in(text, parts)
    if presumed is not None:
        return presumed
    if question.asked not in ("yesno", "other", "amount", "contact"):
        return None
    anybody = _ANYBODY.search(text)
    brief = " ".join(tokenise(text)) if denies_in_brief(text, passage.text) else ""
    for part in parts:
        said = fold(part)
        if brief and question.asked == "other" and opposed(brief, " ".join(tokenise(part))):
            return "no", part
        if anybody and _is_from(anybody["where"], part, language):
            return "yes", part
        if TAX.asked.search(folded) and TAX.has(part, language):
            without, asked_without = _EXCLUDING.search(said) is not None, _EXCLUDING.search(folded) is not None
            if (question.yesno or question.asked == "other") and (without or _INCLUDING.search(said)):
                return ("yes" if without == asked_without else "no"), part
        if question.yesno and _PAID.search(folded) and _UNPAID.search(said) and not _UNPAID.search(folded):
            return "no", part
        least = _AT_LEAST.search(said)
        if least and (own := _OWN_NUMBER.search(folded)) and int(own[1]) < int(least[1]):
            if not content(text, language) & frozenset(terms(part, language)):
                continue
            if _PROBLEM.search(folded):
                return "yes", part
            if _ENOUGH.search(folded):
                return "no", part
    return None


def keeps_to_members(text: str, said: str) -> bool:
    """Return whether `text` asks whether something is so of who is no member, and what is `said` is so of members alone."""
    if not _NO_MEMBERS.search(fold(text)) or analyse(text).asked not in ("yesno", "other") or asks_how(text):
        return False
    return _MEMBERS_ALONE.search(fold(said)) is not None


def denies_in_brief(text: str, said: str) -> bool:
    """Return whether `text` is a few words held against what was `said`, which says the opposite: "As a full member?"."""
    if len(text.split()) > _FEW_WORDS or not text.rstrip().endswith("?") or is_list(said):
        return False
    claimed = " ".join(tokenise(text))
    return ALSO.search(claimed) is None and opposed(claimed, " ".join(tokenise(said)))


def names_one_from(text: str, passage: Passage) -> bool:
    """Return whether `text` asks for anybody from somewhere, and an item or a clause of a statement names somebody from there."""
    anybody = _ANYBODY.search(text)
    if anybody is None:
        return False
    return any(_is_from(anybody["where"], part, passage.language) for part in passage.text.split("\n- "))


def is_not_named(text: str, folded: str, passage: Passage) -> bool:
    """Return whether `text` asks if one with a name is among those that a statement names, and it is not."""
    if not _AMONG.search(folded) or not _ENUMERATES.search(passage.text):
        return False
    names = frozenset(names_in(text, passage.language))
    return bool(names) and names.isdisjoint(tokenise(passage.text))


def _is_from(where: str, part: str, language: Language) -> bool:
    """Return whether `part` names somebody, and all that `where` says of where they are from."""
    if not names_somebody(part, language):
        return False
    if _MINISTRY.search(fold(where)):
        return _MINISTRY.search(fold(part)) is not None
    wanted = content(where, language)
    return bool(wanted) and wanted <= frozenset(terms(part, language))


def sets_least(text: str) -> bool:
    """Return whether a statement says how many at least there must be: another number may be enough as well."""
    return _AT_LEAST.search(fold(text)) is not None
