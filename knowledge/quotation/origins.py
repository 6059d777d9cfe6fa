"""Where a statement comes from, said in words: for who checks a fact and asks for its source or its date."""

from __future__ import annotations

from knowledge.quotation.citing import Citations, date_remark, marks, with_marks
from knowledge.quotation.wording import say
from knowledge.records import Language, Passage, Source
from knowledge.words import dates

_MAX_SOURCES = 3


def origin(passage: Passage, citations: Citations, language: Language, *, is_current: bool) -> str:
    """Return a statement, each of its sources with what is known of it, and of when the statement is.

    Of a list the first line is quoted: who asks for the source has read the rest. `is_current`: it is asked whether it still
    holds; then all of it is quoted.
    """
    quote, _, rest = (passage.text, "", "") if is_current else passage.text.partition("\n")
    numbers = citations.cite(passage, quote, limit=_MAX_SOURCES)
    lines = [with_marks(f"{quote} …" if rest else quote, numbers, date_remark(passage, language))]
    named = passage.sources[:_MAX_SOURCES] or (Source(title=passage.doc_id),)
    for number, source in zip(numbers, named, strict=True):
        lines.append(say("source", language, marks=marks((number,)), source=_described(source, language)))
    held = dates.last_date(passage.as_of)
    lines.append(say("held", language, date=dates.spoken(held, language)) if held else say("held_unknown", language))
    if is_current:
        lines.append(say("held_since", language))
    return "\n".join(lines)


def _described(source: Source, language: Language) -> str:
    """Return title, publisher, date, page and section of a source, as far as they are known; where none is, that it bears no date."""
    known = [
        say("title", language, title=source.title),
        source.publisher,
        dates.spoken(source.date, language) if source.date else say("no_date", language),
        say("page", language, page=source.page) if source.page else None,
    ]
    return ", ".join(part for part in known if part)
