"""Connections to PostgreSQL: steps that are done or not, errors in one line, migrations that take turns."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from command_line import environment_of
from postgres_server import Server

from knowledge.errors import InputError, StorageError
from knowledge.index.postgres.connection import Postgres
from knowledge.index.postgres.migrations import Migration

FIRST = Migration("m001_words", "create table clusterbot.words (word text primary key)")
SECOND = Migration("m002_counts", "alter table clusterbot.words add column n int not null default 0")


@pytest.fixture
def db(postgres_url: str) -> Iterator[Postgres]:
    db = Postgres(postgres_url)
    db.migrate("test", [FIRST])
    yield db
    db.close()


def words(db: Postgres) -> list[str]:
    return [word for (word,) in db.rows("select word from clusterbot.words order by word")]


def test_a_statement_says_how_many_rows_it_changed(db: Postgres) -> None:
    assert db.write("insert into clusterbot.words values (%s), (%s)", ("a", "b")) == 2
    assert db.write("delete from clusterbot.words where word = %(word)s", {"word": "c"}) == 0
    assert words(db) == ["a", "b"]


def test_a_row_that_is_not_there_is_none(db: Postgres) -> None:
    assert db.row("select word from clusterbot.words") is None


def test_what_ends_in_an_error_leaves_nothing_of_the_step(db: Postgres) -> None:
    def step(last: str) -> None:
        with db.transaction() as connection:
            connection.execute("insert into clusterbot.words values ('a')")
            connection.execute("insert into clusterbot.words values (%s)", (last,))
            raise ValueError("mine")

    with pytest.raises(StorageError, match="duplicate key"):
        step("a")
    with pytest.raises(ValueError, match="mine"):
        step("b")
    assert words(db) == []


def test_an_error_is_one_line_with_the_database_and_the_next_step(db: Postgres) -> None:
    with pytest.raises(
        StorageError, match=r"^database '.*/test_\d+' cannot be used \(.*\)\. Check CLUSTERBOT_STORE"
    ) as caught:
        db.rows("select\nnothing")
    assert "\n" not in str(caught.value)


def test_a_closed_one_says_so_and_may_be_closed_again(db: Postgres) -> None:
    db.close()
    db.close()
    with pytest.raises(StorageError, match="closed"):
        words(db)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://me:hidden-word@host/db",
        "postgresql://me:hidden/word@host/db",
        "postgresql://me:hidden-word@host/db?x=1",
    ],
)
def test_what_is_no_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(InputError, match=r"postgresql://USER:PASSWORD@HOST:PORT/DATABASE") as caught:
        Postgres(url)
    assert "hidden" not in f"{caught.value} {caught.value.__cause__}"


def test_a_server_that_is_not_there_is_named_without_user_and_password(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(StorageError, match=r"^database '127\.0\.0\.1:1/db' ") as caught:
        Postgres("postgresql://me:hidden-word@127.0.0.1:1/db")
    assert "hidden" not in f"{caught.value} {caught.value.__cause__} {caplog.text}"


def test_a_database_that_is_not_there_is_named(postgres_server: Server) -> None:
    with pytest.raises(StorageError, match=r'/nowhere. cannot be used \(.*database "nowhere" does not exist'):
        Postgres(postgres_server.url("nowhere"))


def test_a_connection_that_the_server_closed_meanwhile_is_replaced(db: Postgres, postgres_url: str) -> None:
    db.write("insert into clusterbot.words values ('a')")
    with psycopg.connect(postgres_url, autocommit=True) as other:
        ended = other.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'clusterbot'"
        ).fetchall()
    assert ended
    assert words(db) == ["a"]


def test_more_threads_than_connections_wait_for_each_other(postgres_url: str) -> None:
    db = Postgres(postgres_url, connections=2)
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda n: db.row("select %s::int, pg_sleep(0.01)", (n,))[0], range(40))) == list(
            range(40)
        )
    db.close()


def test_who_waits_too_long_for_a_connection_is_told(postgres_url: str) -> None:
    db = Postgres(postgres_url, connections=1, wait_seconds=0.1)
    with db.transaction(), pytest.raises(StorageError, match="no connection in time"):
        db.rows("select 1")
    db.close()


# -- migrations ----------------------------------------------------------------------------------------------


def test_only_what_is_pending_is_applied(db: Postgres) -> None:
    db.write("insert into clusterbot.words values ('kept')")
    db.migrate("test", [FIRST, SECOND])
    db.migrate("test", [FIRST, SECOND])
    assert db.rows("select word, n from clusterbot.words") == [("kept", 0)]


def test_families_are_numbered_apart(db: Postgres) -> None:
    db.migrate("other", [Migration("m001_other", "create table clusterbot.other (n int)")])
    assert db.rows("select family, position, name from clusterbot.migrations order by family") == [
        ("other", 0, "m001_other"),
        ("test", 0, "m001_words"),
    ]


def test_a_database_of_a_later_version_is_refused(db: Postgres) -> None:
    db.migrate("test", [FIRST, SECOND])
    with pytest.raises(StorageError, match=r"has migration 'm002_counts' of 'test'.*Update clusterbot"):
        db.migrate("test", [FIRST])


def test_a_migration_that_fails_leaves_nothing(db: Postgres) -> None:
    with pytest.raises(StorageError, match="syntax error"):
        db.migrate("test", [FIRST, SECOND, Migration("m003_wrong", "create tabel")])
    assert db.rows("select name from clusterbot.migrations") == [("m001_words",)]
    db.migrate("test", [FIRST, SECOND])


@pytest.mark.parametrize("attempt", range(3))
def test_of_many_that_open_a_new_database_at_the_same_moment_one_makes_the_tables(
    postgres_url: str, attempt: int
) -> None:
    ready = Barrier(6)

    def open_and_write(n: int) -> int:
        db = Postgres(postgres_url)
        ready.wait(30)
        db.migrate("test", [FIRST, SECOND])
        try:
            return db.write("insert into clusterbot.words (word) values (%s)", (str(n),))
        finally:
            db.close()

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(open_and_write, range(6))) == [1] * 6


def test_nothing_of_postgresql_is_loaded_where_it_was_not_chosen() -> None:
    code = "import sys, bot.cli.main, bot.app, indexer.cli; print([n for n in sys.modules if n.startswith(('psycopg', 'pgvector'))])"
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment_of(), capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout == "[]\n"
