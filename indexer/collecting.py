"""Finds the files that are to be indexed, loads each, and goes on past those that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.loaders import LOADERS, load
from knowledge.errors import DocumentError
from knowledge.records import Document


def files_under(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield (file, doc_id) for `path`, sorted; the doc_id is the path relative to the folder given, or the file's name.

    In a folder, files of other formats and what begins with a dot are passed over. Links that lead out of the folder
    are not followed. Raises `DocumentError` when there is nothing at `path`.
    """
    if path.is_file():
        yield path, path.name
        return
    if not path.is_dir():
        raise DocumentError(f"{str(path)!r} is neither a file nor a folder. Check the path")
    root = path.resolve()
    for file in sorted(path.rglob("*")):
        relative = file.relative_to(path)
        if any(part.startswith(".") for part in relative.parts) or file.suffix.casefold() not in LOADERS:
            continue
        if file.is_file() and file.resolve().is_relative_to(root):
            yield file, relative.as_posix()


def collect(paths: Sequence[Path]) -> tuple[tuple[Document, ...], list[str]]:
    """Return the documents under `paths` and one line for each file that could not be read."""
    documents: dict[str, Document] = {}
    unreadable: list[str] = []
    for path in paths:
        try:
            for file, doc_id in files_under(path):
                if doc_id in documents:
                    unreadable.append(
                        f"{str(file)!r}: a document named {doc_id!r} is there already. Rename one of them"
                    )
                    continue
                try:
                    documents[doc_id] = load(file, doc_id)
                except DocumentError as error:
                    unreadable.append(str(error))
        except DocumentError as error:
            unreadable.append(str(error))
    return tuple(documents.values()), unreadable
