"""Gets what a web address answers: within limits of time and size, by checked connections, redirects followed by hand."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import httpx

from indexer.web import addresses
from indexer.web.addresses import IP, Resolver
from indexer.web.errors import Gone, Refused, Unreachable
from indexer.web.options import Options

Permit = Callable[[httpx.URL], Awaitable[None]]
Limit = Callable[[str], int]
_REDIRECTS = {301, 302, 303, 307, 308}
_GONE = {404, 410}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: `url` is where the redirects led; `body` is None where it has not changed (304)."""

    url: str
    body: bytes | None
    media_type: str
    charset: str | None
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier answer said of itself; it is asked for again only at the same `url`."""

    url: str
    etag: str | None = None
    last_modified: str | None = None

    def headers(self, url: httpx.URL) -> dict[str, str]:
        """Return the headers that ask for the page at `url` only if it has changed."""
        if str(url) != self.url:
            return {}
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in found.items() if value}


class Fetcher:
    """Gets addresses. `resolver` looks up hosts; `trust` is what certificates are checked against (None: the usual)."""

    def __init__(
        self, options: Options, *, resolver: Resolver = addresses.resolve, trust: ssl.SSLContext | None = None
    ) -> None:
        self._options = options
        self._resolver = resolver
        self._trust = trust or httpx.create_ssl_context(trust_env=False)

    async def get(self, url: httpx.URL, *, permit: Permit, limit: Limit, known: Known | None = None) -> Fetched:
        """Return what `url` answers.

        `permit` is asked before each request, also those that redirects lead to, and raises to refuse; `limit` tells how
        many bytes of a media type are read, or raises. Raises `Refused`, `Gone` or `Unreachable`.
        """
        at = url
        for _ in range(self._options.redirects + 1):
            await permit(at)
            try:
                async with asyncio.timeout(self._options.total_s):  # a byte now and then keeps the other time-outs off
                    found = await self._ask(at, limit, known.headers(at) if known else {})
            except TimeoutError as error:
                raise Unreachable(
                    f"{str(at)!r} has not answered whole in {self._options.total_s:g} seconds. Try again later"
                ) from error
            if isinstance(found, Fetched):
                return found
            at = self._next(at, found)
        raise Refused(
            f"{str(url)!r} redirects more than {self._options.redirects} times. Give the address that it ends at"
        )

    def _next(self, url: httpx.URL, location: str) -> httpx.URL:
        try:
            following = addresses.parse(str(url.join(location)))
        except (httpx.InvalidURL, Refused) as error:
            raise Refused(
                f"{str(url)!r} redirects to {location[:200]!r}, which is no web address. Give another"
            ) from error
        if url.scheme == "https" and following.scheme == "http":
            raise Refused(
                f"{str(url)!r} redirects to the unencrypted {str(following)!r}. Give that address if it is meant"
            )
        return following

    async def _ask(self, url: httpx.URL, limit: Limit, headers: Mapping[str, str]) -> Fetched | str:
        """Return what one request gives, or where it redirects to."""
        _, host, port = addresses.origin(url)
        found = await asyncio.to_thread(addresses.checked, host, port, self._resolver, self._options.allow_private)
        failed: httpx.HTTPError | None = None
        for ip in found:
            try:
                return await self._ask_at(ip, url, limit, headers)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failed = error
            except (httpx.TimeoutException, httpx.TransportError, httpx.DecodingError) as error:
                raise _unreachable(url, error) from error
        raise _unreachable(url, failed) from failed

    async def _ask_at(self, ip: IP, url: httpx.URL, limit: Limit, headers: Mapping[str, str]) -> Fetched | str:
        options = self._options
        sent = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": options.user_agent,
            "Accept": "text/html, application/xhtml+xml, application/pdf, application/xml;q=0.5, */*;q=0.1",
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **headers,
        }
        request = httpx.Request(
            "GET",
            url.copy_with(host=str(ip)),
            headers=sent,
            extensions={
                "sni_hostname": url.raw_host.decode("ascii"),  # the certificate is that of the name
                "timeout": httpx.Timeout(options.idle_s, connect=options.connect_s).as_dict(),
            },
        )
        # a transport for one request: a connection of one host must not serve another at the same ip. No client,
        # which would keep cookies and look at redirects; no proxy, which would look the name up again
        async with httpx.AsyncHTTPTransport(verify=self._trust, trust_env=False) as transport:
            response = await transport.handle_async_request(request)
            try:
                return await self._read(response, url, limit)
            finally:
                await response.aclose()

    async def _read(self, response: httpx.Response, url: httpx.URL, limit: Limit) -> Fetched | str:
        status = response.status_code
        if status in _REDIRECTS and "location" in response.headers:
            return str(response.headers["location"])
        if status in _GONE:
            raise Gone(f"{str(url)!r} is not there (status {status}). Remove it, or correct the address")
        if status == 429 or status >= 500:
            raise Unreachable(f"{str(url)!r} cannot be had now (status {status}). Try again later")
        if status not in (200, 304):
            raise Refused(
                f"{str(url)!r} is not given out (status {status}). Pages are read as a guest: check it in a browser"
            )
        media_type, charset = _content_type(response.headers.get("content-type", ""))
        body = None if status == 304 else await _body(response, url, limit(media_type))
        return Fetched(
            url=str(url),
            body=body,
            media_type=media_type,
            charset=charset,
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
        )


async def _body(response: httpx.Response, url: httpx.URL, limit: int) -> bytes:
    stated = response.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > limit:
        raise Refused(f"{str(url)!r} has {stated} bytes, at most {limit} are read. Give parts of it")
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > limit:
            raise Refused(f"{str(url)!r} has more than {limit} bytes, the most that is read. Give parts of it")
        parts.append(part)
    return b"".join(parts)


def _content_type(value: str) -> tuple[str, str | None]:
    """Return media type and charset of a Content-Type header."""
    media_type, *parameters = value.split(";")
    for parameter in parameters:
        name, _, charset = parameter.partition("=")
        if name.strip().casefold() == "charset":
            return media_type.strip().casefold(), charset.strip().strip("\"'") or None
    return media_type.strip().casefold(), None


def _unreachable(url: httpx.URL, error: httpx.HTTPError | None) -> Unreachable:
    reason = "it does not answer" if isinstance(error, httpx.TimeoutException) else "the connection failed"
    if isinstance(error, httpx.DecodingError):
        reason = "its compression is damaged"
    elif isinstance(error, httpx.RemoteProtocolError):
        reason = "its answer is cut off or malformed"
    elif error is not None and "certificate" in str(error).casefold():
        reason = "its certificate is not valid"
    return Unreachable(f"{str(url)!r} cannot be had: {reason}. Check the address, or try again later")
