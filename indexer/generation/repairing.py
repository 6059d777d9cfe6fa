"""Repairs an index without its documents: what is derived is made again from the rows and embeddings, if these are whole."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from indexer.generation import builder, parts
from indexer.generation.folder_writer import FolderWriter, Known, classifiers_in, new_files
from indexer.generation.parts import Report, nothing
from knowledge.errors import IndexDamaged, IndexMissing, IndexProblem, KnowledgeError
from knowledge.index import generations, integrity, lexical, manifest
from knowledge.index.store import Store
from knowledge.index.written_store import WrittenStore
from knowledge.naming.fields import load_taxonomy
from knowledge.sentence_model.encoder import Encoder

Prepare = Callable[[], tuple[Encoder, str | None]]
_UNKNOWN_INPUTS = "0" * 64  # so that the next `clusterbot index` compares by the documents themselves
_ALIKE = 0.999
# in this order, since a row names rows of the tables before it
_TRUTH = ("documents", "sources", "passages", "passage_sources", "embeddings", "passage_vectors")


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair did: the problems that were there, and the generation that answers now."""

    problems: tuple[str, ...]
    generation: str
    counts: manifest.Counts


def repair(data: Path, prepare: Prepare, *, report: Report = nothing) -> Repair:
    """Make a new generation of what is whole in the current one, and make it current; one without problems stays.

    `prepare` gives the encoder of the settings and the folder of its graph; it is called only where no manifest tells with
    which encoder the index was made. Raises `IndexMissing` where there is no index, and `IndexDamaged` where what cannot be
    derived is damaged: then `clusterbot index` reads the documents again.
    """
    found = integrity.problems(data)
    if not found:
        made = integrity.manifest_of(data)
        builder.tidy(FolderWriter(data))
        return Repair((), made.generation, made.counts)
    with generations.writing(data):
        folder = _repairable(data)
        source = _opened(folder)
        try:
            made = _made_again(data, folder, source, prepare, report)
        finally:
            source.close()
        with suppress(OSError, KnowledgeError):
            generations.prune(data, keep=1)
    return Repair(tuple(found), made.generation, made.counts)


def _repairable(data: Path) -> Path:
    """Return the folder of the current generation, or where the pointer names none, of the newest that was finished."""
    try:
        return generations.current(data)
    except IndexMissing:
        others = generations.finished(data)
        if not others:
            raise
        return others[0]


def _opened(folder: Path) -> Store:
    """Return the store of a generation, whose truth is whole. Raises `IndexDamaged`."""
    store = Store.open(folder / generations.DATABASE, any_version=True, claims=True)
    found = integrity.truth_problems(store)
    if found:
        store.close()
        raise IndexDamaged(f"{found[0].rpartition(' Run: ')[0]} This cannot be derived. Run: clusterbot index --fresh")
    return store


def _made_again(data: Path, folder: Path, source: Store, prepare: Prepare, report: Report) -> manifest.Manifest:
    encoder, dimension, graph, inputs = _described(folder, source, prepare)
    known = Known(classifiers=classifiers_in(folder))
    with new_files(data, "repaired", encoder, dimension, known) as generation:
        _copy(source, generation.store)
        parts.write_derived(generation, report)
        return generation.finish(graph=graph, inputs=inputs)


def _described(folder: Path, source: Store, prepare: Prepare) -> tuple[str, int, str | None, str]:
    """Return encoder, dimension, graph and inputs, from the manifest; else of the encoder that gives the stored vectors."""
    try:
        made = manifest.read_any(folder)
    except IndexProblem:
        encoder, graph = prepare()
        _require_same_vectors(encoder, source)
        return encoder.name, encoder.dimension, graph, _UNKNOWN_INPUTS
    is_of_now = (made.schema_version, made.splitter) == (manifest.SCHEMA_VERSION, manifest.SPLITTER)
    return made.encoder, made.dimension, made.graph, made.inputs_sha256 if is_of_now else _UNKNOWN_INPUTS


def _require_same_vectors(encoder: Encoder, source: Store) -> None:
    """Raise `IndexDamaged` unless `encoder` gives the vectors that are stored."""
    stored = source.embeddings()
    for passage in source.passages().values():
        (_, text), *_ = parts.texts_of(passage)
        vector = stored.get(parts.text_hash(text))
        if vector is not None:
            again = encoder.encode_passages([text])[0]
            if len(vector) == 4 * len(again) and float(np.frombuffer(vector, dtype="<f4") @ again) >= _ALIKE:
                return
            break
    if stored:
        raise IndexDamaged(
            f"the manifest is gone, and the stored vectors are not those of encoder {encoder.name!r}. "
            "Set CLUSTERBOT_ENCODER to the one that made them, or run: clusterbot index --fresh"
        )


def _copy(source: Store, store: WrittenStore) -> None:
    """Copy all that cannot be derived, whatever version `source` is of, and write the full-text rows anew."""
    for table in _TRUTH:
        columns = list(store.db[table].columns_dict)
        known = [c for c in columns if c in source.db[table].columns_dict]
        names = ", ".join(f'"{column}"' for column in known)
        rows = source.connection.execute(f'select {names} from "{table}" order by rowid')
        with store.db.atomic():
            store.connection.executemany(
                f'insert into "{table}" ({names}) values ({", ".join("?" * len(known))})', rows
            )
    taxonomy = load_taxonomy()
    try:
        store.add_clusters(source.clusters(), field_ids=taxonomy.field_ids, land_ids=taxonomy.land_ids)
    except (ValidationError, KeyError) as error:
        raise IndexDamaged(
            f"a stored cluster profile is not of this version ({str(error).splitlines()[0]}). "
            "This cannot be derived. Run: clusterbot index --fresh"
        ) from error
    with store.db.atomic():
        store.connection.executemany(
            "insert into passages_fts (rowid, body, heading, asked) values (?, ?, ?, ?)",
            [(rowid, *lexical.indexed(passage)) for rowid, passage in store.passages().items()],
        )
