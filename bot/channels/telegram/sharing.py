"""How several processes share one bot: who lives, who asks Telegram for updates, who takes over, and the limits for all.

Telegram gives updates by polling to one process only; the others take over what that one leaves, and its place when it
dies. Of the thirty messages a second each has its equal part, so that no message has to ask the others.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from bot.channels.telegram.intake import Intake
from bot.channels.telegram.limiter import Limiter
from bot.channels.telegram.message_ids import MessageIds
from bot.channels.telegram.processor import ChatOrder
from bot.state.records import Beat, PendingUpdate
from knowledge.errors import StorageError

log = logging.getLogger(__name__)

MOST_IN_HAND = 16
_ALL = 1_000_000


class SharingState(Protocol):
    """What sharing needs of `bot.state.protocol.State`."""

    def beat(self) -> Beat: ...
    def claim(self, most: int) -> list[PendingUpdate]: ...
    def lead(self) -> bool: ...
    def leave(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two looks at what is left, and between two signs of life."""

    look: float = 0.2
    beat: float = 1.0


class Sharing:
    """This process among those that share the updates. `in_hand` tells how many updates it has to do with."""

    def __init__(
        self,
        state: SharingState,
        intake: Intake,
        processor: ChatOrder,
        limiter: Limiter,
        ids: MessageIds,
        *,
        in_hand: Callable[[], int],
        pace: Pace = Pace(),
    ) -> None:
        self._state = state
        self._intake = intake
        self._processor = processor
        self._limiter = limiter
        self._ids = ids
        self._in_hand = in_hand
        self._pace = pace
        self._n_processes = 1
        self._wants_to_lead = False
        self._leads = asyncio.Event()
        self._follows = asyncio.Event()
        self._follows.set()
        self._running: asyncio.Task[None] | None = None

    async def join(self) -> int:
        """Take part, take in what is left of an earlier time, and return how much that was. Raises `StorageError`."""
        beat = await asyncio.to_thread(self._state.beat)
        self._take_note(beat.n_processes, beat.n_processes)
        if beat.n_processes > 1:  # until the others know of this one, they have its part of the limits
            self._limiter.hold(2 * self._pace.beat + self._limiter.longest_share_seconds)
        n_left = await self._claim()
        self._running = asyncio.create_task(self._run())
        return n_left

    async def leave(self) -> None:
        """Give back what is in hand, and take part no longer; where the state fails, this is found out by the others."""
        if self._running is None:
            return
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        self._running = None
        try:
            await asyncio.to_thread(self._state.leave)
        except StorageError as error:
            log.warning("what is in hand was not given back (%s); others take it over soon", error)

    @property
    def leads(self) -> bool:
        """Return whether this process is the one that asks for updates."""
        return self._leads.is_set()

    async def try_to_lead(self) -> bool:
        """Return whether this process asks for updates; from now on it does so as soon as nobody else does."""
        self._wants_to_lead = True
        await self._lead()
        return self.leads

    async def until_leading(self) -> None:
        """Wait until this process is the one that asks for updates."""
        await self._leads.wait()

    async def until_following(self) -> None:
        """Wait until this process no longer is."""
        await self._follows.wait()

    def room(self) -> bool:
        """Return whether this process takes a new chat itself, as it does up to a number in hand, or where it is alone."""
        return self._n_processes == 1 or self._in_hand() < MOST_IN_HAND

    # -- from time to time -------------------------------------------------------------------------------------

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        is_troubled, next_beat = False, loop.time() + self._pace.beat
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._intake.left.wait(), self._pace.look)
            self._intake.left.clear()
            try:
                if loop.time() >= next_beat:
                    next_beat = loop.time() + self._pace.beat
                    await self._beat()
                await self._claim()
            except StorageError as error:
                if not is_troubled:
                    log.error("updates cannot be shared for now: %s", error)
                is_troubled = True
                await asyncio.sleep(self._pace.look)
                continue
            if is_troubled:
                log.warning("updates are shared again")
                is_troubled = False

    async def _beat(self) -> None:
        beat = await asyncio.to_thread(self._state.beat)
        if beat.lost:
            log.warning("this process was not heard of for too long: others have taken over what it had in hand")
            self._set_leads(False)
            async with self._intake.entrance:
                await self._abandon()
                beat = await asyncio.to_thread(self._state.beat)
            self._limiter.hold(2 * self._pace.beat + self._limiter.longest_share_seconds)
        # who has just gone may have sent something a moment ago: its part is free one beat later
        self._take_note(beat.n_processes, max(beat.n_processes, self._n_processes))
        if self._wants_to_lead:
            await self._lead()

    async def _abandon(self) -> None:
        """Stop all that is in hand. What others have taken over may come back, and must not meet what is left of it here."""
        self._intake.abandon()
        ending = asyncio.create_task(self._intake.until_nothing_in_hand())
        try:
            while not ending.done():
                await self._processor.abandon()
                await asyncio.sleep(0)
        finally:
            ending.cancel()

    def _take_note(self, n_processes: int, n_shares: int) -> None:
        self._n_processes = n_processes
        self._limiter.share(n_shares)
        self._ids.alone = n_shares == 1

    async def _claim(self) -> int:
        most = _ALL if self._n_processes == 1 else max(0, MOST_IN_HAND - self._in_hand())
        async with self._intake.entrance:
            return await self._intake.take_up(await asyncio.to_thread(self._state.claim, most))

    async def _lead(self) -> None:
        self._set_leads(await asyncio.to_thread(self._state.lead))

    def _set_leads(self, leads: bool) -> None:
        for event, happened in ((self._leads, leads), (self._follows, not leads)):
            if happened:
                event.set()
            else:
                event.clear()
