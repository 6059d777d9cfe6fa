"""The channel as a whole: updates go to the handlers, their work into threads, and what they want said to delivery."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import TypeHandler

from bot.channels.telegram import service
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.effects import Effect, Typing
from bot.channels.telegram.engine import WORKERS, Engine
from bot.channels.telegram.groups import Identity
from bot.channels.telegram.handlers import Handlers, Work
from bot.channels.telegram.next_questions import NextQuestions
from bot.channels.telegram.service import Profile
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.texts import COMMANDS, DESCRIPTION, SHORT_DESCRIPTION
from bot.channels.telegram.transport import Transport, build_transport
from bot.channels.telegram.troubles import write_down
from bot.dialogue.hot import HotConversation
from bot.limits import Limits
from bot.state.opening import open_state
from bot.state.stored_sessions import StoredSessions
from knowledge.answers.answer import Answerer
from knowledge.answers.hot import in_turn
from knowledge.errors import StorageError
from knowledge.process.large_pages import move_into

TYPING_SECONDS = 4.5  # Telegram shows it for five
_PATIENCE_SECONDS = 0.3  # what is answered sooner needs no sign of work
_PATIENCE_AT_THE_END = 1.0
_PRUNE_SECONDS = 6 * 3600.0

PROFILE = Profile(
    commands={"": COMMANDS["en"], "en": COMMANDS["en"], "de": COMMANDS["de"]},
    descriptions={"": DESCRIPTION["en"], "en": DESCRIPTION["en"], "de": DESCRIPTION["de"]},
    short_descriptions={"": SHORT_DESCRIPTION["en"], "en": SHORT_DESCRIPTION["en"], "de": SHORT_DESCRIPTION["de"]},
)


def open_channel(
    answerer: Answerer, data: Path, settings: TelegramSettings, *, store: str | None = None, workers: int = WORKERS
) -> Channel:
    """Return the channel that answers with `answerer`; Telegram is not connected yet.

    Its state is in the database `store`, or else under `data`. Raises `InputError` or `StorageError` when it cannot be opened.
    """
    state, pseudonyms = open_state(data, store, channel="telegram")
    sessions = StoredSessions(state)
    engine = Engine(workers=workers)
    desk = Desk(
        conversation=HotConversation(answerer, sessions),
        answerer=answerer,
        sessions=sessions,
        state=state,
        pseudonyms=pseudonyms,
        next_questions=NextQuestions(answerer),
        is_busy=engine.is_busy,
        limits=Limits(settings.per_minute, settings.per_day),
        admins=settings.admins,
        keep_days=settings.keep_days,
    )
    return Channel(build_transport(settings, state, chat_name=pseudonyms.of), desk, engine)


class Channel:
    """Telegram as a channel: answers what `transport` brings, with what `desk` knows, in the threads of `engine`."""

    def __init__(self, transport: Transport, desk: Desk, engine: Engine) -> None:
        self._transport = transport
        self._desk = desk
        self._engine = engine
        self._handlers = Handlers(desk)
        transport.application.add_handler(TypeHandler(Update, self.handle))
        transport.application.add_error_handler(_write_down_error)

    async def run(
        self, settings: TelegramSettings, *, stop: asyncio.Event | None = None, ready: Callable[[int], None]
    ) -> None:
        """Run until SIGTERM, SIGINT or `stop`, as `service.run` does; `ready` is called once updates are taken in."""
        spare = [asyncio.create_task(self._warm()), asyncio.create_task(self._prune())]
        try:
            await service.run(self._transport, settings, profile=PROFILE, stop=stop, ready=ready)
        finally:
            for task in spare:
                task.cancel()
            await asyncio.gather(*spare, return_exceptions=True)

    def close(self) -> None:
        """End the threads, and close state and index. Both are left open to a thread that does not end: the process will."""
        if self._engine.close(patience=_PATIENCE_AT_THE_END):
            self._desk.state.close()
            self._desk.answerer.base.close()

    async def handle(self, update: Update, _: Any) -> None:
        """Answer one update. Whatever fails on the way is said to the person, with a number that the log has too."""
        bot = self._transport.bot
        work = self._handlers.work(update, Identity(bot.id, bot.username))
        if work is None:
            return
        async with self._typing(update.update_id, work.typing):
            effects = await self._effects(work)
        await self._transport.delivery.perform(update.update_id, effects)

    async def _effects(self, work: Work) -> tuple[Effect, ...]:
        try:
            if work.seconds is None:
                return await self._engine.quick(work.run)
            return await self._engine.answer(work.run, seconds=work.seconds)
        except Exception as error:  # noqa: BLE001 - the outermost edge: the person gets a calm sentence
            return work.trouble(write_down(error, "an update could not be answered"))

    @asynccontextmanager
    async def _typing(self, update_id: int, sign: Typing | None) -> AsyncIterator[None]:
        """Show that the bot is working, for as long as it is."""
        if sign is None:
            yield
            return
        showing = asyncio.create_task(self._show(update_id, sign))
        try:
            yield
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)

    async def _show(self, update_id: int, sign: Typing) -> None:
        await asyncio.sleep(_PATIENCE_SECONDS)
        while True:
            await self._transport.delivery.perform(update_id, (sign,))
            await asyncio.sleep(TYPING_SECONDS)

    # -- what is done when there is nothing else to do ----------------------------------------------------------

    async def _warm(self) -> None:
        """Read the passages ahead, then find out which next questions can be answered, a little at a time."""
        reading = self._desk.answerer.read_ahead()
        while await self._engine.spare(lambda: next(reading, 0)):
            pass
        while await self._engine.spare(in_turn(self._desk.answerer, self._desk.next_questions.warm)):
            pass
        moving = move_into()  # once more: what these questions have left in memory stays
        while await self._engine.spare(lambda: next(moving, 0)):
            pass

    async def _prune(self) -> None:
        """Delete what has been kept long enough, now and every few hours."""
        while True:
            try:
                await self._engine.quick(lambda: self._desk.state.prune(keep_days=self._desk.keep_days))
            except StorageError as error:
                write_down(error, "what is old could not be deleted")
            await asyncio.sleep(_PRUNE_SECONDS)


async def _write_down_error(_: object, context: Any) -> None:
    """Log what even `handle` did not catch; the update is not tried again."""
    if context.error is not None:
        write_down(context.error, "an update could not be handled")
