"""The question that was not answered, asked of another: "what about a university?" after "can a company join?"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.pointing.slots import asks, content_words, without_opening
from bot.session.sessions import Topic
from bot.session.understood import Understood, by_itself
from knowledge.answers.answer import Answerer
from knowledge.asked.passage_words import stems_in, words_of
from knowledge.asked.question import analyse
from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.retrieval.before import statement_key
from knowledge.words.text import fold, terms

_MOST_WORDS = 8
_SO_FOR = lazily(
    r"\W*(?:(?:and|und|what about|how about|was ist mit)\W+)*(?:(?:does|is) (?:that|it|this) (?:also )?(?:go|apply|hold|so|true)(?: also)? (?:for|to|of)|(?:gilt|ist) (?:das|dies|es)(?: (?:auch|so))* (?:für|bei)|(?:auch )?als|as)\s+"
    r"(?P<named>[^?.!,]+?)(?:\s+(?:too|as well|auch))?\W*",
    re.IGNORECASE,
)
_CLUSTERS = lazily(r"\b(?:\w*clusters?n?|networks?|netzwerke?n?|cluster ?initiative\w*)\b")
_SEEN = 10  # gaps near the question asked of another
_LEAST = -2.0  # log-odds
_SURE = 0.8  # confidence from which a statement answers that, though the gap is near
_SUBJECT = lazily(r"^(?P<verb>\W*\w+\W+)(?P<article>(?:a|an|the|also|auch|die|der|das|eine?|single|einzelne)\W+)*")
_PRICE = lazily(
    r"\W*(?P<asked>was kosten|was kostet|wie teuer (?:ist|sind)|how much (?:is|are|does|do|would)|how expensive (?:is|are)|what (?:does|do|would))\s.+?(?P<end>\s+cost)?\W*",
    re.IGNORECASE,
)
_WE = lazily(r"(?:we|i|you|one|wir|ich|man|sie|ihr)\b\W*", re.IGNORECASE)
_LAST_CLAUSE = lazily(r"(?<=[,.!:;–])\s+")


def of_another_subject(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return the question asked last, to which nothing is known, with what `text` names, and no more, in the place of its subject; None:
    it was answered, or wants no yes or no, or that is not known either way.
    """
    if not topic.nearest or topic.statement_ids or len(text.split()) > _MOST_WORDS:
        return None
    so = _SO_FOR.fullmatch(text)
    if so is None and asks(text):
        return None
    named = so["named"] if so else without_opening(text).rstrip("?!. ")
    asked = _exchanged(_LAST_CLAUSE.split(topic.question)[-1], named, language)
    if not asked or not content_words(named, language):
        return None
    found = by_itself(asked, language, answerer)
    if found.sureness >= _SURE and _speaks_of(named, found.retrieved.candidates[0].passage, language):
        return found
    near = () if _CLUSTERS.search(fold(named)) else found.retrieved.gaps[:_SEEN]
    same = next((gap for gap in near if statement_key(gap.passage) in topic.nearest and gap.log_odds > _LEAST), None)
    if same is None and found.retrieved.named_gap:
        return replace(found, retrieved=replace(found.retrieved, confidence=0.0))
    if same is None:
        return found if found.sureness > answerer.model.threshold else None
    gap = same._replace(signals={})  # known already to be what is asked for
    retrieved = replace(found.retrieved, candidates=(), gaps=(gap,), confidence=0.0)
    return replace(found, topic=topic, retrieved=retrieved)


def _exchanged(question: str, named: str, language: Language) -> str:
    """Return the yes/no `question` with what is `named` in the place of its subject, which stands behind its verb, or the one what a thing
    costs with that for the thing; "": it has no such.
    """
    price = _PRICE.fullmatch(question)
    if price is not None and named:
        return f"{price['asked']} {named}{price['end'] or ''}?"
    verb, subject = _SUBJECT.match(question), content_words(question, language)[:1]
    if verb is None or not named or not analyse(question).yesno:
        return ""
    rest = question[verb.end() :]
    pronoun = _WE.match(rest)
    if pronoun is not None:
        return f"{verb['verb']}{named} {rest[pronoun.end() :]}"
    return f"{verb['verb']}{named}{rest[len(subject[0]) :]}" if subject and rest.startswith(subject[0]) else ""


def _speaks_of(named: str, passage: Passage, language: Language) -> bool:
    """Return whether a statement has a word of what is `named`, or that is clusters, for which go-cluster is."""
    stems = frozenset(terms(named, language))
    return _CLUSTERS.search(fold(named)) is not None or bool(stems_in(stems, words_of(passage).sentence_stems))
