"""HTML: the main content of a page, with its title, publisher, date, language and the address of each section.

The main content is what stands in `main`, else in the one `article`, else in the element that has the most prose. Menus,
banners, forms, footers and what is hidden are left out.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import lxml.html
from lxml import etree

from indexer import limits
from indexer.loaders.blocks import assemble
from indexer.loaders.files import decode, empty, read_bytes
from indexer.loaders.html_content import blocks_of, main_of, without_surroundings
from knowledge.errors import DocumentError
from knowledge.records import LANGUAGES, Document, Language, Source
from knowledge.words.dates import check_date
from knowledge.words.text import squeeze

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.I)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_HEAD_BYTES = 4096
_DATES = (
    "article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "date",
)
_PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name")
_ISO_DATE = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?!\d)")
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_SITE_SUFFIX = re.compile(r"\s+[|–—·»]\s+|\s+-\s+")


def load(path: Path, doc_id: str) -> Document:
    """Return the document in an HTML file. Raises `DocumentError` when it is binary, empty or too deeply nested."""
    return load_bytes(read_bytes(path, doc_id, limits.TEXT_BYTES), doc_id, name=path.stem)


def load_bytes(data: bytes, doc_id: str, *, name: str, url: str | None = None, charset: str | None = None) -> Document:
    """Return the document in the web page `data`, as `load` does. `charset` is what the server said."""
    root = _parsed(data, doc_id, charset)
    meta = _meta(root)
    language = _language(root)
    stated_title = squeeze(root.findtext(".//title") or "")
    published = _date(meta, root)
    address = url or _canonical(root)
    without_surroundings(root)
    main = main_of(root)
    blocks = list(blocks_of(main))
    if not blocks:
        raise empty(doc_id)
    title = _title(main, meta.get("og:title", ""), stated_title) or name
    publisher = next((meta[key] for key in _PUBLISHERS if meta.get(key)), None)
    source = Source(title=title, publisher=publisher, date=published, url=address)
    return assemble(doc_id, title, blocks, source, language)


def _parsed(data: bytes, doc_id: str, charset: str | None) -> Any:
    found = _META_CHARSET.search(data[:_HEAD_BYTES]) or _XML_CHARSET.search(data[:_HEAD_BYTES])
    text = decode(data, doc_id, charset=charset or (found[1].decode() if found else None))
    text = _XML_DECLARATION.sub("", text.lstrip("\ufeff"))
    if not text.strip():
        raise empty(doc_id)
    # in UTF-8, so that what the page says of its encoding means nothing any more
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        _require_whole(parser, doc_id)
        raise empty(doc_id) from error
    _require_whole(parser, doc_id)
    return root


def _require_whole(parser: Any, doc_id: str) -> None:
    """Raise what made the parser stop early: it would give the beginning of the page as if it were all."""
    if any(entry.type == etree.ErrorTypes.ERR_NO_MEMORY for entry in parser.error_log):
        raise MemoryError
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise DocumentError(
            f"{doc_id!r} has more than {limits.XML_DEPTH} elements inside each other. Save its text as a file of its own"
        )


def _meta(root: Any) -> dict[str, str]:
    """Return what the page says about itself, by name in small letters."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        if key and element.get("content"):
            found.setdefault(key.casefold(), squeeze(element.get("content")))
    return found


def _language(root: Any) -> Language | None:
    stated = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").casefold()[:2]
    return next((language for language in LANGUAGES if language == stated), None)


def _date(meta: dict[str, str], root: Any) -> str | None:
    times = [element.get("datetime") or "" for element in root.iter("time")]
    for value in (*(meta.get(key, "") for key in _DATES), *times[:1]):
        iso, german = _ISO_DATE.match(value), _GERMAN_DATE.match(value)
        date = iso[1] if iso else f"{german[3]}-{int(german[2]):02}-{int(german[1]):02}" if german else None
        try:
            if date:
                return check_date(date)
        except ValueError:
            continue
    return None


def _canonical(root: Any) -> str | None:
    """Return the address that a saved page gives as its own."""
    for element in root.iter("link"):
        if (element.get("rel") or "").casefold() == "canonical":
            address = (element.get("href") or "").strip()
            try:
                parts = urlsplit(address)
            except ValueError:
                return None
            if parts.scheme in ("http", "https") and parts.netloc and not re.search(r"\s", address):
                return quote(address, safe=":/?#[]@!$&'()*+,;=%~-._")
    return None


def _title(main: Any, shared: str, stated: str) -> str:
    """Return the only first heading of the content, else the title for sharing, else that of the window without the site."""
    firsts = [text for element in main.iter("h1") if (text := squeeze(element.text_content()))]
    if len(firsts) == 1:
        return firsts[0]
    return shared or max(_SITE_SUFFIX.split(stated), key=len, default="")
