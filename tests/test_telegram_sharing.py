"""Several processes for one bot: each question is answered once and in order, whoever dies; limits are kept together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import virtual_time
from bot_api import BotApi
from state_contract import Clock
from telegram import Update
from telegram_echo import PACE, SCALE, running, settings_for, until
from telegram_fleet import Outcome, Play, Way, played
from test_telegram_limiter import Wire, most_in

from bot.channels.telegram.limiter import Limiter, Rates
from bot.state.postgres import PostgresState
from bot.state.protocol import State
from bot.state.sqlite import SqliteState

Open = Callable[[], State]


@pytest.fixture(params=["sqlite", "postgres"])
def open_state(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens the same state each time, as another process would."""
    if request.param == "sqlite":
        return partial(SqliteState, tmp_path / "state.db")
    return partial(PostgresState, request.getfixturevalue("postgres_url"), lease_seconds=1.5)


@pytest.fixture
def states(open_state: Open) -> Iterator[tuple[State, State]]:
    """Two processes' states."""
    states = open_state(), open_state()
    yield states
    for state in states:
        state.close()


def bot(api: BotApi, state: State, **known: Any) -> Any:
    """Run a bot while the block does."""
    return running(settings_for(api.url), state, pace=PACE, **known)


def with_server(scene: Callable[[BotApi], Awaitable[None]]) -> BotApi:
    """Return the server after the scene."""

    async def main() -> BotApi:
        async with BotApi.running(scale=SCALE) as api:
            await scene(api)
            return api

    return asyncio.run(main())


# -- polling ---------------------------------------------------------------------------------------------------


def test_one_asks_for_updates_and_the_other_takes_its_place_when_it_ends(
    states: tuple[State, State], caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(api: BotApi) -> None:
        async with bot(api, states[0]) as first:
            async with asyncio.timeout(30), bot(api, states[1]) as second:
                assert [first.sharing.leads, second.sharing.leads] == [True, False]
                api.ask(1, "one")
                await until(lambda: api.said(1) == ["one"])
            async with bot(api, states[1]) as second:
                pass
            assert first.sharing.leads
        async with bot(api, states[1]) as second:
            assert second.sharing.leads
            api.ask(1, "two")
            await until(lambda: api.said(1) == ["one", "two"])

    api = with_server(scene)
    assert api.conflicts == 0
    assert (
        "another process asks Telegram for updates; this one helps, and takes its place when it ends" in caplog.messages
    )


def test_what_is_above_a_number_in_hand_is_done_by_others(states: tuple[State, State]) -> None:
    handled: list[set[int]] = [set(), set()]

    def work(number: int) -> Callable[[Update], Awaitable[None]]:
        async def slow(update: Update) -> None:
            assert update.effective_chat is not None
            handled[number].add(update.effective_chat.id)
            await asyncio.sleep(0.3)

        return slow

    async def scene(api: BotApi) -> None:
        async with bot(api, states[0], work=work(0)), bot(api, states[1], work=work(1)):
            await asyncio.sleep(3 * PACE.beat)  # until each knows of the other
            for chat in range(1, 61):
                api.ask(chat, "question")
            await until(lambda: all(api.said(chat) for chat in range(1, 61)))

    api = with_server(scene)
    assert [api.said(chat) for chat in range(1, 61)] == [["question"]] * 60
    assert handled[0] | handled[1] == set(range(1, 61))
    assert handled[0] & handled[1] == set()
    assert min(map(len, handled)) >= 10
    assert api.broken == []


def test_a_process_that_was_not_heard_of_drops_what_others_took_over(
    postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    slow, other = (PostgresState(postgres_url, clock=clock, lease_seconds=1.5) for _ in range(2))
    let_go = asyncio.Event()

    async def wait(update: Update) -> None:
        await let_go.wait()

    async def scene(api: BotApi) -> None:
        async with bot(api, slow, work=wait) as late:
            api.ask(1, "question")
            await until(lambda: late.processor.n_in_hand == 1)
            clock.now += 2  # the server's clock goes on while the process is held up
            other.beat()
            (taken,) = other.claim(10)
            let_go.set()
            await until(
                lambda: (
                    "this process was not heard of for too long: others have taken over what it had in hand"
                    in caplog.messages
                )
            )
            await until(lambda: late.processor.n_in_hand == 0)
            assert api.said(1) == []
            assert other.pending() == [taken]
            other.leave()
            await until(lambda: api.said(1) == ["question"])

    with_server(scene)
    slow.close()
    other.close()


# -- limits ----------------------------------------------------------------------------------------------------


def test_processes_that_share_the_limit_keep_it_together() -> None:
    async def main() -> list[float]:
        wires = [Wire(Limiter(Rates())) for _ in range(4)]
        for wire in wires:
            wire.limiter.share(4)
        chats = iter(range(1, 1000))
        await asyncio.gather(*(wire.request(next(chats)) for wire in wires for _ in range(60)))
        return sorted(at for wire in wires for at in wire.times())

    times = virtual_time.run(main())
    assert len(times) == 240
    assert 20 <= most_in(times, 1.0) <= 30


def test_a_process_that_is_held_sends_nothing_and_then_goes_on() -> None:
    async def main() -> list[float]:
        wire = Wire(Limiter(Rates()))
        wire.limiter.hold(5.0)
        await asyncio.gather(wire.request(1), wire.request(2, endpoint="answerCallbackQuery"))
        return wire.times(1) + wire.times(2)

    assert virtual_time.run(main()) == [5.1, 0.1]


# -- processes of their own ------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["polling", "webhook"])
def test_four_processes_of_which_two_are_killed_answer_every_question_once_and_in_order(
    postgres_url: str, way: Way
) -> None:
    outcome = asyncio.run(played(Play(way), postgres_url))
    assert outcome == Outcome(seconds=outcome.seconds, conflicts=outcome.conflicts)
    assert outcome.conflicts <= (2 if way == "polling" else 0)  # a killed one's last request may still be open
