"""Errors in the log: under a number that the person is told, where they came from, and nothing of what was written."""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path

log = logging.getLogger(__name__)

_REFERENCE_BYTES = 4


def write_down(error: BaseException, what: str) -> str:
    """Log that `what` failed, and return the number under which it stands.

    Of the error and what caused it there are the types, and the places in the code. Messages are left out: those of other
    libraries may quote what a person wrote.
    """
    reference = secrets.token_hex(_REFERENCE_BYTES)
    log.error("%s %s: %s", reference, what, " <- ".join(_told(error)))
    return reference


def _told(error: BaseException) -> list[str]:
    told: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        places = " > ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
        told.append(f"{type(current).__name__} at {places or 'no place'}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return told
