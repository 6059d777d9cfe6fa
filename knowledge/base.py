"""An opened index: everything that answering needs from one generation, loaded once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Self

from knowledge import generations, manifest
from knowledge.classifier import Classifier
from knowledge.closeness import remember_wording
from knowledge.cluster_names import ClusterNames
from knowledge.encoder import Encoder
from knowledge.errors import IndexDamaged
from knowledge.fields import Taxonomy, load_taxonomy
from knowledge.gazetteer import Gazetteer, load_gazetteer
from knowledge.language import detect, word_votes
from knowledge.passage_words import passage_words
from knowledge.profiles import ClusterProfile
from knowledge.records import LANGUAGES, Language, Passage
from knowledge.search import Searcher
from knowledge.spelling import Speller
from knowledge.store import Store
from knowledge.vectors import VectorIndex
from knowledge.word_counts import WordCounts

_AT_A_TIME = 50


class KnowledgeBase:
    """One generation, opened for reading. Several threads may use it at once."""

    def __init__(
        self,
        made: manifest.Manifest,
        store: Store,
        vectors: VectorIndex,
        encoder: Encoder,
        classifiers: Mapping[Language, Classifier],
    ) -> None:
        self.manifest = made
        self.classifiers = classifiers
        self.store = store
        self.encoder = encoder
        self.taxonomy: Taxonomy = load_taxonomy()
        self.gazetteer: Gazetteer = load_gazetteer()
        self.searcher = Searcher(store, vectors, encoder, Speller(self.word_counts.folded))

    @classmethod
    def open(cls, data: Path, encoder: Encoder) -> Self:
        """Return the current generation under `data`. Raises `IndexMissing`, `IndexMismatch` or `IndexDamaged`."""
        folder = generations.current(data)
        made = manifest.read(folder)
        manifest.require_encoder(made, name=encoder.name, dimension=encoder.dimension)
        vectors = VectorIndex.load(folder / generations.VECTORS)
        if (vectors.dimension, len(vectors.ids)) != (made.dimension, made.counts.vectors):
            raise IndexDamaged(
                f"the vector file has {len(vectors.ids)} vectors of {vectors.dimension} dimensions, the manifest says "
                f"{made.counts.vectors} of {made.dimension}. Rebuild: clusterbot index --fresh"
            )
        classifiers: dict[Language, Classifier] = {}
        for language in LANGUAGES:
            classifier = Classifier.load(folder / generations.classifier_file(language))
            if classifier:
                classifiers[language] = classifier
        return cls(made, Store.open(folder / generations.DATABASE), vectors, encoder, classifiers)

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    @cached_property
    def passages(self) -> dict[int, Passage]:
        """All passages by row id."""
        return self.store.passages()

    def read_ahead(self) -> Iterator[int]:
        """Work out what is remembered of each passage, so that the first questions need not; yield how many are read so far.

        A step takes about a twentieth of a second. For whoever has time between two questions.
        """
        passages = list(self.passages.values())
        for at in range(0, len(passages), _AT_A_TIME):
            for passage in passages[at : at + _AT_A_TIME]:
                passage_words(passage)
                remember_wording(passage)
            yield min(at + _AT_A_TIME, len(passages))

    @cached_property
    def twins(self) -> dict[tuple[str, Language], int]:
        """The row id of the passage that states a fact in a language."""
        return {(p.statement_id, p.language): rowid for rowid, p in self.passages.items() if p.statement_id}

    @cached_property
    def profiles(self) -> dict[str, ClusterProfile]:
        """Cluster profiles by id."""
        return {profile.id: profile for profile in self.store.clusters()}

    @cached_property
    def cluster_names(self) -> ClusterNames:
        """Finds clusters by name."""
        return ClusterNames(self.profiles.values())

    @cached_property
    def word_counts(self) -> WordCounts:
        """How often the passages have each word."""
        return self.store.word_counts()

    @cached_property
    def _votes(self) -> dict[str, float]:
        return word_votes(self.word_counts.spoken)

    def language_of(self, text: str, default: Language | None = None) -> Language:
        """Return the language of `text`, heard against the words that the index uses in each."""
        return detect(text, default=default, votes=self._votes)
