"""What is kept of a person in SQLite: all of it shown, all of it deleted, and what ends by itself."""

from __future__ import annotations

import sqlite3
from itertools import groupby

from bot.state import session_json
from bot.state.days import DAY_SECONDS, day_of
from bot.state.records import PendingUpdate, PersonData, Rating, Replied, Shown, StoredSession
from bot.state.retention import DONE_DAYS, LIMIT_DAYS, OF_A_PERSON, STAFF_DAYS, WHILE_USED


def export(connection: sqlite3.Connection, person: str) -> PersonData:
    """Return all that is kept of `person`."""
    language = connection.execute("select language from languages where person = ?", (person,)).fetchone()
    return PersonData(
        person=person,
        language=language[0] if language else None,
        sessions=_sessions(connection, person),
        shown=tuple(
            Shown(*row)
            for row in connection.execute(
                "select token, session, kind, payload, at from shown where person = ? order by at, token", (person,)
            )
        ),
        ratings=tuple(
            Rating(question, bool(good), at)
            for question, good, at in connection.execute(
                """select coalesce(a.question, ''), r.good, r.at from ratings r left join rated_answers a using (token)
                   where r.person = ? order by r.at, token""",
                (person,),
            )
        ),
        messages=tuple(
            at for (at,) in connection.execute("select at from messages where person = ? order by at", (person,))
        ),
        told=tuple(connection.execute("select what, at from told where person = ? order by at, what", (person,))),
        replies=_replies(connection, person),
        in_hand=tuple(
            PendingUpdate(update_id, chat, raw, performed, bool(in_flight), attempts, plan)
            for update_id, chat, raw, performed, in_flight, attempts, plan in connection.execute(
                """select update_id, chat, raw, performed, in_flight, attempts, plan from updates
                   where done_at is null and chat = ? order by update_id""",
                (person,),
            )
        ),
    )


def _sessions(connection: sqlite3.Connection, person: str) -> tuple[StoredSession, ...]:
    rows = connection.execute("select name, session, at from sessions where person = ? order by at, name", (person,))
    read = ((name, session_json.read(text), at) for name, text, at in rows)
    return tuple(StoredSession(name, session, at) for name, session, at in read if session is not None)


def _replies(connection: sqlite3.Connection, chat: str) -> tuple[Replied, ...]:
    rows = connection.execute(
        "select message_id, at, reply_id from replies where chat = ? order by message_id, position", (chat,)
    ).fetchall()
    return tuple(
        Replied(message_id, tuple(row[2] for row in group), at)
        for (message_id, at), group in groupby(rows, key=lambda row: (row[0], row[1]))
    )


def delete(connection: sqlite3.Connection, person: str) -> int:
    """Delete all that is kept of `person`, and return how many rows that were; updates in hand stay."""
    connection.execute(
        """update rated_answers set
             good = good - (select good from ratings r where r.token = rated_answers.token and r.person = ?1),
             bad = bad - (select 1 - good from ratings r where r.token = rated_answers.token and r.person = ?1)
           where token in (select token from ratings where person = ?1)""",
        (person,),
    )
    connection.execute("delete from rated_answers where good <= 0 and bad <= 0")
    return sum(
        connection.execute(f"delete from {table} where {column} = ?", (person,)).rowcount
        for table, column in OF_A_PERSON
    )


def prune(connection: sqlite3.Connection, now: float, keep_days: float) -> None:
    """Delete what was last used more than `keep_days` ago, and what is needed for less or longer than that."""
    before = now - keep_days * DAY_SECONDS
    for table in WHILE_USED:
        connection.execute(f"delete from {table} where at < ?", (before,))
    connection.execute("delete from messages where at < ?", (now - LIMIT_DAYS * DAY_SECONDS,))
    connection.execute(
        "update updates set chat = null, raw = null, plan = null, process = null, done_at = ? where done_at is null and at < ?",
        (now, before),
    )
    connection.execute("delete from updates where done_at < ?", (now - DONE_DAYS * DAY_SECONDS,))
    for table in ("gaps", "rated_answers"):
        connection.execute(f"delete from {table} where day < ?", (day_of(now - STAFF_DAYS * DAY_SECONDS),))
