"""The schema of the state in PostgreSQL. Times are seconds since the epoch, of the server's clock."""

from __future__ import annotations

from knowledge.index.postgres.migrations import Migration

FAMILY = "state"

MIGRATIONS = (
    Migration(
        "m001_updates",
        # Updates in hand, and the ids of those that are done. `process` has it in its hands; null: nobody yet.
        # There are few in hand among many that are done. Rows are written several times: room in the page keeps that cheap.
        """
        create table clusterbot.updates (
            update_id bigint primary key, chat text, raw bytea, plan bytea,
            performed int not null default 0, in_flight boolean not null default false, attempts int not null default 0,
            process text, at float8 not null, done_at float8
        ) with (fillfactor = 70);
        create index updates_in_hand on clusterbot.updates (chat, update_id) where done_at is null;
        create table clusterbot.chats (chat text primary key, process text, at float8 not null) with (fillfactor = 50);
        create table clusterbot.processes (process text primary key, until float8 not null) with (fillfactor = 50);
        create table clusterbot.leases (name text primary key, process text not null, until float8 not null)
        """,
    ),
    Migration(
        "m002_memory",
        # Sessions as JSON, chosen languages, what buttons refer to, which replies answer which message, how far ids have come.
        """
        create table clusterbot.sessions (name text primary key, person text not null, session text not null, at float8 not null);
        create table clusterbot.languages (person text primary key, language text not null, at float8 not null);
        create table clusterbot.shown (
            token text primary key, session text not null, person text not null, kind text not null, payload text not null,
            at float8 not null
        );
        create table clusterbot.replies (
            chat text, message_id bigint, position int, reply_id bigint not null, at float8 not null,
            primary key (chat, message_id, position)
        );
        create table clusterbot.counters (counter text primary key, newest bigint not null, at float8 not null)
            with (fillfactor = 50);
        create index on clusterbot.sessions (person);
        create index on clusterbot.shown (person);
        create index on clusterbot.shown (session)
        """,
    ),
    Migration(
        "m003_limits",
        # When each person wrote, and what they were told that is told once.
        """
        create table clusterbot.messages (person text not null, at float8 not null);
        create index on clusterbot.messages (person, at);
        create table clusterbot.told (person text, what text, at float8 not null, primary key (person, what))
        """,
    ),
    Migration(
        "m004_for_staff",
        # As in SQLite: ratings have a person, what staff see has none, and no time of day.
        """
        create table clusterbot.gaps (
            gap_rowid bigint generated always as identity primary key, question text not null, language text not null,
            reason text not null, day text not null
        );
        create table clusterbot.ratings (
            token text, person text, good boolean not null, at float8 not null, primary key (token, person)
        );
        create index on clusterbot.ratings (person);
        create table clusterbot.rated_answers (
            token text primary key, question text not null, answer text not null, language text not null,
            good int not null, bad int not null, day text not null
        );
        create table clusterbot.answers (
            answer_rowid bigint generated always as identity primary key, at float8 not null, kind text not null,
            elapsed_ms float8 not null, language text not null
        );
        create index on clusterbot.answers (at)
        """,
    ),
    Migration(
        "m005_key",
        # What tells whether two bots have the same key of pseudonyms; the key itself is never here.
        "create table clusterbot.keys (channel text primary key, fingerprint text not null)",
    ),
)
