"""Takes updates in: each is written down before Telegram learns that it arrived, so that none is lost or handled twice."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any, Protocol

from telegram import Update

from bot.channels.telegram.delivery import Delivery
from bot.channels.telegram.message_ids import MessageIds
from bot.channels.telegram.requests import TelegramBot
from bot.state.records import PendingUpdate

log = logging.getLogger(__name__)

# What the bot asks Telegram for. Channels are not among it; what comes of them all the same is ignored by the handlers.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")


class IntakeState(Protocol):
    """What intake needs of `bot.state.protocol.State`."""

    def receive(self, update_id: int, chat: str, raw: str) -> bool: ...
    def pending(self) -> list[PendingUpdate]: ...
    def finish_update(self, update_id: int) -> None: ...


class Intake:
    """The way from Telegram into the queue of the application, for long polling and the webhook alike.

    Until `release`, updates are held back. What people wrote while the bot was away is then known, as far as Telegram
    tells, before the first answer goes out: its id will be above all of theirs, and can be found among few (`message_ids`).
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
    ) -> None:
        self._bot = bot
        self._state = state
        self._delivery = delivery
        self._ids = ids
        self._queue = queue
        self._chat_name = chat_name
        self._held: list[Update] | None = []

    async def accept(self, data: object) -> None:
        """Write down the update and queue it; when this returns, Telegram may forget it.

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
        if not await asyncio.to_thread(self._state.receive, update_id, chat, raw):
            return
        if update is None:
            await asyncio.to_thread(self._state.finish_update, update_id)
            return
        self._put(update)

    async def restore(self) -> int:
        """Take in the updates that an earlier process left, before any new one, and return how many.

        They come oldest first, but those with a message in doubt before all others, which may have to wait for them.
        """
        pending = await asyncio.to_thread(self._state.pending)
        pending.sort(key=lambda left: (not left.in_flight, left.update_id))
        restored: list[Update] = []
        for left in pending:
            update = self._parsed(json.loads(left.raw))
            if update is None:
                await asyncio.to_thread(self._state.finish_update, left.update_id)
                continue
            await self._delivery.restore(left)
            restored.append(update)
        for update in restored:
            self._put(update)
        return len(restored)

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
