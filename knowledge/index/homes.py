"""Which home an index has: a folder, or a database."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from knowledge.errors import InputError
from knowledge.index.store_protocol import IndexHome

_closers: list[Callable[[], None]] = []


def home_at(where: Path | IndexHome) -> IndexHome:
    """Return the home of the index in the folder `where`; a home is returned as it is."""
    if not isinstance(where, Path):
        return where
    from knowledge.index.folder_home import FolderHome  # FAISS is loaded where it is used only

    return FolderHome(where)


@lru_cache(maxsize=8)
def open_home(store: str | None, data: Path) -> IndexHome:
    """Return the home of an index: the database at the address `store`, or the folder `data` where that is None.

    A process has one for each. Raises `InputError` for an address that is none, or where what a database needs is not
    installed, and `StorageError` where it cannot be reached.
    """
    if store is None:
        return home_at(data)
    try:
        from knowledge.index.postgres.home import (
            PostgresHome,  # its driver is an extra, and loaded where it is used only
        )
    except ImportError as error:
        raise InputError(
            f"CLUSTERBOT_STORE names a database, and {error.name!r} is not installed. Install it: pip install 'clusterbot[postgres]'"
        ) from error
    home = PostgresHome(store, data)
    _closers.append(home.close)
    return home


@atexit.register
def close_homes() -> None:
    """Close the connections of all homes that were opened; the next call of `open_home` opens anew."""
    open_home.cache_clear()
    while _closers:
        _closers.pop()()
