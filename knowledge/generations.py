"""Generations of an index on disk: which one answers, how a new one takes over, what is kept."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from knowledge.errors import IndexMissing, StorageError

FOLDER = "generations"
POINTER = "CURRENT"
DATABASE = "knowledge.db"
VECTORS = "vectors.faiss"


def classifier_file(language: str) -> str:
    """Return the name of the file with the statement classifier of `language`."""
    return f"classifier-{language}.npz"


def current(data: Path) -> Path:
    """Return the folder of the generation that answers. Raises `IndexMissing`, or `StorageError`."""
    try:
        name = (data / POINTER).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissing(f"no index in {str(data)!r}. Build one: clusterbot index --data {data}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(
            f"data folder {str(data)!r} cannot be read ({error}). Check its permissions, or use --data"
        ) from error
    folder = data / FOLDER / name
    try:
        is_there = name not in ("", ".", "..") and Path(name).name == name and folder.is_dir()
    except (OSError, ValueError) as error:
        raise StorageError(
            f"generation {name!r} cannot be read ({error}). Check the permissions of {str(data)!r}"
        ) from error
    if not is_there:
        raise IndexMissing(f"the index that {POINTER} in {str(data)!r} names is gone. Build one: clusterbot index")
    return folder


def publish(data: Path, name: str) -> None:
    """Make the generation `name` the one that answers, in one step that is either done or not."""
    temporary = data / f"{POINTER}.{os.getpid()}"
    with temporary.open("w", encoding="utf-8") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(data / POINTER)


def prune(data: Path, *, keep: int) -> None:
    """Remove all generations but the current one and the newest `keep` - 1 others."""
    now = current(data)
    others = sorted((p for p in (data / FOLDER).iterdir() if p.is_dir() and p != now), reverse=True)
    for folder in others[max(0, keep - 1) :]:
        shutil.rmtree(folder, ignore_errors=True)
