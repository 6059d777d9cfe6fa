"""What an error of the Bot API means for the request that it ended: the one place that reads Telegram's wording."""

from __future__ import annotations

from typing import Literal, TypeAlias

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

Outcome: TypeAlias = Literal["same", "missing", "gone", "no thread", "unparsable", "refused", "unsent", "unknown"]

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_BY_WORDS: dict[str, Outcome] = {
    "message is not modified": "same",
    "message to edit not found": "missing",
    "message can't be edited": "missing",
    "message_id_invalid": "missing",
    "message to delete not found": "missing",
    "message can't be deleted": "missing",
    "thread not found": "no thread",
    "can't parse": "unparsable",
}
_GONE = (
    "chat not found",
    "chat_write_forbidden",
    "have no rights to send",
    "not enough rights",
    "need administrator rights",
    "peer_id_invalid",
    "user is deactivated",
    "topic_closed",
    "bot was kicked",
    "group chat was upgraded",
)


def outcome_of(error: TelegramError) -> Outcome:
    """Return what became of the request.

    same: the message says this already. missing: there is no such message of the bot's. gone: this chat gets nothing any
    more. no thread: the topic is gone. unparsable: the tags are wrong. refused: Telegram takes no such request. unsent: it
    never reached Telegram. unknown: it may or may not have been carried out.
    `ChatMigrated` and `RetryAfter` are not for this function: they say themselves what to do.
    """
    words = error.message.lower()
    if isinstance(error, Forbidden) or (isinstance(error, BadRequest) and any(wording in words for wording in _GONE)):
        return "gone"
    if isinstance(error, BadRequest):
        return next((outcome for wording, outcome in _BY_WORDS.items() if wording in words), "refused")
    if isinstance(error, InvalidToken):  # python-telegram-bot's name for 404 too, that is for a method unknown there
        return "unsent" if "unauthorized" in words else "refused"
    if isinstance(error, Conflict | ChatMigrated):
        return "refused"
    if isinstance(error, NetworkError) and isinstance(error.__cause__, _NEVER_LEFT):
        return "unsent"
    return "unknown"


def brief(error: TelegramError) -> str:
    """Return the error for a log line: its kind and Telegram's first words, never what was sent or to whom."""
    if isinstance(error, BadRequest):
        return f"{type(error).__name__} ({error.message.split(':')[0][:60]})"
    return type(error).__name__
