"""Indexes again and again: by the clock (`--every`), or whenever a file changes (`--watch`)."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from knowledge.errors import InputError, StorageError

_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400}
_SPAN = re.compile(r"(?P<n>\d{1,6})\s*(?P<unit>s|m|min|h|d)")
_ENDING = (signal.SIGINT, signal.SIGTERM)
_SETTLE_MS = 500  # files are often written in several steps


def seconds_of(span: str) -> int:
    """Return the seconds of a span such as "30s", "15min", "1h" or "1d". Raises `InputError`."""
    match = _SPAN.fullmatch(span.strip().casefold())
    seconds = int(match["n"]) * _SECONDS[match["unit"]] if match else 0
    if seconds < 1:
        raise InputError(f"{span!r} is not a span of time. Write a number and s, min, h or d: --every 1h")
    return seconds


def every(seconds: float, run: Callable[[], None], stop: threading.Event) -> None:
    """Call `run` now and whenever `seconds` have gone by since it ended, until `stop` is set."""
    while not stop.is_set():
        run()
        stop.wait(seconds)


def whenever_changed(
    paths: Sequence[Path], data: Path, run: Callable[[], None], stop: threading.Event, *, settle_ms: int = _SETTLE_MS
) -> None:
    """Call `run` now and whenever something under `paths` has changed and nothing more does for a moment, until `stop`.

    What changes under `data` does not count: `run` writes there. Raises `InputError` for a path that is not there.
    """
    from watchfiles import watch  # needed by nothing else

    missing = [path for path in paths if not path.exists()]
    if missing:
        raise InputError(f"{str(missing[0])!r} is neither a file nor a folder, so it cannot be watched. Check the path")
    own = data.resolve()
    changes = watch(
        *paths,
        watch_filter=lambda _change, name: not Path(name).resolve().is_relative_to(own),
        step=settle_ms,
        debounce=20 * settle_ms,
        stop_event=stop,
        rust_timeout=settle_ms,
        yield_on_timeout=True,
    )
    try:
        next(changes, None)  # watching begins, so that nothing is missed that changes during the first run
        run()
        for changed in changes:
            if changed:
                run()
    except OSError as error:
        raise StorageError(
            f"{str(paths[0])!r} cannot be watched ({error.strerror or error}). Use --every 10min instead"
        ) from error


@contextmanager
def ended_by_signals() -> Iterator[threading.Event]:
    """Give an event that SIGINT and SIGTERM set, so that a run in hand is finished; the second signal ends the process."""
    stop = threading.Event()
    former = {number: signal.getsignal(number) for number in _ENDING}

    def end(number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, former[signal.Signals(number)] or signal.SIG_DFL)

    for number in _ENDING:
        signal.signal(number, end)
    try:
        yield stop
    finally:
        for number, handler in former.items():
            signal.signal(number, handler or signal.SIG_DFL)
