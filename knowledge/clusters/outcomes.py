"""What is asked, follow-ups resolved, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.clusters.comparing import Comparison
from knowledge.clusters.details import Detail
from knowledge.clusters.wishes import Wish
from knowledge.quotation.citing import Citations
from knowledge.records import Answer, AnswerKind, Language


@dataclass(frozen=True, slots=True)
class OriginAsked:
    """The statements given of which the source or date is asked; `is_current`: it is asked whether they still hold."""

    statement_ids: tuple[str, ...]
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, follow-ups resolved. `wish`, `cluster_ids` and `comparison` are set where an earlier turn settles them.

    `skip`: as many clusters of the wish have been named already; `is_whole`: it is asked whether these are all, `is_count`: how many there are. `details` are what is asked of the clusters `cluster_ids`,
    where that is settled as well. `origin` asks where a statement given comes from. `known` are the clusters that were shown
    before: what they are need not be said again. `wants_statement`: it goes on with what was told, and searches for no clusters.
    `given` are the statements given last, `said` is the message as it was written, and `before` what was asked before it: what
    was given already is not told again as a whole. `is_offered`: it was offered, and a message took that up. `topic` is the
    question that it goes on with, as far as one is spoken of.
    """

    text: str
    language: Language
    wish: Wish | None = None
    cluster_ids: tuple[str, ...] = ()
    comparison: Comparison | None = None
    skip: int = 0
    is_whole: bool = False
    is_count: bool = False
    details: tuple[Detail, ...] = ()
    origin: OriginAsked | None = None
    known: frozenset[str] = frozenset()
    wants_statement: bool = False
    given: tuple[str, ...] = ()
    said: str = ""
    before: str = ""
    is_offered: bool = False
    topic: str = ""

    @property
    def as_written(self) -> str:
        """The message as it was written, where it was resolved; else what is asked."""
        return self.said or self.text


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer with what a conversation must remember of it: the wish, the clusters told of, the statements cited.

    `listed` are the clusters in the order shown, where only some of those are what was asked for; the first `n_shown` have
    been named in the text. `nearest` are the statements, and the known gap, that came nearest to a question on the programme
    that the sources do not answer.
    """

    answer: Answer
    wish: Wish | None = None
    cluster_ids: tuple[str, ...] = ()
    statement_ids: tuple[str, ...] = field(default=())
    listed: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    n_shown: int = 0


def made(
    generation: str,
    request: Request,
    kind: AnswerKind,
    text: str,
    citations: Citations | None = None,
    *,
    confidence: float = 0.0,
    offers: tuple[str, ...] = (),
    reason: str | None = None,
) -> Answer:
    """Return the answer to `request` from this generation of the index."""
    return Answer(
        question=request.text,
        language=request.language,
        kind=kind,
        text=text,
        citations=citations.all if citations else (),
        confidence=confidence,
        generation=generation,
        offers=offers,
        reason=reason,
    )
