"""What writing a generation needs, wherever it is kept.

    IndexWriter        the right to write, a new generation, what former ones left
    GenerationWriter   one generation, which answers once all of it is written

Readers see the old generation until then. `index_writer` gives the one for a home.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import numpy as np
import numpy.typing as npt

from indexer.generation.folder_writer import FolderWriter
from knowledge.index.classifier import Classifier
from knowledge.index.folder_home import FolderHome
from knowledge.index.manifest import Manifest
from knowledge.index.store_protocol import IndexHome
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import Document, Language, Passage, PassageKind
from knowledge.sentence_model.encoder import Vectors
from knowledge.words.word_counts import WordCounts


class GenerationWriter(Protocol):
    """A generation that is being written. Each method is called once, but for those that take vectors and counts."""

    def add_documents(self, documents: Iterable[Document]) -> None:
        """Add `documents` with their passages and sources, and their stems for the lexical run."""

    def add_clusters(
        self, profiles: Iterable[ClusterProfile], *, field_ids: Mapping[str, str], land_ids: Mapping[str, str]
    ) -> None:
        """Add cluster `profiles`; the mappings give ids by a field's English and a Land's German name."""

    def each_passage(self) -> Iterator[tuple[int, Passage]]:
        """Yield the passages that were added, by row id, in its order."""

    def passages_of(self, kinds: Collection[PassageKind]) -> dict[int, Passage]:
        """Return the passages of these kinds, by row id, in its order; plain text is not bounded."""

    def take_over(self, hashes: Collection[str]) -> set[str]:
        """Add the vectors that are known already of texts with these hashes, and return the hashes of those.

        They are known of the generation before, of a run that was cut short, or of this one.
        """

    def add_embeddings(self, hashes: Sequence[str], vectors: Vectors) -> None:
        """Add new `vectors` (n, dimension) of the texts with these hashes; should the run be cut short, they stay known."""

    def add_passage_vectors(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Say which vector stands for which passage: (passage_rowid, text_sha256, role). These vectors have been added, and
        passages come in the order of their row ids, all texts of one together.
        """

    def vectors_of(self, kinds: Collection[PassageKind]) -> tuple[Vectors, npt.NDArray[np.int64]]:
        """Return the vectors (n, dimension) of passages of these kinds and the row id of each, as they were added."""

    def add_word_counts(self, counts: WordCounts) -> None:
        """Add `counts` to what was counted before."""

    def earlier_classifiers(self) -> Mapping[Language, Classifier]:
        """Return the classifiers of the generation before."""

    def add_classifier(self, language: Language, classifier: Classifier) -> None:
        """Add the statement classifier of a language."""

    def finish(self, *, graph: str | None, inputs: str) -> Manifest:
        """Write what is derived from the rest, and last the manifest; return it."""


class IndexWriter(Protocol):
    """Writes generations to one home."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the only right to write. Raises `StorageError` where it cannot be had, or another indexer has it."""

    def new_generation(
        self, mark: str, *, encoder: str, dimension: int, fresh: bool
    ) -> AbstractContextManager[GenerationWriter]:
        """Give a new generation, and make it the one that answers if all goes well; else nothing is left of it.

        `mark` ends its name. With `fresh`, no vectors are known. Raises `StorageError` where a part cannot be written, and
        what the body raises. For whoever has the right of `writing`.
        """

    def is_whole(self, made: Manifest) -> bool:
        """Return whether the parts of the generation that answers are those that `made` records, and can be read."""

    def tidy(self) -> None:
        """Remove former generations that nobody reads, and what killed runs left. For whoever has the right of `writing`."""


def index_writer(home: IndexHome) -> IndexWriter:
    """Return what writes generations to `home`."""
    if isinstance(home, FolderHome):
        return FolderWriter(home.data)
    from indexer.generation.postgres_writer import PostgresWriter  # its driver is loaded where it is used only
    from knowledge.index.postgres.home import PostgresHome

    if not isinstance(home, PostgresHome):
        raise TypeError(f"{home} is no home that can be written to")
    return PostgresWriter(home)
