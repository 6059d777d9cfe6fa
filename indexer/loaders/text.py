"""Plain text. The first line is the title when it is short and stands alone; else the file's name is."""

from __future__ import annotations

from pathlib import Path

from indexer.loaders.files import read_text
from indexer.splitter import split
from knowledge.language import detect
from knowledge.records import Document, Passage, Source
from knowledge.text import squeeze

_TITLE_CHARS = 120


def title_of(text: str, path: Path) -> str:
    """Return the first line of `text` if it looks like a title, else the name of the file without its suffix."""
    first, _, rest = text.strip().partition("\n")
    if rest.startswith("\n") and len(first) <= _TITLE_CHARS and not first.rstrip().endswith((".", ":", ";", ",")):
        return squeeze(first)
    return path.stem


def load(path: Path, doc_id: str) -> Document:
    """Return the document in a text file; its source is the file itself."""
    text = read_text(path, doc_id)
    title, language = title_of(text, path), detect(text)
    source = Source(title=title)
    passages = tuple(
        Passage(
            passage_id=f"{doc_id}#{number}",
            doc_id=doc_id,
            start=start,
            end=end,
            text=text[start:end],
            language=language,
            heading=title if title != path.stem else "",
            sources=(source,),
        )
        for number, (start, end) in enumerate(split(text))
    )
    return Document(doc_id=doc_id, title=title, language=language, text=text, passages=passages, source=source)
