"""How a long list is shown to someone who asked about one thing in it: its introduction, and the items that tell of that."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from knowledge.asked.question import Question, holds, years_covered
from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.statements.choosing import halves
from knowledge.words.text import fold, terms

_LONG = 600  # characters from which a list is shown in part
_OMITTED = "…"
_ITEM = "\n- "
_YEAR = lazily(r"\b(?:19|20)\d\d\b")
# other years than the one that is named are asked for, too
_AROUND = lazily(r"\b(?:before|after|since|until|till|from|by|vor|nach|seit|bis|ab|von|every|each|all|je\w*|alle\w*)\b")
_IN_A_SENTENCE = lazily(r"([^:]+: )((?:[^,:]+, ){7,}.+)\.")  # eight items at least


def abridged(passage: Passage, question: Question, stems: frozenset[str]) -> str:
    """Return what an answer shows of the statement `passage`, which its citation quotes whole.

    A long list in answer to a question that wants yes or no, or how many, and nothing else, is shown as its introduction and those of its items
    that have one of the question's `stems` that the introduction lacks; an ellipsis stands for the rest. Where no item has, the
    introduction is shown alone if it says how many there are. So is one of several years to
    whoever asks about one of them. Else it is shown whole.
    """
    text = passage.text
    if passage.kind != "statement" or len(text) <= _LONG or len(halves(question.text)) > 1:
        return text
    head, *items = text.split(_ITEM)
    of_one = len(question.years) == 1 and _AROUND.search(fold(question.text)) is None
    of_years = [of_one and bool(question.years & years_covered(item)) for item in items]
    if not (question.yesno or question.asked == "count" or any(of_years)):
        return text
    if items:
        is_told = of_years if any(of_years) else _of_matter(items, head, stems, passage.language)
        shown = _kept(items, is_told)
        if shown == [_OMITTED]:  # the introduction alone tells how many there are, or else nothing
            return f"{head} {_OMITTED}" if holds("count", _YEAR.sub(" ", head)) else text
        return _ITEM.join([head, *shown])
    sentence = _IN_A_SENTENCE.fullmatch(text)
    if sentence is None:
        return text
    head, listed = sentence.groups()
    parts = listed.split(", ")
    listing = ", ".join(_kept(parts, _of_matter(parts, head, stems, passage.language)))
    return head + listing + ("" if listing.endswith(_OMITTED) else ".")


def _of_matter(items: Sequence[str], head: str, stems: frozenset[str], language: Language) -> list[bool]:
    """Return whether each of `items` tells of what is asked."""
    wanted = stems - frozenset(terms(head, language))
    return [bool(wanted & frozenset(terms(item, language))) for item in items]


def _kept(items: Sequence[str], is_told: Sequence[bool]) -> list[str]:
    """Return the `items` told, with an ellipsis for each row of others."""
    kept: list[str] = []
    for told, group in groupby(zip(items, is_told, strict=True), key=lambda pair: pair[1]):
        kept += [item for item, _ in group] if told else [_OMITTED]
    return kept
