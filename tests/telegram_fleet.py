"""Several bot processes on one state, some of them killed, while many people write; and what became of each question.

Run as a program, it plays longer and prints a line for each seed: `telegram_fleet.py SEED …`
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Literal

import httpx
from bot_api import BotApi, Fault
from telegram_echo import SCALE, SECRET, open_state, until

from bot.channels.telegram.webhook import SECRET_HEADER

ECHO = Path(__file__).with_name("telegram_echo.py")
ROOT = Path(__file__).parents[1]
Way = Literal["polling", "webhook"]


@dataclass(frozen=True, slots=True)
class Play:
    """What is played: how many processes, chats and questions in each, and how often one process is killed."""

    way: Way
    seed: int = 1
    n_processes: int = 4
    n_chats: int = 12
    n_questions: int = 6
    n_kills: int = 2
    seconds: float = 0.02


@dataclass(slots=True)
class Outcome:
    """What came of it. `wrong` are the chats that did not get each answer once and in order, with what they got."""

    wrong: dict[int, list[str]] = field(default_factory=dict)
    changed: int = 0
    broken: list[str] = field(default_factory=list)
    conflicts: int = 0
    left: int = 0
    seconds: float = 0.0
    troubles: list[str] = field(default_factory=list)


class Fleet:
    """The processes, started and killed; `url` is the Bot API's, `where` that of the state."""

    def __init__(self, url: str, where: str, play: Play) -> None:
        self._arguments = [url, where, str(play.seconds)]
        if play.way == "webhook":
            self._arguments.append("https://bot.example/hook")
        self.ports: dict[Process, int] = {}
        self.logs: list[asyncio.Task[bytes]] = []

    async def start(self) -> None:
        """Start one process, and return when it is ready."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"}
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(ECHO), *self._arguments, env=environment, stdout=pipe, stderr=pipe
        )
        assert process.stdout is not None
        assert process.stderr is not None
        self.logs.append(asyncio.create_task(process.stderr.read()))
        line = await process.stdout.readline()
        assert line, (await self.logs[-1]).decode()
        self.ports[process] = int(line)

    async def kill(self, process: Process) -> None:
        """End a process at once, whatever it is doing."""
        del self.ports[process]
        process.kill()
        await process.wait()

    async def end(self) -> list[str]:
        """End all as SIGTERM does, and return what they had to complain about."""
        for process in self.ports:
            process.terminate()
        assert [await process.wait() for process in self.ports] == [0] * len(self.ports)
        return [line for log in self.logs for line in (await log).decode().splitlines() if "Traceback" in line]


async def post(client: httpx.AsyncClient, fleet: Fleet, update: dict[str, Any], random: Random) -> None:
    """Bring an update to any process, and to another where that one does not take it, as a balancer and Telegram do."""
    while True:
        port = random.choice(list(fleet.ports.values()))
        try:
            answer = await client.post(
                f"http://127.0.0.1:{port}/hook", content=json.dumps(update), headers={SECRET_HEADER: SECRET}
            )
        except httpx.TransportError:
            await asyncio.sleep(0.05)
            continue
        if answer.status_code == 200:
            return
        await asyncio.sleep(0.05)


async def played(play: Play, where: str) -> Outcome:
    """Return what became of the questions."""
    random, faulty = Random(play.seed), Random(play.seed + 1)
    chats = range(1, play.n_chats + 1)
    n_expected = 2 * play.n_chats * play.n_questions
    outcome = Outcome()
    began = time.monotonic()

    def faults(method: str, values: dict[str, Any]) -> Fault | None:
        return "close after" if method == "sendMessage" and faulty.random() < 0.05 else None

    def n_said() -> int:
        return sum(len(api.said(chat)) for chat in chats)

    async with BotApi.running(scale=SCALE) as api, httpx.AsyncClient() as client:
        api.faults = faults
        fleet = Fleet(api.url, where, play)

        async def write(chat: int) -> None:
            for number in range(play.n_questions):
                update = api.ask(chat, f"question {number}\nof {chat}")
                if play.way == "webhook":
                    api.updates.remove(update)
                    await post(client, fleet, update, random)
                await asyncio.sleep(random.uniform(0.0, 0.2))

        async def kill() -> None:
            for number in range(1, play.n_kills + 1):
                await until(lambda: n_said() >= n_expected * number / (play.n_kills + 2), 300)  # noqa: B023
                await asyncio.sleep(random.uniform(0.0, 0.2))
                victim = random.choice(list(fleet.ports)) if number % 2 == 0 else next(iter(fleet.ports))
                await fleet.kill(victim)
                await fleet.start()

        await asyncio.gather(*(fleet.start() for _ in range(play.n_processes)))
        began = time.monotonic()
        await asyncio.gather(kill(), *map(write, chats))
        await until(lambda: n_said() >= n_expected, 300)
        outcome.seconds = time.monotonic() - began
        state = open_state(where)
        try:
            await until(lambda: not state.pending())
            await asyncio.sleep(0.3)  # long enough for an answer that should not come
            outcome.troubles = await fleet.end()
            outcome.left = len(state.pending())
        finally:
            state.close()
        for chat in chats:
            expected = [line for number in range(play.n_questions) for line in (f"question {number}", f"of {chat}")]
            if api.said(chat) != expected:
                outcome.wrong[chat] = api.said(chat)
        outcome.changed, outcome.broken, outcome.conflicts = len(api.changed), api.broken, api.conflicts
    return outcome


def main(seeds: Sequence[str]) -> None:
    """Play at length with each seed, by polling and by webhook, and print what came of it."""
    from postgres_server import server_running

    with server_running() as server:
        for seed in map(int, seeds):
            for way in ("polling", "webhook"):
                play = Play(way, seed, n_chats=60, n_questions=15, n_kills=6)  # type: ignore[arg-type]
                with server.database() as url:
                    outcome = asyncio.run(played(play, url))
                told = {"way": way, "seed": seed, "questions": play.n_chats * play.n_questions, **vars_of(outcome)}
                sys.stdout.write(json.dumps(told) + "\n")
                sys.stdout.flush()


def vars_of(outcome: Outcome) -> dict[str, Any]:
    """Return what is told of an outcome."""
    return {
        "wrong_chats": len(outcome.wrong),
        "wrong": dict(list(outcome.wrong.items())[:2]),
        "changed": outcome.changed,
        "limits_broken": len(outcome.broken),
        "conflicts": outcome.conflicts,
        "left": outcome.left,
        "seconds": round(outcome.seconds, 1),
        "troubles": outcome.troubles,
    }


if __name__ == "__main__":
    main(sys.argv[1:])
