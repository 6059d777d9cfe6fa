"""Plain text, also the raw text of typeset pages. Its source is the file itself.

The first line is the title when it is short and stands alone; else the file's name is. `document` makes a document of any
text without markup; loaders of other formats use it too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from operator import itemgetter
from pathlib import Path

from indexer import limits
from indexer.layout.outline import sections
from indexer.layout.page_numbers import Pages
from indexer.layout.paragraphs import Paragraph, paragraphs
from indexer.layout.splitter import introduction, split
from indexer.loaders.files import decode, empty, read_bytes, require_chars
from knowledge.records import Document, Passage, Source
from knowledge.words.language import detect
from knowledge.words.text import clean, squeeze

_TITLE_CHARS = 120
_BETWEEN = "\n\n"
_HEADINGS = " › "


def title_of(text: str, path: Path) -> str:
    """Return the first line of `text` if it looks like a title, else the name of the file without its suffix."""
    first, _, rest = text.strip().partition("\n")
    if rest.startswith("\n") and len(first) <= _TITLE_CHARS and not first.rstrip().endswith((".", ":", ";", ",")):
        return squeeze(first)
    return path.stem


def load(path: Path, doc_id: str) -> Document:
    """Return the document in a text file; form feeds in it divide pages."""
    raw = decode(read_bytes(path, doc_id, limits.TEXT_BYTES), doc_id)
    text = "\f".join(map(clean, raw.split("\f")))
    if not text.strip():
        raise empty(doc_id)
    require_chars(len(text), doc_id)
    title = title_of(text, path)
    return document(text, doc_id, Source(title=title), has_title=title != path.stem)


def document(raw: str, doc_id: str, source: Source, *, has_title: bool = True) -> Document:
    """Return the document in the text `raw`, where form feeds divide pages; `source` is the text as a whole.

    Its passages name section and page as far as the text shows them. Headings begin with the title when `has_title`.
    """
    parts: list[str] = []
    passages: list[Passage] = []
    language = detect(raw)
    at = 0
    for section in sections(paragraphs(raw)):
        text = _BETWEEN.join(paragraph.text for paragraph in section.paragraphs)
        titles = [heading for heading in section.headings if heading != source.title]
        placed = _placed(section.paragraphs)
        for start, end in split(text):
            headings = (*titles, *introduction(text, start))
            where = replace(source, section=_HEADINGS.join(headings) or None, page=_page(placed, start, end))
            passages.append(
                Passage(
                    passage_id=f"{doc_id}#{len(passages)}",
                    doc_id=doc_id,
                    start=at + start,
                    end=at + end,
                    text=text[start:end],
                    language=language,
                    heading=_HEADINGS.join((*((source.title,) if has_title else ()), *headings)),
                    sources=(where,),
                )
            )
        parts.append(text)
        at += len(text) + len(_BETWEEN)
    return Document(doc_id, source.title, language, _BETWEEN.join(parts), tuple(passages), source)


def _page(placed: Sequence[tuple[int, Pages | None]], start: int, end: int) -> str | None:
    """Return the page or pages on which `start` to `end` of a section stand; `placed` says where each paragraph begins."""
    at = bisect_right(placed, start, key=itemgetter(0)) - 1
    until = bisect_left(placed, end, key=itemgetter(0))
    found = [pages for _, pages in placed[max(0, at) : until] if pages]
    if not found:
        return None
    first, last = min(first for first, _ in found), max(last for _, last in found)
    return str(first) if first == last else f"{first}-{last}"


def _placed(found: Sequence[Paragraph]) -> list[tuple[int, Pages | None]]:
    starts = accumulate((len(paragraph.text) + len(_BETWEEN) for paragraph in found), initial=0)
    return [(start, paragraph.pages) for start, paragraph in zip(starts, found, strict=False)]
