from __future__ import annotations

import gc
import mmap
from pathlib import Path

import pytest

from knowledge.process.large_pages import LARGE, move_into

_STATUS = Path("/proc/self/smaps_rollup")


def kilobytes(name: str) -> int:
    """Return what the system says of this process: memory in use, or in large pages."""
    return next(int(line.split()[1]) for line in _STATUS.read_text().splitlines() if line.startswith(f"{name}:"))


@pytest.fixture
def moved() -> int:
    n = sum(1 for _ in move_into())
    if not n:
        pytest.skip("the system has no large pages")
    return n


def test_memory_in_use_is_moved_and_stays_what_it_is(moved: int) -> None:
    assert moved
    with mmap.mmap(-1, 4 * LARGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as memory:
        written = bytes(range(256)) * (4 * LARGE // 256)
        memory[:] = written
        before = kilobytes("AnonHugePages")
        *_, last = move_into()
        assert kilobytes("AnonHugePages") >= before + 3 * LARGE // 1024  # it need not begin where a large page does
        assert last >= 3
        assert memory[:] == written


def test_what_is_hardly_used_takes_no_more_memory(moved: int) -> None:
    with mmap.mmap(-1, 32 * LARGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as memory:
        for at in range(0, len(memory), LARGE // 4):
            memory[at] = 1
        gc.collect()
        before = kilobytes("Rss")
        assert sum(1 for _ in move_into()) < moved + 32
        assert kilobytes("Rss") < before + 16 * LARGE // 1024


def test_moving_again_moves_no_more(moved: int) -> None:
    before = kilobytes("AnonHugePages")
    assert abs(sum(1 for _ in move_into()) - moved) <= 4
    assert abs(kilobytes("AnonHugePages") - before) <= 4 * LARGE // 1024
