"""YAML files that say something of facts, each fact in one of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from indexer.shipped.yaml_files import first_fault, read_yaml
from knowledge.errors import DocumentError

T = TypeVar("T")


def facts_in(folder: Path, file: TypeAdapter[dict[str, T]], *, called: str, shape: str) -> Iterator[tuple[str, str, T]]:
    """Yield (name of the file, fact id, what it says of it) for each fact of the files in `folder`, in order; of no file, nothing.

    `called` says what they hold, `shape` how an entry is written. Raises `DocumentError` for a bad or second entry.
    """
    seen: set[str] = set()
    for path in sorted(folder.glob("*.yaml")):
        try:
            entries = file.validate_python(read_yaml(path))
        except ValidationError as error:
            raise DocumentError(f"{path.name!r}, {first_fault(error)}. Write {shape}") from error
        repeated = seen & entries.keys()
        if repeated:
            raise DocumentError(f"{path.name!r}: fact {sorted(repeated)[0]!r} has {called} in two files. Keep one")
        seen.update(entries)
        for fact, said in entries.items():
            yield path.name, fact, said
