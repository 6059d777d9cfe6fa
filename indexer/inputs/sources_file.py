"""`sources.toml`: what files cannot say about themselves, written by hand and kept beside them.

    ["report.pdf"]
    title = "Ten years of go-cluster"
    publisher = "Federal Ministry"
    date = "2022-10"
    address = "https://example.org/report.pdf"
    language = "en"

A table names a file by its path from the folder of `sources.toml`; that of the nearest folder counts. What stands here
takes the place of what the file says itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date as calendar_date
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError, field_validator

from indexer.loaders.files import read_text
from knowledge.errors import DocumentError
from knowledge.records import Document, Frozen, Language, Passage, Source
from knowledge.words.dates import check_date
from knowledge.words.text import squeeze

NAME = "sources.toml"


class SourceFacts(Frozen):
    """What is known of one file; None: the file itself says it, or nobody does."""

    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    address: str | None = None
    language: Language | None = None

    @field_validator("title", "publisher")
    @classmethod
    def _some_words(cls, value: str | None) -> str | None:
        if value is not None and not squeeze(value):
            raise ValueError("it is empty. Leave the line out, or write something")
        return None if value is None else squeeze(value)

    @field_validator("date", mode="before")
    @classmethod
    def _date(cls, value: object) -> str | None:
        if isinstance(value, calendar_date):  # TOML has dates of its own
            return value.isoformat()[:10]
        return check_date(str(value))

    @field_validator("address")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc or squeeze(value) != value or " " in value:
            raise ValueError("it is no address that begins with https:// or http://. Correct it")
        return value


def read_sources(folder: Path) -> tuple[dict[str, SourceFacts], list[str]]:
    """Return the facts that `sources.toml` in `folder` holds by file name, and one line for each table that is wrong.

    No such file: nothing at all.
    """
    path = folder / NAME
    if not path.exists():
        return {}, []
    shown = str(path)
    try:
        tables = tomllib.loads(read_text(path, shown))
    except DocumentError as error:
        return {}, [str(error)]
    except tomllib.TOMLDecodeError as error:
        return {}, [f"{shown!r} is no TOML: {squeeze(str(error))}. Correct it"]
    except RecursionError:
        return {}, [f'{shown!r} has too many tables inside each other. Write one table a file, such as ["report.pdf"]']
    facts: dict[str, SourceFacts] = {}
    problems: list[str] = []
    for name, table in tables.items():
        if not isinstance(table, dict):
            problems.append(f'{shown!r}: {name!r} stands in no table. Write a line such as ["report.pdf"] above it')
            continue
        try:
            facts[name] = SourceFacts.model_validate(table)
        except ValidationError as error:
            problems.append(f"{shown!r}: {_reason(name, error)}")
            continue
        if not (folder / name).is_file():
            problems.append(f"{shown!r}: there is no file {name!r} beside it. Correct the name, or remove the table")
    return facts, problems


def _reason(name: str, error: ValidationError) -> str:
    """Return what is wrong with the table of `name`, in one line."""
    first = error.errors()[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        if isinstance(first["input"], dict):  # [report.pdf] is a table pdf in a table report
            return f'the table {name!r} has a table inside. Write the file name in quotes: ["{name}.{key}"]'
        return f"{name!r} has the unknown key {key!r}. Keys: {', '.join(SourceFacts.model_fields)}"
    if key == "language":
        return f"{name!r}: language {first['input']!r} is not en or de. Correct it"
    message = squeeze(str(first["msg"]).removeprefix("Value error, "))
    return f"{name!r}: {key} {first['input']!r}: {message}"


def apply(document: Document, facts: SourceFacts) -> Document:
    """Return `document` with what `facts` say in its source and in those of its passages that name the document itself."""
    own = document.source or Source(title=document.title)
    language = facts.language or document.language

    def told(source: Source) -> Source:
        address = facts.address
        if address and source.url and "#" in source.url:
            address = f"{address.partition('#')[0]}#{source.url.partition('#')[2]}"
        if address and document.doc_id.casefold().endswith(".pdf"):
            from indexer.loaders.pdf import page_address  # with its library, which others do without

            address = page_address(address, source.page)
        return replace(
            source,
            title=facts.title or source.title,
            publisher=facts.publisher or source.publisher,
            date=facts.date or source.date,
            url=address or source.url,
        )

    def changed(passage: Passage) -> Passage:
        sources = tuple(told(s) if _bare(s) == _bare(own) else s for s in passage.sources)
        return replace(passage, language=language, sources=sources)

    return replace(
        document,
        title=facts.title or document.title,
        language=language,
        source=told(own),
        passages=tuple(changed(passage) for passage in document.passages),
    )


def _bare(source: Source) -> tuple[str | None, ...]:
    return source.title, source.publisher, source.date, (source.url or "").partition("#")[0]


class Sources:
    """Finds the facts of files below `root`; each folder's `sources.toml` is read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: dict[Path, Mapping[str, SourceFacts]] = {}
        self.problems: list[str] = []

    def of(self, file: Path) -> SourceFacts | None:
        """Return what is written about `file` in its folder or in one above, up to the root; None: nothing."""
        folder = file.parent
        while True:
            if folder not in self._read:
                self._read[folder], problems = read_sources(folder)
                self.problems += problems
            found = self._read[folder].get(file.relative_to(folder).as_posix())
            if found or folder == self._root or self._root not in folder.parents:
                return found
            folder = folder.parent
