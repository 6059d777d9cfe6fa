"""Connections to one PostgreSQL database, kept open and shared by threads; steps that are done or not."""

from __future__ import annotations

import select
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from knowledge.errors import InputError, StorageError
from knowledge.index.postgres.migrations import Connection, Migration, migrate

CONNECTIONS = 8
_WAIT_SECONDS = 10.0
# A server that vanished without a word is noticed within about half a minute; what the address says itself goes before.
_NETWORK: Mapping[str, Any] = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "application_name": "clusterbot",
}

Values = Sequence[Any] | Mapping[str, Any]


class Postgres:
    """A pool of connections. Every method may be called from several threads at once, and raises `StorageError`.

    A single statement is a transaction of its own, in one round trip. Nothing is kept on the server between two steps
    (no session settings, no session locks), so a pooler that gives out connections by transaction may stand in between.
    """

    def __init__(self, url: str, *, connections: int = CONNECTIONS, wait_seconds: float = _WAIT_SECONDS) -> None:
        """Connect to `url` (postgresql://…), with `connections` at most.

        Raises `InputError` where that is no address, and `StorageError` where nothing answers there in `wait_seconds`.
        Neither tells the password.
        """
        given = _parts(url)
        self._secret = str(given.get("password") or "")
        self.name = _shown(given)
        """The database without user and password, for people."""
        self._address = make_conninfo("", **{**_NETWORK, **given})
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            self._address,
            kwargs={"autocommit": True},
            min_size=1,
            max_size=connections,
            timeout=wait_seconds,
            check=_check,
            open=False,
            name="clusterbot",
        )
        try:
            with psycopg.connect(self._address):
                pass  # the pool would only say that it had no connection in time, and not why
            self._pool.open()
        except psycopg.Error as error:
            raise self._failed(error) from None  # the chain would hold the address

    def migrate(self, family: str, migrations: Sequence[Migration]) -> None:
        """Bring the tables of `family` to this version. Raises `StorageError` where they are of a later one."""
        with self._connection() as connection:
            migrate(connection, family, migrations)

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        """Return the rows of a query."""
        with self._connection() as connection:
            return connection.execute(sql, values or None).fetchall()

    def row(self, sql: str, values: Values = ()) -> Any:
        """Return the first row of a query, or None."""
        with self._connection() as connection:
            return connection.execute(sql, values or None).fetchone()

    def write(self, sql: str, values: Values = ()) -> int:
        """Run one statement, and return how many rows it changed."""
        with self._connection() as connection:
            return connection.execute(sql, values or None).rowcount

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection for several statements that are done together or not at all."""
        with self._connection() as connection, connection.transaction():
            yield connection

    def connect(self) -> Connection:
        """Return a connection of its own, not of the pool: for locks that are held as long as it is open."""
        try:
            return psycopg.connect(self._address, autocommit=True)
        except psycopg.Error as error:
            raise self._failed(error) from None

    def failed(self, error: psycopg.Error) -> StorageError:
        """Return the error that says that the database cannot be used, and why."""
        return self._failed(error)

    def together(self, *steps: tuple[str, Values]) -> int:
        """Run statements as one transaction in one round trip, and return how many rows the last one changed.

        Each sees what was committed when its turn came, so one that takes a lock guards those behind it.
        """
        with self._connection() as connection, connection.pipeline(), connection.transaction():
            for sql, values in steps:
                last = connection.execute(sql, values or None)
        return last.rowcount

    def close(self) -> None:
        """Close all connections; once more does nothing."""
        self._pool.close()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            with self._pool.connection() as connection:
                yield connection
        except PoolTimeout:
            raise self._failed("no connection in time") from None
        except PoolClosed:
            raise self._failed("it is closed") from None
        except psycopg.Error as error:
            raise self._failed(error) from error

    def _failed(self, reason: psycopg.Error | str) -> StorageError:
        words = " ".join(str(reason).split()) or type(reason).__name__
        if self._secret:
            words = words.replace(self._secret, "…")
        return StorageError(
            f"database {self.name!r} cannot be used ({words}). Check CLUSTERBOT_STORE, the server, and the rights of its user"
        )


def _parts(url: str) -> dict[str, Any]:
    try:
        if not url.startswith(("postgresql://", "postgres://")):
            raise ValueError("another scheme")
        given = conninfo_to_dict(url)
        if not all(port.isdigit() for port in str(given.get("port") or "0").split(",")):
            raise ValueError("a password with a slash in it")
        return given
    except (psycopg.Error, ValueError):
        raise InputError(  # the reason may quote a part of the password
            "CLUSTERBOT_STORE is no address of a database. Write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with "
            "%40 for @, %3A for : and %2F for / in the password"
        ) from None


def _shown(given: Mapping[str, Any]) -> str:
    host, port = given.get("host") or "local socket", given.get("port")
    return f"{host}{f':{port}' if port else ''}/{given.get('dbname') or given.get('user') or ''}"


def _check(connection: Connection) -> None:
    """Close the connection and raise `psycopg.OperationalError` where the server closed it while it was not in use.

    It then has something to be read. Unlike a query this costs no round trip.
    """
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
    if waiting.poll(0):
        connection.close()  # else the pool would take it for a good one again
        raise psycopg.OperationalError("the server has closed the connection")
