"""The limiter, on a clock of its own: what goes out when, against limits that the test counts itself."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import virtual_time
from telegram.error import RetryAfter

from bot.channels.telegram.limiter import Limiter, Rate, Rates, Turn

GROUP = -1_000_000_000_005


class Wire:
    """What goes through a limiter, with the time at which Telegram counts it: half way through each request."""

    def __init__(self, limiter: Limiter, *, takes: float = 0.2) -> None:
        self.limiter, self.takes = limiter, takes
        self.counted: list[tuple[float, int | None, object]] = []
        self.refusals: dict[int, list[float]] = defaultdict(list)

    async def request(self, chat: int | None, what: object = "", *, endpoint: str = "sendMessage", **turn: Any) -> Any:
        async def callback() -> bool:
            await asyncio.sleep(self.takes / 2)
            self.counted.append((_now(), chat, what))
            await asyncio.sleep(self.takes / 2)
            if chat is not None and self.refusals[chat]:
                raise RetryAfter(self.refusals[chat].pop(0))  # type: ignore[arg-type]
            return True

        data = {} if chat is None else {"chat_id": chat}
        return await self.limiter.process_request(callback, (), {}, endpoint, data, Turn(**turn) if turn else None)

    def times(self, chat: int | None = None) -> list[float]:
        return [round(at, 2) for at, to, _ in self.counted if chat in (None, to)]


def _now() -> float:
    return asyncio.get_running_loop().time()


def most_in(times: Sequence[float], seconds: float) -> int:
    """Return the most of `times` that any span of `seconds` holds."""
    return max(sum(begin <= at < begin + seconds for at in times) for begin in times)


def play(scene: Callable[[Wire], Awaitable[None]], *, rates: Rates | None = None, takes: float = 0.2) -> Wire:
    """Return the wire after the scene."""

    async def main() -> Wire:
        wire = Wire(Limiter(rates or Rates()), takes=takes)
        await scene(wire)
        return wire

    return virtual_time.run(main())


def test_a_chat_gets_one_message_a_second() -> None:
    async def scene(wire: Wire) -> None:
        await asyncio.gather(*(wire.request(1) for _ in range(10)))

    wire = play(scene)
    assert most_in(wire.times(1), 1.0) == 1
    assert wire.times()[-1] < 9 * 1.3


def test_all_chats_together_get_thirty_messages_a_second() -> None:
    async def scene(wire: Wire) -> None:
        await asyncio.gather(*(wire.request(chat) for chat in range(1, 301)))

    wire = play(scene)
    assert len(wire.counted) == 300
    assert 25 <= most_in(wire.times(), 1.0) <= 30


def test_the_limits_hold_when_requests_take_different_times() -> None:
    async def scene(wire: Wire) -> None:
        async def one(number: int) -> None:
            wire.takes = (number * 7 % 13) / 10
            await wire.request(number % 60 + 1)

        await asyncio.gather(*(one(number) for number in range(240)))

    wire = play(scene)
    assert most_in(wire.times(), 1.0) <= 30
    assert max(most_in(wire.times(chat), 1.0) for chat in range(1, 61)) == 1


def test_a_group_gets_twenty_messages_a_minute() -> None:
    async def scene(wire: Wire) -> None:
        await asyncio.gather(*(wire.request(GROUP) for _ in range(45)))

    wire = play(scene)
    assert most_in(wire.times(), 60.0) == 20


def test_messages_of_a_chat_go_out_in_the_order_of_asking() -> None:
    async def scene(wire: Wire) -> None:
        await asyncio.gather(*(wire.request(1, number) for number in range(6)))

    assert [what for _, _, what in play(scene).counted] == list(range(6))


def test_a_time_to_wait_stops_that_chat_only() -> None:
    async def scene(wire: Wire) -> None:
        wire.refusals[1] = [100.0]
        await asyncio.gather(wire.request(1), wire.request(2), wire.request(3), wire.request(1))

    wire = play(scene)
    assert wire.times(2) == [0.1]
    assert wire.times(3) == [0.1]
    first, again, other = wire.times(1)
    assert first == 0.1
    assert 100.2 <= again < 102
    assert other > again


def test_waiting_chats_take_no_room_from_others() -> None:
    rates = Rates(everywhere=Rate(3, 1.0))

    async def scene(wire: Wire) -> None:
        for chat in range(1, 6):
            wire.refusals[chat] = [1_000.0]
        stopped = [asyncio.create_task(wire.request(chat)) for chat in range(1, 6)]
        await asyncio.sleep(5)
        await asyncio.gather(*(wire.request(9) for _ in range(3)))
        for task in stopped:
            task.cancel()

    assert play(scene, rates=rates).times(9)[-1] < 9


def test_typing_waits_for_no_message_of_its_chat() -> None:
    async def scene(wire: Wire) -> None:
        messages = [asyncio.create_task(wire.request(1)) for _ in range(5)]
        await asyncio.sleep(0.5)
        await wire.request(1, "typing", endpoint="sendChatAction")
        await asyncio.gather(*messages)

    wire = play(scene)
    assert [round(at, 2) for at, _, what in wire.counted if what == "typing"] == [0.6]


def test_typing_is_left_out_where_a_chat_is_stopped() -> None:
    async def scene(wire: Wire) -> None:
        wire.refusals[1] = [50.0]
        message = asyncio.create_task(wire.request(1))
        await asyncio.sleep(1)
        assert await wire.request(1, "typing", endpoint="sendChatAction") is True
        await message

    assert "typing" not in [what for _, _, what in play(scene).counted]


def test_a_refused_typing_is_not_made_again() -> None:
    async def scene(wire: Wire) -> None:
        wire.refusals[1] = [50.0]
        assert await wire.request(1, endpoint="sendChatAction") is True

    assert play(scene).times() == [0.1]


def test_answers_to_buttons_wait_for_nothing() -> None:
    async def scene(wire: Wire) -> None:
        messages = [asyncio.create_task(wire.request(chat)) for chat in range(1, 200)]
        await asyncio.sleep(0.5)
        await wire.request(None, "button", endpoint="answerCallbackQuery")
        for task in messages:
            task.cancel()

    assert [round(at, 2) for at, _, what in play(scene).counted if what == "button"] == [0.6]


def test_a_refused_method_without_a_chat_waits_alone() -> None:
    async def scene(wire: Wire) -> None:
        refused = [RetryAfter(30)]

        async def callback() -> bool:
            wire.counted.append((_now(), None, "commands"))
            if refused:
                raise refused.pop()
            return True

        commands = asyncio.create_task(wire.limiter.process_request(callback, (), {}, "setMyCommands", {}, None))
        await asyncio.sleep(1)
        await wire.request(1, "message")
        await commands

    assert [what for _, _, what in play(scene).counted] == ["commands", "message", "commands"]


def test_what_is_to_run_before_a_request_runs_before_each_try() -> None:
    order: list[str] = []

    async def scene(wire: Wire) -> None:
        async def before() -> None:
            order.append(f"before {len(wire.counted)}")

        wire.refusals[1] = [5.0]
        await wire.request(1, before=before)

    play(scene)
    assert order == ["before 0", "before 1"]


def test_a_request_that_is_not_paced_passes_its_chats_queue() -> None:
    async def scene(wire: Wire) -> None:
        messages = [asyncio.create_task(wire.request(1)) for _ in range(3)]
        await asyncio.sleep(0.5)
        await wire.request(1, "look", endpoint="editMessageText", paced=False)
        await asyncio.gather(*messages)

    assert [round(at, 2) for at, _, what in play(scene).counted if what == "look"] == [0.6]


def test_a_failed_request_gives_its_room_back() -> None:
    async def scene(wire: Wire) -> None:
        async def broken() -> bool:
            raise ValueError

        for _ in range(3):
            try:
                await wire.limiter.process_request(broken, (), {}, "sendMessage", {"chat_id": 1}, None)
            except ValueError:
                continue
        await wire.request(1)

    assert play(scene).times()[0] < 4


def test_chats_that_are_quiet_are_forgotten() -> None:
    async def scene(wire: Wire) -> None:
        for chat in range(1, 2_500):
            await wire.request(chat)
        assert len(wire.limiter._lanes) <= 1_000

    play(scene, takes=0.0)
