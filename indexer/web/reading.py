"""Reads web addresses one after the other; what goes wrong with one is a line, and the others go on."""

from __future__ import annotations

import asyncio
import ssl
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

import httpx

from indexer import limits
from indexer.loaders import BYTES_LOADERS, load_bytes
from indexer.web import addresses, sitemaps
from indexer.web.addresses import Resolver
from indexer.web.errors import Refused, Unreachable
from indexer.web.fetching import Fetched, Fetcher
from indexer.web.kept import Kept, Shelf
from indexer.web.options import Options
from indexer.web.robots import Manners
from knowledge.errors import DocumentError
from knowledge.records import Document

Report = Callable[[str], None]


class BodyLoader(Protocol):
    """Makes a document of a body, as `indexer.loaders.load_bytes` does."""

    def __call__(
        self,
        data: bytes,
        doc_id: str,
        *,
        media_type: str,
        name: str,
        url: str | None = None,
        charset: str | None = None,
    ) -> Document:
        """Return the document in `data`. Raises `DocumentError`."""


_PDF = "application/pdf"
# what servers say where they do not know, and other names of types that are read
_SNIFFED = {"", "application/octet-stream", "binary/octet-stream", "application/x-pdf"}


@dataclass(frozen=True, slots=True)
class Collected:
    """The documents of the addresses, and one line for each that could not be read, or not as it is now.

    `unchanged` counts those of which the server said that they have not changed since the last run.
    """

    documents: tuple[Document, ...]
    problems: tuple[str, ...]
    unchanged: int = 0


def collect(
    given: Sequence[str],
    data: Path | None,
    *,
    site: bool = False,
    options: Options | None = None,
    resolver: Resolver = addresses.resolve,
    trust: ssl.SSLContext | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    report: Report = lambda _: None,
    load: BodyLoader = load_bytes,
    keep: bool = True,
) -> Collected:
    """Return the documents at the addresses `given`, or with `site` at those that the sitemaps of their sites name.

    Answers are kept under the data folder `data` (None: nowhere) unless `keep` is false, and others that are kept there
    are forgotten. A page that cannot be had this time is read from its kept answer, and a line says so. `report` is told
    each address before it is asked for. `load` makes documents of bodies; `resolver`, `trust` and `sleep` are seams: see `Fetcher` and `Manners`.
    """
    options = options or Options.from_environment()
    fetcher = Fetcher(options, resolver=resolver, trust=trust)
    run = _Run(fetcher, Manners(fetcher, options, sleep=sleep), Shelf(data), options, report, load, keep)
    asyncio.run(run.read(given, site=site))
    return Collected(tuple(run.documents.values()), tuple(run.problems), run.unchanged)


@dataclass
class _Run:
    fetcher: Fetcher
    manners: Manners
    shelf: Shelf
    options: Options
    report: Report
    load: BodyLoader
    keep: bool
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    unchanged: int = 0
    n_chars: int = 0
    asked: set[str] = field(default_factory=set)
    ends: dict[str, str] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
    not_asked: Counter[str] = field(default_factory=Counter)

    async def read(self, given: Sequence[str], *, site: bool) -> None:
        whole = True
        for text in given:
            try:
                url = addresses.parse(text)
                pages: tuple[str, ...] = (str(url),)
                if site:
                    found = await sitemaps.pages(url, self.fetcher, self.manners, self.options)
                    self.problems += found.problems
                    whole = whole and not found.problems
                    pages = found.pages
            except DocumentError as error:
                self.problems.append(str(error))
                whole = False
                continue
            for page in pages:
                await self._page(page)
        self.problems += [
            f"host {host!r} failed {self.options.failures} times in a row, so {n} more of its pages were not asked for. "
            "Copies are used where there are any: try again later"
            for host, n in self.not_asked.items()
        ]
        if self.keep and whole:  # of a site without its sitemap it is not known which pages are gone
            self.shelf.prune(self.asked)

    async def _page(self, address: str) -> None:
        if address in self.asked:
            return
        self.asked.add(address)
        kept = self.shelf.get(address)
        host = httpx.URL(address).host
        if self.failures[host] >= self.options.failures:
            self.not_asked[host] += 1
            if kept:
                self._load(address, _from(kept[0]), kept[1])
            return
        self.report(address)
        try:
            found, body = await self._answer(address, kept)
        except Unreachable as error:
            self.failures[host] += 1
            if kept is None:
                self._tell(address, error)
                return
            self._tell(address, f"{error}. The copy of {kept[0].date} is used")
            found, body = _from(kept[0]), kept[1]
        except DocumentError as error:
            self.failures[host] = 0
            self._tell(address, error)
            if self.keep:
                self.shelf.remove(address)
            return
        else:
            self.failures[host] = 0
        self._load(address, found, body)

    async def _answer(self, address: str, kept: tuple[Kept, bytes] | None) -> tuple[Fetched, bytes]:
        """Return what `address` answers now, with the body that it has, be it the kept one."""
        known = kept[0].known if kept else None
        found = await self.fetcher.get(
            httpx.URL(address), permit=self.manners.permit, limit=lambda kind: self._limit(address, kind), known=known
        )
        if found.body is not None:
            body = found.body
        elif kept:
            found, body = _from(kept[0], found), kept[1]
            self.unchanged += 1
        else:
            raise Refused(f"{address!r} says that it has not changed, but was never read. Try again later")
        if self.keep:
            self.shelf.put(address, found, body)
        return found, body

    def _limit(self, address: str, media_type: str) -> int:
        if media_type not in BYTES_LOADERS and media_type not in _SNIFFED:
            known = ", ".join(sorted(BYTES_LOADERS))
            raise Refused(f"{address!r} is of the type {media_type!r}. Types that can be read: {known}")
        is_text = media_type.startswith("text/") or media_type.endswith("xml")
        return self.options.page_bytes if is_text else self.options.file_bytes

    def _load(self, address: str, found: Fetched, body: bytes) -> None:
        first = self.ends.setdefault(found.url, address)
        if first != address:  # two addresses of one page: it is one document
            return
        try:
            document = self.load(
                body,
                address,
                media_type=_kind(address, found.media_type, body),
                name=_name(found.url),
                url=found.url,
                charset=found.charset,
            )
            if self.n_chars + len(document.text) > limits.RUN_CHARS:
                raise Refused(f"all pages together have more than {limits.RUN_CHARS} characters of text. Index fewer")
            self.n_chars += len(document.text)
            self.documents[address] = document
        except DocumentError as error:
            self._tell(address, error)

    def _tell(self, address: str, problem: DocumentError | str) -> None:
        """Note the problem in one line that begins with the address that was given."""
        line = str(problem)
        self.problems.append(line if line.startswith(repr(address)) else f"{address!r}: {line}")


def _kind(address: str, media_type: str, body: bytes) -> str:
    """Return the media type of `body`. Raises `Refused` where it is not what the server says."""
    is_pdf = body[:1024].lstrip().startswith(b"%PDF-")
    if media_type in _SNIFFED:
        if is_pdf:
            return _PDF
        raise Refused(f"{address!r} does not say of what type it is ({media_type!r}), and is no PDF. Save it as a file")
    if is_pdf != (media_type == _PDF):
        sent = "a PDF" if is_pdf else "something else"
        raise Refused(
            f"{address!r} says that it is {media_type!r} and sends {sent}. Try again later, or save it as a file"
        )
    return media_type


def _from(kept: Kept, now: Fetched | None = None) -> Fetched:
    """Return a kept answer, with what the server says of it `now`."""
    return Fetched(
        url=kept.url,
        body=None,
        media_type=kept.media_type,
        charset=kept.charset,
        etag=(now and now.etag) or kept.etag,
        last_modified=(now and now.last_modified) or kept.last_modified,
    )


def _name(url: str) -> str:
    """Return a title for a page that has none: the last part of its path, or its host."""
    parsed = httpx.URL(url)
    return unquote(parsed.path.rstrip("/").rpartition("/")[2]) or parsed.host
