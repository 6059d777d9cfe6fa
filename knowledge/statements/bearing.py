"""The next statement that has the value a follow-up asks for, where the first lacks it: a number, a day, a sum, a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from knowledge.asked.lacking import lacks_value_asked
from knowledge.asked.question import Question
from knowledge.asked.values import value_wanted
from knowledge.clusters.outcomes import Request
from knowledge.patterns import lazily
from knowledge.retrieval.retrieval import Retrieved
from knowledge.words.text import fold, tokenise

_WHICH_ARE_THEY = lazily(
    r"\W*(?:(?:and|und)\W+)?(?:which(?: ones)?|who|welche|wer) (?:are|is|were|sind|ist|waren) (?:they|those|these|that|das|die|sie)\b"
)
_NEAR = 3.0  # log-odds by which a statement that has the value asked for may be behind the first, which lacks it
_LEAST = 0.75  # how sure to be of such a statement, at the most


def next_bearing(
    request: Request, retrieved: Retrieved, is_answerable: Callable[[Retrieved, Request], bool]
) -> Retrieved | None:
    """Return `retrieved`, of a follow-up and with a first statement that is sure enough, from the next one on that has what is asked for,
    where the first lacks it; None: the first has it, or none near to it does.

    `is_answerable` tells whether the first of those retrieved may be given.
    """
    question = retrieved.question
    first, *others = retrieved.candidates
    answerable = is_answerable(retrieved, request)
    if answerable and not _is_asked_anew(request, question):
        return None
    asks_which = not answerable and _WHICH_ARE_THEY.match(fold(request.as_written)) is not None
    wants_value = answerable or value_wanted(question.text) is not None
    if not asks_which and not (wants_value and lacks_value_asked(question, first.passage)):
        return None
    for at, other in enumerate(others, 1):
        if other.log_odds < first.log_odds - _NEAR:
            return None
        rest = replace(retrieved, candidates=retrieved.candidates[at:], confidence=min(_LEAST, retrieved.confidence))
        if is_answerable(rest, request) and not lacks_value_asked(question, other.passage):
            return rest
    return None


def _is_asked_anew(request: Request, question: Question) -> bool:
    """Return whether `question` is the one asked before of another thing, rather than the message by itself or added to that."""
    asked = tokenise(question.text)
    by_itself = set(asked) <= {*tokenise(request.as_written), *question.years}
    return not by_itself and bool(request.before) and " ".join(tokenise(request.before)) not in " ".join(asked)
