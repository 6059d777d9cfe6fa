"""What a message asks of the statement given last, or holds against it: a point of its list, a part of it, a denial."""

from __future__ import annotations

from dataclasses import replace

from bot.on_statements.list_items import item_meant
from bot.pointing.earlier_later import says_earlier_or_later
from bot.pointing.slots import asks, content_words
from bot.session.sessions import Topic
from bot.session.understood import Understood, by_itself, statement_given
from knowledge.answers.answer import Answerer
from knowledge.asked.premises import is_presumed_of
from knowledge.asked.question import analyse, levels_in, years_covered, years_in
from knowledge.asked.sought import is_of_what_was_told
from knowledge.asked.values import full_names
from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.retrieval.before import Before, statement_key
from knowledge.retrieval.ranking import Candidate
from knowledge.retrieval.retrieval import Retrieved
from knowledge.statements.just_said import part_asked
from knowledge.verdicts.part_verdict import denies_in_brief
from knowledge.verdicts.trends import trend_holds
from knowledge.words.countries import leaves_out_country
from knowledge.words.text import fold, terms

_HOW_MANY_OF_THOSE = lazily(r"\bhow many of (?:them|those|these)\b|\bwie ?viele (?:davon|von (?:denen|ihnen|diesen))\b")
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
    member?"), or they presume something of it ("Wasn't it called BMWK?"), or name a country that it leaves out, or ask how many of those there are that it counts; None: they are not.
    """
    of_those = _HOW_MANY_OF_THOSE.search(fold(text)) is not None
    levels = levels_in(text)
    given = statement_given(topic, language, answerer)
    is_brief = len(text.split()) <= _FEW_WORDS
    for passage in given:
        if is_brief and not years_in(text) and leaves_out_country(text, passage.text):
            return _as_told(text, language, topic, passage, answerer)
        if is_presumed_of(text, passage.text) or trend_holds(text, passage.text, language) is not None:
            return _as_told(text, language, topic, passage, answerer)
        if (
            of_those
            and levels <= levels_in(passage.text)
            and (part := part_asked(text, topic.last, passage)) is not None
            and part.is_told
        ):
            # of the time, too, that it was told of
            return _as_told(text, language, replace(topic, last=text), passage, answerer)
    if not is_brief or asks(text):
        return None
    for passage in given:
        if denies_in_brief(text, passage.text):
            return _as_told(text, language, topic, passage, answerer)
    return None


def before_as_told(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return who it was before, where that is asked of who it is, and a statement given last tells until when another was: the second, or
    the first, where it names both; None: none does.
    """
    if not says_earlier_or_later(text) or analyse(topic.question).asked != "person":
        return None
    for at, passage in enumerate(Before("", topic.statement_ids).passages(answerer.base, language)):
        names_both = at > 0 or len(set(full_names(passage.text, language))) > 1
        if names_both and years_covered(passage.text) != years_in(passage.text):
            return _as_told(text, language, replace(topic, last=topic.question), passage, answerer)
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
    """Return whether a message is surely answered by itself; one that says nothing itself, or is of what was told only, is not."""
    if not content_words(text, language) or is_of_what_was_told(fold(text)):
        return False
    return answerer.retrieve(text, language).sureness > answerer.model.threshold
