"""Servers on loopback for tests of the web reader: what each path answers is stated, and what was asked is noted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from indexer.web import Collected, collect
from indexer.web.addresses import Resolver
from indexer.web.options import Options

LOOPBACK = ip_network("127.0.0.0/8")


@dataclass(frozen=True, slots=True)
class Page:
    """What a path answers."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Answer = Page | Callable[[BaseHTTPRequestHandler], None]


def html(title: str, text: str = "", **headers: str) -> Page:
    """Return a page with a title and a paragraph."""
    words = text or f"This page tells at some length what is known about {title}, and no more than that."
    body = (
        f'<!doctype html><html lang="en"><head><title>{title}</title></head>'
        f"<body><main><h1>{title}</h1><p>{words}</p></main></body></html>"
    )
    return Page(body.encode(), headers={"Content-Type": "text/html; charset=utf-8", **_names(headers)})


def redirect(location: str, status: int = 302) -> Page:
    """Return a redirect to `location`."""
    return Page(b"", status, {"Location": location})


def sitemap(*addresses: str, index: bool = False) -> Page:
    """Return a sitemap, or an index of sitemaps."""
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    items = "".join(f"<{inner}><loc>{address}</loc></{inner}>" for address in addresses)
    text = f'<?xml version="1.0"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</{outer}>'
    return Page(text.encode(), headers={"Content-Type": "application/xml"})


def _names(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass
class Site:
    """A running server: `pages` may be changed at any time; `asked` has path and headers of each request, in order."""

    port: int
    pages: dict[str, Answer]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = "site.test", scheme: str = "http") -> str:
        """Return the address of `path` under a name."""
        return f"{scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def serving(pages: Mapping[str, Answer], ip: str = "127.0.0.1", port: int = 0, tls: Any = None) -> Iterator[Site]:
    """Run a server for `pages` while the block runs. A path that is not there answers 404."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, {name.casefold(): value for name, value in self.headers.items()}))
            answer = site.pages.get(self.path, Page(b"none", 404))
            if not isinstance(answer, Page):
                answer(self)
                return
            etag = answer.headers.get("ETag")
            unchanged = etag is not None and self.headers.get("If-None-Match") == etag
            self.send_response(304 if unchanged else answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0" if unchanged else str(len(answer.body)))
            self.end_headers()
            if not unchanged:
                self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            return None

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            return None  # the reader hangs up on answers that are too long

    server = Server((ip, port), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site = Site(server.server_port, dict(pages))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


class Names:
    """A resolver that knows some names: each look-up takes the next of a name's answers, the last one for ever."""

    def __init__(self, **known: list[list[str]]) -> None:
        self.looked_up: list[str] = []
        self._known = {name.replace("_", "."): answers for name, answers in known.items()}

    def __call__(self, host: str, port: int) -> list[str]:
        """Return the network addresses of `host`."""
        self.looked_up.append(host)
        answers = self._known.get(host)
        if answers is None:
            raise OSError(f"no such name: {host}")
        return answers.pop(0) if len(answers) > 1 else answers[0]


def names() -> Names:
    """Return a resolver that knows site.test and other.test, both on loopback."""
    return Names(site_test=[["127.0.0.1"]], other_test=[["127.0.0.1"]])


def options(**changes: Any) -> Options:
    """Return options under which loopback may be read, without a pause."""
    return Options(**{"allow_private": (LOOPBACK,), "pause_s": 0.0, **changes})


def robots(text: str) -> Page:
    """Return a robots.txt."""
    return Page(text.encode(), headers={"Content-Type": "text/plain"})


def read(
    *given: str, data: Path | None = None, resolver: Resolver | None = None, whole_site: bool = False, **changes: Any
) -> Collected:
    """Return what is read at the addresses, under options with `changes`."""
    return collect(given, data, site=whole_site, options=options(**changes), resolver=resolver or names())


def problem(*given: str, **known: Any) -> str:
    """Return the one line about addresses that give no document."""
    found = read(*given, **known)
    assert found.documents == ()
    (line,) = found.problems
    assert "\n" not in line
    return line
