"""Short follow-ups made of parts, on the shipped index: each is right if it has what the question in full is answered by."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from bot.dialogue.conversation import Conversation
from bot.fitting.made_followups import MadeFollowUp, full_questions, made_followups, read_parts
from bot.session.messages import Message
from knowledge.records import LANGUAGES

PARTS = Path(__file__).parent / "evaluation" / "followups.yaml"
_LEAST = 0.9
_OF_EACH = 10  # of each kind and language


def _sample() -> list[MadeFollowUp]:
    """Return as many of each kind and language, from all matters; what no source answers is left to the figures of the fit."""
    parts = read_parts(PARTS)
    made = made_followups(parts, {text for _, text, _ in full_questions(parts)})
    kinds = ("aspect", "other_matter", "aspect_of_other")
    answerable = sorted((m for m in made if m.kind in kinds), key=lambda m: (m.kind, LANGUAGES.index(m.language)))
    chosen = []
    for _, group in groupby(answerable, key=lambda m: (m.kind, m.language)):
        alike = list(group)
        chosen += alike[:: len(alike) // _OF_EACH][:_OF_EACH]
    return chosen


def test_nine_in_ten_short_follow_ups_are_answered_as_the_question_in_full(
    conversation_factory: Callable[[], Conversation],
) -> None:
    conversation = conversation_factory()
    made = _sample()
    wrong = []
    for number, follow_up in enumerate(made):
        for turn in follow_up.turns:
            answer = conversation.reply(Message(turn, session=str(number), language=follow_up.language)).answer
        assert follow_up.expect is not None
        if answer.kind != "answer" or re.search(follow_up.expect, answer.text, re.IGNORECASE | re.DOTALL) is None:
            wrong.append((follow_up.turns, answer.text))
    assert len(made) == 6 * _OF_EACH
    assert len(wrong) <= (1 - _LEAST) * len(made), wrong
