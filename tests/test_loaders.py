"""The registry, the reading of files, and plain text."""

from __future__ import annotations

import os
import pkgutil
import random
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import docx
import pytest
from made_files import column, pdf, wrapped

from indexer import limits, loaders
from indexer.loaders import LOADERS, Named, load, text
from indexer.loaders.files import read_text
from knowledge.errors import DocumentError


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# -- registry ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["page.md", "page.MD", "page.markdown", "page.txt", "page.Text"])
def test_the_suffix_in_any_case_names_the_loader(name: str, tmp_path: Path) -> None:
    assert load(write(tmp_path, name, "Some words here."), "doc").text == "Some words here."


def test_markdown_is_read_as_markdown_and_text_as_text(tmp_path: Path) -> None:
    assert load(write(tmp_path, "a.md", "*word* here"), "a").text == "word here"
    assert load(write(tmp_path, "a.txt", "*word* here"), "a").text == "*word* here"


@pytest.mark.parametrize("name", ["page.odt", "page", ".md", "page.txt.gz"])
def test_a_format_without_loader_is_refused_with_the_formats_that_have_one(name: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"'doc': no loader for .* can be read: .*\.docx, .*\.md, .*\.pdf, .*\.txt"):
        load(write(tmp_path, name, "x"), "doc")


def test_every_loader_keeps_the_given_id_and_offsets_that_count_in_the_text(tmp_path: Path) -> None:
    content = "# One\n\nFirst paragraph.\n\nSecond paragraph.\n\n- item\n- item\n" + "A longer sentence. " * 200
    word = docx.Document()
    for paragraph in content.split("\n\n"):
        word.add_paragraph(paragraph)
    word.save(str(tmp_path / "page.docx"))
    lines = [line for part in content.split("\n") for line in wrapped(part, 450)]
    write(
        tmp_path, "page.pdf", pdf(lambda canvas: column(canvas, lines[:45]), lambda canvas: column(canvas, lines[45:]))
    )
    for suffix in LOADERS:
        path = tmp_path / f"page{suffix}"
        html = content.replace("\n\n", "<p>")
        document = load(
            path if path.exists() else write(tmp_path, path.name, html if "htm" in suffix else content), "some/doc"
        )
        assert document.doc_id == "some/doc"
        assert {p.doc_id for p in document.passages} == {"some/doc"}
        assert [document.text[p.start : p.end] for p in document.passages] == [p.text for p in document.passages]
        assert len({p.passage_id for p in document.passages}) == len(document.passages) > 1


# -- files -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        "Grüße – „so“".encode(),
        b"\xef\xbb\xbf" + "Grüße – „so“".encode(),
        "Grüße – „so“".encode("utf-16"),
        b"\xfe\xff" + "Grüße – „so“".encode("utf-16-be"),
        "Grüße – „so“".encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16-le", "utf-16-be", "cp1252"],
)
def test_text_is_read_in_each_encoding_that_it_comes_in(content: bytes, tmp_path: Path) -> None:
    assert read_text(write(tmp_path, "a.txt", content), "a") == "Grüße – „so“"


def test_text_is_cleaned(tmp_path: Path) -> None:
    assert read_text(write(tmp_path, "a.txt", "a\u200bb\r\nc\x07"), "a") == "ab\nc"


def test_a_byte_that_windows_1252_lacks_does_not_stop_the_reading(tmp_path: Path) -> None:
    assert read_text(write(tmp_path, "a.txt", b"Gr\xfc\x81e"), "a") == "Grü\ufffde"


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf", "\u200b\u00ad".encode()])
def test_a_file_without_text_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"'a' is empty\. Remove it, or give it a text"):
        read_text(write(tmp_path, "a.txt", content), "a")


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"'a' is binary, not text\. Convert it"):
        read_text(write(tmp_path, "a.txt", b"\x89PNG\r\n\x00\x00data"), "a")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"'a' cannot be read \(No such file or directory\)"):
        read_text(tmp_path / "gone.txt", "a")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(DocumentError, match=r"'a' cannot be read \(Is a directory\)"):
        read_text(tmp_path / "folder.txt", "a")


def test_a_file_that_is_too_large_is_refused_with_both_sizes(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(limits.TEXT_BYTES + 1)
    with pytest.raises(DocumentError, match="has 20000001 bytes, at most 20000000 are read"):
        read_text(path, "a")


# -- plain text --------------------------------------------------------------------------------


def test_a_short_first_line_that_stands_alone_is_the_title(tmp_path: Path) -> None:
    document = text.load(write(tmp_path, "a.txt", "The  Report\n\nIt is about bridges."), "a")
    assert (document.title, document.passages[0].heading) == ("The Report", "The Report")
    assert document.passages[0].sources == (document.source,)


@pytest.mark.parametrize(
    "content",
    ["Ends with a stop.\n\nMore.", "Two\nlines.", "x" * 121 + "\n\nMore.", "One line", "List:\n\nx"],
)
def test_else_the_name_of_the_file_is_the_title_and_passages_have_no_heading(content: str, tmp_path: Path) -> None:
    document = text.load(write(tmp_path, "notes.txt", content), "a")
    assert (document.title, {p.heading for p in document.passages}) == ("notes", {""})


@pytest.mark.parametrize(
    ("content", "language"), [("These are the members.", "en"), ("Das sind die Mitglieder.", "de")]
)
def test_the_language_of_a_text_is_heard(content: str, language: str, tmp_path: Path) -> None:
    document = text.load(write(tmp_path, "a.txt", content), "a")
    assert (document.language, document.passages[0].language) == (language, language)


def test_passages_are_numbered_from_0(tmp_path: Path) -> None:
    document = text.load(write(tmp_path, "a.txt", "One sentence here. " * 200), "a")
    assert [p.passage_id for p in document.passages] == [f"a#{n}" for n in range(len(document.passages))]


# -- bad files ---------------------------------------------------------------------------------


def refused(folder: Path, name: str, content: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        load(write(folder, name, content), name)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_utf_16_without_a_mark_is_told_by_its_zero_bytes(tmp_path: Path) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        assert read_text(write(tmp_path, "a.txt", "Grüße an alle, die dies lesen".encode(encoding)), "a") == (
            "Grüße an alle, die dies lesen"
        )


def test_utf_32_is_read_by_its_mark(tmp_path: Path) -> None:
    assert read_text(write(tmp_path, "a.txt", "Grüße".encode("utf-32")), "a") == "Grüße"


def test_a_zero_byte_far_into_a_text_is_named_with_its_position(tmp_path: Path) -> None:
    assert refused(tmp_path, "a.txt", b"word " * 4000 + b"\x00 more") == (
        "'a.txt' has a zero byte at position 20000, so it is binary or damaged. Save it as UTF-8 text"
    )


def test_compressed_data_without_a_zero_byte_is_binary_too(tmp_path: Path) -> None:
    noise = bytes(b for b in random.Random(1).randbytes(5000) if b)
    assert refused(tmp_path, "a.txt", noise) == "'a.txt' is binary, not text. Convert it to text or Markdown first"


def test_a_text_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(DocumentError, match=r"^'a' has 200000000 bytes, at most 20000000 are read\. Split the file$"):
        load(path, "a")


def test_a_line_of_10_megabytes_is_cut_into_passages_of_bounded_length(tmp_path: Path) -> None:
    document = load(write(tmp_path, "a.txt", "word " * 1_999_000), "a")
    assert max(len(p.text) for p in document.passages) <= 1400
    assert sum(p.text.count("word") for p in document.passages) == 1_999_000


def test_more_characters_than_are_indexed_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DOCUMENT_CHARS", 10)
    assert "'a.txt' has 11 characters of text, at most 10 are read" in refused(tmp_path, "a.txt", b"12345678901")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(DocumentError, match="'a' is no regular file"):
        load(tmp_path / "a.txt", "a")


def test_every_module_of_the_folder_that_can_load_is_registered() -> None:
    names = [found.name for found in pkgutil.iter_modules(loaders.__path__)]
    can_load = {name for name in names if hasattr(import_module(f"indexer.loaders.{name}"), "load")}
    assert {Named(name) for name in can_load} == set(LOADERS.values())


def test_what_some_formats_and_the_web_need_is_not_loaded_before_they_are_read() -> None:
    libraries = {"lxml", "pypdfium2", "openpyxl", "httpx"}
    code = f"import indexer.cli, sys; print(sorted({libraries} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_loader_can_be_loaded_ahead() -> None:
    code = "import sys; from indexer import loaders; loaders.import_all(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    registered = {*LOADERS.values(), *loaders.PROFILE_LOADERS.values(), *loaders.BYTES_LOADERS.values()}
    assert {f"indexer.loaders.{named.module}" for named in registered} <= set(done.stdout.split())
