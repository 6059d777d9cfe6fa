"""DOCX: paragraphs, headings, lists, tables, text boxes and footnotes, in the order of the text.

Insertions that wait for approval are read, deletions are not. A Word file has no fixed pages, hence no page numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from indexer import limits
from indexer.loaders.blocks import Block, Headings, assemble, header_of, row_text
from indexer.loaders.files import empty, read_bytes
from indexer.loaders.zips import damaged, open_zip, read_part
from knowledge.errors import DocumentError
from knowledge.records import Document, Source
from knowledge.words.text import squeeze

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN_PART = "/officeDocument"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_WHAT = "Word file (.docx)"
_HEADING = re.compile(r"(?:heading|überschrift|berschrift)\s*([1-9])", re.I)
_TITLE = re.compile(r"(?:title|titel)", re.I)
_CONTENTS = re.compile(r"(?:toc|verzeichnis|inhaltsverzeichnis|table of (?:contents|figures))", re.I)
_NO_TITLE = re.compile(r"(?:untitled|unbenannt|document|dokument|microsoft word|word document)\b", re.I)
_LEFT_OUT = {f"{_W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "instrText", "delText", "txbxContent")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_WIDEST = 60  # columns of a table


def load(path: Path, doc_id: str) -> Document:
    """Return the document in a Word file. Raises `DocumentError` when it is encrypted, damaged, a ZIP bomb or empty."""
    return load_bytes(read_bytes(path, doc_id, limits.FILE_BYTES), doc_id, name=path.stem)


def load_bytes(data: bytes, doc_id: str, *, name: str, url: str | None = None, charset: str | None = None) -> Document:
    """Return the document in the Word file `data`, as `load` does."""
    with open_zip(data, doc_id, _WHAT) as archive:
        main = _main_part(archive, doc_id)
        body = _xml(archive, main, doc_id)
        if body is None or body.tag != f"{_W}document":
            raise damaged(doc_id, _WHAT)
        folder = main.rpartition("/")[0]
        prefix = f"{folder}/" if folder else ""
        reader = _Reader(
            _styles(_xml(archive, f"{prefix}styles.xml", doc_id)),
            _notes(_xml(archive, f"{prefix}footnotes.xml", doc_id), "footnote")
            | _notes(_xml(archive, f"{prefix}endnotes.xml", doc_id), "endnote"),
        )
        core = _xml(archive, "docProps/core.xml", doc_id)
    stated = squeeze(core.findtext(_DC_TITLE) or "") if core is not None else ""
    blocks = list(reader.blocks(body))
    title = stated if stated and not _NO_TITLE.match(stated) else reader.title or reader.first_heading or name
    if not blocks:
        raise empty(doc_id)
    return assemble(doc_id, title, blocks, Source(title=title, url=url))


# -- parts -------------------------------------------------------------------------------------


def _xml(archive: Any, name: str, doc_id: str) -> Any:
    """Return the root of a part; None: there is no such part."""
    data = read_part(archive, name, doc_id, _WHAT)
    if data is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        if "depth" in str(error).casefold():
            raise DocumentError(
                f"{doc_id!r} has more than {limits.XML_DEPTH} elements inside each other. Save it anew from its text"
            ) from error
        raise damaged(doc_id, _WHAT) from error


def _main_part(archive: Any, doc_id: str) -> str:
    links = _xml(archive, "_rels/.rels", doc_id)
    for link in links if links is not None else ():
        if str(link.get("Type", "")).endswith(_MAIN_PART):
            return str(link.get("Target", "")).lstrip("/")
    raise damaged(doc_id, _WHAT)


@dataclass(frozen=True, slots=True)
class _Style:
    level: int | None = None
    is_item: bool = False
    is_title: bool = False
    is_contents: bool = False


def _styles(root: Any) -> dict[str, _Style]:
    """Return what the styles of paragraphs say, by their id; what a style leaves open is its parent's."""
    if root is None:
        return {}
    raw = {str(e.get(f"{_W}styleId")): e for e in root.iterfind(f"{_W}style") if e.get(f"{_W}type") == "paragraph"}
    found: dict[str, _Style] = {}
    for style_id, element in raw.items():
        level: int | None = None
        is_item = is_title = is_contents = False
        seen: set[str] = set()
        at, current = style_id, element
        while current is not None and at not in seen:
            seen.add(at)
            name = _value(current.find(f"{_W}name")) or ""
            heading = _HEADING.match(name)
            outline = _value(current.find(f"{_W}pPr/{_W}outlineLvl"))
            if level is None and heading:
                level = int(heading[1])
            if level is None and outline and outline.isdigit() and int(outline) < 9:
                level = int(outline) + 1
            is_item = is_item or current.find(f"{_W}pPr/{_W}numPr") is not None
            is_title = is_title or bool(_TITLE.fullmatch(name))
            is_contents = is_contents or bool(_CONTENTS.match(name))
            at = _value(current.find(f"{_W}basedOn")) or ""
            current = raw.get(at)
        found[style_id] = _Style(level, is_item and level is None, is_title, is_contents)
    return found


def _value(element: Any) -> str | None:
    return None if element is None else element.get(f"{_W}val")


def _notes(root: Any, kind: str) -> dict[tuple[str, str], str]:
    """Return the text of each note by its kind and id."""
    if root is None:
        return {}
    return {
        (kind, str(e.get(f"{_W}id"))): squeeze(" ".join(_text(p) for p in e.iterfind(f"{_W}p")))
        for e in root.iterfind(f"{_W}{kind}")
        if e.get(f"{_W}type") in (None, "normal")
    }


# -- the text ----------------------------------------------------------------------------------


def _kept(element: Any) -> Iterator[Any]:
    """Yield the elements below `element` in order, without what is left out and all below that."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _LEFT_OUT:
            continue
        yield child
        yield from _kept(child)


def _text(paragraph: Any) -> str:
    out: list[str] = []
    for element in _kept(paragraph):
        if element.tag == f"{_W}t":
            out.append(element.text or "")
        elif element.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}ptab"):
            out.append(" ")
        elif element.tag == f"{_W}noBreakHyphen":
            out.append("-")
    return squeeze("".join(out))


@dataclass(slots=True)
class _Reader:
    styles: dict[str, _Style]
    notes: dict[tuple[str, str], str]
    title: str = ""
    first_heading: str = ""
    headings: Headings = field(default_factory=Headings)

    def blocks(self, root: Any) -> Iterator[Block]:
        """Yield the blocks below `root` in order."""
        for element in root:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif isinstance(element.tag, str) and element.tag not in _LEFT_OUT:
                yield from self.blocks(element)  # content controls, insertions and the like hold paragraphs

    def _paragraph(self, element: Any) -> Iterator[Block]:
        properties = element.find(f"{_W}pPr")
        style, level, is_item = _Style(), None, False
        if properties is not None:
            style = self.styles.get(_value(properties.find(f"{_W}pStyle")) or "", style)
            outline = _value(properties.find(f"{_W}outlineLvl"))
            level = int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else style.level
            numbered = properties.find(f"{_W}numPr")
            is_item = style.is_item if numbered is None else _value(numbered.find(f"{_W}numId")) != "0"
        text = _text(element)
        if style.is_contents:
            return
        if text and style.is_title and not self.title:
            self.title = text
        elif text and level is not None:
            self.headings.enter(level, text)
            self.first_heading = self.first_heading or text
        elif text:
            yield Block(text, self.headings.path, "item" if is_item else "text")
        for kind in ("footnote", "endnote"):
            for mark in element.iter(f"{_W}{kind}Reference"):
                note = self.notes.get((kind, str(mark.get(f"{_W}id"))))
                if note:
                    yield Block(note, self.headings.path)
        for box in element.iter(f"{_W}txbxContent"):
            if not any(above.tag in _LEFT_OUT for above in box.iterancestors()):
                yield from self.blocks(box)

    def _table(self, table: Any) -> Iterator[Block]:
        rows = [row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table]
        grid: list[list[str]] = []
        for row in rows:
            grid.append(self._cells(row, grid[-1] if grid else []))
        if max((len(cells) for cells in grid), default=0) < 2:  # a frame around text
            for row in rows:
                for cell in row.iter(f"{_W}tc"):
                    if next(cell.iterancestors(f"{_W}tr")) is row:
                        yield from self.blocks(cell)
            return
        header, body = header_of(tuple(tuple(cells) for cells in grid))
        for cells in body:
            text = row_text(cells, header)
            if text:
                yield Block(text, self.headings.path, "row")

    def _cells(self, row: Any, above: list[str]) -> list[str]:
        """Return the texts of a row; a cell that is merged with the one above repeats its text."""
        cells: list[str] = []
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is not row:
                continue  # of a table within this one
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            span = _value(cell.find(f"{_W}tcPr/{_W}gridSpan")) or "1"
            text = squeeze(" ".join(_text(paragraph) for paragraph in cell.iter(f"{_W}p")))
            if merged is not None and _value(merged) != "restart" and len(cells) < len(above):
                text = above[len(cells)]
            width = int(span) if span.isdigit() else 1
            cells += [text, *[""] * (min(width, _WIDEST) - 1)]
            if len(cells) > _WIDEST:
                break
        return cells[:_WIDEST]
