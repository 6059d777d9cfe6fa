"""Paragraphs of raw text to sections: what belongs together, under the headings that say what it is about.

table of contents    left out; it tells which lines are chapters, and on which pages they stand
heading              a short line above a paragraph
year                 a line of its own; it stays with the event behind it
question             of an interview; it is the heading of the answers
list                 stays with the paragraph that introduces it
caption              a short line without paragraph; it stays with what is before it
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from indexer.layout.page_numbers import Pages
from indexer.layout.paragraphs import Paragraph, together
from knowledge.words.splitting import sentences

_ENTRY = re.compile(r"(?P<title>\S.{1,150}?)(?:[ \t]*\t[ \t]*|[ \t]*(?:[.·…][ \t]?){3,}|[ \t]{3,})(?P<page>\d{1,4})")
_CONTENTS = re.compile(r"(?:table of )?contents|inhalt(?:sverzeichnis|sübersicht)?|auf einen blick", re.I)
_ENTRY_CHARS = 250
_LEAST_ENTRIES = 3
_YEAR = r"(?:19|20)\d\d"
_TIME = re.compile(
    rf"(?:(?:from|since|until|ab|seit|bis)\s+)?{_YEAR}(?:\s*[-–—/|,&]?\s*(?:and|und|to|bis)?\s*(?:{_YEAR}|today|heute))*",
    re.I,
)
_HEADING_CHARS = 110
_PROSE_CHARS = 60
_LONG_CHARS = 250  # prose also where no sentence ends
_END_CHARS = 40
_ADDRESS_CHARS = 60
_LINES_CHARS = 500
_MOST_TITLES = 3  # more short lines than these are no headings but captions
_QUESTION_CHARS = 400
_ENDED = re.compile(r"[.,;:…][\W_]*$")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"”“»«’')\]]*(?:\W*)$")
_ASKS = re.compile(r"\?[\"”“»«’')\]]*\W*$")
_BEGINS = re.compile(r"[^\W_¹²³]|[\"“„‚'«»(]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SPACES = re.compile(r"[ \t]+")
_MARKUP = re.compile(r"https?://|www\.|[@#]\w|\[.*\]\(")


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs that stand under the same headings; the outermost heading is first.

    `places` are those of its paragraphs among the ones that were given; such as belong together are one of `paragraphs`.
    """

    headings: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    places: tuple[int, ...] = ()


@dataclass(slots=True)
class _State:
    chapter: str = ""
    pages: Pages | None = None
    headings: tuple[str, ...] = ()
    question: str = ""
    opened_at: int = -1  # the place of the chapter's heading, or of the question
    body: list[Paragraph] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


def sections(found: Sequence[Paragraph], *, only_questions: bool = False) -> list[Section]:
    """Return the sections of what was found in order; every paragraph but headings and a table of contents is in one of them.

    With `only_questions`, nothing else is a heading, and there is no table of contents.
    """
    entries, listed = ([], set()) if only_questions else _contents(found)
    chapters = _chapters(found, entries, listed)
    outline = _Outline()
    at = 0
    while at < len(found):
        if at in listed:
            at += 1
        elif at in chapters:
            outline.chapter(*chapters[at], at)
            at = _openers(found, at + 1, chapters, outline)
        elif _is_question(found[at]):
            outline.question(found[at], at)
            at += 1
        elif only_questions:
            outline.add(found[at], at)
            at += 1
        elif _TIME.fullmatch(found[at].line):
            at = _openers(found, at, chapters, outline)
        elif _is_heading(found, at, chapters):
            outline.heading((found[at].line,), ())
            at += 1
        else:
            outline.add(found[at], at)
            at += 1
    return outline.closed()


class _Outline:
    """Collects sections; each opening closes the one before."""

    def __init__(self) -> None:
        self._done: list[Section] = []
        self._state = _State()

    def chapter(self, title: str, pages: Pages | None, place: int) -> None:
        state = self._state
        # a chapter without text of its own is the part to which the next one belongs
        is_part = bool(state.chapter) and not state.body and not state.headings and not state.question
        self._close()
        self._state = _State(f"{state.chapter} – {title}" if is_part else title, pages, opened_at=place)

    def heading(self, titles: tuple[str, ...], times: Sequence[tuple[Paragraph, int]]) -> None:
        state = self._state
        if not state.body and not state.question:  # a title before the year of its event
            titles = (*state.headings, *titles)
        self._close()
        self._state = _State(state.chapter, state.pages, titles)
        for paragraph, place in times:
            self.add(paragraph, place)

    def question(self, paragraph: Paragraph, place: int) -> None:
        state = self._state
        self._close()
        self._state = _State(state.chapter, state.pages, state.headings, paragraph.line, place)

    def add(self, paragraph: Paragraph, place: int) -> None:
        text, pages = _SPACES.sub(" ", paragraph.text), paragraph.pages or self._state.pages
        body = self._state.body
        if body and _belongs(body[-1], paragraph):
            text, pages = f"{body[-1].text}\n{text}", together(body.pop().pages, pages)
        body.append(Paragraph(text, pages))
        self._state.places.append(place)

    def _close(self) -> None:
        state = self._state
        if state.question and not state.body:  # nobody answers: it is said all the same
            self.add(Paragraph(state.question), state.opened_at)
        if state.body:
            titles = (state.chapter, *state.headings, state.question)
            headings = tuple(dict.fromkeys(title for title in titles if title))
            self._done.append(Section(headings, tuple(state.body), tuple(state.places)))
        self._state = _State(state.chapter, state.pages)

    def closed(self) -> list[Section]:
        state = self._state
        if state.chapter and not state.body and not state.question:  # the last heading of a text that breaks off
            self.add(Paragraph(state.chapter), state.opened_at)
        self._close()
        return self._done


def _openers(
    found: Sequence[Paragraph], at: int, chapters: dict[int, tuple[str, Pages | None]], outline: _Outline
) -> int:
    """Open what begins at `at`: the short lines up to the first paragraph are its headings, years before them its time.

    Return where to go on.
    """
    end = at
    while end < len(found) and _TIME.fullmatch(found[end].line):
        end += 1
    times = [(found[place], place) for place in range(at, end)]
    titles: list[str] = []
    while (
        end < len(found)
        and end not in chapters
        and len(titles) <= _MOST_TITLES
        and _is_short(found[end])
        and not _is_question(found[end])
    ):
        titles.append(found[end].line)
        end += 1
    leads_on = end < len(found) and end not in chapters and (_is_prose(found[end]) or _is_question(found[end]))
    if not leads_on or len(titles) > _MOST_TITLES:  # captions, a chart or a table
        for time, place in times:
            outline.add(time, place)
        return at + len(times)
    outline.heading(tuple(titles), times)
    return end


def _belongs(before: Paragraph, paragraph: Paragraph) -> bool:
    """Return whether `paragraph` is what `before` announces with its colon: a list, or lines such as of an address."""
    if not before.text.endswith(":") and not (":\n" in before.text and not before.is_list):
        return False
    if paragraph.is_list:
        return before.text.endswith(":")
    lines = paragraph.text.split("\n")
    return len(before.text) + len(paragraph.text) <= _LINES_CHARS and all(
        len(line) <= _ADDRESS_CHARS and not _ENDS_SENTENCE.search(line) for line in lines
    )


def _is_short(paragraph: Paragraph) -> bool:
    """Return whether `paragraph` may be a heading by its look."""
    line = paragraph.line
    return (
        len(line) <= _HEADING_CHARS
        and paragraph.text.count("\n") <= 1
        and not paragraph.is_list
        and not _ENDED.search(line)
        and not line[0].islower()
        and not _MARKUP.search(line)
        and len(sentences(line)) == 1
        and bool(_LETTERS.search(line) and _BEGINS.match(line))
        and sum(map(str.isdigit, line)) <= len(line) / 3
    )


def _is_prose(paragraph: Paragraph) -> bool:
    n = len(paragraph.text)
    return (
        paragraph.is_list
        or n >= _LONG_CHARS
        or (n >= _PROSE_CHARS and bool(_ENDS_SENTENCE.search(paragraph.text[-_END_CHARS:])))
    )


def _is_question(paragraph: Paragraph) -> bool:
    """Return whether `paragraph` asks, and says less than it asks."""
    text = paragraph.text
    if len(text) > _QUESTION_CHARS or paragraph.is_list or not _ASKS.search(text):
        return False
    asked = sum(end - start for start, end in sentences(text) if _ASKS.search(text[start:end]))
    return 2 * asked >= len(text)


def _is_heading(found: Sequence[Paragraph], at: int, chapters: dict[int, tuple[str, Pages | None]]) -> bool:
    """Return whether the paragraph at `at` is a heading: a short line, and a paragraph or question follows."""
    if not _is_short(found[at]) or "\n" in found[at].text or found[at].text.endswith("!"):
        return False
    after = next((found[i] for i in range(at + 1, len(found)) if not _TIME.fullmatch(found[i].line)), None)
    if after is None or at + 1 in chapters:
        return False
    return _is_prose(after) or _is_question(after)


# -- tables of contents -----------------------------------------------------------------------


def _contents(found: Sequence[Paragraph]) -> tuple[list[tuple[str, int]], set[int]]:
    """Return the entries of the table of contents, as (title, page), and the places of its paragraphs; empty: there is none."""
    entries: list[tuple[str, int]] = []
    places: set[int] = set()
    for at, paragraph in enumerate(found):
        lines = paragraph.text.split("\n")
        matches = [_ENTRY.fullmatch(line) if len(line) <= _ENTRY_CHARS else None for line in lines]
        listed = [(m["title"].strip(), int(m["page"])) for m in matches if m]
        if not listed or len(listed) < len(matches) / 2:
            if entries and at not in places and len(entries) >= _LEAST_ENTRIES:
                break
            continue
        if entries and listed[0][1] < entries[-1][1]:
            break
        entries += listed
        places.add(at)
    pages = [page for _, page in entries]
    if len(entries) < _LEAST_ENTRIES or pages != sorted(pages):
        return [], set()
    later = {
        _key(line) for paragraph in found[max(places) + 1 :] for line in (paragraph.text, *paragraph.text.split("\n"))
    }
    if sum(_key(title) in later for title, _ in entries) * 2 < len(entries):  # a table of other things
        return [], set()
    before = min(places) - 1
    if before >= 0 and _CONTENTS.fullmatch(found[before].line):
        places.add(before)
    return entries, places


def _key(text: str) -> str:
    """Return the letters and digits of `text`, by which a heading is known whatever its spacing and quotes."""
    return "".join(re.findall(r"[^\W_]", text)).casefold()


def _chapters(
    found: Sequence[Paragraph], entries: Sequence[tuple[str, int]], listed: set[int]
) -> dict[int, tuple[str, Pages | None]]:
    """Return the chapters by the place of their heading, as (title, pages); the last one's end is not known."""
    if not entries:
        return {}
    by_key: dict[str, list[int]] = {}
    for at, paragraph in enumerate(found):
        if at > max(listed) and len(paragraph.text) <= 2 * _HEADING_CHARS:
            by_key.setdefault(_key(paragraph.text), []).append(at)
    starts = sorted({page for _, page in entries})
    chapters: dict[int, tuple[str, Pages | None]] = {}
    last = -1
    for title, page in entries:
        place = next((at for at in by_key.get(_key(title), []) if at > last), None)
        if place is None:
            continue
        following = bisect_left(starts, page + 1)
        until = starts[following] - 1 if following < len(starts) else page
        chapters[place] = (found[place].line, (page, until))
        last = place
    return chapters
