from __future__ import annotations

import gc
import subprocess
import sys
import weakref

import pytest

from knowledge.process.garbage import set_aside, uncollected


class Ring:
    """Refers to itself: only a collection takes it away."""

    def __init__(self) -> None:
        self.ring = self


def test_no_garbage_is_looked_for_meanwhile_and_again_afterwards() -> None:
    with uncollected():
        ring = weakref.ref(Ring())
        _kept = [[] for _ in range(100_000)]  # type: ignore[var-annotated]
        assert ring() is not None
        assert not gc.isenabled()
    assert gc.isenabled()


def test_garbage_is_looked_for_again_after_an_error() -> None:
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled()


def test_within_one_another_the_outer_one_ends_it() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_command_ends_without_looking_for_garbage() -> None:
    told = """
import atexit, gc
atexit.register(lambda: print(gc.get_freeze_count() > 1000))  # runs behind what the command has registered
from bot.cli import main
main(["--version"])
"""
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "True"


def test_what_is_set_aside_is_looked_through_when_the_next_is() -> None:
    kept = Ring()
    former = Ring()
    gone = weakref.ref(former)
    set_aside()
    try:
        del former
        gc.collect()
        assert gone() is not None  # a collection does not go through what is set aside
        set_aside()
        assert gone() is None
        assert kept.ring is kept
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
