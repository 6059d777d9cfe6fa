"""When Python looks for garbage: not while a process makes what it then keeps."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile. Looking through all that is loaded again and again takes a tenth of a start."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def set_aside() -> None:
    """Look for no garbage among what is there now. What is set aside already, a former index by then, is looked through first.

    An index is kept for as long as a process answers, and to look through its objects again and again takes 3 % of the
    time of an answer (docs/benchmarks.md). What nobody refers to any more is freed at once all the same.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
