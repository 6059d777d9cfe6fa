"""Finds the files that are to be indexed, loads each, and goes on past those that cannot be read."""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer import limits
from indexer.inputs.reading import Reader
from indexer.inputs.sources_file import Sources, apply
from indexer.loaders import PROFILE_LOADERS, suffixes
from knowledge.errors import DocumentError
from knowledge.index import generations
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import Document

# Control characters, halves of characters, line and paragraph separators: no line of output can hold them.
_NO_NAME = frozenset(("Cc", "Cs", "Zl", "Zp"))


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found under the paths given: documents, cluster profiles, and one line for each thing that is not right."""

    documents: tuple[Document, ...] = ()
    profiles: tuple[ClusterProfile, ...] = ()
    unreadable: tuple[str, ...] = ()


def files_under(path: Path, problems: list[str] | None = None) -> Iterator[tuple[Path, str]]:
    """Yield (file, doc_id) for `path`, sorted; the doc_id is the path relative to the folder given, or the file's name.

    In a folder, files of other formats and what begins with a dot are passed over. Links that lead out of the folder or
    back into it are not followed. What cannot be listed, links that are not followed and names that no line can hold are
    told to `problems`. Raises `DocumentError` when there is nothing at `path`.
    """
    told: list[str] = [] if problems is None else problems
    if path.is_file():
        if _has_plain_name(path.name, path.name, told):
            yield path, path.name
        return
    if not path.is_dir():
        raise DocumentError(f"{str(path)!r} is neither a file nor a folder. Check the path")
    found = sorted(_walk(path, path.resolve(), told))
    for file in found:
        relative = file.relative_to(path).as_posix()
        if _has_plain_name(relative, str(file), told):
            yield file, relative


def _walk(folder: Path, root: Path, told: list[str]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        told.append(f"folder {str(folder)!r} cannot be read ({error.strerror}). Check its permissions")
        return
    known = suffixes()
    for name in names:
        path = folder / name
        is_wanted = path.suffix.casefold() in known
        if path.is_symlink():
            if _may_follow(path, root, is_wanted, told):
                yield path
        elif _is_folder(path):
            if not _is_index(path):
                yield from _walk(path, root, told)
        elif is_wanted:
            with suppress(OSError):
                if path.is_file():
                    yield path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_index(folder: Path) -> bool:
    """Return whether `folder` is a data folder, whose own JSON files are no documents."""
    try:
        marks = (generations.POINTER, generations.LOCK)  # the latter alone: its first run was interrupted
        return (folder / generations.FOLDER).is_dir() and any((folder / mark).is_file() for mark in marks)
    except OSError:
        return False


def _may_follow(link: Path, root: Path, is_wanted: bool, told: list[str]) -> bool:
    """Return whether `link` leads to a file in the folder given; tell why not where that may surprise."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        target = None
    if target is None:
        if is_wanted or _is_loop(link):
            told.append(f"{str(link)!r} is a link that leads nowhere or to itself. Remove it")
        return False
    if not target.is_relative_to(root):
        if is_wanted or target.is_dir():
            told.append(f"{str(link)!r} is a link out of the folder given, so it is not followed. Give its target too")
        return False
    if target.is_dir():
        if link.absolute().is_relative_to(target) or root == target:
            told.append(f"{str(link)!r} is a link to a folder that it lies in, so it is not followed. Remove it")
        return False
    return is_wanted and target.is_file()


def _is_loop(link: Path) -> bool:
    try:
        link.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def _has_plain_name(doc_id: str, shown: str, told: list[str]) -> bool:
    """Return whether `doc_id` can name a document: one line of characters that can be written."""
    if not any(unicodedata.category(char) in _NO_NAME for char in doc_id):
        return True
    told.append(f"{shown!r} has a line break, control character or broken letter in its name. Rename it")
    return False


def _origin(file: Path) -> str | None:
    """Return the path of `file` from anywhere; None where it has a broken letter, which no index can hold."""
    path = str(file.absolute())
    return None if any(unicodedata.category(char) == "Cs" for char in path) else path


def gather(paths: Sequence[Path]) -> Gathered:
    """Return what is under `paths`. Whatever cannot be read is one line in `unreadable`, and the rest is read."""
    with Reader() as reader:
        gathering = _Gathering(reader)
        for path in paths:
            gathering.take(path)
    return Gathered(tuple(gathering.documents.values()), tuple(gathering.profiles), tuple(gathering.unreadable))


@dataclass(slots=True)
class _Gathering:
    reader: Reader
    documents: dict[str, Document] = field(default_factory=dict)
    profiles: list[ClusterProfile] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    profile_files: dict[str, Path] = field(default_factory=dict)
    n_chars: int = 0

    def take(self, path: Path) -> None:
        """Load the file `path`, or all files in the folder."""
        sources = Sources(path if path.is_dir() else path.parent)
        try:
            for file, doc_id in files_under(path, self.unreadable):
                try:
                    self._load(file, doc_id, sources)
                except DocumentError as error:
                    self.unreadable.append(str(error))
        except DocumentError as error:
            self.unreadable.append(str(error))
        self.unreadable += sources.problems

    def _load(self, file: Path, doc_id: str, sources: Sources) -> None:
        if file.suffix.casefold() in PROFILE_LOADERS:
            found = self.reader.load_profiles(file, doc_id)
            self.unreadable += found.problems
            for profile in found.profiles:
                first = self.profile_files.setdefault(profile.id, file)
                if first == file:
                    self.profiles.append(profile)
                else:
                    self.unreadable.append(
                        f"{str(file)!r}: profile {profile.id!r} is in {str(first)!r} already. Rename or remove one"
                    )
            return
        if doc_id in self.documents:
            raise DocumentError(f"{str(file)!r}: a document named {doc_id!r} is there already. Rename one of them")
        document = replace(self.reader.load(file, doc_id), origin=_origin(file))
        if self.n_chars + len(document.text) > limits.RUN_CHARS:
            raise DocumentError(
                f"{doc_id!r}: all files together have more than {limits.RUN_CHARS} characters of text. "
                "Index fewer files, or leave the largest out"
            )
        self.n_chars += len(document.text)
        facts = sources.of(file)
        self.documents[doc_id] = apply(document, facts) if facts else document
