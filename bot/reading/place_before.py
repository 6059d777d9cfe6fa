"""The place that a sentence before names and the question means by "there": "We are off to Hesse. Which clusters there hold silver?"."""

from __future__ import annotations

import re

from knowledge.naming.gazetteer import Gazetteer, NameKind, load_product_gazetteer
from knowledge.patterns import lazily
from knowledge.words.splitting import sentences

_THERE = lazily(r"\b(?:dort|there|hier|here)\b", re.IGNORECASE)
_THERE_IS = lazily(
    r"\b(?:is|are|was|were|isn['’]t|aren['’]t) (?:there|here)\b|\bthere (?:is|are|was|were)\b", re.IGNORECASE
)
_PLACES: tuple[NameKind, ...] = ("land", "city", "region")
_MOST = 3  # sentences


def with_place_before(text: str, gazetteer: Gazetteer) -> str:
    """Return the question that `text` ends with, with the one place that the sentences before name in the place of "there"; `text`: it asks
    nothing of the kind, names a place itself, or they name none or several, ask something themselves, or tell what somebody makes.
    """
    parts = [text[start:end] for start, end in sentences(text)]
    if not 1 < len(parts) <= _MOST or not parts[-1].rstrip().endswith("?"):
        return text
    before, asked = " ".join(parts[:-1]), parts[-1]
    there = _THERE.search(_THERE_IS.sub(lambda found: "x" * len(found[0]), asked))
    if there is None or "?" in before or any(name.kind in _PLACES for name in gazetteer.find(asked)):
        return text
    named = gazetteer.find(before)
    if any(name.kind == "field" for name in named) or load_product_gazetteer().find(before):
        return text  # what is made there is told besides
    places = {name.words for name in named if name.kind in _PLACES}
    return f"{asked[: there.start()]}in {places.pop()}{asked[there.end() :]}" if len(places) == 1 else text
