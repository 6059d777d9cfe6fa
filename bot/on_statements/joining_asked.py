"""What a message asks of joining go-cluster, where that is what is spoken of: "how long does it take?"."""

from __future__ import annotations

from dataclasses import replace

from bot.session.sessions import Topic
from bot.session.understood import Understood, statement_given
from knowledge.answers.answer import Answerer
from knowledge.records import Language
from knowledge.statements.joining import asked_of_joining, speaks_of_joining

_PAGE = "/admission."


def of_joining(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return `text` as it is asked of joining go-cluster, if that is what is spoken of; None: it is not, or it is asked of nothing
    that is known of that alone.
    """
    full = asked_of_joining(text, language)
    if not full or not _is_spoken_of(topic, language, answerer):
        return None
    found = answerer.retrieve(full, language)
    if found.gap is None and found.confidence <= answerer.model.threshold:
        return None
    if found.gap is not None:
        found = replace(found, confidence=0.0)
    return Understood(full, replace(topic, last=text), found)


def _is_spoken_of(topic: Topic, language: Language, answerer: Answerer) -> bool:
    """Return whether the last questions are of joining, or the statement given last is from the page on that."""
    if speaks_of_joining(topic.question, topic.last) or speaks_of_joining(topic.last, topic.question):
        return True
    return any(_PAGE in passage.doc_id for passage in statement_given(topic, language, answerer))
