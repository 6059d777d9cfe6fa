"""How often a person may press buttons and type inline queries: kept in memory, since it concerns no more than a minute."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

MAX_PERSONS = 10_000


class Bursts:
    """At most `most` in any `seconds` by each person; of more than 10,000 persons, the least recent are forgotten.

    May be called from several threads.
    """

    def __init__(self, most: int, *, seconds: float = 60.0, clock: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def admits(self, person: str) -> bool:
        """Return whether `person` may go on; if so, it counts."""
        now = self._clock()
        with self._lock:
            times = self._times.setdefault(person, deque())
            self._times.move_to_end(person)
            while len(self._times) > MAX_PERSONS:
                self._times.popitem(last=False)
            while times and now - times[0] >= self._seconds:
                times.popleft()
            if len(times) >= self._most:
                return False
            times.append(now)
            return True
