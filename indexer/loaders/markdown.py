"""Markdown: pages whose statements carry footnotes (see `indexer.layout.footnotes`), and any other Markdown text.

A block is a paragraph, or a paragraph with the list behind it. A block with footnotes is a statement: it
states the facts that its footnotes name and cites their sources. Blocks without footnotes are plain text of
the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from indexer.layout.footnotes import Footnote, parse
from indexer.layout.splitter import split
from indexer.loaders.files import read_text
from knowledge.errors import DocumentError
from knowledge.records import Document, Language, Passage, Source
from knowledge.words.dates import check_date
from knowledge.words.language import detect

_DANGLING = re.compile(r"\[\^[^\]\s]+\]")
_FRONT_MATTER_KEYS = {"title", "topic", "language", "publisher", "date", "url", "address"}


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    heading: str
    labels: tuple[str, ...]


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").use(front_matter_plugin).use(footnote_plugin).enable("table")
    return parser.disable("footnote_inline")  # ^[such ones] have no label, and hence state no fact


def load(path: Path, doc_id: str) -> Document:
    """Return the document in a Markdown file. Raises `DocumentError` for dangling or malformed footnotes."""
    raw = read_text(path, doc_id)
    tokens = _parser().parse(raw)
    meta = _front_matter(tokens, doc_id)
    blocks = list(_blocks(tokens))
    try:
        footnotes = {label: parse(label, line) for label, line in _definitions(tokens).items()}
    except DocumentError as error:
        raise DocumentError(f"{doc_id!r}: {error}") from error
    if not blocks:
        raise DocumentError(f"{doc_id!r} has no text besides headings. Add paragraphs, or remove the file")
    blank = next((label for block in blocks for label in block.labels if label not in footnotes), None)
    dangling = f"[^{blank}]" if blank is not None else _dangling(tokens)
    if dangling:
        raise DocumentError(f"{doc_id!r}: footnote {dangling} has no definition. Add it below the text")
    title = str(meta.get("title") or next((b.heading.split(" › ")[0] for b in blocks if b.heading), "") or path.stem)
    language = _language(meta, blocks, doc_id)
    source = Source(title=title, publisher=meta.get("publisher"), date=meta.get("date"), url=_address(meta, doc_id))
    text, passages = _passages(doc_id, blocks, footnotes, language, source)
    return Document(doc_id=doc_id, title=title, language=language, text=text, passages=passages, source=source)


def _front_matter(tokens: list[Token], doc_id: str) -> dict[str, Any]:
    if not tokens or tokens[0].type != "front_matter":
        return {}
    try:
        meta = yaml.safe_load(tokens[0].content) or {}
    except yaml.YAMLError as error:
        raise DocumentError(f"{doc_id!r}: the front matter is no YAML. Correct it or remove the --- lines") from error
    if not isinstance(meta, dict):
        raise DocumentError(f"{doc_id!r}: the front matter is no mapping. Write lines such as title: …")
    unknown = set(meta) - _FRONT_MATTER_KEYS
    if unknown:
        raise DocumentError(
            f"{doc_id!r}: front matter key {sorted(unknown)[0]!r} is unknown. "
            f"Keys: {', '.join(sorted(_FRONT_MATTER_KEYS))}"
        )
    values = {key: None if value is None else str(value) for key, value in meta.items()}
    try:
        check_date(values.get("date"))
    except ValueError as error:
        raise DocumentError(f"{doc_id!r}: {error}") from error
    return values


def _address(meta: dict[str, Any], doc_id: str) -> str | None:
    """Return the address that the front matter gives, under either name."""
    address: str | None = meta.get("url") or meta.get("address")
    if address and not address.startswith(("https://", "http://")):
        raise DocumentError(f"{doc_id!r}: address {address!r} does not begin with https:// or http://. Correct it")
    return address


def _language(meta: dict[str, Any], blocks: list[_Block], doc_id: str) -> Language:
    stated = meta.get("language")
    if stated is None:
        return detect(" ".join(b.text for b in blocks)[:4000])
    for language in get_args(Language):
        if stated == language:
            return language  # type: ignore[no-any-return]
    raise DocumentError(f"{doc_id!r}: language {stated!r} is not en or de. Correct the front matter")


def _inline(token: Token) -> tuple[str, tuple[str, ...]]:
    """Return the plain text of an inline token and the labels of its footnotes."""
    text: list[str] = []
    labels: list[str] = []
    for child in token.children or []:
        if child.type == "footnote_ref":
            labels.append(str(child.meta["label"]))
        text.append(_words(child))
    return re.sub(r"[ \t]+", " ", "".join(text)).strip(), tuple(labels)


def _words(child: Token) -> str:
    if child.type in ("softbreak", "hardbreak"):
        return " "
    return child.content if child.type in ("text", "code_inline", "image") else ""


def _blocks(tokens: list[Token]) -> Iterator[_Block]:
    """Yield the blocks of a page in order, each with its headings ("Page › Section")."""
    headings: dict[int, str] = {}
    pending: _Block | None = None
    items: list[str] = []
    item_labels: list[str] = []
    depth = 0
    for i, token in enumerate(tokens):
        if token.type == "footnote_block_open":
            break
        if token.type == "heading_open":
            level = int(token.tag[1])
            headings = {k: v for k, v in headings.items() if k < level}
            headings[level] = _inline(tokens[i + 1])[0]
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            if depth == 0:
                block = _with_items(pending, items, item_labels, " › ".join(headings.values()))
                if block.text:
                    yield block
                pending, items, item_labels = None, [], []
        elif token.type == "inline" and tokens[i - 1].type != "heading_open":
            text, labels = _inline(token)
            if depth:
                items += [text] if text else []
                item_labels.extend(labels)
                continue
            if pending:
                yield pending
            pending = _Block(text, " › ".join(headings.values()), labels) if text else None
        elif token.type in ("fence", "code_block") and token.content.strip():
            if pending:
                yield pending
            pending = _Block(token.content.strip(), " › ".join(headings.values()), ())
        if pending and token.type == "heading_open":
            yield pending
            pending = None
    if pending:
        yield pending


def _dangling(tokens: list[Token]) -> str | None:
    """Return the first reference to a footnote without definition; brackets in code and headings are none."""
    for i, token in enumerate(tokens):
        if token.type == "footnote_block_open":
            break
        if token.type == "inline" and tokens[i - 1].type != "heading_open":
            prose = "".join(" " if c.type == "code_inline" else _words(c) for c in token.children or [])
            found = _DANGLING.search(prose)
            if found:
                return found[0]
    return None


def _with_items(intro: _Block | None, items: list[str], labels: list[str], heading: str) -> _Block:
    lines = [intro.text] if intro else []
    lines += [f"- {item}" for item in items]
    return _Block("\n".join(lines), intro.heading if intro else heading, (*(intro.labels if intro else ()), *labels))


def _definitions(tokens: list[Token]) -> dict[str, str]:
    """Return the line of each footnote by its label. Those that nothing refers to are no tokens."""
    found: dict[str, str] = {}
    label: str | None = None
    for token in tokens:
        if token.type == "footnote_open":
            label = str(token.meta.get("label"))
        elif token.type == "footnote_close":
            label = None
        elif token.type == "inline" and label is not None:
            found[label] = f"{found[label]} {token.content}" if label in found else token.content
    return found


def _passages(
    doc_id: str, blocks: list[_Block], footnotes: dict[str, Footnote], language: Language, source: Source
) -> tuple[str, tuple[Passage, ...]]:
    """Return the document's text (its blocks, a blank line between) and its passages."""
    parts: list[str] = []
    passages: list[Passage] = []
    at = 0
    stated: set[str] = set()
    for block in blocks:
        start, end = at, at + len(block.text)
        parts.append(block.text)
        at = end + 2
        if block.labels:
            notes = [footnotes[label] for label in block.labels]
            facts = {note.statement_id for note in notes}
            if len(facts) > 1:
                raise DocumentError(
                    f"{doc_id!r}: one block has footnotes of {len(facts)} facts "
                    f"({', '.join(sorted(facts))}). Give each fact its own paragraph"
                )
            if facts & stated:
                raise DocumentError(
                    f"{doc_id!r}: fact {min(facts)!r} is stated in two blocks, a fact has one passage. "
                    "Join them, or give one a fact of its own"
                )
            stated |= facts
            passages.append(_statement(doc_id, block, notes, (start, end), language))
            continue
        for number, (a, b) in enumerate(split(block.text)):
            passages.append(
                Passage(
                    passage_id=f"{doc_id}#{len(parts) - 1}" + (f".{number}" if number else ""),
                    doc_id=doc_id,
                    start=start + a,
                    end=start + b,
                    text=block.text[a:b],
                    language=language,
                    heading=block.heading,
                    sources=(source,),
                )
            )
    return "\n\n".join(parts), tuple(passages)


def _statement(doc_id: str, block: _Block, notes: list[Footnote], span: tuple[int, int], language: Language) -> Passage:
    first = notes[0]
    return Passage(
        passage_id=f"{doc_id}#{first.statement_id}",
        doc_id=doc_id,
        start=span[0],
        end=span[1],
        text=block.text,
        language=language,
        kind="statement",
        heading=block.heading,
        statement_id=first.statement_id,
        as_of=first.as_of,
        valid_until=first.valid_until,
        supersedes=first.supersedes,
        compares=first.compares,
        sources=tuple(dict.fromkeys(note.source for note in notes)),
    )
