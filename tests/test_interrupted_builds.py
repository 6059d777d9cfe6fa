"""Whatever ends a build, readers see the old index or the new, never a mixture, and the next run completes."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic, sleep

import pytest
from command_line import ENTRY, WORDS, environment_of
from made import document

from indexer.generation.builder import build
from indexer.generation.embedding_cache import FILE_NAME
from indexer.shipped.corpus import Corpus
from knowledge.errors import StorageError
from knowledge.index import generations, integrity, manifest
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import WordEncoder

ENCODER = WordEncoder(64)
N_KILLS = 52
MOST_KILLS = 200  # until a machine on which all moments were too early or too late is given up


def corpus(version: str) -> Corpus:
    """Return documents that all name `version`."""
    texts = [f"Bridge {n} is of version {version}." for n in range(24)]
    lines = ("Which bridge?", "How long is it?")
    return Corpus(
        tuple(
            document(f"d{n}", text, kind="statement", statement_id=f"s{n % 6}", asked=lines)
            for n, text in enumerate(texts)
        ),
        (),
    )


def versions(data: Path) -> set[str]:
    """Return the versions that the documents, passages and found passages of the current index name; it must be whole."""
    assert integrity.problems(data) == []
    base = KnowledgeBase.open(data, ENCODER)
    hits = base.searcher.search(base.searcher.prepare("bridge of version", "en"), k=5)
    texts = [hit.passage.text for hit in hits] + [p.text for p in base.store.passages_of(None).values()]
    texts += [base.store.document_text(doc_id) or "" for doc_id, _, _ in base.store.documents()]
    base.close()
    return {text.split()[-1].rstrip(".") for text in texts}


def generations_in(data: Path) -> list[str]:
    return sorted(path.name for path in (data / generations.FOLDER).iterdir())


# -- killed ------------------------------------------------------------------------------------


def _build_and_say(data: str, version: str, started: object) -> None:
    started.set()  # type: ignore[attr-defined]
    build(corpus(version), WordEncoder(64), Path(data))


def _started(processes: ForkServerContext, data: Path, version: str) -> BaseProcess:
    started = processes.Event()
    process = processes.Process(target=_build_and_say, args=(str(data), version, started))
    process.start()
    assert started.wait(60)
    return process


def test_killed_at_any_moment_the_old_or_the_new_index_answers_and_the_next_run_completes(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    build(corpus("old"), ENCODER, tmp_path)
    undisturbed = _started(processes, tmp_path, "new")
    begun = monotonic()
    undisturbed.join()
    seconds = monotonic() - begun
    chance = random.Random(7)
    now, ends = "new", {"old": 0, "new": 0}
    for number in range(MOST_KILLS):
        if number >= N_KILLS and min(ends.values()) > 0:
            break
        wanted = f"v{number}"
        process = _started(processes, tmp_path, wanted)
        sleep(chance.uniform(0, seconds))
        process.kill()
        process.join()
        (found,) = versions(tmp_path)
        assert found in (now, wanted)
        ends["new" if found == wanted else "old"] += 1
        seconds *= 0.8 if found == wanted else 1.1  # so that moments before and behind the publishing are met
        now = found
    assert min(ends.values()) > 0  # else the moments were all too early or all too late
    outcome = build(corpus("last"), ENCODER, tmp_path)
    assert versions(tmp_path) == {"last"}
    assert generations_in(tmp_path) == [outcome.generation]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "generations", "index.lock"]


# -- full, read-only, taken --------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path) -> Path:
    build(corpus("old"), ENCODER, tmp_path / "data")
    return tmp_path / "data"


LIMITED = """
import resource, sys
from pathlib import Path
from test_interrupted_builds import corpus
from indexer.generation.builder import build
from knowledge.sentence_model.encoder import WordEncoder
from knowledge.errors import StorageError
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    build(corpus("new"), WordEncoder(64), Path(sys.argv[1]))
except StorageError as error:
    print(error)
"""


def sizes(data: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in generations.current(data).iterdir()}


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.6, 0.9, 0.99])
def test_when_the_disk_takes_no_more_the_old_index_answers_and_the_next_run_completes(share: float, data: Path) -> None:
    limit = int(share * max(sizes(data).values()))  # no file may grow beyond that, as on a disk that is full
    environment = environment_of({"PYTHONPATH": os.pathsep.join(sys.path)})
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, str(data), str(limit)], capture_output=True, text=True, env=environment
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "cannot be written" in ran.stdout
    assert ran.stdout.endswith("The index stays as it was\n")
    assert versions(data) == {"old"}
    build(corpus("new"), ENCODER, data)
    assert versions(data) == {"new"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own; skipped where none may be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("free", [0, 30_000, 70_000, 110_000])
def test_on_a_disk_that_is_full_the_old_index_answers_and_the_next_run_completes(free: int, small_disk: Path) -> None:
    build(corpus("old"), ENCODER, small_disk)
    with (small_disk / "filler").open("wb") as filler:
        left = os.statvfs(small_disk)
        filler.write(b"x" * max(0, left.f_bavail * left.f_frsize - free))
    with pytest.raises(StorageError, match=r"cannot be written .* The index stays as it was"):
        build(corpus("new"), ENCODER, small_disk)
    assert versions(small_disk) == {"old"}
    (small_disk / "filler").unlink()
    build(corpus("new"), ENCODER, small_disk)
    assert versions(small_disk) == {"new"}


@pytest.fixture
def read_only(small_disk: Path) -> Iterator[Path]:
    """The folder of an index that nobody can write, not even the system's administrator."""
    build(corpus("old"), ENCODER, small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    yield small_disk
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)


def test_in_a_read_only_folder_the_old_index_answers_and_the_error_says_so(read_only: Path) -> None:
    with pytest.raises(StorageError, match=r"cannot be written \(Read-only file system\)\. Choose another with --data"):
        build(corpus("new"), ENCODER, read_only)
    assert versions(read_only) == {"old"}


def test_in_a_read_only_folder_an_unchanged_corpus_is_no_error(read_only: Path) -> None:
    assert build(corpus("old"), ENCODER, read_only).unchanged


def test_while_one_indexer_is_at_work_another_is_refused_and_changes_nothing(data: Path) -> None:
    with (
        generations.writing(data),
        pytest.raises(StorageError, match=r"another indexer \(process \d+\) is at work in .*Wait until it is done"),
    ):
        build(corpus("new"), ENCODER, data)
    assert versions(data) == {"old"}
    assert generations_in(data) == [generations.current(data).name]
    assert not (data / FILE_NAME).exists()


def test_a_part_that_was_not_written_whole_is_not_published(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(made: manifest.Manifest, folder: Path) -> None:
        written(made, folder)
        (folder / generations.VECTORS).write_bytes(b"")  # as some writers leave a file on a full disk, without an error

    written = manifest.write
    monkeypatch.setattr(manifest, "write", write)
    with pytest.raises(StorageError, match="could not be written whole"):
        build(corpus("new"), ENCODER, data)
    assert versions(data) == {"old"}


def test_the_command_line_says_in_one_line_that_the_disk_is_full(data: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Herons stand long. They are grey.", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", ENTRY, "index", str(tmp_path / "page.txt"), "--data", str(data)],
        capture_output=True,
        text=True,
        env=environment_of(WORDS),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)),
    )
    assert ran.returncode == 1
    assert [line for line in ran.stderr.splitlines() if "cannot be written" in line] == [ran.stderr.splitlines()[-1]]
    assert "Traceback" not in ran.stderr


def test_an_indexer_that_is_told_to_end_leaves_the_old_index(processes: ForkServerContext, data: Path) -> None:
    process = _started(processes, data, "new")
    assert process.pid is not None
    os.kill(process.pid, signal.SIGTERM)
    process.join()
    assert versions(data) <= {"old", "new"}
    build(corpus("new"), ENCODER, data)
    assert versions(data) == {"new"}
