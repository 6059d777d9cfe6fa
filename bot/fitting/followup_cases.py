"""Follow-ups as the fit sees them: what ranking has to choose from, in numbers, and which of that is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bot.dialogue.conversation import Conversation
from bot.fitting.made_followups import MadeFollowUp
from bot.on_clusters import cluster_followups
from bot.on_statements.gathered import Gathered, gather
from bot.pointing.pointing import points_back
from bot.reading.openings import opened
from bot.session.messages import Message
from bot.session.sessions import Session, Sessions
from knowledge.answers.answer import Answerer
from knowledge.answers.context import SURE_SIGNALS, Rated, Runs, rated_in, situated, sure_signals
from knowledge.answers.context_signals import GAP_SIGNALS, SIGNALS, Situation
from knowledge.clusters.outcomes import Request
from knowledge.quality.questions import EvaluationQuestion, holds_expected
from knowledge.records import Language, Passage
from knowledge.retrieval.before import statement_key

ORDER_SIGNALS = (*SIGNALS, *GAP_SIGNALS)
_CHAT = "fit"
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Case:
    """What was brought up for a follow-up: a row each of the signals that rank it, and of those that tell how sure to be.

    The latter as if it came first, without what the order tells; of a known gap they are 0. A known gap is right where
    nothing answers. `family`: what must not be parted where one part is to judge the fit on the other.
    """

    kind: str
    family: str
    is_answerable: bool
    order: npt.NDArray[np.float64]
    sure: npt.NDArray[np.float64]
    is_gap: npt.NDArray[np.bool_]
    is_right: npt.NDArray[np.bool_]


def answered_in_full(answerer: Answerer, questions: Iterable[tuple[Language, str, str]]) -> frozenset[str]:
    """Return those of `questions` (language, text, what a right answer has) that are answered rightly by themselves."""
    right = set()
    for language, text, expect in questions:
        answer = answerer.answer(Request(text, language)).answer
        if answer.kind == "answer" and _has(expect, answer.text):
            right.add(text)
    return frozenset(right)


def made_cases(answerer: Answerer, followups: Iterable[MadeFollowUp]) -> Iterator[Case]:
    """Yield a case for each of `followups` for which something is brought up."""
    talk = _Talk(answerer)
    for made in followups:
        session = talk.after(made.turns[:-1], made.language)
        case = _case(
            answerer,
            (made.turns[-1], made.language, session),
            (made.kind, made.family, made.expect is not None),
            lambda passage, expect=made.expect: expect is not None and _has(expect, passage.text),  # type: ignore[misc]
            stays=True,
        )
        if case is not None:
            yield case


def conversation_cases(answerer: Answerer, questions: Iterable[EvaluationQuestion]) -> Iterator[Case]:
    """Yield a case for each of `questions` of the tuning half that goes on with a question to the sources before it."""
    talk = _Talk(answerer)
    histories: dict[str, tuple[str, ...]] = {}
    for q in questions:
        if q.session is None or q.split != "tuning":
            continue
        history = histories.get(q.session, ())
        if history and q.kind in ("answer", "abstention"):
            case = _case(
                answerer,
                (q.question, q.lang, talk.after(history, q.lang)),
                ("conversation", q.session, q.kind == "answer"),
                lambda passage, q=q: _is_right(q, passage),  # type: ignore[misc]
                stays=False,
            )
            if case is not None:
                yield case
        histories[q.session] = (*history, q.question)


class _Talk:
    """What the bot remembers after some turns; each beginning of a conversation is held once."""

    def __init__(self, answerer: Answerer) -> None:
        self._sessions = Sessions()
        self._conversation = Conversation(answerer, self._sessions)
        self._known: dict[tuple[Language, tuple[str, ...]], Session] = {}

    def after(self, turns: tuple[str, ...], language: Language) -> Session:
        if not turns:
            return Session()
        if (language, turns) not in self._known:
            self._sessions.put(_CHAT, self.after(turns[:-1], language))
            self._conversation.reply(Message(turns[-1], session=_CHAT, language=language))
            self._known[language, turns] = self._sessions.get(_CHAT) or Session()
        return self._known[language, turns]


def _case(
    answerer: Answerer,
    message: tuple[str, Language, Session],
    told: tuple[str, str, bool],
    is_right: Callable[[Passage], bool],
    *,
    stays: bool,
) -> Case | None:
    """Return the case of a message after a session; None: it does not go on with a question, or nothing is brought up."""
    text, language, session = message
    found = _gathered(text, language, session, answerer, stays=stays)
    if found is None:
        return None
    situation = situated(answerer.base, found.said, found.question, found.runs, found.before)
    rated = rated_in(found.runs, situation)
    if not rated:
        return None
    kind, family, is_answerable = told
    passages = [r.candidate.passage for r in rated]
    return Case(
        kind,
        family,
        is_answerable,
        _rows([r.signals for r in rated], ORDER_SIGNALS),
        _rows([_sure(r, found.runs, situation) for r in rated], SURE_SIGNALS),
        np.array([p.kind == "gap" for p in passages]),
        np.array([not is_answerable if p.kind == "gap" else is_answerable and is_right(p) for p in passages]),
    )


def _gathered(text: str, language: Language, session: Session, answerer: Answerer, *, stays: bool) -> Gathered | None:
    """Return what a message is ranked by that goes on with a question to the sources; None: it does not.

    Where nothing was answered last, the bot weighs that topic against the one before; taught is what goes on with the latter.
    """
    opening = opened(text, language)
    topics = [session.topic]
    if session.topic.nearest and session.earlier and session.earlier[0].statement_ids:
        topics.insert(0, session.earlier[0])
    is_new = opening.is_other or (opening.is_announced and not points_back(opening.text, language))
    if is_new or not session.topic.question or answerer.base.cluster_names.find(opening.text):
        return None
    if cluster_followups.understand(opening.text, language, session.topic, answerer) is not None:
        return None
    found = (gather(opening.text, language, topic, answerer, stays=stays) for topic in topics)
    return next((gathered for gathered in found if gathered is not None), None)


def _sure(rated: Rated, runs: Runs, situation: Situation) -> Mapping[str, float]:
    if rated.candidate.passage.kind == "gap":
        return dict.fromkeys(SURE_SIGNALS, 0.0)
    # what the order tells is not known before it is fitted
    unordered = replace(rated, candidate=rated.candidate._replace(log_odds=0.0))
    return sure_signals([unordered], runs, situation)


def _rows(signals: Sequence[Mapping[str, float]], names: Sequence[str]) -> npt.NDArray[np.float64]:
    # sums over sets differ in the last digits from run to run, the fit must not
    return np.array([[row[name] for name in names] for row in signals], dtype=np.float64).round(_DECIMALS)


def _is_right(question: EvaluationQuestion, passage: Passage) -> bool:
    """Return whether a statement answers: it states a fact that is named, if any is, and has all that is expected."""
    return (not question.facts or statement_key(passage) in question.facts) and holds_expected(question, passage.text)


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE | re.DOTALL) is not None
