"""Performs effects in Telegram, each exactly once, whatever becomes of a request, of the connection or of this process.

Telegram has no way to send a message "only if it was not sent yet". Where a request to send ended without an answer (a
time-out, a connection that closed, a server's error, or this process was killed), the message may be there or not. Bots
cannot read a chat; but they can edit, and only their own messages. So before sending again we *look for it by editing*:
each message id that it can have (`message_ids`) is edited into what we meant to send. Where it is there, Telegram says
"message is not modified", and nothing changes for anyone; elsewhere, "not found" or "can't be edited". No message of ours can
be overwritten by this, since in each chat only one message is on its way at a time, and all others have ids that are
known or lower. What this cannot see is a request that Telegram carries out after we looked; hence the pause before.

What is to be done is written down before the first effect (`plan`), the beginning and the end of each effect too. After a
restart, the effects that are left are performed; the question is not answered anew.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol, TypeVar
from weakref import WeakValueDictionary

from telegram.error import ChatMigrated, TelegramError

from bot.channels.telegram import requests
from bot.channels.telegram.effects import Acknowledge, AnswerInline, Delete, Document, Effect, Send, Typing
from bot.channels.telegram.limiter import Turn
from bot.channels.telegram.message_ids import COMMON, MessageIds, counter_of
from bot.channels.telegram.outcomes import brief, outcome_of
from bot.channels.telegram.plan import Lasting, Plan, dump, load
from bot.channels.telegram.requests import Shape, TelegramBot
from bot.state.records import PendingUpdate

log = logging.getLogger(__name__)

Result = TypeVar("Result")
_PASSING = (Typing, Acknowledge, AnswerInline)
_MOST_TRIES = 8  # of what can be done without; a message is tried for as long as it takes
_PASSING_TRIES = 2


class TakenOver(BaseException):
    """The update is in the hands of another process, which took this one for dead. Nothing more of it may go out here.

    Like a cancellation, this goes past what catches the errors of handlers.
    """


class DeliveryState(Protocol):
    """What delivery needs of `bot.state.protocol.State`."""

    def plan_effects(self, update_id: int, plan: str) -> None: ...
    def start_effect(self, update_id: int, number: int) -> bool: ...
    def finish_effect(self, update_id: int, number: int) -> None: ...
    def replies(self, chat: str, message_id: int) -> tuple[int, ...]: ...
    def reached(self, counter: str, message_id: int) -> int: ...
    def set_replies(self, chat: str, message_id: int, reply_ids: Sequence[int]) -> None: ...


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds before each further try: `first`, then twice as long each time, `most` at most."""

    first: float = 1.0
    most: float = 60.0

    def __iter__(self) -> Iterator[float]:
        seconds = self.first
        while True:
            yield seconds
            seconds = min(seconds * 2, self.most)


@dataclass(slots=True)
class _Hand:
    """The effects of one update, and how far they are. `in_doubt`: the next was begun, and may have been carried out."""

    effects: list[Lasting] = field(default_factory=list)
    performed: int = 0
    in_doubt: bool = False
    floor: int = 0
    floor_chat: int = 0
    gone: set[int] = field(default_factory=set)
    held: asyncio.Lock | None = None  # its chat's turn, kept for it since the restart

    def plan(self) -> str:
        return dump(Plan(self.effects, self.floor, self.floor_chat))


class Delivery:
    """Performs effects. `chat_name` gives the pseudonym under which replies are remembered."""

    def __init__(
        self,
        bot: TelegramBot,
        state: DeliveryState,
        ids: MessageIds,
        *,
        chat_name: Callable[[int], str],
        pauses: Pauses = Pauses(),
    ) -> None:
        self._bot = bot
        self._state = state
        self._ids = ids
        self._chat_name = chat_name
        self._pauses = pauses
        self._hands: dict[int, _Hand] = {}
        self._migrated: dict[int, int] = {}
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._told: set[str] = set()

    async def perform(self, update_id: int, effects: Sequence[Effect]) -> None:
        """Perform the effects in order; a further call for the same update goes on after those of the first.

        Returns when the outcome of each is known. One that Telegram refuses for good is left out, with a line in the log.
        """
        hand = self._hands.setdefault(update_id, _Hand())
        lasting = [effect for effect in effects if not isinstance(effect, _PASSING)]
        if lasting:
            hand.effects.extend(lasting)
            await asyncio.to_thread(self._state.plan_effects, update_id, hand.plan())
        for effect in effects:
            if isinstance(effect, _PASSING):
                await self._pass(effect)
            else:
                await self._perform_next(update_id, hand)

    async def restore(self, update: PendingUpdate) -> bool:
        """Take up what a process that ended had planned for the update; False: nothing, or nothing that can be read.

        A message in doubt keeps its chat's turn: no other may go out there before it is looked for.
        """
        if update.plan is None:
            return False
        try:
            plan: Plan = load(update.plan)
        except ValueError as error:
            log.warning("update %d: %s; it is answered anew", update.update_id, error)
            return False
        hand = _Hand(list(plan.effects), update.performed, update.in_flight, plan.floor, plan.chat_id)
        self._hands[update.update_id] = hand
        if plan.floor > 0:
            self._ids.reached(plan.chat_id, plan.floor)
        if hand.in_doubt and hand.performed < len(hand.effects):
            effect = hand.effects[hand.performed]
            turn = self._turn(effect.chat_id)
            if isinstance(effect, Send | Document) and not turn.locked():
                hand.held = turn
                await turn.acquire()
        return True

    async def resume(self, update_id: int) -> bool:
        """Perform what is left of a restored plan; False: there is none, so the update is to be handled."""
        hand = self._hands.get(update_id)
        if hand is None or not hand.effects:
            return False
        while hand.performed < len(hand.effects):
            await self._perform_next(update_id, hand)
        return True

    def is_through(self, update_id: int) -> bool:
        """Return whether nothing is left of what was planned for the update."""
        hand = self._hands.get(update_id)
        return hand is None or hand.performed == len(hand.effects)

    def forget(self, update_id: int) -> None:
        """Let go of an update that is done, or that is left to the next start."""
        hand = self._hands.pop(update_id, None)
        if hand is not None and hand.held is not None:
            hand.held.release()
            hand.held = None

    def forget_all(self) -> None:
        """Let go of all updates, as other processes have them now."""
        for update_id in tuple(self._hands):
            self.forget(update_id)

    # -- effects that last ------------------------------------------------------------------------------------

    async def _perform_next(self, update_id: int, hand: _Hand) -> None:
        number = hand.performed
        effect = hand.effects[number]
        if effect.chat_id not in hand.gone:
            try:
                await self._carry_out(update_id, hand, effect)
            except TelegramError as error:
                log.warning("update %d: %s was not done: %s", update_id, type(effect).__name__, brief(error))
                if outcome_of(error) == "gone":
                    hand.gone.add(effect.chat_id)
        hand.performed, hand.in_doubt = number + 1, False
        await asyncio.to_thread(self._state.finish_effect, update_id, number)

    async def _carry_out(self, update_id: int, hand: _Hand, effect: Lasting) -> None:
        if isinstance(effect, Send | Document):
            async with self._in_turn(hand, effect.chat_id):
                await self._deliver(update_id, hand, effect)
            return

        async def begin() -> None:
            await asyncio.to_thread(self._start, update_id, hand)

        async def change(chat_id: int, shape: Shape) -> None:
            await requests.change(self._bot, effect, chat_id, shape, Turn(before=begin))

        await self._try(effect.chat_id, change, tries=_MOST_TRIES)
        if isinstance(effect, Delete) and effect.answers is not None:
            await asyncio.to_thread(self._forget_reply, effect.chat_id, effect.answers, effect.message_id)

    async def _deliver(self, update_id: int, hand: _Hand, effect: Send | Document) -> None:
        """Send a message, unless it is found to be there."""

        async def send(chat_id: int, shape: Shape) -> int:
            async def begin() -> None:
                await asyncio.to_thread(self._write_beginning, update_id, hand, chat_id)

            return await requests.send(self._bot, effect, chat_id, shape, Turn(before=begin))

        async def look(chat_id: int, shape: Shape) -> int | None:
            hand.in_doubt = True
            return await self._look(effect, chat_id, shape, hand.floor)

        message_id: int | None = None
        if hand.in_doubt:
            message_id = await look(self._now_at(effect.chat_id), Shape())
        if message_id is None:
            # an answer is tried until it is there; a file, which can be asked for again, need not hold up the chat for ever
            tries = _MOST_TRIES if isinstance(effect, Document) else None
            message_id = await self._try(effect.chat_id, send, look=look, tries=tries)
        if message_id is None:
            return
        hand.floor, hand.floor_chat = message_id, self._now_at(effect.chat_id)
        self._ids.sent(hand.floor_chat, message_id)
        await asyncio.to_thread(self._reached, hand.floor_chat, message_id)
        if isinstance(effect, Send) and effect.answers is not None:
            await asyncio.to_thread(self._remember_reply, effect.chat_id, effect.answers, message_id)
        else:
            await asyncio.to_thread(self._state.plan_effects, update_id, hand.plan())

    async def _look(self, effect: Send | Document, chat_id: int, shape: Shape, floor: int) -> int | None:
        """Return the id under which the message is in the chat already; None: it is not there."""
        for message_id in self._ids.candidates(chat_id, floor):

            async def edit(chat_id: int, shape: Shape, message_id: int = message_id) -> int:
                await requests.edit_into(self._bot, effect, chat_id, message_id, shape, Turn(paced=False))
                return message_id

            try:
                await self._try(effect.chat_id, edit, shape=shape)
            except TelegramError as error:
                if outcome_of(error) == "gone":
                    raise
            else:
                return message_id
        return None

    async def _try(
        self,
        chat_id: int,
        call: Callable[[int, Shape], Awaitable[Result]],
        *,
        shape: Shape = Shape(),  # noqa: B008 - frozen
        tries: int | None = None,
        look: Callable[[int, Shape], Awaitable[Result | None]] | None = None,
    ) -> Result | None:
        """Return what `call` returns once Telegram has answered it; None: the message says that already.

        Raises `TelegramError` for what Telegram refuses, in its plainest shape too. `look` finds out whether a call without
        an answer was carried out, and returns what it would have returned.
        """
        pauses = iter(self._pauses)
        failures = 0
        while True:
            here = self._now_at(chat_id)
            try:
                return await call(here, shape)
            except ChatMigrated as moved:
                self._migrated[here] = moved.new_chat_id
            except TelegramError as error:
                outcome = outcome_of(error)
                if outcome == "same":
                    return None
                if outcome in ("unsent", "unknown"):
                    failures += 1
                    if failures == tries:
                        raise
                    log.info("Telegram did not answer (%s): trying again", brief(error))
                    await asyncio.sleep(next(pauses))
                    if outcome == "unknown" and look is not None:
                        found = await look(here, shape)
                        if found is not None:
                            return found
                    continue
                plainer = shape.after(outcome)
                if plainer is None:
                    raise
                shape = plainer

    # -- effects that pass ------------------------------------------------------------------------------------

    async def _pass(self, effect: Typing | Acknowledge | AnswerInline) -> None:
        """Perform what is of use only now: it is tried twice at most, and never after a restart."""
        for _, pause in zip(range(_PASSING_TRIES), self._pauses, strict=False):
            try:
                await requests.answer_now(self._bot, effect)
                return
            except TelegramError as error:
                if isinstance(effect, Typing) or outcome_of(error) not in ("unsent", "unknown"):
                    self._tell_once(effect, error)
                    return
                await asyncio.sleep(pause)

    def _tell_once(self, effect: Effect, error: TelegramError) -> None:
        line = f"{type(effect).__name__} was not done: {brief(error)}"
        if line not in self._told:
            self._told.add(line)
            log.warning("%s (said once)", line)

    # -- turns and memory -------------------------------------------------------------------------------------

    def _turn(self, chat_id: int) -> asyncio.Lock:
        lock = self._turns.get(chat_id)
        if lock is None:
            lock = self._turns[chat_id] = asyncio.Lock()
        return lock

    @asynccontextmanager
    async def _in_turn(self, hand: _Hand, chat_id: int) -> AsyncIterator[None]:
        """Hold the chat's turn: at most one message of ours is on its way there."""
        if hand.held is not None:
            lock, hand.held = hand.held, None
        else:
            lock = self._turn(chat_id)
            await lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def _now_at(self, chat_id: int) -> int:
        return self._migrated.get(chat_id, chat_id)

    def _write_beginning(self, update_id: int, hand: _Hand, chat_id: int) -> None:
        if not hand.in_doubt:  # else an earlier try may still come to be carried out, above its own floor
            # Another process may have answered here, and the counter be above all that this one knows.
            hand.floor = self._reached(chat_id, self._ids.newest(chat_id))
            hand.floor_chat = chat_id
            self._ids.reached(chat_id, hand.floor)
        self._state.plan_effects(update_id, hand.plan())
        self._start(update_id, hand)

    def _reached(self, chat_id: int, message_id: int) -> int:
        counter = counter_of(chat_id)
        return self._state.reached("" if counter == COMMON else self._chat_name(counter), message_id)

    def _start(self, update_id: int, hand: _Hand) -> None:
        if not self._state.start_effect(update_id, hand.performed):
            raise TakenOver

    def _remember_reply(self, chat_id: int, answers: int, message_id: int) -> None:
        chat = self._chat_name(chat_id)
        known = self._state.replies(chat, answers)
        if message_id not in known:
            self._state.set_replies(chat, answers, (*known, message_id))

    def _forget_reply(self, chat_id: int, answers: int, message_id: int) -> None:
        chat = self._chat_name(chat_id)
        known = self._state.replies(chat, answers)
        self._state.set_replies(chat, answers, tuple(reply for reply in known if reply != message_id))
