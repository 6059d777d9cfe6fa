"""Resolves follow-ups: what "And in Bavaria?", "the second one" or "Und 2019?" means after what was said before."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.sessions import Session
from knowledge.answer import Answerer, Request
from knowledge.records import Language
from knowledge.text import fold, terms, tokenise
from knowledge.wishes import Wish

_OPENING = re.compile(
    r"^\W*(?:and|und|but|aber|or|oder|also|auch|only|nur|what about|how about|was ist mit|wie (?:ist|sieht|steht) es|wie war es|then|dann|ok(?:ay)?|so"
    r"|now|jetzt|instead|stattdessen|or else|sonst|regardless|egal|without|ohne|with|mit|in|from|aus|the|der|die|das|noch|any|gibt es (?:auch|noch|da|dort)"
    r"|are there (?:also|any others?)|which of (?:them|these|those)|welche davon|wer davon|davon|von denen|of those|more|mehr|weiter)\b"
)
_POINTING = re.compile(
    r"\b(?:it|its|they|their|them|that|those|he|she|his|her|er|sie|ihn|ihm|ihr|ihre\w*|sein\w*|dort|davon|damit|dafur|dabei|dazu|darin|davor|danach"
    r"|denen|dessen|deren|jene\w*|before that|after that|the same|dasselbe)\b|(?<!are )(?<!is )(?<!were )(?<!was )\bthere\b|(?<!gibt )(?<!gab )\bes\b"
    r"|\b(?:this|das)(?= (?:one|so|gewesen|gemacht|passiert|bezahlt|cluster|network|netzwerk)\b|\W*$)"
)
# What may stand behind "the second" for it to mean one of a list: "the second one", "das zweite?", "der erste davon"
_OF_A_LIST = r"(?: (?:one|ones|cluster(?! (?:week|conference|platform|meeting|policy))|network|netzwerk|entry|hit|result|treffer|eintrag|genannte\w*|based|located|davon|of (?:them|these|those)|do|does|have|has|in|on|hat|ist|macht|sitzt)\b|\W*$)"
_ORDINALS: tuple[tuple[str, int], ...] = (
    (r"first|1st|erste\w*|number (?:1|one)|nummer (?:1|eins)|nr 1|no 1", 0),
    (r"second|2nd|zweite\w*|number (?:2|two)|nummer (?:2|zwei)|nr 2|no 2|other|andere\w*", 1),
    (r"third|3rd|dritte\w*|number (?:3|three)|nummer (?:3|drei)|nr 3|no 3", 2),
    (r"fourth|4th|vierte\w*|number (?:4|four)|nummer (?:4|vier)|nr 4|no 4", 3),
    (r"fifth|5th|funfte\w*|number (?:5|five)|nummer (?:5|funf)|nr 5|no 5", 4),
    (r"last(?: one)?|letzte\w*", -1),
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DROP: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "label",
        re.compile(
            r"(?:regardless|irrespective|whatever|egal|unabhangig|without|ohne|no matter|never mind|any|forget|ignore|drop|any kind of)\b.{0,25}\b\w*label\w*"
            r"|label\w* (?:or not|or no label|is(?:n\W?t| not) (?:important|needed)|does(?:n\W?t| not) matter|(?:ist|spielt) (?:egal|keine rolle|unwichtig))|\bmit oder ohne\b.*label"
        ),
    ),
    (
        "place",
        re.compile(
            r"\b(?:all (?:of|over|across) germany|anywhere|nationwide|germany wide|whole (?:of germany|country)|in germany|regardless of (?:the )?(?:land|state|region|place|location)"
            r"|bundesweit|deutschlandweit|in ganz deutschland|ganz deutschland|egal wo|uberall|unabhangig vo\w+ (?:land|bundesland|ort|region)|in deutschland|other (?:lander|states)|elsewhere|anderswo)\b"
        ),
    ),
    (
        "member",
        re.compile(
            r"\b(?:non members|nicht ?mitglieder|not only members|nicht nur mitglieder|members or not|mitglied oder nicht|regardless of membership|egal ob mitglied"
            r"|unabhangig von der mitgliedschaft|membership does(?:n\W?t| not) matter|whether (?:they are )?members? or not|auch ohne mitgliedschaft|without (?:the )?membership)\b"
        ),
    ),
    (
        "field",
        re.compile(
            r"\b(?:any field|all fields|whatever (?:the )?field|regardless of (?:the )?(?:field|topic|technology)|egal welche\w* (?:feld|technologie\w*|thema|branche)|alle (?:felder|branchen)"
            r"|unabhangig vo\w+ (?:feld|thema|technologiefeld)|in any sector|jede branche)\b"
        ),
    ),
)
_YES = re.compile(
    r"\W*(?:yes|yes please|yeah|sure|ok(?:ay)?|please do|gladly|ja|ja bitte|ja gern\w*|gern\w*|bitte|klar|jawohl)\W*"
)
_SHORT = 8
_FEW = 2
_SURE = 0.5
_CLEARLY = 0.2


def is_yes(text: str) -> bool:
    """Return whether `text` says no more than yes."""
    return _YES.fullmatch(" ".join(tokenise(text))) is not None


def resolve(text: str, language: Language, session: Session, answerer: Answerer) -> Request:
    """Return `text` as a request that stands on its own, with what `session` remembers filled in.

    A message that names its own topic stays as it is.
    """
    names_cluster = bool(answerer.base.cluster_names.find(text))
    if not names_cluster and session.cluster_ids:
        chosen = _chosen_cluster(text, session)
        if chosen is not None:
            return Request(text, language, cluster_id=chosen)
    if session.wish is not None and not names_cluster:
        wish = _merged_wish(text, language, session.wish, answerer)
        if wish is not None:
            return Request(text, language, wish=wish)
    if names_cluster or not session.question:
        return Request(text, language)
    return Request(_merged_question(text, language, session, answerer), language)


def _is_elliptic(text: str) -> bool:
    folded = fold(text)
    return _OPENING.search(folded) is not None or len(text.split()) <= 3


def _chosen_cluster(text: str, session: Session) -> str | None:
    """Return the cluster that an ordinal or a pronoun points to; None: neither, or it is not clear which."""
    folded = fold(text)
    if len(text.split()) > 2 * _SHORT:
        return None
    for pattern, position in _ORDINALS:
        if session.wish is not None and re.search(rf"\b(?:{pattern})\b(?={_OF_A_LIST})", folded):
            return session.cluster_ids[position] if -1 <= position < len(session.cluster_ids) else None
    if len(session.cluster_ids) == 1 and _POINTING.search(folded) and not _YEAR.search(folded):
        return session.cluster_ids[0]
    return None


def _merged_wish(text: str, language: Language, before: Wish, answerer: Answerer) -> Wish | None:
    """Return the earlier wish with what the message changes; None: the message is no follow-up to it."""
    folded = fold(text)
    now = answerer.finder.reader.read(text, language)
    dropped = [name for name, pattern in _DROP if pattern.search(folded)]
    if len(text.split()) > 2 * _SHORT or (now.is_empty and not dropped):
        return None
    if not dropped and not _is_elliptic(text) and (now.fields and (now.laender or now.cities or before.is_empty)):
        return None  # a whole new wish
    if not dropped and not _is_elliptic(text) and not _only_conditions(text, language, now, answerer):
        return None
    wish = before
    for name in dropped:
        wish = wish.without(name)
    if now.fields and "field" not in dropped:
        wish = replace(
            wish,
            fields=now.fields,
            field_words=now.field_words,
            text=now.text,
            beyond=now.beyond,
            need=now.need,
        )
    if (now.laender or now.cities) and "place" not in dropped:
        wish = replace(wish, laender=now.laender, cities=now.cities, near=now.near, place_words=now.place_words)
    if (now.labels or now.any_label) and "label" not in dropped:
        wish = replace(wish, labels=now.labels, any_label=now.any_label and not now.labels)
    if now.member and "member" not in dropped:
        wish = replace(wish, member=True)
    return wish


def _only_conditions(text: str, language: Language, wish: Wish, answerer: Answerer) -> bool:
    """Return whether the message, read as `wish`, names conditions and no more, and would by itself go to the finder."""
    bare = wish.beyond <= 1 and not wish.need
    return bare and answerer.wants_clusters(text, language, wish, answerer.retrieve(text, language))


def _merged_question(text: str, language: Language, session: Session, answerer: Answerer) -> str:
    """Return the question that a follow-up to a statement means.

    With another date or ordinal than before, it is the earlier question with that. Else it is the message together with
    the earlier question, unless the message is answered by itself: by a statement that was not given before, where the two
    together bring up the same one again.
    """
    elliptic = _is_elliptic(text) or _POINTING.search(fold(text)) is not None
    n_terms = len(set(terms(text, language)))
    if not elliptic or n_terms > _SHORT:
        return text
    substituted = _substituted(text, session.question)
    if substituted is not None and n_terms <= 4:
        return substituted
    together = f"{session.question} {text}"
    if n_terms == 0 or (n_terms <= _FEW and _POINTING.search(fold(text)) is not None):
        return together
    alone, merged = answerer.retrieve(text, language), answerer.retrieve(together, language)
    sure = alone.confidence >= _SURE and alone.gap is None
    stuck = not merged.candidates or merged.candidates[0].passage.statement_id in session.statement_ids
    if sure and (stuck or alone.confidence > merged.confidence + _CLEARLY):
        return text
    return together


_MONTH = (
    r"(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|m[aä]r(?:ch|z)|april?|ma[yi]|jun[ei]|jul[yi]|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?"
    r"|nov(?:ember)?|de[cz](?:ember)?)"
)
_DATE = re.compile(rf"\b(?:(?:{_MONTH}|spring|summer|autumn|frühjahr|frühling|sommer|herbst)\s+)?(?:19|20)\d\d\b", re.I)
_ORDINAL_WORDS = re.compile(r"\b(?:first|second|third|1st|2nd|3rd|erste\w*|zweite\w*|dritte\w*)\b", re.I)


def _substituted(text: str, question: str) -> str | None:
    """Return the earlier question with its date or ordinal exchanged for the one that `text` names; None: there is none."""
    for pattern in (_DATE, _ORDINAL_WORDS):
        new, old = pattern.search(text), pattern.search(question)
        if new and old:
            return question[: old.start()] + new[0] + question[old.end() :]
    return None
