"""How a long list is shown to someone who asked about one thing in it: its introduction, and the items that tell of that."""

from __future__ import annotations

import re
from itertools import groupby

from knowledge.choosing import halves
from knowledge.question import Question
from knowledge.records import Language, Passage
from knowledge.text import terms

_LONG = 600  # characters from which a list is shown in part
_OMITTED = "…"
_ITEM = "\n- "
_IN_A_SENTENCE = re.compile(r"([^:]+: )((?:[^,:]+, ){7,}.+)\.")  # eight items at least


def abridged(passage: Passage, question: Question, stems: frozenset[str]) -> str:
    """Return what an answer shows of the statement `passage`, which its citation quotes whole.

    A long list in answer to a question that wants yes or no, or how many, and nothing else, is shown as its introduction and those of its items
    that have one of the question's `stems` that the introduction lacks; an ellipsis stands for the rest. Else it is shown whole.
    """
    text = passage.text
    wants_part = (question.yesno or question.asked == "count") and len(halves(question.text)) == 1
    if passage.kind != "statement" or len(text) <= _LONG or not wants_part:
        return text
    head, *items = text.split(_ITEM)
    if items:
        shown = _kept(items, head, stems, passage.language)
        return f"{head} {_OMITTED}" if shown == [_OMITTED] else _ITEM.join([head, *shown])
    sentence = _IN_A_SENTENCE.fullmatch(text)
    if sentence is None:
        return text
    head, listed = sentence.groups()
    listing = ", ".join(_kept(listed.split(", "), head, stems, passage.language))
    return head + listing + ("" if listing.endswith(_OMITTED) else ".")


def _kept(items: list[str], head: str, stems: frozenset[str], language: Language) -> list[str]:
    """Return the `items` that tell of what is asked, with an ellipsis for each row of others."""
    wanted = stems - frozenset(terms(head, language))
    told = [(item, bool(wanted & frozenset(terms(item, language)))) for item in items]
    kept: list[str] = []
    for is_told, group in groupby(told, key=lambda pair: pair[1]):
        kept += [item for item, _ in group] if is_told else [_OMITTED]
    return kept
