"""What robots.txt permits, and how long to wait between two requests to one host."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

import httpx
from protego import Protego

from indexer.web import addresses
from indexer.web.errors import Private, Refused, Unreachable
from indexer.web.fetching import Fetcher
from indexer.web.options import ROBOTS, Options

Origin = tuple[str, str, int]
Sleep = Callable[[float], Awaitable[None]]


class Manners:
    """Reads each host's robots.txt once a run, keeps to it (RFC 9309), and keeps the pause between two requests."""

    def __init__(self, fetcher: Fetcher, options: Options, *, sleep: Sleep = asyncio.sleep) -> None:
        self._fetcher = fetcher
        self._options = options
        self._sleep = sleep
        self._rules: dict[Origin, Protego | Unreachable] = {}
        self._next: dict[str, float] = {}

    async def permit(self, url: httpx.URL) -> None:
        """Wait until `url` may be asked for. Raises `Refused` or `Unreachable` where it may not be."""
        rules = await self._rules_of(url)
        if not rules.can_fetch(str(url), ROBOTS):
            raise Refused(
                f"{str(url)!r} is not for robots, says robots.txt of {url.host!r}. Save the page as a file, if you may"
            )
        delay = rules.crawl_delay(ROBOTS) or 0.0
        await self._wait(url, min(max(self._options.pause_s, delay), self._options.most_pause_s))

    async def sitemaps(self, url: httpx.URL) -> tuple[str, ...]:
        """Return the sitemaps that the robots.txt of the host of `url` names."""
        return tuple((await self._rules_of(url)).sitemaps)

    async def _rules_of(self, url: httpx.URL) -> Protego:
        key = addresses.origin(url)
        if key not in self._rules:
            try:
                self._rules[key] = await self._read(url)
            except Unreachable as error:  # RFC 9309: who cannot read the rules keeps out
                self._rules[key] = Unreachable(f"{error}. Its host is left alone, since robots.txt cannot be read")
        rules = self._rules[key]
        if isinstance(rules, Unreachable):
            raise Unreachable(f"{str(url)!r} is not read: {rules}")
        return rules

    async def _read(self, url: httpx.URL) -> Protego:
        address = url.copy_with(path="/robots.txt", query=None)

        async def permit(_: httpx.URL) -> None:
            return None  # there are no rules yet, and one small file needs no pause

        try:
            found = await self._fetcher.get(address, permit=permit, limit=lambda _: self._options.robots_bytes)
        except Private:
            raise
        except Refused:
            return Protego.parse("")  # 4xx, too long, or redirected in a circle: there are no rules
        return Protego.parse((found.body or b"").decode("utf-8", errors="replace"))

    async def _wait(self, url: httpx.URL, pause_s: float) -> None:
        now = monotonic()
        due = self._next.get(url.host, now)
        self._next[url.host] = max(due, now) + pause_s
        if due > now:
            await self._sleep(due - now)
