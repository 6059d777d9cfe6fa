"""The footnotes of programme pages: one line of fields, readable as it stands and checked when it is loaded.

    [^pub-seminars]: *Title* | Publisher | 2023-01 | p. 26-29 | section: Services | as of 2022-10 | <…>

The first field is the title, the second the publisher: empty when there is none, or already a bare date or an
address. From the third on, a bare ISO date is the date of the source, and the others begin with their name,
in English or German: `p.`/`S.`, `section:`/`Abschnitt:`, `as of`/`Stand` (a period: see `knowledge.words.dates`),
`until`/`gültig bis`, `supersedes`/`ersetzt` and `compares`/`vergleicht` (fact ids, separated by spaces), and
the address in angle brackets. A bar inside a field is written `\\|`. Only the title must be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.errors import DocumentError
from knowledge.records import Source
from knowledge.words.dates import check_date, check_period

_BAR = re.compile(r"(?<=\s)\|(?=\s|$)")
_DATE = re.compile(r"^[0-9]{4}(-[0-9]{2}){0,2}$")
_NAMED = (
    ("page", re.compile(r"^(?:p\.|pp\.|S\.)\s*(.+)$")),
    ("section", re.compile(r"^(?:section:|Abschnitt:)\s*(.+)$", re.I)),
    ("as_of", re.compile(r"^(?:as of|Stand)\s+(.+)$", re.I)),
    ("valid_until", re.compile(r"^(?:until|gültig bis)\s+(\S+)$", re.I)),
    ("compares", re.compile(r"^(?:compares|vergleicht)\s+(.+)$", re.I)),
    ("supersedes", re.compile(r"^(?:supersedes|ersetzt)\s+(.+)$", re.I)),
    ("url", re.compile(r"^<(https?://\S+)>$")),
)
_LABEL = re.compile(r"^(?P<statement>[a-z0-9][a-z0-9-]*)(?:\.\d+)?$")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: the fact it belongs to, its source, and when the fact held."""

    statement_id: str
    source: Source
    as_of: str | None = None
    valid_until: str | None = None
    supersedes: tuple[str, ...] = ()
    compares: tuple[str, ...] = ()


def parse(label: str, line: str) -> Footnote:
    """Return the footnote `[^label]: line`. Raises `DocumentError` that names the label and the field."""
    match = _LABEL.match(label)
    if not match:
        raise DocumentError(
            f"footnote [^{label}]: a label is a fact id such as pub-seminars or pub-seminars.2. Rename it"
        )
    values: dict[str, str] = {}
    for position, part in enumerate(map(str.strip, _BAR.split(line.strip()))):
        if position == 1 and not part:
            continue
        name, value = _field(part, position)
        if not name:
            raise DocumentError(
                f"footnote [^{label}]: field {part!r} is none of: publisher (second place), date, p., "
                "section:, as of, until, supersedes, compares, <address>. Correct it"
            )
        if name in values:
            raise DocumentError(f"footnote [^{label}]: field {part!r} is a second {name}. Keep one")
        values[name] = value
    if not values.get("title"):
        raise DocumentError(f"footnote [^{label}] has no title: write *Title* | Publisher | date | …")
    try:
        check_date(values.get("date"))
        check_date(values.get("valid_until"))
        check_period(values.get("as_of"))
    except ValueError as error:
        raise DocumentError(f"footnote [^{label}]: {error}") from error
    return Footnote(
        statement_id=match["statement"],
        source=Source(
            title=values["title"],
            publisher=values.get("publisher"),
            date=values.get("date"),
            page=values.get("page"),
            section=values.get("section"),
            url=values.get("url"),
        ),
        as_of=values.get("as_of"),
        valid_until=values.get("valid_until"),
        supersedes=tuple(values.get("supersedes", "").split()),
        compares=tuple(values.get("compares", "").split()),
    )


def _field(part: str, position: int) -> tuple[str, str]:
    """Return the name and the value of a field; the name is empty when it has none that is known."""
    text = part.replace("\\|", "|")
    if position == 0:
        starred = len(text) > 1 and text.startswith("*") and text.endswith("*")
        return "title", (text[1:-1] if starred else text).strip()
    for name, pattern in _NAMED:
        found = pattern.match(text)
        if found and (position > 1 or name == "url"):  # "S. Fischer Verlag" is a publisher
            return name, found[1].strip()
    if _DATE.match(text):
        return "date", text
    return ("publisher" if position == 1 else ""), text


def render(label: str, footnote: Footnote) -> str:
    """Return the Markdown line of a footnote; `parse` reads it back to the same record."""
    source = footnote.source
    parts = [f"*{source.title}*", source.publisher or ""]
    parts += [source.date] if source.date else []
    parts += [f"p. {source.page}"] if source.page else []
    parts += [f"section: {source.section}"] if source.section else []
    parts += [f"as of {footnote.as_of}"] if footnote.as_of else []
    parts += [f"until {footnote.valid_until}"] if footnote.valid_until else []
    parts += [f"supersedes {' '.join(footnote.supersedes)}"] if footnote.supersedes else []
    parts += [f"compares {' '.join(footnote.compares)}"] if footnote.compares else []
    parts += [f"<{source.url}>"] if source.url else []
    escaped = (part.replace("|", "\\|") for part in (parts if any(parts[1:]) else parts[:1]))
    return f"[^{label}]: " + " | ".join(escaped)
