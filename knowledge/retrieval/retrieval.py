"""From a question to ranked statements: search, one language, signals, order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from knowledge.asked.lacking import lacks_value
from knowledge.asked.question import Question, analyse, names_in, years_covered
from knowledge.asked.values import value_wanted
from knowledge.index.classifier import Decisions
from knowledge.records import Hit, Language, Passage, PassageKind, other_language
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.model import Model, Weights
from knowledge.retrieval.ranking import UNCLASSIFIED, Candidate, answer_signals, rank
from knowledge.retrieval.text_signals import TextSignals
from knowledge.words.information import Information
from knowledge.words.text import terms, tokenise

_POOL = 40
_CLASSIFIED = 10
_REMEMBERED = 16
_MEANT = -0.7  # decision value: of gaps that refusals named, 6 of 8 below it were beside the point, above it 5 of 36
_INSTEAD = 2.5  # log-odds by which a statement that has what is asked for may be behind one that lacks it
_OF_THE_YEAR = 4.0  # log-odds by which one that says the year and the names in a yes/no question may be behind
_LOOKED_AT = 6
NONE = Decisions.of({})  # there is no classifier
_STATEMENTS: tuple[PassageKind, ...] = ("statement", "text", "gap")


@dataclass(frozen=True, slots=True)
class Pool:
    """What is to be ranked for a question: its content stems, the hits, the classifier's decision values, and its text.

    `text` is the question with misspelt words put right, `texts` are the signals that passages have by their texts,
    `translated` are its stems in the other language, where the index has plain text in that.
    """

    stems: frozenset[str]
    hits: list[Hit]
    classified: Decisions
    text: str
    texts: TextSignals
    translated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Statements and known gaps, each best first, with the probability that the first statement answers.

    No candidates: no statement was found at all. `translated` are the question's stems in the other language.
    """

    question: Question
    language: Language
    stems: frozenset[str]
    candidates: tuple[Candidate, ...] = ()
    gaps: tuple[Candidate, ...] = ()
    signals: Mapping[str, float] = field(default_factory=dict)
    confidence: float = 0.0
    translated: frozenset[str] = frozenset()

    def has_first_of(self, other: Retrieved) -> bool:
        """Return whether the same statement comes first here and in `other`; False where either has none."""
        return bool(self.candidates and other.candidates) and self.candidates[0].passage == other.candidates[0].passage

    @property
    def sureness(self) -> float:
        """How sure to be of the first statement; 0 where a known gap comes before it."""
        return 0.0 if self.gap else self.confidence

    @property
    def gap(self) -> Passage | None:
        """The known gap that is likelier asked for than any statement; None: there is none."""
        if not self.gaps or (self.candidates and self.candidates[0].log_odds >= self.gaps[0].log_odds):
            return None
        return self.gaps[0].passage

    @property
    def named_gap(self) -> Passage | None:
        """The known gap that a refusal may name; None where there is none, or it is but the nearest of those that are known."""
        return self.meant_gap(_MEANT)

    def meant_gap(self, least: float) -> Passage | None:
        """Return the known gap that is likelier asked for than any statement, if its decision value is at least `least`.

        Without a classifier, which tells whether it is but the nearest of those that are known, each is.
        """
        decision = self.gaps[0].signals.get("classifier", UNCLASSIFIED) if self.gaps else UNCLASSIFIED
        return self.gap if decision >= least or decision == UNCLASSIFIED else None


def _read(text: str, language: Language) -> None:
    """Read of a question what is remembered of it, for whoever asks when its vector is there."""
    analyse(text)
    value_wanted(text)
    names_in(text, language)


class Retriever:
    """Ranks the statements of an opened index."""

    def __init__(self, base: KnowledgeBase, model: Model) -> None:
        self._base = base
        self._model = model
        self._information = base.searcher.information
        self._pooled = lru_cache(maxsize=_REMEMBERED)(self.pool)
        self._retrieved = lru_cache(maxsize=_REMEMBERED)(self._retrieve)

    def pool(self, text: str, language: Language) -> Pool:
        """Return what is to be ranked for `text`: each fact once, in `language` where the sources have it."""
        query = self._base.searcher.prepare(text, language)
        # first what needs no vector: that is worked out meanwhile
        stems = frozenset(terms(query.text, language))
        classifier = self._base.classifiers.get(language)
        by_words = classifier.by_words(query.text, language) if classifier else None
        _read(query.text, language)
        texts = TextSignals(analyse(query.text), stems, self._information)
        likely = self._base.searcher.read_ahead(query, k=_POOL, kinds=_STATEMENTS)
        twins = self._base.store.passages([self._twin_of(p, rowid, language) for rowid, p in likely.items()])
        texts.read(list(twins.values()))
        hits = self._in_language(self._base.searcher.search(query, k=_POOL, kinds=_STATEMENTS), language)
        classified = NONE
        if classifier and by_words is not None:
            classified = classifier.decisions(by_words, query.vector)
        other = other_language(language)
        translated = frozenset(stem for forms in query.translation for form in forms for stem in terms(form, other))
        hits = self._with_classified(hits, classified, language)
        return Pool(stems, hits, classified, query.text, texts, translated)

    def _with_classified(self, hits: list[Hit], classified: Decisions, language: Language) -> list[Hit]:
        """Return `hits` and, behind them, the statements that the classifier puts first and search did not find."""
        found = {hit.passage.statement_id for hit in hits}
        for statement_id, _ in classified.first(_CLASSIFIED):
            if statement_id not in found:
                rowid = self._base.twins[statement_id, language]
                hits.append(Hit(self._base.passage(rowid), rowid, score=0.0, rank=len(hits) + 1))
        return hits

    def _in_language(self, hits: Sequence[Hit], language: Language) -> list[Hit]:
        twins = [self._twin_of(h.passage, h.passage_rowid, language) for h in hits]
        passages = self._base.store.passages(twins)
        best: dict[str, Hit] = {}
        for hit, rowid in zip(hits, twins, strict=True):
            passage = hit.passage
            key = passage.statement_id or passage.passage_id
            known = best.get(key)
            if known is None:
                is_own = rowid == hit.passage_rowid
                best[key] = hit if is_own else hit._replace(passage=passages[rowid], passage_rowid=rowid)
                continue
            ranks = [(known.lexical_rank, hit.lexical_rank), (known.dense_rank, hit.dense_rank)]
            lexical_rank, dense_rank = (min((r for r in pair if r is not None), default=None) for pair in ranks)
            best[key] = known._replace(
                lexical_rank=lexical_rank,
                dense_rank=dense_rank,
                lexical_score=max(known.lexical_score, hit.lexical_score),
                dense_score=max(known.dense_score, hit.dense_score),
            )
        return list(best.values())

    def _twin_of(self, passage: Passage, rowid: int, language: Language) -> int:
        """Return the row id of what states the same as `passage`, which has this `rowid`, in `language`; its own, if nothing does."""
        if passage.language == language:
            return rowid
        return self._base.twins.get((passage.statement_id or "", language), rowid)

    def retrieve(self, text: str, language: Language) -> Retrieved:
        """Return the ranked statements for `text`; the last few are remembered: a follow-up is tried by itself first."""
        return self._retrieved(text, language)

    def _retrieve(self, text: str, language: Language) -> Retrieved:
        pool = self._pooled(text, language)
        question = analyse(pool.text)
        if not pool.hits or not pool.stems:
            return Retrieved(question, language, pool.stems)
        statements, gaps = self.ranked(pool, self._model.statement)
        if not statements:
            return Retrieved(question, language, pool.stems, gaps=tuple(gaps))
        found = self._judged(question, pool, language, statements, gaps)
        having = _having_what_is_asked(question, statements)
        if having is not None:
            others = [c for c in statements if c is not having]
            instead = self._judged(question, pool, language, [having, *others], gaps)
            return instead if instead.confidence >= self._model.threshold else found
        return found

    def retrieve_of(self, text: str, language: Language, tells: Callable[[Passage], bool]) -> Retrieved | None:
        """Return the ranked statements for `text`, of which `tells` holds, before the known gaps; None: there are none."""
        pool = self._pooled(text, language)
        question = analyse(pool.text)
        if not pool.hits or not pool.stems:
            return None
        statements, gaps = self.ranked(pool, self._model.statement)
        own = [c for c in statements if tells(c.passage)]
        return self._judged(question, pool, language, own, gaps) if own else None

    def _judged(
        self, question: Question, pool: Pool, language: Language, statements: list[Candidate], gaps: list[Candidate]
    ) -> Retrieved:
        """Return `statements` in this order with how sure the first is."""
        values = answer_signals(question, pool.stems, statements, gaps, self._information, pool.classified)
        confidence = self._model.confidence(statements[0].passage.kind, values)
        return Retrieved(
            question, language, pool.stems, tuple(statements), tuple(gaps), values, confidence, pool.translated
        )

    def in_language(self, retrieved: Retrieved, text: str, language: Language) -> Retrieved:
        """Return `retrieved`, found by the words of `text` in its other language, as an answer to it: twins, in `language`."""
        return replace(
            retrieved,
            question=analyse(text),
            language=language,
            candidates=tuple(self._twin(candidate, language) for candidate in retrieved.candidates),
            gaps=tuple(self._twin(gap, language) for gap in retrieved.gaps),
        )

    def _twin(self, candidate: Candidate, language: Language) -> Candidate:
        rowid = self._twin_of(candidate.passage, candidate.passage_rowid, language)
        return candidate._replace(passage=self._base.passage(rowid), passage_rowid=rowid)

    def ranked(self, pool: Pool, weights: Weights) -> tuple[list[Candidate], list[Candidate]]:
        """Return the statements and the known gaps of `pool`, each as `weights` order them."""
        found = rank(pool.texts, pool.hits, weights, pool.classified)
        return [c for c in found if c.passage.kind != "gap"], [c for c in found if c.passage.kind == "gap"]

    @property
    def spoken(self) -> Mapping[Language, Mapping[str, int]]:
        """How often the passages of each language have each casefolded word."""
        return self._base.word_counts.spoken

    @property
    def information(self) -> Information:
        """How much each stem of the index tells."""
        return self._information


def _having_what_is_asked(question: Question, statements: Sequence[Candidate]) -> Candidate | None:
    """Return the best of the next statements that has what is asked for, where the first lacks it; None: it does not, or none has."""
    first = statements[0]
    if question.yesno:
        return _of_the_year(question, statements)
    if not lacks_value(question, first.passage):
        return None
    near = (c for c in statements[1:_LOOKED_AT] if c.log_odds >= first.log_odds - _INSTEAD)
    return next((c for c in near if c.passage.kind == "statement" and not lacks_value(question, c.passage)), None)


def _of_the_year(question: Question, statements: Sequence[Candidate]) -> Candidate | None:
    """Return the best of the next that has the year named and all names in a question that wants yes or no, where the first has
    neither the year nor all the names: it is of another event, and would deny what that statement says. None: there is none.
    """
    first = statements[0].passage
    if not question.years or question.years & years_covered(first.text) or _says_names(question, first):
        return None
    near = (c for c in statements[1:_LOOKED_AT] if c.log_odds >= statements[0].log_odds - _OF_THE_YEAR)
    return next(
        (c for c in near if question.years <= years_covered(c.passage.text) and _says_names(question, c.passage)), None
    )


def _says_names(question: Question, passage: Passage) -> bool:
    """Return whether a statement says all names of a question; False where it names none."""
    names = names_in(question.text, passage.language)
    said = set(tokenise(passage.text))
    return bool(names) and all(name in said for name in names)
