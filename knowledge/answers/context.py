"""Ranks statements for a message that goes on with a topic: by what it says, with what was asked, after what was given.

How much each signal counts is fitted on follow-ups (`context_model.json`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from knowledge.answers.answer import Answerer
from knowledge.answers.context_signals import FLOOR, Evidence, Situation
from knowledge.answers.detail_model import NO_LINES, UNTOLD, details_asked
from knowledge.asked.question import Question, years_covered, years_in
from knowledge.asked.values import counted_missing
from knowledge.clusters.outcomes import Outcome, Request
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.before import Before, page_of, statement_key
from knowledge.retrieval.model import Weights, sigmoid
from knowledge.retrieval.ranking import UNCLASSIFIED, Candidate
from knowledge.retrieval.retrieval import Retrieved
from knowledge.words.text import terms

FILE_NAME = "context_model.json"
CLOSE = 5.0  # what is further behind the first is left out,
COMPARISON_CLOSE = 2.0  # and so is a comparison, which would be told with the first
MOST = 5.0
# log-odds that a statement loses that tells of people other than whom a pronoun stands for, or of nobody where who is asked for,
# or has nothing of what a message adds; too seldom in what the weights are fitted on to be one of them
BESIDE = 8.0
OTHER_LEVEL = 0.5  # as much of that a statement loses that tells of other levels of the label than the one spoken of
# How sure to be of the first statement
SURE_SIGNALS = (
    "lead",  # log-odds by which it leads the next statement
    "lead_of_gaps",  # and the first known gap
    "log_odds",
    "together_sure",  # how sure the runs with the question before are of their first statement, at the most
    "together_same",  # the same, where that is this one
    "alone_sure",  # how sure the message alone is of its first statement
    "alone_same",
    "unknown",  # share of the information of what the message adds in words that no passage has
    "telling",  # how much it adds
    "stray",  # has nothing to do with what was asked before, or given
    # and of the first statement, of what it is ranked by
    "together",
    "alone",
    "asked",
    "given",
    "given_value",
    "given_lacks",
    "nearest",
    "covered",
    "uncovered",
    "same_page",
    "related",
    "subject",
    "subject_missing",
    "name_missing",
    "value",
    "value_missing",
    "counted_missing",
    "kind",
    "kind_missing",
    "person_missing",
    "year_conflict",
    "other_year_asked",
    "other_year_given",
    "other_ordinal",
    "other_level",
    "other_time",
    "given_other",
)
_INSTEAD = 2.5  # log-odds by which a statement that counts the things asked for may be behind one that does not
_BODY = lazily(r"\b(?:[A-ZÄÖÜ]\w+ )+(?:Group|Alliance|Association|Secretariat|Gruppe|Allianz|Verband|Sekretariat)\b")
_UNRELATED, _UNASKED = 0.05, 1.0  # share of information in common with what was given, log-odds together


@dataclass(frozen=True, slots=True)
class Runs:
    """The statements for a message alone, and for it together with what was asked before, in one or more ways.

    Without `alone`, the message says too little to be searched for by itself. `exchanged`: what it says has taken the
    place of something in the earlier question, which is asked anew. `adds`: it asks nothing itself ("and Porter?"). `message` is
    the message as it was written.
    """

    alone: Retrieved | None
    together: tuple[Retrieved, ...]
    exchanged: bool = False
    adds: bool = False
    message: str = ""


@dataclass(frozen=True, slots=True)
class ContextModel:
    """`order` ranks statements and known gaps against each other, `sure` tells how sure to be of the first statement."""

    order: Weights
    sure: Weights


@lru_cache(maxsize=1)
def load_context_model() -> ContextModel:
    """Return the shipped weights."""
    data = json.loads((files("knowledge.answers") / FILE_NAME).read_text(encoding="utf-8"))
    return ContextModel(Weights.from_json(data["order"]), Weights.from_json(data["sure"]))


@dataclass(frozen=True, slots=True)
class Rated:
    """A candidate with the signals by which it is ranked here."""

    candidate: Candidate
    signals: Mapping[str, float]


def answered(
    answerer: Answerer,
    request: Request,
    retrieved: Retrieved | None,
    each: Sequence[tuple[str, Retrieved]] = (),
) -> Outcome:
    """Return the answer to `request`, by the statements `retrieved` if they are ranked already; to `each` of several questions that
    it comes to, if one of them at least is answered.
    """
    told = answerer.by_each(request, each) if each else None
    return told or (
        answerer.answer(request) if retrieved is None else answerer.by_statements(request, retrieved, in_context=True)
    )


def in_context(base: KnowledgeBase, said: str, question: Question, runs: Runs, before: Before) -> Retrieved:
    """Return the statements for a message that goes on with a topic, ranked by all `runs`.

    `said` are the content words of the message, `question` is what it asks in full.
    """
    language = runs.together[0].language
    situation = situated(base, said, question, runs, before)
    rated = sorted(rated_in(runs, situation), key=lambda r: (-r.candidate.log_odds, r.candidate.passage.passage_id))
    rated = _having_first(question, rated)
    best = rated[0].candidate.log_odds if rated else 0.0
    ranked = [
        r.candidate
        for r in rated
        if r.candidate.log_odds >= best - (CLOSE if not r.candidate.passage.compares else COMPARISON_CLOSE)
    ]
    surest = max((*runs.together, *([runs.alone] if runs.alone else [])), key=lambda run: run.confidence)
    statements = tuple(c for c in ranked if c.passage.kind != "gap")
    gaps = tuple(c for c in ranked if c.passage.kind == "gap")
    # a gap that comes first is what is asked for: here the runs have been weighed against each other already
    confidence = 0.0
    of_other_year = bool(rated) and situation.stays_in_year and rated[0].signals["other_year_asked"] > 0
    if of_other_year and ranked and _names_same_body(before.asked, ranked[0].passage.text):
        of_other_year = False  # how many belong to a group is no matter of the year that it was asked about first
    if ranked and ranked[0] in statements and not of_other_year:
        confidence = sigmoid(load_context_model().sure.log_odds(sure_signals(rated, runs, situation)))
    return Retrieved(question, language, surest.stems, statements, gaps, surest.signals, confidence)


def _names_same_body(asked: str, text: str) -> bool:
    """Return whether `text` names a body that the question `asked` names, too, in whatever case."""
    return any(found[0].casefold() in asked.casefold() for found in _BODY.finditer(text))


def _having_first(question: Question, rated: list[Rated]) -> list[Rated]:
    """Return `rated` with the best of the next that counts what the number of is asked for before a first one that does not."""
    if (
        not rated
        or rated[0].candidate.passage.kind == "gap"
        or not counted_missing(question, rated[0].candidate.passage)
    ):
        return rated
    least = rated[0].candidate.log_odds - _INSTEAD
    near = (r for r in rated[1:] if r.candidate.log_odds >= least and r.candidate.passage.kind == "statement")
    having = next((r for r in near if not counted_missing(question, r.candidate.passage)), None)
    return rated if having is None else [having, *(r for r in rated if r is not having)]


def situated(base: KnowledgeBase, said: str, question: Question, runs: Runs, before: Before) -> Situation:
    """Return what was said before the message, and what it adds to that; see `in_context`."""
    language = runs.together[0].language
    added = added_by(said, before, language)
    return Situation(base, added, before, language, question, exchanged=runs.exchanged, adds=runs.adds)


def added_by(said: str, before: Before, language: Language) -> frozenset[str]:
    """Return the content stems of `said` beyond those of what was asked before."""
    return frozenset(terms(said, language)).difference(terms(before.asked, language))


def rated_in(runs: Runs, situation: Situation) -> list[Rated]:
    """Return what `runs` bring up, each statement once, with the log-odds by all of them."""
    weights = load_context_model().order
    alone = _by_key(runs.alone) if runs.alone else {}
    together = [_by_key(run) for run in runs.together]
    rated = []
    keys = dict.fromkeys(key for found in (*together, alone) for key in found)
    details = details_asked(runs.message, runs.together[0].language) if runs.message else {}
    most = max((details.get(key, NO_LINES) for key in keys), default=NO_LINES)
    untold = details.get(UNTOLD, NO_LINES) - NO_LINES
    for key in keys:
        brought_up = [found[key] for found in together if key in found]
        shown = max(brought_up, key=lambda c: c.log_odds) if brought_up else alone[key]
        evidence = Evidence(
            _odds(key, alone) if runs.alone else None,
            tuple(_odds(key, found) for found in together),
            shown.signals.get("classifier", UNCLASSIFIED),
            shown.signals.get("asked", 0.0),
            is_alone=key in alone,
            detail=details.get(key, NO_LINES) - NO_LINES if details else 0.0,
            detail_behind=most - details.get(key, NO_LINES),
            untold=untold,
        )
        signals = situation.signals(shown.passage, evidence, shown.signals["year_conflict"])
        # of another year than the topic is no fault where the message names none
        shown_signals = shown.signals if situation.names_year else {**shown.signals, "year_conflict": 0.0}
        beside = 1.0 if situation.is_of_somebody_else(shown.passage) else situation.lacking_of_added(shown.passage)
        if signals["other_level"] and not situation.wants_other:
            beside = max(beside, OTHER_LEVEL)
        log_odds = weights.log_odds(signals) - BESIDE * beside
        candidate = Candidate(shown.passage, shown.passage_rowid, shown_signals, log_odds)
        rated.append(Rated(candidate, signals))
    return rated


def sure_signals(rated: Sequence[Rated], runs: Runs, situation: Situation) -> dict[str, float]:
    """Return the signals that tell how sure to be of the first statement of `rated`, which is best first."""
    first = next(r for r in rated if r.candidate.passage.kind != "gap")
    key, odds = statement_key(first.candidate.passage), first.candidate.log_odds

    def lead_of(*, gaps: bool) -> float:
        others = (r.candidate for r in rated if r is not first and (r.candidate.passage.kind == "gap") == gaps)
        return lead(odds, (c.log_odds for c in others))

    surest = max(runs.together, key=lambda run: run.confidence)
    alone_sure = runs.alone.confidence if runs.alone and not runs.alone.gap else 0.0
    signals = first.signals
    unrelated = signals["related"] < _UNRELATED and not (signals["same_page"] or signals["given"])
    return {
        **signals,
        "lead": lead_of(gaps=False),
        "lead_of_gaps": lead_of(gaps=True),
        "log_odds": odds,
        "together_sure": surest.confidence,
        "together_same": surest.confidence * (_first(surest) == key),
        "alone_sure": alone_sure,
        "alone_same": alone_sure * (runs.alone is not None and _first(runs.alone) == key),
        "unknown": situation.unknown,
        "telling": situation.telling,
        "stray": float(unrelated and signals["together"] < _UNASKED),
    }


def lead(log_odds: float, others: Iterable[float]) -> float:
    """Return by how much `log_odds` is more than the most of `others`, within `MOST`; `MOST` where there are none."""
    return max(-MOST, min(MOST, log_odds - max(others, default=log_odds - MOST)))


def _first(run: Retrieved) -> str:
    return statement_key(run.candidates[0].passage) if run.candidates else ""


def is_on_topic(base: KnowledgeBase, retrieved: Retrieved, before: Before) -> bool:
    """Return whether the first statement was given before, or stands on the page of one that was."""
    if not retrieved.candidates or retrieved.gap:
        return False
    first = retrieved.candidates[0].passage
    pages = {page_of(passage) for passage in before.passages(base, retrieved.language)}
    return statement_key(first) in (before.given or before.nearest) or page_of(first) in pages


def is_of_other_year(base: KnowledgeBase, retrieved: Retrieved, before: Before) -> bool:
    """Return whether the first statement is on the topic, yet of other years than the earlier question or what was given."""
    if not is_on_topic(base, retrieved, before):
        return False
    given = (years_covered(passage.text) for passage in before.passages(base, retrieved.language)[:1])
    years = years_in(before.asked) or frozenset().union(*given)
    told = years_covered(retrieved.candidates[0].passage.text)
    return bool(told) and bool(years) and told.isdisjoint(years)


def lacks_throughout(retrieved: Retrieved, runs: Runs) -> bool:
    """Return whether one and the same known gap comes first for the message alone, asked of the topic in any way, and by all runs."""
    if runs.alone is None or not runs.alone.gap or not retrieved.gap:
        return False
    key = statement_key(retrieved.gap)
    of_topic = {statement_key(run.gap) for run in runs.together if run.gap}
    return key == statement_key(runs.alone.gap) and key in of_topic


def sure_on_topic(retrieved: Retrieved, runs: Runs) -> float:
    """Return how sure to be of the first statement: by all runs, or as asked of the topic, if that puts it first too."""
    of_topic = runs.together[0]
    if of_topic.gap or not _first(of_topic) or _first(of_topic) != _first(retrieved):
        return retrieved.confidence
    return max(retrieved.confidence, of_topic.confidence)


def _by_key(run: Retrieved) -> dict[str, Candidate]:
    return {statement_key(candidate.passage): candidate for candidate in (*run.candidates, *run.gaps)}


def _odds(key: str, found: Mapping[str, Candidate]) -> float:
    """Return the log-odds of a statement among those `found`; of one that is not, those of the last."""
    if key in found:
        return found[key].log_odds
    return max(FLOOR, min((candidate.log_odds for candidate in found.values()), default=FLOOR))
