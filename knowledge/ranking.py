"""Ranks statements against a question: signals of each candidate, weighed by a fitted logistic model.

A second model tells from the first candidate's signals, and from how far it leads, how sure to be of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from knowledge import dates
from knowledge.model import Weights, sigmoid
from knowledge.question import Question, holds, numbers_in, years_in
from knowledge.records import Hit, Language, Passage
from knowledge.text import terms

SIGNALS = (
    "lexical",  # BM25 against the best of the run
    "dense",  # cosine of the nearest vector
    "dense_relative",  # the same against the best of the run
    "coverage",  # share of the question's information that statement, headings and asked lines cover
    "coverage_body",  # the same by the statement alone
    "asked",  # the best overlap with an asked line
    "asked_coverage",  # the best share of the question's information that one asked line covers
    "classifier",  # decision value of the statement classifier
    "classifier_behind",  # by which it is behind the classifier's first
    "first_classifier",  # is the classifier's first
    "first_lexical",  # first in the lexical run
    "first_dense",  # first in the dense run
    "type",  # has what is asked for: a number, a date …
    "type_missing",  # lacks it
    "year",  # has a year that is named
    "year_missing",  # lacks a year that is named
    "year_conflict",  # has years, but none that is named
    "number_missing",  # lacks a number that is named
    "brevity",  # short statements are to the point
)
ANSWER_SIGNALS = (
    "margin",  # log-odds by which the best statement leads the next
    "classifier",
    "classifier_lead",  # by which the classifier's first leads its second
    "before_gap",  # log-odds by which the best statement leads the best known gap
    "agreement",  # of lexical run, dense run and classifier, how many have it first
    "unknown",  # share of the question's information in words that no passage has
    "coverage",
    "coverage_body",
    "asked",
    "dense",
    "type_missing",
    "year_missing",
    "year_conflict",
    "number_missing",
    "length",  # logarithm of the number of content words
)


UNCLASSIFIED = -1.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement with its signals and the log-odds that it answers."""

    passage: Passage
    passage_rowid: int
    signals: dict[str, float]
    log_odds: float

    @property
    def probability(self) -> float:
        """The probability that the statement answers."""
        return sigmoid(self.log_odds)


class Information:
    """How much each stem tells: its inverse document frequency, as in BM25."""

    def __init__(self, frequencies: Mapping[str, int], n_passages: int) -> None:
        self._frequencies = frequencies
        self._n = max(1, n_passages)

    def of(self, stem: str) -> float:
        """Return log(1 + (n - df + 0.5) / (df + 0.5)); a stem that no passage has tells most."""
        df = self._frequencies.get(stem, 0)
        return log(1 + (self._n - df + 0.5) / (df + 0.5))

    def total(self, stems: Iterable[str]) -> float:
        """Return the sum over distinct `stems`."""
        return sum(self.of(stem) for stem in set(stems))

    def is_known(self, stem: str) -> bool:
        """Return whether any passage has `stem`."""
        return stem in self._frequencies


@lru_cache(maxsize=20_000)
def _stems(text: str, language: Language) -> frozenset[str]:
    return frozenset(terms(text, language))


def signals(
    question: Question,
    stems: frozenset[str],
    hit: Hit,
    hits: Sequence[Hit],
    information: Information,
    classified: Mapping[str, float],
) -> dict[str, float]:
    """Return the signals of one hit among `hits` for a question with the content `stems`, by name.

    `classified` are the decision values of the classifier by statement id; empty: there is none.
    """
    passage = hit.passage
    body = _stems(passage.text, passage.language)
    around = body | _stems(passage.heading, passage.language)
    lines = [_stems(line, passage.language) for line in passage.asked]
    everything = around.union(*lines)
    total = information.total(stems) or 1.0
    best_dice = best_share = 0.0
    for line in lines:
        shared = information.total(stems & line)
        best_dice = max(best_dice, 2 * shared / ((information.total(line) + total) or 1.0))
        best_share = max(best_share, shared / total)
    best_lexical = max(h.lexical_score for h in hits) or 1.0
    best_dense = max(h.dense_score for h in hits) or 1.0
    # a gap has what is asked for by its nature, and its times are those that its lines ask about
    is_gap = passage.kind == "gap"
    has = is_gap or holds(question.asked, passage.text)
    years = _years_of_gap(passage) if is_gap else years_in(passage.text) | dates.years(passage.as_of)
    decision = classified.get(passage.statement_id or "", UNCLASSIFIED)
    best_decision = max(classified.values(), default=UNCLASSIFIED)
    named_numbers = question.numbers - numbers_in(passage.text)
    return {
        "lexical": hit.lexical_score / best_lexical,
        "dense": hit.dense_score,
        "dense_relative": hit.dense_score / best_dense if best_dense > 0 else 0.0,
        "coverage": information.total(stems & everything) / total,
        "coverage_body": information.total(stems & around) / total,
        "asked": best_dice,
        "asked_coverage": best_share,
        "classifier": decision,
        "classifier_behind": best_decision - decision,
        "first_classifier": float(bool(classified) and decision == best_decision),
        "first_lexical": float(hit.lexical_rank == 1),
        "first_dense": float(hit.dense_rank == 1),
        "type": float(has and question.asked not in ("other", "yesno")),
        "type_missing": float(not has),
        "year": float(bool(question.years & years)),
        "year_missing": float(bool(question.years - years)),
        "year_conflict": float(bool(question.years) and bool(years) and not question.years & years),
        "number_missing": float(bool(named_numbers)),
        "brevity": 1 / (1 + len(passage.text) / 400),
    }


def _years_of_gap(passage: Passage) -> set[str]:
    """Return the years that a gap is about: those that more than one of its lines names."""
    counts = Counter(year for line in passage.asked for year in years_in(line))
    return {year for year, n in counts.items() if n > 1}


def rank(
    question: Question,
    stems: frozenset[str],
    hits: Sequence[Hit],
    information: Information,
    weights: Weights,
    classified: Mapping[str, float],
) -> list[Candidate]:
    """Return the hits as candidates, the likeliest first, ties by passage_id."""
    candidates = []
    for hit in hits:
        values = signals(question, stems, hit, hits, information, classified)
        if hit.passage.kind == "gap" and values["year_conflict"]:
            continue  # what is missing is missing for other years
        candidates.append(Candidate(hit.passage, hit.passage_rowid, values, weights.log_odds(values)))
    return sorted(candidates, key=lambda c: (-c.log_odds, c.passage.passage_id))


def answer_signals(
    stems: frozenset[str],
    candidates: Sequence[Candidate],
    information: Information,
    classified: Mapping[str, float],
) -> dict[str, float]:
    """Return the signals that tell how sure the first of `candidates` is, by name."""
    top = candidates[0]
    other = next(
        (
            c
            for c in candidates[1:]
            if c.passage.statement_id != top.passage.statement_id or c.passage.statement_id is None
        ),
        None,
    )
    total = information.total(stems) or 1.0
    unknown = information.total(s for s in stems if not information.is_known(s)) / total
    best = sorted(classified.values(), reverse=True)[:2]
    gap = next((c.log_odds for c in candidates if c.passage.kind == "gap"), None)
    firsts = ("first_lexical", "first_dense", "first_classifier")
    return {
        "margin": min(5.0, top.log_odds - other.log_odds) if other else 5.0,
        "classifier_lead": best[0] - best[1] if len(best) == 2 else 0.0,
        "before_gap": max(-5.0, min(5.0, top.log_odds - gap)) if gap is not None else 5.0,
        "agreement": sum(top.signals[name] for name in firsts),
        "unknown": unknown,
        "length": log(1 + len(stems)),
        **{name: top.signals[name] for name in ANSWER_SIGNALS if name in top.signals},
    }
