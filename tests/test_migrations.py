from __future__ import annotations

import re
import sqlite3

import pytest
from sqlite_utils import Database

from knowledge.index.migrations import migrations
from knowledge.index.store import LATEST


@pytest.fixture
def db() -> Database:
    db = Database(memory=True)
    migrations.apply(db)
    return db


def test_migrations_are_numbered_without_gaps_and_say_their_purpose() -> None:
    pending = migrations.pending(Database(memory=True))
    assert [m.name[:5] for m in pending] == [f"m{n:03}_" for n in range(1, len(pending) + 1)]
    assert all((m.fn.__doc__ or "").strip() for m in pending)


def test_a_store_for_reading_asks_for_the_last_migration() -> None:
    assert migrations.pending(Database(memory=True))[-1].name == LATEST


def test_all_migrations_are_recorded_and_none_is_pending_afterwards(db: Database) -> None:
    recorded = [row["name"] for row in db["_sqlite_migrations"].rows]
    assert recorded == [m.name for m in migrations.pending(Database(memory=True))]
    assert migrations.pending(db) == []


def test_applying_twice_changes_nothing(db: Database) -> None:
    db["documents"].insert({"doc_id": "a", "title": "A", "language": "en", "text": "x"})
    before = db.schema
    migrations.apply(db)
    assert (db.schema, db["documents"].count) == (before, 1)


def test_migrations_stopped_half_way_are_completed_later() -> None:
    db = Database(memory=True)
    migrations.apply(db, stop_before="m003_embeddings")
    pending = [m.name for m in migrations.pending(db)]
    assert pending == [
        "m003_embeddings",
        "m004_lexical",
        "m005_word_counts",
        "m006_document_origin",
        "m007_postings",
        "m008_compared",
        "m009_verdicts",
        "m010_claims",
        "m011_name_keys",
    ]
    migrations.apply(db)
    assert {"embeddings", "passage_vectors", "passages_fts"} <= set(db.table_names())


def test_a_migration_that_fails_leaves_neither_change_nor_record() -> None:
    db = Database(memory=True)
    db.execute("create table cluster_laender (other text)")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrations.apply(db)
    assert "clusters" not in db.table_names()
    assert migrations.pending(db)[0].name == "m002_clusters"


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("documents", ["doc_id"]),
        ("sources", ["source_rowid"]),
        ("passages", ["passage_rowid"]),
        ("passage_sources", ["passage_rowid", "position"]),
        ("clusters", ["cluster_id"]),
        ("cluster_fields", ["cluster_id", "field_id"]),
        ("cluster_laender", ["cluster_id", "land_id"]),
        ("embeddings", ["text_sha256"]),
        ("passage_vectors", ["vector_rowid"]),
    ],
)
def test_each_table_has_its_key(db: Database, table: str, key: list[str]) -> None:
    assert db[table].pks == key


def test_foreign_keys_point_at_tables_and_columns_that_exist(db: Database) -> None:
    keys = [key for table in db.tables if not table.name.startswith("passages_fts") for key in table.foreign_keys]
    assert len(keys) == 7
    assert [key for key in keys if key.other_column not in db[key.other_table].columns_dict] == []


def test_two_passages_cannot_have_one_id(db: Database) -> None:
    row = {
        "passage_id": "a#1",
        "doc_id": "a",
        "start": 0,
        "end": 1,
        "text": "x",
        "language": "en",
        "kind": "text",
    }
    db["passages"].insert(row)
    with pytest.raises(sqlite3.IntegrityError, match=re.escape("passages.passage_id")):
        db["passages"].insert(row)


def test_the_full_text_table_has_a_column_for_each_part_of_a_passage(db: Database) -> None:
    assert list(db["passages_fts"].columns_dict) == ["body", "heading", "asked"]
