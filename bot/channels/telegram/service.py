"""Runs the channel: start, long polling or webhook, and an end that loses nothing."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from telegram import BotCommand
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.delivery import Pauses
from bot.channels.telegram.intake import ALLOWED_UPDATES
from bot.channels.telegram.outcomes import brief, outcome_of
from bot.channels.telegram.polling import LONG_POLL_SECONDS, Polling
from bot.channels.telegram.settings import PREFIX, TelegramSettings
from bot.channels.telegram.transport import Transport
from bot.channels.telegram.webhook import WebhookServer
from knowledge.errors import InputError

log = logging.getLogger(__name__)

GRACE_SECONDS = 10.0
_WEBHOOK_TRIES = 3
_CLOSING_SECONDS = 1.5  # of the grace, kept for closing connections once nothing is in hand


@dataclass(frozen=True, slots=True)
class Profile:
    """What Telegram shows of the bot, by language code; "" is for all other languages. Commands are (name, description)."""

    commands: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    short_descriptions: Mapping[str, str] = field(default_factory=dict)


async def run(
    transport: Transport,
    settings: TelegramSettings,
    *,
    profile: Profile = Profile(),
    stop: asyncio.Event | None = None,
    grace: float = GRACE_SECONDS,
    poll_seconds: int = LONG_POLL_SECONDS,
    ready: Callable[[int], None] = lambda port: None,
) -> None:
    """Run until SIGTERM, SIGINT or `stop`; then finish what is in hand within `grace` seconds.

    `ready` is called once updates are taken in, with the webhook's port or 0. Raises `InputError` when Telegram does not know
    the token, or the webhook cannot start. While Telegram cannot be reached, this waits.
    """
    stopped = stop or asyncio.Event()
    if settings.webhook_url is not None and settings.secret is None:
        raise InputError(f"--webhook needs {PREFIX}SECRET: without it anyone could send forged updates")
    async with _signals(stopped):
        reached = False
        try:
            reached = await _until_reached(transport.bot.initialize, stopped)
        finally:
            if not reached:
                await transport.bot.shutdown()
        if not reached:
            return
        application = transport.application
        await application.initialize()
        await application.start()
        describing = asyncio.create_task(_describe(transport, profile))
        try:
            restored = await transport.sharing.join()
            if restored:
                log.warning("%d updates were left by the last run and are taken up", restored)
            if settings.webhook_url is None:
                await _poll(transport, stopped, grace, poll_seconds, ready)
            else:
                await _serve(transport, settings, stopped, grace, ready)
        finally:
            describing.cancel()
            await asyncio.gather(describing, return_exceptions=True)
            await transport.processor.stop(0.0)
            await transport.sharing.leave()
            await application.stop()
            await application.shutdown()


async def _poll(
    transport: Transport, stopped: asyncio.Event, grace: float, seconds: int, ready: Callable[[int], None]
) -> None:
    """Ask for updates while this process is the one that does; else answer what that one leaves, and wait for its place."""
    sharing = transport.sharing
    leads = await sharing.try_to_lead()
    if not leads:
        log.warning("another process asks Telegram for updates; this one helps, and takes its place when it ends")
        transport.intake.release()
        ready(0)
    while not stopped.is_set():
        if leads:
            await _ask(transport, stopped, grace, seconds, ready)
        elif not await _unless_stopped(sharing.until_leading(), stopped):
            await transport.processor.stop(_end_of(grace) - _now())
        leads, ready = sharing.leads, _said


async def _ask(
    transport: Transport, stopped: asyncio.Event, grace: float, seconds: int, ready: Callable[[int], None]
) -> None:
    """Ask until this process is stopped, or no longer the one that asks."""
    await _remove_webhook(transport, stopped)
    intake = transport.intake
    polling = Polling(transport.bot, intake.accept, allowed=ALLOWED_UPDATES, caught_up=intake.release, seconds=seconds)
    asking = asyncio.create_task(polling.run())
    waiting = asyncio.create_task(stopped.wait())
    following = asyncio.create_task(transport.sharing.until_following())
    ready(0)
    try:
        await asyncio.wait((asking, waiting, following), return_when=asyncio.FIRST_COMPLETED)
        ends = _end_of(grace)
        polling.stop()
        try:
            await asking
        except InvalidToken:
            raise _unknown_token() from None
        finally:
            if stopped.is_set():  # else another process asks now, and Telegram answers one at a time
                confirming = asyncio.create_task(polling.confirm())
                await transport.processor.stop(ends - _now())
                await confirming
    finally:
        waiting.cancel()
        following.cancel()


def _said(_: int) -> None:
    """Do nothing: that updates are taken in was said before."""


async def _remove_webhook(transport: Transport, stopped: asyncio.Event) -> None:
    """Remove the webhook, since Telegram gives updates in one way only. A server that knows none may refuse."""
    for pause in islice(Pauses(first=0.5), _WEBHOOK_TRIES):
        try:
            await _unless_stopped(transport.bot.delete_webhook(drop_pending_updates=False), stopped)
            return
        except TelegramError as error:
            refused = error
        if stopped.is_set() or outcome_of(refused) not in ("unsent", "unknown"):
            break
        await _unless_stopped(asyncio.sleep(pause), stopped)
    log.warning("a webhook, if there is one, was not removed: %s", brief(refused))


async def _serve(
    transport: Transport,
    settings: TelegramSettings,
    stopped: asyncio.Event,
    grace: float,
    ready: Callable[[int], None],
) -> None:
    secret = settings.secret.get_secret_value() if settings.secret is not None else None
    url = settings.webhook_url or ""
    server = WebhookServer(transport.intake.accept, url=url, secret=secret, listen=settings.listen, port=settings.port)
    port = server.start()
    try:
        announced = await _until_reached(
            lambda: transport.bot.set_webhook(
                url, secret_token=secret, allowed_updates=ALLOWED_UPDATES, drop_pending_updates=False
            ),
            stopped,
        )
        if announced:
            transport.intake.release()
            ready(port)
            await stopped.wait()
        ends = _end_of(grace)
    finally:
        await server.stop()  # the webhook stays set: Telegram keeps what comes until the next start
    await transport.processor.stop(ends - _now())


async def _until_reached(call: Callable[[], Coroutine[Any, Any, object]], stopped: asyncio.Event) -> bool:
    """Repeat the call until Telegram answers it; False: stopped before. Raises `InputError` where the token is unknown."""
    pauses, told = iter(Pauses(first=0.5, most=30.0)), False
    while not stopped.is_set():
        try:
            return await _unless_stopped(call(), stopped)
        except InvalidToken:
            raise _unknown_token() from None  # its message holds the token
        except TelegramError as error:
            if not told:
                log.warning("Telegram cannot be reached for now: %s", brief(error))
                told = True
        await _unless_stopped(asyncio.sleep(next(pauses)), stopped)
    return False


async def _unless_stopped(work: Coroutine[Any, Any, object], stopped: asyncio.Event) -> bool:
    """Return whether the work was done; it is cancelled when `stopped` comes first."""
    tasks = asyncio.create_task(work), asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if not tasks[0].done():
            return False
        tasks[0].result()
        return True
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _describe(transport: Transport, profile: Profile) -> None:
    """Set commands and descriptions; what a server does not know or refuses is left out, with one line in the log."""
    bot = transport.bot
    failed: list[str] = []
    for code, commands in profile.commands.items():
        menu = [BotCommand(name, text) for name, text in commands]
        failed += await _attempt("commands", bot.set_my_commands(menu, language_code=code or None))
    for code, text in profile.descriptions.items():
        failed += await _attempt("description", bot.set_my_description(text, language_code=code or None))
    for code, text in profile.short_descriptions.items():
        failed += await _attempt("short description", bot.set_my_short_description(text, language_code=code or None))
    if failed:
        log.warning("not set in Telegram: %s", ", ".join(dict.fromkeys(failed)))


async def _attempt(what: str, call: Awaitable[object]) -> list[str]:
    try:
        await call
    except TelegramError as error:
        return [f"{what} ({brief(error)})"]
    return []


@asynccontextmanager
async def _signals(stopped: asyncio.Event) -> AsyncIterator[None]:
    """Set `stopped` at SIGTERM and SIGINT, where the loop can (not in a thread, nor on Windows)."""
    loop = asyncio.get_running_loop()
    taken: list[signal.Signals] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stopped.set)
        except (NotImplementedError, RuntimeError, ValueError):
            continue
        taken.append(number)
    try:
        yield
    finally:
        for number in taken:
            loop.remove_signal_handler(number)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _end_of(grace: float) -> float:
    return _now() + max(grace - _CLOSING_SECONDS, 0.0)


def _unknown_token() -> InputError:
    return InputError(f"Telegram does not know this bot token. Set {PREFIX}TOKEN to the one from BotFather")
