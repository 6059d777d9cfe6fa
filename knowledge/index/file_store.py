"""A generation in files: rows and full text in SQLite, vectors in FAISS, classifiers in NumPy's format."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.errors import IndexDamaged
from knowledge.index import generations, postings
from knowledge.index.classifier import Classifier
from knowledge.index.locks import Lock
from knowledge.index.manifest import Manifest
from knowledge.index.store import Store
from knowledge.index.store_protocol import ClusterConditions, Run
from knowledge.index.vectors import VectorIndex
from knowledge.index.vectors_by_kind import Pairs, VectorsByKind, pairs_of
from knowledge.naming.name_keys import NameKey
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import LANGUAGES, Language, Passage, PassageKind
from knowledge.sentence_model.encoder import Vectors
from knowledge.words.word_counts import WordCounts


class FileStore:
    """The generation in a folder, opened for reading; `hold` keeps it from being removed until it is closed."""

    def __init__(self, folder: Path, made: Manifest, rows: Store, hold: Lock | None) -> None:
        self.manifest = made
        self.rows = rows
        self._folder = folder
        self._hold = hold
        self._masks: dict[Pairs, postings.Mask] = {}
        self._postings = postings.Postings(lambda: self.rows.connection)

    def close(self) -> None:
        """Close the database, and let the generation go."""
        self.rows.close()
        for name in ("_by_kind", "_vectors"):  # their file is mapped into memory, and open as long as they are there
            self.__dict__.pop(name, None)
        if self._hold is not None:
            self._hold.release()

    def prepare(self) -> None:
        """Load the vectors and classifiers. Raises `IndexDamaged` where they are not what the manifest says."""
        made, vectors = self.manifest, self._vectors
        if (vectors.dimension, len(vectors)) != (made.dimension, made.counts.vectors):
            raise IndexDamaged(
                f"the vector file has {len(vectors)} vectors of {vectors.dimension} dimensions, the manifest says "
                f"{made.counts.vectors} of {made.dimension}. Rebuild: clusterbot index --fresh"
            )
        _ = self.classifiers

    @cached_property
    def _vectors(self) -> VectorIndex:
        return VectorIndex.load(self._folder / generations.VECTORS)

    @cached_property
    def _by_kind(self) -> VectorsByKind:
        return VectorsByKind(self._vectors, self.spoken_kinds, self._rowids_of)

    @cached_property
    def classifiers(self) -> Mapping[Language, Classifier]:
        """The statement classifiers by language."""
        found = ((i, Classifier.load(self._folder / generations.classifier_file(i))) for i in LANGUAGES)
        return {language: classifier for language, classifier in found if classifier}

    def read_ahead(self) -> None:
        """Hold in memory what is looked up stem by stem, where it is small."""
        self._postings.hold()

    # -- searching ---------------------------------------------------------------------------------------------

    def lexical_run(self, stems: Sequence[str], *, depth: int, kinds: Collection[PassageKind] | None = None) -> Run:
        """Return up to `depth` passages that have any of `stems`, by BM25."""
        n = self.manifest.counts.passages
        among = self._mask(pairs_of(self.spoken_kinds, kinds, None))
        return postings.search(self._postings, stems, depth=depth, n_passages=n, among=among)

    def dense_run(
        self,
        vector: Vectors,
        *,
        depth: int,
        kinds: Collection[PassageKind] | None = None,
        language: Language | None = None,
    ) -> Run:
        """Return up to `depth` passages by the cosine of the nearest of their vectors to `vector`."""
        return self._by_kind.run(vector, depth=depth, wanted=pairs_of(self.spoken_kinds, kinds, language))

    def _mask(self, wanted: Pairs) -> postings.Mask | None:
        """Return what limits the lexical run; None: nothing."""
        if wanted == self.spoken_kinds:
            return None
        if wanted not in self._masks:
            mask = np.zeros(1 + self.manifest.counts.passages, dtype=bool)  # row ids count from 1
            mask[self._rowids_of(wanted)] = True
            self._masks[wanted] = mask
        return self._masks[wanted]

    def _rowids_of(self, wanted: Pairs) -> npt.NDArray[np.int64]:
        return np.array(self.rows.rowids_of(wanted), dtype=np.int64)

    def document_frequencies(self) -> Mapping[str, int]:
        """Return in how many passages each stem occurs."""
        return postings.Frequencies(self._postings)

    @cached_property
    def spoken_kinds(self) -> Pairs:
        """Which kinds of passages there are in which languages."""
        return self.rows.spoken_kinds()

    def word_counts(self) -> WordCounts:
        """Return what was counted when the index was built."""
        return self.rows.word_counts()

    # -- rows --------------------------------------------------------------------------------------------------

    def passages(self, rowids: Sequence[int]) -> dict[int, Passage]:
        """Return the passages with these row ids in the order given; those asked for last are remembered."""
        return self.rows.passages(rowids)

    def passages_of(self, kinds: Collection[PassageKind] | None) -> dict[int, Passage]:
        """Return all passages of these kinds by row id; None: of all kinds."""
        return self.rows.passages_of(kinds)

    def passage_named(self, passage_id: str) -> Passage | None:
        """Return the passage with this id; None: there is none."""
        return self.rows.passage_named(passage_id)

    def twins(self) -> dict[tuple[str, Language], int]:
        """Return the row id of the passage that states a fact in a language, by both."""
        return self.rows.twins()

    def documents(self) -> Iterator[tuple[str, str, str]]:
        """Yield (doc_id, title, language) of each document, by doc_id."""
        return self.rows.documents()

    def document_text(self, doc_id: str) -> str | None:
        """Return the text in which the passages' offsets count; None: no such document."""
        return self.rows.document_text(doc_id)

    def document_origin(self, doc_id: str) -> str | None:
        """Return the path of the file that a document was read from; None: of none, or no such document."""
        return self.rows.document_origin(doc_id)

    def embedding_hashes(self) -> frozenset[str]:
        """Return the hashes of the texts whose vectors are stored."""
        return self.rows.embedding_hashes()

    def clusters(self) -> list[ClusterProfile]:
        """Return all cluster profiles, by id."""
        return self.rows.clusters()

    def name_keys(self) -> dict[str, list[NameKey]]:
        """Return by what each cluster is found in a text, by id."""
        return self.rows.name_keys()

    def cluster_ids(self, conditions: ClusterConditions) -> list[str]:
        """Return the ids of the clusters that satisfy all `conditions`, by id."""
        return self.rows.cluster_ids(conditions)
