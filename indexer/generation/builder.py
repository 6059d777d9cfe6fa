"""Builds an index: documents in, one generation out. Readers see the old one until the new one is whole."""

from __future__ import annotations

import hashlib
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from indexer.generation.parts import Report, nothing, write_derived, write_rows, write_vectors
from indexer.generation.writing import IndexWriter, index_writer
from indexer.shipped.corpus import Corpus
from knowledge.errors import DocumentError, IndexProblem, KnowledgeError
from knowledge.index import manifest
from knowledge.index.homes import home_at
from knowledge.index.store_protocol import IndexHome
from knowledge.sentence_model.encoder import Encoder


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. `generation` is the one that now answers; `encoded` how many texts were encoded."""

    generation: str
    counts: manifest.Counts
    encoded: int
    unchanged: bool


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
    where: Path | IndexHome,
    *,
    graph: str | None = None,
    report: Report = nothing,
    fresh: bool = False,
) -> Outcome:
    """Build a generation from `corpus` at `where` and have it answer. `graph` is the folder of the encoder's graph.

    An unchanged corpus builds nothing when the current generation is whole; vectors of unchanged texts are
    taken from it unless `fresh`, and those of a run that was cut short from where that left them. `report` is told
    (stage, done, total). Raises `DocumentError` for an id that occurs twice and `StorageError` when nothing can be
    written there, or another indexer is at work; then the old generation goes on answering.
    """
    _require_unique_ids(corpus)
    home = home_at(where)
    writer = index_writer(home)
    inputs = fingerprint(corpus, encoder.name)
    if not fresh:
        current = _current(home)
        same = current and (current.inputs_sha256, current.encoder, current.graph) == (inputs, encoder.name, graph)
        if current and same and writer.is_whole(current):
            tidy(writer)
            return Outcome(current.generation, current.counts, encoded=0, unchanged=True)
    with writer.writing():
        with writer.new_generation(
            inputs[:8], encoder=encoder.name, dimension=encoder.dimension, fresh=fresh
        ) as generation:
            n_passages = write_rows(generation, corpus, report)
            encoded = write_vectors(generation, encoder, n_passages, report)
            write_derived(generation, report)
            made = generation.finish(graph=graph, inputs=inputs)
        with suppress(OSError, KnowledgeError):  # the new generation answers, and the next run tidies up again
            writer.tidy()
    return Outcome(made.generation, made.counts, encoded=encoded, unchanged=False)


def tidy(writer: IndexWriter) -> None:
    """Remove former generations that nobody reads and what killed runs left, unless another indexer is at work."""
    with suppress(OSError, KnowledgeError), writer.writing():
        writer.tidy()


def _current(home: IndexHome) -> manifest.Manifest | None:
    try:
        return home.manifest()
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
