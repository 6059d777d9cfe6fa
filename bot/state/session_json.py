"""Sessions as JSON, for every state that keeps them."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from bot.session.sessions import Session

_SESSION = TypeAdapter(Session)


def dump(session: Session) -> str:
    """Return the session as JSON, without what is as in a new one."""
    return _SESSION.dump_json(session, exclude_defaults=True).decode()


def read(text: str) -> Session | None:
    """Return the session in `text`; None where another version of the bot wrote it in a way that cannot be read."""
    try:
        return _SESSION.validate_json(text)
    except ValidationError:
        return None
