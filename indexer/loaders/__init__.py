"""Loaders: one file a format, behind one registry. A loader turns one file into one document, or raises `DocumentError`.

To add a format: write `indexer/loaders/NAME.py` with `load(path, doc_id) -> Document`, add its suffixes here, and test it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from indexer.loaders import markdown, text
from knowledge.errors import DocumentError
from knowledge.records import Document

Loader = Callable[[Path, str], Document]

LOADERS: dict[str, Loader] = {
    ".md": markdown.load,
    ".markdown": markdown.load,
    ".txt": text.load,
    ".text": text.load,
}


def load(path: Path, doc_id: str) -> Document:
    """Return the document in the file `path`, named `doc_id`. Raises `DocumentError`, in one line, for any bad input."""
    loader = LOADERS.get(path.suffix.casefold())
    if loader is None:
        known = ", ".join(sorted(LOADERS))
        raise DocumentError(f"{doc_id!r}: no loader for {path.suffix!r}. Formats that can be read: {known}")
    return loader(path, doc_id)
