"""`clusterbot index`: the shipped corpus, or the files and folders given."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import ENTRY, WORDS, Ran, clusterbot, environment_of

from indexer.shipped.corpus import load_shipped
from knowledge.index import generations


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder with two files."""
    write(tmp_path / "given" / "p0012.txt", "Timber bridges stand long.")
    write(tmp_path / "given" / "sub" / "page.md", "# Tunnels\n\nTunnels are *dark*.")
    return tmp_path / "given"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def index(data: Path, *arguments: str | Path) -> Ran:
    return clusterbot("index", *arguments, "--data", data, environment=WORDS)


def indexed(data: Path, *arguments: str | Path) -> dict[str, object]:
    (value,) = index(data, *arguments, "--json").json_lines
    return dict(value)


def doc_ids(data: Path) -> set[str]:
    ran = clusterbot("search", "tunnels timber words", "--json", "--data", data, environment=WORDS)
    return {hit["doc_id"] for hit in ran.json_lines[0]["hits"]}


# -- what is indexed ---------------------------------------------------------------------------


def test_documents_are_named_by_their_path_in_the_folder(given: Path, data: Path) -> None:
    assert index(data, given).code == 0
    assert doc_ids(data) == {"p0012.txt", "sub/page.md"}


def test_the_text_of_a_given_file_is_found(given: Path, data: Path) -> None:
    index(data, given)
    ran = clusterbot("search", "dark tunnels", "--json", "--data", data, environment=WORDS)
    hit = ran.json_lines[0]["hits"][0]
    assert (hit["doc_id"], hit["text"]) == ("sub/page.md", "Tunnels are dark.")


def test_only_what_is_given_is_indexed(given: Path, data: Path) -> None:
    index(data, given)
    index(data, given / "p0012.txt")
    assert doc_ids(data) == {"p0012.txt"}


def test_without_paths_the_shipped_corpus_is_indexed(shipped_data: Path) -> None:
    (value,) = clusterbot("index", "--json", "--data", shipped_data).json_lines
    corpus = load_shipped()
    assert (value["documents"], value["clusters"]) == (len(corpus.documents), len(corpus.profiles))
    assert value["unchanged"] is True  # the fixture has built it


def test_an_index_of_files_has_no_clusters_and_the_finder_says_so(given: Path, data: Path) -> None:
    index(data, given)
    (value,) = clusterbot("clusters", "--json", "--data", data, environment=WORDS).json_lines
    assert (value["kind"], value["clusters"]) == ("abstention", [])


def test_a_new_index_of_files_is_whole(given: Path, data: Path) -> None:
    index(data, given)
    assert clusterbot("check", "--data", data).out == "the index is whole\n"


# -- what is said ------------------------------------------------------------------------------


def test_the_outcome_is_told_on_standard_output(given: Path, data: Path) -> None:
    ran = index(data, given)
    assert ran.out == "Index built, 2 texts encoded: 2 documents, 2 passages, 0 clusters, 2 sources\n"


def test_the_outcome_is_told_as_json(given: Path, data: Path) -> None:
    value = indexed(data, given)
    assert isinstance(value.pop("generation"), str)
    assert value == {
        "unchanged": False,
        "encoded": 2,
        "unreadable": 0,
        "partly_read": 0,
        "documents": 2,
        "passages": 2,
        "vectors": 2,
        "clusters": 0,
        "sources": 2,
    }


# -- again -------------------------------------------------------------------------------------


def test_indexing_again_what_is_unchanged_builds_nothing(given: Path, data: Path) -> None:
    first, again = indexed(data, given), indexed(data, given)
    assert again == {**first, "unchanged": True, "encoded": 0}
    assert [path.name for path in (data / "generations").iterdir()] == [first["generation"]]


def test_indexing_again_says_that_nothing_has_changed(given: Path, data: Path) -> None:
    index(data, given)
    assert index(data, given).out.startswith("Index unchanged: 2 documents")


def test_indexing_again_encodes_only_what_is_new(given: Path, data: Path) -> None:
    index(data, given)
    write(given / "new.txt", "More words.")
    value = indexed(data, given)
    assert (value["unchanged"], value["encoded"], value["documents"]) == (False, 1, 3)


def test_a_file_that_is_gone_is_gone_from_the_index(given: Path, data: Path) -> None:
    index(data, given)
    (given / "p0012.txt").unlink()
    index(data, given)
    assert doc_ids(data) == {"sub/page.md"}


def holding(data: Path, word: str) -> list[str]:
    """Return the files under `data` that hold `word` anywhere."""
    return [str(path) for path in data.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text("Entirely other words.", encoding="utf-8"),
        lambda path: path.write_text("Timber bridges stand long.", encoding="utf-8"),
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
    ],
    ids=["changed", "shrunk", "deleted", "unreadable"],
)
def test_what_is_no_longer_in_a_file_is_nowhere_in_the_data_folder(
    change: Callable[[Path], object], given: Path, data: Path
) -> None:
    path = write(given / "p0012.txt", "Timber bridges stand long.\n\nA xylophonist plays.")
    index(data, given)
    assert holding(data, "xylophonist") != []
    change(path)
    index(data, given)
    assert holding(data, "xylophon") == []


def test_a_file_of_another_name_is_indexed_under_that_name_only_and_encodes_nothing(given: Path, data: Path) -> None:
    index(data, given)
    (given / "p0012.txt").rename(given / "renamed.txt")
    assert indexed(data, given)["encoded"] == 0
    assert doc_ids(data) == {"renamed.txt", "sub/page.md"}
    assert holding(data, "p0012") == []


def test_a_file_with_a_new_date_but_the_same_words_is_unchanged(given: Path, data: Path) -> None:
    index(data, given)
    write(given / "p0012.txt", (given / "p0012.txt").read_bytes())
    assert indexed(data, given)["unchanged"] is True


def test_a_fresh_index_encodes_everything_although_nothing_has_changed(given: Path, data: Path) -> None:
    index(data, given)
    value = indexed(data, given, "--fresh")
    assert (value["unchanged"], value["encoded"]) == (False, 2)


# -- what cannot be read -----------------------------------------------------------------------


def test_unreadable_files_are_named_the_rest_is_indexed_and_the_end_is_1(given: Path, data: Path) -> None:
    write(given / "binary.txt", b"\x00\x01")
    write(given / "empty.md", "")
    ran = index(data, given)
    named = [line for line in ran.err.splitlines() if line.startswith("clusterbot: ")]
    assert ran.code == 1
    assert [line.split("'")[1] for line in named] == ["binary.txt", "empty.md"]
    assert ran.out.endswith("2 documents, 2 passages, 0 clusters, 2 sources; 2 files could not be read\n")
    assert doc_ids(data) == {"p0012.txt", "sub/page.md"}


def test_the_number_of_unreadable_files_is_in_the_json(given: Path, data: Path) -> None:
    write(given / "empty.md", "")
    ran = index(data, given, "--json")
    assert (ran.code, ran.json_lines[0]["unreadable"], ran.json_lines[0]["documents"]) == (1, 1, 2)


def test_a_path_that_is_not_there_is_named_and_the_rest_indexed(given: Path, data: Path, tmp_path: Path) -> None:
    ran = index(data, tmp_path / "gone", given)
    assert ran.code == 1
    assert "gone' is neither a file nor a folder. Check the path" in ran.err
    assert doc_ids(data) == {"p0012.txt", "sub/page.md"}


def test_a_given_file_of_another_format_is_refused_with_the_formats_that_are_read(data: Path, tmp_path: Path) -> None:
    ran = index(data, write(tmp_path / "a.zip", "PK"))
    assert ran.code == 2
    assert "'a.zip': no loader for '.zip'. Formats that can be read: " in ran.err
    assert ", .md, " in ran.err


@pytest.mark.parametrize("content", [None, b"\x00\x01"], ids=["empty folder", "only an unreadable file"])
def test_where_nothing_can_be_read_the_index_stays_as_it_was(
    content: bytes | None, given: Path, data: Path, tmp_path: Path
) -> None:
    index(data, given)
    (tmp_path / "other").mkdir()
    if content:
        write(tmp_path / "other" / "a.txt", content)
    ran = index(data, tmp_path / "other")
    assert (ran.code, ran.out) == (2, "")
    assert "nothing could be read, so nothing was indexed. The index stays as it was" in ran.err
    assert doc_ids(data) == {"p0012.txt", "sub/page.md"}


# -- links -------------------------------------------------------------------------------------


def test_links_in_a_loop_and_out_of_the_folder_are_not_followed(given: Path, data: Path, tmp_path: Path) -> None:
    secret = write(tmp_path / "outside" / "secret.txt", "Secret words.")
    (given / "loop").symlink_to(given, target_is_directory=True)
    (given / "sub" / "up").symlink_to(given, target_is_directory=True)
    (given / "a.txt").symlink_to(given / "b.txt")
    (given / "b.txt").symlink_to(given / "a.txt")
    (given / "c.txt").symlink_to(secret)
    (given / "outside").symlink_to(secret.parent, target_is_directory=True)
    ran = index(data, given)
    assert ran.out.startswith("Index built, 2 texts encoded: 2 documents")
    assert len([line for line in ran.err.splitlines() if " is a link " in line]) == 6
    assert doc_ids(data) == {"p0012.txt", "sub/page.md"}


def test_the_data_folder_may_lie_in_the_folder_that_is_indexed(given: Path) -> None:
    data = given / "data"
    index(data, given)
    assert indexed(data, given)["unchanged"] is True
    assert doc_ids(data) == {"p0012.txt", "sub/page.md"}


def test_a_file_that_grows_odd_names_is_indexed(data: Path, tmp_path: Path) -> None:
    names = ("ä ö.txt", "[bold].txt", "100%.txt", "'quote'.txt")
    for name in names:
        write(tmp_path / "odd" / name, f"Words of {name}")
    ran = index(data, tmp_path / "odd")
    assert (ran.code, doc_ids(data)) == (0, set(names))


# -- a dry run ---------------------------------------------------------------------------------


def test_a_dry_run_tells_what_would_happen_and_writes_nothing(given: Path, data: Path) -> None:
    ran = index(data, given, "--dry-run")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "new: 2",
        "  p0012.txt",
        "  sub/page.md",
        "changed: 0",
        "removed: 0",
        "unreadable: 0",
        "unchanged: 0",
        "2 texts would be encoded. Nothing was written",
    ]
    assert not data.exists()


def test_a_dry_run_tells_new_changed_removed_and_unreadable_files_as_json(given: Path, data: Path) -> None:
    index(data, given)
    write(given / "new.txt", "More words.")
    write(given / "p0012.txt", "Other words.")
    write(given / "empty.md", "")
    (given / "sub" / "page.md").unlink()
    ran = index(data, given, "--dry-run", "--json")
    (value,) = ran.json_lines
    (problem,) = value.pop("problems")
    assert "'empty.md'" in problem
    assert (ran.code, value) == (
        1,
        {
            "dry_run": True,
            "new": 1,
            "changed": 1,
            "removed": 1,
            "same": 0,
            "unreadable": 1,
            "partly_read": 0,
            "texts_to_encode": 2,
            "documents": {"new": ["new.txt"], "changed": ["p0012.txt"], "removed": ["sub/page.md"]},
        },
    )
    assert doc_ids(data) == {"p0012.txt", "sub/page.md"}


def test_of_many_documents_a_dry_run_names_some_and_counts_all(data: Path, tmp_path: Path) -> None:
    for n in range(25):
        write(tmp_path / "many" / f"{n:02}.txt", f"Page {n}.")
    lines = index(data, tmp_path / "many", "--dry-run").out.splitlines()
    assert (lines[0], lines[1], lines[20:22]) == ("new: 25", "  00.txt", ["  19.txt", "  … and 5 more"])


# -- repairing ---------------------------------------------------------------------------------


def test_a_repair_tells_what_it_made_again(given: Path, data: Path) -> None:
    index(data, given)
    (generations.current(data) / generations.VECTORS).unlink()
    ran = index(data, "--repair")
    assert ran.out.splitlines() == [
        "repaired: vector file 'vectors.faiss' is missing or unreadable.",
        "The index is whole: 2 documents, 2 passages, 0 clusters, 2 sources",
    ]
    assert clusterbot("check", "--data", data).out == "the index is whole\n"


def test_a_repair_is_told_as_json(given: Path, data: Path) -> None:
    index(data, given)
    (value,) = index(data, "--repair", "--json").json_lines
    assert (value["repaired"], value["generation"]) == ([], generations.current(data).name)


def test_what_cannot_be_repaired_is_an_error_with_what_to_run(given: Path, data: Path) -> None:
    index(data, given)
    (generations.current(data) / generations.DATABASE).write_bytes(b"")
    ran = index(data, "--repair")
    assert (ran.code, ran.out) == (1, "")
    assert "clusterbot index" in ran.err


# -- again and again ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--every", "soon"), "'soon' is not a span of time"),
        (("--every", "1h", "--watch"), "--every and --watch exclude each other"),
        (("--dry-run", "--repair"), "--dry-run and --repair exclude each other"),
        (("--watch",), "--watch needs files or folders"),
        (("--repair", "--fresh"), "--repair needs no documents"),
    ],
)
def test_options_that_make_no_sense_are_refused(arguments: tuple[str, ...], message: str, data: Path) -> None:
    ran = index(data, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def started(data: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    """Start `clusterbot index` in a process of its own, for what ends by a signal only."""
    return subprocess.Popen(
        [sys.executable, "-c", ENTRY, "index", *map(str, arguments), "--data", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment_of(WORDS),
        text=True,
    )


@pytest.mark.parametrize("way", [("--every", "1s"), ("--watch",)])
def test_what_changes_is_indexed_until_a_signal_ends_it(way: tuple[str, ...], given: Path, data: Path) -> None:
    with started(data, given, *way) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        write(given / "new.txt", "More words.")
        later = process.stdout.readline()
        while later.startswith("Index unchanged"):
            later = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    assert first == "Index built, 2 texts encoded: 2 documents, 2 passages, 0 clusters, 2 sources\n"
    assert later == "Index built, 1 texts encoded: 3 documents, 3 passages, 0 clusters, 3 sources\n"
    assert (process.returncode, err) == (0, "")


def test_a_run_that_fails_is_told_and_the_next_one_goes_on(given: Path, data: Path, tmp_path: Path) -> None:
    moved = given.rename(tmp_path / "moved")
    with started(data, given, "--every", "1s") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "given' is neither a file nor a folder" in process.stderr.readline()
        assert "nothing could be read" in process.stderr.readline()
        moved.rename(given)
        assert process.stdout.readline().startswith("Index built, 2 texts encoded")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 0
