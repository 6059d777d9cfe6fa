"""What is claimed of the one in a series that is spoken of: the second Cluster Week, not the first."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.pointing.slots import without_opening
from knowledge.answers.answer import Answerer
from knowledge.asked.claims import claim
from knowledge.asked.ordinals import names_another, ordinals_in
from knowledge.asked.question import analyse, years_in
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.retrieval.retrieval import Retrieved

# one of a series, with the first words of what is counted
_NTH_THING = lazily(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th)|\d{1,2}\.(?=\s[A-ZÄÖÜ])"
    r"|(?:erste|zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte)[nrms]?)(?:\s[\w-]+){1,3}",
    re.IGNORECASE,
)
_BEHIND = 1.5  # log-odds by which a statement of that one may be behind one of another


def of_same(
    text: str, language: Language, question: str, answerer: Answerer, retrieved: Retrieved | None
) -> tuple[str, Retrieved] | None:
    """Return what `text` claims, as it is claimed of the one in a series that `question` is of, and the statements for that, where
    by itself it would be held against another: "Altmaier was the patron, wasn't he?" after the second Cluster Week.

    `retrieved` are the statements for `text` as a follow-up, if it is one. None: it claims no such thing.
    """
    spoken_of = _NTH_THING.search(question)
    if spoken_of is None or not analyse(text).yesno or ordinals_in(text) or years_in(text):
        return None
    alone = retrieved or answerer.retrieve(text, language)
    if not alone.candidates or not names_another(spoken_of[0], alone.candidates[0].passage.text, language):
        return None
    claimed = claim(text)
    full = f"{(without_opening(claimed) or claimed).rstrip('?!. ')}, {spoken_of[0]}?"
    found = answerer.retrieve(full, language)
    least = found.candidates[0].log_odds - _BEHIND if found.candidates else 0.0
    near = (c for c in found.candidates if c.log_odds >= least)
    of_it = tuple(c for c in near if not names_another(spoken_of[0], c.passage.text, language))
    confidence = found.confidence if of_it and not found.gap else 0.0
    return full, replace(found, question=analyse(text), candidates=of_it or found.candidates, confidence=confidence)
