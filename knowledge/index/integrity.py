"""Whether the parts of an index are whole and agree. Says what is wrong and what to run; changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from knowledge.asked.passage_words import packed
from knowledge.errors import IndexDamaged, IndexMissing, IndexProblem
from knowledge.index import generations, lexical, manifest, postings
from knowledge.index.classifier import Classifier
from knowledge.index.store import Store
from knowledge.index.vectors import STORED_AT_A_TIME, VectorIndex
from knowledge.naming.fields import load_taxonomy
from knowledge.records import LANGUAGES, Language
from knowledge.words.information import Information
from knowledge.words.word_counts import WordCounts, count_words

# what documents, passages, sources, profiles and embeddings say is the truth: without one of these, all is read anew
_REBUILD = "Run: clusterbot index --fresh"
# the rest is derived from them
_REPAIR = "Run: clusterbot index --repair"
_TRUTH = ("documents", "passages", "sources", "clusters")
_MIN_CLASSES = 5  # statements with asked lines, from which on a language has a classifier


def manifest_of(data: Path) -> manifest.Manifest:
    """Return the manifest of the generation that answers. Raises `IndexMissing`, `IndexDamaged` or `IndexMismatch`."""
    return manifest.read(generations.current(data))


def problems(data: Path) -> list[str]:
    """Return one line for each thing that is wrong with the index under `data`; empty: it is whole.

    A line says what to run: `index --repair` where the truth in the database is whole, and the rest derived from it; else
    `index`. Raises `IndexMissing` when there is no index at all.
    """
    try:
        folder = generations.current(data)
    except IndexMissing as error:
        others = generations.finished(data)
        if not others:
            raise
        return [
            f"{generations.POINTER} in {str(data)!r} does not name {others[0].name!r}, which is there. {_REPAIR}"
        ] + ([] if "no index" in str(error) else [str(error)])
    return problems_of(folder)


def problems_of(folder: Path) -> list[str]:
    """Return one line for each thing that is wrong with the generation in `folder`; empty: it is whole."""
    try:
        made = manifest.read(folder)
    except IndexMissing:
        return [f"index {str(folder)!r} has no {manifest.FILE_NAME}. {_REPAIR}"]
    except IndexDamaged:
        return [f"{manifest.FILE_NAME} in {str(folder)!r} is not a manifest. {_REPAIR}"]
    except IndexProblem as error:
        return [str(error)]
    changed = manifest.changed_files(made, folder)
    found = _name_problems(folder, made)
    missing: list[Language] = []
    for language in LANGUAGES:
        name = generations.classifier_file(language)
        try:
            if Classifier.load(folder / name) is None:
                missing.append(language)
            elif name in changed:
                found.append(f"classifier file {name!r} is not the one that was written. {_REPAIR}")
        except IndexProblem:
            found.append(f"classifier file {name!r} is unreadable. {_REPAIR}")
    try:
        store = Store.open(folder / generations.DATABASE, claims=True)
    except IndexProblem as error:
        return [*found, str(error)]
    try:
        in_database = _truth_problems(store, made) or _derived_problems(store, made)
        found += in_database + _classifier_problems(store, missing)
        vector_problems = _vector_problems(store, folder, made, changed)
        found += vector_problems
    except sqlite3.DatabaseError as error:
        found.append(f"database {generations.DATABASE!r} is damaged ({error}). {_REBUILD}")
        return found
    finally:
        store.close()
    if generations.DATABASE in changed and not (in_database or vector_problems):
        found.append(
            f"database {generations.DATABASE!r} is not the one that was written: its checksum differs. {_REBUILD}"
        )
    return found


def truth_problems(store: Store) -> list[str]:
    """Return what is wrong with the part of a database that cannot be derived from any other."""
    try:
        return _truth_problems(store, None)
    except sqlite3.DatabaseError as error:
        return [f"database {generations.DATABASE!r} is damaged ({error}). {_REBUILD}"]


def _name_problems(folder: Path, made: manifest.Manifest) -> list[str]:
    if made.generation == folder.name:
        return []
    return [f"{manifest.FILE_NAME} names generation {made.generation!r}, its folder is {folder.name!r}. {_REPAIR}"]


def _truth_problems(store: Store, made: manifest.Manifest | None) -> list[str]:
    verdict = store.connection.execute("pragma integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        return [f"database {generations.DATABASE!r} is damaged ({verdict}). {_REBUILD}"]
    found: list[str] = []
    for table in _TRUTH if made else ():
        n, expected = store.count(table), getattr(made.counts, table) if made else 0
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
        "embeddings without a passage": """select count(*) from embeddings
            where text_sha256 not in (select text_sha256 from passage_vectors)""",
        "citations of sources that are gone": """select count(*) from passage_sources
            where source_rowid not in (select source_rowid from sources)""",
        "citations by passages that are gone": """select count(*) from passage_sources
            where passage_rowid not in (select passage_rowid from passages)""",
    }
    return found + _counted(store, queries, _REBUILD)


def _counted(store: Store, queries: Mapping[str, str], step: str) -> list[str]:
    counts = {what: int(store.connection.execute(sql).fetchone()[0]) for what, sql in queries.items()}
    return [f"{n} {what}. {step}" for what, n in counts.items() if n]


def _derived_problems(store: Store, made: manifest.Manifest) -> list[str]:
    """Return what is wrong with the tables that are derived from the truth, which is whole."""
    queries = {
        "passages without full-text rows": """select count(*) from passages
            where passage_rowid not in (select rowid from passages_fts)""",
        "full-text rows without a passage": """select count(*) from passages_fts
            where rowid not in (select passage_rowid from passages)""",
    }
    found = _counted(store, queries, _REPAIR)
    if not found:
        rows = store.connection.execute("select body, heading, asked from passages_fts order by rowid")
        n = sum(lexical.indexed(passage) != row for (_, passage), row in zip(store.each_passage(), rows, strict=True))
        found += [f"{n} full-text rows are not those of their passages. {_REPAIR}"] if n else []
    if not found and not postings.are_right(store.connection):
        found.append(f"the postings are not those of the full-text rows. {_REPAIR}")
    if not found and not _are_compared_right(store):
        found.append(f"what of passages is compared with questions is not that of the passages. {_REPAIR}")
    if store.word_counts() != _again(count_words(passage for _, passage in store.each_passage())):
        found.append(f"the word counts are not those of the passages. {_REPAIR}")
    return found + _cluster_problems(store)


def _are_compared_right(store: Store) -> bool:
    information = Information(
        postings.Frequencies(postings.Postings(lambda: store.connection)), store.count("passages")
    )
    return all(passage.compared == packed(passage, information) for _, passage in store.each_passage())


def _again(counts: WordCounts) -> WordCounts:
    """Return `counts` as plain mappings, as they are read."""
    return WordCounts(
        spoken={language: dict(words) for language, words in counts.spoken.items()},
        folded=dict(counts.folded),
        topics={language: dict(words) for language, words in counts.topics.items()},
    )


def _cluster_problems(store: Store) -> list[str]:
    """Return what is wrong with the rows that the finder filters on: they must be those of the stored profiles."""
    from knowledge.index.written_store import WrittenStore  # what writes takes a tenth of a second to load

    taxonomy = load_taxonomy()
    again = WrittenStore.create()
    try:
        again.add_clusters(store.clusters(), field_ids=taxonomy.field_ids, land_ids=taxonomy.land_ids)
        return [
            f"table {table!r} does not agree with the cluster profiles. {_REPAIR}"
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
            found.append(f"classifier file {name!r} is missing, though {n} statements have asked lines. {_REPAIR}")
    return found


def _vector_problems(store: Store, folder: Path, made: manifest.Manifest, changed: Sequence[str]) -> list[str]:
    name = generations.VECTORS
    try:
        n_stored = sum(len(rowids) for _, rowids in store.vector_parts(made.dimension))
    except IndexProblem as error:
        return [str(error)]
    if n_stored != made.counts.vectors:
        return [f"there are {n_stored} vectors, the manifest says {made.counts.vectors}. {_REBUILD}"]
    try:
        vectors = VectorIndex.load(folder / name)
    except IndexProblem:
        return [f"vector file {name!r} is missing or unreadable. {_REPAIR}"]
    if vectors.dimension != made.dimension:
        return [f"vectors have {vectors.dimension} dimensions, the manifest says {made.dimension}. {_REPAIR}"]
    step = _REPAIR if generations.DATABASE not in changed else _REBUILD  # which of the two is right, the checksums say
    rowids = [part[1] for part in store.vector_parts(made.dimension)]
    if vectors.ids.tolist() != np.concatenate([*rowids, np.zeros(0, dtype=np.int64)]).tolist():
        return [f"the vector file and the database disagree on which vector belongs to which passage. {step}"]
    parts = store.vector_parts(made.dimension, size=STORED_AT_A_TIME)
    kept = (vectors.as_kept(part) for part, _ in parts)
    n = sum(int((filed != part).any(axis=1).sum()) for filed, part in zip(vectors.stored(), kept, strict=True))
    if n:
        return [f"{n} vectors of the vector file are not those of the database. {step}"]
    return [f"vector file {name!r} is not the one that was written. {_REPAIR}"] if name in changed else []
