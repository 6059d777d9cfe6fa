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

from pydantic import TypeAdapter, ValidationError

from indexer.yaml_files import read_yaml
from knowledge.errors import DocumentError
from knowledge.records import Claim, Language, Verdict

Claims = Mapping[str, Mapping[Language, tuple[Claim, ...]]]
_VERDICTS: Mapping[bool | str, Verdict | None] = {True: "yes", False: "no", "open": None}  # YAML 1.1 reads yes as true
_FILE = TypeAdapter(dict[str, dict[Language, dict[bool | Literal["open"], tuple[str, ...]]]])


def load_claims(folder: Path) -> Claims:
    """Return the claims of each fact and language, in order; of no file, none.

    Raises `DocumentError` for a bad or second entry, and for a claim that stands twice.
    """
    found: dict[str, Mapping[Language, tuple[Claim, ...]]] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            entries = _FILE.validate_python(read_yaml(path), strict=False)
        except ValidationError as error:
            place = " › ".join(map(str, error.errors()[0]["loc"]))
            raise DocumentError(
                f"{path.name!r}, {place}: {error.errors()[0]['msg']}. Write fact-id: {{en: {{yes: […], no: […], open: […]}}, de: …}}"
            ) from error
        repeated = found.keys() & entries.keys()
        if repeated:
            raise DocumentError(f"{path.name!r}: fact {sorted(repeated)[0]!r} has claims in two files. Keep one")
        for fact, by_language in entries.items():
            found[fact] = {language: tuple(_claims(path.name, fact, said)) for language, said in by_language.items()}
    return found


def _claims(name: str, fact: str, said: Mapping[bool | Literal["open"], tuple[str, ...]]) -> Iterator[Claim]:
    seen: set[str] = set()
    for key, texts in said.items():
        for text in texts:
            if text in seen:
                raise DocumentError(f"{name!r}: fact {fact!r} has the claim {text!r} twice. Keep one")
            seen.add(text)
            yield Claim(text, _VERDICTS[key])
