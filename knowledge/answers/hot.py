"""A running bot takes a new generation over between two questions; whoever is in the middle of one keeps the old.

Work is done in *turns*. A turn sees one generation from its beginning to its end, however many times that is replaced
meanwhile; an old one is closed when the last turn that uses it ends. The turn that finds a new one opens it, while turns of
other threads go on with the old. A new generation that cannot be opened is told in the log, and the old one answers on.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from knowledge.answers.answer import Answerer
from knowledge.clusters.outcomes import Outcome, Request
from knowledge.errors import KnowledgeError
from knowledge.index.homes import home_at
from knowledge.index.store_protocol import IndexHome
from knowledge.retrieval.base import KnowledgeBase

RETRY_SECONDS = 30.0
_log = logging.getLogger(__name__)

T = TypeVar("T")
Opener = Callable[[], KnowledgeBase]


@dataclass(slots=True)
class _Opened:
    """A generation that is open, how many turns use it, and whether another has taken its place."""

    answerer: Answerer
    n_turns: int = 0
    is_replaced: bool = False

    def close(self) -> None:
        self.answerer.base.close()


class HotIndex:
    """The index at `where`, always of the generation that answers now. Several threads may use it at once."""

    def __init__(self, where: Path | IndexHome, opener: Opener, *, clock: Callable[[], float] = monotonic) -> None:
        """Open it. Raises what `opener` raises."""
        self._home = home_at(where)
        self._opener = opener
        self._clock = clock
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._turns = threading.local()
        self._seen = self._home.stamp()
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

    def _open(self) -> _Opened:
        base = self._opener()
        try:
            return _Opened(Answerer(base))
        except BaseException:
            base.close()
            raise

    def _take_over(self) -> None:
        stamp = self._home.stamp()
        is_due = self._retry_at is not None and self._clock() >= self._retry_at
        if (stamp == self._seen or stamp is None) and not is_due:
            return
        if not self._opening.acquire(blocking=False):
            return  # another thread is at it
        try:
            self._open_new(stamp)
        finally:
            self._opening.release()

    def _open_new(self, stamp: Hashable | None) -> None:
        try:
            if self._home.current_name() == self._current.answerer.base.manifest.generation:
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
