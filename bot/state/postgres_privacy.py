"""What is kept of a person in PostgreSQL: all of it shown, all of it deleted, and what ends by itself."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from bot.state import session_json
from bot.state.days import DAY_SECONDS
from bot.state.postgres_updates import COLUMNS, NOW, pending_update
from bot.state.records import PersonData, Rating, Replied, Shown, StoredSession
from bot.state.retention import DONE_DAYS, LIMIT_DAYS, OF_A_PERSON, STAFF_DAYS, WHILE_USED
from knowledge.index.postgres.migrations import Connection


def export(connection: Connection, person: str) -> PersonData:
    """Return all that is kept of `person`, as of one moment; `connection` has just begun a transaction."""
    connection.execute("set transaction isolation level repeatable read")

    def rows(sql: str) -> list[Any]:
        return connection.execute(sql, (person,)).fetchall()

    language = rows("select language from clusterbot.languages where person = %s")
    sessions = rows('select name, session, at from clusterbot.sessions where person = %s order by at, name collate "C"')
    read = ((name, session_json.read(text), at) for name, text, at in sessions)
    replies = rows(
        "select message_id, at, reply_id from clusterbot.replies where chat = %s order by message_id, position"
    )
    return PersonData(
        person=person,
        language=language[0][0] if language else None,
        sessions=tuple(StoredSession(name, session, at) for name, session, at in read if session is not None),
        shown=tuple(
            Shown(*row)
            for row in rows(
                """select token, session, kind, payload, at from clusterbot.shown where person = %s
                   order by at, token collate "C" """
            )
        ),
        ratings=tuple(
            Rating(*row)
            for row in rows(
                """select coalesce(a.question, ''), r.good, r.at
                   from clusterbot.ratings r left join clusterbot.rated_answers a using (token)
                   where r.person = %s order by r.at, token collate "C" """
            )
        ),
        messages=tuple(at for (at,) in rows("select at from clusterbot.messages where person = %s order by at")),
        told=tuple(rows('select what, at from clusterbot.told where person = %s order by at, what collate "C"')),
        replies=tuple(
            Replied(message_id, tuple(row[2] for row in group), at)
            for (message_id, at), group in groupby(replies, key=lambda row: (row[0], row[1]))
        ),
        in_hand=tuple(
            pending_update(row)
            for row in rows(
                f"select {COLUMNS} from clusterbot.updates where done_at is null and chat = %s order by update_id"
            )
        ),
    )


def delete(connection: Connection, person: str) -> int:
    """Delete all that is kept of `person`, and return how many rows that were; updates in hand stay."""
    values = {"person": person}
    mine = "select token from clusterbot.ratings where person = %(person)s"
    connection.execute(  # what is rated just now is waited for, and not counted twice
        f"select pg_advisory_xact_lock(hashtextextended('rating of ' || token, 0)) from ({mine} order by token) as mine",
        values,
    )
    connection.execute(
        """update clusterbot.rated_answers a set good = a.good - r.good::int, bad = a.bad - 1 + r.good::int
           from clusterbot.ratings r where r.token = a.token and r.person = %(person)s""",
        values,
    )
    connection.execute(
        f"delete from clusterbot.rated_answers where good <= 0 and bad <= 0 and token in ({mine})", values
    )
    return sum(
        connection.execute(f"delete from clusterbot.{table} where {column} = %(person)s", values).rowcount
        for table, column in OF_A_PERSON
    )


def prune(connection: Connection, values: dict[str, Any], keep_days: float) -> None:
    """Delete what was last used more than `keep_days` ago, and what is needed for less or longer than that."""

    def before(days: float) -> dict[str, Any]:
        return values | {"seconds": days * DAY_SECONDS}

    for table in WHILE_USED:
        connection.execute(f"delete from clusterbot.{table} where at < {NOW} - %(seconds)s", before(keep_days))
    connection.execute(f"delete from clusterbot.messages where at < {NOW} - %(seconds)s", before(LIMIT_DAYS))
    connection.execute(
        f"""update clusterbot.updates set chat = null, raw = null, plan = null, process = null, done_at = {NOW}
            where done_at is null and at < {NOW} - %(seconds)s""",
        before(keep_days),
    )
    connection.execute(f"delete from clusterbot.updates where done_at < {NOW} - %(seconds)s", before(DONE_DAYS))
    for table in ("gaps", "rated_answers"):
        connection.execute(
            f"""delete from clusterbot.{table}
                where day < to_char(to_timestamp({NOW} - %(seconds)s) at time zone 'utc', 'YYYY-MM-DD')""",
            before(STAFF_DAYS),
        )
