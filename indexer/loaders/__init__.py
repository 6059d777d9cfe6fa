"""Loaders: one file a format, behind one registry. A loader turns one file into one document, or raises `DocumentError`.

To add a format: write `indexer/loaders/NAME.py` with `load(path, doc_id) -> Document`, add its suffixes here, and test it.
Formats that come from the web as well have `load_bytes(data, doc_id, *, name, url, charset) -> Document` beside it. Tables
of cluster profiles have `load_profiles(path, doc_id) -> LoadedProfiles` instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from indexer.loaders.loaded import LoadedProfiles
from knowledge.errors import DocumentError
from knowledge.records import Document


@dataclass(frozen=True, slots=True)
class Named:
    """The function `name` of `indexer.loaders.MODULE`, imported when it is called: the shipped corpus needs one module of them."""

    module: str
    name: str = "load"

    def __call__(self, *arguments: Any, **known: Any) -> Any:
        """Return what the function returns."""
        return getattr(import_module(f"{__name__}.{self.module}"), self.name)(*arguments, **known)


LOADERS: dict[str, Named] = {
    ".md": Named("markdown"),
    ".markdown": Named("markdown"),
    ".txt": Named("text"),
    ".text": Named("text"),
    ".pdf": Named("pdf"),
    ".docx": Named("docx"),
    ".html": Named("html"),
    ".htm": Named("html"),
    ".xhtml": Named("html"),
}

# Tables of cluster profiles: .csv, .xlsx, .yaml, .yml, .json
PROFILE_LOADERS: dict[str, Named] = {
    ".csv": Named("profiles", "load_profiles"),
    ".json": Named("profiles", "load_profiles"),
    ".xlsx": Named("profiles", "load_profiles"),
    ".yaml": Named("profiles", "load_profiles"),
    ".yml": Named("profiles", "load_profiles"),
}

# By media type, as servers name it; `name` is the title of a document that has none, `charset` what the server said.
BYTES_LOADERS: dict[str, Named] = {
    "application/pdf": Named("pdf", "load_bytes"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Named("docx", "load_bytes"),
    "application/xhtml+xml": Named("html", "load_bytes"),
    "text/html": Named("html", "load_bytes"),
}


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of all files that can be read, sorted."""
    return tuple(sorted({*LOADERS, *PROFILE_LOADERS}))


def import_all() -> None:
    """Import every loader: for a process whose memory is limited to what it has, and a bound above that."""
    for named in (*LOADERS.values(), *PROFILE_LOADERS.values(), *BYTES_LOADERS.values()):
        import_module(f"{__name__}.{named.module}")


def load(path: Path, doc_id: str) -> Document:
    """Return the document in the file `path`, named `doc_id`. Raises `DocumentError`, in one line, for any bad input."""
    loader = LOADERS.get(path.suffix.casefold())
    if loader is None:
        raise DocumentError(
            f"{doc_id!r}: no loader for {path.suffix!r}. Formats that can be read: {', '.join(suffixes())}"
        )
    document: Document = loader(path, doc_id)
    return document


def load_profiles(path: Path, doc_id: str) -> LoadedProfiles:
    """Return the cluster profiles in the table `path`. Raises `DocumentError` where no row of it can be read."""
    found: LoadedProfiles = PROFILE_LOADERS[path.suffix.casefold()](path, doc_id)
    return found


def load_bytes(
    data: bytes, doc_id: str, *, media_type: str, name: str, url: str | None = None, charset: str | None = None
) -> Document:
    """Return the document in the body `data` of an answer with `media_type`. Raises `DocumentError` for any bad input."""
    loader = BYTES_LOADERS.get(media_type)
    if loader is None:
        known = ", ".join(sorted(BYTES_LOADERS))
        raise DocumentError(f"{doc_id!r}: no loader for {media_type!r}. Media types that can be read: {known}")
    document: Document = loader(data, doc_id, name=name, url=url, charset=charset)
    return document
