from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.loaders import markdown
from knowledge.errors import DocumentError
from knowledge.records import Document, Source


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "page.md"


def load(page: Path, content: str) -> Document:
    page.write_text(content, encoding="utf-8")
    return markdown.load(page, "doc")


def test_a_block_with_footnotes_is_a_statement_that_cites_their_sources(page: Path) -> None:
    made = load(
        page,
        "# Page\n\n## Part\n\nA *fact*.[^fact][^fact.2]\n\n"
        "[^fact]: *One* | P | as of 2022 | until 2024 | supersedes old | compares b c\n[^fact.2]: *Two* | <https://x.org>\n",
    )
    (passage,) = made.passages
    assert (passage.passage_id, passage.statement_id, passage.kind) == ("doc#fact", "fact", "statement")
    assert (passage.text, passage.heading) == ("A fact.", "Page › Part")
    assert (passage.as_of, passage.valid_until) == ("2022", "2024")
    assert (passage.supersedes, passage.compares) == (("old",), ("b", "c"))
    assert passage.sources == (Source("One", "P"), Source("Two", url="https://x.org"))


def test_a_source_named_twice_is_cited_once(page: Path) -> None:
    made = load(page, "A fact.[^a][^a.2]\n\n[^a]: *One*\n[^a.2]: *One*\n")
    assert made.passages[0].sources == (Source("One"),)


def test_a_block_without_footnotes_is_text_that_cites_the_page(page: Path) -> None:
    made = load(page, "---\ntitle: T\npublisher: P\ndate: 2023-01-31\nurl: https://x.org\n---\n\nSome words.\n")
    (passage,) = made.passages
    assert (passage.passage_id, passage.kind, passage.statement_id) == ("doc#0", "text", None)
    assert passage.sources == (made.source,) == (Source("T", "P", "2023-01-31", url="https://x.org"),)


def test_a_paragraph_and_the_list_behind_it_are_one_block(page: Path) -> None:
    made = load(page, "Intro:[^a]\n\n- one\n- two\n  - nested\n\nAfter.\n\n[^a]: *T*\n")
    assert [p.text for p in made.passages] == ["Intro:\n- one\n- two\n- nested", "After."]
    assert [p.kind for p in made.passages] == ["statement", "text"]


def test_a_footnote_of_a_list_item_belongs_to_the_whole_block(page: Path) -> None:
    made = load(page, "Intro:\n\n1. one\n2. two[^a]\n\n[^a]: *T*\n")
    assert (made.passages[0].text, made.passages[0].statement_id) == ("Intro:\n- one\n- two", "a")


def test_a_list_without_a_paragraph_is_a_block(page: Path) -> None:
    assert [p.text for p in load(page, "# Page\n\n- one\n- two\n").passages] == ["- one\n- two"]


def test_the_text_of_the_document_is_its_blocks_with_a_blank_line_between(page: Path) -> None:
    made = load(page, "# Page\n\nOne.[^a]\n\n## Part\n\nTwo.\nStill two.\n\n[^a]: *T*\n")
    assert made.text == "One.\n\nTwo. Still two."
    assert [made.text[p.start : p.end] for p in made.passages] == ["One.", "Two. Still two."]


def test_headings_are_those_above_the_block(page: Path) -> None:
    made = load(page, "# A\n\n### B\n\none\n\n## C\n\ntwo\n\n# D\n\nthree\n")
    assert [p.heading for p in made.passages] == ["A › B", "A › C", "D"]


def test_markup_is_taken_out_and_its_text_stays(page: Path) -> None:
    made = load(page, "*em* **strong** `code` [link](https://x.org) ![picture](p.png) a\\*b\nnext  line\n")
    assert made.text == "em strong code link picture a*b next line"


def test_a_code_block_is_text(page: Path) -> None:
    assert load(page, "Before.\n\n```\nx = 1\n```\n\nAfter.\n").text == "Before.\n\nx = 1\n\nAfter."


def test_long_text_is_split_and_numbered_by_block_and_part(page: Path) -> None:
    made = load(page, "First.\n\n" + "A sentence of some words. " * 100)
    assert [p.passage_id for p in made.passages] == ["doc#0", "doc#1", "doc#1.1", "doc#1.2"]
    assert [made.text[p.start : p.end] for p in made.passages] == [p.text for p in made.passages]


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("---\ntitle: From above\n---\n\n# Heading\n\nText.", "From above"),
        ("# Heading\n\n## Part\n\nText.", "Heading"),
        ("Text.", "page"),
    ],
)
def test_the_title_is_that_of_the_front_matter_else_the_first_heading_else_the_file_name(
    content: str, title: str, page: Path
) -> None:
    assert load(page, content).title == title


def test_the_language_is_the_stated_one_else_the_one_heard(page: Path) -> None:
    assert load(page, "---\nlanguage: de\n---\n\nThese are the members.").language == "de"
    assert load(page, "These are the members.").language == "en"
    assert load(page, "Das sind die Mitglieder.").passages[0].language == "de"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Text.[^a]", r"'doc': footnote \[\^a\] has no definition"),
        ("Text.[^A]\n\n[^A]: *T*", r"'doc': footnote \[\^A\]: a label is a fact id"),
        ("Text.[^a]\n\n[^a]: *T* | P | 2023-13", r"'doc': footnote \[\^a\]: date '2023-13'"),
        ("Text.[^a]\n\n[^a]: *T* | P | nonsense", r"'doc': footnote \[\^a\]: field 'nonsense'"),
        ("Text.[^a][^b]\n\n[^a]: *T*\n[^b]: *T*", r"'doc': one block has footnotes of 2 facts \(a, b\)"),
        ("# Only\n\n## Headings", "'doc' has no text besides headings"),
        ("---\ncolour: red\n---\n\nText.", "'doc': front matter key 'colour' is unknown"),
        ("---\naddress: ftp://x\n---\n\nText.", "'doc': address 'ftp://x' does not begin with https:// or http://"),
        ("---\n- a\n---\n\nText.", "'doc': the front matter is no mapping"),
        ("---\n: [\n---\n\nText.", "'doc': the front matter is no YAML"),
        ("---\nlanguage: fr\n---\n\nText.", "'doc': language 'fr' is not en or de"),
        ("---\ndate: 2023-1\n---\n\nText.", "'doc': date '2023-1' is not of the form"),
        ("", "'doc' is empty"),
    ],
)
def test_a_page_that_breaks_a_rule_is_refused_with_its_name_and_the_rule(
    content: str, message: str, page: Path
) -> None:
    with pytest.raises(DocumentError, match=message):
        load(page, content)


@pytest.mark.parametrize("content", ["The pattern `[^a-z]` is used.", "```\n[^0-9]+\n```\n"])
def test_a_pattern_in_code_is_no_dangling_footnote(content: str, page: Path) -> None:
    assert load(page, content).text in ("The pattern [^a-z] is used.", "[^0-9]+")


def test_a_footnote_without_definition_beside_code_is_still_refused(page: Path) -> None:
    with pytest.raises(DocumentError, match=r"footnote \[\^b\] has no definition"):
        load(page, "The pattern `[^a-z]` is used.[^b]\n")


def test_two_blocks_that_state_one_fact_are_refused(page: Path) -> None:
    with pytest.raises(DocumentError, match=r"'doc'.*fact"):
        load(page, "One.[^fact]\n\nTwo.[^fact]\n\n[^fact]: *T*\n")


def test_an_empty_list_item_is_left_out(page: Path) -> None:
    assert [p.text for p in load(page, "Intro:\n\n- one\n-\n- two\n").passages] == ["Intro:\n- one\n- two"]


def test_a_page_of_an_empty_list_has_no_text(page: Path) -> None:
    with pytest.raises(DocumentError, match="has no text besides headings"):
        load(page, "# Page\n\n-\n")


@given(st.text(st.sampled_from(list("ab# \n-*`[]()|>1.\\<&!_~\t"))))
def test_any_markdown_is_read_with_right_offsets_or_refused_as_a_document(
    tmp_path_factory: pytest.TempPathFactory, content: str
) -> None:
    try:
        made = load(tmp_path_factory.getbasetemp() / "any.md", content)
    except DocumentError:
        return
    assert [made.text[p.start : p.end] for p in made.passages] == [p.text for p in made.passages]


@pytest.mark.parametrize("key", ["url", "address"])
def test_the_address_of_a_page_stands_in_its_front_matter_under_either_name(key: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\n{key}: https://example.org/a\n---\n\nText.", encoding="utf-8")
    assert [p.sources[0].url for p in markdown.load(path, "a").passages] == ["https://example.org/a"]


def test_a_note_within_the_text_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("Some words.^[A note]", encoding="utf-8")
    assert markdown.load(path, "a").text == "Some words.^[A note]"


def test_a_footnote_whose_definition_is_blank_has_none(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("A fact.[^a]\n\n[^a]: ---\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"'a': footnote \[\^a\] has no definition\. Add it below the text"):
        markdown.load(path, "a")
