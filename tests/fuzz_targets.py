"""What must hold for any input: one function a part, from bytes. The suite feeds them by Hypothesis, `make fuzz` by atheris.

A target returns nothing for input that is taken or refused as it should be, and raises for everything else.
"""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import fts5
from made_files import column, pdf
from telegram_html import n_units, parsed

from bot.channels.telegram.rendering import answer_parts
from bot.session.messages import Reply
from indexer.inputs.sources_file import read_sources
from indexer.layout.splitter import MAX_CHARS, split
from indexer.loaders import load_bytes, markdown, text
from knowledge.errors import DocumentError
from knowledge.index import lexical
from knowledge.records import LANGUAGES, Answer, Citation, Document
from knowledge.words.splitting import sentences

Target = Callable[[bytes], None]
_PACKAGE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="x'
    '/officeDocument" Target="word/document.xml"/></Relationships>'
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _check(document: Document) -> None:
    assert document.text.encode(), "no text"
    assert document.passages, "no passages"
    ids = [passage.passage_id for passage in document.passages]
    assert len(set(ids)) == len(ids), "ids that are not unique"
    for passage in document.passages:
        assert document.text[passage.start : passage.end] == passage.text, f"offsets of {passage.passage_id}"
        assert passage.text.strip(), "a blank passage"
        assert passage.language in LANGUAGES, f"language {passage.language!r}"
        assert passage.sources, "no source"
        assert "\x00" not in passage.text + passage.heading, "a control character"
        (passage.heading + "".join(source.title for source in passage.sources)).encode()


def _refusal(error: DocumentError) -> None:
    line = str(error)
    assert "\n" not in line, "a message of several lines"
    assert len(line) < 600, "a message that is no line"


def _of_bytes(media_type: str) -> Target:
    def target(data: bytes) -> None:
        try:
            _check(load_bytes(data, "a", media_type=media_type, name="a"))
        except DocumentError as error:
            _refusal(error)

    return target


def _of_file(load: Callable[[Path, str], Document], name: str) -> Target:
    def target(data: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            try:
                _check(load(path, "a"))
            except DocumentError as error:
                _refusal(error)

    return target


def word_text(data: bytes) -> None:
    """The text part of a Word file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("_rels/.rels", _PACKAGE)
        archive.writestr("word/document.xml", data)
    _of_bytes("application/vnd.openxmlformats-officedocument.wordprocessingml.document")(out.getvalue())


def sources_file(data: bytes) -> None:
    """`sources.toml`."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "sources.toml").write_bytes(data)
        _, problems = read_sources(Path(folder))
    for problem in problems:
        assert "\n" not in problem, "a message of several lines"


def splitter(data: bytes) -> None:
    """Passages and sentences cover the text in order, nothing is lost, and no passage is too long."""
    given = data.decode("utf-8", "replace")
    for spans in (split(given), sentences(given)):
        at = 0
        for start, end in spans:
            assert at <= start < end <= len(given), f"span {(start, end)} behind {at}"
            assert not given[at:start].strip(), f"lost: {given[at:start]!r}"
            at = end
        assert not given[at:].strip(), f"lost: {given[at:]!r}"
    assert all(end - start <= MAX_CHARS for start, end in split(given)), "too long"


@cache
def _full_text() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table passages_fts using fts5(body, heading, asked)")
    return connection


def query_builder(data: bytes) -> None:
    """Whatever is asked is an expression that SQLite takes, or none."""
    stems = lexical.query_terms(data.decode("utf-8", "replace"), LANGUAGES)
    assert len(stems) <= lexical.MAX_TERMS
    if stems:
        expression = fts5.match_expression(stems)
        _full_text().execute("select rowid from passages_fts where passages_fts match ?", (expression,)).fetchall()


def formatter(data: bytes) -> None:
    """Whatever a document says is a message that Telegram takes, and its markup is none there."""
    words = data.decode("utf-8", "replace")
    half = len(words) // 2
    cited = Citation(
        number=1,
        doc_id="a",
        passage_id="a#0",
        title=words[:80],
        url=words[half : half + 60] or None,
        quote=words[:half],
    )
    answer = Answer(question="x", language="en", kind="answer", text=f"{words} [1]", citations=(cited,))
    for part in answer_parts(Reply(answer)):
        shown, entities = parsed(part.html)
        assert n_units(shown) <= 4096, "too long"
        assert all(e.value.startswith(("http://", "https://")) for e in entities if e.tag == "a"), "an address"


TARGETS: dict[str, Target] = {
    "text": _of_file(text.load, "a.txt"),
    "markdown": _of_file(markdown.load, "a.md"),
    "html": _of_bytes("text/html"),
    "pdf": _of_bytes("application/pdf"),
    "docx": _of_bytes("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "word_text": word_text,
    "sources_file": sources_file,
    "splitter": splitter,
    "query_builder": query_builder,
    "formatter": formatter,
}


@lru_cache
def seeds() -> dict[str, tuple[bytes, ...]]:
    """Return good inputs of each target, to begin with."""
    prose = "# Labels\n\nDie Stufe „Gold“ hat hohe An-\nforderungen.\n\n- eins\n- zwei\n\nIn 2012 it began. Dr. Ä. said so!\n"
    page = (
        "<html lang=de><head><title>A | B</title><meta name=date content=2022-01-02></head><body><nav>x</nav><main>"
        "<h1 id=a>Titel</h1><p>Ein <b>Satz</b>.</p><ul><li>eins<li>zwei</ul><table><tr><th>A<th>B<tr><td>1<td>2</table>"
        "</main></body></html>"
    )
    body = (
        f'<w:document xmlns:w="{_W}"><w:body><w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Titel</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Ein Satz.</w:t><w:br/></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p><w:tbl><w:tr>"
        '<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc>'
        "<w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("_rels/.rels", _PACKAGE)
        archive.writestr("word/document.xml", body)
    lines = ["A line of text that goes on and ends with a divi-", "ded word. Then more.", "• an item"]
    report = pdf(
        *[lambda canvas: (column(canvas, lines), column(canvas, lines, x=330), canvas.rect(50, 50, 80, 80))] * 2,
        pageCompression=0,
    )
    marked = f"---\ntitle: T\ndate: 2022\n---\n{prose}\nA fact.[^a]\n\n[^a]: *T* | P | 2023-01 | p. 3 | <https://example.org>\n"
    return {
        "text": (prose.encode(), prose.encode("utf-16")),
        "markdown": (marked.encode(), b"| a | b |\n|---|---|\n| 1 | 2 |\n"),
        "html": (page.encode(),),
        "pdf": (report,),
        "docx": (packed.getvalue(),),
        "word_text": (body.encode(),),
        "sources_file": (
            b'["a.pdf"]\ntitle = "T"\ndate = 2022-01-02\naddress = "https://example.org/a"\nlanguage = "de"\n',
        ),
        "splitter": (prose.encode(),),
        "query_builder": (b'Was ist "go-cluster" AND NEAR(x) * OR ^ :',),
        "formatter": (b"<b>bold</b> & [1] [2] [x](tg://user?id=1) https://example.org/\xc3\xa4",),
    }
