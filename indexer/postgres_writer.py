"""Writes generations into PostgreSQL. Readers see the old one until the new one is committed.

What is new is encoded first, and kept in `clusterbot.pending_vectors` as it comes, on a connection of its own. All else is
gathered, and goes into the database in one transaction at the end: short, since it waits for nothing, and gone without a
trace should it be cut short. Vectors that the database has already are copied there and never leave it.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from indexer.folder_writer import Known, known_of
from indexer.postgres_rows import Rows
from knowledge.classifier import Classifier
from knowledge.encoder import Vectors
from knowledge.errors import KnowledgeError, StorageError
from knowledge.generations import classifier_file
from knowledge.manifest import Counts, Manifest
from knowledge.postgres import dense
from knowledge.postgres.home import PostgresHome
from knowledge.postgres.migrations import Connection
from knowledge.postgres.schema import BLOB_PART, indexes, migrate, schema_of, tables
from knowledge.postgres.session import Session, try_alone
from knowledge.postgres.vectors import copied_in, received
from knowledge.profiles import ClusterProfile
from knowledge.records import Document, Language, Passage, PassageKind
from knowledge.word_counts import WordCounts

_INDEXER = "index"
_AT_A_TIME = 1000
_BYTES_A_NEIGHBOUR = 1500  # by which the memory for building an HNSW index is set


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
            yield
        finally:
            session.close()

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
        yield generation
        generation.publish()

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


class PostgresGeneration:
    """A generation that is gathered, and written when it is published."""

    def __init__(
        self, home: PostgresHome, name: str, encoder: str, dimension: int, former: Manifest | None, local: Known
    ) -> None:
        self._home = home
        self._db = home.db
        self._name = name
        self._schema = schema_of(name)
        self._encoder = encoder
        self._dimension = dimension
        self._former = former
        self._local = local
        self._rows = Rows()
        self._blobs: dict[str, bytes] = {}
        self._files: dict[str, str] = {}
        self._made: Manifest | None = None

    def add_documents(self, documents: Iterable[Document]) -> None:
        """Add `documents` with their passages and sources."""
        self._rows.add_documents(documents)

    def add_clusters(
        self, profiles: Iterable[ClusterProfile], *, field_ids: Mapping[str, str], land_ids: Mapping[str, str]
    ) -> None:
        """Add cluster `profiles`."""
        self._rows.add_clusters(profiles, field_ids=field_ids, land_ids=land_ids)

    def each_passage(self) -> Iterator[tuple[int, Passage]]:
        """Yield the passages that were added, by row id."""
        yield from self._rows.passages.items()

    def passages_of(self, kinds: Collection[PassageKind]) -> dict[int, Passage]:
        """Return the passages of these kinds, by row id."""
        return {rowid: passage for rowid, passage in self._rows.passages.items() if passage.kind in kinds}

    def take_over(self, hashes: Collection[str]) -> set[str]:
        """Return which of these texts have vectors in the database already: they are copied there."""
        wanted = [bytes.fromhex(key) for key in hashes]
        found: set[str] = set()
        for table, encoder in self._known():
            rows = self._db.rows(
                f"select distinct encode(text_sha256, 'hex') from {table} where {encoder} text_sha256 = any(%(wanted)s)",
                {"wanted": wanted, "encoder": self._encoder},
            )
            found.update(key for (key,) in rows)
        return found | self._brought(key for key in hashes if key not in found)

    def _brought(self, hashes: Iterable[str]) -> set[str]:
        """Bring the vectors that the data folder has of these texts into the database, and return their hashes."""
        keys = [key for key in hashes if key in self._local.vectors]
        for at in range(0, len(keys), _AT_A_TIME):
            some = keys[at : at + _AT_A_TIME]
            content = b"".join(self._local.vectors[key] for key in some)
            self.add_embeddings(some, np.frombuffer(content, dtype="<f4").reshape(-1, self._dimension))
        return set(keys)

    def _known(self) -> list[tuple[str, str]]:
        """Return the tables that have vectors, and the condition by which they are of this encoder."""
        known = [("clusterbot.pending_vectors", "encoder = %(encoder)s and")]
        return [*known, (f"{schema_of(self._former.generation)}.vectors", "")] if self._former else known

    def add_embeddings(self, hashes: Sequence[str], vectors: Vectors) -> None:
        """Add new `vectors`, committed at once."""
        with self._db.transaction() as connection:
            connection.execute("create temp table arrived (key bytea, embedding vector) on commit drop")
            with connection.cursor().copy("copy arrived from stdin (format binary)") as copy:
                for block in copied_in([bytes.fromhex(key) for key in hashes], vectors):
                    copy.write(block)
            connection.execute(
                """insert into clusterbot.pending_vectors select %s, key, embedding from arrived
                   on conflict (encoder, text_sha256) do nothing""",
                (self._encoder,),
            )

    def add_passage_vectors(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Say which vector stands for which passage."""
        self._rows.passage_vectors = list(rows)

    def vectors_of(self, kinds: Collection[PassageKind]) -> tuple[Vectors, npt.NDArray[np.int64]]:
        """Return the vectors of passages of these kinds and the row id of each."""
        rows = [
            (rowid, key) for rowid, key, _ in self._rows.passage_vectors if self._rows.passages[rowid].kind in kinds
        ]
        contents = self._contents({key for _, key in rows})
        rowids = np.array([rowid for rowid, _ in rows], dtype=np.int64)
        return received([contents[key] for _, key in rows], self._dimension), rowids

    def _contents(self, hashes: Collection[str]) -> dict[str, bytes]:
        wanted = [bytes.fromhex(key) for key in hashes]
        found: dict[str, bytes] = {}
        with self._db.transaction() as connection:
            for table, encoder in self._known():
                rows = connection.execute(
                    f"select distinct on (text_sha256) text_sha256, vector_send(embedding) from {table} "
                    f"where {encoder} text_sha256 = any(%(wanted)s)",
                    {"wanted": wanted, "encoder": self._encoder},
                    binary=True,
                )
                found.update((bytes(key).hex(), bytes(content)) for key, content in rows)
        return found

    def add_word_counts(self, counts: WordCounts) -> None:
        """Add what was counted."""
        self._rows.word_counts = counts

    def earlier_classifiers(self) -> Mapping[Language, Classifier]:
        """Return the classifiers of the generation before."""
        if self._former is None:
            return self._local.classifiers
        store = self._home.open()
        try:
            return store.classifiers
        except KnowledgeError:
            return {}
        finally:
            store.close()

    def add_classifier(self, language: Language, classifier: Classifier) -> None:
        """Add a classifier, as a blob."""
        with io.BytesIO() as file:
            classifier.write(file)
            self._add_blob(classifier_file(language), file.getvalue())

    def _add_blob(self, name: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        self._files[name] = digest
        self._blobs[digest] = content

    def finish(self, *, graph: str | None, inputs: str) -> Manifest:
        """Return the manifest; with it all is gathered."""
        if graph is not None:
            for path in sorted((self._home.data / graph).iterdir()):
                self._add_blob(f"{graph}/{path.name}", path.read_bytes())
        counts = Counts(vectors=len(self._rows.passage_vectors), **self._rows.counts())
        entry = dense.ALL if counts.vectors <= dense.HELD_VECTORS else dense.BOUNDED
        kinds = {p.kind for p in self._rows.passages.values() if entry == dense.ALL or p.kind != "text"}
        vectors, rowids = self.vectors_of(kinds)
        digest = hashlib.sha256()
        for part in dense.packed(rowids, vectors):
            digest.update(part)
        self._files[entry.name] = digest.hexdigest()
        self._made = Manifest(
            generation=self._name,
            created=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            encoder=self._encoder,
            dimension=self._dimension,
            graph=graph,
            inputs_sha256=inputs,
            counts=counts,
            files=self._files,
        )
        return self._made

    def publish(self) -> None:
        """Write all, and make it the generation that answers. Raises `StorageError`."""
        if self._made is None:
            raise ValueError("a generation that is not finished cannot be published")
        with self._db.transaction() as connection:
            connection.execute(tables(self._schema, self._dimension))
            self._rows.write(connection, self._schema)
            self._write_vectors(connection)
            self._write_blobs(connection)
            searched = dense.ALL.name not in self._made.files
            if searched:
                kilobytes = max(
                    65_536, len(self._rows.passage_vectors) * (4 * self._dimension + _BYTES_A_NEIGHBOUR) >> 10
                )
                connection.execute(f"set local maintenance_work_mem = '{min(kilobytes, 2 << 20)}kB'")
            connection.execute(indexes(self._schema, searched=searched))
            for table in ("documents", "passages", "vectors", "postings"):
                connection.execute(f"analyze {self._schema}.{table}")
            connection.execute(
                "insert into clusterbot.generations (name, manifest) values (%s, %s)",
                (self._name, self._made.model_dump_json()),
            )
            connection.execute(
                """insert into clusterbot.current (generation) values (%s)
                   on conflict (one) do update set generation = excluded.generation""",
                (self._name,),
            )

    def _write_vectors(self, connection: Connection) -> None:
        connection.execute(
            """create temp table standing (vector_rowid bigint, passage_rowid bigint, role text, key bytea) on commit drop"""
        )
        rows = self._rows.passage_vectors
        with connection.cursor().copy("copy standing from stdin") as copy:
            for number, (rowid, key, role) in enumerate(rows, 1):
                copy.write_row((number, rowid, role, bytes.fromhex(key)))
        connection.execute("create temp table known (key bytea primary key, embedding vector) on commit drop")
        for table, encoder in self._known():
            connection.execute(
                f"""insert into known select distinct on (text_sha256) text_sha256, embedding from {table}
                    where {encoder} text_sha256 in (select key from standing) on conflict do nothing""",
                {"encoder": self._encoder},
            )
        written = connection.execute(
            f"""insert into {self._schema}.vectors
                select s.vector_rowid, s.passage_rowid, p.kind, p.language, s.role, s.key, k.embedding
                from standing s join known k using (key) join {self._schema}.passages p using (passage_rowid)
                order by s.vector_rowid"""
        ).rowcount
        if written != len(rows):
            raise StorageError(
                f"{len(rows) - written} vectors have gone from {self._home} while the index was built. Run: clusterbot index"
            )

    def _write_blobs(self, connection: Connection) -> None:
        there = {digest for (digest,) in connection.execute("select distinct sha256 from clusterbot.blobs")}
        rows = (
            (digest, part, content[at : at + BLOB_PART])
            for digest, content in self._blobs.items()
            if digest not in there
            for part, at in enumerate(range(0, len(content), BLOB_PART))
        )
        for row in rows:
            connection.execute("insert into clusterbot.blobs values (%s, %s, %b)", row)
