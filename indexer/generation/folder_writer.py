"""Writes generations into a folder. Readers see the old one until the new one is whole.

    DATA/CURRENT             the name of the generation that answers
    DATA/generations/NAME/   knowledge.db, vectors.faiss, classifier-LANGUAGE.npz, manifest.json
    DATA/embeddings.db       vectors of a run that was cut short; the next run goes on with them
    DATA/index.lock          locked while an indexer is at work

The manifest is written last.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.generation import embedding_cache
from indexer.generation.embedding_cache import EmbeddingCache
from knowledge.errors import IndexProblem, KnowledgeError, StorageError
from knowledge.index import generations, manifest
from knowledge.index.classifier import Classifier
from knowledge.index.store import Store
from knowledge.index.vectors import VectorIndex
from knowledge.index.written_store import WrittenStore
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import LANGUAGES, Document, Language, Passage, PassageKind
from knowledge.sentence_model.encoder import Vectors
from knowledge.words.word_counts import WordCounts

KEPT_GENERATIONS = 1  # what was taken out of the index is then nowhere; a generation that is read stays until it is not


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier generation knows: vectors by the hash of their text, and its classifiers."""

    vectors: Mapping[str, bytes] = field(default_factory=dict)
    classifiers: Mapping[Language, Classifier] = field(default_factory=dict)


class FolderWriter:
    """Writes generations under the folder `data`."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def writing(self) -> AbstractContextManager[None]:
        """Hold the only right to write under the folder, which is made where needed."""
        return generations.writing(self._data)

    @contextmanager
    def new_generation(self, mark: str, *, encoder: str, dimension: int, fresh: bool) -> Iterator[FileGeneration]:
        """Give a new generation, and make it the one that answers if all goes well; else it is removed."""
        if fresh:
            embedding_cache.remove(self._data)
        known = Known() if fresh else known_of(self._data, encoder, dimension)
        cache = EmbeddingCache(self._data, encoder, dimension)
        try:
            with new_files(self._data, mark, encoder, dimension, known, cache) as generation:
                yield generation
        finally:
            cache.close()

    def is_whole(self, made: manifest.Manifest) -> bool:
        """Return whether the parts of the generation that answers are those that `made` records, and can be read."""
        return is_whole(generations.current(self._data), made)

    def tidy(self) -> None:
        """Remove former generations that nobody reads, and what killed runs left."""
        embedding_cache.remove(self._data)
        generations.prune(self._data, keep=KEPT_GENERATIONS)


class FileGeneration:
    """A generation in `folder` that is being written: its database is open."""

    def __init__(
        self, folder: Path, encoder: str, dimension: int, known: Known, cache: EmbeddingCache | None = None
    ) -> None:
        self.store = WrittenStore.create(folder / generations.DATABASE)
        self._folder = folder
        self._encoder = encoder
        self._dimension = dimension
        self._known = known
        self._cache = cache

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def add_documents(self, documents: Iterable[Document]) -> None:
        """Add `documents` with their passages, sources and full-text rows."""
        self.store.add_documents(documents)

    def add_clusters(
        self, profiles: Iterable[ClusterProfile], *, field_ids: Mapping[str, str], land_ids: Mapping[str, str]
    ) -> None:
        """Add cluster `profiles`."""
        self.store.add_clusters(profiles, field_ids=field_ids, land_ids=land_ids)

    def each_passage(self) -> Iterator[tuple[int, Passage]]:
        """Yield the passages that were added, by row id."""
        return self.store.each_passage()

    def passages_of(self, kinds: Collection[PassageKind]) -> dict[int, Passage]:
        """Return the passages of these kinds, by row id."""
        return self.store.passages_of(kinds)

    def take_over(self, hashes: Collection[str]) -> set[str]:
        """Add the vectors that are known already, and return the hashes of their texts."""
        kept = {key: self._known.vectors[key] for key in hashes if key in self._known.vectors}
        if self._cache:
            kept |= self._cache.known(key for key in hashes if key not in kept)
        if kept:
            vectors = np.frombuffer(b"".join(kept.values()), dtype="<f4").reshape(-1, self._dimension)
            self.store.add_embeddings(list(kept), vectors)
        return set(kept)

    def add_embeddings(self, hashes: Sequence[str], vectors: Vectors) -> None:
        """Add new `vectors`; should the run be cut short, they stay known."""
        if self._cache:
            self._cache.keep(hashes, vectors)
        self.store.add_embeddings(hashes, vectors)

    def add_passage_vectors(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Say which vector stands for which passage."""
        self.store.add_passage_vectors(rows)

    def vectors_of(self, kinds: Collection[PassageKind]) -> tuple[Vectors, npt.NDArray[np.int64]]:
        """Return the vectors of passages of these kinds and the row id of each."""
        return self.store.vectors(self._dimension, kinds)

    def add_word_counts(self, counts: WordCounts) -> None:
        """Add `counts` to what was counted before."""
        self.store.add_word_counts(counts)

    def earlier_classifiers(self) -> Mapping[Language, Classifier]:
        """Return the classifiers of the generation before."""
        return self._known.classifiers

    def add_classifier(self, language: Language, classifier: Classifier) -> None:
        """Write the file of a classifier."""
        classifier.save(self._folder / generations.classifier_file(language))

    def finish(self, *, graph: str | None, inputs: str) -> manifest.Manifest:
        """Write the vector file, close the database, and write the manifest."""
        self.store.add_postings()
        self.store.add_compared()
        n_vectors = self._write_vectors()
        counts = counts_of(self.store, n_vectors)
        self.store.close()
        made = manifest.Manifest(
            generation=self._folder.name,
            created=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            encoder=self._encoder,
            dimension=self._dimension,
            graph=graph,
            inputs_sha256=inputs,
            counts=counts,
            files=manifest.sums(self._folder),
        )
        manifest.write(made, self._folder)
        return made

    def _write_vectors(self) -> int:
        path = self._folder / generations.VECTORS
        n_vectors = self.store.count("passage_vectors")
        try:
            parts = partial(self.store.vector_parts, self._dimension)
            VectorIndex.build_from(parts, n=n_vectors, dimension=self._dimension).save(path)
        except RuntimeError as error:  # how faiss says that a file cannot be written
            raise OSError(f"{path.name!r} could not be written whole") from error
        return n_vectors


@contextmanager
def new_files(
    data: Path, mark: str, encoder: str, dimension: int, known: Known, cache: EmbeddingCache | None = None
) -> Iterator[FileGeneration]:
    """Give a new generation in a folder of its own, and make it the current one if all goes well; else it is removed.

    `mark` ends its name, so that the same minute's generations differ. Raises `StorageError` where a part cannot be
    written, or was not written whole, and what the body raises. For whoever has the right of `generations.writing`.
    """
    folder = data / generations.FOLDER / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{mark}"
    try:
        folder.mkdir(parents=True)
        generation = FileGeneration(folder, encoder, dimension, known, cache)
        try:
            yield generation
        finally:
            generation.close()
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
