"""The heaviest promises: under faults of every kind and killed at any moment, each question is answered exactly once."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from bot_api import BotApi, Fault
from telegram import Update
from telegram_echo import SCALE, running, settings_for, until

from bot.state.sqlite import SqliteState

ECHO = Path(__file__).with_name("telegram_echo.py")
ROOT = Path(__file__).parents[1]
GROUPS = range(-1_000_000_000_005, -1_000_000_000_000)
KINDS: tuple[Fault, ...] = ("500", "502", "close before", "close after", "silence before", "silence after", 0.5)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[SqliteState]:
    state = SqliteState(tmp_path / "state.db")
    yield state
    state.close()


def test_a_thousand_questions_in_fifty_chats_are_each_answered_once_under_faults(state: SqliteState) -> None:
    chats = [*range(1, 46), *GROUPS]
    random = Random(20)
    injected: Counter[Fault] = Counter()

    def faults(method: str, values: dict[str, Any]) -> Fault | None:
        rates = {"sendMessage": 0.08, "editMessageText": 0.05, "getUpdates": 0.03}
        if random.random() >= rates.get(method, 0.0):
            return None
        fault = random.choice(KINDS if method == "sendMessage" else KINDS[:4])
        injected[fault] += 1
        return fault

    async def main() -> BotApi:
        async with BotApi.running(scale=SCALE) as api:
            api.faults = faults
            for number in range(20):
                for chat in chats:
                    api.ask(chat, f"question {number} of {chat}")
            async with running(settings_for(api.url), state):
                await until(lambda: sum(len(api.said(chat)) for chat in chats) >= 1000 and not state.pending(), 100)
            return api

    api = asyncio.run(main())
    for chat in chats:
        assert api.said(chat) == [f"question {number} of {chat}" for number in range(20)]
    assert api.broken == []  # 30 a second in all, 1 a second a chat, 20 a minute a group, times scaled
    assert api.during_stop == []
    assert api.changed == []
    assert set(injected) == set(KINDS)


def test_a_time_to_wait_holds_one_chat_while_the_others_are_answered(state: SqliteState) -> None:
    async def main() -> None:
        async with BotApi.running(scale=SCALE) as api:
            api.faults = lambda method, values: 3.0 if values.get("chat_id") == 1 and 1 not in api.stopped else None
            for chat in (1, 2, 3):
                for number in range(3):
                    api.ask(chat, f"question {number}")
            async with running(settings_for(api.url), state):
                await until(lambda: len(api.said(2)) == len(api.said(3)) == 3)
                assert api.said(1) == []
                await until(lambda: len(api.said(1)) == 3)
            assert api.during_stop == []

    asyncio.run(main())


# -- in a process of its own ---------------------------------------------------------------------------------


@asynccontextmanager
async def bot_process(url: str, data: Path, seconds: float) -> AsyncIterator[Process]:
    """Run the echo bot in a process of its own; whatever is left of it goes with the block."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(ECHO), url, str(data), str(seconds), env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def sends(api: BotApi) -> int:
    """Return how many messages arrived."""
    return len(api.called("sendMessage"))


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_any_moment_every_question_is_answered_exactly_once(tmp_path: Path, seed: int) -> None:
    chats, random = range(1, 11), Random(seed)

    async def main() -> BotApi:
        async with BotApi.running(scale=SCALE) as api:
            delays = Random(seed)

            def faults(method: str, values: dict[str, Any]) -> Fault | None:
                return "close after" if method == "sendMessage" and delays.random() < 0.05 else None

            api.faults = faults
            for number in range(5):
                for chat in chats:
                    api.ask(chat, f"question {number}\nof {chat}")
            for _ in range(3):
                async with bot_process(api.url, tmp_path, 0.02) as process:
                    before = sends(api)
                    await until(lambda: sends(api) > before)  # noqa: B023 - awaited at once
                    await asyncio.sleep(random.uniform(0.0, 0.4))
                    process.kill()
            async with bot_process(api.url, tmp_path, 0.02) as process:
                await until(lambda: sum(len(api.said(chat)) for chat in chats) >= 100)
                await asyncio.sleep(0.3)  # long enough for one that should not come
                process.terminate()
                assert await process.wait() == 0
            return api

    api = asyncio.run(main())
    for chat in chats:
        assert api.said(chat) == [line for number in range(5) for line in (f"question {number}", f"of {chat}")]
    assert api.changed == []
    state = SqliteState(tmp_path / "state.db")
    assert state.pending() == []
    state.close()


def test_sigterm_finishes_what_is_in_hand_and_leaves_the_rest_to_the_next_start(tmp_path: Path) -> None:
    async def main() -> None:
        async with BotApi.running(scale=SCALE) as api:
            async with bot_process(api.url, tmp_path, 1.0) as process:
                for chat in (1, 2, 3):
                    api.ask(chat, "in hand")
                last = api.ask(1, "waiting")["update_id"]
                await until(lambda: api.confirmed > last)
                process.send_signal(signal.SIGTERM)
                async with asyncio.timeout(10):
                    assert await process.wait() == 0
            assert [api.said(chat) for chat in (1, 2, 3)] == [["in hand"]] * 3
            async with bot_process(api.url, tmp_path, 0.0):
                await until(lambda: len(api.said(1)) == 2)
            assert api.said(1) == ["in hand", "waiting"]

    asyncio.run(main())


def test_what_is_not_finished_in_time_is_left_to_the_next_start(state: SqliteState) -> None:
    begun: list[int] = []

    async def never(update: Update) -> None:
        begun.append(update.update_id)
        await asyncio.Event().wait()

    async def main() -> None:
        async with BotApi.running(scale=SCALE) as api:
            api.ask(1, "question")
            async with running(settings_for(api.url), state, work=never, grace=1.6):
                await until(lambda: begun)
            assert [left.update_id for left in state.pending()] == begun
            async with running(settings_for(api.url), state):
                await until(lambda: not state.pending())
            assert api.said(1) == ["question"]

    asyncio.run(main())
