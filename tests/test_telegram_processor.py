"""What is handled when. Work waits at gates that the test opens, so that nothing depends on time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from telegram import CallbackQuery, Chat, InlineQuery, Message, Update, User
from telegram_echo import chat_name, until

from bot.channels.telegram.delivery import Delivery
from bot.channels.telegram.message_ids import MessageIds
from bot.channels.telegram.polling import PollingBot
from bot.channels.telegram.processor import MOST_ATTEMPTS, ChatOrder
from bot.state.sqlite import SqliteState

USER = User(1, "P", is_bot=False)


def message(update_id: int, chat_id: int) -> Update:
    """Return an update with a message."""
    chat = Chat(chat_id, "private")
    return Update(update_id, message=Message(update_id, None, chat, from_user=USER, text="x"))  # type: ignore[arg-type]


def button(update_id: int, chat_id: int) -> Update:
    """Return an update with a pressed button."""
    under = message(update_id, chat_id).message
    return Update(update_id, callback_query=CallbackQuery(str(update_id), USER, "1", message=under, data="x"))


def inline(update_id: int) -> Update:
    """Return an update with an inline query."""
    return Update(update_id, inline_query=InlineQuery(str(update_id), USER, "x", ""))


class Bench:
    """A processor, and updates whose handling waits to be let go."""

    def __init__(self, state: SqliteState, *, at_once: int) -> None:
        self.state = state
        bot = PollingBot("1:x")
        self.processor = ChatOrder(state, Delivery(bot, state, MessageIds(), chat_name=chat_name), at_once=at_once)
        self.begun: list[int] = []
        self.done: list[int] = []
        self._gates: dict[int, asyncio.Event] = {}

    def handle(self, update: Update, *, error: Exception | None = None) -> asyncio.Task[None]:
        """Receive the update and give it to the processor."""
        self.state.receive(update.update_id, "chat", "{}")
        self._gates[update.update_id] = asyncio.Event()
        return asyncio.create_task(self.processor.process_update(update, self._handler(update.update_id, error)))

    def let_go(self, *update_ids: int) -> None:
        """Let the handling of these updates end."""
        for update_id in update_ids:
            self._gates[update_id].set()

    async def _handler(self, update_id: int, error: Exception | None) -> None:
        self.begun.append(update_id)
        await self._gates[update_id].wait()
        if error is not None:
            raise error
        self.done.append(update_id)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[SqliteState]:
    state = SqliteState(tmp_path / "state.db")
    yield state
    state.close()


def play(state: SqliteState, scene: Callable[[Bench], Awaitable[Any]], *, at_once: int = 64) -> Bench:
    """Return the bench after the scene."""

    async def main() -> Bench:
        bench = Bench(state, at_once=at_once)
        await scene(bench)
        return bench

    return asyncio.run(main())


async def _settle() -> None:
    """Give all that can go on the time to."""
    await asyncio.sleep(0.1)


def test_messages_of_a_chat_are_handled_in_order_one_at_a_time(state: SqliteState) -> None:
    async def scene(bench: Bench) -> None:
        tasks = [bench.handle(message(number, 1)) for number in (1, 2, 3)]
        await until(lambda: bench.begun)
        await _settle()
        assert bench.begun == [1]
        bench.let_go(3, 2, 1)
        await asyncio.gather(*tasks)

    assert play(state, scene).done == [1, 2, 3]


def test_different_chats_are_handled_at_once(state: SqliteState) -> None:
    async def scene(bench: Bench) -> None:
        tasks = [bench.handle(message(number, number)) for number in range(1, 51)]
        await until(lambda: len(bench.begun) == 50)
        bench.let_go(*range(1, 51))
        await asyncio.gather(*tasks)

    play(state, scene)


def test_no_more_questions_than_allowed_are_handled_at_once(state: SqliteState) -> None:
    async def scene(bench: Bench) -> None:
        tasks = [bench.handle(message(number, number)) for number in range(1, 6)]
        await until(lambda: len(bench.begun) == 2)
        await _settle()
        assert bench.begun == [1, 2]
        bench.let_go(*range(1, 6))
        await asyncio.gather(*tasks)

    assert len(play(state, scene, at_once=2).done) == 5


def test_a_chat_with_many_messages_takes_one_place_only(state: SqliteState) -> None:
    async def scene(bench: Bench) -> None:
        tasks = [bench.handle(message(number, 1)) for number in range(1, 6)] + [bench.handle(message(9, 2))]
        await until(lambda: set(bench.begun) == {1, 9})
        bench.let_go(*range(1, 6), 9)
        await asyncio.gather(*tasks)

    play(state, scene, at_once=2)


def test_buttons_and_inline_queries_wait_for_no_question(state: SqliteState) -> None:
    async def scene(bench: Bench) -> None:
        question = bench.handle(message(1, 1))
        await until(lambda: bench.begun == [1])
        quick = [bench.handle(button(2, 1)), bench.handle(inline(3))]
        bench.let_go(2, 3)
        await asyncio.gather(*quick)
        bench.let_go(1)
        await question

    assert sorted(play(state, scene, at_once=2).done) == [1, 2, 3]


def test_a_handled_update_is_done(state: SqliteState) -> None:
    async def scene(bench: Bench) -> None:
        task = bench.handle(message(1, 1))
        bench.let_go(1)
        await task

    play(state, scene)
    assert state.pending() == []


def test_an_update_that_is_done_is_not_handled_again(state: SqliteState) -> None:
    state.receive(1, "chat", "{}")
    state.finish_update(1)

    async def scene(bench: Bench) -> None:
        await bench.handle(message(1, 1))

    assert play(state, scene).begun == []


def test_an_update_that_took_the_process_down_again_and_again_is_given_up(
    state: SqliteState, caplog: pytest.LogCaptureFixture
) -> None:
    state.receive(1, "chat", "{}")
    for _ in range(MOST_ATTEMPTS):
        state.begin_update(1)

    async def scene(bench: Bench) -> None:
        await bench.handle(message(1, 1))

    assert play(state, scene).begun == []
    assert state.pending() == []
    assert caplog.messages == [f"update 1 ended the process {MOST_ATTEMPTS} times and is given up"]


def test_stopping_waits_for_what_is_in_hand_and_begins_nothing_more(state: SqliteState) -> None:
    async def scene(bench: Bench) -> None:
        tasks = [bench.handle(message(1, 1)), bench.handle(message(2, 1))]
        await until(lambda: bench.begun == [1])
        stopping = asyncio.create_task(bench.processor.stop(20.0))
        await _settle()
        assert not stopping.done()
        bench.let_go(1, 2)
        assert await stopping == 0
        await asyncio.gather(*tasks, bench.handle(message(3, 3)))

    assert play(state, scene).done == [1]
    assert [left.update_id for left in state.pending()] == [2, 3]


def test_what_does_not_end_in_time_is_cut_off_and_kept(state: SqliteState, caplog: pytest.LogCaptureFixture) -> None:
    async def scene(bench: Bench) -> None:
        task = bench.handle(message(1, 1))
        await until(lambda: bench.begun == [1])
        assert await bench.processor.stop(0.0) == 1
        await asyncio.gather(task, return_exceptions=True)

    play(state, scene)
    assert [left.update_id for left in state.pending()] == [1]
    assert caplog.messages == ["1 updates were cut off and are left to the next start"]


def test_an_update_whose_handling_failed_leaves_the_next_one_its_turn(state: SqliteState) -> None:
    async def scene(bench: Bench) -> None:
        tasks = [bench.handle(message(1, 1), error=ValueError()), bench.handle(message(2, 1))]
        bench.let_go(1, 2)
        await asyncio.gather(*tasks, return_exceptions=True)

    assert play(state, scene).done == [2]
