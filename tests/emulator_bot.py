"""`clusterbot telegram` in a process of its own against the emulator, and people who talk to it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from command_line import ENTRY, ROOT, environment_of
from emulator import Emulator, Person, Shown

PATIENCE = 60.0
Found = TypeVar("Found")


def until(condition: Callable[[], Found], what: str, seconds: float = PATIENCE) -> Found:
    """Return what `condition` returns, as soon as it is true of anything; fails, naming `what`, where it never is."""
    ends = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < ends, f"in vain waited for: {what}"
        time.sleep(0.02)
    return found


class BotProcess:
    """The command as it runs; what it logs goes to the file `log`."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self._process = process
        self.log = log

    def told(self) -> str:
        """Return what it has logged so far."""
        return self.log.read_text(encoding="utf-8")

    def lines_with(self, words: str) -> list[str]:
        """Return the lines of the log that have these words."""
        return [line for line in self.told().splitlines() if words in line]

    def terminate(self) -> int:
        """Send SIGTERM and return the exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(PATIENCE)

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        self._process.kill()
        self._process.wait()

    def is_ready(self) -> bool:
        """Return whether it takes updates in. Fails where it has ended instead."""
        assert self._process.poll() is None, f"the bot ended: {self.told()}"
        return any(line.startswith("ready") for line in self.told().splitlines())


@contextmanager
def bot_running(
    data: Path, api_url: str, log: Path, environment: Mapping[str, str], *arguments: str
) -> Iterator[BotProcess]:
    """Run the bot while the block does, once it is ready; it is killed where the block has not ended it."""
    command = [sys.executable, "-c", ENTRY, "--data", str(data), "telegram", "--api-url", api_url, *arguments]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment_of(environment), stdout=out, stderr=out)
    bot = BotProcess(process, log)
    try:
        until(bot.is_ready, "the bot to be ready")
        yield bot
    finally:
        bot.kill()


class Dialogue:
    """What one person does with the bot, and then sees."""

    def __init__(self, emulator: Emulator, person: Person) -> None:
        self._emulator = emulator
        self.person = person

    def all(self) -> list[Shown]:
        """Return the bot's messages in the chat."""
        return self._emulator.shown(self.person)

    def says(self, text: str) -> Shown:
        """Write, and return the newest message of the bot once there is a new one."""
        return self._after(lambda: self._emulator.write(self.person, text), text)

    def presses(self, label: str, *, of: Shown | None = None) -> Shown:
        """Press the newest button of that label, and return the message that is new or changed."""
        below = of or next((m for m in reversed(self.all()) if label in m.labels()), None)
        assert below is not None, f"there is no button {label!r}, but {[m.labels() for m in self.all()]}"
        return self._after(lambda: self._emulator.press(self.person, below, label), label)

    def edits(self, text: str) -> Shown:
        """Edit the message written last, and return the message that is new or changed."""
        written = [
            kept
            for kept in self._emulator.history()
            if kept.get("message", {}).get("from", {}).get("id") == self.person.id
        ]
        edited_id = written[-1]["messageId"]
        return self._after(lambda: self._emulator.write(self.person, text, edited_id=edited_id), text)

    def _after(self, act: Callable[[], None], what: str) -> Shown:
        before = self.all()
        act()
        return until(lambda: _news(before, self.all()), f"an answer to {what!r}")[-1]


def _news(before: Sequence[Shown], now: Sequence[Shown]) -> list[Shown]:
    return [message for message in now if message not in before]
