"""Pseudonyms of persons and chats: without the key, nobody can tell whose they are, nor whether two installations met."""

from __future__ import annotations

import os
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from hmac import digest
from pathlib import Path
from typing import Self

from bot.state.records import session_name
from knowledge.errors import StorageError

KEY_FILE = "state.key"
_KEY_BYTES = 32
_PSEUDONYM_BYTES = 16  # 22 characters; two of a billion ids are alike with a probability of 1e-21


class Pseudonyms:
    """HMAC-SHA256 of ids under a key that stays in the data folder, never in a database; ids of different channels never meet."""

    def __init__(self, key: bytes, *, channel: str) -> None:
        self._key = key
        self._channel = channel

    @classmethod
    def open(cls, data: Path, *, channel: str) -> Self:
        """Return the pseudonyms of the data folder; its key is made at first use, for its owner's eyes only.

        Raises `StorageError` when the key cannot be read or written, or is damaged. Without its key, what is kept of
        persons is out of their reach until it expires.
        """
        path = data / KEY_FILE
        try:
            if not path.exists():
                _make(path)
            path.chmod(0o600)
            key = path.read_bytes()
        except OSError as error:
            raise StorageError(
                f"key {str(path)!r} cannot be read or made ({error.strerror}). Check the permissions of the data folder"
            ) from error
        if len(key) != _KEY_BYTES:
            raise StorageError(
                f"key {str(path)!r} has {len(key)} bytes, {_KEY_BYTES} are needed. Restore it from a backup, or delete it: "
                "then everyone is new to the bot"
            )
        return cls(key, channel=channel)

    @property
    def fingerprint(self) -> str:
        """What tells whether two keys are the same; nothing of the key can be found from it."""
        return digest(self._key, b"fingerprint", sha256).hex()

    def of(self, identifier: int | str) -> str:
        """Return the pseudonym of a person or chat: 22 characters of A–Z, a–z, 0–9, - and _."""
        whole = digest(self._key, f"{self._channel}:{identifier}".encode(), sha256)
        return urlsafe_b64encode(whole[:_PSEUDONYM_BYTES]).decode().rstrip("=")

    def session(self, person: int | str, chat: int | str) -> str:
        """Return the name of what is remembered of a person in a chat."""
        return session_name(self.of(person), self.of(chat))


def _make(path: Path) -> None:
    """Write a new key in one step: of two processes that start at once, both read the key of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)  # unlike a rename, this fails where there is one by now
        except FileExistsError:
            return
    finally:
        temporary.unlink()
