"""What of a passage is indexed for the lexical run, and what of a query is looked for: stems."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.records import Language, Passage
from knowledge.words.text import terms

MAX_TERMS = 64


def indexed(passage: Passage) -> tuple[str, str, str]:
    """Return what the full-text table holds for a passage: stems of its text, headings and asked lines."""
    return (
        " ".join(terms(passage.text, passage.language)),
        " ".join(terms(passage.heading, passage.language)),
        " ".join(terms(" \n ".join(passage.asked), passage.language)),
    )


def query_terms(text: str, languages: Iterable[Language]) -> list[str]:
    """Return the distinct stems to look for, in order of appearance; empty: nothing can be looked for."""
    found: dict[str, None] = {}
    for language in languages:
        found.update(dict.fromkeys(terms(text, language)))
    return list(found)[:MAX_TERMS]
