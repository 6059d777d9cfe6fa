"""An edited message is answered anew by editing what answered it: the same messages, more if needed, none too many."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.telegram.desk import Desk, Turn
from bot.channels.telegram.effects import Delete, Edit, Effect, Send


def as_edits(desk: Desk, turn: Turn, effects: Sequence[Effect]) -> tuple[Effect, ...]:
    """Return `effects`, the new answer to an edited message, with its messages in place of those that answered it before.

    Messages that are left over are deleted. What is no message of text, such as a file, comes anew.
    """
    if turn.answers is None:
        return tuple(effects)
    left = list(desk.state.replies(turn.chat, turn.answers))
    edited: list[Effect] = []
    for effect in effects:
        if isinstance(effect, Send) and effect.answers == turn.answers and left:
            edited.append(Edit(effect.chat_id, left.pop(0), effect.html, effect.plain, effect.keyboard))
        else:
            edited.append(effect)
    return (*edited, *(Delete(turn.chat_id, message_id, answers=turn.answers) for message_id in left))
