"""What is remembered of one chat, for as long as follow-ups need it. `Sessions` forgets with the process.

A topic holds the last questions in the person's own words. `bot.state.stored_sessions` keeps sessions on disk, for channels
that say so to people and let them export and delete what is kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

from knowledge.clusters.wishes import Wish
from knowledge.records import AnswerKind, Language

MAX_SESSIONS = 10_000
MAX_EARLIER = 5
KEPT_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Topic:
    """What is spoken of: a question to the sources, or a wish to the cluster finder.

    `question` stands by itself; `last` is the last that was asked of it, as it was said. `statement_ids` are the statements
    given last; where a question found no answer, `nearest` are those that came nearest to it. `listed` are the clusters of
    the last list, in its order, of which the first `n_shown` were named, `cluster_ids` those that were told of last, and
    `seen` those of the list before. `told` are those told of one after the other, the latest last. `wish_before` is the wish that
    `wish` changed.
    """

    question: str = ""
    last: str = ""
    statement_ids: tuple[str, ...] = ()
    wish: Wish | None = None
    wish_before: Wish | None = None
    listed: tuple[str, ...] = ()
    cluster_ids: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    n_shown: int = 0
    told: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to go on with."""
        return not self.question and self.wish is None and not self.cluster_ids

    @property
    def is_of_statements(self) -> bool:
        """Return whether the last answer was of statements, given or nearest to a question without an answer, not of clusters."""
        return bool(self.statement_ids or self.nearest)


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation so far: the kind of its last answer, what that offered, its topic, and earlier ones, the latest first."""

    language: Language | None = None
    kind: AnswerKind | None = None
    topic: Topic = field(default_factory=Topic)
    earlier: tuple[Topic, ...] = ()
    offers: tuple[str, ...] = ()


class SessionMemory(Protocol):
    """Where a conversation keeps its sessions, by name."""

    def get(self, name: str) -> Session | None:
        """Return the session, or None when it is new or forgotten."""

    def put(self, name: str, session: Session) -> None:
        """Remember `session` under `name`."""

    def forget(self, name: str) -> None:
        """Forget the session at once."""


class Sessions:
    """Sessions by name; the least recently used go first, and each is forgotten an hour after its last message."""

    def __init__(self, *, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._sessions: OrderedDict[str, tuple[float, Session]] = OrderedDict()

    def get(self, name: str) -> Session | None:
        """Return the session, or None when it is new or forgotten."""
        found = self._sessions.get(name)
        if found is None or self._clock() - found[0] > KEPT_SECONDS:
            self._sessions.pop(name, None)
            return None
        return found[1]

    def put(self, name: str, session: Session) -> None:
        """Remember `session` under `name`."""
        self._sessions[name] = (self._clock(), session)
        self._sessions.move_to_end(name)
        while len(self._sessions) > MAX_SESSIONS:
            self._sessions.popitem(last=False)

    def forget(self, name: str) -> None:
        """Forget the session at once."""
        self._sessions.pop(name, None)
