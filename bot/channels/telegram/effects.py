"""What a handler wants done in Telegram, as records: handlers make them, `delivery` alone performs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from telegram import InlineKeyboardMarkup, InlineQueryResult


@dataclass(frozen=True, slots=True)
class Send:
    """A new message. `plain` says the same without tags, for when Telegram refuses `html`.

    `answers` is the message that it answers: the reply is remembered, so that an edit of that message can edit it.
    """

    chat_id: int
    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None = None
    reply_to: int | None = None
    thread_id: int | None = None
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Another text and other buttons for a message of the bot's own; without `keyboard` its buttons go."""

    chat_id: int
    message_id: int
    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """A message that goes; one that is gone already is no error.

    With `answers`, the message is no longer remembered as a reply to that one.
    """

    chat_id: int
    message_id: int
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Typing:
    """The sign that the bot is working, shown for five seconds. It is never tried twice and never remembered."""

    chat_id: int
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """The answer to a pressed button, with a short notice or none."""

    callback_query_id: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class AnswerInline:
    """The answer to an inline query. `cache_seconds` is how long Telegram's servers may keep it."""

    inline_query_id: str
    results: tuple[InlineQueryResult, ...]
    cache_seconds: int = 300
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file, sent as a new message."""

    chat_id: int
    name: str
    content: bytes
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Leave:
    """A chat that the bot leaves."""

    chat_id: int


Effect: TypeAlias = Send | Edit | Delete | Typing | Acknowledge | AnswerInline | Document | Leave
