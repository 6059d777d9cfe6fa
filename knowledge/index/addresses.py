"""Addresses that open at the place of a quotation: a page of a PDF, or the words on a web page."""

from __future__ import annotations

from urllib.parse import quote as encoded

from knowledge.records import Passage, Source

_WHOLE_WORDS = 8  # quotations up to this long stand in the address whole, of others the first and last words
_END_WORDS = 4
_FRAGMENT = ":~:text="


def address_at(passage: Passage, source: Source, quote: str) -> str | None:
    """Return the address of `source` that opens where `quote` stands; None: the source has no address.

    Statements are worded by those who wrote the corpus, so their words are not looked for on the page of their source.
    """
    url = source.url
    if url is None or source.page is not None or passage.kind != "text" or _FRAGMENT in url:
        return url
    words = _prose(quote).split()
    if not words:
        return url
    joiner = "" if "#" in url else "#"
    if len(words) <= _WHOLE_WORDS:
        return f"{url}{joiner}{_FRAGMENT}{_encoded(words)}"
    return f"{url}{joiner}{_FRAGMENT}{_encoded(words[:_END_WORDS])},{_encoded(words[-_END_WORDS:])}"


def _prose(quote: str) -> str:
    """Return the first line that stands on the page as it stands here: without the mark of a list item, no table row."""
    for line in quote.split("\n"):
        text = line.removeprefix("- ").strip()
        if text and not (": " in text and "; " in text):
            return text
    return ""


def _encoded(words: list[str]) -> str:
    # - and , mean something in a text fragment, and quote leaves them as they are
    return encoded(" ".join(words), safe="").replace("-", "%2D")
