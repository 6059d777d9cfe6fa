"""HTML: the main content, what a page says about itself, and pages that cannot be read."""

from __future__ import annotations

import pytest

from indexer.loaders import html as loader
from knowledge.errors import DocumentError
from knowledge.records import Document

PROSE = "The advisory board decides on the admission of every cluster, after it has read what an expert wrote. "


def read(body: str, head: str = "", *, attributes: str = "", url: str | None = None) -> Document:
    page = f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>"
    return loader.load_bytes(page.encode(), "a.html", name="a", url=url)


def text_of(body: str) -> str:
    return read(body).text


# -- the main content --------------------------------------------------------------------------


AROUND = (
    "<nav><ul><li>Menu</li></ul></nav>",
    "<footer>Imprint</footer>",
    "<aside>Also read</aside>",
    "<div role='navigation'>Menu</div>",
    "<div class='cookie-banner'>We use cookies</div>",
    "<div id='breadcrumb'>Home</div>",
    "<script>alert(1)</script>",
    "<style>p { color: red }</style>",
    "<noscript>Switch it on</noscript>",
    "<form><input value='x'><button>Send</button></form>",
    "<p hidden>Hidden</p>",
    "<p style='display: none'>Hidden</p>",
    "<p aria-hidden='true'>Hidden</p>",
    "<!-- a comment -->",
    "<template><p>Not shown</p></template>",
    "<svg><text>Drawn</text></svg>",
)


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(
    "page",
    ["{around}<main><p>{prose}</p></main>", "<p>{prose}</p>{around}", "<article>{around}<p>{prose}</p></article>"],
)
def test_what_surrounds_the_content_is_left_out(page: str, around: str) -> None:
    assert text_of(page.format(around=around, prose=PROSE)) == PROSE.strip()


def test_the_header_of_the_site_is_left_out_and_that_of_an_article_is_read() -> None:
    body = f"<header><p>Site</p></header><article><header><p>By the office</p></header><p>{PROSE}</p></article>"
    assert text_of(body) == f"By the office\n\n{PROSE.strip()}"


def test_without_main_and_article_the_element_with_the_most_prose_counts() -> None:
    links = "".join(f"<li><a href='/{n}'>A link to page number {n} of this site</a></li>" for n in range(40))
    body = f"<div><ul>{links}</ul></div><div><h1>Admission</h1><p>{PROSE * 2}</p><p>{PROSE}</p></div>"
    assert text_of(body) == f"{(PROSE * 2).strip()}\n\n{PROSE.strip()}"


def test_a_class_that_sounds_like_a_menu_does_not_cost_the_text_of_the_page() -> None:
    assert text_of(f"<div class='has-sidebar'><p>{PROSE}</p></div>") == PROSE.strip()
    assert text_of(f"<div class='sidebar'><p>{PROSE}</p></div>") == PROSE.strip()


def test_paragraphs_lists_and_breaks_keep_their_form() -> None:
    body = "<main><p>These are <b>the</b>\n rules:</p><ul><li>one<ul><li>one a</li></ul></li><li>two</li></ul>loose<br>words<div>a block</div></main>"
    assert text_of(body) == "These are the rules:\n- one\n- one a\n- two\n\nloose words\n\na block"


def test_markup_that_is_written_as_text_stays_text() -> None:
    assert text_of("<main><p>&lt;b&gt; &amp; &quot;x&quot; &nbsp;&uuml;</p></main>") == '<b> & "x" ü'


def test_headings_are_the_path_and_their_ids_the_place_in_the_address() -> None:
    body = "<main><h1>Labels</h1><p>First.</p><h2 id='gold'>Gold</h2><p>Second.</p><section id='s 1'><h2>Silver</h2><p>Third.</p></section><h2>Bronze</h2><p>Fourth.</p></main>"
    passages = read(body, url="https://example.org/a").passages
    assert [(p.heading, p.sources[0].section, p.sources[0].url) for p in passages] == [
        ("Labels", None, "https://example.org/a"),
        ("Labels › Gold", "Gold", "https://example.org/a#gold"),
        ("Labels › Silver", "Silver", "https://example.org/a#s%201"),
        ("Labels › Bronze", "Bronze", "https://example.org/a"),
    ]


def test_a_data_table_is_one_line_a_row_with_its_caption_before() -> None:
    body = "<main><table><caption>Numbers</caption><tr><th>Year<th>Clusters<tr><td>2012<td>96<tr><td>2013<td></table></main>"
    assert text_of(body) == "Numbers\n\nYear: 2012; Clusters: 96\nYear: 2013"


def test_a_table_that_lays_out_the_page_is_read_as_text() -> None:
    assert text_of(
        "<main><table role=presentation><tr><td><p>One.</p><td><p>Two.</p><tr><td>Three.</table></main>"
    ) == ("One.\n\nTwo.\n\nThree.")


# -- what a page says about itself -------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Admission | go-cluster</title>", "", "go-cluster"),
        ("<title>Admission of clusters – BMWK</title>", "", "Admission of clusters"),
        ("<title>x</title><meta property='og:title' content='Shared'>", "", "Shared"),
        ("<title>x</title><meta property='og:title' content='Shared'>", "<h1>The <i>page</i></h1>", "The page"),
        ("<title>x y</title>", "<h1>One</h1><h1>Two</h1>", "x y"),
        ("", "", "a"),
    ],
)
def test_the_title_is_that_of_the_content_else_that_of_the_window(head: str, body: str, title: str) -> None:
    assert read(f"<main>{body}<p>{PROSE}</p></main>", head).title == title


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("<meta property='article:published_time' content='2023-05-04T10:00:00+02:00'>", "2023-05-04"),
        ("<meta name='DC.date' content='2021-03'>", "2021-03"),
        ("<meta name='date' content='04.05.2022'>", "2022-05-04"),
        ("<meta name='date' content='2023-13-45'>", None),
        ("<meta name='date' content='yesterday'>", None),
        ("", None),
    ],
)
def test_the_date_is_the_one_of_publication(head: str, date: str | None) -> None:
    source = read(f"<p>{PROSE}</p>", head).source
    assert source is not None
    assert source.date == date


def test_a_time_in_the_text_is_the_date_where_the_head_has_none() -> None:
    source = read(f"<main><time datetime='2020-02-29'>then</time><p>{PROSE}</p></main>").source
    assert source is not None
    assert source.date == "2020-02-29"


@pytest.mark.parametrize(
    ("attributes", "language"), [("lang='de-DE'", "de"), ("lang=EN", "en"), ("lang=fr", "en"), ("", "en")]
)
def test_the_language_is_the_stated_one_else_the_one_heard(attributes: str, language: str) -> None:
    assert read(f"<p>{PROSE}</p>", attributes=attributes).language == language


def test_publisher_and_canonical_address_are_taken_over() -> None:
    head = "<meta property='og:site_name' content='The Ministry'><link rel='canonical' href='https://example.org/a'>"
    source = read(f"<p>{PROSE}</p>", head).source
    assert source is not None
    assert (source.publisher, source.url) == ("The Ministry", "https://example.org/a")


def test_the_address_that_a_page_was_fetched_from_counts_more_than_its_own_word() -> None:
    head = "<link rel='canonical' href='https://elsewhere.example/a'>"
    source = read(f"<p>{PROSE}</p>", head, url="https://example.org/b").source
    assert source is not None
    assert source.url == "https://example.org/b"


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "/relative", "https://[broken", "http://", "file:///etc/passwd"]
)
def test_an_address_that_is_none_of_the_web_is_passed_over(href: str) -> None:
    source = read(f"<p>{PROSE}</p>", f"<link rel=canonical href='{href}'>").source
    assert source is not None
    assert source.url is None


# -- encodings and pages that cannot be read ---------------------------------------------------

UMLAUTS = "<p>Über die Aufnahme entscheidet der Beirat – „so“.</p>"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (UMLAUTS.encode(), None),
        (UMLAUTS.encode("cp1252"), None),
        (UMLAUTS.encode("utf-16"), None),
        (b"\xef\xbb\xbf" + UMLAUTS.encode(), "iso-8859-1"),
        (UMLAUTS.encode("cp1252"), "windows-1252"),
        (f"<meta charset='windows-1252'>{UMLAUTS}".encode("cp1252"), None),
        (f'<?xml version="1.0" encoding="UTF-8"?><html>{UMLAUTS}</html>'.encode(), None),
        (UMLAUTS.encode(), "no-such-charset"),
        (f"<meta charset='utf-16'>{UMLAUTS}".encode(), "unicode_escape"),
    ],
)
def test_umlauts_come_out_right_whatever_the_page_says(data: bytes, charset: str | None) -> None:
    document = loader.load_bytes(data, "a.html", name="a", charset=charset)
    assert document.text == "Über die Aufnahme entscheidet der Beirat – „so“."


def refused(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        loader.load_bytes(data, "a.html", name="a")
    return str(caught.value)


@pytest.mark.parametrize(
    "data", [b"<html></html>", b"<!-- x -->", b"<script>x</script>", b" \n", b"<main></main>", b"<?xml?>"]
)
def test_a_page_without_text_is_empty(data: bytes) -> None:
    assert refused(data) == "'a.html' is empty. Remove it, or give it a text"


@pytest.mark.parametrize("close", [True, False])
def test_elements_nested_without_end_are_refused(close: bool) -> None:
    data = b"<div>" * 100_000 + b"deep" + b"</div>" * 100_000 * close
    assert refused(data) == (
        "'a.html' has more than 256 elements inside each other. Save its text as a file of its own"
    )


def test_a_binary_file_is_refused() -> None:
    assert refused(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 50) == (
        "'a.html' is binary, not text. Convert it to text or Markdown first"
    )
