"""Hybrid search: the only place that knows both the lexical and the dense run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial

from knowledge.asked.query_wording import Wording
from knowledge.asked.question import as_of_now
from knowledge.index import lexical
from knowledge.index.store_protocol import KnowledgeStore, Run
from knowledge.records import Hit, Language, Passage, PassageKind, SearchMode, other_language
from knowledge.retrieval import fusion
from knowledge.retrieval.closeness import closeness, read_ahead
from knowledge.sentence_model.encoder import Encoder, Vectors
from knowledge.sentence_model.encoding import begin
from knowledge.words.glossary import Glossary, load_glossary
from knowledge.words.information import Information
from knowledge.words.spelling import Speller
from knowledge.words.text import terms

DEPTH = 60
_REMEMBERED = 16
_IN_NO_RUN: tuple[int | None, float] = (None, 0.0)
POOL = 40  # of the fused runs, these are compared text with text


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """What each part of the hybrid score counts; the lexical run counts 1."""

    dense: float
    sentence: float
    bigrams: float
    grams: float


# Chosen by measurement for each language of the query: see docs/evaluation.md. The sentence model is English, hence it
# counts less for German, and groups of letters more: German inflects and compounds.
WEIGHTS: Mapping[Language, FusionWeights] = {
    "en": FusionWeights(dense=0.6, sentence=0.5, bigrams=0.15, grams=0.3),
    "de": FusionWeights(dense=0.4, sentence=0.5, bigrams=0.15, grams=0.8),
}


@dataclass(frozen=True, slots=True)
class Query:
    """A query made ready once: its language, the stems for the lexical run, its vector.

    `translation` holds the forms of its content words in the other language, where the index has plain text in that; else,
    and for a query without content words, it is empty. The vectors are worked out meanwhile.
    """

    text: str
    language: Language
    stems: tuple[str, ...]
    encoded: Future[Vectors]
    translation: tuple[tuple[str, ...], ...] = ()
    wordings: dict[Language, Wording] = field(default_factory=dict, compare=False)
    lexical_runs: dict[tuple[int, tuple[PassageKind, ...] | None], Run] = field(default_factory=dict, compare=False)

    @property
    def vector(self) -> Vectors:
        """The vector of the text, of shape (dimension,); waits for it. Raises what the encoder raised."""
        vector: Vectors = awaited(self.encoded)[0]
        return vector

    @property
    def has_failed(self) -> bool:
        """Whether the encoder raised an error."""
        return self.encoded.done() and self.encoded.exception() is not None

    @property
    def translated(self) -> Vectors | None:
        """The vector of the translation; None: there is none."""
        return awaited(self.encoded)[1] if self.translation else None


def _run_key(depth: int, kinds: Sequence[PassageKind] | None) -> tuple[int, tuple[PassageKind, ...] | None]:
    return depth, None if kinds is None else tuple(kinds)


def awaited(encoded: Future[Vectors]) -> Vectors:
    """Return the vectors once they are there. Raises what the encoder raised."""
    return encoded.result()


class Searcher:
    """Searches one generation of an index."""

    def __init__(
        self, store: KnowledgeStore, encoder: Encoder, speller: Speller, glossary: Glossary | None = None
    ) -> None:
        self._store = store
        self._encoder = encoder
        self._speller = speller
        self._glossary = glossary
        self._queries: dict[tuple[str, Language], Query] = {}
        self._begun: dict[str, Future[Vectors]] = {}
        self._as_searched = lru_cache(maxsize=_REMEMBERED)(self._corrected)

    @cached_property
    def information(self) -> Information:
        """How much each stem of the index tells."""
        return Information(self._store.document_frequencies(), self._store.manifest.counts.passages)

    def begin(self, text: str) -> None:
        """Begin to encode `text`, for whoever has something to do before it is known whether it is searched for, and in
        which language. The query that is prepared for it finds its vector under way.
        """
        if not any(kind == "text" for kind, _ in self._store.spoken_kinds):  # that may be encoded with a translation
            corrected = self._as_searched(text)
            if len(self._begun) >= _REMEMBERED:
                self._begun.pop(next(iter(self._begun)), None)
            self._begun[corrected] = begin(self._encoder, [corrected])

    def prepare(self, text: str, language: Language) -> Query:
        """Return `text` as a query in `language`, misspelt words put right for the lexical run.

        The last few are remembered: statements and profiles are searched for one question in turn.
        """
        query = self._queries.get((text, language))
        if query is None or query.has_failed:
            query = self._prepare(text, language)
            if len(self._queries) >= _REMEMBERED:
                self._queries.pop(next(iter(self._queries)), None)
            self._queries[text, language] = query
        return query

    def spelt(self, text: str) -> str:
        """Return `text` with misspelt words put right, as they are searched for."""
        return self._speller.correct(text)

    def _corrected(self, text: str) -> str:
        """Return `text` without words for now, misspelt words put right."""
        return self.spelt(as_of_now(text))

    def _prepare(self, text: str, language: Language) -> Query:
        corrected = self._as_searched(text)
        other = other_language(language)
        # programme pages and profiles are there in both languages: only plain text may be in one alone
        translation = self._translation(corrected, language) if ("text", other) in self._store.spoken_kinds else ()
        texts = [corrected, *([" ".join(forms[0] for forms in translation)] if translation else [])]
        begun = self._begun.pop(corrected, None)
        encoded = begun or begin(self._encoder, texts)
        stems = lexical.query_terms(corrected, (language, other))
        more = [stem for forms in translation for form in forms for stem in terms(form, other)]
        stems = list(dict.fromkeys([*stems, *more]))[: lexical.MAX_TERMS]
        return Query(corrected, language, tuple(stems), encoded, translation)

    def _translation(self, text: str, language: Language) -> tuple[tuple[str, ...], ...]:
        glossary = self._glossary or load_glossary()  # read when first needed: that takes half a second
        return tuple(glossary.translate(text, language))

    def search(
        self, query: Query, *, k: int, mode: SearchMode = "hybrid", kinds: Sequence[PassageKind] | None = None
    ) -> list[Hit]:
        """Return up to `k` hits, best first, ties by passage_id; `kinds` keeps passages of these kinds only.

        The hybrid score is between 0 and 1: both runs, each against its best, and for the first `POOL` of these how
        close their wording is. A query without stems has no lexical hits; the dense run then stands alone.
        """
        return self._hits(*self._ranked(query, k, mode, kinds), k)

    def scores(self, query: Query, *, k: int, kinds: Sequence[PassageKind] | None = None) -> Run:
        """Return the row ids of up to `k` hits of the hybrid search with their scores, best first, ties by row id: for whoever
        wants no more of them.
        """
        return self._ranked(query, k, "hybrid", kinds)[0][:k]

    def read_ahead(self, query: Query, *, k: int, kinds: Sequence[PassageKind] | None = None) -> Mapping[int, Passage]:
        """Work out what of the hybrid search for up to `k` hits needs no vector, while that is on its way: the query remembers it.

        Return the first passages of the lexical run by row id, `POOL` at most, best first: most hits are among them.
        """
        run = self._lexical(query, max(DEPTH, k), kinds)
        for language in {language for kind, language in self._store.spoken_kinds if kinds is None or kind in kinds}:
            self._wording(query, language)
        passages = self._store.passages([rowid for rowid, _ in run[:POOL]])
        read_ahead(list(passages.values()), partial(self._wording, query))
        return passages

    def _lexical(self, query: Query, depth: int, kinds: Sequence[PassageKind] | None) -> Run:
        """Return the lexical run; the query remembers it."""
        key = _run_key(depth, kinds)
        if key not in query.lexical_runs:
            query.lexical_runs[key] = self._store.lexical_run(query.stems, depth=depth, kinds=kinds)
        return query.lexical_runs[key]

    def _ranked(
        self, query: Query, k: int, mode: SearchMode, kinds: Sequence[PassageKind] | None
    ) -> tuple[Run, Run, Run]:
        """Return what `mode` finds, as one ranking, and the lexical and the dense run."""
        depth = max(DEPTH, k)
        if mode == "hybrid" and _run_key(depth, kinds) not in query.lexical_runs:
            self.read_ahead(query, k=k, kinds=kinds)
        lexical_run = [] if mode == "dense" else self._lexical(query, depth, kinds)
        dense_run = [] if mode == "lexical" else self._dense(query, depth, kinds)
        if mode == "lexical":
            fused = list(lexical_run)
        elif mode == "dense":
            fused = list(dense_run)
        else:
            fused = self._fused(query, lexical_run, dense_run)
        return fused, lexical_run, dense_run

    def _fused(self, query: Query, lexical_run: Run, dense_run: Run) -> Run:
        weights = WEIGHTS[query.language]
        total = 1 + weights.dense + weights.sentence + weights.bigrams + weights.grams
        share = (1 + weights.dense) / total
        runs = fusion.weighted(lexical_run, dense_run, lexical_weight=1 / (1 + weights.dense))
        passages = self._store.passages([rowid for rowid, _ in runs[:POOL]])
        near = closeness(list(passages.values()), partial(self._wording, query))
        scores = {rowid: share * score for rowid, score in runs}
        closer = (
            weights.sentence * near.sentence + weights.bigrams * near.bigrams + weights.grams * near.grams
        ) / total
        for rowid, score in zip(passages, closer.tolist(), strict=True):
            scores[rowid] += score
        return fusion.in_order(scores)

    def _wording(self, query: Query, language: Language) -> Wording:
        """Return the query as passages of `language` are compared with it; made once."""
        if language not in query.wordings:
            query.wordings[language] = (
                Wording.translated(query.translation, language, self.information.of)
                if query.translation and language != query.language
                else Wording.of(query.text, language, self.information.of)
            )
        return query.wordings[language]

    def _dense(self, query: Query, depth: int, kinds: Sequence[PassageKind] | None) -> Run:
        """Return the dense run; text in the other language is near to the translated query, not to the query."""
        if not query.translation:
            return self._store.dense_run(query.vector, depth=depth, kinds=kinds)
        run: Run = []
        for language, vector in (
            (query.language, query.vector),
            (other_language(query.language), query.translated),
        ):
            assert vector is not None
            run += self._store.dense_run(vector, depth=depth, kinds=kinds, language=language)
        return sorted(run, key=lambda item: (-item[1], item[0]))[:depth]

    def _hits(
        self,
        fused: Run,
        lexical_run: Run,
        dense_run: Run,
        k: int,
    ) -> list[Hit]:
        if len(fused) > k:  # in order but for ties, which passage_ids decide
            fused = [item for item in fused if item[1] >= fused[k - 1][1]]
        passages = self._store.passages([rowid for rowid, _ in fused])
        ordered = sorted(fused, key=lambda item: (-item[1], passages[item[0]].passage_id))[:k]
        in_lexical = {rowid: (rank, score) for rank, (rowid, score) in enumerate(lexical_run, 1)}
        in_dense = {rowid: (rank, score) for rank, (rowid, score) in enumerate(dense_run, 1)}
        hits: list[Hit] = []
        for rank, (rowid, score) in enumerate(ordered, 1):
            lexical_rank, lexical_score = in_lexical.get(rowid, _IN_NO_RUN)
            dense_rank, dense_score = in_dense.get(rowid, _IN_NO_RUN)
            hits.append(Hit(passages[rowid], rowid, score, rank, lexical_rank, dense_rank, lexical_score, dense_score))
        return hits
