"""Which one or two of the ranked statements an answer gives, and what of them is quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf

from knowledge.asked.ordinals import names_another, ordinals_in
from knowledge.asked.passage_words import stems_in, words_of
from knowledge.asked.question import analyse, holds, names_in, years_covered, years_in
from knowledge.asked.superfluous import is_superfluous
from knowledge.patterns import lazily
from knowledge.quotation.citing import date_remark
from knowledge.records import Passage
from knowledge.retrieval.model import Model
from knowledge.retrieval.ranking import Candidate
from knowledge.retrieval.retrieval import Retrieved, Retriever
from knowledge.words import dates
from knowledge.words.asking_words import ASKED
from knowledge.words.splitting import sentences
from knowledge.words.text import fold, terms, tokenise

_ANSWER_CHARS = 590
_BOTH_CHARS = 900  # of the statements for both halves of a double question
_QUOTE_CHARS = 450
_SURE = 0.3
_CERTAIN = 0.95  # confidence from which a second statement must say something of the question that the first does not
_AS_MUCH = 0.6  # share of what the first statement has of a question that what is compared must have, or it is of other matters
_SURELY = 0.6  # confidence from which the half of a double question that the first statement leaves open is answered beside it
_LEADS = 1.0  # log-odds by which it must lead that first statement
_ALIKE = 2.0  # log-odds by which what tells of a later time may be behind the first where the last is asked for
_ENOUGH = 2  # content words of a question that stands by itself
_LOOKED_AT = 10
_PART_OF = 4.0  # log-odds within which a list may be the one of which the first statement is an item
_ROW = 3  # years by which a statement tells of a row of things, the last of which may have a statement of its own
_ITEMS = 2  # statements that fit as well as the first does, by which that is one of several
_FURTHER = 5.0  # log-odds by which the newest statement of a disputed matter may be behind the first
_PRONOUN = lazily(
    r"\b(?:it|they|them|he|him|she|her|its|their|es|er|ihn|ihm|sie|ihnen|dessen|deren|da(?:hinter|von|bei|fur|mit|ran|rin|zu|ruber))\b"
)
# the last one, not the last three or the last years
_LAST = lazily(
    r"\b(?:(?:the|your|its|their) (?:very )?(?:last|latest|most recent|newest)|(?:die|der|das|den|dem|ihre?|eure?) (?:aller)?(?:letzte[nrms]?|jungste[nrms]?|neueste[nrms]?))\b"
    r"(?! (?:\d|two|three|four|five|few|zwei|drei|vier|funf|(?:years?|jahren?|time|mal)\b))"
)
_EARLIER = lazily(r"\b(?:before|previously|earlier|formerly|davor|vorher|zuvor|fruher)\b")
_DOUBLE = lazily(rf"[,;–—]?\s+(?:and|und|sowie)\s+(?={ASKED}|(?:since|seit|mit)\b)", re.IGNORECASE)


def halves(text: str) -> list[str]:
    """Return the two questions that `text` asks ("Who opened it, and how many came?"); one: it asks but that."""
    return _DOUBLE.split(text, maxsplit=1)


class Chooser:
    """Chooses statements; the second half of a double question is searched for by itself."""

    def __init__(self, retriever: Retriever, model: Model) -> None:
        self._retriever = retriever
        self._model = model

    def chosen(self, retrieved: Retrieved) -> list[Candidate]:
        """Return the one or two statements to give, the newest of a series first.

        A statement that a newer one supersedes gives way to it, unless the question names its time. Where a statement
        sets side by side what sources say differently, it follows.
        """
        candidates: Sequence[Candidate] = retrieved.candidates
        first = self._whole(candidates[0], candidates, retrieved)
        first = self._current(first, candidates, retrieved)
        first = _latest(first, candidates, retrieved)
        if retrieved.question.yesno:
            first, candidates = _of_the_one_named(first, candidates, retrieved)
        parts = halves(retrieved.question.text)
        before = self._for_first_part(parts, first, retrieved) if len(parts) > 1 else None
        if before is not None:
            return [before, first]
        comparing = self._comparison(first, candidates, retrieved)
        if comparing is not None:
            return comparing
        least = max(c.log_odds for c in candidates) - self._model.second
        others = [c for c in candidates if c is not first and c.log_odds >= least]
        if retrieved.confidence >= _CERTAIN:
            others = [c for c in others if _adds(c, first, retrieved.stems)]
        if len(parts) > 1:
            others = [*self._for_second_part(parts, first, retrieved), *others]
        for other in others:
            if len(parts) == 1 and is_superfluous(other.passage, first.passage, retrieved.question):
                break  # what comes behind it is no nearer
            if self._length(first, retrieved) + self._length(other, retrieved) <= _ANSWER_CHARS:
                return [first, other]
        return [first]

    def _length(self, candidate: Candidate, retrieved: Retrieved) -> int:
        remark = date_remark(candidate.passage, retrieved.language)
        return len(quotation(candidate.passage, retrieved)) + len(remark) + 2

    def _for_first_part(self, parts: Sequence[str], first: Candidate, retrieved: Retrieved) -> Candidate | None:
        """Return the statement for the first half of a double question, of which `first` answers but the second; None: it does not."""
        asked, second = parts
        if not _is_answered(second, first, retrieved) or len(terms(asked, retrieved.language)) < _ENOUGH:
            return None
        asked = " ".join(
            (asked, *sorted(retrieved.question.years - years_in(asked)))
        )  # "how many A and how many B in 2013?"
        found = self._retriever.retrieve(asked, retrieved.language)
        if not found.candidates or found.gap or found.confidence < _SURELY:
            return None
        best = found.candidates[0]
        same = next((c.log_odds for c in found.candidates if c.passage == first.passage), -inf)
        if same > best.log_odds - _LEADS or not holds(analyse(asked).asked, best.passage.text):
            return None
        if first.passage.statement_id in best.passage.compares or best.passage.statement_id in first.passage.compares:
            return None
        is_brief = self._length(first, retrieved) + self._length(best, retrieved) <= _BOTH_CHARS
        return best if is_brief else None

    def _for_second_part(self, parts: Sequence[str], first: Candidate, retrieved: Retrieved) -> list[Candidate]:
        """Return the statement for the second half of a double question ("since when …, and what was before?"), if sure."""
        asked, second = parts
        if _is_answered(second, first, retrieved):
            return []
        if analyse(asked).asked == "person" and _EARLIER.search(" ".join(tokenise(second))):
            return _of_those_before(first, retrieved)
        points = _PRONOUN.search(" ".join(tokenise(second))) is not None
        if points or len(terms(second, retrieved.language)) < _ENOUGH:
            named = " ".join(names_in(asked, retrieved.language))
            second = f"{second.rstrip('?!. ')} {named}?" if named else second if points else f"go-cluster {second}"
        found = self._retriever.retrieve(second, retrieved.language)
        if not found.candidates or found.confidence < max(_SURE, self._model.threshold):
            return []
        best = found.candidates[0]
        if points and best.passage.doc_id != first.passage.doc_id:
            return []  # "and who opened it?" is not of what another page tells
        return [best] if best.passage.statement_id != first.passage.statement_id else []

    def _whole(self, first: Candidate, candidates: Sequence[Candidate], retrieved: Retrieved) -> Candidate:
        """Return the list where one is asked for and `first` is but one of several items that fit alike: else `first`."""
        if retrieved.question.asked != "list" or holds("list", first.passage.text):
            return first
        page = [c for c in candidates[1:_LOOKED_AT] if c.passage.doc_id == first.passage.doc_id]
        near = [c for c in page if c.log_odds >= first.log_odds - _PART_OF]
        lists = [c for c in near if holds("list", c.passage.text) and _says_as_much(c, first)]
        alike = [c for c in near if c not in lists and _says_as_much(c, first)]
        return lists[0] if lists and len(alike) >= _ITEMS else first

    def _current(self, first: Candidate, candidates: Sequence[Candidate], retrieved: Retrieved) -> Candidate:
        if retrieved.question.years:
            return first
        newer = [c for c in candidates[:10] if first.passage.statement_id in c.passage.supersedes]
        return max(newer, key=lambda c: (dates.last_date(c.passage.as_of), c.log_odds)) if newer else first

    def _comparison(
        self, first: Candidate, candidates: Sequence[Candidate], retrieved: Retrieved
    ) -> list[Candidate] | None:
        """Return the newest dated statement of a disputed matter and the one that compares; None: nothing disputed."""
        if retrieved.question.years:
            return None
        near = candidates[:12]
        comparing = next(
            (
                c
                for c in near
                if first.passage.statement_id in c.passage.compares or (c is first and c.passage.compares)
            ),
            None,
        )
        if comparing is None or not _is_about(comparing, first):
            return None
        compared = [c for c in near if c.passage.statement_id in comparing.passage.compares]
        newest = max(compared, key=lambda c: (dates.last_date(c.passage.as_of), c.log_odds), default=None)
        if newest is None or (first is comparing and retrieved.question.asked not in ("count", "other", "list")):
            return [comparing] if first is comparing else [first, comparing]
        if not _is_about(newest, first) and (first is not comparing or retrieved.question.asked != "count"):
            newest = first  # the question is of that claim, not of what it is today
        if first is not comparing and newest.log_odds < first.log_odds - _FURTHER:
            newest = first  # what is compared is another side of the matter
        return [comparing] if newest is comparing else [newest, comparing]


def _latest(first: Candidate, candidates: Sequence[Candidate], retrieved: Retrieved) -> Candidate:
    """Return of those that fit about as well as `first` the one that tells of the latest year, where the last of its kind is asked for."""
    question = retrieved.question
    if question.years or question.asked not in ("date", "person", "place") or not _LAST.search(fold(question.text)):
        return first
    years = years_in(first.passage.text)
    if len(years) >= _ROW:
        own = (c for c in candidates[1:_LOOKED_AT] if c.log_odds >= first.log_odds - _FURTHER)
        of_last = (c for c in own if c.passage.doc_id == first.passage.doc_id and _is_of_year(c, max(years)))
        return next((c for c in of_last if _is_about(c, first)), first)
    near = (c for c in candidates[:_LOOKED_AT] if c.passage.kind == "statement" and _is_about(c, first))
    alike = [c for c in near if c.log_odds >= first.log_odds - _ALIKE and holds(question.asked, c.passage.text)]
    return max(alike, key=lambda c: (max(years_in(c.passage.text), default=""), c is first), default=first)


def _is_of_year(candidate: Candidate, year: str) -> bool:
    return years_in(candidate.passage.text) == {year}


def _of_the_one_named(
    first: Candidate, candidates: Sequence[Candidate], retrieved: Retrieved
) -> tuple[Candidate, Sequence[Candidate]]:
    """Return of those that fit about as well as `first` the best that is not of another in a series than the one of which yes or
    no is asked ("the first Cluster Week"), and the candidates without those that are; where all are, what was given.
    """
    if not ordinals_in(retrieved.question.text):
        return first, candidates
    of_it = [c for c in candidates if not _is_of_another_one(c, retrieved)]
    if first in of_it or not of_it:
        return first, of_it or candidates
    best = of_it[0]
    return (best, of_it) if best.log_odds >= first.log_odds - _ALIKE else (first, candidates)


def _is_of_another_one(candidate: Candidate, retrieved: Retrieved) -> bool:
    return names_another(retrieved.question.text, candidate.passage.text, retrieved.language)


def _of_those_before(first: Candidate, retrieved: Retrieved) -> list[Candidate]:
    """Return the statement that tells who did until when what it is asked who does; empty: none does, or `first` tells it."""
    ended = (c for c in (first, *retrieved.candidates[:_LOOKED_AT]) if c.log_odds >= first.log_odds - _FURTHER)
    told = next((c for c in ended if years_covered(c.passage.text) != years_in(c.passage.text)), first)
    return [] if told.passage == first.passage else [told]


def _says_as_much(candidate: Candidate, first: Candidate) -> bool:
    return candidate.signals["coverage_body"] >= first.signals["coverage_body"]


def _adds(candidate: Candidate, first: Candidate, stems: frozenset[str]) -> bool:
    """Return whether `candidate` says a word of the question that `first` does not."""
    said = stems_in(stems, words_of(candidate.passage).sentence_stems)
    return bool(said - stems_in(said, words_of(first.passage).around))


def _is_about(candidate: Candidate, first: Candidate) -> bool:
    """Return whether `candidate` says nearly as much of what the question says as `first` does."""
    return candidate.signals["coverage_body"] >= _AS_MUCH * first.signals["coverage_body"]


def _is_answered(part: str, first: Candidate, retrieved: Retrieved) -> bool:
    """Return whether `first` answers the second half of a double question as well.

    It has what is asked for and all words of that half: "and since when?" has none of its own.
    """
    own = frozenset(terms(part, retrieved.language))
    return holds(analyse(part).asked, first.passage.text) and own == stems_in(own, words_of(first.passage).anywhere)


def quotation(passage: Passage, retrieved: Retrieved) -> str:
    """Return what is quoted of a passage: a statement as a whole; of plain text the one or two sentences that answer, verbatim.

    They are those that cover most of the question's stems and have what is asked for (a number, a date …); the fewer
    and the earlier of equals. Text of the other language is compared with the question's translation. A question in the
    text answers nothing, unless there is nothing else.
    """
    if passage.kind != "text":
        return passage.text
    spans = sentences(passage.text)
    windows = [(i, j) for i in range(len(spans)) for j in (i, i + 1) if j < len(spans)]

    is_own = passage.language == retrieved.language
    stems = retrieved.stems if is_own else retrieved.stems | retrieved.translated

    def worth(window: tuple[int, int]) -> tuple[bool, float, int, int]:
        text = passage.text[spans[window[0]][0] : spans[window[1]][1]]
        covered = len(stems & set(terms(text, passage.language)))
        has = holds(retrieved.question.asked, text)
        too_long = len(text) > _QUOTE_CHARS and window[0] != window[1]
        asks = any(passage.text[start:end].rstrip().endswith("?") for start, end in spans[window[0] : window[1] + 1])
        return not asks, covered + 0.5 * has - 10 * too_long, window[0] - window[1], -window[0]

    first, last = max(windows, key=worth)
    return passage.text[spans[first][0] : spans[last][1]]
