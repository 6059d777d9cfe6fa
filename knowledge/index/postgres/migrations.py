"""Migrations of the schema `clusterbot`, numbered within families that change apart from each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import psycopg

from knowledge.errors import StorageError

SCHEMA = "clusterbot"
_LOCK = 0x636C7573  # any number that nobody else in the database locks; migrations of all families take turns

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Migration:
    """One change of the schema: its name, as `m001_updates`, and its statements. Tables are named `clusterbot.NAME`."""

    name: str
    sql: str


def pending(connection: Connection, family: str, migrations: Sequence[Migration]) -> Sequence[Migration]:
    """Return the migrations that are not applied yet, in order.

    Raises `StorageError` where another version of the program has applied others.
    """
    if connection.execute("select to_regclass(%s)", (f"{SCHEMA}.migrations",)).fetchone() == (None,):
        return migrations
    applied = connection.execute(
        f"select name from {SCHEMA}.migrations where family = %s order by position", (family,)
    ).fetchall()
    known = [(migration.name,) for migration in migrations[: len(applied)]]
    if applied != known:
        strange = next((name for (name,) in applied if name not in {m.name for m in migrations}), applied[-1][0])
        raise StorageError(
            f"the database has migration {strange!r} of {family!r}, which this version does not know. Update clusterbot on this machine"
        )
    return migrations[len(applied) :]


def migrate(connection: Connection, family: str, migrations: Sequence[Migration]) -> None:
    """Apply what is pending in one transaction. Of several processes, one does, and the others then find it done."""
    if not pending(connection, family, migrations):
        return
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", (_LOCK,))
        connection.execute(f"create schema if not exists {SCHEMA}")
        connection.execute(
            f"""create table if not exists {SCHEMA}.migrations (
                  family text not null, position int not null, name text not null,
                  applied_at timestamptz not null default now(), primary key (family, position))"""
        )
        left = pending(connection, family, migrations)
        first = len(migrations) - len(left)
        for position, migration in enumerate(left, first):
            connection.execute(migration.sql)
            connection.execute(
                f"insert into {SCHEMA}.migrations (family, position, name) values (%s, %s, %s)",
                (family, position, migration.name),
            )
