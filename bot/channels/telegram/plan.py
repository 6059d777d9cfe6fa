"""Effects as text, so that a restart goes on with what was begun instead of answering anew."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

from telegram import InlineKeyboardMarkup

from bot.channels.telegram.effects import Delete, Document, Edit, Leave, Send

Lasting: TypeAlias = Send | Edit | Delete | Document | Leave
LASTING: tuple[type[Lasting], ...] = (Send, Edit, Delete, Document, Leave)
_BY_NAME: dict[str, type[Lasting]] = {kind.__name__: kind for kind in LASTING}


@dataclass(frozen=True, slots=True)
class Plan:
    """The effects of one update that last, in order.

    `floor` is the newest message id that was known when the latest message, to `chat_id`, was begun or had arrived; 0: none.
    """

    effects: Sequence[Lasting]
    floor: int = 0
    chat_id: int = 0


def dump(plan: Plan) -> str:
    """Return the plan as one line of JSON."""
    effects = [_as_json(effect) for effect in plan.effects]
    return json.dumps({"floor": plan.floor, "chat_id": plan.chat_id, "effects": effects}, ensure_ascii=False)


def load(text: str) -> Plan:
    """Return the plan that `dump` wrote. Raises `ValueError` for what another version wrote in another way."""
    try:
        made = json.loads(text)
        effects = tuple(_from_json(values) for values in made["effects"])
        return Plan(effects, int(made["floor"]), int(made["chat_id"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a plan of another version: {type(error).__name__}") from error


def _as_json(effect: Lasting) -> dict[str, Any]:
    values: dict[str, Any] = {"kind": type(effect).__name__}
    for field in fields(effect):
        value = getattr(effect, field.name)
        if isinstance(value, InlineKeyboardMarkup):
            value = value.to_dict()
        elif isinstance(value, bytes):
            value = b64encode(value).decode()
        values[field.name] = value
    return values


def _from_json(values: dict[str, Any]) -> Lasting:
    kind = _BY_NAME[values.pop("kind")]
    if values.get("keyboard") is not None:
        values["keyboard"] = InlineKeyboardMarkup.de_json(values["keyboard"], None)
    if "content" in values:
        values["content"] = b64decode(values["content"])
    return kind(**values)
