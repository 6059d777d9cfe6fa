"""Builds an index: documents in, one complete generation out. Readers see the old one until the new one is whole.

    DATA/CURRENT                 the name of the generation that answers
    DATA/generations/NAME/       knowledge.db, vectors.faiss, classifier-LANGUAGE.npz, manifest.json (written last)
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer import training
from indexer.corpus import Corpus
from knowledge import generations, manifest
from knowledge.encoder import Encoder, Vectors
from knowledge.errors import IndexProblem, StorageError
from knowledge.fields import Taxonomy, load_taxonomy
from knowledge.records import Document, Language, Passage
from knowledge.store import Store
from knowledge.vectors import VectorIndex

Report = Callable[[str, int, int], None]
KEPT_GENERATIONS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. `generation` is the one that now answers; `encoded` how many texts were encoded anew."""

    generation: str
    counts: manifest.Counts
    encoded: int
    unchanged: bool


def _nothing(_stage: str, _done: int, _total: int) -> None:
    return None


def texts_of(passage: Passage) -> list[tuple[str, str]]:
    """Return what is encoded for a passage, as (role, text): the passage under its heading, and each asked line."""
    title = passage.heading.split(" › ")[-1]
    text = f"{title}: {passage.text}" if title and passage.kind != "profile" else passage.text
    return [("text", text), *(("asked", line) for line in passage.asked)]


def fingerprint(corpus: Corpus, encoder: str) -> str:
    """Return the sha256 of all that determines an index: documents, profiles, encoder, splitter and schema."""
    digest = hashlib.sha256(f"{encoder}\n{manifest.SPLITTER}\n{manifest.SCHEMA_VERSION}\n".encode())
    for document in corpus.documents:
        digest.update(repr(document).encode())
    for profile in corpus.profiles:
        digest.update(profile.model_dump_json().encode())
    return digest.hexdigest()


def build(corpus: Corpus, encoder: Encoder, data: Path, *, report: Report = _nothing, fresh: bool = False) -> Outcome:
    """Build a generation from `corpus` under `data` and make it current.

    An unchanged corpus builds nothing; vectors of unchanged texts are taken from the current generation unless
    `fresh`. `report` is told (stage, done, total). Raises `StorageError` when the folder cannot be written; then
    the old generation goes on answering.
    """
    inputs = fingerprint(corpus, encoder.name)
    known: Mapping[str, bytes] = {}
    if not fresh:
        current = _current(data)
        if current and (current.inputs_sha256, current.encoder) == (inputs, encoder.name):
            return Outcome(current.generation, current.counts, encoded=0, unchanged=True)
        if current and (current.encoder, current.dimension) == (encoder.name, encoder.dimension):
            known = _known_vectors(data)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{inputs[:8]}"
    folder = data / generations.FOLDER / name
    try:
        folder.mkdir(parents=True)
        made, encoded = _write(corpus, encoder, folder, name, inputs, known, report)
        generations.publish(data, name)
        generations.prune(data, keep=KEPT_GENERATIONS)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise StorageError(
            f"data folder {str(data)!r} cannot be written ({error.strerror or error}). Choose another with --data, or free it"
        ) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Outcome(name, made.counts, encoded=encoded, unchanged=False)


def _current(data: Path) -> manifest.Manifest | None:
    try:
        return manifest.read(generations.current(data))
    except IndexProblem:
        return None


def _known_vectors(data: Path) -> Mapping[str, bytes]:
    try:
        store = Store.open(generations.current(data) / generations.DATABASE)
    except IndexProblem:
        return {}
    try:
        return store.embeddings()
    finally:
        store.close()


def _write(
    corpus: Corpus,
    encoder: Encoder,
    folder: Path,
    name: str,
    inputs: str,
    known: Mapping[str, bytes],
    report: Report,
) -> tuple[manifest.Manifest, int]:
    store = Store.create(folder / generations.DATABASE)
    try:
        _write_rows(store, corpus, load_taxonomy(), report)
        encoded = _write_vectors(store, encoder, known, report)
        matrix, rowids = store.vectors(encoder.dimension)
        VectorIndex.build(matrix, rowids).save(folder / generations.VECTORS)
        _write_classifiers(store, folder, matrix, rowids, report)
        counts = manifest.Counts(
            documents=store.count("documents"),
            passages=store.count("passages"),
            vectors=len(rowids),
            clusters=store.count("clusters"),
            sources=store.count("sources"),
        )
    finally:
        store.close()
    made = manifest.Manifest(
        generation=name,
        created=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        encoder=encoder.name,
        dimension=encoder.dimension,
        inputs_sha256=inputs,
        counts=counts,
    )
    manifest.write(made, folder)
    return made, encoded


def _write_rows(store: Store, corpus: Corpus, taxonomy: Taxonomy, report: Report) -> None:
    total = len(corpus.documents)

    def counted(documents: Sequence[Document]) -> Iterable[Document]:
        for number, document in enumerate(documents, 1):
            yield document
            report("documents", number, total)

    store.add_documents(counted(corpus.documents))
    store.add_clusters(corpus.profiles, field_ids=taxonomy.field_ids, land_ids=taxonomy.land_ids)


def _write_classifiers(
    store: Store, folder: Path, matrix: Vectors, rowids: npt.NDArray[np.int64], report: Report
) -> None:
    """Train and write the classifier of each language that has statements with asked lines."""
    passages = store.passages()
    examples: dict[Language, list[training.Example]] = {}
    seen: dict[int, int] = {}
    for vector, rowid in zip(matrix, rowids.tolist(), strict=True):
        passage = passages[rowid]
        number = seen.get(rowid, 0)  # texts_of gives the passage first, then its asked lines in order
        seen[rowid] = number + 1
        if passage.kind in ("statement", "gap") and passage.statement_id and passage.asked:
            text = f"{passage.text} {passage.heading}" if number == 0 else passage.asked[number - 1]
            examples.setdefault(passage.language, []).append((passage.statement_id, text, vector))
    for done, (language, rows) in enumerate(sorted(examples.items()), 1):
        classifier = training.train(rows, language)
        if classifier:
            classifier.save(folder / generations.classifier_file(language))
        report("classifiers", done, len(examples))


def _write_vectors(store: Store, encoder: Encoder, known: Mapping[str, bytes], report: Report) -> int:
    """Encode what is not known, store all, and return how many texts were encoded."""
    wanted: dict[str, str] = {}
    rows: list[tuple[int, str, str]] = []
    for rowid, passage in store.passages().items():
        for role, text in texts_of(passage):
            key = hashlib.sha256(text.encode()).hexdigest()
            wanted.setdefault(key, text)
            rows.append((rowid, key, role))
    kept = [key for key in wanted if key in known]
    new = [key for key in wanted if key not in known]
    if kept:
        blobs = b"".join(known[key] for key in kept)
        store.add_embeddings(kept, np.frombuffer(blobs, dtype="<f4").reshape(len(kept), encoder.dimension))
    done = 0

    def progress(more: int) -> None:
        nonlocal done
        done += more
        report("vectors", done, len(new))

    if new:
        store.add_embeddings(new, encoder.encode_passages([wanted[key] for key in new], progress))
    store.add_passage_vectors(rows)
    return len(new)
