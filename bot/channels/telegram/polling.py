"""Long polling: asks Telegram for updates, and confirms them only when they are written down."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.channels.telegram.limiter import Turn, seconds_of
from bot.channels.telegram.outcomes import brief
from knowledge.errors import StorageError

log = logging.getLogger(__name__)

Accept = Callable[[object], Awaitable[None]]

LONG_POLL_SECONDS = 30
_MOST_A_TIME = 100  # Telegram gives no more at once
_LATE_SECONDS = 15.0
_CONFIRM_SECONDS = 2.0
_AT_ONCE_SECONDS = 0.5  # a server that does not wait for updates is not asked more often than this


class PollingBot(ExtBot[Turn]):
    """A bot that returns updates as they came.

    `get_updates` makes objects of them and fails for all when one cannot be read; nothing could be confirmed then, and the
    bot would ask for the same ones for ever.
    """

    async def raw_updates(self, offset: int, *, seconds: int, allowed: Sequence[str]) -> list[Any]:
        """Return the updates from `offset` on, waiting up to `seconds` for the first. This confirms those before it."""
        found = await self._post(
            "getUpdates",
            {"offset": offset, "timeout": seconds, "allowed_updates": list(allowed)},
            read_timeout=seconds + _LATE_SECONDS,
        )
        return found if isinstance(found, list) else []


class Polling:
    """Asks until it is stopped. Raises `InvalidToken` from `run` when Telegram does not know the token any more.

    `caught_up` is called once, when all is taken in that had waited before the start.
    """

    def __init__(
        self,
        bot: PollingBot,
        accept: Accept,
        *,
        allowed: Sequence[str],
        caught_up: Callable[[], None] = lambda: None,
        seconds: int = LONG_POLL_SECONDS,
    ) -> None:
        self._bot = bot
        self._accept = accept
        self._caught_up: Callable[[], None] | None = caught_up
        self._allowed = allowed
        self._seconds = seconds
        self._offset = 0
        self._waiting: asyncio.Task[list[Any]] | None = None
        self._stopped = asyncio.Event()

    async def run(self) -> None:
        """Take in updates; errors are waited out, with a line in the log at the first and when all is well again."""
        loop = asyncio.get_running_loop()
        pauses, is_troubled = _pauses(), False
        while not self._stopped.is_set():
            began = loop.time()
            try:
                updates = await self._ask()
                for update in updates:
                    await self._accept(update)
                    self._offset = max(self._offset, _id_of(update) + 1)
            except InvalidToken:
                raise
            except (TelegramError, StorageError) as error:
                if not is_troubled and not isinstance(error, TimedOut):
                    log.warning("no updates for now: %s", _reason(error))
                    is_troubled = True
                await self._rest(seconds_of(error) if isinstance(error, RetryAfter) else next(pauses))
                continue
            if is_troubled:
                log.warning("updates come in again")
                pauses, is_troubled = _pauses(), False
            if self._caught_up is not None:
                if len(updates) < _MOST_A_TIME:
                    self._caught_up()
                    self._caught_up = None
            elif not updates and self._seconds:
                await self._rest(_AT_ONCE_SECONDS - (loop.time() - began))

    def stop(self) -> None:
        """Ask no more; `run` returns once what has come is taken in."""
        self._stopped.set()
        if self._waiting is not None:
            self._waiting.cancel()

    async def confirm(self) -> None:
        """Confirm what was taken in. Where that fails, it comes again and is known."""
        try:
            async with asyncio.timeout(_CONFIRM_SECONDS):
                await self._bot.raw_updates(self._offset, seconds=0, allowed=self._allowed)
        except (TelegramError, TimeoutError) as error:
            log.info(
                "the last updates could not be confirmed (%s); they are known when they come again",
                type(error).__name__,
            )

    async def _ask(self) -> list[Any]:
        """Return what Telegram has; nothing when stopped meanwhile: what it would have sent is not confirmed then."""
        seconds = self._seconds if self._caught_up is None else 0
        request = self._bot.raw_updates(self._offset, seconds=seconds, allowed=self._allowed)
        self._waiting = asyncio.create_task(request)
        try:
            await asyncio.wait((self._waiting,))
            return [] if self._waiting.cancelled() else self._waiting.result()
        finally:
            self._waiting.cancel()
            self._waiting = None

    async def _rest(self, seconds: float) -> None:
        if seconds > 0:
            try:
                await asyncio.wait_for(self._stopped.wait(), seconds)
            except TimeoutError:
                return


def _pauses() -> Iterator[float]:
    seconds = 0.5
    while True:
        yield seconds
        seconds = min(seconds * 2, 30.0)


def _id_of(update: object) -> int:
    update_id = update.get("update_id") if isinstance(update, dict) else None
    return update_id if isinstance(update_id, int) else 0


def _reason(error: TelegramError | StorageError) -> str:
    if isinstance(error, Conflict):
        return "another process asks with the same token, or a webhook is set. Stop the one, or remove the other"
    return brief(error) if isinstance(error, TelegramError) else str(error)
