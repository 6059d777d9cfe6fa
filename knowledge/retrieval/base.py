"""An opened index: everything that answering needs from one generation, loaded once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Self

from knowledge.asked.passage_words import words_of
from knowledge.errors import KnowledgeError
from knowledge.index.classifier import Classifier
from knowledge.index.homes import home_at
from knowledge.index.manifest import Manifest, require_encoder
from knowledge.index.store_protocol import IndexHome, KnowledgeStore
from knowledge.naming.cluster_names import ClusterNames
from knowledge.naming.fields import Taxonomy, load_taxonomy
from knowledge.naming.gazetteer import Gazetteer, load_gazetteer
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import BOUNDED, Language, Passage, PassageKind
from knowledge.retrieval.search import Searcher
from knowledge.sentence_model.encoder import Encoder
from knowledge.words.language import WordVotes, detect
from knowledge.words.spelling import Speller
from knowledge.words.word_counts import WordCounts, hold

_AT_A_TIME = 50
_REMEMBERED = 20_000  # passages, by the store and by `passage_words`
_STATEMENTS: tuple[PassageKind, ...] = ("statement",)


class KnowledgeBase:
    """One generation, opened for reading. Several threads may use it at once."""

    def __init__(self, store: KnowledgeStore, encoder: Encoder) -> None:
        """Make `store` ready. Raises `IndexMismatch` when it was made with another encoder, and `IndexDamaged`."""
        self.store = store
        self.manifest = store.manifest
        self.encoder = encoder
        require_encoder(self.manifest, name=encoder.name, dimension=encoder.dimension)
        store.prepare()
        self.classifiers: Mapping[Language, Classifier] = store.classifiers
        self.taxonomy: Taxonomy = load_taxonomy()
        self.gazetteer: Gazetteer = load_gazetteer()
        self.searcher = Searcher(store, encoder, Speller(self.word_counts.folded))

    @classmethod
    def open(cls, where: Path | IndexHome, encoder: Encoder | Callable[[Manifest], Encoder]) -> Self:
        """Return the generation that answers, opened with `encoder` or what that gives for its manifest.

        Raises `IndexMissing`, `IndexMismatch`, `IndexDamaged` or `StorageError`, and what `encoder` raises.
        """
        store = home_at(where).open()
        try:
            return cls(store, _meanwhile(store, encoder) if callable(encoder) else encoder)
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    @cached_property
    def statements(self) -> dict[int, Passage]:
        """All curated statements by row id, in both languages."""
        return self.store.passages_of(_STATEMENTS)

    def read_ahead(self) -> Iterator[int]:
        """Work out what is remembered of each passage, so that the first questions need not; yield how many are read so far.

        A step takes about a twentieth of a second. For whoever has time between two questions. Plain text of which there
        is more than is remembered is left out.
        """
        hold(self.word_counts)
        self.store.read_ahead()
        is_small = self.manifest.counts.passages <= _REMEMBERED
        rowids = list(self.store.passages_of(None if is_small else BOUNDED))
        for at in range(0, len(rowids), _AT_A_TIME):
            for passage in self.store.passages(rowids[at : at + _AT_A_TIME]).values():  # the store remembers them, too
                if not passage.compared:
                    words_of(passage)
            yield min(at + _AT_A_TIME, len(rowids))

    def passage(self, rowid: int) -> Passage:
        """Return the passage with this row id, which is there."""
        return self.store.passages((rowid,))[rowid]

    @cached_property
    def twins(self) -> dict[tuple[str, Language], int]:
        """The row id of the passage that states a fact in a language."""
        return self.store.twins()

    @cached_property
    def profiles(self) -> dict[str, ClusterProfile]:
        """Cluster profiles by id."""
        return {profile.id: profile for profile in self.store.clusters()}

    @cached_property
    def cluster_names(self) -> ClusterNames:
        """Finds clusters by name."""
        return ClusterNames(self.profiles.values(), self.store.name_keys())

    @cached_property
    def word_counts(self) -> WordCounts:
        """How often the passages have each word."""
        return self.store.word_counts()

    @cached_property
    def _votes(self) -> WordVotes:
        return WordVotes(self.word_counts.spoken)

    def language_of(self, text: str, default: Language | None = None) -> Language:
        """Return the language of `text`, heard against the words that the index uses in each."""
        return detect(text, default=default, votes=self._votes)


def _meanwhile(store: KnowledgeStore, encoder: Callable[[Manifest], Encoder]) -> Encoder:
    """Return what `encoder` gives for `store`, and load meanwhile what an opened index needs besides."""
    with ThreadPoolExecutor(1, thread_name_prefix="encoder") as pool:
        loaded = pool.submit(encoder, store.manifest)
        try:
            store.prepare()
            load_gazetteer()
        except KnowledgeError:
            found = loaded.result()  # an index of another encoder is told as such, not as a damaged one
            require_encoder(store.manifest, name=found.name, dimension=found.dimension)
            raise
        return loaded.result()
