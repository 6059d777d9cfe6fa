from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from knowledge.errors import IndexDamaged, IndexMismatch, IndexMissing
from knowledge.index import manifest
from knowledge.index.manifest import Counts, Manifest

COUNTS = Counts(documents=1, passages=2, vectors=3, clusters=4, sources=5)
MADE = Manifest(
    generation="g1",
    created="2023-01-01T00:00:00Z",
    encoder="a",
    dimension=384,
    inputs_sha256="0" * 64,
    counts=COUNTS,
)


def change(folder: Path, **values: object) -> None:
    manifest.write(MADE, folder)
    path = folder / manifest.FILE_NAME
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **values}), encoding="utf-8")


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    manifest.write(MADE, tmp_path)
    assert manifest.read(tmp_path) == MADE


def test_it_records_splitter_and_schema_of_this_version() -> None:
    assert (MADE.splitter, MADE.schema_version) == (manifest.SPLITTER, manifest.SCHEMA_VERSION)


def test_it_is_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        MADE.encoder = "b"  # type: ignore[misc]


def test_a_folder_without_one_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"has no manifest\.json\. Build one: clusterbot index"):
        manifest.read(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b'{"generation": "g"}'])
def test_a_file_that_is_no_manifest_is_an_error(content: bytes, tmp_path: Path) -> None:
    (tmp_path / manifest.FILE_NAME).write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"is not a manifest\. Rebuild: clusterbot index"):
        manifest.read(tmp_path)


@pytest.mark.parametrize("values", [{"colour": "red"}, {"dimension": "many"}, {"counts": {"documents": 1}}])
def test_unknown_or_wrong_values_are_an_error(values: dict[str, object], tmp_path: Path) -> None:
    change(tmp_path, **values)
    with pytest.raises(IndexDamaged, match="is not a manifest"):
        manifest.read(tmp_path)


@pytest.mark.parametrize(("schema", "splitter"), [(99, manifest.SPLITTER), (manifest.SCHEMA_VERSION, "words-9")])
def test_another_schema_or_splitter_is_a_mismatch_that_states_both_sides(
    schema: int, splitter: str, tmp_path: Path
) -> None:
    change(tmp_path, schema_version=schema, splitter=splitter)
    message = f"has schema {schema} and splitter '{splitter}', this version reads schema {manifest.SCHEMA_VERSION}"
    with pytest.raises(IndexMismatch, match=f"{message} and splitter '{manifest.SPLITTER}'"):
        manifest.read(tmp_path)


def test_the_encoder_it_was_made_with_is_accepted() -> None:
    manifest.require_encoder(MADE, name="a", dimension=384)


@pytest.mark.parametrize(("name", "dimension"), [("b", 384), ("a", 768), ("b", 768)])
def test_another_model_or_dimension_is_an_error_that_states_both_sides(name: str, dimension: int) -> None:
    message = rf"encoder 'a' \(384 dimensions\), settings ask for '{name}' \({dimension}\)\. Rebuild: cluster"
    with pytest.raises(IndexMismatch, match=message):
        manifest.require_encoder(MADE, name=name, dimension=dimension)
