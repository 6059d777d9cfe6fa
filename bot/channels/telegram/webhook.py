"""The webhook: a small HTTP server that takes updates from Telegram, and from nobody else."""

from __future__ import annotations

import json
import logging
import os
import re
import socket
from collections.abc import Awaitable, Callable
from hmac import compare_digest
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.web import Application, HTTPError, RequestHandler, stream_request_body

from bot.channels.telegram.settings import PREFIX
from knowledge.errors import InputError, StorageError

log = logging.getLogger(__name__)

Accept = Callable[[object], Awaitable[None]]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MAX_BODY_BYTES = 1_048_576
_MAX_HEADER_BYTES = 16_384
_BACKLOG = 128
_BODY_SECONDS = 10.0
_IDLE_SECONDS = 60.0


class WebhookServer:
    """Answers 200 once an update is written down; 403 to whoever does not know the secret, before reading the body.

    Listens on one address; TLS is the reverse proxy's. Raises `InputError` where there is no secret.
    """

    def __init__(self, accept: Accept, *, url: str, secret: str | None, listen: str, port: int) -> None:
        if not secret:
            raise InputError(
                f"a webhook needs a secret: without it anyone could send forged updates. Set {PREFIX}SECRET "
                "(openssl rand -hex 32)"
            )
        self._listen = listen
        self._port = port
        path = urlsplit(url).path.rstrip("/")
        arguments = {"accept": accept, "secret": secret}
        application = _Quiet([(f"{re.escape(path)}/?", _Updates, arguments)], default_handler_class=_Nothing)
        self._server = HTTPServer(
            application,
            max_body_size=MAX_BODY_BYTES,
            max_header_size=_MAX_HEADER_BYTES,
            body_timeout=_BODY_SECONDS,
            idle_connection_timeout=_IDLE_SECONDS,
        )

    def start(self) -> int:
        """Listen, and return the port. Raises `InputError` where that cannot be."""
        try:
            family = socket.AF_INET6 if ":" in self._listen else socket.AF_INET
            bound = socket.create_server((self._listen, self._port), family=family, backlog=_BACKLOG)
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
            raise InputError(
                f"cannot listen on {self._listen!r}, port {self._port} ({reason}). Set {PREFIX}LISTEN and {PREFIX}PORT"
            ) from error
        bound.setblocking(False)
        self._server.add_socket(bound)
        return int(bound.getsockname()[1])

    async def stop(self) -> None:
        """Take no more requests, and close all connections."""
        self._server.stop()
        await self._server.close_all_connections()


class _Quiet(Application):
    def log_request(self, handler: RequestHandler) -> None:
        """Log nothing: refusals are logged where they are made, in one line."""


class _Handler(RequestHandler):
    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer with the status alone."""
        self.finish()

    def log_exception(
        self, typ: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None
    ) -> None:
        """Log one line; the request's headers, which tornado would show, hold the secret."""
        if not isinstance(value, HTTPError):
            log.error(
                "webhook: an update could not be taken in: %s", typ.__name__ if typ else "unknown", exc_info=value
            )


class _Nothing(_Handler):
    def prepare(self) -> None:
        raise HTTPError(404)


@stream_request_body
class _Updates(_Handler):
    SUPPORTED_METHODS = ("POST",)

    def initialize(self, accept: Accept, secret: str) -> None:
        self._accept = accept
        self._secret = secret.encode()
        self._body = bytearray()

    def prepare(self) -> None:
        """Refuse whoever does not know the secret. Streaming the body lets this come before it is read."""
        given = _one_header(self.request).encode("utf-8", "surrogateescape")
        if not compare_digest(given, self._secret):
            log.warning("webhook: refused a request without the right secret")
            raise HTTPError(403)

    def data_received(self, chunk: bytes) -> None:
        """Collect the body; the server's limit keeps it small."""
        self._body += chunk

    async def post(self) -> None:
        """Take in the update."""
        try:
            data = json.loads(self._body)
        except ValueError:
            log.warning("webhook: refused a body that is not JSON")
            raise HTTPError(400) from None
        try:
            await self._accept(data)
        except StorageError as error:
            log.error("webhook: %s", error)
            raise HTTPError(500) from None  # Telegram sends it again
        self.finish()


def _one_header(request: HTTPServerRequest) -> str:
    """Return the secret that the request gives; empty: none, or several."""
    given = request.headers.get_list(SECRET_HEADER)
    return given[0] if len(given) == 1 else ""
