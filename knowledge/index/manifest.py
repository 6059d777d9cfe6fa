"""What an index is made of and with what. It is written last, and read before anything else is opened."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import IndexDamaged, IndexMismatch, IndexMissing
from knowledge.index import generations

SCHEMA_VERSION = 9
# names how text is split and folded: another name, another index
SPLITTER = "sentences-5"
FILE_NAME = generations.MANIFEST


class Counts(BaseModel):
    """How many rows of each kind an index holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    documents: int
    passages: int
    vectors: int
    clusters: int
    sources: int


class Manifest(BaseModel):
    """The record beside an index. `generation` names this index; `inputs_sha256` what it was made from.

    `graph` is the folder of the encoder's exported graph, relative to the data folder; None: it has none. `files` are the
    SHA-256 of the other files by name; an index of an earlier version has none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    generation: str
    created: str
    encoder: str
    dimension: int
    graph: str | None = Field(default=None, pattern="^encoders/[0-9a-f]{12}$")
    splitter: str = SPLITTER
    schema_version: int = SCHEMA_VERSION
    inputs_sha256: str
    counts: Counts
    files: dict[str, str] = Field(default_factory=dict)


def write(manifest: Manifest, folder: Path) -> None:
    """Write `manifest` into `folder`."""
    (folder / FILE_NAME).write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")


def sums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file in `folder` but the manifest, by name. Raises `OSError`."""
    return {path.name: sha256(path) for path in sorted(folder.iterdir()) if path.is_file() and path.name != FILE_NAME}


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal. Raises `OSError`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def changed_files(made: Manifest, folder: Path) -> list[str]:
    """Return the names of the files in `folder` that are missing or other than those that `made` records."""
    found: list[str] = []
    for name, expected in made.files.items():
        try:
            is_same = sha256(folder / name) == expected
        except OSError:
            is_same = False
        if not is_same:
            found.append(name)
    return found


def read(folder: Path) -> Manifest:
    """Return the manifest in `folder`. Raises `IndexMissing`, `IndexDamaged`, or `IndexMismatch` for another schema."""
    return of_this_version(read_any(folder), str(folder))


def of_this_version(made: Manifest, where: str) -> Manifest:
    """Return `made`, which was found at `where`. Raises `IndexMismatch` for another schema or splitter."""
    if made.schema_version != SCHEMA_VERSION or made.splitter != SPLITTER:
        raise _mismatch(where, made.schema_version, made.splitter)
    return made


def _mismatch(where: str, schema: int, splitter: object) -> IndexMismatch:
    step = "Rebuild: clusterbot index"
    if schema > SCHEMA_VERSION:
        step = "A newer version made it: upgrade clusterbot. Rebuild for this version: clusterbot index"
    return IndexMismatch(
        f"index {where!r} has schema {schema} and splitter {splitter!r}, this "
        f"version reads schema {SCHEMA_VERSION} and splitter {SPLITTER!r}. {step}"
    )


def read_any(folder: Path) -> Manifest:
    """Return the manifest in `folder`, of whatever schema and splitter. Raises `IndexMissing` or `IndexDamaged`, and
    `IndexMismatch` for one that a newer version wrote in a way that this one cannot read.
    """
    path = folder / FILE_NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise IndexMissing(f"index {str(folder)!r} has no {FILE_NAME}. Build one: clusterbot index") from error
    except OSError as error:
        raise _damaged(str(folder)) from error
    return parsed(content, str(folder))


def parsed(content: bytes | str, where: str) -> Manifest:
    """Return the manifest that `content` is, found at `where`. Raises `IndexDamaged`, and `IndexMismatch` for one that a newer
    version wrote in a way that this one cannot read.
    """
    try:
        return Manifest.model_validate_json(content)
    except ValidationError as error:
        try:
            value = json.loads(content)
        except ValueError:
            value = None
        schema = value.get("schema_version") if isinstance(value, dict) else None
        if isinstance(value, dict) and isinstance(schema, int) and schema > SCHEMA_VERSION:
            raise _mismatch(where, schema, value.get("splitter")) from error
        raise _damaged(where) from error


def _damaged(where: str) -> IndexDamaged:
    return IndexDamaged(f"{FILE_NAME} in {where!r} is not a manifest. Rebuild: clusterbot index")


def require_encoder(manifest: Manifest, *, name: str, dimension: int) -> None:
    """Raise `IndexMismatch` unless the index was made with this encoder."""
    if (manifest.encoder, manifest.dimension) != (name, dimension):
        raise IndexMismatch(
            f"the index was built with encoder {manifest.encoder!r} ({manifest.dimension} dimensions), settings ask for "
            f"{name!r} ({dimension}). Rebuild: clusterbot index"
        )
