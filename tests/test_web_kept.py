"""What is kept of web pages between runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from web_server import Page, Site, html, names, options, read, redirect, serving

from indexer.web import collect
from indexer.web.kept import Shelf


@pytest.fixture
def site() -> Iterator[Site]:
    """A server with two pages."""
    with serving({"/a": html("Alpha"), "/b": html("Beta")}) as running:
        yield running


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_what_has_not_changed_is_not_sent_again(site: Site, data: Path) -> None:
    site.pages["/a"] = html("Alpha", ETag='"1"', Last_Modified="Wed, 01 Jan 2025 00:00:00 GMT")
    first = read(site.url("/a"), data=data)
    again = read(site.url("/a"), data=data)
    assert (first.unchanged, again.unchanged) == (0, 1)
    assert again.documents == first.documents
    headers = site.asked[-1][1]
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"1"', "Wed, 01 Jan 2025 00:00:00 GMT")


def test_what_has_changed_is_read_anew(site: Site, data: Path) -> None:
    site.pages["/a"] = html("Alpha", ETag='"1"')
    read(site.url("/a"), data=data)
    site.pages["/a"] = html("Alpha two", ETag='"2"')
    found = read(site.url("/a"), data=data)
    assert ([d.title for d in found.documents], found.unchanged) == (["Alpha two"], 0)


def test_a_mark_is_sent_only_to_the_address_that_gave_it(site: Site, data: Path) -> None:
    site.pages |= {"/a": html("Alpha", ETag='"1"'), "/old": redirect("/a")}
    read(site.url("/old"), data=data)
    assert read(site.url("/old"), data=data).unchanged == 1
    assert [headers.get("if-none-match") for path, headers in site.asked if path == "/old"] == [None, None]


def test_a_page_that_cannot_be_had_is_read_from_its_copy_and_that_is_said(site: Site, data: Path) -> None:
    before = read(site.url("/a"), data=data)
    site.pages["/a"] = Page(b"", 503)
    found = read(site.url("/a"), data=data)
    assert found.documents == before.documents
    assert found.problems[0].startswith(
        f"{site.url('/a')!r} cannot be had now (status 503). Try again later. The copy of 2"
    )


@pytest.mark.parametrize("page", [Page(b"", 404), Page(b"", 410), Page(b"x", headers={"Content-Type": "video/mp4"})])
def test_a_page_that_is_gone_or_something_else_leaves_nothing_behind(page: Page, site: Site, data: Path) -> None:
    read(site.url("/a"), data=data)
    site.pages["/a"] = page
    assert read(site.url("/a"), data=data).documents == ()
    assert list((data / "web").iterdir()) == []


def test_what_is_no_longer_given_is_forgotten(site: Site, data: Path) -> None:
    read(site.url("/a"), site.url("/b"), data=data)
    read(site.url("/b"), data=data)
    shelf = Shelf(data)
    assert (shelf.get(site.url("/a")), shelf.get(site.url("/b")) is None) == (None, False)
    assert len(list((data / "web").iterdir())) == 2


def test_nothing_is_written_where_nothing_is_to_be_kept(site: Site, data: Path) -> None:
    collect([site.url("/a")], data, options=options(), resolver=names(), keep=False)
    assert not data.exists()


@pytest.mark.parametrize("damage", [b"", b"{}", b"other"])
@pytest.mark.parametrize("kind", ["json", "body"])
def test_a_damaged_copy_counts_as_none(kind: str, damage: bytes, site: Site, data: Path) -> None:
    site.pages["/a"] = html("Alpha", ETag='"1"')
    read(site.url("/a"), data=data)
    (path,) = (data / "web").glob(f"*.{kind}")
    path.write_bytes(damage)
    found = read(site.url("/a"), data=data)
    assert ([d.title for d in found.documents], found.unchanged) == (["Alpha"], 0)
