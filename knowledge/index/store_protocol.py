"""What reading a generation of the knowledge needs, wherever it is kept. Nothing else reaches into a store.

    IndexHome        where generations are kept, and which of them answers
    KnowledgeStore   one generation, opened for reading

Two keep to it: `folder_home` (SQLite and FAISS, in a folder) and `postgres` (PostgreSQL with pgvector).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from knowledge.index.classifier import Classifier
from knowledge.index.manifest import Manifest
from knowledge.naming.name_keys import NameKey
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import Language, Passage, PassageKind
from knowledge.sentence_model.encoder import Vectors
from knowledge.words.word_counts import WordCounts

Run = list[tuple[int, float]]  # (passage_rowid, score), best first, ties by row id


@dataclass(frozen=True, slots=True)
class ClusterConditions:
    """What clusters must satisfy, all of it; of several values of one condition any will do, and none asks nothing.

    A cluster is of each Land it works in, and has one city at most: its seat. `not_laender` and `not_cities` exclude.
    """

    fields: tuple[str, ...] = ()
    laender: tuple[str, ...] = ()
    not_laender: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    not_cities: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    any_label: bool = False
    member: bool = False


class KnowledgeStore(Protocol):
    """One generation, which is not removed until the store is closed. Several threads may use it at once."""

    @property
    def manifest(self) -> Manifest:
        """What the generation is made of and with."""

    def prepare(self) -> None:
        """Load what searching needs. Raises `IndexDamaged` where that is not what the manifest says."""

    def read_ahead(self) -> None:
        """Hold in memory what is looked up word by word, where it is small: for whoever has time between two questions."""

    def close(self) -> None:
        """Let the generation go."""

    # -- searching ---------------------------------------------------------------------------------------------

    def lexical_run(self, stems: Sequence[str], *, depth: int, kinds: Collection[PassageKind] | None = None) -> Run:
        """Return up to `depth` passages that have any of `stems`; no stems give none. `kinds` None: of all kinds.

        The score is BM25 as SQLite's FTS5 computes it, over text, headings and asked lines; higher is better.
        """

    def dense_run(
        self,
        vector: Vectors,
        *,
        depth: int,
        kinds: Collection[PassageKind] | None = None,
        language: Language | None = None,
    ) -> Run:
        """Return up to `depth` passages by the cosine of the nearest of their vectors to the unit `vector` (dimension,).

        `kinds` and `language` None: of all.
        """

    def document_frequencies(self) -> Mapping[str, int]:
        """Return in how many passages each stem occurs; a stem that is not there is in none."""

    @property
    def spoken_kinds(self) -> frozenset[tuple[PassageKind, Language]]:
        """Which kinds of passages there are in which languages."""

    def word_counts(self) -> WordCounts:
        """Return what was counted when the index was built."""

    @property
    def classifiers(self) -> Mapping[Language, Classifier]:
        """The statement classifiers; a language that has none is not there."""

    # -- rows --------------------------------------------------------------------------------------------------

    def passages(self, rowids: Sequence[int]) -> dict[int, Passage]:
        """Return the passages with these row ids in the order given, without those that are not there."""

    def passages_of(self, kinds: Collection[PassageKind] | None) -> dict[int, Passage]:
        """Return all passages of these kinds by row id, in its order; None: of all kinds.

        Statements, gaps and profiles are thousands at most, plain text is not bounded: not for the way to an answer.
        """

    def passage_named(self, passage_id: str) -> Passage | None:
        """Return the passage with this id; None: there is none."""

    def twins(self) -> dict[tuple[str, Language], int]:
        """Return the row id of the passage that states a fact in a language, by both."""

    def documents(self) -> Iterator[tuple[str, str, str]]:
        """Yield (doc_id, title, language) of each document, by doc_id."""

    def document_text(self, doc_id: str) -> str | None:
        """Return the text in which the passages' offsets count; None: no such document."""

    def document_origin(self, doc_id: str) -> str | None:
        """Return the path of the file that a document was read from; None: of none, or no such document."""

    def embedding_hashes(self) -> frozenset[str]:
        """Return the hashes of the texts whose vectors are stored."""

    def clusters(self) -> list[ClusterProfile]:
        """Return all cluster profiles, by id."""

    def name_keys(self) -> dict[str, list[NameKey]]:
        """Return by what each cluster is found in a text, by id."""

    def cluster_ids(self, conditions: ClusterConditions) -> list[str]:
        """Return the ids of the clusters that satisfy all `conditions`, by id."""


class IndexHome(Protocol):
    """Where generations are kept: a new one takes the place of the old in one step, and what is open stays whole."""

    def __str__(self) -> str:
        """Return how people name it; no password is in it."""

    def stamp(self) -> Hashable | None:
        """Return what changes whenever another generation answers; cheap. None: it cannot be seen now."""

    def current_name(self) -> str:
        """Return the name of the generation that answers. Raises `IndexMissing` or `StorageError`."""

    def manifest(self) -> Manifest:
        """Return the manifest of the generation that answers. Raises `IndexProblem` or `StorageError`."""

    def open(self, *, any_version: bool = False) -> KnowledgeStore:
        """Return the generation that answers; nobody removes it until it is closed.

        With `any_version`, rows can be read also of one that an earlier version made, and claims are read in words. Raises `IndexMissing`,
        `IndexMismatch`, `IndexDamaged` or `StorageError`.
        """

    def local_files(self, made: Manifest) -> Path:
        """Return the folder on this machine under which the graph lies that `made` names by its path, if it names one.

        It need not be there, or whole: whoever loads it finds out.
        """

    def problems(self) -> list[str]:
        """Return one line for each thing that is wrong with the generation that answers; empty: it is whole.

        A line ends with what to run. Raises `IndexMissing` where there is no index at all, and `StorageError`.
        """
