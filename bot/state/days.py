"""Days, as ISO dates in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

DAY_SECONDS = 86_400.0


def day_of(at: float) -> str:
    """Return the day of a time in seconds since the epoch."""
    return datetime.fromtimestamp(at, UTC).date().isoformat()
