"""Generations of an index on disk: which one answers, how a new one takes over, what is kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from knowledge.errors import IndexMissing, StorageError
from knowledge.index.locks import Lock

FOLDER = "generations"
POINTER = "CURRENT"
DATABASE = "knowledge.db"
VECTORS = "vectors.faiss"
MANIFEST = "manifest.json"
LOCK = "index.lock"
_ATTEMPTS = 10
RESTORING = ".restore-"  # begins the name of a folder into which a backup is unpacked


def classifier_file(language: str) -> str:
    """Return the name of the file with the statement classifier of `language`."""
    return f"classifier-{language}.npz"


def current(data: Path) -> Path:
    """Return the folder of the generation that answers. Raises `IndexMissing`, or `StorageError`."""
    name = _pointed_at(data)
    for _ in range(_ATTEMPTS):
        folder = data / FOLDER / name
        try:
            is_there = name not in ("", ".", "..") and Path(name).name == name and folder.is_dir()
        except (OSError, ValueError) as error:
            raise StorageError(
                f"generation {name!r} cannot be read ({error}). Check the permissions of {str(data)!r}"
            ) from error
        if is_there:
            return folder
        former, name = name, _pointed_at(data)
        if name == former:  # else it was replaced, and removed, since the pointer was read
            break
    raise IndexMissing(f"the index that {POINTER} in {str(data)!r} names is gone. Build one: clusterbot index")


def _pointed_at(data: Path) -> str:
    try:
        return (data / POINTER).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissing(f"no index in {str(data)!r}. Build one: clusterbot index --data {data}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise cannot_read(data, error) from error


def cannot_read(data: Path, error: Exception) -> StorageError:
    """Return the error that says that the data folder cannot be read, and why."""
    return StorageError(f"data folder {str(data)!r} cannot be read ({error}). Check its permissions, or use --data")


def finished(data: Path) -> list[Path]:
    """Return the folders of all generations that have a manifest, which is written last; the newest first."""
    try:
        folders = [path for path in (data / FOLDER).iterdir() if (path / MANIFEST).is_file()]
    except OSError:
        return []
    return sorted(folders, reverse=True)


# -- readers and the writer --------------------------------------------------------------------------------------------


def pin(folder: Path) -> Lock | None:
    """Return a hold on the generation in `folder`: until it is released, nobody removes it; None: it is being removed.

    Raises `OSError` where there is no such generation. The folder need not be writable.
    """
    return Lock.shared(folder / MANIFEST)


@contextmanager
def writing(data: Path) -> Iterator[None]:
    """Hold the only right to write generations under `data`, which is made where needed. Raises `StorageError`."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = Lock.alone(data / LOCK)
    except OSError as error:
        raise cannot_write(data, error) from error
    if lock is None:
        raise StorageError(
            f"another indexer{_holder(data)} is at work in {str(data)!r}, and two would collide. Wait until it is done, "
            "or end it"
        )
    try:
        with suppress(OSError):  # a full disk: the number is for people only
            lock.write(f"{os.getpid()}\n")
        yield
    finally:
        lock.release()


def _holder(data: Path) -> str:
    try:
        number = (data / LOCK).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return f" (process {number})" if number.isdigit() else ""


def cannot_write(data: Path, error: Exception) -> StorageError:
    """Return the error that says that the data folder cannot be written, and why."""
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return StorageError(
        f"data folder {str(data)!r} cannot be written ({reason}). Choose another with --data, or free it. "
        "The index stays as it was"
    )


def to_disk(folder: Path) -> None:
    """Have the system write all files in `folder`, and its list of names, to the disk. Raises `OSError`."""
    for path in sorted(folder.iterdir()):
        if path.is_file():
            _sync(path)
    _sync(folder)
    _sync(folder.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def publish(data: Path, name: str) -> None:
    """Make the generation `name` the one that answers, in one step that is either done or not."""
    temporary = data / f"{POINTER}.{os.getpid()}"
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(data / POINTER)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    with suppress(
        OSError
    ):  # it answers; only a power cut within the next seconds could still bring the former one back
        _sync(data)


def prune(data: Path, *, keep: int) -> None:
    """Remove all generations but the current one, the newest `keep` - 1 other finished ones, and those that are pinned.

    For whoever has the right of `writing`: an unfinished generation is one whose builder was killed.
    """
    now = current(data)
    whole = [folder for folder in finished(data) if folder != now]
    kept = {now, *whole[: max(0, keep - 1)]}
    for folder in sorted((data / FOLDER).iterdir()):
        if folder.is_dir() and folder not in kept and (folder not in whole or not _is_pinned(folder)):
            remove(folder)
    for temporary in data.glob(f"{POINTER}.*"):
        with suppress(OSError):
            temporary.unlink()
    for unpacked in data.glob(f"{RESTORING}*"):
        shutil.rmtree(unpacked, ignore_errors=True)


def remove(folder: Path) -> None:
    """Remove a generation, its manifest first: what is left of it, should this be cut short, is an unfinished one."""
    with suppress(OSError):
        (folder / MANIFEST).unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _is_pinned(folder: Path) -> bool:
    try:
        lock = Lock.alone(folder / MANIFEST)
    except OSError:
        return False
    if lock is None:
        return True
    lock.release()
    return False
