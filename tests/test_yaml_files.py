from __future__ import annotations

from pathlib import Path

import pytest

from indexer.shipped.yaml_files import read_yaml
from knowledge.errors import DocumentError


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "a.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("id: alpha\nfields: [A, B]\n", {"id": "alpha", "fields": ["A", "B"]}),
        ("name: Südwest – „Netz“", {"name": "Südwest – „Netz“"}),
        ("- 1\n- yes", [1, True]),
        ("", None),
    ],
)
def test_a_file_gives_what_it_holds(content: str, value: object, tmp_path: Path) -> None:
    assert read_yaml(written(tmp_path, content)) == value


@pytest.mark.parametrize(
    "content",
    ["id: [", "a: b: c", "\ta: b", "a: &x 1\nb: *y", "name: Südwest".encode("cp1252"), b"a: \x00"],
    ids=["open list", "two colons", "tab", "unknown anchor", "other encoding", "control character"],
)
def test_what_is_no_yaml_is_refused_with_the_name_of_the_file_in_one_line(content: str | bytes, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^'a\.yaml' cannot be read as YAML: .*Correct it") as error:
        read_yaml(written(tmp_path, content))
    assert "\n" not in str(error.value)


def test_a_tag_that_makes_python_objects_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="could not determine a constructor"):
        read_yaml(written(tmp_path, "!!python/object/apply:os.getcwd []"))


@pytest.mark.parametrize("name", ["missing.yaml", "folder.yaml"])
def test_a_file_that_is_not_there_or_is_a_folder_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(DocumentError, match=rf"'{name}' cannot be read as YAML"):
        read_yaml(tmp_path / name)
