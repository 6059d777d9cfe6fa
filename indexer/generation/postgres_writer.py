"""The right to write generations into PostgreSQL. Readers see the old one until the new one is whole.

What a killed indexer left in a schema that no generation names is removed by the next; the vectors that it had encoded are
in `clusterbot.pending_vectors`, and are gone on with.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from indexer.generation.folder_writer import Known, known_of
from indexer.generation.postgres_generation import PostgresGeneration
from knowledge.errors import KnowledgeError, StorageError
from knowledge.index.manifest import Manifest
from knowledge.index.postgres.home import PostgresHome
from knowledge.index.postgres.schema import migrate, schema_of
from knowledge.index.postgres.session import Session, try_alone

_INDEXER = "index"
_UNFINISHED = "^clusterbot_[0-9]{8}t[0-9]{12}_"  # how schemas of generations begin


class PostgresWriter:
    """Writes generations to one database."""

    def __init__(self, home: PostgresHome) -> None:
        self._home = home
        self._db = home.db

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the only right to write to the database, whose tables are brought to this version."""
        migrate(self._db)
        session = Session(self._db)
        try:
            if not session.take_alone(_INDEXER):
                raise StorageError(
                    f"another indexer is at work in {self._home}, and two would collide. Wait until it is done, or end it"
                )
            self._remove_unfinished()
            yield
        finally:
            session.close()

    def _remove_unfinished(self) -> None:
        """Remove the schemas of generations that were never whole."""
        whole = {schema_of(name) for (name,) in self._db.rows("select name from clusterbot.generations")}
        for (schema,) in self._db.rows("select nspname from pg_namespace where nspname ~ %s", (_UNFINISHED,)):
            if schema not in whole:
                self._db.write(f"drop schema {schema} cascade")

    @contextmanager
    def new_generation(self, mark: str, *, encoder: str, dimension: int, fresh: bool) -> Iterator[PostgresGeneration]:
        """Give a new generation, and make it the one that answers if all goes well; else nothing of it is there."""
        if fresh:
            self._db.write("delete from clusterbot.pending_vectors")
        former = None if fresh else self._former(encoder, dimension)
        # whoever comes from an index in the data folder need not encode it again
        local = known_of(self._home.data, encoder, dimension) if former is None and not fresh else Known()
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{mark}"
        generation = PostgresGeneration(self._home, name, encoder, dimension, former, local)
        try:
            yield generation
            generation.publish()
        except BaseException:
            with suppress(KnowledgeError):  # else the next run removes it
                generation.discard()
            raise

    def _former(self, encoder: str, dimension: int) -> Manifest | None:
        """Return the manifest of the generation that answers, where its vectors are of this encoder."""
        try:
            made = self._home.manifest()
        except KnowledgeError:
            return None
        return made if (made.encoder, made.dimension) == (encoder, dimension) else None

    def is_whole(self, made: Manifest) -> bool:
        """Return whether the generation `made` has the rows that it counts, and can be opened."""
        schema = schema_of(made.generation)
        try:
            store = self._home.open()
            try:
                store.prepare()
            finally:
                store.close()
            return all(
                self._db.row(f"select count(*) from {schema}.{table}") == (n,)
                for table, n in made.counts.model_dump().items()
            )
        except KnowledgeError:
            return False

    def tidy(self) -> None:
        """Remove former generations that nobody reads, vectors of cut short runs, and files that no generation names."""
        self._db.write("delete from clusterbot.pending_vectors")
        others = self._db.rows(
            "select name from clusterbot.generations where name not in (select generation from clusterbot.current)"
        )
        for (name,) in others:
            with self._db.transaction() as connection:
                if try_alone(connection, name):
                    connection.execute(f"drop schema if exists {schema_of(name)} cascade")
                    connection.execute("delete from clusterbot.generations where name = %s", (name,))
        self._db.write(
            """delete from clusterbot.blobs where sha256 not in
                 (select value from clusterbot.generations, jsonb_each_text(manifest->'files'))"""
        )
