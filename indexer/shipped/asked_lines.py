"""The asked lines of statements, as editors write them: a question, or a question with what the statement says to it.

pub-example:
  en:
  - Who decides?
  - no: Does the ministry decide?
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import PlainValidator, TypeAdapter

from indexer.shipped.fact_files import facts_in
from knowledge.errors import DocumentError
from knowledge.records import Language, Verdict


class AskedLine(NamedTuple):
    """A question that a statement answers, and whether it says yes or no to it; None: neither, or not plainly."""

    text: str
    verdict: Verdict | None = None


AskedLines = Mapping[str, Mapping[Language, tuple[AskedLine, ...]]]


def _line(entry: object) -> AskedLine:
    """Return an entry of a list as a line. YAML 1.1 reads the keys yes and no as true and false."""
    if isinstance(entry, str):
        return AskedLine(entry)
    if isinstance(entry, dict) and len(entry) == 1:
        ((says_yes, text),) = entry.items()
        if isinstance(says_yes, bool) and isinstance(text, str):
            return AskedLine(text, "yes" if says_yes else "no")
    raise ValueError(f"{entry!r} should be a valid string, or `yes: question` or `no: question`")


_FILE = TypeAdapter(dict[str, dict[Language, tuple[Annotated[AskedLine, PlainValidator(_line)], ...]]])


def load_asked(folder: Path) -> AskedLines:
    """Return the asked lines of each fact and language.

    Raises `DocumentError` for a bad or second entry, and for a line that has two verdicts.
    """
    asked: dict[str, Mapping[Language, tuple[AskedLine, ...]]] = {}
    for name, fact, by_language in facts_in(folder, _FILE, called="asked lines", shape="fact-id: {en: […], de: […]}"):
        for lines in by_language.values():
            _require_one_verdict(name, fact, lines)
        asked[fact] = by_language
    return asked


def _require_one_verdict(name: str, fact: str, lines: tuple[AskedLine, ...]) -> None:
    known: dict[str, Verdict] = {}
    for text, verdict in lines:
        if verdict and known.setdefault(text, verdict) != verdict:
            raise DocumentError(f"{name!r}: fact {fact!r} says yes and no to {text!r}. Keep one of the two lines")
