"""What a few words presume of a statement given last: "wasn't it called BMWK?", "Ich dachte, 2010?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.asked.guessed import counts_of_a_year
from knowledge.asked.numerals import numbers_said
from knowledge.asked.question import years_in
from knowledge.patterns import lazily
from knowledge.records import Verdict
from knowledge.words.beginnings import BEFORE
from knowledge.words.dictionary import is_known
from knowledge.words.text import is_stop, tokenise

_MOST_WORDS = 8
_OPENING = rf"^{BEFORE}(?:(?:moment|wait)\W+)*{BEFORE}"
_PRESUMES = lazily(
    rf"{_OPENING}(?:(?:is|are|was|were) (?:it|that|this|they|these|the (?:number|figure)s?) (?:from|of|as of|dated)\b(?=\W+(?:\w+\W+)?(?:19|20)\d\d\W*$)|(?:ist|sind|war|stammt|stammen|gilt) (?:das|es|die|sie|die zahl\w*)(?: (?:von|aus|für|vom))?(?= (?:(?:von|aus|für|vom|jahr) )*(?:19|20)\d\d\W*$)|(?:is|was|were|are|did|does|has|had)n['’]?t (?:it|that|this|they|there|he|she)\b"
    r"|(?:war|waren|hie(?:ß|ss)|hei(?:ß|ss)t|ist|sind|gab|hatte|hatten) (?:das|es|die|der|er|sie)\b.*\bnicht\b"
    r"|(?:i (?:always )?thought|i would have said|ich (?:dachte|meinte|hätte gedacht|hätte gesagt))\b)",
    re.IGNORECASE,
)


def is_presumed_of(text: str, statement: str) -> bool:
    """Return whether what `text` presumes is told by `statement`, be it so or otherwise."""
    if not _presumes(text):
        return False
    return _values(text) <= frozenset(tokenise(statement)) or presumed_in(text, (statement,)) is not None


def _presumes(text: str) -> bool:
    """Return whether `text` is a few words that presume something of what was told: a name, a year or a number, and no more."""
    return len(text.split()) <= _MOST_WORDS and _PRESUMES.search(text) is not None and bool(_values(text))


def presumed_in(text: str, parts: Sequence[str]) -> tuple[Verdict, str] | None:
    """Return yes with the part of a statement that has what `text` presumes, no with the one that has another year or number where
    there is but one; None: `text` presumes nothing, or these do not tell.

    Of two years that a part has, which is meant is not told by its words.
    """
    if not _presumes(text):
        return None
    values = _values(text)
    years, numbers = years_in(text), numbers_said(text)
    having = sorted((part for part in parts if values <= frozenset(tokenise(part))), key=len)  # an item tells more
    whole = " ".join(parts)
    said = years_in(whole) if years else numbers_said(whole)
    if not (years or numbers):
        return ("yes", having[0]) if having else None
    if having:
        return ("yes", having[0]) if len(years_in(having[0]) if years else numbers_said(having[0])) == 1 else None
    if len(said) != 1 or (not years and counts_of_a_year(whole)):
        return None
    return "no", next(part for part in parts if said & (years_in(part) if years else numbers_said(part)))


def _values(text: str) -> frozenset[str]:
    """Return the years, numbers and names in `text`, folded: words that no dictionary has."""
    rest = _PRESUMES.sub(" ", text)
    return frozenset(
        token
        for token in tokenise(rest)
        if token.isdigit()
        or not (
            len(token) < 3
            or is_stop(token, "en")
            or is_stop(token, "de")
            or is_known(token, "en")
            or is_known(token, "de")
        )
    )
