"""A Bot API server that is not ours: the npm package `telegram-test-api`, installed when needed, in a process of its own.

It is kept in `build/emulator`. Where there is no npm, tests that need it are skipped, and under `CI=true` they fail.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

PACKAGE, VERSION = "telegram-test-api", "4.2.1"
FOLDER = Path(__file__).parents[1] / "build" / "emulator"
INSTALL_SECONDS = 300
_PATIENCE = 30.0

# The port is set behind its back: it takes 0 for "none given". It ends with its standard input, that is with us.
_PROGRAM = """
const TelegramServer = require(process.argv[1]);
const emulator = new TelegramServer({host: '127.0.0.1', storeTimeout: 86400});
emulator.config.port = 0;
process.stdin.on('end', () => process.exit(0)).resume();
emulator.start().then(() => console.log(emulator.server.address().port));
"""


class Unavailable(Exception):
    """There is no emulator here; the message says why."""


def needed(
    folder: Path = FOLDER,
    *,
    environment: Mapping[str, str] = os.environ,
    which: Callable[[str], str | None] = shutil.which,
) -> Path:
    """Return where the package is, installed now if it was not. Skips the test where that cannot be, or fails it in CI."""
    try:
        return installed(folder, which=which)
    except Unavailable as reason:
        if environment.get("CI", "").casefold() in ("true", "1"):
            pytest.fail(f"CI must hold the dialogue with the emulator, but {reason}")
        pytest.skip(str(reason))


def installed(folder: Path = FOLDER, *, which: Callable[[str], str | None] = shutil.which) -> Path:
    """Return where the package is, installed now if it was not. Raises `Unavailable`."""
    package = folder / "node_modules" / PACKAGE
    missing = [name for name in ("node", "npm") if which(name) is None]
    if missing:
        raise Unavailable(f"{' and '.join(missing)} cannot be found, which {PACKAGE} needs. Install Node.js with npm")
    if _version(package) != VERSION:
        _install(folder, str(which("npm")))
    return package


def _version(package: Path) -> str | None:
    try:
        return str(json.loads((package / "package.json").read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return None


def _install(folder: Path, npm: str) -> None:
    """Install into a folder beside, and put it in place when it is whole: two runs at once do not disturb each other."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
    options = ("--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--loglevel=error")
    patience = ("--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000")  # without a network it is over soon
    try:
        done = subprocess.run(
            [npm, "install", "--prefix", str(beside), *options, *patience, f"{PACKAGE}@{VERSION}"],
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS,
            check=False,
        )
        if done.returncode:
            raise Unavailable(f"npm could not install {PACKAGE}@{VERSION} ({_first_line(done.stderr)})")
        if _version(folder / "node_modules" / PACKAGE) != VERSION:  # another run may have been faster
            shutil.rmtree(folder, ignore_errors=True)
            with suppress(OSError):
                beside.rename(folder)
    except subprocess.TimeoutExpired:
        raise Unavailable(f"npm did not install {PACKAGE}@{VERSION} within {INSTALL_SECONDS} s") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "it does not say why")


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as it stands in the chat now, after all edits."""

    message_id: int
    text: str
    buttons: tuple[tuple[dict[str, Any], ...], ...] = ()

    def labels(self) -> list[str]:
        """Return what stands on the buttons, row by row."""
        return [button["text"] for row in self.buttons for button in row]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a client of Telegram, in a private chat with the bot unless `chat` is a group."""

    id: int
    name: str
    language: str = "en"
    group: int | None = None

    @property
    def chat_id(self) -> int:
        """The chat that the person writes in."""
        return self.group or self.id

    def meta(self) -> dict[str, Any]:
        """Return sender and chat as Telegram's clients have them."""
        chat: dict[str, Any] = {"id": self.id, "type": "private", "first_name": self.name}
        if self.group is not None:
            chat = {"id": self.group, "type": "supergroup", "title": "Group"}
        sender = {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}
        return {"from": sender, "chat": chat}


class Emulator:
    """The server, by the interface that it has for clients; `token` is the bot's, and names it there."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self._token = token
        self._http = httpx.Client(base_url=url, timeout=_PATIENCE, trust_env=False)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def write(self, person: Person, text: str, **values: Any) -> None:
        """Write to the bot, or call a command."""
        message = {"botToken": self._token, "date": 1_760_000_000, "text": text, **person.meta(), **values}
        if text.startswith("/"):
            command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
            self._post("/sendCommand", {**message, "entities": [command]})
        else:
            self._post("/sendMessage", message)

    def press(self, person: Person, shown: Shown, label: str) -> None:
        """Press the button of that label under a message."""
        data = [b["callback_data"] for row in shown.buttons for b in row if b["text"] == label]
        assert data, f"there is no button {label!r}, but {shown.labels()}"
        below = {"message_id": shown.message_id, "date": 1_760_000_000, "chat": person.meta()["chat"], "text": "…"}
        self._post("/sendCallback", {"botToken": self._token, **person.meta(), "message": below, "data": data[0]})

    def history(self) -> list[dict[str, Any]]:
        """Return all that was written and answered, in the order of time, as the server keeps it."""
        found = self._post("/getUpdatesHistory", {"token": self._token})["result"]
        return sorted(found, key=lambda kept: (kept["time"], kept["updateId"]))

    def shown(self, person: Person) -> list[Shown]:
        """Return the bot's messages in the person's chat."""
        return [
            as_shown(kept)
            for kept in self.history()
            if str(kept.get("message", {}).get("chat_id")) == str(person.chat_id)
        ]

    def _post(self, path: str, values: dict[str, Any]) -> Any:
        answer = self._http.post(path, json=values)
        answer.raise_for_status()
        return answer.json()


def as_shown(kept: dict[str, Any]) -> Shown:
    """Return a message of the bot as the server's history has it."""
    message = kept["message"]
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", ())
    return Shown(int(kept["messageId"]), message["text"], tuple(tuple(row) for row in rows))


@contextmanager
def running(package: Path, token: str) -> Iterator[Emulator]:
    """Run the server on a free port of this machine while the block does."""
    node = shutil.which("node")
    assert node is not None
    process = subprocess.Popen(
        [node, "-e", _PROGRAM, str(package)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        port = process.stdout.readline().strip()
        assert port.isdigit(), "the emulator did not start"
        emulator = Emulator(f"http://127.0.0.1:{port}", token)
        try:
            yield emulator
        finally:
            emulator.close()
    finally:
        process.stdin.close()
        process.stdout.close()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
