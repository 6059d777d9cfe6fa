"""The columns of a table of cluster profiles: one list for reading, for the template and for docs/profiles.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

Kind = Literal["text", "list", "positions"]
Path = tuple[str | int, ...]

SEPARATOR = "|"
MAX_SOURCES = 9


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the German name that is read too, where its value stands in a profile, and what it holds.

    A "list" has several values in one cell, "positions" the numbers of sources, from 1.
    """

    name: str
    german: str
    path: Path
    meaning: str
    kind: Kind = "text"
    required: bool = False


_PROFILE = (
    Column("id", "Kennung", ("id",), "small letters, digits and hyphens; unique", required=True),
    Column("name", "Name", ("name",), "the full name", required=True),
    Column("short_name", "Kurzname", ("short_name",), "what people call it; the name where there is no other", required=True),
    Column("aliases", "Weitere Namen", ("aliases",), "other names", "list"),
    Column("city", "Ort", ("city",), "seat: a city that the bot knows, or empty"),
    Column("state", "Land", ("state",), "federal state of the seat", required=True),
    Column("states", "Weitere Länder", ("states",), "all federal states, where there are several", "list"),
    Column("fields", "Technologiefelder", ("fields",), "technology fields", "list", required=True),
    Column("keywords_en", "Schlagwörter EN", ("keywords_en",), "what it works on, in English", "list"),
    Column("keywords_de", "Schlagwörter DE", ("keywords_de",), "what it works on, in German", "list"),
    Column("summary_en", "Kurzbeschreibung EN", ("summary_en",), "one or two sentences in English", required=True),
    Column("summary_de", "Kurzbeschreibung DE", ("summary_de",), "one or two sentences in German", required=True),
    Column("go_cluster", "go-cluster", ("go_cluster", "status"), "`member`, or `unknown` (also when empty)"),
    Column("go_cluster_as_of", "go-cluster Stand", ("go_cluster", "as_of"), "date of the source that says so"),
    Column(
        "go_cluster_sources",
        "go-cluster Quellen",
        ("go_cluster", "sources"),
        "which sources say so; a member needs one",
        "positions",
    ),
    Column("ecei_label", "ECEI-Label", ("ecei_label", "level"), "`bronze`, `silver`, `gold`, or empty"),
    Column("ecei_label_as_of", "ECEI-Label Stand", ("ecei_label", "as_of"), "date of the source that says so"),
    Column("ecei_label_sources", "ECEI-Label Quellen", ("ecei_label", "sources"), "which sources say so", "positions"),
    Column("members", "Mitglieder", ("members", "count"), "how many members it has"),
    Column("members_as_of", "Mitglieder Stand", ("members", "as_of"), "date of the source that says so"),
    Column("members_sources", "Mitglieder Quellen", ("members", "sources"), "which sources say so", "positions"),
    Column("founded", "Gründungsjahr", ("founded", "year"), "the year"),
    Column("founded_sources", "Gründungsjahr Quellen", ("founded", "sources"), "which sources say so", "positions"),
    Column("website", "Website", ("website",), "address that begins with https:// or http://"),
    Column("needs_en", "Bedarfe EN", ("needs_en",), "how those who look for it put it, in English; never shown", "list"),
    Column("needs_de", "Bedarfe DE", ("needs_de",), "how those who look for it put it, in German; never shown", "list"),
)  # fmt: skip

_SOURCE = (
    ("title", "Titel", "title of the publication or page"),
    ("publisher", "Herausgeber", "who published it"),
    ("url", "Adresse", "address that begins with https:// or http://"),
    ("date", "Datum", "date of publication"),
    ("page", "Seite", "page or pages"),
    ("section", "Abschnitt", "section"),
)

COLUMNS: tuple[Column, ...] = (
    *_PROFILE,
    *(
        Column(
            f"source_{number}_{key}",
            f"Quelle {number} {german}",
            ("sources", number - 1, key),
            meaning,
            required=(number, key) == (1, "title"),
        )
        for number in range(1, MAX_SOURCES + 1)
        for key, german, meaning in _SOURCE
    ),
)


def header_key(header: str) -> str:
    """Return `header` as headers are compared: case, blanks, hyphens and underscores do not count."""
    return re.sub(r"[\W_]+", "", header.casefold())


@cache
def column_by_header() -> dict[str, Column]:
    """Return the columns by the keys of their names, English and German."""
    found = {header_key(column.german): column for column in COLUMNS}
    return found | {header_key(column.name): column for column in COLUMNS}


@cache
def column_by_path() -> dict[Path, Column]:
    """Return the columns by where their values stand in a profile."""
    return {column.path: column for column in COLUMNS}
