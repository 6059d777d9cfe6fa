"""Updates on their way in: written down before they are confirmed, known ones dropped, bad ones no obstacle."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from bot_api import TOKEN, BotApi, Fault
from telegram import Update
from telegram_echo import chat_name, running, settings_for, until

from bot.channels.telegram.delivery import Delivery
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.message_ids import MessageIds
from bot.channels.telegram.polling import Polling, PollingBot
from bot.state.sqlite import SqliteState
from knowledge.errors import StorageError


@pytest.fixture
def state(tmp_path: Path) -> Iterator[SqliteState]:
    state = SqliteState(tmp_path / "state.db")
    yield state
    state.close()


class Bench:
    """An intake and the queue that it fills."""

    def __init__(self, state: SqliteState) -> None:
        bot = PollingBot(TOKEN)
        self.queue: asyncio.Queue[object] = asyncio.Queue()
        self.ids = MessageIds()
        delivery = Delivery(bot, state, self.ids, chat_name=chat_name)
        self.intake = Intake(bot, state, delivery, self.ids, queue=self.queue, chat_name=chat_name)

    def queued(self) -> list[int]:
        """Return the ids of the updates in the queue, and empty it."""
        found: list[int] = []
        while not self.queue.empty():
            update = self.queue.get_nowait()
            assert isinstance(update, Update)
            found.append(update.update_id)
        return found


def play(state: SqliteState, scene: Callable[[Bench], Awaitable[Any]]) -> Bench:
    """Return the bench after the scene."""

    async def main() -> Bench:
        bench = Bench(state)
        await scene(bench)
        return bench

    return asyncio.run(main())


def question(update_id: int, text: str = "x") -> dict[str, Any]:
    """Return an update as Telegram sends it."""
    person = {"id": 5, "is_bot": False, "first_name": "P"}
    chat = {"id": 5, "type": "private", "first_name": "P"}
    message = {"message_id": update_id + 100, "date": 1_700_000_000, "chat": chat, "from": person, "text": text}
    return {"update_id": update_id, "message": message}


def test_an_update_is_written_down_under_its_chats_pseudonym_and_queued(state: SqliteState) -> None:
    async def scene(bench: Bench) -> None:
        bench.intake.release()
        await bench.intake.accept(question(1, "Ä"))

    bench = play(state, scene)
    assert bench.queued() == [1]
    assert [(left.update_id, left.chat) for left in state.pending()] == [(1, "chat5")]
    assert json.loads(state.pending()[0].raw) == question(1, "Ä")


def test_the_same_update_twice_is_queued_once(state: SqliteState) -> None:
    async def scene(bench: Bench) -> None:
        bench.intake.release()
        for _ in range(2):
            await bench.intake.accept(question(1))
        state.finish_update(1)
        await bench.intake.accept(question(1))

    assert play(state, scene).queued() == [1]


@pytest.mark.parametrize("data", [None, [], "text", {}, {"update_id": "1"}])
def test_what_is_no_update_is_dropped_with_one_line(
    state: SqliteState, caplog: pytest.LogCaptureFixture, data: object
) -> None:
    async def scene(bench: Bench) -> None:
        bench.intake.release()
        await bench.intake.accept(data)

    assert play(state, scene).queued() == []
    assert caplog.messages == ["what came is no update, and is dropped"]


def test_an_update_that_cannot_be_read_is_done_with_one_line_without_its_text(
    state: SqliteState, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(bench: Bench) -> None:
        bench.intake.release()
        await bench.intake.accept({"update_id": 1, "message": {"text": "cucumber"}})
        await bench.intake.accept(question(2))

    assert play(state, scene).queued() == [2]
    assert caplog.messages == ["update 1 cannot be read (KeyError), and is dropped"]
    assert [left.update_id for left in state.pending()] == [2]


def test_what_an_earlier_process_left_comes_first_and_a_message_in_doubt_before_all(state: SqliteState) -> None:
    for update_id in (1, 2, 3):
        state.receive(update_id, "chat5", json.dumps(question(update_id)))
    state.start_effect(2, 0)
    state.leave()

    async def scene(bench: Bench) -> None:
        assert await bench.intake.take_up(state.claim(10)) == 3
        await bench.intake.accept(question(4))
        assert bench.queued() == []
        bench.intake.release()

    assert play(state, scene).queued() == [2, 1, 3, 4]


def test_new_messages_tell_where_the_counter_stands_and_edited_ones_do_not(state: SqliteState) -> None:
    async def scene(bench: Bench) -> None:
        await bench.intake.accept(question(1))
        edited = question(2)
        edited["edited_message"] = {**edited.pop("message"), "message_id": 9_000, "edit_date": 1_700_000_001}
        await bench.intake.accept(edited)

    assert play(state, scene).ids.newest(5) == 101


# -- long polling --------------------------------------------------------------------------------------------


def polled(
    scene: Callable[[BotApi, Polling, list[Any]], Awaitable[None]], *, refusing: int = 0, faults: Sequence[Fault] = ()
) -> list[Any]:
    """Return what long polling took in during the scene.

    The first `refusing` updates cannot be written down; the first requests for updates go wrong as `faults` say.
    """
    taken: list[Any] = []
    left, going_wrong = [refusing], list(faults)

    async def accept(data: object) -> None:
        if left[0]:
            left[0] -= 1
            raise StorageError("the disk is full. Make room")
        taken.append(data)

    async def main() -> None:
        async with BotApi.running() as api:
            api.faults = lambda method, values: going_wrong.pop(0) if method == "getUpdates" and going_wrong else None
            bot = PollingBot(TOKEN, base_url=f"{api.url}/bot")
            async with bot:
                polling = Polling(bot, accept, allowed=["message"], seconds=5)
                task = asyncio.create_task(polling.run())
                try:
                    await scene(api, polling, taken)
                finally:
                    polling.stop()
                    await task

    asyncio.run(main())
    return taken


def test_an_update_is_confirmed_only_once_it_is_taken_in() -> None:
    async def scene(api: BotApi, polling: Polling, taken: list[Any]) -> None:
        first = api.ask(1, "one")["update_id"]
        await until(lambda: taken and api.confirmed == first + 1)

    assert len(polled(scene)) == 1


def test_an_update_that_could_not_be_written_down_comes_again(caplog: pytest.LogCaptureFixture) -> None:
    async def scene(api: BotApi, polling: Polling, taken: list[Any]) -> None:
        api.ask(1, "one")
        api.ask(1, "two")
        await until(lambda: len(taken) == 2)

    assert [update["message"]["text"] for update in polled(scene, refusing=1)] == ["one", "two"]
    assert caplog.messages == ["no updates for now: the disk is full. Make room", "updates come in again"]


@pytest.mark.parametrize("fault", ["500", "close before", "close after"])
def test_polling_goes_on_after_errors_with_one_line_at_each_end(caplog: pytest.LogCaptureFixture, fault: Fault) -> None:
    async def scene(api: BotApi, polling: Polling, taken: list[Any]) -> None:
        api.ask(1, "one")
        await until(lambda: taken)

    assert len(polled(scene, faults=[fault, fault])) == 1
    assert caplog.messages == ["no updates for now: NetworkError", "updates come in again"]


def test_what_was_taken_in_is_confirmed_at_the_end() -> None:
    async def scene(api: BotApi, polling: Polling, taken: list[Any]) -> None:
        last = api.ask(1, "one")["update_id"]
        await until(lambda: taken)
        polling.stop()
        await polling.confirm()
        assert api.confirmed == last + 1

    polled(scene)


def test_nothing_is_dropped_at_the_start_and_nothing_is_answered_before_all_is_known(state: SqliteState) -> None:
    async def main() -> None:
        async with BotApi.running(scale=0.001) as api:
            for chat in range(1, 251):
                api.ask(chat, "early")
            async with running(settings_for(api.url), state):
                await until(lambda: sum(len(api.said(chat)) for chat in range(1, 251)) == 250)
            first_answer = min(message.message_id for chat in range(1, 251) for message in api.own(chat))
            assert first_answer == 251
            polls = [values for values in api.called("getUpdates") if values["timeout"] == 0]
            assert len(polls) >= 3

    asyncio.run(main())


def test_an_update_that_is_delivered_twice_is_answered_once(state: SqliteState) -> None:
    async def main() -> None:
        async with BotApi.running(scale=0.1) as api:
            update = api.ask(1, "one")
            async with running(settings_for(api.url), state) as transport:
                await until(lambda: api.said(1))
                await transport.intake.accept(update)
            api.updates.appendleft(update)
            async with running(settings_for(api.url), state):
                api.ask(1, "two")
                await until(lambda: "two" in api.said(1))
            assert api.said(1) == ["one", "two"]

    asyncio.run(main())
