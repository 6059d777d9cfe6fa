"""What was said before a message, and what passages have in common."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from knowledge.asked.question import When
from knowledge.records import Language, Passage
from knowledge.retrieval.base import KnowledgeBase
from knowledge.words.information import Information
from knowledge.words.text import terms


@dataclass(frozen=True, slots=True)
class Before:
    """What was said before a message: what was asked, the ids of the statements given; `wants_other` than these.

    `nearest` are the ids of those that came nearest where none was given, known gaps among them. `when`: the message asks for another time than
    the one that was asked for, by a word such as "today". `subject` is what is spoken of, without what was asked of it, `last`
    what was asked last, `person` whom a pronoun of the message stands for.
    """

    asked: str
    given: tuple[str, ...]
    wants_other: bool = False
    nearest: tuple[str, ...] = ()
    when: When | None = None
    subject: str = ""
    last: str = ""
    person: str = ""

    def passages(self, base: KnowledgeBase, language: Language) -> list[Passage]:
        """Return the statements given, or else those that came nearest, in `language`."""
        ids = self.given or self.nearest
        found = [base.passage(base.twins[i, language]) for i in ids if (i, language) in base.twins]
        return [passage for passage in found if passage.kind != "gap"]


def statement_key(passage: Passage) -> str:
    """Return what a passage has in common with its twin."""
    return passage.statement_id or passage.passage_id


def page_of(passage: Passage) -> str:
    """Return the title of the page on which a passage stands."""
    return passage.heading.partition(" › ")[0]


def relatedness(one: Passage, other: Passage, information: Information) -> float:
    """Return the share of information that two passages have in common (Dice), 0 to 1."""
    a, b = _body(one.text, one.language), _body(other.text, other.language)
    return 2 * information.total(a & b) / ((information.total_of_text(a) + information.total_of_text(b)) or 1.0)


@lru_cache(maxsize=2000)
def _body(text: str, language: Language) -> frozenset[str]:
    return frozenset(terms(text, language))
