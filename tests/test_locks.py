from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.index.locks import Lock

ELSEWHERE = """
import sys, time
from pathlib import Path
from knowledge.index.locks import Lock
lock = Lock.alone(Path(sys.argv[1]))
print("taken" if lock else "refused", flush=True)
time.sleep(float(sys.argv[2]))
"""


def test_one_lock_alone_refuses_every_other(tmp_path: Path) -> None:
    first = Lock.alone(tmp_path / "lock")
    assert first is not None
    assert Lock.alone(tmp_path / "lock") is None
    assert Lock.shared(tmp_path / "lock") is None
    first.release()


def test_shared_locks_refuse_only_one_alone(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    first, second = Lock.shared(tmp_path / "lock"), Lock.shared(tmp_path / "lock")
    assert first is not None
    assert second is not None
    first.release()
    assert Lock.alone(tmp_path / "lock") is None
    second.release()
    third = Lock.alone(tmp_path / "lock")
    assert third is not None
    third.release()


def test_a_lock_is_given_back_once_however_often_that_is_said(tmp_path: Path) -> None:
    first = Lock.alone(tmp_path / "lock")
    assert first is not None
    first.release()
    second = Lock.alone(tmp_path / "lock")
    first.release()
    assert second is not None
    assert Lock.alone(tmp_path / "lock") is None
    second.release()


def test_what_is_written_is_all_that_the_file_holds(tmp_path: Path) -> None:
    lock = Lock.alone(tmp_path / "lock")
    assert lock is not None
    lock.write("a long line")
    lock.write("short")
    assert (tmp_path / "lock").read_text(encoding="utf-8") == "short"
    lock.release()


def test_a_shared_lock_needs_a_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Lock.shared(tmp_path / "lock")


def test_a_process_that_is_killed_leaves_no_lock(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", ELSEWHERE, str(tmp_path / "lock"), "60"], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    with other, other.stdout:
        assert other.stdout.readline() == "taken\n"
        assert Lock.alone(tmp_path / "lock") is None
        other.kill()
        other.wait()
    lock = Lock.alone(tmp_path / "lock")
    assert lock is not None
    lock.release()
