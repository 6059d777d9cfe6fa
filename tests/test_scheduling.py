"""Indexing by the clock and on change. Times are waited for, never measured."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.scheduling import ended_by_signals, every, seconds_of, whenever_changed
from knowledge.errors import InputError

PATIENCE = 60.0


@pytest.mark.parametrize(
    ("span", "seconds"),
    [("30s", 30), ("1m", 60), ("15min", 900), ("1h", 3600), ("2 d", 172_800), (" 1H ", 3600)],
)
def test_a_span_is_a_number_and_a_unit(span: str, seconds: int) -> None:
    assert seconds_of(span) == seconds


@pytest.mark.parametrize("span", ["", "1", "h", "0s", "-1h", "1.5h", "1w", "1h30", "9999999s", "١h1"])
def test_what_is_no_span_is_refused_with_an_example(span: str) -> None:
    with pytest.raises(InputError, match=r"is not a span of time.*--every 1h"):
        seconds_of(span)


def test_what_is_done_every_so_often_is_done_at_once_and_again_until_the_end() -> None:
    stop, done = threading.Event(), [0]

    def run() -> None:
        done[0] += 1
        if done[0] == 3:
            stop.set()

    every(0.01, run, stop)
    assert done == [3]


def test_a_span_is_not_waited_out_at_the_end() -> None:
    stop = threading.Event()
    every(1e6, stop.set, stop)


class Watched:
    """Watches a folder in a thread of its own and counts the runs."""

    def __init__(self, paths: list[Path], data: Path) -> None:
        self._stop = threading.Event()
        self._changed = threading.Condition()
        self.n_runs = 0
        self.during: Callable[[], object] = lambda: None
        self._thread = threading.Thread(
            target=whenever_changed, args=(paths, data, self._run, self._stop), kwargs={"settle_ms": 50}
        )

    def _run(self) -> None:
        self.during()
        with self._changed:
            self.n_runs += 1
            self._changed.notify_all()

    def wait_for(self, n: int, *, patience: float = PATIENCE) -> bool:
        """Return whether there are `n` runs within the time."""
        with self._changed:
            return self._changed.wait_for(lambda: self.n_runs >= n, patience)

    def __enter__(self) -> Watched:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "given" / "sub").mkdir(parents=True)
    return tmp_path / "given"


def test_a_new_a_changed_and_a_removed_file_are_each_noticed(folder: Path, tmp_path: Path) -> None:
    with Watched([folder], tmp_path / "data") as watched:
        assert watched.wait_for(1)
        for n, change in enumerate(
            (
                lambda: (folder / "sub" / "a.txt").write_text("one", encoding="utf-8"),
                lambda: (folder / "sub" / "a.txt").write_text("two", encoding="utf-8"),
                lambda: (folder / "sub" / "a.txt").unlink(),
            ),
            2,
        ):
            before = watched.n_runs
            change()
            assert watched.wait_for(before + 1), n


def test_what_changes_during_a_run_is_noticed_behind_it(folder: Path, tmp_path: Path) -> None:
    watched = Watched([folder], tmp_path / "data")
    writes = iter([lambda: (folder / "late.txt").write_text("late", encoding="utf-8")])
    watched.during = lambda: next(writes, lambda: 0)()
    with watched:
        assert watched.wait_for(2)


def test_what_the_index_writes_into_the_folder_is_no_change(folder: Path) -> None:
    watched = Watched([folder], folder / "data")
    (folder / "data").mkdir()
    watched.during = lambda: (folder / "data" / "CURRENT").write_text("x", encoding="utf-8")
    with watched:
        assert watched.wait_for(1)
        assert not watched.wait_for(2, patience=1)
        (folder / "a.txt").write_text("one", encoding="utf-8")
        assert watched.wait_for(2)


def test_a_path_that_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone' is neither a file nor a folder, so it cannot be watched\. Check the"):
        whenever_changed([tmp_path / "gone"], tmp_path, lambda: None, threading.Event())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_after_the_run_in_hand_and_the_handlers_are_put_back(number: int) -> None:
    before = signal.getsignal(number)
    done = []
    with ended_by_signals() as stop:

        def run() -> None:
            os.kill(os.getpid(), number)
            done.append("whole")

        every(1e6, run, stop)
    assert (done, signal.getsignal(number)) == (["whole"], before)
