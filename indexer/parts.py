"""The parts of a generation: rows, vectors, and what is derived from them; the manifest, written last, says what they are."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

from indexer import training
from indexer.corpus import Corpus
from indexer.embedding_cache import EmbeddingCache
from knowledge import generations, manifest
from knowledge.classifier import Classifier
from knowledge.encoder import Encoder
from knowledge.errors import IndexProblem, KnowledgeError, StorageError
from knowledge.fields import load_taxonomy
from knowledge.records import LANGUAGES, Document, Language, Passage
from knowledge.splitting import sentences
from knowledge.store import Store
from knowledge.vectors import VectorIndex
from knowledge.word_counts import count_words

Report = Callable[[str, int, int], None]
CHUNK = 256  # texts; what is encoded outlives the process from chunk to chunk


def nothing(_stage: str, _done: int, _total: int) -> None:
    """Report to nobody."""


def texts_of(passage: Passage) -> list[tuple[str, str]]:
    """Return what is encoded for a passage, as (role, text): it with its heading, each asked line.

    Plain text also by sentence: a question is near to the sentence that answers it, less so to all that stands around.
    """
    title = passage.heading.split(" › ")[-1]
    text = f"{title}: {passage.text}" if title and passage.kind != "profile" else passage.text
    spans = sentences(passage.text) if passage.kind == "text" else []
    parts = [("sentence", passage.text[start:end]) for start, end in spans] if len(spans) > 1 else []
    return [("text", text), *(("asked", line) for line in passage.asked), *parts]


def text_hash(text: str) -> str:
    """Return the name under which the vector of `text` is kept."""
    return hashlib.sha256(text.encode()).hexdigest()


# -- a folder of their own, until they are whole -----------------------------------------------------------------------


@contextmanager
def new_generation(data: Path, mark: str) -> Iterator[Path]:
    """Give the folder of a new generation, and make it the current one if all goes well; else it is removed.

    `mark` ends its name, so that the same minute's generations differ. Raises `StorageError` where a part cannot be
    written, or was not written whole, and what the body raises. For whoever has the right of `generations.writing`.
    """
    folder = data / generations.FOLDER / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{mark}"
    try:
        folder.mkdir(parents=True)
        yield folder
        require_whole(folder)
        generations.to_disk(folder)
        generations.publish(data, folder.name)
    except (OSError, sqlite3.OperationalError) as error:
        _discard(data, folder)
        raise generations.cannot_write(data, error) from error
    except BaseException:
        _discard(data, folder)
        raise


def require_whole(folder: Path) -> None:
    """Raise `StorageError` unless the generation in `folder`, just written, can be read and holds what its manifest says."""
    made = manifest.read(folder)
    if not is_whole(folder, made):
        raise StorageError(
            f"generation {folder.name!r} could not be written whole. Check the disk and its free space. "
            "The index stays as it was"
        )


def is_whole(folder: Path, made: manifest.Manifest) -> bool:
    """Return whether the parts of the generation in `folder` are those that `made` records, and can be read."""
    try:
        vectors = VectorIndex.load(folder / generations.VECTORS)
        if (vectors.dimension, len(vectors)) != (made.dimension, made.counts.vectors):
            return False
        for language in LANGUAGES:
            Classifier.load(folder / generations.classifier_file(language))
        store = Store.open(folder / generations.DATABASE)
    except IndexProblem:
        return False
    try:
        same = is_sound(store) and counts_of(store, len(vectors)) == made.counts
    except sqlite3.Error:
        return False
    finally:
        store.close()
    return same and not manifest.changed_files(made, folder)


def is_sound(store: Store) -> bool:
    """Return whether SQLite finds its file undamaged; it may raise `sqlite3.Error` instead of saying so."""
    return bool(store.connection.execute("pragma quick_check(1)").fetchone()[0] == "ok")


def _discard(data: Path, folder: Path) -> None:
    """Remove the unfinished generation in `folder`; one that already answers stays."""
    try:
        if generations.current(data) == folder:
            return  # interrupted behind the publishing
    except IndexProblem:
        pass  # no other generation either
    except KnowledgeError:
        return  # it cannot be told which one answers
    generations.remove(folder)


# -- the parts ---------------------------------------------------------------------------------------------------------


def write_rows(store: Store, corpus: Corpus, report: Report) -> None:
    """Write documents with their passages, and cluster profiles."""
    taxonomy = load_taxonomy()
    total = len(corpus.documents)

    def counted(documents: Sequence[Document]) -> Iterable[Document]:
        for number, document in enumerate(documents, 1):
            yield document
            report("documents", number, total)

    store.add_documents(counted(corpus.documents))
    store.add_clusters(corpus.profiles, field_ids=taxonomy.field_ids, land_ids=taxonomy.land_ids)


def write_vectors(
    store: Store, encoder: Encoder, known: Mapping[str, bytes], cache: EmbeddingCache, report: Report
) -> int:
    """Encode what is neither known nor in the cache, write all, and return how many texts were encoded."""
    wanted: dict[str, str] = {}
    rows: list[tuple[int, str, str]] = []
    for rowid, passage in store.passages().items():
        for role, text in texts_of(passage):
            key = text_hash(text)
            wanted.setdefault(key, text)
            rows.append((rowid, key, role))
    kept = {key: known[key] for key in wanted if key in known}
    kept |= cache.known(key for key in wanted if key not in kept)
    if kept:
        store.add_embeddings(
            list(kept), np.frombuffer(b"".join(kept.values()), dtype="<f4").reshape(-1, encoder.dimension)
        )
    # longest first, as encoders take them: then a chunk wastes no padding
    new = sorted((key for key in wanted if key not in kept), key=lambda key: -len(wanted[key]))
    done = 0

    def progress(more: int) -> None:
        nonlocal done
        done += more
        report("vectors", done, len(new))

    for at in range(0, len(new), CHUNK):
        chunk = new[at : at + CHUNK]
        vectors = encoder.encode_passages([wanted[key] for key in chunk], progress)
        cache.keep(chunk, vectors)
        store.add_embeddings(chunk, vectors)
    store.add_passage_vectors(rows)
    return len(new)


def write_derived(
    store: Store, folder: Path, dimension: int, earlier: Mapping[Language, Classifier], report: Report
) -> manifest.Counts:
    """Write word counts, vector file and classifiers, all derived from the rows and embeddings of `store`."""
    store.add_word_counts(count_words(passage for _, passage in store.each_passage()))
    store.add_search_tables()
    path = folder / generations.VECTORS
    n_vectors = store.count("passage_vectors")
    try:
        parts = partial(store.vector_parts, dimension)
        VectorIndex.build_from(parts, n=n_vectors, dimension=dimension).save(path)
    except RuntimeError as error:  # how faiss says that a file cannot be written
        raise OSError(f"{path.name!r} could not be written whole") from error
    _write_classifiers(store, folder, dimension, earlier, report)
    return counts_of(store, n_vectors)


def write_manifest(
    folder: Path, counts: manifest.Counts, *, encoder: str, dimension: int, graph: str | None, inputs: str
) -> manifest.Manifest:
    """Write and return the manifest of the generation in `folder`, whose other parts are closed."""
    made = manifest.Manifest(
        generation=folder.name,
        created=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        encoder=encoder,
        dimension=dimension,
        graph=graph,
        inputs_sha256=inputs,
        counts=counts,
        files=manifest.sums(folder),
    )
    manifest.write(made, folder)
    return made


def counts_of(store: Store, n_vectors: int) -> manifest.Counts:
    """Return how many rows of each kind `store` holds."""
    return manifest.Counts(
        documents=store.count("documents"),
        passages=store.count("passages"),
        vectors=n_vectors,
        clusters=store.count("clusters"),
        sources=store.count("sources"),
    )


def classifiers_in(folder: Path) -> Mapping[Language, Classifier]:
    """Return the classifiers of a generation that can be read."""
    found: dict[Language, Classifier] = {}
    for language in LANGUAGES:
        with suppress(IndexProblem):
            classifier = Classifier.load(folder / generations.classifier_file(language))
            if classifier:
                found[language] = classifier
    return found


def _write_classifiers(
    store: Store, folder: Path, dimension: int, earlier: Mapping[Language, Classifier], report: Report
) -> None:
    """Train and write the classifier of each language that has statements with asked lines; one of `earlier` that was
    trained on the same examples is taken over.
    """
    passages = store.passages_of(("statement", "gap"))
    examples: dict[Language, list[training.Example]] = {}
    seen: dict[int, int] = {}
    for vectors, rowids in store.vector_parts(dimension) if passages else ():
        for vector, rowid in zip(vectors, rowids.tolist(), strict=True):
            passage = passages.get(rowid)
            if passage is None or not passage.statement_id or not passage.asked:
                continue
            number = seen.get(rowid, 0)  # texts_of gives the passage first, then its asked lines in order
            seen[rowid] = number + 1
            text = f"{passage.text} {passage.heading}" if number == 0 else passage.asked[number - 1]
            examples.setdefault(passage.language, []).append((passage.statement_id, text, vector))
    found = {
        language: before
        for language, before in earlier.items()
        if language in examples and before.trained_on == training.digest(examples[language], language)
    }
    if examples:
        report("classifiers", len(found), len(examples))
    trained = training.train_all({language: rows for language, rows in examples.items() if language not in found})
    for done, (language, classifier) in enumerate({**found, **trained}.items(), 1):
        if classifier:
            classifier.save(folder / generations.classifier_file(language))
        report("classifiers", done, len(examples))
