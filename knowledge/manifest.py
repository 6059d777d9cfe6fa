"""What an index is made of and with what. It is written last, and read before anything else is opened."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import IndexDamaged, IndexMismatch, IndexMissing

SCHEMA_VERSION = 2
# names how text is split and folded: another name, another index
SPLITTER = "sentences-4"
FILE_NAME = "manifest.json"


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

    `graph` is the folder of the encoder's exported graph, relative to the data folder; None: it has none.
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


def write(manifest: Manifest, folder: Path) -> None:
    """Write `manifest` into `folder`."""
    (folder / FILE_NAME).write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """Return the manifest in `folder`. Raises `IndexMissing`, `IndexDamaged`, or `IndexMismatch` for another schema."""
    manifest = read_any(folder)
    if manifest.schema_version != SCHEMA_VERSION or manifest.splitter != SPLITTER:
        raise IndexMismatch(
            f"index {str(folder)!r} has schema {manifest.schema_version} and splitter {manifest.splitter!r}, this "
            f"version reads schema {SCHEMA_VERSION} and splitter {SPLITTER!r}. Rebuild: clusterbot index"
        )
    return manifest


def read_any(folder: Path) -> Manifest:
    """Return the manifest in `folder`, of whatever schema and splitter. Raises `IndexMissing` or `IndexDamaged`."""
    path = folder / FILE_NAME
    try:
        return Manifest.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise IndexMissing(f"index {str(folder)!r} has no {FILE_NAME}. Build one: clusterbot index") from error
    except (ValidationError, UnicodeDecodeError, OSError) as error:
        raise IndexDamaged(f"{FILE_NAME} in {str(folder)!r} is not a manifest. Rebuild: clusterbot index") from error


def require_encoder(manifest: Manifest, *, name: str, dimension: int) -> None:
    """Raise `IndexMismatch` unless the index was made with this encoder."""
    if (manifest.encoder, manifest.dimension) != (name, dimension):
        raise IndexMismatch(
            f"the index was built with encoder {manifest.encoder!r} ({manifest.dimension} dimensions), settings ask for "
            f"{name!r} ({dimension}). Rebuild: clusterbot index"
        )
