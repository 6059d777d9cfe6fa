"""Claims beside statements, as editors write them: questions that want yes or no, by what the statement says to each.

pub-example:
  en:
    yes:
    - Does the ministry decide?
    no:
    - Does the office decide?
    open:
    - Does the ministry decide within a month?
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from indexer.shipped.fact_files import facts_in
from knowledge.errors import DocumentError
from knowledge.records import Claim, Language, Verdict

Claims = Mapping[str, Mapping[Language, tuple[Claim, ...]]]
_VERDICTS: Mapping[bool | str, Verdict | None] = {True: "yes", False: "no", "open": None}  # YAML 1.1 reads yes as true
_FILE = TypeAdapter(dict[str, dict[Language, dict[bool | Literal["open"], tuple[str, ...]]]])


def load_claims(folder: Path) -> Claims:
    """Return the claims of each fact and language, in order; of no file, none.

    Raises `DocumentError` for a bad or second entry, and for a claim that stands twice.
    """
    shape = "fact-id: {en: {yes: […], no: […], open: […]}, de: …}"
    return {
        fact: {language: tuple(_claims(name, fact, said)) for language, said in by_language.items()}
        for name, fact, by_language in facts_in(folder, _FILE, called="claims", shape=shape)
    }


def _claims(name: str, fact: str, said: Mapping[bool | Literal["open"], tuple[str, ...]]) -> Iterator[Claim]:
    seen: set[str] = set()
    for key, texts in said.items():
        for text in texts:
            if text in seen:
                raise DocumentError(f"{name!r}: fact {fact!r} has the claim {text!r} twice. Keep one")
            seen.add(text)
            yield Claim(text, _VERDICTS[key])
