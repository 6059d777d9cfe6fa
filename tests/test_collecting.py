"""Which files of the folders given are indexed, and under which name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import limits
from indexer.inputs.collecting import files_under, gather
from knowledge.errors import DocumentError


def write(path: Path, content: str | bytes = "Some words here.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def names(path: Path) -> list[str]:
    return [doc_id for _, doc_id in files_under(path)]


def test_a_document_is_named_by_its_path_relative_to_the_folder(tmp_path: Path) -> None:
    deep = write(tmp_path / "given" / "b" / "c d" / "ü.md")
    flat = write(tmp_path / "given" / "p0012.txt")
    assert list(files_under(tmp_path / "given")) == [(deep, "b/c d/ü.md"), (flat, "p0012.txt")]


def test_a_file_is_named_by_its_name(tmp_path: Path) -> None:
    path = write(tmp_path / "deep" / "p0012.txt")
    assert list(files_under(path)) == [(path, "p0012.txt")]


def test_names_do_not_depend_on_how_the_folder_is_spelt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "given" / "a" / "b.txt")
    monkeypatch.chdir(tmp_path)
    spellings = [Path("given"), Path("given/a/.."), Path("given/."), tmp_path / "given"]
    assert [names(path) for path in spellings] == [["a/b.txt"]] * len(spellings)


def test_other_formats_and_what_begins_with_a_dot_are_passed_over(tmp_path: Path) -> None:
    for name in ("a.txt", "b.odt", "c", ".d.txt", ".git/e.txt", "f/.g/h.txt", "i.TXT"):
        write(tmp_path / name)
    assert names(tmp_path) == ["a.txt", "i.TXT"]


def test_a_folder_that_lies_in_a_hidden_one_is_indexed_when_it_is_given(tmp_path: Path) -> None:
    write(tmp_path / ".hidden" / "given" / "a.txt")
    assert names(tmp_path / ".hidden" / "given") == ["a.txt"]


def test_a_folder_named_like_a_file_is_no_file(tmp_path: Path) -> None:
    write(tmp_path / "folder.txt" / "a.txt")
    assert names(tmp_path) == ["folder.txt/a.txt"]


def test_an_empty_folder_has_no_files(tmp_path: Path) -> None:
    assert names(tmp_path) == []


def test_nothing_at_the_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"gone' is neither a file nor a folder\. Check the path"):
        names(tmp_path / "gone")


# -- links -------------------------------------------------------------------------------------


def test_a_link_to_a_folder_above_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "sub" / "a.txt")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["sub/a.txt"]


def test_links_that_lead_to_each_other_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    write(tmp_path / "c.txt")
    assert names(tmp_path) == ["c.txt"]


def test_a_link_to_nothing_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert names(tmp_path) == []


@pytest.mark.parametrize("target", ["secret.txt", "given-too/secret.txt"])
def test_a_link_to_a_file_out_of_the_folder_is_not_followed(target: str, tmp_path: Path) -> None:
    outside = write(tmp_path / target)
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "a.txt").symlink_to(outside)
    assert names(tmp_path / "given") == []


def test_a_link_to_a_folder_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "outside" / "secret.txt")
    write(tmp_path / "given" / "a.txt")
    (tmp_path / "given" / "link").symlink_to(tmp_path / "outside", target_is_directory=True)
    assert names(tmp_path / "given") == ["a.txt"]


def test_a_link_to_a_file_inside_is_a_document_of_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "b.txt").symlink_to(write(tmp_path / "a.txt"))
    assert names(tmp_path) == ["a.txt", "b.txt"]


def test_a_link_that_is_given_itself_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    assert names(tmp_path / "link") == ["a.txt"]


def told(path: Path) -> list[str]:
    problems: list[str] = []
    list(files_under(path, problems))
    assert not [line for line in problems if "\n" in line]
    return [line.replace(str(path), "GIVEN") for line in problems]


def test_links_that_are_not_followed_are_told(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside.txt")
    given = tmp_path / "given"
    write(given / "sub" / "a.txt")
    (given / "out.txt").symlink_to(outside)
    (given / "gone.txt").symlink_to(given / "nowhere.txt")
    (given / "round.txt").symlink_to(given / "round.txt")
    (given / "sub" / "loop").symlink_to(given, target_is_directory=True)
    (given / "beside").symlink_to(given / "sub", target_is_directory=True)
    (given / "picture.png").symlink_to(outside)
    assert told(given) == [
        "'GIVEN/gone.txt' is a link that leads nowhere or to itself. Remove it",
        "'GIVEN/out.txt' is a link out of the folder given, so it is not followed. Give its target too",
        "'GIVEN/round.txt' is a link that leads nowhere or to itself. Remove it",
        "'GIVEN/sub/loop' is a link to a folder that it lies in, so it is not followed. Remove it",
    ]


@pytest.mark.parametrize(
    "name", ["a\nb.txt", "a\tb.txt", "a\u2028b.txt", b"a\xffb.txt".decode(errors="surrogateescape")]
)
def test_a_name_that_no_line_can_hold_is_told_and_passed_over(name: str, tmp_path: Path) -> None:
    write(tmp_path / name)
    write(tmp_path / "fine\u00a0name.txt")
    (problem,) = told(tmp_path)
    assert problem.endswith("has a line break, control character or broken letter in its name. Rename it")
    assert names(tmp_path) == ["fine\u00a0name.txt"]


@pytest.fixture
def nobodys_folder() -> Iterator[Path]:
    """An open folder, while this process is not allowed everything, as root is."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        is_root = os.geteuid() == 0
        if is_root:
            os.chown(name, 65534, 65534)
            os.seteuid(65534)
        try:
            yield Path(name)
        finally:
            if is_root:
                os.seteuid(0)


def test_what_may_not_be_read_is_told_and_the_rest_is_read(nobodys_folder: Path) -> None:
    for name in ("a.txt", "b.txt", "c/d.txt"):
        write(nobodys_folder / name)
    (nobodys_folder / "a.txt").chmod(0)
    (nobodys_folder / "c").chmod(0)
    gathered = gather([nobodys_folder])
    (nobodys_folder / "c").chmod(0o755)
    assert [d.doc_id for d in gathered.documents] == ["b.txt"]
    assert [line.replace(str(nobodys_folder), "GIVEN") for line in gathered.unreadable] == [
        "folder 'GIVEN/c' cannot be read (Permission denied). Check its permissions",
        "'a.txt' cannot be read (Permission denied). Check the path and its permissions",
    ]


# -- collecting --------------------------------------------------------------------------------


def test_documents_come_in_the_order_of_the_paths_and_then_of_their_names(tmp_path: Path) -> None:
    for name in ("z/b.txt", "z/a.txt", "y/c.txt"):
        write(tmp_path / name)
    gathered = gather([tmp_path / "z", tmp_path / "y"])
    assert ([d.doc_id for d in gathered.documents], gathered.unreadable) == (["a.txt", "b.txt", "c.txt"], ())


def test_a_document_tells_from_which_file_it_was_read_however_the_folder_is_spelt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "given" / "ü.txt")
    monkeypatch.chdir(tmp_path)
    assert [d.origin for p in ("given", "given/ü.txt") for d in gather([Path(p)]).documents] == [str(file)] * 2


def test_a_path_with_a_broken_letter_is_not_told(tmp_path: Path) -> None:
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff/a.txt")))
    gathered = gather([Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))])
    assert [(d.doc_id, d.origin) for d in gathered.documents] == [("a.txt", None)]


def test_each_unreadable_file_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Good words.")
    write(tmp_path / "b.txt", b"\x00\x01binary")
    write(tmp_path / "c.md", "")
    write(tmp_path / "d.md", "A fact.[^one]")
    write(tmp_path / "e.txt", "More words.")
    gathered = gather([tmp_path])
    assert [(d.doc_id, d.text) for d in gathered.documents] == [("a.txt", "Good words."), ("e.txt", "More words.")]
    assert [line.split("'")[1] for line in gathered.unreadable] == ["b.txt", "c.md", "d.md"]


def test_a_path_that_is_not_there_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    gathered = gather([tmp_path / "gone", tmp_path / "a.txt"])
    assert [d.doc_id for d in gathered.documents] == ["a.txt"]
    assert ["gone' is neither a file nor a folder" in line for line in gathered.unreadable] == [True]


def test_a_second_document_of_one_name_is_named_and_the_first_kept(tmp_path: Path) -> None:
    write(tmp_path / "x" / "a.txt", "First words.")
    second = write(tmp_path / "y" / "a.txt", "Second words.")
    gathered = gather([tmp_path / "x", tmp_path / "y"])
    assert [d.text for d in gathered.documents] == ["First words."]
    assert gathered.unreadable == (f"{str(second)!r}: a document named 'a.txt' is there already. Rename one of them",)


def test_documents_beyond_what_one_run_may_hold_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RUN_CHARS", 12)
    write(tmp_path / "a.txt", "Ten chars.")
    write(tmp_path / "b.txt", "Ten more..")
    write(tmp_path / "c.txt", "2.")
    gathered = gather([tmp_path])
    assert [d.doc_id for d in gathered.documents] == ["a.txt", "c.txt"]
    assert [line[:72] for line in gathered.unreadable] == [
        "'b.txt': all files together have more than 12 characters of text. Index "
    ]
