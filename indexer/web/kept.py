"""Answers of web addresses kept between runs: what has not changed is not sent again.

    DATA/web/HASH.json    address, where it led, type, ETag, Last-Modified, date, sha256 of the body
    DATA/web/HASH.body    the body

HASH is the sha256 of the address. Both are written whole; a pair that does not fit together counts as none.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from indexer.web.fetching import Fetched, Known
from knowledge.errors import StorageError
from knowledge.records import Frozen

FOLDER = "web"


class Kept(Frozen):
    """An answer as it is kept, besides its body. `date` is the day on which it was had or last found unchanged."""

    address: str
    url: str
    media_type: str
    charset: str | None
    etag: str | None
    last_modified: str | None
    date: str
    sha256: str

    @property
    def known(self) -> Known:
        """What to ask the server with."""
        return Known(self.url, self.etag, self.last_modified)


class Shelf:
    """The kept answers under the data folder `data`; nothing is written where `data` is None."""

    def __init__(self, data: Path | None) -> None:
        self._folder = data / FOLDER if data else None

    def get(self, address: str) -> tuple[Kept, bytes] | None:
        """Return what is kept of `address` with its body; None where that is nothing, or damaged."""
        if self._folder is None:
            return None
        try:
            kept = Kept.model_validate_json(self._path(self._folder, address, "json").read_bytes())
            body = self._path(self._folder, address, "body").read_bytes()
        except (OSError, ValidationError):
            return None
        whole = (kept.address, kept.sha256) == (address, hashlib.sha256(body).hexdigest())
        return (kept, body) if whole else None

    def put(self, address: str, found: Fetched, body: bytes, *, day: datetime | None = None) -> None:
        """Keep the answer of `address`. Raises `StorageError` where the folder cannot be written."""
        if self._folder is None:
            return
        kept = Kept(
            address=address,
            url=found.url,
            media_type=found.media_type,
            charset=found.charset,
            etag=found.etag,
            last_modified=found.last_modified,
            date=f"{day or datetime.now(UTC):%Y-%m-%d}",
            sha256=hashlib.sha256(body).hexdigest(),
        )
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _replace(self._path(self._folder, address, "body"), body)
            _replace(self._path(self._folder, address, "json"), kept.model_dump_json().encode())
        except OSError as error:
            raise StorageError(
                f"data folder {str(self._folder)!r} cannot be written ({error.strerror or error}). "
                "Choose another with --data, or free it"
            ) from error

    def remove(self, address: str) -> None:
        """Forget `address`."""
        if self._folder is not None:
            for kind in ("json", "body"):
                with suppress(OSError):  # the next run tries again
                    self._path(self._folder, address, kind).unlink()

    def prune(self, addresses: Container[str]) -> None:
        """Forget all but `addresses`, and what an interrupted run has left."""
        if self._folder is None or not self._folder.is_dir():
            return
        stems: set[str] = set()
        for path in sorted(self._folder.glob("*.json")):
            with suppress(OSError, ValidationError):
                if Kept.model_validate_json(path.read_bytes()).address in addresses:
                    stems.add(path.stem)
        for path in self._folder.iterdir():
            if path.suffix not in (".json", ".body") or path.stem not in stems:
                with suppress(OSError):
                    path.unlink()

    @staticmethod
    def _path(folder: Path, address: str, kind: str) -> Path:
        return folder / f"{hashlib.sha256(address.encode()).hexdigest()}.{kind}"


def _replace(path: Path, data: bytes) -> None:
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_bytes(data)
    unfinished.replace(path)
