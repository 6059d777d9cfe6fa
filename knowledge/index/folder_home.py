"""An index in a folder: DATA/CURRENT names the generation under DATA/generations that answers."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import IndexMissing
from knowledge.index import generations, integrity, manifest
from knowledge.index.file_store import FileStore
from knowledge.index.locks import Lock
from knowledge.index.manifest import Manifest
from knowledge.index.store import Store

_ATTEMPTS = 10
_Stamp = tuple[int, int, int]


class FolderHome:
    """The index under `data`."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def __str__(self) -> str:
        return repr(str(self.data))

    def stamp(self) -> _Stamp | None:
        """Return what changes whenever the pointer is replaced; None: it cannot be seen."""
        try:
            found = (self.data / generations.POINTER).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def current_name(self) -> str:
        """Return the name of the generation that answers."""
        return generations.current(self.data).name

    def manifest(self) -> Manifest:
        """Return the manifest of the generation that answers."""
        return manifest.read(generations.current(self.data))

    def open(self, *, any_version: bool = False) -> FileStore:
        """Return the generation that answers, which no pruner removes until it is closed.

        Opens again where a writer has replaced the generation meanwhile.
        """
        for _ in range(_ATTEMPTS):
            folder = generations.current(self.data)
            hold = self._hold(folder)
            # from here on a pruner leaves it: it removes only what neither answers nor is pinned
            if hold is None and generations.current(self.data) != folder:
                continue
            try:
                return self._opened(folder, hold, any_version=any_version)
            except BaseException:
                if hold is not None:
                    hold.release()
                raise
        raise IndexMissing(f"the index in {self} was replaced {_ATTEMPTS} times while it was opened. Try again")

    def _hold(self, folder: Path) -> Lock | None:
        """Return a hold on the generation in `folder`; None: it is gone, or has been replaced."""
        try:
            hold = generations.pin(folder)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise generations.cannot_read(self.data, error) from error
        if hold is not None and generations.current(self.data) != folder:
            hold.release()
            return None
        return hold

    def _opened(self, folder: Path, hold: Lock | None, *, any_version: bool) -> FileStore:
        made = manifest.read_any(folder) if any_version else manifest.read(folder)
        return FileStore(
            folder, made, Store.open(folder / generations.DATABASE, any_version=any_version, claims=any_version), hold
        )

    def local_files(self, _made: Manifest) -> Path:
        """Return the folder under which the encoder's graph lies."""
        return self.data

    def problems(self) -> list[str]:
        """Return one line for each thing that is wrong with the generation that answers; empty: it is whole."""
        return integrity.problems(self.data)
