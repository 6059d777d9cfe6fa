"""Ranks statements against a question: signals of each candidate, weighed by a fitted logistic model.

A second model tells from the first candidate's signals, and from how far it leads, how sure to be of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.asked.ordinals import names_another
from knowledge.asked.passage_words import stems_in, words_of
from knowledge.asked.periods import holds_in
from knowledge.asked.question import Question, names_in, years_covered
from knowledge.asked.values import counted_missing, value_missing
from knowledge.index.classifier import Decisions
from knowledge.records import Hit, Passage
from knowledge.retrieval.model import Weights
from knowledge.retrieval.text_signals import TextSignals
from knowledge.words.information import Information
from knowledge.words.text import stem, tokenise

Floats = npt.NDArray[np.float64]
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
    "lexical_place",  # 1 / (1 + rank) in the lexical run
    "dense_place",  # the same in the dense run
    "type",  # has what is asked for: a number, a date …
    "type_missing",  # lacks it
    "year",  # has a year that is named
    "year_missing",  # lacks a year that is named
    "year_conflict",  # has years or ordinals, but none that is named
    "number_missing",  # lacks a number that is named
    "year_missing_yesno",  # the last three in a yes/no question: there they may be what the statement puts right
    "year_conflict_yesno",
    "number_missing_yesno",
    "brevity",  # short statements are to the point
)
ANSWER_SIGNALS = (
    "margin",  # log-odds by which the best statement leads the next
    "classifier",
    "classifier_lead",  # by which the classifier's first leads its second
    "before_gap",  # log-odds by which the best statement leads the best known gap
    "gap_classifier",  # decision value by which it leads the best known gap
    "best_gap_classifier",
    "gap_asked",  # overlap with an asked line by which it leads the best known gap
    "gap_dense",  # cosine by which it leads the best known gap
    "near_gaps",  # share of known gaps among what is about as near as the nearest
    "agreement",  # of lexical run, dense run and classifier, how many have it first
    "unknown",  # share of the question's information in words that no passage has
    "name_missing",  # share of it in names that the statement and its asked lines lack
    "name_said",  # share of it in names that the statement says
    "rare_missing",  # information of the most telling known word that the statement and its asked lines lack
    "coverage",
    "coverage_body",
    "asked",
    "dense",
    "type_missing",
    "reason_missing",  # a reason is asked for, and the statement gives none
    "figure_missing",  # an amount, a number or a duration is asked for, and the statement has none
    "value_missing",  # a day, a month, a person's name, a sum … is asked for, and the statement has none
    "counted_missing",  # a number of things is asked for, and the statement counts none of these
    "other_years",  # the statement says years or ordinals, but none of those that are named, nor a time that these lie in
    "year_missing",
    "year_conflict",
    "number_missing",
    "yesno",
    "year_missing_yesno",
    "number_missing_yesno",
    "length",  # logarithm of the number of content words
)


UNCLASSIFIED = -1.2
_RANKLESS = 60
_NEAR = 0.08  # cosine
_MAX_ODDS = 6.0
_NAME_BEGINNING = 6
_FIGURES = ("amount", "count", "duration")
_PLACE_OF = {name: place for place, name in enumerate(SIGNALS)}
_YEAR_CONFLICT = _PLACE_OF["year_conflict"]


class Signals(Mapping[str, float]):
    """One passage's signals by name: a row of `signals`."""

    __slots__ = ("_row",)

    def __init__(self, row: Floats) -> None:
        self._row = row

    def __getitem__(self, name: str) -> float:
        return float(self._row[_PLACE_OF[name]])

    def __iter__(self) -> Iterator[str]:
        return iter(SIGNALS)

    def __len__(self) -> int:
        return len(SIGNALS)


class Candidate(NamedTuple):
    """A statement with its signals and the log-odds that it answers."""

    passage: Passage
    passage_rowid: int
    signals: Mapping[str, float]
    log_odds: float


def signals(texts: TextSignals, hits: Sequence[Hit], classified: Decisions) -> Floats:
    """Return the signals of `hits` for the question of `texts`, of shape (hits, `SIGNALS`).

    `classified` are the decision values of the classifier; empty: there is none.
    """
    if not hits:
        return np.zeros((0, len(SIGNALS)))
    passages = [hit.passage for hit in hits]
    lexical = np.array([hit.lexical_score for hit in hits])
    dense = np.array([hit.dense_score for hit in hits])
    best_dense = dense.max() or 1.0
    decision = classified.of_each([p.statement_id or "" for p in passages], UNCLASSIFIED)
    best_decision = max((value for _, value in classified.first(1)), default=UNCLASSIFIED)
    lexical_rank, dense_rank = ([rank or _RANKLESS for rank in ranks] for ranks in zip(*map(_ranks, hits), strict=True))
    question, by_text = texts.question, texts.of(passages)
    has = by_text["has"].astype(bool)
    yesno = float(question.yesno)
    columns = {
        "lexical": lexical / (lexical.max() or 1.0),
        "dense": dense,
        "dense_relative": dense / best_dense if best_dense > 0 else np.zeros(len(hits)),
        **{name: by_text[name] for name in ("coverage", "coverage_body", "asked", "asked_coverage")},
        "classifier": decision,
        "classifier_behind": best_decision - decision,
        "first_classifier": (decision == best_decision) & bool(classified),
        "first_lexical": [hit.lexical_rank == 1 for hit in hits],
        "first_dense": [hit.dense_rank == 1 for hit in hits],
        "lexical_place": 1 / (1 + np.array(lexical_rank)),
        "dense_place": 1 / (1 + np.array(dense_rank)),
        "type": has & (question.asked not in ("other", "yesno")),
        "type_missing": ~has,
        "year": by_text["year"],
        "brevity": 1 / (1 + np.array([len(passage.text) for passage in passages]) / 400),
    }
    for name in ("year_missing", "year_conflict", "number_missing"):
        columns[name], columns[f"{name}_yesno"] = by_text[name] * (1 - yesno), by_text[name] * yesno
    return np.array([columns[name] for name in SIGNALS], dtype=np.float64).T


def _ranks(hit: Hit) -> tuple[int | None, int | None]:
    return hit.lexical_rank, hit.dense_rank


def rank(texts: TextSignals, hits: Sequence[Hit], weights: Weights, classified: Decisions) -> list[Candidate]:
    """Return the hits as candidates for the question of `texts`, the likeliest first, ties by passage_id."""
    rows = signals(texts, hits, classified)
    odds = weights.log_odds_of(rows, SIGNALS).tolist()
    candidates = [
        Candidate(hit.passage, hit.passage_rowid, Signals(row), log_odds)
        for hit, row, log_odds in zip(hits, rows, odds, strict=True)
        # what is missing is missing for other years
        if not (hit.passage.kind == "gap" and row[_YEAR_CONFLICT])
    ]
    return sorted(candidates, key=lambda c: (-c.log_odds, c.passage.passage_id))


def answer_signals(
    question: Question,
    stems: frozenset[str],
    statements: Sequence[Candidate],
    gaps: Sequence[Candidate],
    information: Information,
    classified: Decisions,
) -> dict[str, float]:
    """Return the signals that tell how sure the first of `statements` is, by name; both lists are best first."""
    top = statements[0]
    other = next((c for c in statements[1:] if _states_other(c, top)), None)
    total = information.total(stems) or 1.0
    decisions = [value for _, value in classified.first(2, without={c.passage.statement_id or "" for c in gaps})]
    dense, dense_of_gaps = ([c.signals["dense"] for c in some] for some in (statements, gaps))
    nearest = max([*dense, *dense_of_gaps]) - _NEAR
    n_near, n_near_gaps = (sum(value >= nearest for value in some) for some in (dense, dense_of_gaps))
    best_gap = {name: max((c.signals[name] for c in gaps), default=0.0) for name in ("asked", "dense")}
    best_gap_classifier = max((c.signals["classifier"] for c in gaps), default=UNCLASSIFIED)
    firsts = ("first_lexical", "first_dense", "first_classifier")
    return {
        "margin": min(5.0, top.log_odds - other.log_odds) if other else 5.0,
        "classifier_lead": decisions[0] - decisions[1] if len(decisions) == 2 else 0.0,
        "before_gap": max(-_MAX_ODDS, min(_MAX_ODDS, top.log_odds - gaps[0].log_odds)) if gaps else _MAX_ODDS,
        "gap_classifier": top.signals["classifier"] - best_gap_classifier,
        "best_gap_classifier": best_gap_classifier,
        "gap_asked": top.signals["asked"] - best_gap["asked"],
        "gap_dense": top.signals["dense"] - best_gap["dense"],
        "near_gaps": n_near_gaps / (n_near + n_near_gaps),
        "agreement": sum(top.signals[name] for name in firsts),
        "unknown": information.total(s for s in stems if not information.is_known(s)) / total,
        **_name_signals(question, top.passage, total, information),
        "rare_missing": _rarest_missing(stems, top.passage, information),
        "reason_missing": float(question.asked == "reason") * top.signals["type_missing"],
        "figure_missing": float(question.asked in _FIGURES) * top.signals["type_missing"],
        "value_missing": float(value_missing(question, top.passage)),
        "counted_missing": float(counted_missing(question, top.passage)),
        "other_years": float(says_others(question, top.passage)),
        "yesno": float(question.yesno),
        "length": log(1 + len(stems)),
        **{name: top.signals[name] for name in ANSWER_SIGNALS if name in top.signals},
    }


def says_others(question: Question, passage: Passage) -> bool:
    """Return whether the passage names years, but neither one that the question names nor a time that this lies in, or counts
    the same things, but names others of them, where that is no premise to put right.
    """
    if question.yesno:
        return False
    said = years_covered(passage.text)
    other_years = bool(question.years and said) and not any(
        year in said or holds_in(passage.text, year) for year in question.years
    )
    return other_years or names_another(question.text, passage.text, passage.language)


def _states_other(candidate: Candidate, top: Candidate) -> bool:
    return candidate.passage.statement_id is None or candidate.passage.statement_id != top.passage.statement_id


@lru_cache(maxsize=20_000)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(tokenise(text))


def _name_signals(question: Question, passage: Passage, total: float, information: Information) -> dict[str, float]:
    """Return which share of the question's information is in names that the passage lacks, and in those that it says."""
    names = names_in(question.text, passage.language)
    if not names:
        return {"name_missing": 0.0, "name_said": 0.0}
    said = _tokens(passage.text) | _tokens(passage.heading)
    missing = named = 0.0
    for name in names:
        worth = information.of(stem(name, passage.language))
        if _has_name(name, said):
            named += worth
        elif not any(_has_name(name, _tokens(line)) for line in passage.asked):
            missing += worth
    return {"name_missing": min(1.5, missing / total), "name_said": min(1.5, named / total)}


def _has_name(name: str, tokens: frozenset[str]) -> bool:
    """Return whether one of `tokens` is the name or a form of it."""
    return name in tokens or (
        len(name) >= _NAME_BEGINNING and any(token.startswith(name[:_NAME_BEGINNING]) for token in tokens)
    )


def _rarest_missing(stems: frozenset[str], passage: Passage, information: Information) -> float:
    has = stems_in(stems, words_of(passage).anywhere)
    return max((information.of(s) for s in stems - has if information.is_known(s)), default=0.0) / 8
