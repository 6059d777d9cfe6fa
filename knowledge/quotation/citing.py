"""Numbers citations and puts them behind statements."""

from __future__ import annotations

import re

from knowledge.asked.question import years_in
from knowledge.patterns import lazily
from knowledge.quotation.wording import say
from knowledge.records import Citation, Language, Passage, Source
from knowledge.words import dates

_MAX_SOURCES = 8
_SAYS_UNDATED = lazily(r"\bundat|\bohne Datum|\bwithout (?:a )?date\b|\bno date\b", re.IGNORECASE)


class Citations:
    """Collects the citations of one answer; the same quote of the same source has one number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str, Source], int] = {}
        self._all: list[Citation] = []

    def cite(self, passage: Passage, quote: str, *, limit: int = _MAX_SOURCES) -> tuple[int, ...]:
        """Return the numbers of the citations for `quote`, which stands in `passage`: one for each of its sources."""
        if quote not in passage.text:
            raise ValueError(f"quote is not in passage {passage.passage_id!r}: quote its text as it is")
        numbers: list[int] = []
        for source in passage.sources[:limit] or (Source(title=passage.doc_id),):
            key = (passage.passage_id, quote, source)
            if key not in self._numbers:
                self._numbers[key] = len(self._all) + 1
                self._all.append(_citation(self._numbers[key], passage, quote, source))
            numbers.append(self._numbers[key])
        return tuple(numbers)

    def of(self, passage: Passage) -> tuple[int, ...]:
        """Return the numbers of the citations of `passage` so far, whatever of it they quote."""
        return tuple(c.number for c in self._all if c.passage_id == passage.passage_id)

    @property
    def all(self) -> tuple[Citation, ...]:
        """The citations by number."""
        return tuple(self._all)


def _citation(number: int, passage: Passage, quote: str, source: Source) -> Citation:
    return Citation(
        number=number,
        doc_id=passage.doc_id,
        passage_id=passage.passage_id,
        title=source.title,
        publisher=source.publisher,
        date=source.date,
        page=source.page,
        section=source.section,
        url=source.url,
        quote=quote,
    )


def marks(numbers: tuple[int, ...]) -> str:
    """Return "[1] [2]"."""
    return " ".join(f"[{n}]" for n in numbers)


def with_marks(statement: str, numbers: tuple[int, ...], remark: str = "") -> str:
    """Return `statement` with its citation behind its first paragraph, and behind `remark` where there is one.

    A list keeps its lines; its introducing sentence carries the citation for all of them.
    """
    head, newline, rest = statement.partition("\n")
    parts = [head, remark, marks(numbers)]
    return " ".join(part for part in parts if part) + newline + rest


def date_remark(passage: Passage, language: Language) -> str:
    """Return when a statement held, for a statement that does not say so itself; else an empty string."""
    period = passage.as_of
    if period is None or passage.kind != "statement":
        return ""
    if not dates.is_dated(period):
        return "" if _SAYS_UNDATED.search(passage.text) or years_in(passage.text) else say("undated", language)
    if years_in(passage.text) & dates.years(period):
        return ""
    return say("as_of", language, date=dates.spoken(dates.last_date(period), language))
