"""Answers as Telegram messages: short, with numbered citations that are links, and the sources in a quotation below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.channels.telegram.layout import (
    Block,
    Frame,
    Part,
    Run,
    cut,
    head,
    laid_out,
    one_line,
    pack,
    paged,
    units,
    visible,
    web_address,
)
from bot.channels.telegram.texts import text as say
from bot.dialogue.phrases import phrase
from bot.session.messages import Reply
from knowledge.patterns import lazily
from knowledge.quotation.wording import say as worded
from knowledge.records import Answer, Citation, Language
from knowledge.words import dates
from knowledge.words.splitting import sentences

_MARK = lazily(r"\[(\d{1,4})\]")
_MARKS = lazily(r"\s*(?:\[\d{1,4}\]\s*)+")
_SENTENCE_UNITS = 3000  # a longer one is parted between words
_TAIL_UNITS = 400
_TITLE_UNITS = 300
# how long quotations are, and whether plain text has the addresses: tried in this order, until all fits one message
_FORMS = ((600, True), (160, True), (0, True), (0, False))
_FULL_QUOTE_UNITS = 1500
_PLAIN_URL_UNITS = 300


def text_part(text: str) -> Part:
    """Return a text of the bot's own as one message; what is beyond the limit is cut."""
    return text_parts(text)[0]


def text_parts(text: str) -> tuple[Part, ...]:
    """Return a text of the bot's own as messages, parted between lines or sentences; `<b>` and `</b>` make bold."""
    blocks = [Block(_bold_runs(chunk), before) for chunk, before in _chunks(text, set())]
    return pack(blocks) or (Part("…", "…"),)


def answer_parts(reply: Reply) -> tuple[Part, ...]:
    """Return a reply as messages, mostly one. Quotations below are shortened, then left out, if that makes it one."""
    answer = reply.answer
    blocks = list(_body(answer))
    if reply.notice:
        blocks.insert(0, Block((Run(one_line(reply.notice), italic=True),)))
        if len(blocks) > 1:
            blocks[1] = Block(blocks[1].runs, "\n\n")
    if not any(run.text.strip() for block in blocks for run in block.runs):
        blocks.append(Block((Run("…"),)))
    return with_sources(blocks, cited_in(answer), answer.language)


def with_sources(blocks: Sequence[Block], citations: Sequence[Citation], language: Language) -> tuple[Part, ...]:
    """Return `blocks` with the sources below, in as full a form as one message holds; as few messages as hold the briefest."""
    pages: list[list[Block]] = []
    for quote_units, has_addresses in _FORMS:
        sources = source_blocks(citations, language, quote_units=quote_units, written_out=has_addresses)
        pages = paged([*blocks, *sources])
        if len(pages) == 1:
            break
    return laid_out(pages)


def sources_parts(answer: Answer) -> tuple[Part, ...]:
    """Return the sources that an answer's text refers to, with section and whole quotation."""
    cited = cited_in(answer)
    if not cited:
        return text_parts(say("no_sources", answer.language))
    heading = Block((Run(phrase("sources", answer.language), bold=True),))
    blocks = source_blocks(cited, answer.language, quote_units=_FULL_QUOTE_UNITS, frame=None, section=True)
    return pack([heading, *blocks])


def cited_in(answer: Answer) -> tuple[Citation, ...]:
    """Return the citations whose numbers stand in the answer's text, by number."""
    numbers = {int(n) for n in _MARK.findall(visible(answer.text))}
    return tuple(c for c in answer.citations if c.number in numbers)


# -- the text -----------------------------------------------------------------------------------------------------


def _body(answer: Answer) -> Iterator[Block]:
    names = {one_line(card.name) for card in answer.clusters}
    decided = tuple(worded(key, answer.language) for key in ("yes", "no")) if answer.kind == "answer" else ()
    urls = addresses(answer.citations)
    for number, (chunk, before) in enumerate(_chunks(answer.text, {c.number for c in answer.citations})):
        at = _bold_until(chunk, names, decided if number == 0 else ())
        runs = (*marked_runs(chunk[: at[0]], urls), *marked_runs(chunk[at[0] : at[1]], {}, bold=True))
        yield Block((*runs, *marked_runs(chunk[at[1] :], urls)), before)


def _bold_until(chunk: str, names: set[str], decided: Sequence[str]) -> tuple[int, int]:
    """Return from where to where a chunk is bold: the name that heads a line of a list, or a yes or no at the start."""
    start = match.end() if (match := re.match(r"\d+\. ", chunk)) else 0
    for name in sorted(names, key=len, reverse=True) if start else ():
        if chunk.startswith(name, start):
            return start, start + len(name)
    for word in decided:
        if f"{chunk} ".startswith(f"{word} "):
            return 0, len(word)
    return 0, 0


def addresses(citations: Sequence[Citation]) -> dict[int, str]:
    """Return by the number of each citation the address of its source, where it has one that can be linked."""
    found = ((c.number, web_address(c.url)) for c in citations)
    return {number: url for number, url in found if url}


def marked_runs(text: str, urls: Mapping[int, str], *, bold: bool = False) -> Iterator[Run]:
    """Yield `text` with the marks of citations as links to `urls`."""
    at = 0
    for match in _MARK.finditer(text):
        url = urls.get(int(match[1]))
        if url:
            yield Run(text[at : match.start()], bold)
            yield Run(match.group(), url=url)
            at = match.end()
    yield Run(text[at:], bold)


def _bold_runs(text: str) -> tuple[Run, ...]:
    return tuple(Run(piece, bold=bool(n % 2)) for n, piece in enumerate(re.split(r"</?b>", text)) if piece)


def _chunks(text: str, numbers: set[int]) -> Iterator[tuple[str, str]]:
    """Yield pieces that must stay whole, a sentence with its marks each, and what parts each from the one before."""
    before = ""
    for line in visible(text).split("\n"):
        line = " ".join(line.split())
        if not line:
            before = "\n\n" if before else ""
            continue
        if line.startswith("- "):
            line = f"• {line[2:]}"
        for sentence in _with_marks(line, numbers):
            for piece in _short(sentence):
                yield piece, before
                before = " "
        before = "\n"


def _with_marks(line: str, numbers: set[int]) -> Iterator[str]:
    """Yield the sentences of a line, each with the marks behind it."""
    spans = sentences(line) or [(0, len(line))]
    starts = [0, *(start for start, _ in spans[1:])]
    kept: list[int] = [0]
    for start in starts[1:]:
        match = _MARKS.match(line, start)
        marked = match is not None and any(int(n) in numbers for n in _MARK.findall(match.group()))
        if marked and match:
            start = match.end()
        if start < len(line):
            kept.append(start)
    for start, end in zip(kept, [*kept[1:], len(line)], strict=True):
        if line[start:end].strip():
            yield line[start:end].strip()


def _short(sentence: str) -> Iterator[str]:
    """Yield a sentence, or if it is very long its pieces; the last word goes with the marks behind it."""
    if units(sentence) <= _SENTENCE_UNITS:
        yield sentence
        return
    tail_at = _tail_at(sentence)
    tail, rest = sentence[tail_at:], sentence[:tail_at]
    while rest:
        piece = head(rest, _SENTENCE_UNITS - units(tail))
        if len(piece) == len(rest):
            break
        at = piece.rfind(" ")
        piece = piece[:at] if at > len(piece) // 2 else piece
        yield piece.strip()
        rest = rest[len(piece) :]
    yield (rest + tail).strip()


def _tail_at(sentence: str) -> int:
    """Return where the last word before the marks at the end begins; the end, if there are none or far too many."""
    at = len(sentence)
    while (start := sentence.rfind("[", max(0, at - 8), at)) >= 0 and _MARK.fullmatch(sentence[start:at].rstrip()):
        at = start
    if at == len(sentence) or len(sentence) - at > _TAIL_UNITS:
        return len(sentence)
    word = sentence.rfind(" ", 0, len(sentence[:at].rstrip())) + 1
    return max(word, at - _TAIL_UNITS)


# -- the sources --------------------------------------------------------------------------------------------------


def source_blocks(
    citations: Sequence[Citation],
    language: Language,
    *,
    quote_units: int,
    frame: Frame | None = "expandable",
    section: bool = False,
    written_out: bool = True,
) -> list[Block]:
    """Return the sources of `citations`, each once behind its numbers, with what is quoted of it.

    A quotation that stands above already is referred to by its number. With `quote_units` 0 there are none.
    """
    if not citations:
        return []
    blocks = [Block((Run(phrase("sources", language), bold=True),), "\n", frame)] if frame else []
    by_source: dict[tuple[str | None, ...], list[Citation]] = {}
    for c in citations:
        by_source.setdefault((c.title, c.publisher, c.date, c.page, c.section, c.url), []).append(c)
    quoted: dict[str, int] = {}
    for of in by_source.values():
        blocks.append(
            Block(
                _source_runs(of, language, section=section, written_out=written_out), "\n" if frame else "\n\n", frame
            )
        )
        for c in of if quote_units else ():
            number = f"[{c.number}] " if len(of) > 1 else ""
            quote = one_line(c.quote.replace("\n- ", " • "))
            if quote in quoted:
                if quoted[quote] != c.number:
                    same = say("same_quotation", language, number=quoted[quote])
                    blocks.append(Block((Run(f"{number}{same}"),), "\n", frame))
            elif quote:
                quoted[quote] = c.number
                words = say("quotation", language, quote=cut(quote, quote_units))
                blocks.append(Block((Run(number), Run(words, italic=True)), "\n", frame))
    return blocks


def source_line(c: Citation, language: Language, *, section: bool = False) -> str:
    """Return a source in one line: title, publisher, date, page, section if wanted."""
    return _title(c) + _details(c, language, section=section)


def _title(c: Citation) -> str:
    return cut(one_line(c.title), _TITLE_UNITS) or "–"


def _details(c: Citation, language: Language, *, section: bool) -> str:
    details = [
        c.publisher,
        dates.spoken(c.date, language) if c.date else phrase("undated", language),
        f"{phrase('page', language)} {c.page}" if c.page else None,
        c.section if section else None,
    ]
    return "".join(f", {cut(one_line(detail), _TITLE_UNITS)}" for detail in details if detail)


def _source_runs(of: Sequence[Citation], language: Language, *, section: bool, written_out: bool) -> tuple[Run, ...]:
    """Return a source in one line behind its numbers, its title a link; plain text has the address at the end."""
    url = web_address(of[0].url)
    address = f", {url}" if written_out and url and units(url) <= _PLAIN_URL_UNITS else ""
    numbers = " ".join(f"[{n}]" for n in dict.fromkeys(citation.number for citation in of))
    told = _details(of[0], language, section=section)
    title = Run(_title(of[0]), url=url)
    return (Run(f"{cut(numbers, _TITLE_UNITS)} "), title, Run(told), Run("", plain=address))
