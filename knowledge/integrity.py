"""Whether the parts of an index are whole and agree. Says what is wrong and what to run; changes nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt
from pydantic import ValidationError

from knowledge import generations, manifest
from knowledge.classifier import Classifier
from knowledge.errors import IndexProblem
from knowledge.fields import load_taxonomy
from knowledge.records import LANGUAGES, Language
from knowledge.store import Store
from knowledge.vectors import VectorIndex

_REBUILD = "Run: clusterbot index --fresh"
_MIN_CLASSES = 5  # statements with asked lines, from which on a language has a classifier


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
    missing: list[Language] = []
    for language in LANGUAGES:
        try:
            if Classifier.load(folder / generations.classifier_file(language)) is None:
                missing.append(language)
        except IndexProblem as error:
            found.append(str(error))
    try:
        store = Store.open(folder / generations.DATABASE)
    except IndexProblem as error:
        return [*found, str(error)]
    try:
        found += _store_problems(store, made)
        found += _cluster_problems(store)
        found += _classifier_problems(store, missing)
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


def _cluster_problems(store: Store) -> list[str]:
    """Return what is wrong with the rows that the finder filters on: they must be those of the stored profiles."""
    taxonomy = load_taxonomy()
    again = Store.create()
    try:
        again.add_clusters(store.clusters(), field_ids=taxonomy.field_ids, land_ids=taxonomy.land_ids)
        return [
            f"table {table!r} does not agree with the cluster profiles. {_REBUILD}"
            for table in ("clusters", "cluster_fields", "cluster_laender")
            if _rows(store, table) != _rows(again, table)
        ]
    except (ValidationError, KeyError) as error:
        return [f"a stored cluster profile is not of this version ({str(error).splitlines()[0]}). {_REBUILD}"]
    finally:
        again.close()


def _rows(store: Store, table: str) -> list[tuple[object, ...]]:
    return sorted(store.connection.execute(f"select * from {table}"), key=repr)


def _classifier_problems(store: Store, missing: list[Language]) -> list[str]:
    """Return which of the classifiers that are missing there should be."""
    found: list[str] = []
    for language in missing:
        (n,) = store.connection.execute(
            """select count(distinct statement_id) from passages
               where kind in ('statement', 'gap') and asked <> '[]' and language = ?""",
            (language,),
        ).fetchone()
        if n >= _MIN_CLASSES:
            name = generations.classifier_file(language)
            found.append(f"classifier file {name!r} is missing, though {n} statements have asked lines. {_REBUILD}")
    return found


def _vector_problems(store: Store, folder: Path, made: manifest.Manifest) -> list[str]:
    try:
        vectors = VectorIndex.load(folder / generations.VECTORS)
        stored, rowids = store.vectors(made.dimension)
    except IndexProblem as error:
        return [str(error)]
    if vectors.dimension != made.dimension:
        return [f"vectors have {vectors.dimension} dimensions, the manifest says {made.dimension}. {_REBUILD}"]
    if vectors.ids.tolist() != rowids.tolist():
        return [f"the vector file and the database disagree on which vector belongs to which passage. {_REBUILD}"]
    if len(rowids) != made.counts.vectors:
        return [f"there are {len(rowids)} vectors, the manifest says {made.counts.vectors}. {_REBUILD}"]
    n = int((_filed_vectors(folder / generations.VECTORS) != stored).any(axis=1).sum())
    return [f"{n} vectors of the vector file are not those of the database. {_REBUILD}"] if n else []


def _filed_vectors(path: Path) -> npt.NDArray[np.float32]:
    """Return the vectors (n, dimension) in the vector file `path`, in the order in which they were added."""
    index: Any = faiss.read_index(str(path))  # kept, since it owns what is read below
    vectors: npt.NDArray[np.float32] = index.index.reconstruct_n(0, index.ntotal)
    return vectors
