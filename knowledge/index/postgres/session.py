"""A connection of its own, on which locks are held: the server gives them back however the process ends.

    index        held alone by the indexer that is at work
    GENERATION   shared by those that read it; whoever removes it must have it alone

A pooler that gives out connections by transaction would scatter these locks: this connection must not go through one.
"""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import suppress
from typing import Any

import psycopg

from knowledge.index.postgres.connection import Postgres, Values
from knowledge.index.postgres.migrations import Connection

_KEY = "hashtextextended('clusterbot ' || %s, 0)"


class Session:
    """Holds locks by name. Several threads may use it at once. Every method raises `StorageError`.

    Where the connection was lost, the next step makes a new one and takes again what is held.
    """

    def __init__(self, db: Postgres) -> None:
        self._db = db
        self._guard = threading.RLock()
        self._connection: Connection | None = None
        self._held: Counter[str] = Counter()

    def row(self, sql: str, values: Values = ()) -> Any:
        """Return the first row of a query, or None."""
        with self._guard:
            return self._row(sql, values)

    def hold(self, name: str) -> None:
        """Share the lock `name`; waits while somebody has it alone."""
        with self._guard:
            if not self._held[name]:
                self._row(f"select pg_advisory_lock_shared({_KEY})", (name,))
            self._held[name] += 1

    def release(self, name: str) -> None:
        """Give back one hold; the lock goes with the last."""
        with self._guard:
            self._held[name] -= 1
            if self._held[name] > 0:
                return
            del self._held[name]
            if self._connection is not None:  # else the server has given it back
                try:
                    self._connection.execute(f"select pg_advisory_unlock_shared({_KEY})", (name,))
                except psycopg.Error:
                    self._lose()

    def take_alone(self, name: str) -> bool:
        """Take the lock `name` alone until `close`; False: others have it."""
        with self._guard:
            return bool(self._row(f"select pg_try_advisory_lock({_KEY})", (name,))[0])

    def close(self) -> None:
        """Close the connection, and with it give all locks back."""
        with self._guard:
            self._held.clear()
            if self._connection is not None:
                with suppress(psycopg.Error):  # the server notices that a connection is closed only after a while
                    self._connection.execute("select pg_advisory_unlock_all()")
                self._lose()

    def _row(self, sql: str, values: Values) -> Any:
        if self._connection is not None and not self._connection.closed:
            try:
                return self._connection.execute(sql, values or None).fetchone()
            except psycopg.OperationalError:
                self._lose()  # it may have been lost long ago: once more on a new one
            except psycopg.Error as error:
                raise self._db.failed(error) from error
        connection = self._connection = self._db.connect()
        try:
            for name in self._held:
                connection.execute(f"select pg_advisory_lock_shared({_KEY})", (name,))
            return connection.execute(sql, values or None).fetchone()
        except psycopg.Error as error:
            if isinstance(error, psycopg.OperationalError):
                self._lose()
            raise self._db.failed(error) from error

    def _lose(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def try_alone(connection: Connection, name: str) -> bool:
    """Take the lock `name` alone until the end of the transaction; return False where others have it."""
    row = connection.execute(f"select pg_try_advisory_xact_lock({_KEY})", (name,)).fetchone()
    return row == (True,)
