"""How a bot that runs for long holds memory."""

from __future__ import annotations

import ctypes

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h
_ARENAS = 3  # with two, threads wait for one another; four take 4 MB more


def share_memory() -> bool:
    """Have all threads of the process take memory from three places; return whether that could be set.

    glibc gives each thread one of its own, up to eight for each core, and what is free in one is of no use to another.
    Called before threads are started. Other C libraries do not know it.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return bool(mallopt(_ARENA_MAX, _ARENAS))
