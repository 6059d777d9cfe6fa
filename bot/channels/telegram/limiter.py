"""Keeps to Telegram's limits: 30 messages a second in all, one a second in a chat, 20 a minute in a group.

A message counts from when its request begins until the window's length after its answer came. Wherever between the two
Telegram counted it, no window then ever holds more than the limit: a limiter that counts beginnings alone is wrong by the
time that requests take. Messages of one chat go out in the order in which they were asked for.

When Telegram says to wait, only that chat waits: its answer names no other, and a flood in all shows in each chat by itself.
A method without a chat, such as setting the commands, waits for itself alone.

Where several processes send for one bot, each has an equal part of the thirty; a chat is answered by one of them at a time.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias
from weakref import WeakValueDictionary

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from knowledge.patterns import lazily

_MESSAGE = lazily(r"(?:send|copy|forward|edit).+")
_TYPING = "sendChatAction"
_SLACK = 0.02  # of a window's length: timers and clocks of two machines are not quite alike

Json: TypeAlias = "bool | dict[str, Any] | list[dict[str, Any]]"


@dataclass(frozen=True, slots=True)
class Turn:
    """How a request waits. `before` runs each time just before it goes out; one that is not `paced` skips its chat's queue."""

    before: Callable[[], Awaitable[None]] | None = None
    paced: bool = True


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `most` messages in any `seconds`."""

    most: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Rates:
    """Telegram's limits; tests give others, with all times shorter by one factor."""

    everywhere: Rate = Rate(30, 1.0)
    chat: Rate = Rate(1, 1.0)
    group: Rate = Rate(20, 60.0)


class _Window:
    """The messages that count against one rate: those on their way, and those answered less than its length ago."""

    def __init__(self, rate: Rate, now: Callable[[], float]) -> None:
        self._most = rate.most
        self._length = rate.seconds * (1 + _SLACK)
        self._now = now
        self._answered: deque[float] = deque()
        self._on_their_way = 0
        self._one_back = asyncio.Event()
        self._entrance = asyncio.Lock()

    async def enter(self) -> None:
        """Wait for room, first come first served, and take it."""
        async with self._entrance:
            while (wait := self._wait()) != 0:
                if wait is None:
                    self._one_back.clear()
                    await self._one_back.wait()
                else:
                    await asyncio.sleep(wait)
            self._on_their_way += 1

    def leave(self) -> None:
        """Take note that a message was answered, or that its request failed."""
        self._on_their_way -= 1
        self._answered.append(self._now())
        self._one_back.set()

    def allow(self, most: int) -> None:
        """Let this many in from now on."""
        self._most = most
        self._one_back.set()

    @property
    def is_idle(self) -> bool:
        """Return whether nothing counts or waits."""
        return self._wait() == 0 and not self._answered and not self._on_their_way and not self._entrance.locked()

    def _wait(self) -> float | None:
        """Return how many seconds to wait for room; None: until one on its way is back."""
        now = self._now()
        while self._answered and self._answered[0] + self._length <= now:
            self._answered.popleft()
        if self._on_their_way + len(self._answered) < self._most:
            return 0
        return self._answered[0] + self._length - now if self._answered else None


class Limiter(BaseRateLimiter[Turn]):
    """The rate limiter of the bot. Requests that are refused with a time to wait are made again after it."""

    def __init__(self, rates: Rates = Rates()) -> None:
        self._rates = rates
        self._everywhere = _Window(rates.everywhere, self._now)
        self._lanes: dict[int | str, tuple[_Window, ...]] = {}
        self._queues: WeakValueDictionary[int | str, asyncio.Lock] = WeakValueDictionary()
        self._stopped: dict[int | str, float] = {}
        self._held_until = 0.0

    @property
    def longest_share_seconds(self) -> float:
        """Return how long what was sent counts against the limit that processes share."""
        return self._rates.everywhere.seconds * (1 + _SLACK)

    def share(self, n_processes: int) -> None:
        """Keep to an equal part of the limit for all chats together; of more than thirty processes, each sends one a second."""
        self._everywhere.allow(max(1, self._rates.everywhere.most // n_processes))

    def hold(self, seconds: float) -> None:
        """Send no message for so long."""
        self._held_until = self._now() + seconds

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Json]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Turn | None,
    ) -> Json:
        """Return the answer to the request, made when its turn has come."""
        turn = rate_limit_args or Turn()
        chat: int | str | None = data.get("chat_id")
        if endpoint == _TYPING and self._seconds_stopped(chat) > 0:
            return True  # by the time that the chat may be written to, nobody is typing
        is_message = _MESSAGE.fullmatch(endpoint) is not None and endpoint != _TYPING
        async with self._queue(chat if is_message and turn.paced else None):
            while True:
                await self._while_stopped(endpoint if chat is None else chat)
                async with self._room(chat if turn.paced else None, is_message=is_message):
                    if turn.before is not None:
                        await turn.before()
                    try:
                        return await callback(*args, **kwargs)
                    except RetryAfter as refused:
                        seconds = seconds_of(refused)
                        if endpoint == _TYPING:
                            self._stop(chat or endpoint, seconds)
                            return True
                        self._stop(endpoint if chat is None else chat, seconds)

    @asynccontextmanager
    async def _queue(self, chat: int | str | None) -> AsyncIterator[None]:
        """Let one message of a chat in at a time, in the order of asking."""
        if chat is None:
            yield
            return
        lock = self._queues.get(chat)
        if lock is None:
            lock = self._queues[chat] = asyncio.Lock()
        async with lock:
            yield

    @asynccontextmanager
    async def _room(self, chat: int | str | None, *, is_message: bool) -> AsyncIterator[None]:
        """Take room in each window that counts the request. The chat's comes first, so that none is held while it waits."""
        windows = (*self._lane(chat), self._everywhere) if is_message else ()
        entered: list[_Window] = []
        if is_message and (held := self._held_until - self._now()) > 0:
            await asyncio.sleep(held)
        try:
            for window in windows:
                await window.enter()
                entered.append(window)
            yield
        finally:
            for window in entered:
                window.leave()

    def _lane(self, chat: int | str | None) -> tuple[_Window, ...]:
        if chat is None:
            return ()
        if chat not in self._lanes:
            self._forget_idle()
            rates = (self._rates.chat, self._rates.group) if _is_group(chat) else (self._rates.chat,)
            self._lanes[chat] = tuple(_Window(rate, self._now) for rate in rates)
        return self._lanes[chat]

    def _forget_idle(self) -> None:
        if len(self._lanes) % 1_000 == 999:
            self._lanes = {
                chat: lane
                for chat, lane in self._lanes.items()
                if chat in self._queues or not all(window.is_idle for window in lane)
            }
            now = self._now()
            self._stopped = {key: until for key, until in self._stopped.items() if until > now}

    async def _while_stopped(self, key: int | str) -> None:
        while (seconds := self._seconds_stopped(key)) > 0:
            await asyncio.sleep(seconds)

    def _seconds_stopped(self, key: int | str | None) -> float:
        return 0.0 if key is None else self._stopped.get(key, 0.0) - self._now()

    def _stop(self, key: int | str, seconds: float) -> None:
        self._stopped[key] = max(self._stopped.get(key, 0.0), self._now() + seconds)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def seconds_of(refused: RetryAfter) -> float:
    """Return how long Telegram says to wait."""
    value = refused.retry_after
    return value.total_seconds() if isinstance(value, timedelta) else float(value)


def _is_group(chat: int | str) -> bool:
    return not isinstance(chat, int) or chat < 0
