from __future__ import annotations

import subprocess
import sys

import pytest

# Sixteen threads that hold memory at once, each too little for a mapping of its own; printed is from how many places it came.
_THREADS = """
import ctypes, sys, threading
from bot.memory import share_memory
if "shared" in sys.argv and not share_memory():
    print("none")
    sys.exit()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
places, all_there = set(), threading.Barrier(16)
def take():
    places.add(libc.malloc(50_000) >> 26)  # a place begins at a multiple of 64 MB
    all_there.wait()
threads = [threading.Thread(target=take) for _ in range(16)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len(places))
"""


def places(*arguments: str) -> str:
    command = [sys.executable, "-c", _THREADS, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.strip()


def test_threads_take_memory_from_few_places() -> None:
    shared = places("shared")
    if shared == "none":
        pytest.skip("another C library than glibc")
    assert int(shared) <= 4 < int(places())
