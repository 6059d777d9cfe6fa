"""Web addresses as documents: one page, redirects, private addresses, and each way in which it fails."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_network
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_server import Names, Page, Site, html, problem, read, redirect, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """A server with two pages."""
    with serving({"/a": html("Alpha"), "/b": html("Beta")}) as running:
        yield running


# -- one page ----------------------------------------------------------------------------------


def test_a_page_is_a_document_named_by_its_address(site: Site) -> None:
    found = read(site.url("/a#part"))
    (document,) = found.documents
    assert found.problems == ()
    assert (document.doc_id, document.title) == (site.url("/a"), "Alpha")
    assert "what is known about Alpha" in document.text
    assert document.source is not None
    assert document.source.url == site.url("/a")


def test_the_server_is_told_who_asks(site: Site) -> None:
    read(site.url("/a"), user_agent="clusterbot/1 (+me)")
    assert [(path, headers["user-agent"]) for path, headers in site.asked] == [
        ("/robots.txt", "clusterbot/1 (+me)"),
        ("/a", "clusterbot/1 (+me)"),
    ]
    assert site.asked[1][1]["host"] == f"site.test:{site.port}"


def test_an_address_that_fails_leaves_the_others(site: Site) -> None:
    found = read(site.url("/gone"), "ftp://x", site.url("/b"))
    assert [d.doc_id for d in found.documents] == [site.url("/b")]
    assert [line.split(" ")[0] for line in found.problems] == [repr(site.url("/gone")), "'ftp://x'"]


def test_an_address_given_twice_is_asked_for_once(site: Site) -> None:
    assert len(read(site.url("/a"), site.url("/a#x")).documents) == 1
    assert site.paths == ["/a"]


def test_no_cookie_is_sent_back(site: Site) -> None:
    site.pages["/a"] = html("Alpha", Set_Cookie="id=1; Path=/")
    read(site.url("/a"), site.url("/b"))
    assert all("cookie" not in headers for _, headers in site.asked)


# -- redirects ---------------------------------------------------------------------------------


def test_a_redirect_is_followed_and_the_page_cited_where_it_is(site: Site) -> None:
    site.pages["/old"] = redirect("/a")
    (document,) = read(site.url("/old")).documents
    assert document.doc_id == site.url("/old")
    assert document.source is not None
    assert document.source.url == site.url("/a")


def test_two_addresses_of_one_page_are_one_document(site: Site) -> None:
    site.pages["/old"] = redirect("/a")
    assert [d.doc_id for d in read(site.url("/old"), site.url("/a")).documents] == [site.url("/old")]


def test_redirects_for_ever_are_refused(site: Site) -> None:
    site.pages["/x"] = redirect("/y")
    site.pages["/y"] = redirect("/x")
    line = problem(site.url("/x"), redirects=5)
    assert line == f"{site.url('/x')!r} redirects more than 5 times. Give the address that it ends at"
    assert site.paths == ["/x", "/y"] * 3


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "javascript:alert(1)", "ftp://site.test/", "http://u:p@site.test/"]
)
def test_a_redirect_to_no_web_address_is_refused(target: str, site: Site) -> None:
    site.pages["/x"] = redirect(target)
    assert "which is no web address. Give another" in problem(site.url("/x"))


# -- private addresses -------------------------------------------------------------------------


def test_a_private_address_is_refused_without_asking_it(site: Site) -> None:
    line = problem(site.url("/a"), allow_private=())
    assert line == (
        f"{site.url('/a')!r}: host 'site.test' has the private address 127.0.0.1, which is not read. "
        "Allow it with CLUSTERBOT_ALLOW_PRIVATE if it is meant"
    )
    assert site.asked == []


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://other.test/"]
)
def test_a_redirect_to_a_private_address_is_refused(target: str, site: Site) -> None:
    site.pages["/x"] = redirect(target)
    resolver = Names(
        site_test=[["127.0.0.1"]],
        other_test=[["192.168.0.1"]],
        **{"10_0_0_1": [["10.0.0.1"]], "169_254_169_254": [["169.254.169.254"]], "::1": [["::1"]]},
    )
    assert "has the private address" in problem(site.url("/x"), resolver=resolver)


def test_a_name_that_changes_to_a_private_address_is_refused(site: Site) -> None:
    with serving({"/a": html("Secret")}, ip="127.0.0.2", port=site.port) as secret:
        resolver = Names(site_test=[["127.0.0.1"], ["127.0.0.2"]])  # robots.txt first, then the page
        line = problem(site.url("/a"), resolver=resolver, allow_private=(ip_network("127.0.0.1/32"),))
        assert "has the private address 127.0.0.2" in line
        assert secret.asked == []


def test_each_request_goes_to_the_address_that_was_checked_for_it(site: Site) -> None:
    with serving({"/a": html("Secret")}, ip="127.0.0.2", port=site.port) as secret:
        # who looks a name up once to check and once more to connect is led to the second server
        resolver = Names(site_test=[["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2"]])
        (document,) = read(site.url("/a"), resolver=resolver).documents
        assert (document.title, resolver.looked_up, secret.asked) == ("Alpha", ["site.test"] * 2, [])


def test_another_address_of_a_name_is_tried_where_the_first_does_not_answer(site: Site) -> None:
    resolver = Names(site_test=[["127.0.0.9", "127.0.0.1"]])
    assert [d.title for d in read(site.url("/a"), resolver=resolver).documents] == ["Alpha"]


# -- limits ------------------------------------------------------------------------------------


def hangs(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1)


def drips(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte of a page now and then, without end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Send 10 GB."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(10_000):
        handler.wfile.write(bytes(1_000_000))


def boasts(handler: BaseHTTPRequestHandler) -> None:
    """Announce 10 GB."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "10000000000")
    handler.end_headers()


def breaks_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"short")
    handler.close_connection = True


def no_http(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0-server\r\n\r\n")
    handler.close_connection = True


def bad_gzip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", "9")
    handler.end_headers()
    handler.wfile.write(b"not gzip!")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (hangs, "cannot be had: it does not answer. Check the address, or try again later"),
        (drips, "has not answered whole in 0.5 seconds. Try again later"),
        (endless, "has more than 1000000 bytes, the most that is read. Give parts of it"),
        (boasts, "has 10000000000 bytes, at most 1000000 are read. Give parts of it"),
        (breaks_off, "cannot be had: its answer is cut off or malformed. Check the address, or try again later"),
        (no_http, "cannot be had: its answer is cut off or malformed. Check the address, or try again later"),
        (bad_gzip, "cannot be had: its compression is damaged. Check the address, or try again later"),
    ],
)
def test_an_answer_that_does_not_end_well_is_one_line(answer: Any, message: str, site: Site) -> None:
    site.pages["/x"] = answer
    limits = {"idle_s": 0.3, "total_s": 0.5 if answer is drips else 5.0, "page_bytes": 1_000_000}
    assert problem(site.url("/x"), **limits) == f"{site.url('/x')!r} {message}"


def test_a_small_answer_that_unpacks_to_a_large_one_is_refused(site: Site) -> None:
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    site.pages["/x"] = Page(gzip.compress(bytes(50_000_000)), headers=headers)
    assert "has more than 1000000 bytes" in problem(site.url("/x"), page_bytes=1_000_000)


def test_a_server_that_is_not_there_is_one_line(site: Site) -> None:
    resolver = Names(site_test=[["127.0.0.9"]])
    assert "cannot be had: the connection failed" in problem(site.url("/a"), resolver=resolver)


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (Page(b"", 404), "is not there (status 404). Remove it, or correct the address"),
        (Page(b"", 403), "is not given out (status 403)"),
        (Page(b"", 503), "cannot be had now (status 503). Try again later"),
        (Page(b"", 429), "cannot be had now (status 429). Try again later"),
        (Page(b"x", headers={"Content-Type": "video/mp4"}), "is of the type 'video/mp4'. Types that can be read: application/pdf"),
        (Page(b"x"), "does not say of what type it is (''), and is no PDF. Save it as a file"),
        (Page(b"%PDF-1.7", headers={"Content-Type": "text/html"}), "says that it is 'text/html' and sends a PDF"),
        (Page(b"<html>", headers={"Content-Type": "application/pdf"}), "says that it is 'application/pdf' and sends something else"),
        (Page(b"", 304), "says that it has not changed, but was never read"),
    ],
)  # fmt: skip
def test_what_is_no_readable_page_is_one_line(page: Page, message: str, site: Site) -> None:
    site.pages["/x"] = page
    assert problem(site.url("/x")).startswith(f"{site.url('/x')!r} {message}")


HEADS = [
    b"",
    b"HTTP/1.1 200 OK\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: ",
]


@given(st.sampled_from(HEADS), st.binary(max_size=100))
@settings(max_examples=20)
def test_any_bytes_give_a_document_or_one_line(head: bytes, data: bytes) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head + data)
        handler.close_connection = True

    with serving({"/x": answer}) as site:
        found = read(site.url("/x"), idle_s=0.3)
    assert len(found.documents) + len(found.problems) == 1
    assert "\n" not in "".join(found.problems)
