"""What errors mean."""

from __future__ import annotations

import httpx
import pytest
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.outcomes import brief, outcome_of


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    """Return the error as python-telegram-bot raises it from one of its HTTP client."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (BadRequest("Message is not modified: specified new message content is the same"), "same"),
        (BadRequest("Message to edit not found"), "missing"),
        (BadRequest("Message can't be edited"), "missing"),
        (BadRequest("MESSAGE_ID_INVALID"), "missing"),
        (BadRequest("Message thread not found"), "no thread"),
        (BadRequest('Can\'t parse entities: unsupported start tag "x" at byte offset 0'), "unparsable"),
        (BadRequest("Message is too long"), "refused"),
        (BadRequest("Chat not found"), "gone"),
        (BadRequest("Not enough rights to send text messages to the chat"), "gone"),
        (Forbidden("Bot was blocked by the user"), "gone"),
        (InvalidToken("Unauthorized"), "unsent"),
        (InvalidToken("Not Found"), "refused"),
        (Conflict("terminated by other getUpdates request"), "refused"),
        (caused(NetworkError("x"), httpx.ConnectError("x")), "unsent"),
        (caused(TimedOut(), httpx.ConnectTimeout("x")), "unsent"),
        (caused(TimedOut(), httpx.PoolTimeout("x")), "unsent"),
        (caused(TimedOut(), httpx.ReadTimeout("x")), "unknown"),
        (caused(TimedOut(), httpx.WriteTimeout("x")), "unknown"),
        (caused(NetworkError("x"), httpx.RemoteProtocolError("x")), "unknown"),
        (NetworkError("Bad Gateway"), "unknown"),
        (TelegramError("Invalid server response"), "unknown"),
    ],
)
def test_an_error_says_what_became_of_the_request(error: TelegramError, outcome: str) -> None:
    assert outcome_of(error) == outcome


def test_the_log_gets_the_kind_of_an_error_and_no_text_of_anyone() -> None:
    assert (
        brief(BadRequest('Can\'t parse entities: unsupported start tag "secret"'))
        == "BadRequest (Can't parse entities)"
    )
    assert brief(NetworkError("httpx.ConnectError: https://api.telegram.org/bot1:x")) == "NetworkError"
