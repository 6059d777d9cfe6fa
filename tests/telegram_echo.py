"""The transport with the smallest handlers there can be: each message is answered with its own text.

Run as a program, it is a bot in a process of its own, to be killed: `telegram_echo.py API_URL STATE [SECONDS [WEBHOOK]]`, with
a folder or a database for its state, and how long each question takes.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path
from typing import Any

from bot_api import TOKEN
from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.channels.telegram.delivery import Pauses
from bot.channels.telegram.effects import Acknowledge, Edit, Effect, Send
from bot.channels.telegram.limiter import Rate, Rates
from bot.channels.telegram.service import run
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.sharing import Pace
from bot.channels.telegram.transport import Timeouts, Transport, build_transport
from bot.state.postgres import PostgresState
from bot.state.protocol import State
from bot.state.sqlite import SqliteState

SCALE = 0.1
PAUSES = Pauses(first=0.05, most=0.5)
TIMEOUTS = Timeouts(connect=5.0, answer=1.0, pool=30.0)
PATIENCE = 30.0
PACE = Pace(look=0.05, beat=0.25)
LEASE_SECONDS = 1.5
SECRET = "right-secret"


def scaled(scale: float = SCALE) -> Rates:
    """Return Telegram's limits with all times multiplied by `scale`."""
    real = Rates()
    return Rates(*(Rate(rate.most, rate.seconds * scale) for rate in (real.everywhere, real.chat, real.group)))


def settings_for(url: str, **known: Any) -> TelegramSettings:
    """Return settings for the server at `url`."""
    return TelegramSettings(token=TOKEN, api_url=url, **known)


def chat_name(chat_id: int) -> str:
    """Return what stands for the chat in the state."""
    return f"chat{chat_id}"


def echo(update: Update) -> tuple[Effect, ...]:
    """Return the answer to a message, in as many messages as it has lines, or to a button."""
    if update.callback_query is not None:
        message = update.callback_query.message
        assert message is not None
        text = f"pressed {update.callback_query.data}"
        return Acknowledge(update.callback_query.id), Edit(message.chat.id, message.message_id, text, text)
    message = update.effective_message
    assert message is not None
    return tuple(
        Send(message.chat.id, f"<b>{escape(line)}</b>", line, answers=message.message_id)
        for line in (message.text or "").split("\n")
    )


Work = Callable[[Update], Any]


async def _no_work(update: Update) -> None:
    return


def add_echo(transport: Transport, work: Work = _no_work) -> None:
    """Add the handlers; `work` is awaited before each answer."""

    async def handle(update: Update, context: Any) -> None:
        await work(update)
        await transport.delivery.perform(update.update_id, echo(update))

    transport.application.add_handler(MessageHandler(filters.ALL, handle))
    transport.application.add_handler(CallbackQueryHandler(handle))


@asynccontextmanager
async def running(
    settings: TelegramSettings,
    state: State,
    *,
    work: Work = _no_work,
    rates: Rates | None = None,
    pace: Pace = Pace(),  # noqa: B008 - frozen
    **known: Any,
) -> AsyncIterator[Transport]:
    """Run the bot while the block does, and end it as SIGTERM would."""
    transport = build_transport(
        settings, state, chat_name=chat_name, rates=rates or scaled(), pauses=PAUSES, timeouts=TIMEOUTS, pace=pace
    )
    add_echo(transport, work)
    stop, ready = asyncio.Event(), asyncio.Event()
    service = asyncio.create_task(
        run(transport, settings, stop=stop, poll_seconds=5, ready=lambda port: ready.set(), **known)
    )
    waiting = asyncio.create_task(ready.wait())
    try:
        await asyncio.wait((service, waiting), return_when=asyncio.FIRST_COMPLETED)
        yield transport
    finally:
        waiting.cancel()
        stop.set()
        await service


async def until(condition: Callable[[], Any], seconds: float = PATIENCE) -> None:
    """Wait until the condition holds; where it does not in `seconds`, the test fails."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


def open_state(where: str) -> State:
    """Return the state in a database, which soon takes others for dead, or in a folder."""
    if where.startswith("postgresql://"):
        return PostgresState(where, lease_seconds=LEASE_SECONDS)
    return SqliteState(Path(where) / "state.db")


async def main(url: str, where: str, seconds: str = "0", webhook: str = "") -> None:
    """Run until killed or told to end; with a webhook its port is told on standard output."""

    async def work(update: Update) -> None:
        await asyncio.sleep(float(seconds))

    known = {"webhook_url": webhook, "secret": SECRET, "port": 0} if webhook else {}
    settings = settings_for(url, **known)
    state = open_state(where)
    transport = build_transport(
        settings, state, chat_name=chat_name, rates=scaled(), pauses=PAUSES, timeouts=TIMEOUTS, pace=PACE
    )
    add_echo(transport, work)
    await run(transport, settings, poll_seconds=5, ready=_tell)
    state.close()


def _tell(port: int) -> None:
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
