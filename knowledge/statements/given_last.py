"""Statements that were given last, where they come first again: whether they are, and what they lack of what is asked now."""

from __future__ import annotations

from itertools import islice

from knowledge.asked.claim_words import light_stems
from knowledge.asked.ordinals import names_another, ordinals_in
from knowledge.asked.passage_words import stems_in, words_of
from knowledge.clusters.outcomes import Request
from knowledge.retrieval.ranking import Candidate
from knowledge.retrieval.retrieval import Retrieved
from knowledge.words.countries import asks_from_abroad, countries_in, leaves_out_country
from knowledge.words.text import terms, tokenise

_SURE = 0.7  # confidence from which a statement need not have a word of the message
_FEW_WORDS = 5
_SEEN = 20  # statements among which is one that names the country asked about
# of when something was, which may be told without a word for it
_OF_TIME = frozenset(
    "then before after afterwards later now today next previously since dann davor danach spater vorher zuvor jetzt heute seither nachher fruher".split()
)


def was_given(candidate: Candidate, request: Request) -> bool:
    """Return whether a statement was given last already, in the language of the message."""
    passage = candidate.passage
    is_own = passage.kind == "statement" and passage.language == request.language
    return is_own and passage.statement_id in request.given


def is_next_in_row(first: Candidate, given: Candidate, request: Request) -> bool:
    """Return whether `first` is of another in a series than the statement `given` last, and the message names none of it."""
    return not ordinals_in(request.said) and names_another(given.passage.text, first.passage.text, request.language)


def is_beside_message(request: Request, retrieved: Retrieved, first: Candidate) -> bool:
    """Return whether the statement given last comes first again, none too surely, and has no word of the message."""
    if retrieved.confidence >= _SURE or not was_given(first, request):
        return False
    said = " ".join(word for word in tokenise(request.said) if word not in _OF_TIME)
    own = frozenset(terms(said, request.language)) - light_stems(request.language)
    return bool(own) and not stems_in(own, words_of(first.passage).anywhere)


def naming_country(request: Request, retrieved: Retrieved, chosen: list[Candidate]) -> list[Candidate]:
    """Return `chosen`, or, where a brief message asks about a country that the statement given last does not name and that comes first
    again, the best of the others that names it, or that names several and leaves it out; empty: there is none.
    """
    first = chosen[0]
    if not request.said or len(request.said.split()) > _FEW_WORDS or not was_given(first, request):
        return chosen
    asked = countries_in(request.said)
    if not asked or asked & countries_in(first.passage.text) or leaves_out_country(request.said, first.passage.text):
        return chosen
    if asks_from_abroad(request.said, first.passage.text):
        return chosen
    near = (c for c in retrieved.candidates[:_SEEN] if not was_given(c, request))
    of_it = (
        c for c in near if asked & countries_in(c.passage.text) or leaves_out_country(request.said, c.passage.text)
    )
    return list(islice(of_it, 1))
