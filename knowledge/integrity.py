"""Whether the parts of an index are whole and agree. Says what is wrong and what to run; changes nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from knowledge import generations, manifest
from knowledge.classifier import Classifier
from knowledge.errors import IndexProblem
from knowledge.records import LANGUAGES
from knowledge.store import Store
from knowledge.vectors import VectorIndex

_REBUILD = "Run: clusterbot index --fresh"


def manifest_of(data: Path) -> manifest.Manifest:
    """Return the manifest of the generation that answers. Raises `IndexMissing`, `IndexDamaged` or `IndexMismatch`."""
    return manifest.read(generations.current(data))


def problems(data: Path) -> list[str]:
    """Return one line for each thing that is wrong with the index under `data`; empty: it is whole.

    Raises `IndexMissing` when there is no index at all.
    """
    folder = generations.current(data)
    found: list[str] = []
    try:
        made = manifest.read(folder)
    except IndexProblem as error:
        return [str(error)]
    for language in LANGUAGES:
        try:
            Classifier.load(folder / generations.classifier_file(language))
        except IndexProblem as error:
            found.append(str(error))
    try:
        store = Store.open(folder / generations.DATABASE)
    except IndexProblem as error:
        return [*found, str(error)]
    try:
        found += _store_problems(store, made)
        found += _vector_problems(store, folder, made)
    except sqlite3.DatabaseError as error:
        found.append(f"database {generations.DATABASE!r} is damaged ({error}). {_REBUILD}")
    finally:
        store.close()
    return found


def _store_problems(store: Store, made: manifest.Manifest) -> list[str]:
    found: list[str] = []
    verdict = store.connection.execute("pragma integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        return [f"database {generations.DATABASE!r} is damaged ({verdict}). {_REBUILD}"]
    for table in ("documents", "passages", "clusters", "sources"):
        n, expected = store.count(table), getattr(made.counts, table)
        if n != expected:
            found.append(f"table {table!r} has {n} rows, the manifest says {expected}. {_REBUILD}")
    queries = {
        "passages whose text is not where their document has it": """select count(*) from passages p join documents d using (doc_id)
            where substr(d.text, p.start + 1, p.end - p.start) <> p.text""",
        "passages without a document": "select count(*) from passages where doc_id not in (select doc_id from documents)",
        "passages without a vector": """select count(*) from passages
            where passage_rowid not in (select passage_rowid from passage_vectors)""",
        "vectors without a passage": """select count(*) from passage_vectors
            where passage_rowid not in (select passage_rowid from passages)""",
        "vectors without an embedding": """select count(*) from passage_vectors
            where text_sha256 not in (select text_sha256 from embeddings)""",
        "passages without full-text rows": """select count(*) from passages
            where passage_rowid not in (select rowid from passages_fts)""",
        "citations of sources that are gone": """select count(*) from passage_sources
            where source_rowid not in (select source_rowid from sources)""",
    }
    for what, sql in queries.items():
        n = int(store.connection.execute(sql).fetchone()[0])
        if n:
            found.append(f"{n} {what}. {_REBUILD}")
    return found


def _vector_problems(store: Store, folder: Path, made: manifest.Manifest) -> list[str]:
    try:
        vectors = VectorIndex.load(folder / generations.VECTORS)
        _, rowids = store.vectors(made.dimension)
    except IndexProblem as error:
        return [str(error)]
    if vectors.dimension != made.dimension:
        return [f"vectors have {vectors.dimension} dimensions, the manifest says {made.dimension}. {_REBUILD}"]
    if vectors.ids.tolist() != rowids.tolist():
        return [f"the vector file and the database disagree on which vector belongs to which passage. {_REBUILD}"]
    return []
