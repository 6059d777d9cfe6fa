"""Which part of a web page is its content, and the content as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from indexer.loaders.blocks import Block, Headings, header_of, row_text
from knowledge.words.text import squeeze

_NEVER = frozenset(
    "script style noscript template svg canvas iframe object audio video form button select input textarea nav menu dialog head".split()
)
_CONTENT = frozenset(("html", "body", "main", "article"))
_ROLES = frozenset("navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar".split())
_WORDS = re.compile(
    r"(?:^|[-_\s])(?:cookies?|consent|breadcrumbs?|share|sharing|social|sidebar|menu|nav|navbar|navigation|footer|skip|skiplinks?|"
    r"related|newsletter|comments?|pagination|pager|print-only|visually-hidden|sr-only|banner|advert|ads|teaser-list)(?:$|[-_\s])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = (
    frozenset(
        """address article blockquote body center dd details div dl dt fieldset figcaption figure footer header hr li main ol p pre
    section summary table tbody td tfoot th thead tr ul html""".split()
    )
    | set(_HEADINGS)
    | _NEVER
    | {"nav", "aside"}
)
_PROSE = 25  # characters from which a block counts as prose
_MAX_SHARE = 0.5  # of the text of a page: what has more is no surrounding, whatever its class says


def without_surroundings(root: Any) -> None:
    """Remove from a page what is not its content: menus, banners, forms, footers, scripts and what is hidden."""
    total = max(1, len(root.text_content()))
    doomed = []
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in _NEVER or _is_hidden(element) or _is_around(element):
            doomed.append(element)
        elif element.tag not in _CONTENT and _WORDS.search(f"{element.get('class', '')} {element.get('id', '')}"):
            doomed += [element] if len(element.text_content()) < _MAX_SHARE * total else []
    for element in doomed:
        element.clear(keep_tail=True)  # to take it out would join texts, and some characters cannot be set again


def _is_hidden(element: Any) -> bool:
    return (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def _is_around(element: Any) -> bool:
    if (element.get("role") or "").casefold() in _ROLES:
        return True
    if element.tag == "header":  # that of an article holds its title
        return not any(above.tag in ("article", "main") for above in element.iterancestors())
    return element.tag in ("footer", "aside")


def main_of(root: Any) -> Any:
    """Return the element that holds the content of a page."""
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = [element for element in root.iterfind(path) if squeeze(element.text_content())]
        if len(found) == 1:
            return found[0]
    body = root.find("body")
    body = root if body is None else body
    scores: dict[Any, float] = {}
    for element in body.iter("p", "li", "td", "dd", "blockquote", "pre"):
        n_chars = len(squeeze(element.text_content()))
        linked = sum(len(squeeze(link.text_content())) for link in element.iter("a"))
        if n_chars - linked < _PROSE:
            continue
        weight = float(n_chars - linked)
        for above in list(element.iterancestors())[:3]:
            scores[above] = scores.get(above, 0.0) + weight
            weight /= 2
    total = sum(len(squeeze(p.text_content())) for p in body.iter("p"))
    best = max(scores, key=lambda e: scores[e], default=body)
    # where prose is spread over the page, all of it is content
    return best if len(squeeze(best.text_content())) >= 0.6 * total else body


def blocks_of(main: Any) -> Iterator[Block]:
    """Yield the blocks of the content in order."""
    return _Walk(main).blocks()


class _Walk:
    def __init__(self, main: Any) -> None:
        self._main = main
        self._headings = Headings()
        self._anchor: str | None = None
        self._text: list[str] = []

    def blocks(self) -> Iterator[Block]:
        """Go through the elements from first to last; a block ends where an element that is one begins or ends."""
        skipped: Any = None
        for event, element in _events(self._main):
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._text.append(element.tail or "")
                continue
            tag = element.tag
            if event == "start" and tag in _HEADINGS:
                yield from self._flush(element)
                self._enter(element)
                skipped = element
            elif event == "start" and tag == "table" and _is_data(element):
                yield from self._flush(element)
                yield from self._rows(element)
                skipped = element
            elif event == "start":
                if tag in _BLOCKS:
                    yield from self._flush(element.getparent())
                elif tag == "br":
                    self._text.append(" ")
                self._text.append(element.text or "")
            else:
                if tag in _BLOCKS:
                    yield from self._flush(element)
                if element is not self._main:
                    self._text.append(element.tail or "")

    def _flush(self, element: Any) -> Iterator[Block]:
        text = squeeze("".join(self._text))
        self._text.clear()
        if text:
            yield Block(text, self._headings.path, "item" if self._in_item(element) else "text", anchor=self._anchor)

    def _in_item(self, element: Any) -> bool:
        while element is not None and element.tag != "li" and element is not self._main:
            element = element.getparent()
        return element is not None and element.tag == "li"

    def _enter(self, element: Any) -> None:
        text = squeeze(element.text_content())
        if not text:
            return
        self._headings.enter(_HEADINGS[element.tag], text)
        named = [element, *element.iter("a")]
        parent = element.getparent()
        if parent is not None and parent is not self._main and parent.tag == "section":
            named.append(parent)
        names = [
            name for found in named if (name := found.get("id") or (found.get("name") if found.tag == "a" else None))
        ]
        self._anchor = quote(names[0]) if names else None

    def _rows(self, table: Any) -> Iterator[Block]:
        grid: list[tuple[str, ...]] = []
        for row in table.iter("tr"):
            cells: list[str] = []
            for cell in row.iterchildren("td", "th"):
                span = cell.get("colspan", "1")
                cells += [squeeze(cell.text_content()), *[""] * (min(int(span), 60) - 1 if span.isdecimal() else 0)]
            if any(cells):
                grid.append(tuple(cells))
        caption = table.find("caption")
        if caption is not None and squeeze(caption.text_content()):
            yield Block(squeeze(caption.text_content()), self._headings.path, anchor=self._anchor)
        header, body = header_of(tuple(grid)) if grid else (None, ())
        for cells_of_row in body:
            text = row_text(cells_of_row, header)
            if text:
                yield Block(text, self._headings.path, "row", anchor=self._anchor)


def _is_data(table: Any) -> bool:
    """Return whether a table holds data; others lay out a page."""
    if next(table.iterdescendants("table"), None) is not None or table.get("role") in ("presentation", "none"):
        return False
    rows = list(table.iter("tr"))
    widths = [len(list(row.iterchildren("td", "th"))) for row in rows]
    longest = max((len(cell.text_content()) for cell in table.iter("td")), default=0)
    return len(rows) > 1 and max(widths, default=0) > 1 and longest < 1500


def _events(main: Any) -> Iterator[tuple[str, Any]]:
    """Yield ("start", element) and ("end", element) in order, without recursion."""
    stack: list[tuple[str, Any]] = [("start", main)]
    while stack:
        event, element = stack.pop()
        yield event, element
        if event == "start":
            stack.append(("end", element))
            stack.extend(("start", child) for child in reversed(element) if isinstance(child.tag, str))
