"""Builds an index: documents in, one generation out. Readers see the old one until the new one is whole.

    DATA/CURRENT             the name of the generation that answers
    DATA/generations/NAME/   knowledge.db, vectors.faiss, classifier-LANGUAGE.npz, manifest.json

The manifest is written last.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer import training
from indexer.corpus import Corpus
from knowledge import generations, manifest
from knowledge.classifier import Classifier
from knowledge.encoder import Encoder, Vectors
from knowledge.errors import DocumentError, IndexProblem, StorageError
from knowledge.fields import Taxonomy, load_taxonomy
from knowledge.records import LANGUAGES, Document, Language, Passage
from knowledge.splitting import sentences
from knowledge.store import Store
from knowledge.vectors import VectorIndex
from knowledge.word_counts import count_words

Report = Callable[[str, int, int], None]
KEPT_GENERATIONS = 2


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


def _nothing(_stage: str, _done: int, _total: int) -> None:
    return None


def texts_of(passage: Passage) -> list[tuple[str, str]]:
    """Return what is encoded for a passage, as (role, text): it with its heading, each asked line.

    Plain text also by sentence: a question is near to the sentence that answers it, less so to all that stands around.
    """
    title = passage.heading.split(" › ")[-1]
    text = f"{title}: {passage.text}" if title and passage.kind != "profile" else passage.text
    spans = sentences(passage.text) if passage.kind == "text" else []
    parts = [("sentence", passage.text[start:end]) for start, end in spans] if len(spans) > 1 else []
    return [("text", text), *(("asked", line) for line in passage.asked), *parts]


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
    report: Report = _nothing,
    fresh: bool = False,
) -> Outcome:
    """Build a generation from `corpus` under `data` and make it current. `graph` is the folder of the encoder's graph.

    An unchanged corpus builds nothing when the current generation is whole; vectors of unchanged texts are
    taken from it unless `fresh`. `report` is told (stage, done, total). Raises `DocumentError` for an id that
    occurs twice and `StorageError` when the folder cannot be written; then the old generation goes on
    answering.
    """
    _require_unique_ids(corpus)
    inputs = fingerprint(corpus, encoder.name)
    known = Known()
    if not fresh:
        current = _current(data)
        unchanged = current and (current.inputs_sha256, current.encoder, current.graph) == (
            inputs,
            encoder.name,
            graph,
        )
        if current and unchanged and _is_whole(data, current):
            return Outcome(current.generation, current.counts, encoded=0, unchanged=True)
        known = _known(data, encoder)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{inputs[:8]}"
    folder = data / generations.FOLDER / name
    try:
        folder.mkdir(parents=True)
        made, encoded = _write(corpus, encoder, folder, name, inputs, graph, known, report)
        generations.publish(data, name)
    except OSError as error:
        _discard(data, folder)
        raise StorageError(
            f"data folder {str(data)!r} cannot be written ({error.strerror or error}). "
            "Choose another with --data, or free it"
        ) from error
    except BaseException:
        _discard(data, folder)
        raise
    with suppress(OSError):  # the new generation answers, and the next build prunes again
        generations.prune(data, keep=KEPT_GENERATIONS)
    return Outcome(name, made.counts, encoded=encoded, unchanged=False)


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


def _is_whole(data: Path, made: manifest.Manifest) -> bool:
    """Return whether the parts of the current generation can be read and hold what `made` counts."""
    try:
        folder = generations.current(data)
        vectors = VectorIndex.load(folder / generations.VECTORS)
        if (vectors.dimension, len(vectors.ids)) != (made.dimension, made.counts.vectors):
            return False
        for language in LANGUAGES:
            Classifier.load(folder / generations.classifier_file(language))
        store = Store.open(folder / generations.DATABASE)
    except IndexProblem:
        return False
    try:
        return _is_sound(store) and _counts(store, len(vectors.ids)) == made.counts
    except sqlite3.Error:
        return False
    finally:
        store.close()


def _is_sound(store: Store) -> bool:
    """Return whether SQLite finds its file undamaged; it may raise `sqlite3.Error` instead of saying so."""
    return bool(store.connection.execute("pragma quick_check(1)").fetchone()[0] == "ok")


def _known(data: Path, encoder: Encoder) -> Known:
    """Return what the current generation knows already, of whatever version it is; nothing from a damaged one."""
    try:
        folder = generations.current(data)
        made = manifest.read_any(folder)
        if (made.encoder, made.dimension) != (encoder.name, encoder.dimension):
            return Known()
        store = Store.open(folder / generations.DATABASE, any_version=True)
    except IndexProblem:
        return Known()
    try:
        found = store.embeddings() if _is_sound(store) else {}
    except sqlite3.Error:
        return Known()
    finally:
        store.close()
    vectors = {key: vector for key, vector in found.items() if len(vector) == 4 * encoder.dimension}
    return Known(vectors, _classifiers(folder))


def _classifiers(folder: Path) -> Mapping[Language, Classifier]:
    found: dict[Language, Classifier] = {}
    for language in LANGUAGES:
        with suppress(IndexProblem):
            classifier = Classifier.load(folder / generations.classifier_file(language))
            if classifier:
                found[language] = classifier
    return found


def _discard(data: Path, folder: Path) -> None:
    """Remove the unfinished generation in `folder`; one that already answers stays."""
    try:
        if generations.current(data) == folder:
            return  # interrupted behind the publishing
    except IndexProblem:
        pass  # no other generation either
    except StorageError:
        return  # it cannot be told which one answers
    shutil.rmtree(folder, ignore_errors=True)


def _write(
    corpus: Corpus,
    encoder: Encoder,
    folder: Path,
    name: str,
    inputs: str,
    graph: str | None,
    known: Known,
    report: Report,
) -> tuple[manifest.Manifest, int]:
    store = Store.create(folder / generations.DATABASE)
    try:
        _write_rows(store, corpus, load_taxonomy(), report)
        store.add_word_counts(count_words(store.passages().values()))
        encoded = _write_vectors(store, encoder, known.vectors, report)
        matrix, rowids = store.vectors(encoder.dimension)
        VectorIndex.build(matrix, rowids).save(folder / generations.VECTORS)
        _write_classifiers(store, folder, matrix, rowids, known.classifiers, report)
        counts = _counts(store, len(rowids))
    finally:
        store.close()
    made = manifest.Manifest(
        generation=name,
        created=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        encoder=encoder.name,
        dimension=encoder.dimension,
        graph=graph,
        inputs_sha256=inputs,
        counts=counts,
    )
    manifest.write(made, folder)
    return made, encoded


def _counts(store: Store, n_vectors: int) -> manifest.Counts:
    return manifest.Counts(
        documents=store.count("documents"),
        passages=store.count("passages"),
        vectors=n_vectors,
        clusters=store.count("clusters"),
        sources=store.count("sources"),
    )


def _write_rows(store: Store, corpus: Corpus, taxonomy: Taxonomy, report: Report) -> None:
    total = len(corpus.documents)

    def counted(documents: Sequence[Document]) -> Iterable[Document]:
        for number, document in enumerate(documents, 1):
            yield document
            report("documents", number, total)

    store.add_documents(counted(corpus.documents))
    store.add_clusters(corpus.profiles, field_ids=taxonomy.field_ids, land_ids=taxonomy.land_ids)


def _write_classifiers(
    store: Store,
    folder: Path,
    matrix: Vectors,
    rowids: npt.NDArray[np.int64],
    earlier: Mapping[Language, Classifier],
    report: Report,
) -> None:
    """Train and write the classifier of each language that has statements with asked lines; one of `earlier` that was
    trained on the same examples is taken over.
    """
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
        before = earlier.get(language)
        known = before is not None and before.trained_on == training.digest(rows, language)
        classifier = before if known else training.train(rows, language)
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
