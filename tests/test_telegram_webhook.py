"""The webhook: real requests over loopback, forged ones among them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.channels.telegram import webhook
from bot.channels.telegram.webhook import MAX_BODY_BYTES, SECRET_HEADER, WebhookServer
from knowledge.errors import InputError, StorageError

SECRET = "right-secret"
URL = "https://bot.example/hook"
RIGHT = {SECRET_HEADER: SECRET}

Send = Callable[..., Awaitable[int]]


class Hook:
    """A running webhook server, and what it took in."""

    def __init__(self) -> None:
        self.taken: list[object] = []
        self.error: Exception | None = None
        self.port = 0

    async def accept(self, data: object) -> None:
        if self.error is not None:
            raise self.error
        self.taken.append(data)

    async def status(
        self,
        body: bytes = b'{"update_id": 1}',
        headers: dict[str, str] | list[tuple[str, str]] | None = None,
        *,
        path: str = "/hook",
        method: str = "POST",
        length: int | None = None,
    ) -> int:
        """Return the status of the answer to a request; 0: closed without one."""
        given = RIGHT if headers is None else headers
        pairs = list(given.items()) if isinstance(given, dict) else given
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        size = len(body) if length is None else length
        lines = [f"{method} {path} HTTP/1.1", "Host: bot.example", f"Content-Length: {size}"]
        lines += [f"{name}: {value}" for name, value in pairs]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        try:
            answer = await asyncio.wait_for(reader.readline(), 10)
        finally:
            writer.close()
        return int(answer.split()[1]) if answer else 0


def play(scene: Callable[[Hook], Awaitable[Any]], *, url: str = URL) -> Hook:
    """Return the hook after the scene."""

    async def main() -> Hook:
        hook = Hook()
        server = WebhookServer(hook.accept, url=url, secret=SECRET, listen="127.0.0.1", port=0)
        hook.port = server.start()
        try:
            await scene(hook)
        finally:
            await server.stop()
        return hook

    return asyncio.run(main())


@pytest.mark.parametrize("secret", [None, ""])
def test_without_a_secret_the_webhook_does_not_start(secret: str | None) -> None:
    async def main() -> None:
        with pytest.raises(InputError, match=r"a webhook needs a secret.*CLUSTERBOT_TELEGRAM_SECRET"):
            WebhookServer(Hook().accept, url=URL, secret=secret, listen="127.0.0.1", port=0)

    asyncio.run(main())


def test_an_update_with_the_secret_is_taken_in() -> None:
    async def scene(hook: Hook) -> None:
        assert await hook.status(json.dumps({"update_id": 7, "x": "Ä"}).encode()) == 200

    assert play(scene).taken == [{"update_id": 7, "x": "Ä"}]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {SECRET_HEADER: ""},
        {SECRET_HEADER: "wrong-secret"},
        {SECRET_HEADER: SECRET + "x"},
        {SECRET_HEADER: SECRET[:-1]},
        {SECRET_HEADER: SECRET.upper()},
        {SECRET_HEADER: "s\xf6cret"},
        [(SECRET_HEADER, SECRET), (SECRET_HEADER, SECRET)],
        {"Authorization": SECRET},
    ],
)
def test_a_request_without_the_right_secret_is_403_with_one_line(
    headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(hook: Hook) -> None:
        assert await hook.status(headers=headers) == 403

    assert play(scene).taken == []
    assert caplog.messages == ["webhook: refused a request without the right secret"]


def test_the_secret_is_compared_in_constant_time_whatever_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []
    original = webhook.compare_digest

    def counted(given: bytes, secret: bytes) -> bool:
        compared.append((given, secret))
        return original(given, secret)

    monkeypatch.setattr(webhook, "compare_digest", counted)

    async def scene(hook: Hook) -> None:
        for headers in ({}, {SECRET_HEADER: "wrong"}, RIGHT):
            await hook.status(headers=headers)

    play(scene)
    assert compared == [(given, SECRET.encode()) for given in (b"", b"wrong", SECRET.encode())]


def test_who_does_not_know_the_secret_is_refused_before_the_body_is_read() -> None:
    async def scene(hook: Hook) -> None:
        assert await hook.status(b"", headers={}, length=1_000) == 403

    play(scene)


def test_a_body_that_is_too_large_is_refused() -> None:
    async def scene(hook: Hook) -> None:
        assert await hook.status(b"", length=MAX_BODY_BYTES + 1) in (0, 400, 413)

    assert play(scene).taken == []


@pytest.mark.parametrize("body", [b"", b"not json", b"\xff\xfe", b'{"update_id": 1'])
def test_a_body_that_is_not_json_is_400_with_one_line(body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async def scene(hook: Hook) -> None:
        assert await hook.status(body) == 400

    assert play(scene).taken == []
    assert caplog.messages == ["webhook: refused a body that is not JSON"]


@pytest.mark.parametrize(
    ("path", "method", "status"), [("/", "POST", 404), ("/hook/x", "POST", 404), ("/hook", "GET", 405)]
)
def test_other_paths_and_methods_are_refused(path: str, method: str, status: int) -> None:
    async def scene(hook: Hook) -> None:
        assert await hook.status(path=path, method=method) == status

    assert play(scene).taken == []


def test_an_address_without_a_path_is_served_at_the_root() -> None:
    async def scene(hook: Hook) -> None:
        assert await hook.status(path="/") == 200

    assert len(play(scene, url="https://bot.example").taken) == 1


def test_an_update_that_cannot_be_written_down_is_asked_for_again(caplog: pytest.LogCaptureFixture) -> None:
    async def scene(hook: Hook) -> None:
        hook.error = StorageError("the disk is full. Make room")
        assert await hook.status() == 500
        hook.error = None
        assert await hook.status() == 200

    play(scene)
    assert caplog.messages == ["webhook: the disk is full. Make room"]


def test_an_error_inside_shows_neither_to_the_sender_nor_the_secret_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scene(hook: Hook) -> None:
        hook.error = RuntimeError("inside")
        assert await hook.status() == 500

    play(scene)
    assert caplog.messages == ["webhook: an update could not be taken in: RuntimeError"]
    assert SECRET not in caplog.text


def test_forty_updates_at_once_are_all_taken_in() -> None:
    async def scene(hook: Hook) -> None:
        bodies = [json.dumps({"update_id": number}).encode() for number in range(40)]
        assert await asyncio.gather(*(hook.status(body) for body in bodies)) == [200] * 40

    assert len(play(scene).taken) == 40


def test_a_port_that_is_taken_is_told() -> None:
    async def scene(hook: Hook) -> None:
        second = WebhookServer(hook.accept, url=URL, secret=SECRET, listen="127.0.0.1", port=hook.port)
        with pytest.raises(InputError, match=r"cannot listen on '127.0.0.1', port \d+ \(Address already in use\)"):
            second.start()

    play(scene)
