"""Ranks statements for a message that goes on with a topic: by what it says, with what was asked, after what was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.answer import Answerer, Outcome, Request
from knowledge.base import KnowledgeBase
from knowledge.information import Information
from knowledge.model import sigmoid
from knowledge.passage_words import stems_in, words_of
from knowledge.question import Question, When, holds, levels_in, ordinals_in, years_in
from knowledge.ranking import Candidate
from knowledge.records import Language, Passage
from knowledge.retrieval import Retrieved
from knowledge.text import terms
from knowledge.values import value_missing, value_wanted

# What the log-odds of the runs and the signals of a candidate count, fitted on follow-ups. Evidence by the message alone
# and together with what was asked before counts most where both have it.
ALONE = 0.3
TOGETHER = 0.4
BOTH = 0.19  # the lesser of the two
NEAREST = 2.45  # one that came nearest to an unanswered question
GIVEN = 2.13  # a statement that was given can answer again,
GIVEN_LACKS = -1.73  # not if it has none of the words that the message adds, in text, heading or asked lines
OTHER = -3.45  # nor where something else is asked for
LACKS = -0.81  # nor can another
FULLY = 1.1  # half of what the message adds is as good as all of it
SAME_PAGE = 1.4
RELATED = 5.2  # share of information in common with what was given
YEAR_CONFLICT = -1.72
# Where the message names no year: of another year than the earlier question, than what was given, or another in number
OTHER_YEAR_THAN_ASKED = -1.05
OTHER_YEAR_THAN_GIVEN = -0.7
OTHER_ORDINAL = -5.2
OTHER_LEVEL = -4.0  # of labels than the question names
OTHER_TIME = -4.0  # where "today" or the like is asked for: of no year beyond those asked for before
# Without the kind of thing asked for: what was given, and where the message adds no words any. Who did a thing may be an
# organisation, so that of "person" the words tell less.
OTHER_KIND = -1.25
NO_PERSON = -2.2
GAP = 0.75
GAP_OF_BEFORE = -3.2  # a known gap that only the earlier question brings up,
GAP_AGAIN = -2.0  # one that was named as the answer to that,
GAP_OF_OTHER_TIME = -3.8  # one where "today" or the like is asked for
GAP_ALONE = -1.2  # By the message alone a gap may be this much likelier than together with what was asked,
FLOOR_SPOKEN_OF = -2.45  # and what was given is no less likely than this
# How sure to be of the first statement: by the share of what the message adds that it covers, and by its lead.
COVERED = 4.38
UNCOVERED = -2.0  # where that is none of it
LEAD = 0.51
LEAD_OF_GAPS = 0.55
SURENESS = -2.4
STRAY = -6.6  # where the first has nothing to do with what was asked before, or given
UNRELATED, UNASKED = (
    0.05,
    1.0,
)  # share of information in common with what was given, log-odds together with what was asked
MOST = 5.0
SURE_ENOUGH = 0.35  # where it is less, it is none
FLOOR = -4.0  # of a statement that a run did not bring up
CLOSE = 5.0  # what is further behind the first is left out,
_NUMBERS = ("count", "money", "share")  # values of which a year is none
COMPARISON_CLOSE = 2.0  # and so is a comparison, which would be told with the first


@dataclass(frozen=True, slots=True)
class Runs:
    """The statements for a message alone, and for it together with what was asked before, in one or more ways.

    Without `alone`, the message says too little to be searched for by itself. `exchanged`: what it says has taken the
    place of something in the earlier question, which is asked anew.
    """

    alone: Retrieved | None
    together: tuple[Retrieved, ...]
    exchanged: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What was said before a message: what was asked, the ids of the statements given; `wants_other` than these.

    `nearest` are the ids of those that came nearest where none was given, known gaps among them. `when`: the message asks for another time than
    the one that was asked for, by a word such as "today".
    """

    asked: str
    given: tuple[str, ...]
    wants_other: bool = False
    nearest: tuple[str, ...] = ()
    when: When | None = None

    def passages(self, base: KnowledgeBase, language: Language) -> list[Passage]:
        """Return the statements given, or else those that came nearest, in `language`."""
        ids = self.given or self.nearest
        found = [base.passage(base.twins[i, language]) for i in ids if (i, language) in base.twins]
        return [passage for passage in found if passage.kind != "gap"]


def statement_key(passage: Passage) -> str:
    """Return what a passage has in common with its twin."""
    return passage.statement_id or passage.passage_id


def answered(answerer: Answerer, request: Request, retrieved: Retrieved | None) -> Outcome:
    """Return the answer to `request`, by the statements `retrieved` if they are ranked already."""
    return (
        answerer.answer(request) if retrieved is None else answerer.by_statements(request, retrieved, in_context=True)
    )


def in_context(base: KnowledgeBase, said: str, question: Question, runs: Runs, before: Before) -> Retrieved:
    """Return the statements for a message that goes on with a topic, ranked by all `runs`.

    `said` are the content words of the message, `question` is what it asks in full.
    """
    language = runs.together[0].language
    added = frozenset(terms(said, language)).difference(terms(before.asked, language))
    context = _Context(base, added, before, language, question)
    alone = _by_key(runs.alone) if runs.alone else {}
    together = [_by_key(run) for run in runs.together]
    every = (*runs.together, *([runs.alone] if runs.alone else []))
    ranked = []
    for key in dict.fromkeys(key for found in (*together, alone) for key in found):
        shown = next(found[key] for found in (*together, alone) if key in found)
        before_odds = sum(_odds(key, found) for found in together) / len(together)
        alone_odds = _odds(key, alone) if runs.alone else None
        if alone_odds is not None and shown.passage.kind == "gap":
            alone_odds = min(alone_odds, before_odds + GAP_ALONE)
        elif alone_odds is not None and context.is_spoken_of(key):
            alone_odds = max(alone_odds, FLOOR_SPOKEN_OF)
        log_odds = _both(alone_odds, before_odds) + context.log_odds(shown, key)
        if not runs.exchanged and shown.passage.kind == "gap" and key not in alone:
            log_odds += GAP_OF_BEFORE
        ranked.append(Candidate(shown.passage, shown.passage_rowid, context.signals(shown), log_odds))
    ranked.sort(key=lambda c: (-c.log_odds, c.passage.passage_id))
    surest = max(every, key=lambda run: run.confidence)
    ranked = [
        c for c in ranked if c.log_odds >= ranked[0].log_odds - (CLOSE if not c.passage.compares else COMPARISON_CLOSE)
    ]
    statements = tuple(c for c in ranked if c.passage.kind != "gap")
    gaps = tuple(c for c in ranked if c.passage.kind == "gap")
    # a gap that comes first is what is asked for: here the runs have been weighed against each other already
    confidence = 0.0
    if ranked and ranked[0] in statements:
        key = statement_key(ranked[0].passage)
        confidence = context.confidence(ranked, sum(_odds(key, found) for found in together) / len(together))
    return Retrieved(question, language, surest.stems, statements, gaps, surest.signals, confidence)


def is_on_topic(base: KnowledgeBase, retrieved: Retrieved, before: Before) -> bool:
    """Return whether the first statement was given before, or stands on the page of one that was."""
    if not retrieved.candidates or retrieved.gap:
        return False
    first = retrieved.candidates[0].passage
    pages = {page_of(passage) for passage in before.passages(base, retrieved.language)}
    return statement_key(first) in (before.given or before.nearest) or page_of(first) in pages


def has_words(retrieved: Retrieved, said: Sequence[str]) -> bool:
    """Return whether the first statement has one of the words `said`, if any are, in text, heading or asked lines."""
    stems = {stem for word in said for stem in terms(word, retrieved.language)}
    return bool(retrieved.candidates) and not (
        stems and not stems_in(stems, words_of(retrieved.candidates[0].passage).anywhere)
    )


def is_of_other_year(base: KnowledgeBase, retrieved: Retrieved, before: Before) -> bool:
    """Return whether the first statement is on the topic, yet of other years than the earlier question names."""
    years = years_in(before.asked)
    if not years or not is_on_topic(base, retrieved, before):
        return False
    told = years_in(retrieved.candidates[0].passage.text)
    return bool(told) and told.isdisjoint(years)


def _by_key(run: Retrieved) -> dict[str, Candidate]:
    return {statement_key(candidate.passage): candidate for candidate in (*run.candidates, *run.gaps)}


def _odds(key: str, found: Mapping[str, Candidate]) -> float:
    """Return the log-odds of a statement among those `found`; of one that is not, those of the last."""
    if key in found:
        return found[key].log_odds
    return max(FLOOR, min((candidate.log_odds for candidate in found.values()), default=FLOOR))


def _both(alone: float | None, together: float) -> float:
    if alone is None:
        return (ALONE + TOGETHER + BOTH) * together
    return ALONE * alone + TOGETHER * together + BOTH * min(alone, together)


class _Context:
    """What was given before a message, and the message's content stems beyond those of what it goes on with."""

    def __init__(
        self, base: KnowledgeBase, stems: frozenset[str], before: Before, language: Language, question: Question
    ) -> None:
        self._information = base.searcher.information
        self._stems = stems
        self._given = frozenset(before.given)
        self._nearest = frozenset(() if before.given else before.nearest)
        self._when = before.when
        self._levels = levels_in(question.text)
        self._before = before.passages(base, language)
        self._wants_other = before.wants_other
        self._names_year = bool(question.years)
        self._question = question
        self._asked = question.asked
        self._asked_years = years_in(before.asked)
        self._given_years = frozenset(year for passage in self._before for year in years_in(passage.text))
        self._ordinals = ordinals_in(question.text) or ordinals_in(before.asked)

    def log_odds(self, candidate: Candidate, key: str) -> float:
        """Return what a candidate gets for being what was given, or near to it, or of another year."""
        passage, said = candidate.passage, min(1.0, FULLY * self.covered(candidate.passage))
        year = YEAR_CONFLICT * candidate.signals["year_conflict"]
        lacks_number = value_wanted(self._question.text) in _NUMBERS and value_missing(self._question, passage)
        if lacks_number or not holds(self._asked, passage.text):
            if self._asked == "person":
                year += 0.0 if self._stems else NO_PERSON
            elif key in self._given or not self._stems:
                year += OTHER_KIND
        year += OTHER_LEVEL * self.is_of_other_level(passage)
        if key in self._given:
            wants_other = self._wants_other or self.is_elsewhere(passage)
            return year + (OTHER if wants_other else GIVEN) + GIVEN_LACKS * (1 - said)
        if not self._names_year:
            year += self.other_time(passage)
        if key in self._nearest and passage.kind != "gap":
            return year + NEAREST + LACKS * (1 - said)
        near = max((relatedness(passage, other, self._information) for other in self._before), default=0.0)
        if passage.kind == "gap":
            kind = GAP + GAP_AGAIN * (key in self._nearest) + GAP_OF_OTHER_TIME * (self._when is not None)
        else:
            kind = SAME_PAGE * any(page_of(passage) == page_of(other) for other in self._before)
        return year + RELATED * near + kind + LACKS * (1 - said)

    def other_time(self, passage: Passage) -> float:
        """Return what a candidate loses for telling of another year or another in number than what was spoken of."""
        lost = 0.0
        years, ordinals = years_in(passage.text), ordinals_in(passage.text)
        if self._when and self._asked_years:
            lost += OTHER_TIME * (not self.is_beyond(passage) if years else 0.0)
        elif years and self._asked_years:
            lost += OTHER_YEAR_THAN_ASKED * years.isdisjoint(self._asked_years)
        elif years and self._given_years:
            lost += OTHER_YEAR_THAN_GIVEN * years.isdisjoint(self._given_years)
        if ordinals and self._ordinals:
            lost += OTHER_ORDINAL * ordinals.isdisjoint(self._ordinals)
        return lost

    def is_spoken_of(self, key: str) -> bool:
        """Return whether a statement was given, or came nearest to what was not answered."""
        return key in self._given or key in self._nearest

    def is_elsewhere(self, passage: Passage) -> bool:
        """Return whether a passage tells of another level of the label, or of another time, than is asked for now."""
        return self.is_of_other_level(passage) or not self.is_beyond(passage)

    def is_of_other_level(self, passage: Passage) -> bool:
        """Return whether a passage names levels of the label, and none that the question names."""
        levels = levels_in(passage.text) if self._levels else frozenset[str]()
        return bool(levels) and levels.isdisjoint(self._levels)

    def is_beyond(self, passage: Passage) -> bool:
        """Return whether a passage tells of a year before or after those asked for, whichever is wanted now."""
        if not (self._when and self._asked_years):
            return True
        years = years_in(passage.text)
        if self._when == "before":
            return any(year < min(self._asked_years) for year in years)
        return any(year > max(self._asked_years) for year in years)

    def covered(self, passage: Passage) -> float:
        """Return how much of what the message adds a passage covers, by information, with heading and asked lines.

        Half, where it adds nothing.
        """
        total = self._information.total(self._stems)
        return self._information.total(stems_in(self._stems, words_of(passage).anywhere)) / total if total else 0.5

    def confidence(self, ranked: Sequence[Candidate], together_odds: float) -> float:
        """Return how sure to be of the first of `ranked`, a statement with these log-odds together with what was asked."""
        first = ranked[0]
        leads = {
            is_gap: min(
                (first.log_odds - c.log_odds for c in ranked[1:] if (c.passage.kind == "gap") == is_gap), default=MOST
            )
            for is_gap in (False, True)
        }
        sureness = SURENESS + COVERED * self.covered(first.passage)
        sureness += UNCOVERED * (self.covered(first.passage) == 0.0)
        sureness += LEAD * min(MOST, leads[False]) + LEAD_OF_GAPS * min(MOST, leads[True])
        is_stray = together_odds < UNASKED and self._is_unrelated(first.passage)
        sureness += STRAY * (is_stray or self.is_elsewhere(first.passage))
        return sure if (sure := sigmoid(sureness)) >= SURE_ENOUGH else 0.0

    def _is_unrelated(self, passage: Passage) -> bool:
        """Return whether a passage is not on a page of what was given, nor has words in common with it."""
        if any(page_of(passage) == page_of(other) for other in self._before):
            return False
        return max((relatedness(passage, o, self._information) for o in self._before), default=0.0) < UNRELATED

    def signals(self, candidate: Candidate) -> Mapping[str, float]:
        """Return the signals of a candidate; of another year than the topic is no fault where the message names none."""
        return candidate.signals if self._names_year else {**candidate.signals, "year_conflict": 0.0}


def page_of(passage: Passage) -> str:
    """Return the title of the page on which a passage stands."""
    return passage.heading.partition(" › ")[0]


def relatedness(one: Passage, other: Passage, information: Information) -> float:
    """Return the share of information that two passages have in common (Dice), 0 to 1."""
    a, b = _body(one.text, one.language), _body(other.text, other.language)
    return 2 * information.total(a & b) / ((information.total_of_text(a) + information.total_of_text(b)) or 1.0)


@lru_cache(maxsize=2000)
def _body(text: str, language: Language) -> frozenset[str]:
    return frozenset(terms(text, language))
