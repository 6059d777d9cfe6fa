"""The pages of a site as its sitemaps name them (sitemaps.org): XML, also compressed, indexes of sitemaps, plain lists."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import httpx

from indexer.web import addresses
from indexer.web.errors import Gone, Refused
from indexer.web.fetching import Fetcher
from indexer.web.options import Options
from indexer.web.robots import Manners
from knowledge.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of a site in the order of its sitemaps, and one line for each thing that went wrong."""

    pages: tuple[str, ...]
    problems: tuple[str, ...]


async def pages(start: httpx.URL, fetcher: Fetcher, manners: Manners, options: Options) -> Site:
    """Return the pages of the site of `start` that stand under its path.

    The sitemaps are those that robots.txt names, else /sitemap.xml. Pages of other hosts are left out, as the protocol
    says. Raises `DocumentError` where there is no sitemap, or it names no page.
    """
    named = await manners.sitemaps(start)
    waiting = list(dict.fromkeys(named)) or [str(start.copy_with(path="/sitemap.xml", query=None))]
    seen: set[str] = set()
    found: dict[str, None] = {}
    problems: list[str] = []
    while waiting:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        if len(seen) > options.sitemaps:
            problems.append(
                f"{str(start)!r} has more than {options.sitemaps} sitemaps, the others are not read. Give parts of it"
            )
            break
        try:
            body = await _read(addresses.parse(address), start, fetcher, manners, options)
            for is_map, text in _named(body, address, options.sitemap_bytes):
                if is_map:
                    waiting.append(text)
                elif page := _page(text, start):
                    found[page] = None
        except Gone as error:
            if not named:
                raise Refused(f"{str(start)!r} has no sitemap at {address!r}. Give its pages one by one") from error
            problems.append(str(error))
        except DocumentError as error:
            problems.append(str(error))
        if len(found) > options.site_pages:
            problems.append(
                f"{str(start)!r} has more than {options.site_pages} pages, the others are not read. Give parts of it"
            )
            break
    if not found:
        reason = (
            problems[0]
            if problems
            else f"{str(start)!r}: its sitemaps name no page under this address. Give its pages one by one"
        )
        raise Refused(reason)
    return Site(tuple(found)[: options.site_pages], tuple(problems))


async def _read(url: httpx.URL, start: httpx.URL, fetcher: Fetcher, manners: Manners, options: Options) -> bytes:
    if url.host != start.host and str(url) not in await manners.sitemaps(start):
        raise Refused(f"sitemap {str(url)!r} lies on another host than {start.host!r}. Index that site by itself")
    found = await fetcher.get(url, permit=manners.permit, limit=lambda _: options.sitemap_bytes)
    return found.body or b""


def _page(text: str, start: httpx.URL) -> str | None:
    """Return the address of a page of the site, or None for one elsewhere."""
    try:
        url = addresses.parse(text)
    except Refused:
        return None
    same = url.host == start.host and (url.scheme == start.scheme or url.scheme == "https")
    return str(url) if same and url.path.startswith(_folder(start.path)) else None


def _folder(path: str) -> str:
    """Return the path of the folder in which the page at `path` stands; a path without a suffix is one itself."""
    head, _, last = path.rpartition("/")
    return f"{head}/" if "." in last else path


def _named(body: bytes, address: str, limit: int) -> Iterator[tuple[bool, str]]:
    """Yield (whether it is a sitemap, address) for what the sitemap names. Raises `Refused` where it is malformed."""
    data = _unpacked(body, address, limit)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield from (
            (False, line.strip()) for line in data.decode("utf-8-sig", errors="replace").split("\n") if line.strip()
        )
        return
    inside = ""
    depth = 0
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(data), events=("start", "end")):
            name = element.tag.rpartition("}")[2]
            depth += 1 if event == "start" else -1
            if depth > 20:
                raise Refused(f"sitemap {address!r} is nested deeper than sitemaps are. Ask its site to correct it")
            if event == "start" and name in ("url", "sitemap"):
                inside = name
            elif event == "end" and name == "loc" and depth == 2 and element.text:
                yield inside == "sitemap", element.text.strip()
            elif event == "end" and name in ("url", "sitemap"):
                element.clear()
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Refused(f"sitemap {address!r} is no XML ({error}). Ask its site to correct it") from error


def _unpacked(body: bytes, address: str, limit: int) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(body, limit)
    except zlib.error as error:
        raise Refused(
            f"sitemap {address!r} is no gzip file although it begins like one. Ask its site to correct it"
        ) from error
    if unpacker.unconsumed_tail:
        raise Refused(f"sitemap {address!r} unpacks to more than {limit} bytes. Ask its site to divide it")
    return data
