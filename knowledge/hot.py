"""A running bot takes a new generation over between two questions; whoever is in the middle of one keeps the old.

Work is done in *turns*. A turn sees one generation from its beginning to its end, however many times that is replaced
meanwhile; an old one is closed when the last turn that uses it ends. The turn that finds a new one opens it, while turns of
other threads go on with the old. A new generation that cannot be opened is told in the log, and the old one answers on.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from knowledge import generations
from knowledge.answer import Answerer, Outcome, Request
from knowledge.base import KnowledgeBase
from knowledge.errors import IndexMissing, KnowledgeError
from knowledge.locks import Lock

RETRY_SECONDS = 30.0
_ATTEMPTS = 10
_log = logging.getLogger(__name__)

T = TypeVar("T")
Opener = Callable[[], KnowledgeBase]
_Stamp = tuple[int, int, int] | None


def open_pinned(data: Path, opener: Opener) -> tuple[KnowledgeBase, Lock]:
    """Return what `opener` opens, which is the current generation under `data`, and a hold on it: it is not removed.

    Opens again where a writer has replaced the generation meanwhile. Raises what `opener` raises.
    """
    for attempt in range(_ATTEMPTS):
        folder = generations.current(data)
        try:
            lock = generations.pin(folder)
        except FileNotFoundError:
            lock = None
        except OSError as error:
            raise generations.cannot_read(data, error) from error
        try:
            # from here on a pruner leaves it: it removes only what neither answers nor is pinned
            if (lock is None or generations.current(data) != folder) and attempt < _ATTEMPTS - 1:
                _release(lock)
                continue
            base = opener()
        except KnowledgeError:
            _release(lock)
            if attempt < _ATTEMPTS - 1 and _is_replaced(data, folder):
                continue
            raise
        except BaseException:
            _release(lock)
            raise
        if lock is not None and base.manifest.generation == folder.name:
            return base, lock
        base.close()
        _release(lock)
    raise IndexMissing(f"the index in {str(data)!r} was replaced {_ATTEMPTS} times while it was opened. Try again")


def _release(lock: Lock | None) -> None:
    if lock is not None:
        lock.release()


def _is_replaced(data: Path, folder: Path) -> bool:
    try:
        return generations.current(data) != folder
    except KnowledgeError:
        return False


@dataclass(slots=True)
class _Opened:
    """A generation that is open, how many turns use it, and whether another has taken its place."""

    answerer: Answerer
    lock: Lock
    n_turns: int = 0
    is_replaced: bool = False

    def close(self) -> None:
        self.answerer.base.close()
        self.lock.release()


class HotIndex:
    """The index under `data`, always of the generation that answers now. Several threads may use it at once."""

    def __init__(self, data: Path, opener: Opener, *, clock: Callable[[], float] = monotonic) -> None:
        """Open it. Raises what `opener` raises."""
        self._data = data
        self._opener = opener
        self._clock = clock
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._turns = threading.local()
        self._seen: _Stamp = self._stamp()
        self._retry_at: float | None = None
        self._current = self._open()

    @contextmanager
    def turn(self) -> Iterator[Answerer]:
        """Give the answerer of one generation, the same in all turns within this one."""
        opened: _Opened | None = getattr(self._turns, "opened", None)
        if opened is not None:
            yield opened.answerer
            return
        self._take_over()
        with self._lock:
            opened = self._current
            opened.n_turns += 1
        self._turns.opened = opened
        try:
            yield opened.answerer
        finally:
            self._turns.opened = None
            with self._lock:
                opened.n_turns -= 1
                is_last = opened.is_replaced and opened.n_turns == 0
            if is_last:
                opened.close()

    @property
    def now(self) -> Answerer:
        """The answerer of this thread's turn; between turns that of the generation that was opened last."""
        opened: _Opened | None = getattr(self._turns, "opened", None)
        return (opened or self._current).answerer

    def close(self) -> None:
        """Close the index, once no turn is under way."""
        with self._lock:
            opened = self._current
            opened.is_replaced = True
            is_free = opened.n_turns == 0
        if is_free:
            opened.close()

    # -- taking over ---------------------------------------------------------------------------------------------------

    def _stamp(self) -> _Stamp:
        """Return what changes whenever the pointer is replaced; None: it cannot be seen."""
        try:
            found = (self._data / generations.POINTER).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _open(self) -> _Opened:
        base, lock = open_pinned(self._data, self._opener)
        try:
            return _Opened(Answerer(base), lock)
        except BaseException:
            base.close()
            lock.release()
            raise

    def _take_over(self) -> None:
        stamp = self._stamp()
        is_due = self._retry_at is not None and self._clock() >= self._retry_at
        if (stamp == self._seen or stamp is None) and not is_due:
            return
        if not self._opening.acquire(blocking=False):
            return  # another thread is at it
        try:
            self._open_new(stamp)
        finally:
            self._opening.release()

    def _open_new(self, stamp: _Stamp) -> None:
        try:
            if generations.current(self._data).name == self._current.answerer.base.manifest.generation:
                self._seen, self._retry_at = stamp, None
                return
            opened = self._open()
        except KnowledgeError as error:
            self._seen, self._retry_at = stamp, self._clock() + RETRY_SECONDS
            name = self._current.answerer.base.manifest.generation
            _log.warning("the new index cannot be opened, generation %s answers on: %s", name, error)
            return
        with self._lock:
            former, self._current = self._current, opened
            former.is_replaced = True
            is_free = former.n_turns == 0
        self._seen, self._retry_at = stamp, None
        if is_free:
            former.close()
        _log.info("generation %s answers now", opened.answerer.base.manifest.generation)


class HotAnswerer(Answerer):
    """An answerer whose index, finder, model and all else are those of the generation that answers now.

    What asks it for more than one thing does so within a `turn`, and gets all of one generation.
    """

    def __init__(self, index: HotIndex) -> None:
        self.index = index  # all other attributes are looked up in the answerer of the turn

    def __getattr__(self, name: str) -> Any:
        if name == "index":  # not set yet
            raise AttributeError(name)
        return getattr(self.index.now, name)

    def turn(self) -> Any:
        """Return a context in which all that this thread asks comes of one generation."""
        return self.index.turn()

    def answer(self, request: Request) -> Outcome:
        """Return the answer to `request`, in a turn of its own if none is under way."""
        with self.index.turn() as answerer:
            return answerer.answer(request)

    def close(self) -> None:
        """Close the index."""
        self.index.close()


def in_turn(answerer: Answerer, work: Callable[[], T]) -> Callable[[], T]:
    """Return `work` as one turn of `answerer`, if that takes new generations over; else as it is."""
    if not isinstance(answerer, HotAnswerer):
        return work
    index = answerer.index

    def turn() -> T:
        with index.turn():
            return work()

    return turn
