"""What loaders return besides a `Document`: the profiles of a table."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.naming.profiles import ClusterProfile


@dataclass(frozen=True, slots=True)
class LoadedProfiles:
    """The cluster profiles of one table, and one line for each row that was left out, with file, row, column and rule."""

    profiles: tuple[ClusterProfile, ...] = ()
    problems: tuple[str, ...] = ()
