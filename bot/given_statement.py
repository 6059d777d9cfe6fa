"""What a message asks of the statement given last, or holds against it: a point of its list, a part of it, a denial."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.list_items import item_meant
from bot.sessions import Topic
from bot.slots import asks
from bot.understood import Understood, by_itself, sureness_of
from knowledge.answer import Answerer
from knowledge.before import Before, statement_key
from knowledge.just_said import part_asked
from knowledge.part_verdict import denies_in_brief
from knowledge.premises import is_presumed_of
from knowledge.question import analyse
from knowledge.ranking import Candidate
from knowledge.records import Language, Passage
from knowledge.retrieval import Retrieved
from knowledge.text import fold, terms

_HOW_MANY_OF_THOSE = re.compile(
    r"\bhow many of (?:them|those|these)\b|\bwie ?viele (?:davon|von (?:denen|ihnen|diesen))\b"
)
_SHORT = 8
_FEW_WORDS = 5
_AS_TOLD = 0.8  # how sure to be of a part of what was told, which has what is asked for


def point_of_list(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return what is told of the point that `text` names of the list given last; None: it names none."""
    given = statement_given(topic, language, answerer)
    item = next(filter(None, (item_meant(text, passage.text) for passage in given)), None)
    return by_itself(item, language, answerer) if item else None


def denied_in_brief(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return a few words held against the statement given last: they ask nothing themselves, and it says the opposite ("As a full
    member?"), or they presume something of it ("Wasn't it called BMWK?"), or ask how many of those there are that it counts; None: they are not.
    """
    of_those = _HOW_MANY_OF_THOSE.search(fold(text)) is not None
    given = statement_given(topic, language, answerer)
    for passage in given:
        if is_presumed_of(text, passage.text):
            return _as_told(text, language, topic, passage, answerer)
        if of_those and (part := part_asked(text, topic.last, passage)) is not None and part.is_told:
            # of the time, too, that it was told of
            return _as_told(text, language, replace(topic, last=text), passage, answerer)
    if len(text.split()) > _FEW_WORDS or asks(text):
        return None
    for passage in given:
        if denies_in_brief(text, passage.text):
            return _as_told(text, language, topic, passage, answerer)
    return None


def of_what_was_told(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return a brief message as it is asked of a statement given last that has what is asked for; None: none has, or it is
    surely answered by itself.
    """
    if len(text.split()) > _SHORT:
        return None
    for one in topic.statement_ids:
        rowid = answerer.base.twins.get((one, language))
        if rowid is None:
            continue
        passage = answerer.base.passage(rowid)
        part = part_asked(text, topic.last, passage)
        if part is None or not part.is_told or _is_answered(text, language, answerer):
            continue
        return _as_told(text, language, topic, passage, answerer)
    return None


def _as_told(text: str, language: Language, topic: Topic, passage: Passage, answerer: Answerer) -> Understood:
    """Return `text` as it is asked of `passage`, a statement given last; what is spoken of stays."""
    rowid = answerer.base.twins[statement_key(passage), language]
    candidates = (Candidate(passage, rowid, {"coverage_body": 1.0}, 0.0),)
    told = Retrieved(analyse(text), language, frozenset(terms(text, language)), candidates)
    return Understood(text, topic, replace(told, confidence=_AS_TOLD))


def _is_answered(text: str, language: Language, answerer: Answerer) -> bool:
    return sureness_of(answerer.retrieve(text, language)) > answerer.model.threshold


def statement_given(topic: Topic, language: Language, answerer: Answerer) -> list[Passage]:
    """Return the first statement of the last answer; empty: it gave none."""
    return Before("", topic.statement_ids).passages(answerer.base, language)[:1] if topic.statement_ids else []
