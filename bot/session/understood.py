"""A message as it is understood: in full, what its topic is from now on, and the statements for it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.records import Language, Passage
from knowledge.retrieval.before import Before
from knowledge.retrieval.retrieval import Retrieved


@dataclass(frozen=True, slots=True)
class Understood:
    """A message as it is understood: in full, what its topic is from now on, and the statements for it."""

    text: str
    topic: Topic
    retrieved: Retrieved

    @property
    def sureness(self) -> float:
        """How sure to be of the first statement; 0 where a known gap comes before it."""
        return self.retrieved.sureness


def by_itself(text: str, language: Language, answerer: Answerer) -> Understood:
    """Return `text` as a question that is whole, and the topic from now on."""
    return Understood(text, Topic(question=text, last=text), answerer.retrieve(text, language))


def statement_given(topic: Topic, language: Language, answerer: Answerer) -> list[Passage]:
    """Return the first statement of the last answer; empty: it gave none."""
    return Before("", topic.statement_ids).passages(answerer.base, language)[:1] if topic.statement_ids else []
