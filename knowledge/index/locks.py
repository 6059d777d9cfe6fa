"""Locks between processes. The system releases them however a process ends, so none is left behind by one that was killed."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Self

try:
    import fcntl
except ImportError:  # where there is no flock (Windows), nothing is locked: one indexer at a time is up to its owner
    fcntl = None  # type: ignore[assignment]

# some network drives know no locks: as on Windows
_UNSUPPORTED = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)


class Lock:
    """A lock on a file, held until `release`; several may hold it if all of them share it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def shared(cls, path: Path) -> Self | None:
        """Return a lock on the existing file `path` that others may share; None: somebody has it alone. Raises `OSError`."""
        return cls._locked(os.open(path, os.O_RDONLY), alone=False)

    @classmethod
    def alone(cls, path: Path) -> Self | None:
        """Return the one lock on the file `path`, which is made where needed; None: others have one. Raises `OSError`."""
        return cls._locked(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), alone=True)

    @classmethod
    def _locked(cls, descriptor: int, *, alone: bool) -> Self | None:
        if fcntl is None:
            return cls(descriptor)
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                os.close(descriptor)
                raise
        return cls(descriptor)

    def write(self, text: str) -> None:
        """Make `text` all that the locked file holds: who has it, for those who find it locked."""
        if self._descriptor is not None:
            os.truncate(self._descriptor, 0)
            os.pwrite(self._descriptor, text.encode(), 0)

    def release(self) -> None:
        """Give the lock back; once more does nothing."""
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            with suppress(OSError):
                os.close(descriptor)
