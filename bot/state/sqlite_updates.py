"""Updates in SQLite, shared by processes of one machine: who lives is known by locks that end with their process."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time

from bot.state.connection import Connection
from bot.state.protocol import IDLE_SECONDS
from bot.state.records import Beat, PendingUpdate, Receipt
from knowledge.errors import StorageError
from knowledge.index.locks import Lock

_COLUMNS = "update_id, chat, raw, performed, in_flight, attempts, plan"
_MINE = "update_id = ? and done_at is null and process = ?"
_TIDY_BEATS = 60


class SqliteUpdates:
    """The part of a `State` in SQLite that is about updates. See `bot.state.protocol` for what each method does."""

    def __init__(self, path: Path, *, clock: Callable[[], float] = time) -> None:
        self._db = Connection(path)
        self._clock = clock
        self._path = path
        self._process = secrets.token_hex(8)
        self._life: Lock | None = None
        self._leading: Lock | None = None
        self._n_beats = 0

    def close(self) -> None:
        for lock in (self._life, self._leading):
            if lock is not None:
                lock.release()
        self._db.close()

    # -- one update ------------------------------------------------------------------------------------------

    def receive(self, update_id: int, chat: str, raw: str, *, take: bool = True) -> Receipt:
        now = self._clock()
        with self._db.transaction() as connection:
            if connection.execute("select 1 from updates where update_id = ?", (update_id,)).fetchone():
                return "known"
            (owner,) = connection.execute(
                """insert into chats (chat, process, at) values (?, ?, ?)
                   on conflict (chat) do update set at = excluded.at returning process""",
                (chat, self._process if take else None, now),
            ).fetchone()
            earlier = connection.execute(
                "select 1 from updates where chat = ? and done_at is null and process is not ? limit 1",
                (chat, self._process),
            ).fetchone()
            mine = owner == self._process and earlier is None  # else it would overtake what is left to be claimed
            connection.execute(
                """insert into updates (update_id, chat, raw, performed, in_flight, attempts, at, process)
                   values (?, ?, ?, 0, 0, 0, ?, ?)""",
                (update_id, chat, raw, now, self._process if mine else None),
            )
        return "mine" if mine else "left"

    def pending(self) -> list[PendingUpdate]:
        return [
            _pending(row)
            for row in self._db.rows(f"select {_COLUMNS} from updates where done_at is null order by update_id")
        ]

    def begin_update(self, update_id: int) -> int:
        row = self._db.row(
            f"update updates set attempts = attempts + 1 where {_MINE} returning attempts", (update_id, self._process)
        )
        return 0 if row is None else int(row[0])

    def plan_effects(self, update_id: int, plan: str) -> None:
        self._db.write(f"update updates set plan = ? where {_MINE}", (plan, update_id, self._process))

    def start_effect(self, update_id: int, number: int) -> bool:
        return self._effect(update_id, number, in_flight=1)

    def finish_effect(self, update_id: int, number: int) -> None:
        self._effect(update_id, number + 1, in_flight=0)

    def _effect(self, update_id: int, performed: int, *, in_flight: int) -> bool:
        n_changed = self._db.write(
            f"update updates set performed = ?, in_flight = ? where {_MINE}",
            (performed, in_flight, update_id, self._process),
        )
        return n_changed == 1

    def finish_update(self, update_id: int) -> None:
        now = self._clock()
        with self._db.transaction() as connection:
            connection.execute(
                "update chats set at = ? where chat = (select chat from updates where update_id = ?)", (now, update_id)
            )
            connection.execute(
                f"""update updates set chat = null, raw = null, plan = null, process = null, in_flight = 0, done_at = ?
                    where {_MINE}""",
                (now, update_id, self._process),
            )

    # -- several processes -----------------------------------------------------------------------------------

    def beat(self) -> Beat:
        """Say that this process lives. Here none is ever taken for dead while it lives, however slow it is."""
        if self._life is None:
            self._life = self._lock(self._process)
            self._db.write("insert or ignore into processes (process) values (?)", (self._process,))
        with self._db.transaction() as connection:
            n_processes = len(self._living(connection))
            if self._n_beats % _TIDY_BEATS == 0:
                connection.execute(
                    """delete from chats where at < ? and chat not in
                         (select chat from updates where done_at is null and chat is not null)""",
                    (self._clock() - IDLE_SECONDS,),
                )
        self._n_beats += 1
        return Beat(n_processes)

    def claim(self, most: int) -> list[PendingUpdate]:
        me = self._process
        with self._work_left() as connection:
            if connection is None:
                return []
            living = self._living(connection)
            free = [
                chat
                for chat, owner in connection.execute(
                    """select chat, process from chats where process is not ? and chat in
                         (select chat from updates where done_at is null and process is not ?) order by at, chat""",
                    (me, me),
                ).fetchall()
                if owner not in living
            ]
            connection.executemany("update chats set process = ? where chat = ?", [(me, chat) for chat in free[:most]])
            rows = connection.execute(
                f"""update updates set process = ? where done_at is null and process is not ?
                    and chat in (select chat from chats where process = ?) returning {_COLUMNS}""",
                (me, me, me),
            ).fetchall()
        return sorted(map(_pending, rows), key=lambda update: update.update_id)

    @contextmanager
    def _work_left(self) -> Iterator[sqlite3.Connection | None]:
        """Give a transaction where any update is not in this process's hands; None: there is none, and nothing is locked."""
        if self._db.row("select 1 from updates where done_at is null and process is not ? limit 1", (self._process,)):
            with self._db.transaction() as connection:
                yield connection
        else:
            yield None

    def lead(self) -> bool:
        if self._leading is None:
            self._leading = self._lock("polling")
        return self._leading is not None

    def leave(self) -> None:
        with self._db.transaction() as connection:
            connection.execute("update chats set process = null where process = ?", (self._process,))
            connection.execute(
                "update updates set process = null where done_at is null and process = ?", (self._process,)
            )
            connection.execute("delete from processes where process = ?", (self._process,))
        if self._leading is not None:
            self._leading.release()
            self._leading = None
        if self._life is not None:
            self._lock_file(self._process).unlink(missing_ok=True)
            self._life.release()
            self._life = None

    def _living(self, connection: sqlite3.Connection) -> set[str]:
        """Return the processes that live, and forget the others."""
        living = set()
        for (process,) in connection.execute("select process from processes").fetchall():
            lock = None if process == self._process else self._lock(process)
            if lock is None:
                living.add(process)
                continue
            self._lock_file(process).unlink(missing_ok=True)
            lock.release()
            connection.execute("delete from processes where process = ?", (process,))
        return living

    def _lock(self, name: str) -> Lock | None:
        try:
            return Lock.alone(self._lock_file(name))
        except OSError as error:
            raise StorageError(
                f"lock {str(self._lock_file(name))!r} cannot be had ({error.strerror}). Check the permissions of the data folder"
            ) from error

    def _lock_file(self, name: str) -> Path:
        return self._path.with_name(f"{self._path.stem}.{name}.lock")


def _pending(row: tuple[int, str, str, int, int, int, str | None]) -> PendingUpdate:
    update_id, chat, raw, performed, in_flight, attempts, plan = row
    return PendingUpdate(update_id, chat, raw, performed, bool(in_flight), attempts, plan)
