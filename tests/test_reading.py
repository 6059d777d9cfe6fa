"""The process that reads difficult files: it gives what the loaders give, and its end costs one line."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_files import column, pdf, write

from indexer import limits
from indexer.inputs.reading import Reader
from indexer.loaders import load, load_bytes
from knowledge.errors import DocumentError

PAGE = "<html lang=en><main><h1>Labels</h1><h2 id=a>Gold</h2><p>First words.</p><ul><li>One</li></ul></main></html>"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


def process_of(reader: Reader) -> int:
    assert reader._process is not None
    return reader._process.pid


def test_a_document_comes_back_as_its_loader_gives_it(reader: Reader, tmp_path: Path) -> None:
    page = write(tmp_path / "ü.html", PAGE)
    report = write(
        tmp_path / "a.pdf", pdf(lambda c: void(column(c, ["Some words."])), lambda c: void(column(c, ["More."])))
    )
    assert reader.load(page, "ü.html") == load(page, "ü.html")
    assert reader.load(report, "x/a.pdf") == load(report, "x/a.pdf")


def void(_: object) -> None:
    return None


def test_a_body_from_the_web_comes_back_as_its_loader_gives_it(reader: Reader) -> None:
    known = {"media_type": "text/html", "name": "a", "url": "https://example.org/a"}
    assert reader.load_bytes(PAGE.encode(), "a", **known) == load_bytes(PAGE.encode(), "a", **known)


def test_an_error_comes_back_as_its_line(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^'a\.pdf' is a damaged PDF, or none\."):
        reader.load(write(tmp_path / "a.pdf", "no PDF"), "a.pdf")


def test_plain_text_needs_no_process(tmp_path: Path) -> None:
    with Reader() as fresh:
        assert fresh.load(write(tmp_path / "a.txt", "Words."), "a.txt").text == "Words."
        assert fresh._process is None


def test_a_file_at_which_the_reader_ends_is_one_line_and_the_next_is_read(reader: Reader, tmp_path: Path) -> None:
    page = write(tmp_path / "a.html", PAGE)
    reader.load(page, "a.html")
    os.kill(process_of(reader), signal.SIGSTOP)
    killer = threading.Timer(0.2, os.kill, (process_of(reader), signal.SIGKILL))
    killer.start()
    with pytest.raises(DocumentError, match=r"^'a\.html' .* or ended its reader\. Split the file, or export it again$"):
        reader.load(page, "a.html")
    killer.join()
    assert reader.load(page, "a.html").doc_id == "a.html"


def test_a_file_that_takes_too_long_is_one_line(tmp_path: Path) -> None:
    page = write(tmp_path / "a.html", PAGE)
    with Reader(seconds=0.01) as hasty, pytest.raises(DocumentError, match=r"took more than 0\.01 seconds to read"):
        hasty.load(page, "a.html")


def heavy_page() -> str:
    return "<main>" + "<p>x</p>" * 2_000_000


def test_a_file_that_needs_more_memory_than_the_bound_is_one_line_and_the_next_is_read(tmp_path: Path) -> None:
    heavy, light = write(tmp_path / "heavy.html", heavy_page()), write(tmp_path / "a.html", PAGE)
    with Reader(memory_bytes=200 << 20) as small:
        with pytest.raises(DocumentError, match=r"^'heavy\.html' .* 209715200 bytes of memory"):
            small.load(heavy, "heavy.html")
        assert small.load(light, "a.html").doc_id == "a.html"


def test_the_bound_holds_for_the_largest_inputs_that_are_read(tmp_path: Path) -> None:
    """A page of as many bytes as are read, all of it prose, is read within the bound; its reader says how much it took."""
    sentence = "The advisory board decides on the admission of every cluster. "
    paragraphs = f"<p>{sentence * 10}</p>\n" * (limits.DOCUMENT_CHARS // 640)
    page = write(tmp_path / "a.html", f"<main>{paragraphs}</main>")
    with Reader() as opened:
        opened.load(write(tmp_path / "b.html", PAGE), "b.html")
        idle = _peak(process_of(opened))
        assert len(opened.load(page, "a.html").text) > 0.9 * limits.DOCUMENT_CHARS
        assert _peak(process_of(opened)) - idle < limits.MEMORY_BYTES


def _peak(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return 1024 * int(line.split()[1])
    raise AssertionError("no VmHWM")
