"""Which questions are offered behind an answer: what else is told of the matter, of whom or what it names before all else."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asked.values import full_names
from knowledge.records import Language, Passage
from knowledge.retrieval.ranking import Candidate
from knowledge.retrieval.retrieval import Retrieved
from knowledge.words.text import tokenise

_MAX_OFFERS = 3
_SEEN = 20  # statements among which those are that are offered
_OFFERED_CHARS = 600  # what is told of one's own accord is brief
_SEVERAL = 3  # people that a statement names, so that it is of none of them


def offers(
    told: Sequence[Candidate], retrieved: Retrieved, language: Language, given: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return questions that other statements answer, as their editors would ask them; of long lists and of those `given` last none, none
    at all where nothing else is of the matter.

    It is what is told on the same page, then what of other pages is likelier asked for than not. Where a person was
    asked for, what is told of that person comes before all else.
    """
    pages = {candidate.passage.doc_id for candidate in told}
    seen = (candidate for candidate in retrieved.candidates[:_SEEN] if candidate not in told)
    others = [candidate for candidate in seen if candidate.passage.statement_id not in given]
    own = [candidate for candidate in others if candidate.passage.doc_id in pages]
    near = own + [c for c in others if c.passage.doc_id not in pages and c.log_odds >= 0]
    brief = [c.passage for c in near if len(c.passage.text) <= _OFFERED_CHARS]
    offered = [passage for passage in brief if passage.asked and passage.language == language]
    person = _person(told[0].passage.text, language)
    if person and (retrieved.question.asked == "person" or person in tokenise(retrieved.question.text)):
        offered.sort(key=lambda passage: _farness(passage, person, language))
    return tuple(passage.asked[0] for passage in offered[:_MAX_OFFERS])


def _person(text: str, language: Language) -> str:
    """Return the last name, folded, of the person whom `text` names first; "": it names none, or several, so that it is of none of them."""
    named = dict.fromkeys(full_names(text, language))
    if not 0 < len(named) < _SEVERAL:
        return ""
    return next(iter([*reversed(tokenise(next(iter(named))))]), "")


def _farness(passage: Passage, person: str, language: Language) -> int:
    """Return 0 for a statement that is of `person`, 1 for one that is asked for by that name, else 2."""
    if _person(passage.text, language) == person:
        return 0
    return 1 if person in tokenise(passage.asked[0]) else 2
