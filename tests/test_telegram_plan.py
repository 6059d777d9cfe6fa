"""Effects as text and back."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.effects import Delete, Document, Edit, Leave, Send
from bot.channels.telegram.plan import Plan, dump, load

BUTTONS = InlineKeyboardMarkup(
    [[InlineKeyboardButton("👍", callback_data="g:abc"), InlineKeyboardButton("Seite", url="https://example.org/ä")]]
)
EFFECTS = (
    Send(1, "<b>ä</b>", "ä", keyboard=BUTTONS, reply_to=4, thread_id=5, answers=6),
    Edit(1, 2, "<i>x</i>", "x", keyboard=BUTTONS),
    Edit(1, 2, "y", "y"),
    Delete(1, 3, answers=6),
    Document(1, "all.json", b"\x00\xff{}", "All"),
    Leave(-5),
)


def test_a_plan_comes_back_as_it_was() -> None:
    assert load(dump(Plan(EFFECTS, 17, -5))) == Plan(EFFECTS, 17, -5)


def test_a_plan_is_one_line() -> None:
    assert "\n" not in dump(Plan((Send(1, "a\nb", "a\nb"),)))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"floor": 0, "chat_id": 0, "effects": [{"kind": "Dance"}]}', '{"floor": 0, "effects": [{}]}'],
)
def test_a_plan_of_another_version_is_an_error_of_value(text: str) -> None:
    with pytest.raises(ValueError, match=r"version|Expecting"):
        load(text)
