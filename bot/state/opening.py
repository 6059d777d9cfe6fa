"""Opens the state where the settings say it is: in a file, or in PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.state.protocol import State
from bot.state.pseudonyms import KEY_FILE, Pseudonyms
from bot.state.sqlite import STATE_FILE, SqliteState
from knowledge.errors import InputError, StorageError

if TYPE_CHECKING:
    from bot.state.postgres import PostgresState


def open_state(data: Path, store: str | None, *, channel: str) -> tuple[State, Pseudonyms]:
    """Return the state of a channel, in the database `store` or else in the data folder, and the pseudonyms in it.

    Raises `InputError` or `StorageError` where it cannot be opened, or has pseudonyms by another key than the one in `data`.
    """
    if store is None:
        pseudonyms = Pseudonyms.open(data, channel=channel)
        return SqliteState(data / STATE_FILE), pseudonyms
    state = _postgres(store)
    try:
        return state, _shared_pseudonyms(state, data, channel)
    except BaseException:
        state.close()
        raise


def open_for_staff(data: Path, store: str | None) -> State | None:
    """Return the state for reading what staff see, which needs no pseudonyms; None: none was ever made in `data`."""
    if store is not None:
        return _postgres(store)
    path = data / STATE_FILE
    return SqliteState(path) if path.exists() else None  # looking makes nothing


def _postgres(store: str) -> PostgresState:
    try:
        from bot.state.postgres import PostgresState  # loaded only where it is chosen
    except ModuleNotFoundError as error:
        raise InputError(
            f"CLUSTERBOT_STORE needs {error.name!r}, which is not installed: pip install 'clusterbot[postgres]'"
        ) from error
    return PostgresState(store)


def _shared_pseudonyms(state: PostgresState, data: Path, channel: str) -> Pseudonyms:
    path = data / KEY_FILE
    if not path.exists() and not state.agrees_on_key(channel, None):
        raise StorageError(
            f"there is no key {str(path)!r}, and other bots on this database have one. Copy {KEY_FILE} from the data folder of one of them"
        )
    pseudonyms = Pseudonyms.open(data, channel=channel)
    if not state.agrees_on_key(channel, pseudonyms.fingerprint):
        raise StorageError(
            f"key {str(path)!r} is not the one of the other bots on this database. Copy {KEY_FILE} from the data folder of one of them"
        )
    return pseudonyms
