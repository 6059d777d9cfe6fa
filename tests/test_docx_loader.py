"""DOCX: headings, lists, tables, notes, changes, and files that cannot be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest

from indexer import limits
from indexer.loaders import docx as loader
from knowledge.errors import DocumentError
from knowledge.records import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def made(write: Callable[[Any], object], title: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(write: Callable[[Any], object], title: str = "") -> Document:
    return loader.load_bytes(made(write, title), "a.docx", name="a")


def raw(body: str, **parts: str) -> bytes:
    """Return a Word file of nothing but what is needed, with `body` as its text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def text_of(data: bytes) -> str:
    return loader.load_bytes(data, "a.docx", name="a").text


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_headings_are_the_path_of_what_stands_below_them() -> None:
    def write(document: Any) -> None:
        document.add_heading("Admission", 1)
        document.add_paragraph("The board decides.")
        document.add_heading("Criteria", 2)
        document.add_paragraph("There are three.")
        document.add_heading("Labels", 1)
        document.add_paragraph("There are more.")

    document = read(write)
    assert [(p.text, p.heading) for p in document.passages] == [
        ("The board decides.", "Admission"),
        ("There are three.", "Admission › Criteria"),
        ("There are more.", "Labels"),
    ]
    assert {p.sources[0].page for p in document.passages} == {None}


def test_a_style_that_builds_on_a_heading_is_one() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="Ours"/><w:basedOn w:val="h"/></w:style></w:styles>'
    )
    body = f'<w:p><w:pPr><w:pStyle w:val="mine"/></w:pPr><w:r><w:t>Part</w:t></w:r></w:p>{paragraph("Words.")}'
    (passage,) = loader.load_bytes(raw(body, styles=styles), "a.docx", name="a").passages
    assert (passage.heading, passage.text) == ("Part", "Words.")


def test_styles_that_build_on_each_other_end_nothing() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    assert text_of(raw(paragraph("Words."), styles=styles)) == "Words."


def test_list_items_stand_below_what_introduces_them() -> None:
    def write(document: Any) -> None:
        document.add_paragraph("The rules are:")
        document.add_paragraph("the first", style="List Bullet")
        document.add_paragraph("the second", style="List Number")
        document.add_paragraph("Behind it.")

    assert read(write).text == "The rules are:\n- the first\n- the second\n\nBehind it."


def test_a_table_is_one_line_a_row_and_merged_cells_count_for_each() -> None:
    def write(document: Any) -> None:
        table = document.add_table(3, 3)
        for r, row in enumerate([("Name", "Land", "Year"), ("Alpha", "Bayern", "2007"), ("Beta", "", "2008")]):
            for c, value in enumerate(row):
                table.cell(r, c).text = value
        table.cell(1, 1).merge(table.cell(2, 1))

    assert read(write).text == "Name: Alpha; Land: Bayern; Year: 2007\nName: Beta; Land: Bayern; Year: 2008"


def test_a_frame_of_one_cell_is_read_as_text() -> None:
    assert read(lambda d: setattr(d.add_table(1, 1).cell(0, 0), "text", "In a frame.")).text == "In a frame."


def test_insertions_are_read_and_deletions_are_not() -> None:
    body = (
        "<w:p><w:r><w:t>It is </w:t></w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>"
    )
    assert text_of(raw(body)) == "It is new."


def test_tabs_breaks_and_hyphens_that_do_not_break_are_read_as_what_they_are() -> None:
    body = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>go</w:t><w:noBreakHyphen/><w:t>cluster</w:t></w:r></w:p>"
    )
    assert text_of(raw(body)) == "a b go-cluster"


def test_footnotes_follow_their_paragraph_and_text_boxes_are_read_once() -> None:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph("A note.")}</w:footnote></w:footnotes>'
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    body = f'<w:p><w:r><w:t>Words.</w:t><w:footnoteReference w:id="2"/></w:r></w:p>{box}'
    assert text_of(raw(body, footnotes=notes)) == "Words.\n\nA note.\n\nIn a box."


def test_the_table_of_contents_is_left_out() -> None:
    styles = f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style></w:styles>'
    body = f'<w:p><w:pPr><w:pStyle w:val="t"/></w:pPr><w:r><w:t>Admission 3</w:t></w:r></w:p>{paragraph("Words.")}'
    assert text_of(raw(body, styles=styles)) == "Words."


@pytest.mark.parametrize(
    ("stated", "title"), [("Ten years", "Ten years"), ("", "The report"), ("Dokument 1", "The report")]
)
def test_the_title_is_the_stated_one_else_that_of_the_text(stated: str, title: str) -> None:
    def write(document: Any) -> None:
        document.add_heading("The report", 0)
        document.add_paragraph("Words.")

    assert read(write, stated).title == title


def test_a_file_without_any_title_is_named_by_its_name() -> None:
    assert read(lambda d: d.add_paragraph("Words.")).title == "a"


# -- files that cannot be read -----------------------------------------------------------------


def refused(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        loader.load_bytes(data, "a.docx", name="a")
    return str(caught.value)


def broken() -> bytes:
    data = bytearray(made(lambda d: d.add_paragraph("Words. " * 2000)))
    at = data.find(b"word/document.xml") + 60
    data[at : at + 40] = bytes(40)
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [b"no archive", b"PK\x03\x04 and no more", raw("<w:p>"), broken(), made(lambda d: None)[:-200]],
    ids=["text", "cut short", "no XML", "damaged part", "no end"],
)
def test_a_broken_word_file_is_refused(data: bytes) -> None:
    assert refused(data) == "'a.docx' is a damaged Word file (.docx), or none. Open it and save it again"


def test_a_spreadsheet_named_like_a_word_file_is_refused() -> None:
    data = raw("").replace(b"word/document.xml", b"xlsx/workbook.xml")
    assert "is a damaged Word file" in refused(data)


def test_an_encrypted_word_file_is_refused() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)).startswith(
        "'a.docx' is encrypted, or of the format"
    )


def test_an_empty_word_file_is_refused() -> None:
    assert refused(made(lambda d: None)) == "'a.docx' is empty. Remove it, or give it a text"


def test_a_zip_bomb_is_refused_before_it_unfolds() -> None:
    bomb = raw(paragraph("0" * 20_000_000))
    assert len(bomb) < 30_000
    assert "it looks like a ZIP bomb" in refused(bomb)


def test_parts_that_unfold_beyond_the_limit_in_all_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ZIP_BYTES", 100)
    assert "unfolds to" in refused(raw(paragraph("Words.")))


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ZIP_ENTRIES", 1)
    assert refused(raw("")).startswith("'a.docx' has 2 parts inside, at most 1 are read")


def test_entities_give_nothing(tmp_path: Any) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    evil = (
        f'<!DOCTYPE d [<!ENTITY f SYSTEM "{secret.as_uri()}"><!ENTITY a "secret">]>'
        f'<w:document xmlns:w="{W}"><w:body>{paragraph("Words. &f; &a;")}</w:body></w:document>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw(""))) as old, zipfile.ZipFile(out, "w") as new:
        new.writestr("_rels/.rels", old.read("_rels/.rels"))
        new.writestr("word/document.xml", evil)
    assert text_of(out.getvalue()) == "Words."


def test_elements_nested_without_end_are_refused() -> None:
    body = "<w:sdt><w:sdtContent>" * 10_000 + "</w:sdtContent></w:sdt>" * 10_000
    assert "more than 256 elements inside each other" in refused(raw(body))
