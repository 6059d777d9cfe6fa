"""The schema of the state in SQLite, as numbered migrations of one purpose each. Times are seconds since the epoch."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("clusterbot-state")


@migrations()
def m001_updates(db: Database) -> None:
    """Updates in hand, and the ids of those that are done (done_at is set; chat, raw and plan are erased)."""
    db["updates"].create(  # type: ignore[union-attr]
        {
            "update_id": int,
            "chat": str,
            "raw": str,
            "plan": str,
            "performed": int,
            "in_flight": int,
            "attempts": int,
            "at": float,
            "done_at": float,
        },
        pk="update_id",
        not_null={"performed", "in_flight", "attempts", "at"},
    )
    # there are few in hand among many that are done
    db.execute("create index updates_in_hand on updates (update_id) where done_at is null")


@migrations()
def m002_memory(db: Database) -> None:
    """Sessions as JSON, chosen languages, what buttons refer to, and which replies answer which message."""
    db["sessions"].create(  # type: ignore[union-attr]
        {"name": str, "person": str, "session": str, "at": float}, pk="name", not_null={"person", "session", "at"}
    )
    db["languages"].create(  # type: ignore[union-attr]
        {"person": str, "language": str, "at": float}, pk="person", not_null={"language", "at"}
    )
    db["shown"].create(  # type: ignore[union-attr]
        {"token": str, "session": str, "person": str, "kind": str, "payload": str, "at": float},
        pk="token",
        not_null={"session", "person", "kind", "payload", "at"},
    )
    db["replies"].create(  # type: ignore[union-attr]
        {"chat": str, "message_id": int, "position": int, "reply_id": int, "at": float},
        pk=("chat", "message_id", "position"),
        not_null={"reply_id", "at"},
    )
    db["sessions"].create_index(["person"])  # type: ignore[union-attr]
    db["shown"].create_index(["person"])  # type: ignore[union-attr]
    db["shown"].create_index(["session"])  # type: ignore[union-attr]
    db["replies"].create_index(["chat", "reply_id"])  # type: ignore[union-attr]


@migrations()
def m003_limits(db: Database) -> None:
    """When each person wrote, and what they were told that is told once."""
    db["messages"].create({"person": str, "at": float}, not_null={"person", "at"})  # type: ignore[union-attr]
    db["messages"].create_index(["person", "at"])  # type: ignore[union-attr]
    db["told"].create(  # type: ignore[union-attr]
        {"person": str, "what": str, "at": float}, pk=("person", "what"), not_null={"at"}
    )


@migrations()
def m004_for_staff(db: Database) -> None:
    """Questions without an answer, ratings with the question rated, and figures of answers.

    Ratings have a person, so that one can be changed and taken back; what staff see has none, and no time of day that
    could be held against that of a session.
    """
    db["gaps"].create(  # type: ignore[union-attr]
        {"gap_rowid": int, "question": str, "language": str, "reason": str, "day": str},
        pk="gap_rowid",
        not_null={"question", "language", "reason", "day"},
    )
    db["ratings"].create(  # type: ignore[union-attr]
        {"token": str, "person": str, "good": int, "at": float}, pk=("token", "person"), not_null={"good", "at"}
    )
    db["ratings"].create_index(["person"])  # type: ignore[union-attr]
    db["rated_answers"].create(  # type: ignore[union-attr]
        {"token": str, "question": str, "answer": str, "language": str, "good": int, "bad": int, "day": str},
        pk="token",
        not_null={"question", "answer", "language", "good", "bad", "day"},
    )
    db["answers"].create(  # type: ignore[union-attr]
        {"answer_rowid": int, "at": float, "kind": str, "elapsed_ms": float, "language": str},
        pk="answer_rowid",
        not_null={"at", "kind", "elapsed_ms", "language"},
    )
    db["answers"].create_index(["at"])  # type: ignore[union-attr]


@migrations()
def m005_processes(db: Database) -> None:
    """Whose each chat is and in whose hands each update, where several processes share them; who takes part."""
    db["updates"].add_column("process", str)  # type: ignore[union-attr]
    db["chats"].create({"chat": str, "process": str, "at": float}, pk="chat", not_null={"at"})  # type: ignore[union-attr]
    db["processes"].create({"process": str}, pk="process")  # type: ignore[union-attr]
    db.execute("create index updates_in_hand_by_chat on updates (chat, update_id) where done_at is null")
    db.execute(
        "insert into chats (chat, at) select chat, max(at) from updates where done_at is null and chat is not null group by chat"
    )


@migrations()
def m006_counters(db: Database) -> None:
    """How far the counters of message ids have come, as far as any process knows."""
    db["counters"].create(  # type: ignore[union-attr]
        {"counter": str, "newest": int, "at": float}, pk="counter", not_null={"newest", "at"}
    )
