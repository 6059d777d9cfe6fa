"""Backs a data folder up into one file, and restores it, both while the bot runs.

A backup is a ZIP file: the generation that answers, the encoder's graph that it names, what the channels keep (`state.db`,
`state.key`), and as its last entry `backup.json`, which lists the others with size and SHA-256. Whoever has the file can read
what people have asked; it is made for its owner's eyes only.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Literal
from zipfile import ZIP_DEFLATED, BadZipFile, LargeZipFile, ZipFile

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.state.pseudonyms import KEY_FILE
from bot.state.sqlite import STATE_FILE
from knowledge.errors import IndexMissing, InputError, KnowledgeError, StorageError
from knowledge.index import generations, manifest
from knowledge.patterns import lazily

LISTING = "backup.json"
_MAX_LISTING_BYTES = 1_000_000
_BLOCK = 1 << 20
_PART = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
_NAME = lazily(rf"(?:generations/{_PART}/{_PART}|encoders/[0-9a-f]{{12}}/{_PART}|{STATE_FILE}|{KEY_FILE})")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Entry(_Frozen):
    """One file of a backup."""

    bytes: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class _Listing(_Frozen):
    """What a backup holds. `generation` is the one that answered; None: there was no index."""

    format: Literal[1] = 1
    made_with: str
    created: str
    generation: str | None = Field(pattern=f"^{_PART}$")
    files: dict[str, _Entry]


@dataclass(frozen=True, slots=True)
class Saved:
    """What was backed up or restored: the generation (None: no index), whether what channels keep is in it, and how much."""

    generation: str | None
    has_state: bool
    n_files: int
    n_bytes: int


# -- backing up --------------------------------------------------------------------------------------------------------


def back_up(data: Path, target: Path) -> Saved:
    """Write a backup of the folder `data` to the file `target`, whole or not at all.

    The bot and an indexer may run meanwhile. Raises `IndexMissing` where there is neither an index nor a state, `InputError`
    where `target` is a file that is no backup, and `StorageError` where something cannot be read or written.
    """
    if target.exists() and not _is_backup(target):
        raise InputError(f"{str(target)!r} is there and is no backup, so it is not replaced. Choose another file")
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            saved = _write(data, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except (OSError, sqlite3.Error, LargeZipFile) as error:
        raise StorageError(
            f"backup {str(target)!r} cannot be made ({getattr(error, 'strerror', None) or error}). "
            "Check the free space and the permissions, or choose another file"
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink()
    return saved


def _write(data: Path, file: IO[bytes]) -> Saved:
    entries: dict[str, _Entry] = {}
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive, _pinned(data) as folder:
        if folder is not None:
            for path in _parts_of(data, folder):
                name = path.relative_to(data).as_posix()
                entries[name] = _add(archive, name, path)
        has_state = _add_state(archive, data, entries)
        if folder is None and not has_state:
            raise IndexMissing(f"there is nothing in {str(data)!r} to back up. Build an index: clusterbot index")
        listing = _Listing(
            made_with=f"clusterbot {version('clusterbot')}",
            created=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            generation=folder.name if folder else None,
            files=entries,
        )
        archive.writestr(LISTING, listing.model_dump_json(indent=1))
    return _saved(listing)


def _saved(listing: _Listing) -> Saved:
    sizes = [entry.bytes for entry in listing.files.values()]
    return Saved(listing.generation, STATE_FILE in listing.files, len(sizes), sum(sizes))


@contextmanager
def _pinned(data: Path) -> Iterator[Path | None]:
    """Give the folder of the generation that answers, which is not removed meanwhile; None: there is none."""
    for _ in range(10):
        try:
            folder = generations.current(data)
            lock = generations.pin(folder)
        except (IndexMissing, FileNotFoundError):
            if (data / generations.POINTER).exists():
                continue  # replaced this very moment, or damaged
            yield None
            return
        if lock is None:
            continue
        try:
            if generations.current(data) != folder:
                continue
            yield folder
            return
        finally:
            lock.release()
    raise IndexMissing(f"the index that {generations.POINTER} names cannot be read. Find out more: clusterbot check")


def _parts_of(data: Path, folder: Path) -> list[Path]:
    made = manifest.read_any(folder)
    folders = [folder, *([data / made.graph] if made.graph else [])]
    return [path for part in folders if part.is_dir() for path in sorted(part.iterdir()) if path.is_file()]


def _add(archive: ZipFile, name: str, path: Path) -> _Entry:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as into:
        while block := source.read(_BLOCK):
            digest.update(block)
            size += len(block)
            into.write(block)
    return _Entry(bytes=size, sha256=digest.hexdigest())


def _add_state(archive: ZipFile, data: Path, entries: dict[str, _Entry]) -> bool:
    """Add the state as it is at one moment, whatever the bot is writing, and its key; return whether there is one."""
    if not (data / STATE_FILE).exists():
        return False
    with tempfile.TemporaryDirectory(prefix="clusterbot-") as folder:
        copy = Path(folder) / STATE_FILE
        _copy_database(data / STATE_FILE, copy)
        entries[STATE_FILE] = _add(archive, STATE_FILE, copy)
    if (data / KEY_FILE).exists():
        entries[KEY_FILE] = _add(archive, KEY_FILE, data / KEY_FILE)
    return True


def _copy_database(source: Path, target: Path) -> None:
    """Make the database `target` what `source` is, in one transaction; both may be in use."""
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=10)) as one,
        closing(sqlite3.connect(target, timeout=10)) as other,
    ):
        one.backup(other)


def _is_backup(path: Path) -> bool:
    try:
        with ZipFile(path) as archive:
            return LISTING in archive.namelist()
    except (OSError, BadZipFile):
        return False


# -- restoring ---------------------------------------------------------------------------------------------------------


def restore(source: Path, data: Path) -> Saved:
    """Put what the backup `source` holds into the folder `data`, in place of what is there, once all of it is known whole.

    A running bot takes the index over; what it remembers of people it reads anew when it is started again. Raises
    `InputError` for a file that is no whole backup, and `StorageError` where `data` cannot be written or an indexer is at
    work: then nothing has changed.
    """
    with generations.writing(data):
        try:
            with tempfile.TemporaryDirectory(dir=data, prefix=generations.RESTORING) as folder:
                listing = _unpack(source, Path(folder))
                _put_in_place(listing, Path(folder), data)
        except (OSError, sqlite3.Error) as error:
            raise generations.cannot_write(data, error) from error
    return _saved(listing)


def _unpack(source: Path, folder: Path) -> _Listing:
    """Write the files of a backup into `folder`, and return its listing once each is what that says."""
    try:
        archive = ZipFile(source)
    except OSError as error:
        raise InputError(f"backup {str(source)!r} cannot be read ({error.strerror}). Check the path") from error
    except BadZipFile as error:
        raise _broken(source, "it is no ZIP file, or cut off") from error
    with archive:
        listing = _listing(source, archive)
        needed, free = sum(entry.bytes for entry in listing.files.values()), shutil.disk_usage(folder).free
        if needed > free:
            raise StorageError(f"the backup needs {needed} bytes, {free} are free in {str(folder.parent)!r}. Free some")
        for name, entry in listing.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with archive.open(name) as packed:
                    _extract(packed, path, entry)
            except (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError) as error:
                raise _broken(source, f"{name!r} is not what was backed up") from error
    return listing


def _listing(source: Path, archive: ZipFile) -> _Listing:
    """Return the listing of a backup. Raises `InputError` where it is missing, or names other files than there are."""
    names = archive.namelist()
    try:
        with archive.open(LISTING) as file:
            listing = _Listing.model_validate_json(file.read(_MAX_LISTING_BYTES))
    except (KeyError, ValidationError, BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _broken(source, f"it has no {LISTING} that this version reads") from error
    bad = next((name for name in [*names, *listing.files] if name != LISTING and not _NAME.fullmatch(name)), None)
    if bad is not None:
        raise _broken(source, f"{bad!r} is no file of a data folder")
    if sorted(names) != sorted([LISTING, *listing.files]):
        raise _broken(source, f"its files are not those that {LISTING} lists")
    if any(name.startswith("generations/") and name.split("/")[1] != listing.generation for name in listing.files):
        raise _broken(source, f"it holds another generation than {listing.generation!r}")
    return listing


def _extract(packed: IO[bytes], path: Path, entry: _Entry) -> None:
    """Write an entry to `path`, no more of it than was listed. Raises `ValueError` where it is another file."""
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while block := packed.read(_BLOCK):
            size += len(block)
            if size > entry.bytes:
                break
            digest.update(block)
            file.write(block)
    if size != entry.bytes or digest.hexdigest() != entry.sha256:
        raise ValueError(path.name)


def _broken(source: Path, why: str) -> InputError:
    return InputError(f"{str(source)!r} is not a whole backup: {why}. Nothing was restored; take another file")


def _put_in_place(listing: _Listing, folder: Path, data: Path) -> None:
    """Move what was unpacked to where it belongs; the index answers from the moment at which its pointer is replaced."""
    for graph in sorted((folder / "encoders").glob("*")):
        _replace_folder(graph, data / "encoders" / graph.name)
    if listing.generation is not None:
        unpacked = folder / generations.FOLDER / listing.generation
        generations.to_disk(unpacked)
        _replace_folder(unpacked, data / generations.FOLDER / listing.generation)
    if STATE_FILE in listing.files:
        _restore_state(folder, data)
    if listing.generation is not None:
        generations.publish(data, listing.generation)
        with suppress(OSError, KnowledgeError):
            generations.prune(data, keep=1)


def _replace_folder(new: Path, place: Path) -> None:
    """Put the folder `new` at `place`, unless that has the same files already."""
    if place.is_dir() and manifest.sums(place) == manifest.sums(new) and _same_manifest(place, new):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    for path in (new, *new.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    former = new.with_name(f"{new.name}.former")  # it goes with the folder into which the backup was unpacked
    if place.exists():
        place.rename(former)
    new.rename(place)


def _same_manifest(one: Path, other: Path) -> bool:
    paths = [folder / manifest.FILE_NAME for folder in (one, other)]
    contents = [path.read_bytes() if path.is_file() else b"" for path in paths]
    return contents[0] == contents[1]


def _restore_state(folder: Path, data: Path) -> None:
    """Make the state that of the backup. A running bot goes on with the same file, hence it is not replaced but written."""
    if (folder / KEY_FILE).exists():
        (folder / KEY_FILE).replace(data / KEY_FILE)
    target = data / STATE_FILE
    os.close(os.open(target, os.O_RDWR | os.O_CREAT, 0o600))
    try:
        _copy_database(folder / STATE_FILE, target)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        for suffix in ("-wal", "-shm"):  # what was there is no database
            (data / f"{STATE_FILE}{suffix}").unlink(missing_ok=True)
        (folder / STATE_FILE).replace(target)
