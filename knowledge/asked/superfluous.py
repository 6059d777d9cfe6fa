"""Whether a second statement is one too many: it says what the first says, or how to reach the office, which nobody asked."""

from __future__ import annotations

import numpy as np

from knowledge.asked.passage_words import words_of
from knowledge.asked.question import Question, holds, years_in
from knowledge.patterns import lazily
from knowledge.records import Passage
from knowledge.words.countries import names_same_countries
from knowledge.words.text import fold

_SAME = 0.55  # share of the words of the second that the first has as well, from which it says nothing new
_ITEM = "\n- "
_OF_COUNTRIES = lazily(r"\b(?:countr(?:y|ies)|\w*land|\w*landern?)\b")
_REACHES = lazily(r"\+49|\b[\w.]+@[\w.-]+\w")
_WANTS_CONTACT = lazily(
    r"\b(?:call|calls|ring|phone|fon|telefon\w*|anruf\w*|anrufen|write|schreib\w*|mail\w*|reach|erreich\w*|contact\w*|kontakt\w*|apply|bewerb\w*"
    r"|turn|ask|fragen?|wende\w*|where|wo|wohin|how|wie|join|mitglied|book|order|bestell\w*|register|anmeld\w*)\b"
)


def are_compared(one: Passage, other: Passage) -> bool:
    """Return whether one of two statements sets side by side what sources say otherwise than the other."""
    return one.statement_id in other.compares or other.statement_id in one.compares


def _is_older(second: Passage, first: Passage) -> bool:
    """Return whether all years of `second` are before the last one of `first`."""
    of_second, of_first = years_in(second.text), years_in(first.text)
    return bool(of_second and of_first) and max(of_second) < max(of_first)


def is_superfluous(second: Passage, first: Passage, question: Question) -> bool:
    """Return whether `second` tells nothing that is asked for and that `first`, which is given before it, does not."""
    if are_compared(first, second):
        return False
    if _REACHES.search(second.text) and not _REACHES.search(first.text):
        return question.asked != "contact" and not _WANTS_CONTACT.search(fold(question.text))
    if _OF_COUNTRIES.search(fold(question.text)) and names_same_countries(second.text, first.text):
        return True
    if holds(question.asked, second.text) and not holds(question.asked, first.text):
        return False
    if question.asked == "count" and not question.years and _is_older(second, first):
        return True
    if question.asked == "person" or (_ITEM in first.text and _ITEM not in second.text):
        return False  # of several persons, or items, it singles one out
    said = np.unique(words_of(second).sentence_stems)
    return len(said) > 0 and np.isin(said, words_of(first).sentence_stems).sum() >= _SAME * len(said)
