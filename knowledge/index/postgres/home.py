"""An index in PostgreSQL: one row names the generation that answers, and each generation is a schema."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from time import monotonic

from knowledge.errors import IndexDamaged, IndexMissing, StorageError
from knowledge.index.manifest import Manifest, of_this_version, parsed
from knowledge.index.postgres import copies
from knowledge.index.postgres.checking import problems
from knowledge.index.postgres.connection import Postgres
from knowledge.index.postgres.dense import held_entry
from knowledge.index.postgres.schema import schema_of
from knowledge.index.postgres.session import Session
from knowledge.index.postgres.store import PostgresStore
from knowledge.index.postgres.vectors import held_parts

LOOK_EVERY_SECONDS = 0.25
_ATTEMPTS = 10


class PostgresHome:
    """The index in the database at `url`; `data` is the folder for copies. Raises `StorageError` out of reach."""

    def __init__(
        self,
        url: str,
        data: Path,
        *,
        look_every: float = LOOK_EVERY_SECONDS,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.db = Postgres(url)
        self.data = data
        self._session = Session(self.db)
        self._look_every = look_every
        self._clock = clock
        self._looking = threading.Lock()
        self._seen: str | None = None
        self._looked_at: float | None = None

    def __str__(self) -> str:
        return repr(self.db.name)

    def close(self) -> None:
        """Close all connections; what is open can then no longer be read."""
        self._session.close()
        self.db.close()

    def stamp(self) -> str | None:
        """Return the name of the generation that answers, asked for every `look_every` seconds at most; None: out of reach.

        It is asked on the connection that holds what is open: that is how its loss is noticed, and healed.
        """
        with self._looking:
            now = self._clock()
            if self._looked_at is None or now - self._looked_at >= self._look_every:
                self._looked_at = now
                try:
                    self._seen = self.current_name()
                except (StorageError, IndexMissing):
                    self._seen = None
            return self._seen

    def current_name(self) -> str:
        """Return the name of the generation that answers."""
        if self._session.row("select to_regclass('clusterbot.current')") == (None,):
            raise self._missing()
        row = self._session.row("select generation from clusterbot.current")
        if row is None:
            raise self._missing()
        return str(row[0])

    def _missing(self) -> IndexMissing:
        return IndexMissing(f"no index in {self}. Build one: clusterbot index")

    def manifest(self) -> Manifest:
        """Return the manifest of the generation that answers."""
        found = self._manifest_of(self.current_name())
        if found is None:
            raise self._missing()
        return of_this_version(found, self.db.name)

    def _manifest_of(self, generation: str) -> Manifest | None:
        row = self._session.row("select manifest::text from clusterbot.generations where name = %s", (generation,))
        return None if row is None else parsed(row[0], self.db.name)

    def open(self, *, any_version: bool = False) -> PostgresStore:
        """Return the generation that answers; no indexer removes it until it is closed."""
        for _ in range(_ATTEMPTS):
            name = self.current_name()
            self._session.hold(name)
            try:
                made = self._manifest_of(name)
                if made is not None:  # else it was replaced and removed before it was held
                    of_this_version(made, self.db.name)
                    return PostgresStore(
                        self.db,
                        made,
                        partial(self._file, made),
                        partial(self._session.release, name),
                        claims=any_version,
                    )
            except BaseException:
                self._session.release(name)
                raise
            self._session.release(name)
        raise IndexMissing(f"the index in {self} was replaced {_ATTEMPTS} times while it was opened. Try again")

    def _file(self, made: Manifest, name: str) -> Path:
        """Return the local copy of a file that a manifest names."""
        digest = made.files.get(name)
        if digest is None:
            raise IndexDamaged(
                f"generation {made.generation!r} names no file {name!r}. Rebuild: clusterbot index --fresh"
            )
        copies.forget_stale(self.data, made.files.values())
        return copies.copied(self.data, digest, lambda: self._parts(made, name, digest))

    def _parts(self, made: Manifest, name: str, digest: str) -> Iterable[bytes]:
        entry = held_entry(made)
        if name == entry.name:
            return held_parts(self.db, schema_of(made.generation), entry, made.dimension)
        return copies.blob(self.db, digest)

    def local_files(self, made: Manifest) -> Path:
        """Return the data folder, with a copy of the encoder's graph."""
        if made.graph is not None:
            copies.graph_copied(self.data, made.graph, made.files, lambda digest: copies.blob(self.db, digest))
        return self.data

    def problems(self) -> list[str]:
        """Return one line for each thing that is wrong with the generation that answers; empty: it is whole."""
        store = self.open()
        try:
            return problems(self.db, store)
        finally:
            store.close()
