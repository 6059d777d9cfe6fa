"""PDF: text in reading order with exact page numbers; running headers and footers left out, divided words put together.

The page of a source is the one that `#page=` opens: counted from 1, whatever number is printed on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from indexer import limits
from indexer.layout.divided_words import Vocabulary, joined
from indexer.loaders.blocks import Block, Headings, Rows, assemble, header_of, row_text
from indexer.loaders.files import read_bytes
from indexer.loaders.pdf_layout import Line, Table, arrange, rows_of, text_of
from indexer.loaders.pdf_margins import Margins
from indexer.loaders.pdf_pages import Facts, Page, facts_of, open_pdf, pages_of
from indexer.loaders.pdf_tables import ruled_tables
from indexer.loaders.shown_headings import with_shown_headings
from knowledge.errors import DocumentError
from knowledge.records import Document, Source
from knowledge.words.text import squeeze

_ITEM = re.compile(r"(?:[•▪■◦‣●○–—➢►✓\uf0b7\uf0a7·]|[-*](?=\s)|\(?(?:\d{1,2}|[a-z])[.)](?=\s))\s*")
_BULLET = re.compile(r"(?:[•▪■◦‣●○–—➢►✓\uf0b7\uf0a7·]|[-*](?=\s))\s*")
_ENDS = re.compile(r"[.!?:;…][\"”“'’»)\]]*$")
_NO_TITLE = re.compile(
    r"(?:microsoft|untitled|unbenannt|anonymous|title)\b|.*\.(?:docx?|odt|indd|pdf|pptx?|qxd|rtf|xlsx?)$", re.I
)
_CONTENTS = re.compile(r"(?:\.\s?){5,}\s*\d+$|(?:\.\s?){12,}")  # a line of a table of contents
_MAX_HEADING = 160
_MAX_TITLE = 200


def load(path: Path, doc_id: str) -> Document:
    """Return the document in a PDF file. Raises `DocumentError` when it is encrypted, damaged, too long or without text."""
    return load_bytes(read_bytes(path, doc_id, limits.FILE_BYTES), doc_id, name=path.stem)


def load_bytes(data: bytes, doc_id: str, *, name: str, url: str | None = None, charset: str | None = None) -> Document:
    """Return the document in the PDF `data`, as `load` does."""
    with closing(open_pdf(data, doc_id)) as pdf:
        known = facts_of(pdf)
        survey = _survey(pdf, doc_id)
    blocks = with_shown_headings(_blocks(survey))
    notes = _notes(survey, doc_id)
    if not blocks:  # all pages are alike: what looked like their headers is all that there is
        survey.margins.clear()
        blocks = with_shown_headings(_blocks(survey))
    title = _title(known, survey) or name
    made = assemble(doc_id, title, blocks, Source(title=title, url=url))
    return replace(with_page_addresses(made), notes=notes)


def with_page_addresses(document: Document) -> Document:
    """Return `document` with addresses that open at the page of each passage."""
    passages = tuple(
        replace(passage, sources=tuple(replace(s, url=page_address(s.url, s.page)) for s in passage.sources))
        for passage in document.passages
    )
    return replace(document, passages=passages)


def page_address(url: str | None, page: str | None) -> str | None:
    """Return `url` so that it opens at `page`, the first of a range."""
    if not url or not page or "#" in url:
        return url
    return f"{url}#page={page.partition('-')[0]}"


# -- the whole file, looked at once ------------------------------------------------------------


@dataclass(slots=True)
class _Survey:
    """All pages, and what must be known of them before the first is read: the size of the text, its words, its margins."""

    pages: list[Page] = field(default_factory=list)
    body: float = 10.0
    words: Vocabulary = field(default_factory=Vocabulary)
    margins: Margins = field(default_factory=Margins)
    largest: str = ""


def _survey(pdf: Any, doc_id: str) -> _Survey:
    survey = _Survey()
    sizes: Counter[float] = Counter()
    n_words = n_pictures = n_chars = 0
    largest = 0.0
    for page in pages_of(pdf, doc_id):
        survey.pages.append(page)
        n_words += len(page.words)
        n_pictures += page.n_pictures
        rows = rows_of(page.words)
        for row in rows:
            for word in row:
                sizes[round(2 * word.size) / 2] += len(word.text)
                n_chars += len(word.text)
            survey.words.add(text_of(row))
        if n_chars > limits.DOCUMENT_CHARS:
            raise DocumentError(
                f"{doc_id!r} has more than {limits.DOCUMENT_CHARS} characters of text by page {page.number}. "
                "Split the file"
            )
        survey.margins.add(page, rows)
        if page.number == 1 and rows:
            largest = max(word.size for row in rows for word in row)
            first = [text_of(row) for row in rows if max(w.size for w in row) > 0.95 * largest]
            survey.largest = " ".join(first) if len(first) <= 4 else ""
    if not n_words:
        raise DocumentError(
            f"{doc_id!r} has no text on its {len(survey.pages)} pages"
            + (
                ", only pictures: it needs OCR. Run OCR (such as ocrmypdf), then index the result"
                if n_pictures
                else ". Remove it"
            )
        )
    survey.body = sizes.most_common(1)[0][0]
    if largest < 1.2 * survey.body:
        survey.largest = ""
    return survey


# -- page by page ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together, while they are gathered."""

    lines: list[tuple[Line, int]]
    kind: str

    @property
    def last(self) -> Line:
        return self.lines[-1][0]

    @property
    def size(self) -> float:
        return self.lines[0][0].size

    @property
    def bold(self) -> bool:
        return self.lines[0][0].bold


def _blocks(survey: _Survey) -> Iterator[Block]:
    """Yield the blocks of all pages."""
    found: list[_Paragraph | tuple[Table, int]] = []
    for page in survey.pages:
        for number, item in enumerate(_page_items(page, survey)):
            if isinstance(item, _Paragraph) and number == 0 and page.number > 1:
                earlier = _to_continue(found, item, survey)
                if earlier:
                    earlier.lines += item.lines
                    continue
            found.append(item)
    headings = Headings()
    levels = _levels([p for p in found if isinstance(p, _Paragraph)], survey)
    header: tuple[str, ...] | None = None
    for before, entry in zip([None, *found], found, strict=False):
        if isinstance(entry, _Paragraph):
            block = _as_block(entry, headings, levels, survey)
            if block:
                yield block
            continue
        goes_on = isinstance(before, tuple) and before[1] == entry[1] - 1
        header, rows = _header(entry[0], header if goes_on else None)
        for row in rows:
            text = row_text(row, header)
            if text:
                yield Block(text, headings.path, "row", entry[1])


def _header(table: Table, earlier: tuple[str, ...] | None) -> tuple[tuple[str, ...] | None, Rows]:
    """Return the header of a table and its other rows; a table that goes on from the page before has that one's."""
    first, rest = table.rows[0], table.rows[1:]
    if earlier and len(earlier) == len(first):
        return earlier, rest if first == earlier else table.rows
    return header_of(table.rows)


def _page_items(page: Page, survey: _Survey) -> list[_Paragraph | tuple[Table, int]]:
    tables, words = ruled_tables(replace(page, words=survey.margins.without(page, survey.body)))
    out: list[_Paragraph | tuple[Table, int]] = []
    lines: list[Line] = []

    def flush() -> None:
        out.extend(_paragraphs(lines, page.number))
        lines.clear()

    for item in arrange(words, tables):
        if isinstance(item, Line):
            lines += [] if _CONTENTS.search(item.text) else [item]
        else:
            flush()
            out.append((item, page.number))
    flush()
    return out


def _notes(survey: _Survey, doc_id: str) -> tuple[str, ...]:
    """Return the line about pages that nothing but pictures is on, if there are any."""
    numbers = [
        page.number for page in survey.pages if page.n_pictures and not survey.margins.without(page, survey.body)
    ]
    if not numbers:
        return ()
    what = (
        "page {} has no text, only pictures: it needs"
        if len(numbers) == 1
        else "pages {} have no text, only pictures: they need"
    )
    return (f"{doc_id!r}: {what.format(_ranges(numbers))} OCR. Run OCR (such as ocrmypdf), then index the result",)


def _ranges(numbers: list[int]) -> str:
    """Return ascending numbers as people write them: "3, 5-7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)


def _paragraphs(lines: list[Line], page: int) -> Iterator[_Paragraph]:
    pitches: dict[int, float] = {}
    for column in {line.column for line in lines}:
        bases = [line.base for line in lines if line.column == column]
        gaps = [b - a for a, b in pairwise(bases) if b > a]
        pitches[column] = min(median(gaps), 2.2 * lines[0].size) if gaps else 0.0
    current: _Paragraph | None = None
    for line in lines:
        kind = "item" if _ITEM.match(line.text) else "text"
        if current and _goes_on(current, line, kind, pitches):
            current.lines.append((line, page))
            continue
        if current:
            yield current
        current = _Paragraph([(line, page)], kind)
    if current:
        yield current


def _goes_on(current: _Paragraph, line: Line, kind: str, pitches: dict[int, float]) -> bool:
    """Return whether `line` belongs to the paragraph above it."""
    last = current.last
    if abs(line.size - last.size) > 0.08 * last.size or line.bold != last.bold:
        return False
    if line.column != last.column:
        return kind == "text" and _is_cut(current, line)
    pitch, width = max(pitches[line.column], 1.1 * line.size), last.right - last.left
    in_sentence = line.text[:1].islower() and not _ENDS.search(last.text)
    if line.base - last.base > (1.9 if in_sentence and last.x1 > last.right - 0.2 * width else 1.35) * pitch:
        return False
    if kind == "item" and (_BULLET.match(line.text) or current.kind == "item" or _ENDS.search(last.text)):
        return False
    if current.kind == "item":
        return abs(line.x0 - current.lines[0][0].second) < 0.6 * line.size or in_sentence
    if last.x1 < last.left + 0.55 * width and not line.text[:1].islower():
        return False
    indented = line.x0 - line.left > 0.8 * line.size
    if indented and last.x0 - last.left < 0.3 * line.size:
        return False
    short = last.x1 < last.right - 0.2 * width
    return not (short and _ENDS.search(last.text))


def _is_cut(current: _Paragraph, line: Line) -> bool:
    """Return whether a paragraph that ends with its column goes on in the next one, which begins with `line`."""
    last = current.last
    if abs(line.size - last.size) > 0.08 * last.size or line.bold != last.bold or _ENDS.search(last.text):
        return False
    full = last.x1 > last.right - 0.15 * (last.right - last.left)
    return line.text[:1].islower() or last.text.endswith(("-", "\u00ad")) or (full and line.text[:1].isalnum())


def _to_continue(found: list[_Paragraph | tuple[Table, int]], item: _Paragraph, survey: _Survey) -> _Paragraph | None:
    """Return the paragraph of the page before that `item` goes on; footnotes between them are passed over."""
    whole = "".join(line.text for line, _ in item.lines)
    if not any(map(str.isalpha, whole)) and not _ENDS.search(whole):
        return None  # a number from a chart is not the rest of a sentence
    for earlier in reversed(found):
        if not isinstance(earlier, _Paragraph):
            return None
        if earlier.size < 0.9 * survey.body and item.size > earlier.size * 1.08:
            continue
        cut = _is_cut(earlier, item.lines[0][0]) and not _ITEM.match(item.lines[0][0].text)
        return earlier if cut and not _looks_like_heading(earlier, survey) else None
    return None


# -- headings and text -------------------------------------------------------------------------


def _looks_like_heading(paragraph: _Paragraph, survey: _Survey) -> bool:
    text = " ".join(line.text for line, _ in paragraph.lines)
    if len(text) > _MAX_HEADING or not any(c.isalpha() for c in text) or _BULLET.match(text):
        return False
    if paragraph.size >= 1.12 * survey.body:
        return not text.endswith((".", ",", ";")) or paragraph.size >= 1.4 * survey.body
    return paragraph.bold and paragraph.size > 0.9 * survey.body and not text.endswith((".", ",", ";", ":"))


def _levels(paragraphs: list[_Paragraph], survey: _Survey) -> dict[float, int]:
    """Return the level of each size of headings, 1 for the largest; bold ones of the size of the text come last."""
    sizes = {round(2 * p.size) / 2 for p in paragraphs if _looks_like_heading(p, survey)}
    return {size: number for number, size in enumerate(sorted(sizes, reverse=True), 1)}


def _as_block(paragraph: _Paragraph, headings: Headings, levels: dict[float, int], survey: _Survey) -> Block | None:
    """Return the block of a paragraph; None for a heading, which is entered."""
    text, turns = joined([(line.text, page) for line, page in paragraph.lines], survey.words)
    if _looks_like_heading(paragraph, survey):
        headings.enter(levels[round(2 * paragraph.size) / 2], squeeze(text))
        return None
    page = paragraph.lines[0][1]
    if paragraph.kind == "item":
        marker = _BULLET.match(text)
        cut = marker.end() if marker else 0
        turns = tuple((max(0, at - cut), number) for at, number in turns)
        return Block(text[cut:], headings.path, "item", page, turns)
    return Block(text, headings.path, "text", page, turns)


def _title(known: Facts, survey: _Survey) -> str:
    stated = squeeze(known.title)
    if stated and len(stated) <= _MAX_TITLE and not _NO_TITLE.match(stated):
        return stated
    return squeeze(survey.largest)[:_MAX_TITLE]
