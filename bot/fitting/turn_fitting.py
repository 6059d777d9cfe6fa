"""Fits how sure answers to later messages are: `python -m bot.fitting.turn_fitting DATA CONVERSATIONS.jsonl …` (`make fit-turns`).

Needs the index of the shipped corpus under DATA. Writes `bot/dialogue/turn_model.json`. The conversations are such as nothing was mended
by: what was mended is right more often than what people will ask, and confidence fitted on it promises too much.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.app import open_base
from bot.dialogue import turn_confidence
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn_confidence import TURN_SIGNALS
from bot.session.messages import Message
from bot.settings import Settings
from knowledge.answers.answer import Answerer
from knowledge.errors import InputError, KnowledgeError
from knowledge.quality.questions import EvaluationQuestion, faults, read_questions
from knowledge.retrieval.model import Weights, sigmoid

TARGET = Path(turn_confidence.__file__).with_name(turn_confidence.FILE_NAME)
Turn = tuple[Mapping[str, float], bool]  # the signals of an answer, and whether it is right


def turns(answerer: Answerer, questions: Sequence[EvaluationQuestion]) -> list[Turn]:
    """Return the signals of each answer to a later message of the conversations `questions`, and whether it is right."""
    seen: list[Mapping[str, float]] = []

    def unmapped(found: Mapping[str, float]) -> float:
        seen.append(found)
        return sigmoid(found["odds"])

    conversation = Conversation(answerer, confidence=unmapped)
    found: list[Turn] = []
    for question in questions:
        seen.clear()
        reply = conversation.reply(Message(question.question, session=question.session or question.id))
        found += [(signals, not faults(question, reply.answer.model_dump(mode="json"))) for signals in seen]
    return found


def fit(found: Sequence[Turn]) -> Weights:
    """Return the weights that tell from the signals of an answer how likely it is right (Platt, 1999).

    Raises `InputError` where all are right, or all wrong.
    """
    from sklearn.linear_model import LogisticRegression

    right = [is_right for _, is_right in found]
    if len(set(right)) < 2:
        raise InputError(f"of {len(found)} answers to later messages all are right, or none. Give more conversations")
    fitted = LogisticRegression(C=1.0).fit([[row[name] for name in TURN_SIGNALS] for row, _ in found], right)
    weights = tuple(round(float(w), 4) for w in fitted.coef_[0])
    return Weights(TURN_SIGNALS, weights, round(float(fitted.intercept_[0]), 4))


def main(arguments: Sequence[str]) -> int:
    """Fit on the conversations given after the data folder, and write the weights."""
    data, *paths = arguments
    try:
        answerer = Answerer(open_base(Settings(data=Path(data))))
        found = [turn for path in paths for turn in turns(answerer, read_questions(Path(path)))]
        weights = fit(found)
    except KnowledgeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    TARGET.write_text(json.dumps(weights.as_json(), indent=1) + "\n", encoding="utf-8")
    n_right = sum(is_right for _, is_right in found)
    sys.stderr.write(f"fitted on {len(found)} answers to later messages, {n_right} of them right: {TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
