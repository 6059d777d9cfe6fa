"""What loaders of structured formats find, block by block, and how blocks become a document.

Blocks under one heading and on one page are split together; a passage therefore has one heading and one page. Where a
paragraph runs over the end of a page it is cut at sentence ends, and only the sentence that runs over names two pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from indexer.layout.splitter import introduction, split
from indexer.loaders.files import empty, require_chars
from knowledge.records import Document, Language, Passage, Source
from knowledge.words.language import detect
from knowledge.words.splitting import sentences
from knowledge.words.text import clean

HEADING_SEPARATOR = " › "
_HEARD_CHARS = 4000
_HEADER_CHARS = 80
_LIST_CHARS = 20_000


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or table row, as one text.

    `heading` is the path of headings above it. `page` counts from 1; `turns` are the (offset, page) where the text goes
    on on another page. `anchor` is the id of the heading in a web page.
    """

    text: str
    heading: str = ""
    kind: Literal["text", "item", "row"] = "text"
    page: int | None = None
    turns: tuple[tuple[int, int], ...] = ()
    anchor: str | None = None


class Headings:
    """Keeps the path of headings while a document is read from top to bottom."""

    def __init__(self) -> None:
        self._by_level: dict[int, str] = {}

    def enter(self, level: int, text: str) -> None:
        """Begin a section: those of this level and below end."""
        self._by_level = {k: v for k, v in self._by_level.items() if k < level}
        self._by_level[level] = text

    @property
    def path(self) -> str:
        """The headings above, the widest first."""
        return HEADING_SEPARATOR.join(self._by_level.values())


def row_text(cells: Sequence[str], header: Sequence[str] | None) -> str:
    """Return a table row as one line: "Name: Alpha; City: Dresden", or its cells alone where no header names them."""
    found = []
    for number, cell in enumerate(cells):
        name = header[number].rstrip(": ") if header and number < len(header) else ""
        if cell:
            found.append(f"{name}: {cell}" if name and name != cell else cell)
    return "; ".join(found)


def assemble(
    doc_id: str, title: str, blocks: Iterable[Block], source: Source, language: Language | None = None
) -> Document:
    """Return the document that `blocks` make. Its language is heard where none is given.

    Raises `DocumentError` when the blocks have no text, or more than is indexed.
    """
    pieces = [piece for block in blocks for piece in _by_page(block)]
    if not pieces:
        raise empty(doc_id)
    require_chars(sum(len(piece.text) for piece in pieces), doc_id)
    spoken = language or detect(" ".join(piece.text for piece in pieces[:200])[:_HEARD_CHARS])
    parts: list[str] = []
    passages: list[Passage] = []
    at = 0
    before = ""  # the text that a list may go on from, on another page
    under: tuple[str, str | None] = ("", None)
    for (heading, page, last, anchor), group in groupby(pieces, key=_place):
        found = list(group)
        text = _joined(found)
        goes_on = found[0].kind == "item" and under == (heading, anchor)
        before, under = f"{before[-_LIST_CHARS:]}\n" if goes_on else "", (heading, anchor)
        section = heading.rpartition(HEADING_SEPARATOR)[2] or None
        where = replace(
            source,
            page=None if page is None else str(page) if last == page else f"{page}-{last}",
            section=section if section != title else None,
            url=f"{source.url}#{anchor}" if source.url and anchor else source.url,
        )
        for start, end in split(text):
            passages.append(
                Passage(
                    passage_id=f"{doc_id}#{len(passages)}",
                    doc_id=doc_id,
                    start=at + start,
                    end=at + end,
                    text=text[start:end],
                    language=spoken,
                    heading=HEADING_SEPARATOR.join(
                        filter(None, (heading, *introduction(before + text, len(before) + start)))
                    ),
                    sources=(where,),
                )
            )
        parts.append(text)
        before += text
        at += len(text) + 2
    return Document(doc_id, title, spoken, "\n\n".join(parts), tuple(passages), source)


def _place(block: Block) -> tuple[str, int | None, int | None, str | None]:
    return block.heading, block.page, block.turns[-1][1] if block.turns else block.page, block.anchor


def _joined(group: Sequence[Block]) -> str:
    """Return the texts of `group`: a blank line between paragraphs, a line end before items and rows."""
    out: list[str] = []
    for number, block in enumerate(group):
        if number:
            out.append("\n\n" if block.kind == "text" or (block.kind == "row" != group[number - 1].kind) else "\n")
        out.append(f"- {block.text}" if block.kind == "item" else block.text)
    return "".join(out)


def _by_page(block: Block) -> Iterator[Block]:
    """Yield the parts of `block`: sentences on one page together, one that runs over by itself. Blank ones are dropped."""
    if not block.turns:
        text = clean(block.text).strip()
        if text:
            yield replace(block, text=text)
        return

    def pages(span: tuple[int, int]) -> tuple[int | None, int | None]:
        return _page_at(block, span[0]), _page_at(block, span[1] - 1)

    for (first, last), spans in groupby(sentences(block.text), key=pages):
        found = list(spans)
        text = clean(block.text[found[0][0] : found[-1][1]]).strip()
        if text:
            turns = ((0, last),) if last is not None and last != first else ()
            yield replace(block, text=text, page=first, turns=turns)


def _page_at(block: Block, offset: int) -> int | None:
    return next((page for start, page in reversed(block.turns) if start <= offset), block.page)


Rows = tuple[tuple[str, ...], ...]


def header_of(rows: Rows) -> tuple[tuple[str, ...] | None, Rows]:
    """Return the header of a table and its other rows. The first row is one when it names every column in few words."""
    first, rest = rows[0], rows[1:]
    names_all = all(cell and not cell[0].isdigit() and len(cell) <= _HEADER_CHARS for cell in first)
    return (first, rest) if names_all and rest else (None, rows)
