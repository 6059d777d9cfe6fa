"""Updates in PostgreSQL, shared by processes on any number of machines.

Who lives is known by leases on the server's own clock, so the clocks of the machines need not agree, and no connection
has to stay with a process. A chat's row says whose it is; an update's row says in whose hands it is. Whoever takes over a
dead one's chat writes itself into its updates: this waits for what the dead one was writing there, and from then on its
writes miss their row, should it only have been slow.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from bot.state.postgres_migrations import FAMILY, MIGRATIONS
from bot.state.protocol import IDLE_SECONDS, LEASE_SECONDS
from bot.state.records import Beat, PendingUpdate, Receipt
from knowledge.index.postgres.connection import Postgres

# The server's clock; a test's own where there is one.
NOW = "coalesce(%(now)s::float8, extract(epoch from clock_timestamp())::float8)"
COLUMNS = "update_id, chat, raw, performed, in_flight, attempts, plan"
_TIDY_BEATS = 60
_FREE = f"(process is null or process not in (select process from clusterbot.processes where until > {NOW}))"
LOCK_FREE_CHATS = f"""
    select chat from clusterbot.chats
    where chat in (select chat from clusterbot.updates where done_at is null and process is distinct from %(process)s)
      and {_FREE} order by at, chat limit %(most)s for update skip locked"""
TAKE = f"""
    with taken as (
      update clusterbot.chats set process = %(process)s where chat = any(%(chats)s) and {_FREE} returning chat)
    update clusterbot.updates set process = %(process)s
    where done_at is null and process is distinct from %(process)s
      and (chat in (select chat from taken) or chat in (select chat from clusterbot.chats where process = %(process)s))
    returning {COLUMNS}"""
_MINE = "update_id = %(update_id)s and done_at is null and process = %(process)s"


class PostgresUpdates:
    """The part of a `State` in PostgreSQL that is about updates. See `bot.state.protocol` for what each method does."""

    def __init__(
        self, url: str, *, clock: Callable[[], float] | None = None, lease_seconds: float = LEASE_SECONDS
    ) -> None:
        """Open the state in the database `url`. Raises `InputError` or `StorageError`, without the password."""
        self._db = Postgres(url)
        self._clock = clock
        self._lease_seconds = lease_seconds
        self._process = _new_process()
        self._takes_part = False
        self._n_beats = 0
        try:
            self._db.migrate(FAMILY, MIGRATIONS)
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        self._db.close()

    def _values(self, **values: Any) -> dict[str, Any]:
        now = None if self._clock is None else self._clock()
        return {"now": now, "process": self._process, **values}

    # -- one update ------------------------------------------------------------------------------------------

    def receive(self, update_id: int, chat: str, raw: str, *, take: bool = True) -> Receipt:
        row = self._db.row(
            f"""with turn as (
                  insert into clusterbot.chats as c (chat, process, at)
                  values (%(chat)s, case when %(take)s then %(process)s end, {NOW})
                  on conflict (chat) do update set at = excluded.at returning c.process)
                insert into clusterbot.updates (update_id, chat, raw, process, at)
                select %(update_id)s, %(chat)s, %(raw)s, case when turn.process = %(process)s and not exists (
                         select from clusterbot.updates
                         where chat = %(chat)s and done_at is null and process is distinct from %(process)s) then turn.process end,
                       {NOW} from turn
                on conflict (update_id) do nothing returning process""",
            self._values(update_id=update_id, chat=chat, raw=raw.encode(), take=take),
        )
        if row is None:
            return "known"
        return "left" if row[0] is None else "mine"

    def pending(self) -> list[PendingUpdate]:
        return [
            pending_update(row)
            for row in self._db.rows(
                f"select {COLUMNS} from clusterbot.updates where done_at is null order by update_id"
            )
        ]

    def begin_update(self, update_id: int) -> int:
        row = self._db.row(
            f"update clusterbot.updates set attempts = attempts + 1 where {_MINE} returning attempts",
            self._values(update_id=update_id),
        )
        return 0 if row is None else int(row[0])

    def plan_effects(self, update_id: int, plan: str) -> None:
        self._db.write(
            f"update clusterbot.updates set plan = %(plan)s where {_MINE}",
            self._values(update_id=update_id, plan=plan.encode()),
        )

    def start_effect(self, update_id: int, number: int) -> bool:
        return self._effect(update_id, number, in_flight=True)

    def finish_effect(self, update_id: int, number: int) -> None:
        self._effect(update_id, number + 1, in_flight=False)

    def _effect(self, update_id: int, performed: int, *, in_flight: bool) -> bool:
        n_changed = self._db.write(
            f"update clusterbot.updates set performed = %(performed)s, in_flight = %(in_flight)s where {_MINE}",
            self._values(update_id=update_id, performed=performed, in_flight=in_flight),
        )
        return n_changed == 1

    def finish_update(self, update_id: int) -> None:
        self._db.write(
            f"""with turn as (
                  update clusterbot.chats c set at = {NOW} from clusterbot.updates u
                  where u.update_id = %(update_id)s and c.chat = u.chat)
                update clusterbot.updates
                set chat = null, raw = null, plan = null, process = null, in_flight = false, done_at = {NOW} where {_MINE}""",
            self._values(update_id=update_id),
        )

    # -- several processes -----------------------------------------------------------------------------------

    def beat(self) -> Beat:
        """Say that this process lives. One that was late is told so, and takes part again, under another name, at the next beat."""
        self._n_beats += 1
        if not self._takes_part:
            self._process = _new_process()
        values = self._values(lease=self._lease_seconds)
        if self._takes_part:
            self._takes_part = (
                self._db.write(
                    f"update clusterbot.processes set until = {NOW} + %(lease)s where process = %(process)s and until > {NOW}",
                    values,
                )
                == 1
            )
            lost = not self._takes_part
        else:
            self._db.write(
                f"insert into clusterbot.processes (process, until) values (%(process)s, {NOW} + %(lease)s)", values
            )
            self._takes_part, lost = True, False
        if self._n_beats % _TIDY_BEATS == 1:
            self._tidy()
        (n_processes,) = self._db.row(f"select count(*) from clusterbot.processes where until > {NOW}", values)
        return Beat(n_processes, lost)

    def claim(self, most: int) -> list[PendingUpdate]:
        values = self._values(most=most)
        with self._db.transaction() as connection:
            chats = connection.execute(LOCK_FREE_CHATS, values).fetchall()
            # Looked at once more now that nobody else can take them: who took one and began to live since the statement
            # above began is not yet among the living there, so it would take the chat out of living hands.
            rows = connection.execute(TAKE, {**values, "chats": [chat for (chat,) in chats]}).fetchall()
        return sorted((pending_update(row) for row in rows), key=lambda update: update.update_id)

    def lead(self) -> bool:
        row = self._db.row(
            f"""insert into clusterbot.leases as l (name, process, until) values ('polling', %(process)s, {NOW} + %(lease)s)
                on conflict (name) do update set process = excluded.process, until = excluded.until
                where l.process = excluded.process or l.until <= {NOW} returning 1""",
            self._values(lease=self._lease_seconds),
        )
        return row is not None

    def leave(self) -> None:
        values = self._values()
        with self._db.transaction() as connection:
            # chats before updates, as everywhere
            connection.execute("update clusterbot.chats set process = null where process = %(process)s", values)
            connection.execute(
                "update clusterbot.updates set process = null where done_at is null and process = %(process)s", values
            )
            connection.execute("delete from clusterbot.leases where process = %(process)s", values)
            connection.execute("delete from clusterbot.processes where process = %(process)s", values)
        self._takes_part = False

    def _tidy(self) -> None:
        """Forget whose the chats are in which nothing happens any more, and processes that are dead."""
        values = self._values(idle=IDLE_SECONDS)
        self._db.write(
            f"""delete from clusterbot.chats c where at < {NOW} - %(idle)s
                and not exists (select from clusterbot.updates u where u.chat = c.chat and u.done_at is null)""",
            values,
        )
        self._db.write(f"delete from clusterbot.processes where until < {NOW} - %(idle)s", values)


def pending_update(row: Any) -> PendingUpdate:
    """Return the update in a row of `COLUMNS`."""
    update_id, chat, raw, performed, in_flight, attempts, plan = row
    return PendingUpdate(
        update_id,
        chat,
        bytes(raw).decode(),
        performed,
        in_flight,
        attempts,
        None if plan is None else bytes(plan).decode(),
    )


def _new_process() -> str:
    return secrets.token_hex(8)
