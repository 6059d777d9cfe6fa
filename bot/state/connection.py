"""One SQLite database that threads and processes share: opening it, and transactions that are done or not."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import sleep
from typing import Any

from sqlite_utils import Database

from bot.state.migrations import migrations
from knowledge.errors import StorageError

_BUSY_SECONDS = 10.0
_SWITCHES = 200
_CHECKPOINT_MS = 250


class Connection:
    """A connection behind a lock; other processes wait for each other at `begin immediate`, not half way.

    What is committed outlives the process however it ends: it is in the operating system's hands then. Only a power cut
    may lose the last moments (`synchronous = normal`), and never damages the file.
    """

    def __init__(self, path: Path) -> None:
        """Open the database in `path`, made or brought to this version where needed. Raises `StorageError`."""
        self._path = path
        self._lock = Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # its journal gets the same mode
        except OSError as error:
            raise self._failed(error) from error
        try:
            self._sqlite = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise self._failed(error) from error
        try:
            _use_wal(self._sqlite)
            self._sqlite.execute("pragma synchronous = normal")
            self._sqlite.execute("pragma secure_delete = on")  # what is erased is overwritten, not only unlinked
            self._migrate()
        except sqlite3.Error as error:
            self._sqlite.close()
            raise self._failed(error) from error

    def _migrate(self) -> None:
        db = Database(self._sqlite)
        if not migrations.pending(db):
            return
        self._sqlite.execute("begin immediate")  # of several processes, one migrates and the others then find it done
        try:
            migrations.apply(db)
        except BaseException:
            self._sqlite.execute("rollback")
            raise
        self._sqlite.execute("commit")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return the rows of a query."""
        with self._lock, self._errors():
            return self._sqlite.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first row of a query, or None."""
        rows = self.rows(sql, values)  # all of them: a statement that also writes ends with its last row
        return rows[0] if rows else None

    def write(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run one statement as a transaction of its own, and return how many rows it changed."""
        with self._lock, self._errors():
            return self._sqlite.execute(sql, values).rowcount

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for several statements that are done together or not at all."""
        with self._lock, self._errors():
            self._sqlite.execute("begin immediate")
            try:
                yield self._sqlite
            except BaseException:
                if self._sqlite.in_transaction:
                    self._sqlite.execute("rollback")
                raise
            self._sqlite.execute("commit")

    def empty_journal(self) -> None:
        """Bring the journal into the file and cut it, so that nothing erased is left there; not while others read."""
        with self._lock, self._errors():
            self._sqlite.execute(f"pragma busy_timeout = {_CHECKPOINT_MS}")
            try:
                self._sqlite.execute("pragma wal_checkpoint(truncate)").fetchall()
            finally:
                self._sqlite.execute(f"pragma busy_timeout = {int(1000 * _BUSY_SECONDS)}")

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._sqlite.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> StorageError:
        return StorageError(
            f"state {str(self._path)!r} cannot be read or written ({error}). Check the file, its permissions and the free space"
        )


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging: readers and the writer do not wait for each other."""
    for attempt in range(_SWITCHES):
        try:
            connection.execute("pragma journal_mode = wal").fetchall()
            return
        except sqlite3.OperationalError as error:  # this one statement does not wait for others by itself
            if "locked" not in str(error) or attempt == _SWITCHES - 1:
                raise
            sleep(_BUSY_SECONDS / _SWITCHES)
