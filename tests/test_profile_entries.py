"""YAML and JSON files as plain values."""

from __future__ import annotations

from pathlib import Path

import pytest
from profile_files import write

from indexer.loaders import profile_entries
from indexer.loaders.profile_entries import read_entries
from knowledge.errors import DocumentError


@pytest.mark.parametrize(
    ("name", "content", "entries"),
    [
        ("a.yaml", "id: a\nname: A\ncity: C", [{"id": "a", "name": "A", "city": "C"}]),
        ("a.yml", "- {id: a, name: A, city: C}\n- id: b", [{"id": "a", "name": "A", "city": "C"}, {"id": "b"}]),
        ("a.yaml", "{id: 2023-01-31, name: 1, city: null}", [{"id": "2023-01-31", "name": 1, "city": None}]),
        ("a.json", '{"id": "}]{[ \\" [", "name": [1], "city": 2}', [{"id": '}]{[ " [', "name": [1], "city": 2}]),
        ("a.JSON", '[{"id": "a", "name": "A", "city": "C"}, 5]', [{"id": "a", "name": "A", "city": "C"}, 5]),
    ],
)
def test_a_file_gives_its_entries(name: str, content: str, entries: list[object], tmp_path: Path) -> None:
    assert read_entries(write(tmp_path / name, content), name) == entries


DEEP = 100_000
MANY = profile_entries.MAX_VALUES


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.yaml", "id: [", "cannot be read as YAML"),
        ("a.yaml", "a: 1\nb: 2\na: 3", "cannot be read as YAML: key 'a' is there twice (line 3)"),
        ("a.yaml", "a: &x {b: 1}\nc: *x", "cannot be read as YAML: aliases"),
        ("a.yaml", "[" * 21, "cannot be read as YAML: it is nested more than 20 deep"),
        ("a.yaml", "[" * DEEP, "cannot be read as YAML"),
        ("a.yaml", "a: " * 30 + "1", "cannot be read as YAML"),
        ("a.yaml", "!!python/object/apply:os.getcwd []", "cannot be read as YAML: could not determine a constructor"),
        ("a.yaml", "? [a]\n: b", "cannot be read as YAML: a key is no text (line 1)"),
        ("a.yaml", "- 1\n" * MANY, "cannot be read as YAML: it has more than 1000000 values, write it as JSON"),
        ("a.json", "{", "cannot be read as JSON"),
        ("a.json", '{"a": 1, "a": 2}', "cannot be read as JSON: key 'a' is there twice"),
        ("a.json", '[{"a": NaN}]', "cannot be read as JSON: NaN is no value of a profile"),
        ("a.json", "[" * DEEP, "cannot be read as JSON: it is nested more than 20 deep"),
        ("a.json", '{"a": ' + "1" * 5000 + "}", "cannot be read as JSON: Exceeds the limit"),
        ("a.json", "[]", "holds no cluster profiles. Write a mapping, or a list of them"),
        ("a.yaml", "just text", "holds no cluster profiles"),
        ("package.json", '{"name": "app", "version": "1"}', "holds no cluster profiles"),
        ("a.yaml", "- 1\n- 2", "holds no cluster profiles"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(name: str, content: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as error:
        read_entries(write(tmp_path / name, content), name)
    assert str(error.value).startswith(f"'{name}' {message}")
    assert "\n" not in str(error.value)
