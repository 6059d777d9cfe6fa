"""Effects as requests to the Bot API."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from telegram import InputFile, LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.ext import ExtBot

from bot.channels.telegram.effects import Acknowledge, AnswerInline, Delete, Document, Edit, Leave, Send, Typing
from bot.channels.telegram.limiter import Turn
from bot.channels.telegram.outcomes import Outcome

TelegramBot: TypeAlias = ExtBot[Turn]

_NO_PREVIEW = LinkPreviewOptions(
    is_disabled=True
)  # a preview would be of the first source only, and larger than the answer


@dataclass(frozen=True, slots=True)
class Shape:
    """How much of a message is sent: with tags, with buttons, in its topic."""

    formatted: bool = True
    keyboard: bool = True
    thread: bool = True

    def after(self, outcome: Outcome) -> Shape | None:
        """Return the next plainer shape for what was refused; None: there is none, or it would not help."""
        if outcome == "no thread" and self.thread:
            return replace(self, thread=False)
        if outcome in ("unparsable", "refused"):
            if self.formatted:
                return replace(self, formatted=False)
            if self.keyboard and outcome == "refused":
                return replace(self, keyboard=False)
        return None


async def send(bot: TelegramBot, effect: Send | Document, chat_id: int, shape: Shape, turn: Turn) -> int:
    """Return the id of the message sent."""
    if isinstance(effect, Document):
        file = InputFile(effect.content, filename=effect.name)
        message = await bot.send_document(chat_id, file, caption=effect.caption or None, rate_limit_args=turn)
        return message.message_id
    reply = None if effect.reply_to is None else ReplyParameters(effect.reply_to, allow_sending_without_reply=True)
    message = await bot.send_message(
        chat_id,
        reply_parameters=reply,
        message_thread_id=effect.thread_id if shape.thread else None,
        rate_limit_args=turn,
        **_content(effect, shape),
    )
    return message.message_id


async def edit_into(
    bot: TelegramBot, effect: Send | Document | Edit, chat_id: int, message_id: int, shape: Shape, turn: Turn
) -> None:
    """Make the message say what `effect` says."""
    where: dict[str, Any] = {"chat_id": chat_id, "message_id": message_id, "rate_limit_args": turn}
    if isinstance(effect, Document):
        await bot.edit_message_caption(caption=effect.caption or None, **where)
    else:
        await bot.edit_message_text(**_content(effect, shape), **where)


async def change(bot: TelegramBot, effect: Edit | Delete | Leave, chat_id: int, shape: Shape, turn: Turn) -> None:
    """Edit or delete a message, or leave the chat. All of these may be done twice."""
    if isinstance(effect, Edit):
        await edit_into(bot, effect, chat_id, effect.message_id, shape, turn)
    elif isinstance(effect, Delete):
        await bot.delete_message(chat_id, effect.message_id, rate_limit_args=turn)
    else:
        await bot.leave_chat(chat_id, rate_limit_args=turn)


async def answer_now(bot: TelegramBot, effect: Typing | Acknowledge | AnswerInline) -> None:
    """Show that the bot is working, or answer a pressed button or an inline query."""
    if isinstance(effect, Typing):
        await bot.send_chat_action(effect.chat_id, ChatAction.TYPING, message_thread_id=effect.thread_id)
    elif isinstance(effect, Acknowledge):
        await bot.answer_callback_query(effect.callback_query_id, text=effect.text or None)
    else:
        await bot.answer_inline_query(
            effect.inline_query_id,
            effect.results,
            cache_time=effect.cache_seconds,
            is_personal=effect.is_personal,
        )


def _content(effect: Send | Edit, shape: Shape) -> dict[str, Any]:
    return {
        "text": effect.html if shape.formatted else effect.plain,
        "parse_mode": ParseMode.HTML if shape.formatted else None,
        "reply_markup": effect.keyboard if shape.keyboard else None,
        "link_preview_options": _NO_PREVIEW,
    }
