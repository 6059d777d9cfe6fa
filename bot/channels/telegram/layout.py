"""Lays out runs of text as messages: HTML for Telegram and the same as plain text, packed within Telegram's limits.

Telegram counts 4,096 UTF-16 units after it has parsed the entities, and ignores entities beyond the hundredth.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from typing import Literal
from urllib.parse import urlsplit

from knowledge.patterns import lazily

MAX_UNITS = 4096
MAX_ENTITIES = 90
MAX_RAW = 16_000  # of HTML, in UTF-16 units; no rule of Telegram's, but addresses can be long
_MAX_URL = 1024
_BREAKS = lazily(r"\n{3,}")
_BETWEEN = 2
_FRAME_RAW = 40
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")
_TAGS = {"quote": "<blockquote>", "expandable": "<blockquote expandable>"}

Frame = Literal["quote", "expandable"]


@dataclass(frozen=True, slots=True)
class Part:
    """One message: `html` for parse mode HTML, and `plain`, should Telegram not take that."""

    html: str
    plain: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look. `plain` replaces `text` where there are no links."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str | None = None
    plain: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Runs that stay in one message. `before` parts it from the block above; `frame` quotes it, with its neighbours."""

    runs: tuple[Run, ...]
    before: str = "\n"
    frame: Frame | None = None


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 code units, as Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible(text: str) -> str:
    """Return `text` without what cannot be seen: control, zero-width, direction, private and half characters."""
    if text.isascii() and text.isprintable():  # most is, and has been seen to be
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if not text.replace("\n", "").isprintable():  # else there is nothing of the kind in it
        for hidden in {c for c in set(text) - {"\n"} if unicodedata.category(c) in _INVISIBLE}:
            text = text.replace(hidden, "")
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return `text` with what can be seen of it, on one line, single spaces."""
    return " ".join(visible(text).split())


def cut(text: str, most: int) -> str:
    """Return `text` if it has at most `most` UTF-16 units, else its beginning, to a word where one ends, and an ellipsis."""
    if units(text) <= most:
        return text
    kept = head(text, most - 1)
    at_word = kept if text[len(kept)].isspace() else kept[: kept.rfind(" ") + 1]
    return (at_word if len(at_word) > len(kept) // 2 else kept).rstrip(" ,;:–-") + "…"


def head(text: str, most: int) -> str:
    """Return as many whole characters of `text` as `most` UTF-16 units hold."""
    size = units(text)
    if size <= most:
        return text
    if size == len(text):
        return text[: max(0, most)]
    size = 0
    for position, character in enumerate(text):
        size += 2 if ord(character) > 0xFFFF else 1
        if size > most:
            return text[:position]
    return text


def web_address(url: str | None) -> str | None:
    """Return `url` if a link can lead there: an http or https address of a host, of sane length; else None."""
    if not url or len(url) > _MAX_URL or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host and "." in host else None


def pack(blocks: Iterable[Block]) -> tuple[Part, ...]:
    """Return `blocks` as few messages as hold them, in order; no block is parted. Blocks without text are left out.

    Raises `ValueError` for a block that is too long for a message.
    """
    return laid_out(paged(blocks))


def laid_out(pages: Iterable[Sequence[Block]]) -> tuple[Part, ...]:
    """Return each page as a message."""
    return tuple(Part(_html(page), _plain(page)) for page in pages)


def paged(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return which of `blocks` go into which message: see `pack`."""
    pages: list[list[Block]] = []
    filled = _Size()
    for block in blocks:
        if not "".join(run.text for run in block.runs).strip():
            continue
        size = _size(block)
        if not size.fits:
            block = replace(block, runs=tuple(replace(run, url=None, plain=None) for run in block.runs))
            size = _size(block)
            if not size.fits:
                raise ValueError(f"a block has more than {MAX_UNITS} units: part it before it is packed")
        if pages and (filled + size).fits:
            pages[-1].append(block)
            filled += size
        else:
            pages.append([block])
            filled = size
    return pages


@dataclass(frozen=True, slots=True)
class _Size:
    """How much of a message is filled, in UTF-16 units of text, of plain text and of HTML; rather too much than too little."""

    text: int = 0
    plain: int = 0
    raw: int = 0

    @property
    def fits(self) -> bool:
        return max(self.text, self.plain) <= MAX_UNITS and self.raw <= MAX_RAW

    def __add__(self, other: _Size) -> _Size:
        return _Size(self.text + other.text, self.plain + other.plain, self.raw + other.raw)


def _size(block: Block) -> _Size:
    """Return the size of a block with what parts it from others: a line break or two, and the tags of its frame."""
    text = plain = raw = _BETWEEN
    for run in block.runs:
        size = units(run.text)
        text += size
        plain += size if run.plain is None else units(run.plain)
        raw += units(_tagged(run))
    return _Size(text, plain, raw + (_FRAME_RAW if block.frame else 0))


def _plain(page: Sequence[Block]) -> str:
    parts: list[str] = []
    last: Block | None = None
    for block, before in _parted(page):
        # what a frame shows, an empty line must
        parts.append("\n\n" if last is not None and last.frame != block.frame else before)
        parts += [run.text if run.plain is None else run.plain for run in block.runs]
        last = block
    return _BREAKS.sub("\n\n", "".join(parts)).strip()


def _parted(page: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Yield each block with what parts it from the one above: a quotation starts and ends a line by itself."""
    last: Block | None = None
    for block in page:
        before = "" if last is None else block.before
        if last is not None and last.frame != block.frame:
            before = "\n"
        yield block, before
        last = block


def _html(page: Sequence[Block]) -> str:
    parts: list[str] = []
    n_entities = 0
    for frame, group in groupby(_parted(page), key=lambda item: item[0].frame):
        inside: list[str] = []
        for number, (block, before) in enumerate(group):
            if number or frame is None:
                inside.append(before)
            elif before and parts:
                parts.append(before)
            for run in block.runs:
                n_tags = _n_tags(run)
                if n_entities + n_tags > MAX_ENTITIES:
                    inside.append(escape(run.text, quote=False))
                else:
                    inside.append(_tagged(run))
                    n_entities += n_tags
        if frame:
            n_entities += 1
            parts += [_TAGS[frame], *inside, "</blockquote>"]
        else:
            parts += inside
    return "".join(parts).strip()


def _n_tags(run: Run) -> int:
    return (run.bold + run.italic + (run.url is not None)) if run.text.strip() else 0


def _tagged(run: Run) -> str:
    """Return a run as HTML. The address is escaped like text: & < > and quotation marks."""
    html = escape(run.text, quote=False)
    if not run.text.strip():
        return html
    if run.bold:
        html = f"<b>{html}</b>"
    if run.italic:
        html = f"<i>{html}</i>"
    return f'<a href="{escape(run.url, quote=True)}">{html}</a>' if run.url else html
