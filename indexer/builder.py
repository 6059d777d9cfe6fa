"""Builds an index: documents in, one generation out. Readers see the old one until the new one is whole.

    DATA/CURRENT             the name of the generation that answers
    DATA/generations/NAME/   knowledge.db, vectors.faiss, classifier-LANGUAGE.npz, manifest.json
    DATA/embeddings.db       vectors of a run that was cut short; the next run goes on with them
    DATA/index.lock          locked while an indexer is at work

The manifest is written last.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from indexer import embedding_cache
from indexer.corpus import Corpus
from indexer.embedding_cache import EmbeddingCache
from indexer.parts import (
    Report,
    classifiers_in,
    is_sound,
    is_whole,
    new_generation,
    nothing,
    write_derived,
    write_manifest,
    write_rows,
    write_vectors,
)
from knowledge import generations, manifest
from knowledge.classifier import Classifier
from knowledge.encoder import Encoder
from knowledge.errors import DocumentError, IndexProblem, KnowledgeError
from knowledge.records import Language
from knowledge.store import Store

KEPT_GENERATIONS = 1  # what was taken out of the index is then nowhere; a generation that is read stays until it is not


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. `generation` is the one that now answers; `encoded` how many texts were encoded."""

    generation: str
    counts: manifest.Counts
    encoded: int
    unchanged: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier generation knows: vectors by the hash of their text, and its classifiers."""

    vectors: Mapping[str, bytes] = field(default_factory=dict)
    classifiers: Mapping[Language, Classifier] = field(default_factory=dict)


def fingerprint(corpus: Corpus, encoder: str) -> str:
    """Return the sha256 of all that determines an index: documents, profiles, encoder, splitter, schema."""
    digest = hashlib.sha256(f"{encoder}\n{manifest.SPLITTER}\n{manifest.SCHEMA_VERSION}\n".encode())
    for document in corpus.documents:
        digest.update(repr(document).encode())
    for profile in corpus.profiles:
        digest.update(profile.model_dump_json().encode())
    return digest.hexdigest()


def build(
    corpus: Corpus,
    encoder: Encoder,
    data: Path,
    *,
    graph: str | None = None,
    report: Report = nothing,
    fresh: bool = False,
) -> Outcome:
    """Build a generation from `corpus` under `data` and make it current. `graph` is the folder of the encoder's graph.

    An unchanged corpus builds nothing when the current generation is whole; vectors of unchanged texts are
    taken from it unless `fresh`, and those of a run that was cut short from where that left them. `report` is told
    (stage, done, total). Raises `DocumentError` for an id that occurs twice and `StorageError` when the folder cannot be
    written, or another indexer is at work in it; then the old generation goes on answering.
    """
    _require_unique_ids(corpus)
    inputs = fingerprint(corpus, encoder.name)
    if not fresh:
        current = _current(data)
        same = current and (current.inputs_sha256, current.encoder, current.graph) == (inputs, encoder.name, graph)
        if current and same and is_whole(generations.current(data), current):
            tidy(data)
            return Outcome(current.generation, current.counts, encoded=0, unchanged=True)
    with generations.writing(data):
        if fresh:
            embedding_cache.remove(data)
        known = Known() if fresh else known_of(data, encoder.name, encoder.dimension)
        cache = EmbeddingCache(data, encoder.name, encoder.dimension)
        try:
            with new_generation(data, inputs[:8]) as folder:
                made, encoded = _write(corpus, encoder, folder, inputs, graph, known, cache, report)
        finally:
            cache.close()
        with suppress(OSError, KnowledgeError):  # the new generation answers, and the next run tidies up again
            _tidy(data)
    return Outcome(made.generation, made.counts, encoded=encoded, unchanged=False)


def _write(
    corpus: Corpus,
    encoder: Encoder,
    folder: Path,
    inputs: str,
    graph: str | None,
    known: Known,
    cache: EmbeddingCache,
    report: Report,
) -> tuple[manifest.Manifest, int]:
    store = Store.create(folder / generations.DATABASE)
    try:
        write_rows(store, corpus, report)
        encoded = write_vectors(store, encoder, known.vectors, cache, report)
        counts = write_derived(store, folder, encoder.dimension, known.classifiers, report)
    finally:
        store.close()
    made = write_manifest(folder, counts, encoder=encoder.name, dimension=encoder.dimension, graph=graph, inputs=inputs)
    return made, encoded


def tidy(data: Path) -> None:
    """Remove former generations that nobody reads and what killed runs left, unless another indexer is at work."""
    with suppress(OSError, KnowledgeError), generations.writing(data):
        _tidy(data)


def _tidy(data: Path) -> None:
    embedding_cache.remove(data)
    generations.prune(data, keep=KEPT_GENERATIONS)


def _current(data: Path) -> manifest.Manifest | None:
    try:
        return manifest.read(generations.current(data))
    except IndexProblem:
        return None


def _require_unique_ids(corpus: Corpus) -> None:
    ids = (
        ("document", (d.doc_id for d in corpus.documents)),
        ("passage", (p.passage_id for d in corpus.documents for p in d.passages)),
    )
    for what, found in ids:
        repeated = [i for i, n in Counter(found).items() if n > 1]
        if repeated:
            raise DocumentError(
                f"{what} {repeated[0]!r} is there more than once, ids must be unique. Rename or remove one"
            )


def known_of(data: Path, encoder: str, dimension: int) -> Known:
    """Return what the current generation knows already, of whatever version it is; nothing from a damaged one."""
    try:
        folder = generations.current(data)
        made = manifest.read_any(folder)
        if (made.encoder, made.dimension) != (encoder, dimension):
            return Known()
        if generations.DATABASE in manifest.changed_files(made, folder):
            return Known()  # a flipped bit in a vector looks like a vector
        store = Store.open(folder / generations.DATABASE, any_version=True)
    except IndexProblem:
        return Known()
    try:
        found = store.embeddings() if is_sound(store) else {}
    except sqlite3.Error:
        return Known()
    finally:
        store.close()
    vectors = {key: vector for key, vector in found.items() if len(vector) == 4 * dimension}
    return Known(vectors, classifiers_in(folder))
