"""Runs what takes time in threads of its own, so that the event loop never waits for a search or for the disk.

There are two kinds of threads. One does what is quick: commands, buttons, all that asks nothing of the encoder. The others
answer, and take what waits in the order in which it is *due*: its arrival plus the time that it is expected to take. A short
question therefore overtakes a long one that came before it, and yet none waits for ever, since each is due at some time.
All of them but one may work on long questions at once; the last is kept for the short ones.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import count
from time import monotonic
from typing import Any, TypeVar

from knowledge.errors import InputError, KnowledgeError

T = TypeVar("T")

WORKERS = 4
_FEW_CHARS = 250
_SECONDS_A_CHAR = 0.0005  # measured with texts of 4,000 characters: they take up to 2 s
_SPARE_SECONDS = 86_400.0


class EngineClosed(KnowledgeError):
    """Work was given to an engine that is closed."""


def expected_seconds(text: str) -> float:
    """Return how long an answer to `text` may take, roughly: nothing to speak of up to 250 characters, then more with each."""
    return max(0, len(text) - _FEW_CHARS) * _SECONDS_A_CHAR


@dataclass(order=True, slots=True)
class _Job:
    due: float
    number: int
    is_long: bool = field(compare=False)
    work: Callable[[], Any] = field(compare=False)
    future: Future[Any] = field(compare=False)

    def run(self) -> None:
        """Do the work and set its outcome, unless nobody waits for it any more."""
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            self.future.set_result(self.work())
        except BaseException as error:  # noqa: BLE001 - it is raised where the outcome is awaited
            self.future.set_exception(error)


class Engine:
    """Threads for an event loop: one for what is quick, `workers` for answers. Raises `InputError` for less than one."""

    def __init__(self, *, workers: int = WORKERS) -> None:
        if workers < 1:
            raise InputError(f"{workers} workers cannot answer: give 1 or more")
        self._clock = monotonic
        self._numbers = count()
        self._changed = threading.Condition()
        self._quick: list[_Job] = []
        self._answers: list[_Job] = []
        self._n_long = 0
        self._most_long = max(1, workers - 1)
        self._is_open = True
        self._threads = [threading.Thread(target=self._serve, args=(self._next_quick,), name="quick", daemon=True)]
        self._threads += [
            threading.Thread(target=self._serve, args=(self._next_answer,), name=f"answers-{n}", daemon=True)
            for n in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def is_busy(self) -> bool:
        """Return whether a question waits for a thread; spare work does not count."""
        with self._changed:
            return any(job.due - self._clock() < _SPARE_SECONDS / 2 for job in self._answers)

    async def spare(self, work: Callable[[], T]) -> T:
        """Return what `work` returns, done in a thread for answers when no question waits; one thread stays free of it."""
        return await self._done(self._answers, work, _SPARE_SECONDS)

    async def quick(self, work: Callable[[], T]) -> T:
        """Return what `work` returns, done in the thread for what is quick; raises what it raises."""
        return await self._done(self._quick, work, 0.0)

    async def answer(self, work: Callable[[], T], *, seconds: float = 0.0) -> T:
        """Return what `work` returns, done in a thread for answers; `seconds` is what it is expected to take.

        Work that is cancelled before its turn is never begun. Raises what `work` raises.
        """
        return await self._done(self._answers, work, seconds)

    async def _done(self, queue: list[_Job], work: Callable[[], T], seconds: float) -> T:
        future: Future[T] = Future()
        with self._changed:
            if not self._is_open:
                raise EngineClosed("the engine is closed and takes no more work: open another")
            queue.append(_Job(self._clock() + seconds, next(self._numbers), seconds > 0, work, future))
            self._changed.notify_all()
        return await asyncio.wrap_future(future)

    def close(self, *, patience: float | None = None) -> bool:
        """Cancel what waits, and end the threads once what is in hand is done; once more does nothing.

        Return whether all have ended within `patience` seconds (None: whenever that is).
        """
        with self._changed:
            self._is_open = False
            for job in (*self._quick, *self._answers):
                job.future.cancel()
            self._quick.clear()
            self._answers.clear()
            self._changed.notify_all()
        ends = None if patience is None else self._clock() + patience
        for thread in self._threads:
            thread.join(None if ends is None else max(0.0, ends - self._clock()))
        return not any(thread.is_alive() for thread in self._threads)

    # -- the threads -------------------------------------------------------------------------------------------

    def _serve(self, take: Callable[[], _Job | None]) -> None:
        while True:
            with self._changed:
                job = take()
                while job is None:
                    if not self._is_open:
                        return
                    self._changed.wait()
                    job = take()
                self._n_long += job.is_long
            job.run()
            with self._changed:
                self._n_long -= job.is_long
                self._changed.notify_all()

    def _next_quick(self) -> _Job | None:
        return self._quick.pop(0) if self._quick else None

    def _next_answer(self) -> _Job | None:
        """Take out and return the job that is due first, of those that may be begun now; None: there is none."""
        may_be_long = self._n_long < self._most_long
        free = [job for job in self._answers if may_be_long or not job.is_long]
        if not free:
            return None
        job = min(free)
        self._answers.remove(job)
        return job
