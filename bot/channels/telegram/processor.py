"""Which updates are handled when: those of one chat in order, those of different chats at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any, Protocol
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.channels.telegram.delivery import Delivery, TakenOver

log = logging.getLogger(__name__)

AT_ONCE = 64
MOST_ATTEMPTS = 5
_NO_LIMIT = 1_000_000  # of updates that wait: each chat's wait for their turn, and that is no reason to hold the others


class ProcessorState(Protocol):
    """What the processor needs of `bot.state.protocol.State`."""

    def begin_update(self, update_id: int) -> int: ...
    def finish_update(self, update_id: int) -> None: ...


class ChatOrder(BaseUpdateProcessor):
    """Handles each update once, and marks it as done when its effects are.

    Messages of a chat wait for each other, so do its buttons; buttons and inline queries never wait for a question, neither
    in their own chat nor for one of the `at_once` places that questions share. An update that took the process down
    `MOST_ATTEMPTS` times is given up. One that is cut off at the end of the process is left to the next start.
    """

    def __init__(self, state: ProcessorState, delivery: Delivery, *, at_once: int = AT_ONCE) -> None:
        super().__init__(_NO_LIMIT)
        self._state = state
        self._delivery = delivery
        self._places = {"message": asyncio.Semaphore(at_once), "button": asyncio.Semaphore(at_once)}
        self._lanes: WeakValueDictionary[tuple[int, str], asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stopping = False

    async def initialize(self) -> None:
        """Do nothing: all is ready."""

    async def shutdown(self) -> None:
        """Do nothing: `stop` has seen to what was in hand."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle the update when its turn has come."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
        try:
            if isinstance(update, Update):
                async with self._turn(update):
                    if not self._stopping:
                        await self._handle(update.update_id, coroutine)
            else:
                await coroutine
        finally:
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # harmless when it has run; else it would complain that it never did
            if task is not None:
                self._tasks.discard(task)

    async def stop(self, seconds: float) -> int:
        """Begin nothing more and wait up to `seconds` for what is in hand; return how many updates were cut off."""
        self._stopping = True
        if not self._tasks:
            return 0
        _, late = await asyncio.wait(self._tasks, timeout=max(seconds, 0.0))
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=1.0)
            log.warning("%d updates were cut off and are left to the next start", len(late))
        return len(late)

    @property
    def n_in_hand(self) -> int:
        """Return how many updates are being handled or wait for their turn."""
        return len(self._tasks)

    async def abandon(self) -> None:
        """Stop what is in hand, as the end of the process would; what comes next is handled."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _handle(self, update_id: int, coroutine: Awaitable[Any]) -> None:
        attempts = await asyncio.to_thread(self._state.begin_update, update_id)
        if attempts == 0:
            return
        try:
            if not await self._delivery.resume(update_id):
                if attempts > MOST_ATTEMPTS:
                    log.error("update %d ended the process %d times and is given up", update_id, attempts - 1)
                else:
                    await coroutine
            if self._delivery.is_through(update_id):
                await asyncio.to_thread(self._state.finish_update, update_id)
            else:  # whatever failed is in the log by now; the plan is not lost with it
                log.error("update %d is left to the next start", update_id)
        except TakenOver:
            log.warning("update %d was taken over by another process", update_id)
        finally:
            self._delivery.forget(update_id)

    @asynccontextmanager
    async def _turn(self, update: Update) -> AsyncIterator[None]:
        kind = "message" if update.callback_query is None and update.inline_query is None else "button"
        async with self._lane(update, kind), self._places[kind]:
            yield

    def _lane(self, update: Update, kind: str) -> AbstractAsyncContextManager[None]:
        chat = update.effective_chat
        if chat is None:
            return nullcontext()
        lane = self._lanes.get((chat.id, kind))
        if lane is None:
            lane = self._lanes[chat.id, kind] = asyncio.Lock()
        return lane
