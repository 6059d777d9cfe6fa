from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from knowledge.errors import IndexMissing, StorageError
from knowledge.index import generations


def make(data: Path, *names: str) -> None:
    for name in names:
        (data / generations.FOLDER / name).mkdir(parents=True)
        (data / generations.FOLDER / name / "file").write_text(name, encoding="utf-8")
        (data / generations.FOLDER / name / generations.MANIFEST).write_text("{}", encoding="utf-8")


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


def test_prune_removes_unfinished_generations_however_new(tmp_path: Path) -> None:
    make(tmp_path, "g1", "g2", "g3")
    generations.publish(tmp_path, "g2")
    (tmp_path / generations.FOLDER / "g3" / generations.MANIFEST).unlink()
    generations.prune(tmp_path, keep=2)
    assert kept(tmp_path) == ["g1", "g2"]


def test_prune_leaves_a_generation_that_is_read_and_removes_it_afterwards(tmp_path: Path) -> None:
    make(tmp_path, "g1", "g2")
    generations.publish(tmp_path, "g2")
    first, second = (generations.pin(tmp_path / generations.FOLDER / "g1") for _ in range(2))
    assert first is not None
    assert second is not None
    first.release()
    generations.prune(tmp_path, keep=1)
    assert kept(tmp_path) == ["g1", "g2"]
    second.release()
    generations.prune(tmp_path, keep=1)
    assert kept(tmp_path) == ["g2"]


def test_prune_removes_pointers_that_were_never_put_in_place(tmp_path: Path) -> None:
    make(tmp_path, "g1")
    generations.publish(tmp_path, "g1")
    (tmp_path / "CURRENT.4711").write_text("g1\n", encoding="utf-8")
    generations.prune(tmp_path, keep=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "generations"]


def test_prune_removes_what_a_killed_restoration_had_unpacked(tmp_path: Path) -> None:
    make(tmp_path, "g1")
    generations.publish(tmp_path, "g1")
    (tmp_path / ".restore-abc" / "generations").mkdir(parents=True)
    generations.prune(tmp_path, keep=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "generations"]


def test_a_pointer_that_cannot_be_put_in_place_leaves_the_former_one_and_no_other_file(tmp_path: Path) -> None:
    make(tmp_path, "g1")
    (tmp_path / generations.POINTER).mkdir()
    with pytest.raises(OSError, match="directory"):
        generations.publish(tmp_path, "g1")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "generations"]


def test_finished_generations_are_given_the_newest_first(tmp_path: Path) -> None:
    make(tmp_path, "g1", "g2", "g3")
    (tmp_path / generations.FOLDER / "g2" / generations.MANIFEST).unlink()
    assert [folder.name for folder in generations.finished(tmp_path)] == ["g3", "g1"]
    assert generations.finished(tmp_path / "nowhere") == []


def test_of_two_writers_one_is_refused_with_the_number_of_the_other(tmp_path: Path) -> None:
    with (
        generations.writing(tmp_path),
        pytest.raises(StorageError, match=rf"another indexer \(process {os.getpid()}\) is at work .* end it"),
        generations.writing(tmp_path),
    ):
        pass


def test_the_right_to_write_is_given_back_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), generations.writing(tmp_path):
        raise ZeroDivisionError
    with generations.writing(tmp_path):
        assert (tmp_path / generations.LOCK).is_file()


def test_readers_are_not_kept_out_by_a_writer(tmp_path: Path) -> None:
    make(tmp_path, "g1")
    generations.publish(tmp_path, "g1")
    with generations.writing(tmp_path):
        lock = generations.pin(generations.current(tmp_path))
        assert lock is not None
        lock.release()


def test_while_generations_take_each_others_place_one_is_always_found(tmp_path: Path) -> None:
    make(tmp_path, "g0")
    generations.publish(tmp_path, "g0")
    done = threading.Event()

    def replace() -> None:
        for number in range(1, 300):
            make(tmp_path, f"g{number}")
            generations.publish(tmp_path, f"g{number}")
            generations.prune(tmp_path, keep=1)
        done.set()

    writer = threading.Thread(target=replace)
    writer.start()
    while not done.is_set():
        generations.current(tmp_path)
    writer.join()
    assert generations.current(tmp_path).name == "g299"
