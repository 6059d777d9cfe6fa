from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import generations
from knowledge.errors import IndexMissing, StorageError


def make(data: Path, *names: str) -> None:
    for name in names:
        (data / generations.FOLDER / name).mkdir(parents=True)
        (data / generations.FOLDER / name / "file").write_text(name, encoding="utf-8")


def kept(data: Path) -> list[str]:
    return sorted(path.name for path in (data / generations.FOLDER).iterdir())


def test_the_published_generation_answers(tmp_path: Path) -> None:
    make(tmp_path, "g1", "g2")
    generations.publish(tmp_path, "g1")
    assert generations.current(tmp_path) == tmp_path / "generations" / "g1"


def test_publishing_again_replaces_the_pointer_and_leaves_no_other_file(tmp_path: Path) -> None:
    make(tmp_path, "g1", "g2")
    generations.publish(tmp_path, "g1")
    generations.publish(tmp_path, "g2")
    assert generations.current(tmp_path).name == "g2"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "generations"]


def test_without_a_pointer_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"no index in .*\. Build one: clusterbot index --data"):
        generations.current(tmp_path)


def test_a_missing_data_folder_has_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="no index in"):
        generations.current(tmp_path / "nowhere")


def test_a_file_in_place_of_the_data_folder_has_no_index(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x", encoding="utf-8")
    with pytest.raises(IndexMissing, match="no index in"):
        generations.current(tmp_path / "data")


@pytest.mark.parametrize("pointer", ["g9\n", "", "\n", "../g1\n", "/etc\n"])
def test_a_pointer_to_nothing_or_out_of_the_folder_names_no_index(pointer: str, tmp_path: Path) -> None:
    make(tmp_path, "g1")
    (tmp_path / generations.POINTER).write_text(pointer, encoding="utf-8")
    with pytest.raises(IndexMissing, match=r"that CURRENT in .* names is gone"):
        generations.current(tmp_path)


def test_a_pointer_to_the_folder_above_names_no_index(tmp_path: Path) -> None:
    make(tmp_path, "g1")
    (tmp_path / generations.POINTER).write_text("..\n", encoding="utf-8")
    with pytest.raises(IndexMissing, match="is gone"):
        generations.current(tmp_path)


def test_a_pointer_that_cannot_be_read_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / generations.POINTER).mkdir()
    with pytest.raises(StorageError, match=r"cannot be read .* or use --data"):
        generations.current(tmp_path)


def test_a_pointer_that_is_no_text_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / generations.POINTER).write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(StorageError, match="cannot be read"):
        generations.current(tmp_path)


@pytest.mark.parametrize(
    ("keep", "names"),
    [(1, ["g2"]), (2, ["g2", "g4"]), (3, ["g2", "g3", "g4"]), (9, ["g1", "g2", "g3", "g4"])],
)
def test_prune_keeps_the_current_generation_and_the_newest_others(keep: int, names: list[str], tmp_path: Path) -> None:
    make(tmp_path, "g1", "g2", "g3", "g4")
    generations.publish(tmp_path, "g2")
    generations.prune(tmp_path, keep=keep)
    assert kept(tmp_path) == names


def test_prune_never_removes_the_current_generation(tmp_path: Path) -> None:
    make(tmp_path, "g1", "g2")
    generations.publish(tmp_path, "g1")
    generations.prune(tmp_path, keep=0)
    assert kept(tmp_path) == ["g1"]
    assert (generations.current(tmp_path) / "file").read_text(encoding="utf-8") == "g1"


def test_prune_leaves_files_beside_the_generations_alone(tmp_path: Path) -> None:
    make(tmp_path, "g1")
    (tmp_path / generations.FOLDER / "note.txt").write_text("x", encoding="utf-8")
    generations.publish(tmp_path, "g1")
    generations.prune(tmp_path, keep=1)
    assert kept(tmp_path) == ["g1", "note.txt"]
