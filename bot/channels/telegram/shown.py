"""What was shown and is remembered under a token, so that the buttons below it go on working."""

from __future__ import annotations

from typing import Literal

from pydantic import ValidationError

from bot.channels.telegram.desk import Desk, Turn
from bot.channels.telegram.finder_view import wish_from_json, wish_to_json
from bot.channels.telegram.layout import MAX_UNITS, Part, units
from bot.channels.telegram.rendering import answer_parts, text_part
from bot.session.messages import Reply
from bot.state.records import Shown
from knowledge.clusters.wishes import Wish
from knowledge.errors import InputError
from knowledge.records import Answer, Frozen

Kind = Literal["answer", "wish"]


class ShownAnswer(Frozen):
    """An answer as it was shown: its `offers` are the next questions below it. `is_list`: it stands as a finder's view.

    `heading` is the question, where a button asked it.
    """

    answer: Answer
    notice: str = ""
    heading: str = ""
    is_list: bool = False

    @property
    def parts(self) -> tuple[Part, ...]:
        """The messages that the answer was shown as; the buttons stand below the last."""
        parts = answer_parts(Reply(self.answer, self.notice))
        if not self.heading:
            return parts
        head, first = text_part(f"<b>{self.heading}</b>"), parts[0]
        if units(head.plain) + 2 + units(first.plain) > MAX_UNITS:
            return (head, *parts)
        return (Part(f"{head.html}\n\n{first.html}", f"{head.plain}\n\n{first.plain}"), *parts[1:])


def remember_answer(desk: Desk, turn: Turn, shown: ShownAnswer) -> str:
    """Return the token under which an answer is remembered."""
    return desk.state.remember_shown(turn.session, "answer", shown.model_dump_json(exclude_defaults=True))


def remember_wish(desk: Desk, turn: Turn, wish: Wish) -> str:
    """Return the token under which a wish is remembered."""
    return desk.state.remember_shown(turn.session, "wish", wish_to_json(wish))


def shown_answer(desk: Desk, turn: Turn, token: str) -> ShownAnswer | None:
    """Return the answer that was shown in this chat under `token`; None: none, or one of another version."""
    found = _found(desk, turn, token, "answer")
    if found is None:
        return None
    try:
        return ShownAnswer.model_validate_json(found.payload)
    except ValidationError:
        return None


def shown_wish(desk: Desk, turn: Turn, token: str) -> Wish | None:
    """Return the wish whose clusters were shown in this chat under `token`; None: none, or one of another version."""
    found = _found(desk, turn, token, "wish")
    if found is None:
        return None
    try:
        return wish_from_json(found.payload)
    except InputError:
        return None


def _found(desk: Desk, turn: Turn, token: str, kind: Kind) -> Shown | None:
    """Return what was shown under `token`, in this chat: in a group others than who asked may press a button, elsewhere none."""
    found = desk.state.shown(token)
    if found is None or found.kind != kind or found.session.rpartition(".")[2] != turn.chat:
        return None
    return found
