"""Loaders: one file a format, behind one registry. A loader turns one file into one document, or raises `DocumentError`.

To add a format: write `indexer/loaders/NAME.py` with `load(path, doc_id) -> Document`, add its suffixes here, and test it.
Formats that come from the web as well have `load_bytes(data, doc_id, *, name, url, charset) -> Document` beside it. Tables
of cluster profiles have `load_profiles(path, doc_id) -> LoadedProfiles` instead.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from indexer.loaders import docx, html, markdown, pdf, profiles, text
from indexer.loaders.loaded import LoadedProfiles
from knowledge.errors import DocumentError
from knowledge.records import Document

Loader = Callable[[Path, str], Document]
ProfileLoader = Callable[[Path, str], LoadedProfiles]


class BytesLoader(Protocol):
    """Reads a document from the body of an answer from the web."""

    def __call__(
        self, data: bytes, doc_id: str, *, name: str, url: str | None = None, charset: str | None = None
    ) -> Document:
        """Return the document in `data`. `name` is its title where it has none; `charset` is what the server said."""


LOADERS: dict[str, Loader] = {
    ".md": markdown.load,
    ".markdown": markdown.load,
    ".txt": text.load,
    ".text": text.load,
    ".pdf": pdf.load,
    ".docx": docx.load,
    ".html": html.load,
    ".htm": html.load,
    ".xhtml": html.load,
}

# Tables of cluster profiles: .csv, .xlsx, .yaml, .yml, .json
PROFILE_LOADERS: dict[str, ProfileLoader] = {
    ".csv": profiles.load_profiles,
    ".json": profiles.load_profiles,
    ".xlsx": profiles.load_profiles,
    ".yaml": profiles.load_profiles,
    ".yml": profiles.load_profiles,
}

# By media type, as servers name it.
BYTES_LOADERS: dict[str, BytesLoader] = {
    "application/pdf": pdf.load_bytes,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": docx.load_bytes,
    "application/xhtml+xml": html.load_bytes,
    "text/html": html.load_bytes,
}


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of all files that can be read, sorted."""
    return tuple(sorted({*LOADERS, *PROFILE_LOADERS}))


def load(path: Path, doc_id: str) -> Document:
    """Return the document in the file `path`, named `doc_id`. Raises `DocumentError`, in one line, for any bad input."""
    loader = LOADERS.get(path.suffix.casefold())
    if loader is None:
        raise DocumentError(
            f"{doc_id!r}: no loader for {path.suffix!r}. Formats that can be read: {', '.join(suffixes())}"
        )
    return loader(path, doc_id)


def load_profiles(path: Path, doc_id: str) -> LoadedProfiles:
    """Return the cluster profiles in the table `path`. Raises `DocumentError` where no row of it can be read."""
    return PROFILE_LOADERS[path.suffix.casefold()](path, doc_id)


def load_bytes(
    data: bytes, doc_id: str, *, media_type: str, name: str, url: str | None = None, charset: str | None = None
) -> Document:
    """Return the document in the body `data` of an answer with `media_type`. Raises `DocumentError` for any bad input."""
    loader = BYTES_LOADERS.get(media_type)
    if loader is None:
        known = ", ".join(sorted(BYTES_LOADERS))
        raise DocumentError(f"{doc_id!r}: no loader for {media_type!r}. Media types that can be read: {known}")
    return loader(data, doc_id, name=name, url=url, charset=charset)
