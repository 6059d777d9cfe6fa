"""How sites are read: robots.txt, certificates, sitemaps."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_server import Page, Site, html, names, options, problem, read, redirect, robots, serving, sitemap

from indexer.web import Collected, collect
from indexer.web.kept import Shelf


@pytest.fixture
def site() -> Iterator[Site]:
    """A server with two pages."""
    with serving({"/a": html("Alpha"), "/b": html("Beta")}) as running:
        yield running


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


# -- robots.txt --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rules",
    ["User-agent: *\nDisallow: /a", "User-agent: clusterbot\nDisallow: /", "User-agent: *\nDisallow: /*a$"],
)
def test_what_robots_txt_forbids_is_not_asked_for(rules: str, site: Site) -> None:
    site.pages["/robots.txt"] = robots(rules)
    assert "is not for robots, says robots.txt of 'site.test'" in problem(site.url("/a"))
    assert site.paths == []


@pytest.mark.parametrize(
    "rules", ["User-agent: *\nDisallow: /\nAllow: /a", "User-agent: other\nDisallow: /", "\xff\x00<html>", ""]
)
def test_what_it_does_not_forbid_is(rules: str, site: Site) -> None:
    site.pages["/robots.txt"] = robots(rules)
    assert len(read(site.url("/a")).documents) == 1


def test_a_redirect_into_what_is_forbidden_is_not_followed(site: Site) -> None:
    site.pages |= {"/robots.txt": robots("User-agent: *\nDisallow: /a"), "/x": redirect("/a")}
    assert "is not for robots" in problem(site.url("/x"))
    assert site.paths == ["/x"]


def test_a_host_whose_rules_cannot_be_read_is_left_alone_and_asked_once(site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"", 503)
    found = read(site.url("/a"), site.url("/b"))
    assert (found.documents, site.asked[1:]) == ((), [])
    assert all("is left alone, since robots.txt cannot be read" in line for line in found.problems)


def test_requests_to_a_host_keep_the_pause_that_it_asks_for(site: Site) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 7")
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    addresses = [site.url(path) for path in ("/a", "/b", "/c")]
    collect(addresses, None, options=options(pause_s=1.0), resolver=names(), sleep=sleep)
    first, second = waited  # behind /a and /b; nothing has slept, so that they add up
    assert (6.0 < first <= 7.0, 13.0 < second <= 14.0) == (True, True)


def test_a_host_may_not_ask_for_a_pause_without_end(site: Site) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 86400")
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    collect([site.url("/a"), site.url("/b")], None, options=options(most_pause_s=9.0), resolver=names(), sleep=sleep)
    assert [wait <= 9.0 for wait in waited] == [True]


# -- encryption --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a key and a certificate for site.test."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificate, is not installed")
    key, certificate = (tmp_path_factory.mktemp("tls") / name for name in ("key.pem", "certificate.pem"))
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=site.test"
    names_it = ["-addext", "subjectAltName=DNS:site.test", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command.split(), *names_it], check=True, capture_output=True, timeout=60)
    both = key.with_name("both.pem")
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    return both


def read_encrypted(certificate: Path, pages: dict[str, Page], host: str) -> Collected:
    """Read /a of an encrypted server that has the certificate, under the name `host`."""
    server, trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=certificate)
    server.load_cert_chain(certificate)
    with serving(pages, tls=server) as site:
        address = site.url("/a", host=host, scheme="https")
        return collect([address], None, options=options(), resolver=names(), trust=trust)


def test_the_certificate_is_checked_for_the_name_although_the_connection_goes_to_an_ip(certificate: Path) -> None:
    assert [d.title for d in read_encrypted(certificate, {"/a": html("Alpha")}, "site.test").documents] == ["Alpha"]
    found = read_encrypted(certificate, {"/a": html("Alpha")}, "other.test")
    assert (found.documents, "its certificate is not valid" in found.problems[0]) == ((), True)


def test_a_redirect_that_gives_encryption_up_is_refused(certificate: Path) -> None:
    found = read_encrypted(certificate, {"/a": redirect("http://site.test/a")}, "site.test")
    assert (found.documents, "redirects to the unencrypted 'http://site.test/a'" in found.problems[0]) == ((), True)


# -- a site ------------------------------------------------------------------------------------


def pages_of(found: Collected, site: Site) -> list[str]:
    return [d.doc_id.removeprefix(site.url("")) for d in found.documents]


def test_a_site_is_what_its_sitemap_names(site: Site) -> None:
    site.pages["/sitemap.xml"] = sitemap(site.url("/b"), site.url("/a"), site.url("/a#x"))
    found = read(site.url("/"), whole_site=True)
    assert (pages_of(found, site), found.problems) == (["/b", "/a"], ())


def test_sitemaps_named_by_robots_txt_and_by_an_index_are_read(site: Site) -> None:
    site.pages |= {
        "/robots.txt": robots(f"Sitemap: {site.url('/maps.xml')}"),
        "/maps.xml": sitemap(site.url("/one.xml.gz"), site.url("/two.txt"), site.url("/maps.xml"), index=True),
        "/one.xml.gz": Page(gzip.compress(sitemap(site.url("/a")).body), headers={"Content-Type": "application/gzip"}),
        "/two.txt": Page(f"{site.url('/b')}\n".encode(), headers={"Content-Type": "text/plain"}),
    }
    found = read(site.url("/"), whole_site=True)
    assert (pages_of(found, site), found.problems) == (["/a", "/b"], ())


def test_pages_of_other_hosts_and_above_the_address_given_are_left_out(site: Site) -> None:
    site.pages |= {
        "/sub/c": html("Gamma"),
        "/sitemap.xml": sitemap(site.url("/a"), site.url("/sub/c"), site.url("/sub/c", host="other.test"), "ftp://x"),
    }
    assert pages_of(read(site.url("/sub/"), whole_site=True), site) == ["/sub/c"]


def test_a_page_of_a_site_that_fails_leaves_the_others(site: Site) -> None:
    site.pages["/sitemap.xml"] = sitemap(site.url("/a"), site.url("/gone"), site.url("/b"))
    found = read(site.url("/"), whole_site=True)
    assert pages_of(found, site) == ["/a", "/b"]
    assert [line.split(" ")[0] for line in found.problems] == [repr(site.url("/gone"))]


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (Page(b"", 404), "has no sitemap at"),
        (sitemap(), "its sitemaps name no page under this address"),
        (sitemap("https://elsewhere.test/"), "its sitemaps name no page under this address"),
        (Page(b"<urlset><url>"), "is no XML"),
        (Page(b"<a>" * 100_000), "is nested deeper than sitemaps are"),
        (Page(f'<!DOCTYPE w [<!ENTITY e0 "aaaaaaaaaa">{BOMB}]><urlset>&e11;</urlset>'.encode()), "is no XML"),
        (Page(b"\x1f\x8bnone"), "is no gzip file although it begins like one"),
        (Page(gzip.compress(bytes(2_000_000))), "unpacks to more than 1000000 bytes"),
    ],
)  # fmt: skip
def test_a_sitemap_that_cannot_be_read_is_one_line(page: Page, message: str, site: Site) -> None:
    site.pages["/sitemap.xml"] = page
    assert message in problem(site.url("/"), whole_site=True, sitemap_bytes=1_000_000)


def test_a_site_with_too_many_pages_is_read_up_to_the_limit(site: Site) -> None:
    site.pages["/sitemap.xml"] = sitemap(site.url("/a"), site.url("/b"), site.url("/c"))
    found = read(site.url("/"), whole_site=True, site_pages=2)
    assert pages_of(found, site) == ["/a", "/b"]
    assert found.problems == (f"{site.url('/')!r} has more than 2 pages, the others are not read. Give parts of it",)


def test_copies_of_a_site_whose_sitemap_cannot_be_read_are_kept(site: Site, data: Path) -> None:
    site.pages["/sitemap.xml"] = sitemap(site.url("/a"))
    read(site.url("/"), data=data, whole_site=True)
    site.pages["/sitemap.xml"] = Page(b"", 503)
    read(site.url("/"), data=data, whole_site=True)
    assert Shelf(data).get(site.url("/a")) is not None


def test_a_host_that_fails_again_and_again_is_left_alone_for_the_run(site: Site, data: Path) -> None:
    pages = [f"/{n}" for n in range(6)]
    site.pages |= {path: html(f"Page {path[1:]}") for path in pages}
    addresses = [site.url(path) for path in pages]
    read(*addresses, data=data)
    site.pages |= dict.fromkeys(pages, Page(b"", 503))
    site.asked.clear()
    found = read(*addresses, data=data, failures=2)
    assert (site.paths, len(found.documents)) == (["/0", "/1"], 6)
    assert found.problems[2:] == (
        "host 'site.test' failed 2 times in a row, so 4 more of its pages were not asked for. "
        "Copies are used where there are any: try again later",
    )


def test_a_page_in_between_that_answers_ends_the_row(site: Site) -> None:
    site.pages |= {"/x": Page(b"", 503), "/y": Page(b"", 503)}
    read(*(site.url(path) for path in ("/x", "/gone", "/y", "/b")), failures=2)
    assert site.paths == ["/x", "/gone", "/y", "/b"]
