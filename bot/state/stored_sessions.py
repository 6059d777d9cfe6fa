"""Sessions that outlive the process, as a conversation wants them."""

from __future__ import annotations

from bot.session.sessions import Session
from bot.state.protocol import Memory


class StoredSessions:
    """A `SessionMemory` over a state, for as long as that keeps sessions.

    What is kept are the topics of `bot.session.sessions`, with questions in the person's own words: "And in Bavaria?" can only be
    read next to what was asked before. Export and deletion of the state cover them.
    """

    def __init__(self, state: Memory) -> None:
        self._state = state

    def get(self, name: str) -> Session | None:
        """Return the session, or None when it is new, deleted or expired."""
        return self._state.session(name)

    def put(self, name: str, session: Session) -> None:
        """Remember `session` under `name`."""
        self._state.put_session(name, session)

    def forget(self, name: str) -> None:
        """Forget the session at once, and what was shown in it."""
        self._state.forget_session(name)
