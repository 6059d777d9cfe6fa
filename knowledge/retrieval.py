"""From a question to ranked statements: search, one language, signals, order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.base import KnowledgeBase
from knowledge.model import Model, Weights, sigmoid
from knowledge.question import Question, analyse
from knowledge.ranking import Candidate, Information, answer_signals, rank
from knowledge.records import Hit, Language, Passage, PassageKind
from knowledge.text import terms

_POOL = 40
_CLASSIFIED = 10
_OWN_LINE = 0.8  # share of information that question and line have in common (Dice)
_STATEMENTS: tuple[PassageKind, ...] = ("statement", "text", "gap")


@dataclass(frozen=True, slots=True)
class Pool:
    """What is to be ranked for a question: its content stems, the hits, and the classifier's decision values."""

    stems: frozenset[str]
    hits: list[Hit]
    classified: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Candidates, best first, with what tells how sure the first is. No candidates: nothing was found at all."""

    question: Question
    language: Language
    stems: frozenset[str]
    candidates: tuple[Candidate, ...]
    signals: dict[str, float]
    confidence: float

    @property
    def gap(self) -> Passage | None:
        """The known gap that is asked for; None when a statement comes first."""
        first = self.candidates[0].passage if self.candidates else None
        return first if first is not None and first.kind == "gap" else None


class Retriever:
    """Ranks the statements of an opened index."""

    def __init__(self, base: KnowledgeBase, model: Model) -> None:
        self._base = base
        self._model = model
        self._information = Information(base.frequencies, len(base.passages))

    def pool(self, text: str, language: Language) -> Pool:
        """Return what is to be ranked for `text`: each fact once, in `language` where the sources have it."""
        query = self._base.searcher.prepare(text, language)
        stems = frozenset(terms(query.text, language))
        hits = self._in_language(self._base.searcher.search(query, k=_POOL, kinds=_STATEMENTS), language)
        classifier = self._base.classifiers.get(language)
        classified = classifier.scores(query.text, language, query.vector) if classifier else {}
        return Pool(stems, self._with_classified(hits, classified, language), classified)

    def _with_classified(self, hits: list[Hit], classified: Mapping[str, float], language: Language) -> list[Hit]:
        """Return `hits` and, behind them, the statements that the classifier puts first and search did not find."""
        found = {hit.passage.statement_id for hit in hits}
        best = sorted(classified.items(), key=lambda item: (-item[1], item[0]))[:_CLASSIFIED]
        for statement_id, _ in best:
            if statement_id not in found:
                rowid = self._base.twins[statement_id, language]
                hits.append(Hit(self._base.passages[rowid], rowid, score=0.0, rank=len(hits) + 1))
        return hits

    def _in_language(self, hits: Sequence[Hit], language: Language) -> list[Hit]:
        best: dict[str, Hit] = {}
        for hit in hits:
            passage = hit.passage
            key = passage.statement_id or passage.passage_id
            known = best.get(key)
            if known is None:
                rowid = self._base.twins.get((passage.statement_id or "", language), hit.passage_rowid)
                best[key] = replace(hit, passage=self._base.passages[rowid], passage_rowid=rowid)
                continue
            ranks = [(known.lexical_rank, hit.lexical_rank), (known.dense_rank, hit.dense_rank)]
            lexical_rank, dense_rank = (min((r for r in pair if r is not None), default=None) for pair in ranks)
            best[key] = replace(
                known,
                lexical_rank=lexical_rank,
                dense_rank=dense_rank,
                lexical_score=max(known.lexical_score, hit.lexical_score),
                dense_score=max(known.dense_score, hit.dense_score),
            )
        return list(best.values())

    def retrieve(self, text: str, language: Language) -> Retrieved:
        """Return the ranked statements for `text`."""
        question = analyse(text)
        pool = self.pool(text, language)
        if not pool.hits or not pool.stems:
            return Retrieved(question, language, pool.stems, (), {}, 0.0)
        candidates = _own_lines_first(self.ranked(question, pool, self._model.statement))
        if not candidates:
            return Retrieved(question, language, pool.stems, (), {}, 0.0)
        values = answer_signals(pool.stems, candidates, self._information, pool.classified)
        confidence = sigmoid(self._model.answer.log_odds(values))
        return Retrieved(question, language, pool.stems, tuple(candidates), values, confidence)

    def ranked(self, question: Question, pool: Pool, weights: Weights) -> list[Candidate]:
        """Return the candidates of `pool` as `weights` order them."""
        return rank(question, pool.stems, pool.hits, self._information, weights, pool.classified)

    @property
    def information(self) -> Information:
        """How much each stem of the index tells."""
        return self._information


def _own_lines_first(candidates: list[Candidate]) -> list[Candidate]:
    """Return `candidates` with a statement before the gap that leads, if the question is almost one of its own lines."""
    if not candidates or candidates[0].passage.kind != "gap":
        return candidates
    gap = candidates[0]
    own = [c for c in candidates if c.passage.kind != "gap" and c.signals["asked"] >= _OWN_LINE]
    best = max(own, key=lambda c: c.signals["asked"], default=None)
    if best is None or best.signals["asked"] <= gap.signals["asked"]:
        return candidates
    return [best, *(c for c in candidates if c is not best)]
