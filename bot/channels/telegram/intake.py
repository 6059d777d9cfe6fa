"""Takes updates in: each is written down before Telegram learns that it arrived, so that none is lost or handled twice."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from telegram import Update

from bot.channels.telegram.delivery import Delivery
from bot.channels.telegram.message_ids import MessageIds
from bot.channels.telegram.requests import TelegramBot
from bot.state.records import PendingUpdate, Receipt

log = logging.getLogger(__name__)

# What the bot asks Telegram for. Channels are not among it; what comes of them all the same is ignored by the handlers.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")


class IntakeState(Protocol):
    """What intake needs of `bot.state.protocol.State`."""

    def receive(self, update_id: int, chat: str, raw: str, *, take: bool = True) -> Receipt: ...
    def finish_update(self, update_id: int) -> None: ...


class Intake:
    """The way from Telegram into the queue of the application, for long polling and the webhook alike.

    Until `release`, updates are held back. What people wrote while the bot was away is then known, as far as Telegram
    tells, before the first answer goes out: its id will be above all of theirs, and can be found among few (`message_ids`).

    `room` tells whether this process takes another chat. `left` is set when an update came that waits to be claimed.
    Whoever claims updates holds `entrance` until they are taken up: what comes meanwhile is later than they.
    """

    def __init__(
        self,
        bot: TelegramBot,
        state: IntakeState,
        delivery: Delivery,
        ids: MessageIds,
        *,
        queue: asyncio.Queue[object],
        chat_name: Callable[[int], str],
        room: Callable[[], bool] = lambda: True,
    ) -> None:
        self.left = asyncio.Event()
        self.entrance = asyncio.Lock()
        self._room = room
        self._bot = bot
        self._state = state
        self._delivery = delivery
        self._ids = ids
        self._queue = queue
        self._chat_name = chat_name
        self._held: list[Update] | None = []

    async def accept(self, data: object) -> None:
        """Write down the update, and queue it unless it is another process's; when this returns, Telegram may forget it.

        A known one is dropped. So is, with a line in the log, what is no update, or none that can be read: it would come
        again for ever. Raises `StorageError` when it could not be written down: then Telegram has to send it again.
        """
        update_id = data.get("update_id") if isinstance(data, dict) else None
        if not isinstance(data, dict) or not isinstance(update_id, int):
            log.warning("what came is no update, and is dropped")
            return
        update = self._parsed(data)
        chat = self._chat_of(update)
        raw = json.dumps(data, ensure_ascii=False)
        async with self.entrance:
            receipt = await asyncio.to_thread(self._state.receive, update_id, chat, raw, take=self._room())
            if receipt == "mine" and update is not None:
                self._put(update)
        if receipt == "left":
            self.left.set()
        if receipt == "mine" and update is None:
            await asyncio.to_thread(self._state.finish_update, update_id)

    async def take_up(self, claimed: Sequence[PendingUpdate]) -> int:
        """Take in updates that were left, by an earlier process or by another one, and return how many.

        They come oldest first, but those with a message in doubt before all others, which may have to wait for them.
        """
        restored: list[Update] = []
        for left in sorted(claimed, key=lambda left: (not left.in_flight, left.update_id)):
            update = self._parsed(json.loads(left.raw))
            if update is None:
                await asyncio.to_thread(self._state.finish_update, left.update_id)
                continue
            await self._delivery.restore(left)
            restored.append(update)
        for update in restored:
            self._put(update)
        return len(restored)

    @property
    def n_waiting(self) -> int:
        """Return how many updates are queued or held back."""
        return self._queue.qsize() + len(self._held or ())

    def abandon(self) -> None:
        """Let go of all that waits: it is others' now."""
        if self._held is not None:
            self._held.clear()
        while not self._queue.empty():
            self._queue.get_nowait()
            self._queue.task_done()
        self._delivery.forget_all()

    async def until_nothing_in_hand(self) -> None:
        """Wait until all that was queued is handled or given up, what has just left the queue included."""
        await self._queue.join()

    def release(self) -> None:
        """Queue what was held back, and from now on each update at once."""
        held, self._held = self._held or [], None
        for update in held:
            self._queue.put_nowait(update)

    def _put(self, update: Update) -> None:
        message = update.message
        if message is not None:
            self._ids.saw(message.chat.id, message.message_id)
        if self._held is not None:
            self._held.append(update)
        else:
            self._queue.put_nowait(update)

    def _parsed(self, data: dict[str, Any]) -> Update | None:
        try:
            return Update.de_json(data, self._bot)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the updates after it must not wait for it
            log.warning("update %s cannot be read (%s), and is dropped", data.get("update_id"), type(error).__name__)
            return None

    def _chat_of(self, update: Update | None) -> str:
        where = (update.effective_chat or update.effective_user) if update is not None else None
        return "" if where is None else self._chat_name(where.id)
