"""What the emulator leaves out of the Bot API, completed on the way: a small proxy on this machine between it and the bot.

The emulator takes no notice of offsets, does not wait for updates, and gives dates of its messages in milliseconds,
`null` where Telegram says true, no `is_bot` for the bot, no `chat_instance` for buttons, no edited messages, and no secret
with what it sends to a webhook. Methods that it does not know are none of this: its errors go through as they are.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import httpx

from bot.channels.telegram.webhook import SECRET_HEADER

_ASKED_EVERY = 0.02
_ECHOED = ("message_id", "chat", "text")


class Shim:
    """The Bot API as the bot sees it, at `url`. `hook` is where updates go once a webhook is set: the bot's own address."""

    def __init__(self, emulator_url: str) -> None:
        self.url = ""
        self.hook = ""
        self.calls: list[tuple[str, int]] = []
        self._http = httpx.Client(base_url=emulator_url, timeout=30.0, trust_env=False)
        self._lock = threading.Lock()
        self._waiting: list[dict[str, Any]] = []
        self._newest_poll = 0
        self._secret = ""
        self._is_closed = False

    def answer(self, path: str, kind: str, body: bytes) -> tuple[int, Any]:
        """Return status and answer for a request."""
        if path == "/hook":
            return self._to_bot(json.loads(body)), None
        method = path.rpartition("/")[2]
        values = dict(parse_qsl(body.decode())) if kind.startswith("application/x-www-form-urlencoded") else {}
        if method == "getUpdates":
            offset, seconds = int(values.get("offset", 0)), float(values.get("timeout", 0))
            return 200, {"ok": True, "result": self._updates(path, offset, seconds)}
        if method == "setWebhook":
            self._secret = values["secret_token"]
            body, kind = json.dumps({"url": f"{self.url}/hook"}).encode(), "application/json"
        answered = self._http.post(path, content=body, headers={"Content-Type": kind})
        self.calls.append((method, answered.status_code))
        return answered.status_code, _completed(method, answered.json())

    def _updates(self, path: str, offset: int, seconds: float) -> list[dict[str, Any]]:
        """Return the updates from `offset` on, waiting for the first; those before it are confirmed."""
        with self._lock:
            self._newest_poll += 1
            this = self._newest_poll
        ends = time.monotonic() + seconds
        while True:
            with self._lock:
                if this != self._newest_poll or self._is_closed:  # nobody waits for this answer any more
                    return []
                new = self._http.post(path).json()["result"]
                self._waiting += [_completed_update(update) for update in new]
                self._waiting = [update for update in self._waiting if update["update_id"] >= offset]
                if self._waiting or time.monotonic() >= ends:
                    return list(self._waiting)
            time.sleep(_ASKED_EVERY)

    def _to_bot(self, update: dict[str, Any]) -> int:
        headers = {SECRET_HEADER: self._secret}
        with httpx.Client(timeout=30.0, trust_env=False) as client:
            return client.post(self.hook, json=_completed_update(update), headers=headers).status_code

    def close(self) -> None:
        """Let go of whoever waits for updates."""
        with self._lock:
            self._is_closed = True
            self._http.close()


def _completed(method: str, answer: Any) -> Any:
    result = answer.get("result")
    if "ok" not in answer:
        return answer  # an error, as it is
    if method == "getMe":
        result = {**result, "is_bot": True}
    elif method == "sendMessage":
        # The emulator repeats the request; what came as JSON within a form is text there.
        result = {**{key: result[key] for key in _ECHOED}, "date": result["date"] // 1000}
    return {**answer, "result": True if result is None else result}


def _completed_update(update: dict[str, Any]) -> dict[str, Any]:
    if "callback_query" in update:
        return {**update, "callback_query": {"chat_instance": "1", **update["callback_query"]}}
    message = {key: value for key, value in update["message"].items() if key != "botToken"}
    edited = message.pop("edited_id", None)
    if edited is None:
        return {**update, "message": message}
    return {
        "update_id": update["update_id"],
        "edited_message": {**message, "message_id": edited, "edit_date": message["date"]},
    }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def handle(self) -> None:
        with suppress(ConnectionError):  # the bot ended, and closed its connections
            super().handle()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        code, answer = self.server.shim.answer(self.path, self.headers.get("Content-Type", ""), body)
        payload = json.dumps(answer).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, shim: Shim) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.shim = shim


@contextmanager
def completing(emulator_url: str) -> Iterator[Shim]:
    """Run the proxy while the block does."""
    shim = Shim(emulator_url)
    server = _Server(shim)
    shim.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield shim
    finally:
        server.shutdown()
        thread.join()
        shim.close()
        server.server_close()
