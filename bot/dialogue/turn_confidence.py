"""How likely the answer to a later message of a conversation is right as a whole.

How sure a statement is tells whether it answers what the message was taken for. Whether the message was taken for the right thing
is another question: what goes on with a topic and is answered by itself, or by what was just told once more, is wrong more often.
A map of both is fitted on conversations that nothing was mended by (`bot.fitting.turn_fitting`), and kept in `turn_model.json`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from bot.dialogue.followups import Resolved
from bot.session.sessions import Session
from knowledge.clusters.outcomes import Outcome
from knowledge.retrieval.model import Weights, log_odds, sigmoid

FILE_NAME = "turn_model.json"
TURN_SIGNALS = ("odds", "alone", "again")
# from the signals of an answer to how likely it is right
Map = Callable[[Mapping[str, float]], float]


def turn_signals(outcome: Outcome, resolved: Resolved, before: Session) -> dict[str, float] | None:
    """Return the `TURN_SIGNALS` of an answer by statements to a later message: the log-odds of its confidence so far, whether it was
    found without what was spoken of, and whether its first statement was given last. None: another answer, or a first message.
    """
    if before.topic.is_empty or outcome.answer.kind != "answer" or resolved.request.origin is not None:
        return None
    if not outcome.statement_ids:
        return None
    return {
        "odds": log_odds(outcome.answer.confidence),
        "alone": float(resolved.retrieved is None and not resolved.each),
        "again": float(outcome.statement_ids[0] in before.topic.statement_ids),
    }


def as_sure(outcome: Outcome, resolved: Resolved, before: Session, confidence: Map) -> Outcome:
    """Return `outcome` with the `confidence` that an answer with its signals has; with its own where it has none."""
    found = turn_signals(outcome, resolved, before)
    if found is None:
        return outcome
    return replace(outcome, answer=outcome.answer.model_copy(update={"confidence": confidence(found)}))


@lru_cache(maxsize=1)
def load_turn_model() -> Weights:
    """Return the shipped weights."""
    return Weights.from_json(json.loads((files("bot.dialogue") / FILE_NAME).read_text(encoding="utf-8")))


def shipped(found: Mapping[str, float]) -> float:
    """Return how likely the answer with the signals `found` is right, by the shipped weights."""
    return sigmoid(load_turn_model().log_odds(found))
