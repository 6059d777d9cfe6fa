"""The engine: what waits for what. Work is held at gates that the test opens, so that nothing depends on time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.channels.telegram.engine import Engine, EngineClosed, expected_seconds
from bot.dialogue.conversation import checked
from knowledge.errors import InputError, QuestionError

PATIENCE = 20.0


class Gate:
    """Work that says when it begins, and ends when it is let go."""

    def __init__(self, name: str, order: list[str]) -> None:
        self.name, self.order = name, order
        self.begun, self.let_go = threading.Event(), threading.Event()

    def __call__(self) -> str:
        self.order.append(self.name)
        self.begun.set()
        assert self.let_go.wait(PATIENCE)
        return self.name

    async def has_begun(self) -> None:
        assert await asyncio.to_thread(self.begun.wait, PATIENCE)


def run(workers: int, test: Callable[[Engine, Callable[[str], Gate]], Coroutine[Any, Any, None]]) -> list[str]:
    """Run `test` with an engine and a maker of gates; return in which order gates were begun."""
    order: list[str] = []
    engine = Engine(workers=workers)
    try:
        asyncio.run(asyncio.wait_for(test(engine, lambda name: Gate(name, order)), PATIENCE))
    finally:
        engine.close()
    return order


async def answers(engine: Engine, gate: Gate, seconds: float = 0.0) -> asyncio.Task[str]:
    """Return the task of a gate that is given to the threads for answers, once it waits there."""
    task = asyncio.create_task(engine.answer(gate, seconds=seconds))
    await asyncio.sleep(0)
    return task


def test_an_error_of_the_work_is_raised_where_it_is_awaited() -> None:
    async def test(engine: Engine, _: Callable[[str], Gate]) -> None:
        with pytest.raises(QuestionError, match="the question is empty"):
            await engine.answer(lambda: checked(" "))

    run(1, test)


def test_the_event_loop_goes_on_while_work_is_done() -> None:
    async def test(engine: Engine, gate: Callable[[str], Gate]) -> None:
        slow = gate("slow")
        task = await answers(engine, slow)
        await slow.has_begun()
        assert await asyncio.sleep(0, "the loop runs") == "the loop runs"
        slow.let_go.set()
        assert await task == "slow"

    run(1, test)


def test_what_is_quick_does_not_wait_for_answers() -> None:
    async def test(engine: Engine, gate: Callable[[str], Gate]) -> None:
        slow = gate("slow")
        task = await answers(engine, slow)
        await slow.has_begun()
        assert await engine.quick(lambda: "quick") == "quick"
        slow.let_go.set()
        await task

    run(1, test)


def test_a_short_question_overtakes_a_long_one_that_waits() -> None:
    async def test(engine: Engine, gate: Callable[[str], Gate]) -> None:
        gates = [gate(name) for name in ("first", "long", "short")]
        tasks = [await answers(engine, gates[0])]
        await gates[0].has_begun()
        tasks += [await answers(engine, gates[1], PATIENCE), await answers(engine, gates[2])]
        for one in gates:
            one.let_go.set()
        await asyncio.gather(*tasks)

    assert run(1, test) == ["first", "short", "long"]


def test_a_long_question_does_not_wait_for_short_ones_that_come_after_it_is_due() -> None:
    async def test(engine: Engine, gate: Callable[[str], Gate]) -> None:
        gates = [gate(name) for name in ("first", "long", "short")]
        tasks = [await answers(engine, gates[0])]
        await gates[0].has_begun()
        tasks.append(await answers(engine, gates[1], 0.001))
        await asyncio.sleep(0.05)
        tasks.append(await answers(engine, gates[2]))
        for one in gates:
            one.let_go.set()
        await asyncio.gather(*tasks)

    assert run(1, test) == ["first", "long", "short"]


def test_one_thread_is_kept_for_short_questions() -> None:
    async def test(engine: Engine, gate: Callable[[str], Gate]) -> None:
        long, longer, short = gate("long"), gate("longer"), gate("short")
        tasks = [await answers(engine, long, 1.0)]
        await long.has_begun()
        tasks += [await answers(engine, longer, 1.0), await answers(engine, short)]
        await short.has_begun()
        assert not longer.begun.is_set()
        for one in (short, long, longer):
            one.let_go.set()
        await asyncio.gather(*tasks)

    assert run(2, test) == ["long", "short", "longer"]


def test_two_workers_answer_at_the_same_time() -> None:
    async def test(engine: Engine, gate: Callable[[str], Gate]) -> None:
        gates = [gate("one"), gate("two")]
        tasks = [await answers(engine, one) for one in gates]
        for one in gates:
            await one.has_begun()
        for one in gates:
            one.let_go.set()
        await asyncio.gather(*tasks)

    run(2, test)


def test_spare_work_waits_until_no_question_does() -> None:
    async def test(engine: Engine, gate: Callable[[str], Gate]) -> None:
        first, spare, question = gate("first"), gate("spare"), gate("question")
        tasks = [await answers(engine, first)]
        await first.has_begun()
        tasks.append(asyncio.create_task(engine.spare(spare)))
        await asyncio.sleep(0)
        assert not engine.is_busy()
        tasks.append(await answers(engine, question))
        assert engine.is_busy()
        for one in (first, question, spare):
            one.let_go.set()
        await asyncio.gather(*tasks)
        assert not engine.is_busy()

    assert run(1, test) == ["first", "question", "spare"]


def test_work_that_nobody_waits_for_any_more_is_not_begun() -> None:
    async def test(engine: Engine, gate: Callable[[str], Gate]) -> None:
        first, dropped = gate("first"), gate("dropped")
        task = await answers(engine, first)
        await first.has_begun()
        waiting = await answers(engine, dropped)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        first.let_go.set()
        await task
        assert await engine.answer(lambda: "last") == "last"

    assert run(1, test) == ["first"]


def test_a_closed_engine_takes_no_work_and_may_be_closed_again() -> None:
    async def test(engine: Engine, _: Callable[[str], Gate]) -> None:
        engine.close()
        with pytest.raises(EngineClosed, match="the engine is closed and takes no more work"):
            await engine.quick(lambda: "never")

    run(1, test)


def test_closing_finishes_what_is_in_hand_and_cancels_what_waits() -> None:
    async def test(engine: Engine, gate: Callable[[str], Gate]) -> None:
        first, second = gate("first"), gate("second")
        in_hand, waiting = await answers(engine, first), await answers(engine, second)
        await first.has_begun()
        closing = asyncio.create_task(asyncio.to_thread(engine.close))
        with pytest.raises(asyncio.CancelledError):
            await waiting
        first.let_go.set()
        await closing
        assert await in_hand == "first"

    assert run(1, test) == ["first"]


def test_an_engine_without_workers_is_refused() -> None:
    with pytest.raises(InputError, match="0 workers cannot answer: give 1 or more"):
        Engine(workers=0)


def test_closing_does_not_wait_longer_than_it_is_told_to() -> None:
    async def test(engine: Engine, gate: Callable[[str], Gate]) -> None:
        held = gate("held")
        task = await answers(engine, held)
        await held.has_begun()
        assert not await asyncio.to_thread(engine.close, patience=0.01)
        held.let_go.set()
        assert await task == "held"
        assert await asyncio.to_thread(engine.close, patience=PATIENCE)

    run(1, test)


@pytest.mark.parametrize(("chars", "seconds"), [(0, 0.0), (250, 0.0), (2250, 1.0)])
def test_only_what_is_long_is_expected_to_take_time(chars: int, seconds: float) -> None:
    assert expected_seconds("x" * chars) == pytest.approx(seconds)
