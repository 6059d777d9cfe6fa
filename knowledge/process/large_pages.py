"""Memory in large pages: where Linux has them, what an open index keeps is moved into pages of 2 MB.

Otherwise it lies in some fifty thousand pages of 4 KB, and a processor remembers of far fewer where they are: looking that up
takes a fifteenth of an answer's time (docs/benchmarks.md).
"""

from __future__ import annotations

import ctypes
import mmap
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

LARGE = 2 << 20  # bytes; where large pages have another size, the system declines
_COLLAPSE = 25  # MADV_COLLAPSE of linux/mman.h, since Linux 6.1
_SMALL = mmap.PAGESIZE
_LEAST = LARGE // _SMALL // 2  # small pages in use: what is hardly used would only take more memory
_MAPS = Path("/proc/self/maps")
_STACK = "[stack]"

Move = Callable[[int], bool]


def move_into() -> Iterator[int]:
    """Move the memory of this process that belongs to no file into large pages; yield after each how many these are by now.

    One takes a millisecond or two, in which other threads go on. What lies in a large page already counts and stays there.
    Nothing is yielded where the system has none.
    """
    move = _move()
    if move is None:
        return
    n = 0
    for start, end in _places():
        for at in range(-(-start // LARGE) * LARGE, end // LARGE * LARGE, LARGE):
            if move(at):
                n += 1
                yield n


def _places() -> list[tuple[int, int]]:
    """Return from where to where memory lies that belongs to no file; none where the system does not tell."""
    try:
        lines = _MAPS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    # "7f0136000000-7f0138000000 rw-p 00000000 00:00 0   [heap]": places, rights, offset, device, number and name of the file
    rows = [line.split(maxsplit=5) for line in lines]
    own = [row[0].partition("-") for row in rows if row[1] == "rw-p" and row[4] == "0" and row[-1] != _STACK]
    return [(int(start, 16), int(end, 16)) for start, _, end in own]


@cache
def _move() -> Move | None:
    """Return what moves the memory from a place on into one large page, if half of it is in use, and tells whether it lies in
    one now; None: the system has nothing of the kind.
    """
    if not sys.platform.startswith("linux"):
        return None
    try:
        system = ctypes.CDLL(None)
        in_use, advise = system.mincore, system.madvise
    except (AttributeError, OSError):
        return None
    in_use.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p)
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)

    def move(at: int) -> bool:
        used = ctypes.create_string_buffer(LARGE // _SMALL)  # a byte for each small page, of which the last bit says so
        if in_use(at, LARGE, used) != 0 or used.raw.count(b"\x01") < _LEAST:
            return False
        return bool(advise(at, LARGE, _COLLAPSE) == 0)

    return move
