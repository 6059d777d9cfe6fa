"""A generation that is written into PostgreSQL part by part, as it comes, into a schema of its own that nobody reads yet.

Each part is a short transaction, so no snapshot is held while texts are encoded, and no more than some thousands of rows
are in memory, however many there are. `publish` makes all of it the generation that answers, in one transaction. Vectors
that the database has already are copied there and never leave it.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.generation.folder_writer import Known
from indexer.generation.postgres_rows import Rows, copy
from knowledge.asked.passage_words import packed
from knowledge.errors import KnowledgeError, StorageError
from knowledge.index.classifier import Classifier
from knowledge.index.generations import classifier_file
from knowledge.index.manifest import Counts, Manifest, sha256
from knowledge.index.postgres import dense
from knowledge.index.postgres.home import PostgresHome
from knowledge.index.postgres.migrations import Connection
from knowledge.index.postgres.rows import passages_where
from knowledge.index.postgres.schema import BLOB_PART, derived, graph, keys, schema_of, tables
from knowledge.index.postgres.vectors import copied_in, held_parts, stored
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import BOUNDED, LANGUAGES, Document, Language, Passage, PassageKind
from knowledge.sentence_model.encoder import Vectors
from knowledge.words.information import Information
from knowledge.words.word_counts import WordCounts

_AT_A_TIME = 2_000
_SORTING = "256MB"
_BYTES_A_NEIGHBOUR = 1500  # by which the memory for building an HNSW index is set
_LEAST_MEMORY, _MOST_MEMORY = 64 << 10, 2 << 20  # for that, in kilobytes


class PostgresGeneration:
    """The generation `name` that is being written."""

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
        self._rows = Rows(home.db, self._schema)
        self._n_vectors = 0
        self._files: dict[str, str] = {}
        self._made: Manifest | None = None
        with self._db.transaction() as connection:
            connection.execute(tables(self._schema, dimension))

    def discard(self) -> None:
        """Remove what is written, unless it answers already."""
        with self._db.transaction() as connection:
            answers = connection.execute("select 1 from clusterbot.generations where name = %s", (self._name,))
            if answers.fetchone() is None:
                connection.execute(f"drop schema if exists {self._schema} cascade")

    # -- rows --------------------------------------------------------------------------------------------------

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
        for first in range(1, self._rows.n_passages + 1, _AT_A_TIME):
            span = (first, first + _AT_A_TIME - 1)
            yield from passages_where(
                self._db, self._schema, "p.passage_rowid between %s and %s", span, claims=True
            ).items()

    def passages_of(self, kinds: Collection[PassageKind]) -> dict[int, Passage]:
        """Return the passages of these kinds, by row id."""
        return passages_where(self._db, self._schema, "p.kind = any(%s)", (list(kinds),), claims=True)

    def add_word_counts(self, counts: WordCounts) -> None:
        """Add `counts` to what was counted before."""
        self._rows.add_word_counts(counts)

    # -- vectors -----------------------------------------------------------------------------------------------

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
        """Add new `vectors`; they stay known, whatever becomes of this generation."""
        with self._db.transaction() as connection:
            connection.execute("create temp table arrived (key bytea, embedding vector) on commit drop")
            with connection.cursor().copy("copy arrived from stdin (format binary)") as copied:
                for block in copied_in([bytes.fromhex(key) for key in hashes], vectors):
                    copied.write(block)
            connection.execute(
                """insert into clusterbot.pending_vectors select %s, key, embedding from arrived
                   on conflict (encoder, text_sha256) do nothing""",
                (self._encoder,),
            )

    def add_passage_vectors(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Say which vector stands for which passage."""
        known = " union all ".join(
            f"(select embedding from {table} where {encoder} text_sha256 = s.key limit 1)"
            for table, encoder in self._known()
        )
        with self._db.transaction() as connection:
            connection.execute(
                """create temp table standing (vector_rowid bigint, passage_rowid bigint, role text, key bytea)
                   on commit drop"""
            )
            numbered = list(enumerate(rows, self._n_vectors + 1))
            copy(connection, "standing", ((n, rowid, role, bytes.fromhex(key)) for n, (rowid, key, role) in numbered))
            connection.execute("analyze standing")
            written = connection.execute(
                f"""insert into {self._schema}.vectors
                    select s.vector_rowid, s.passage_rowid, p.kind, p.language, s.role, s.key, k.embedding
                    from standing s join {self._schema}.passages p using (passage_rowid)
                    cross join lateral (select embedding from ({known}) v limit 1) k
                    order by s.vector_rowid""",
                {"encoder": self._encoder},
            ).rowcount
            if written != len(numbered):
                raise StorageError(
                    f"{len(numbered) - written} vectors have gone from {self._home} while the index was built. "
                    "Run: clusterbot index"
                )
        self._n_vectors += len(numbered)

    def vectors_of(self, kinds: Collection[PassageKind]) -> tuple[Vectors, npt.NDArray[np.int64]]:
        """Return the vectors of passages of these kinds and the row id of each."""
        nothing = (np.zeros((0, self._dimension), dtype=np.float32), np.zeros(0, dtype=np.int64))
        found = stored(self._db, self._schema, "where kind = any(%s)", self._dimension, (list(kinds),))
        parts = [nothing, *found]
        return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])

    # -- files -------------------------------------------------------------------------------------------------

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
            content = file.getvalue()
        parts = (content[at : at + BLOB_PART] for at in range(0, len(content), BLOB_PART))
        self._add_blob(classifier_file(language), hashlib.sha256(content).hexdigest(), parts)

    def _add_blob(self, name: str, digest: str, parts: Iterable[bytes]) -> None:
        """Add a file; where the database has one of this digest already, nothing is written."""
        self._files[name] = digest
        with self._db.transaction() as connection:
            if connection.execute("select 1 from clusterbot.blobs where sha256 = %s", (digest,)).fetchone():
                return
            for number, content in enumerate(parts):
                connection.execute("insert into clusterbot.blobs values (%s, %s, %b)", (digest, number, content))

    # -- the whole ---------------------------------------------------------------------------------------------

    def finish(self, *, graph: str | None, inputs: str) -> Manifest:
        """Write what is derived from the rest, and the indexes; return the manifest."""
        if graph is not None:
            for path in sorted((self._home.data / graph).iterdir()):
                self._add_blob(f"{graph}/{path.name}", sha256(path), _parts_of(path))
        self._add_derived()
        entry = dense.ALL if self._n_vectors <= dense.HELD_VECTORS else dense.BOUNDED
        self._add_keys(searched=entry == dense.BOUNDED)
        digest = hashlib.sha256()
        for part in held_parts(self._db, self._schema, entry, self._dimension):
            digest.update(part)
        self._files[entry.name] = digest.hexdigest()
        (n_sources,) = self._db.row(f"select count(*) from {self._schema}.sources")
        self._made = Manifest(
            generation=self._name,
            created=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            encoder=self._encoder,
            dimension=self._dimension,
            graph=graph,
            inputs_sha256=inputs,
            counts=Counts(
                documents=self._rows.n_documents,
                passages=self._rows.n_passages,
                vectors=self._n_vectors,
                clusters=self._rows.n_clusters,
                sources=n_sources,
            ),
            files=self._files,
        )
        return self._made

    def _add_derived(self) -> None:
        """Write postings, word counts, and what of statements, gaps and profiles is compared with questions."""
        with self._db.transaction() as connection:
            # they are in no log: a server that crashed meanwhile has emptied them
            found = connection.execute(f"select count(*) from {self._schema}.stems").fetchone()
            if found != (self._rows.n_passages,):
                raise StorageError(
                    f"the server of {self._home} has crashed while the index was built. Run: clusterbot index"
                )
            connection.execute(f"set local work_mem = '{_SORTING}'")
            connection.execute(derived(self._schema))
            self._add_compared(connection)

    def _add_compared(self, connection: Connection) -> None:
        kinds = sorted(BOUNDED)
        frequencies: dict[str, int] = dict(
            connection.execute(
                f"""select word, n from {self._schema}.word_counts where kind = 'stems'
                    and word in (select stem from {self._schema}.postings where kind = any(%s))""",
                (kinds,),
            ).fetchall()
        )
        information = Information(frequencies, self._rows.n_passages)
        compared = ((rowid, packed(passage, information)) for rowid, passage in self.passages_of(kinds).items())
        connection.execute("create temp table made (passage_rowid bigint, compared bytea) on commit drop")
        copy(connection, "made", compared)
        connection.execute(
            f"""update {self._schema}.passages p set compared = m.compared
                from made m where m.passage_rowid = p.passage_rowid"""
        )

    def _add_keys(self, *, searched: bool) -> None:
        """Make keys and indexes; with `searched`, also those by which the database searches the vectors of plain text."""
        with self._db.transaction() as connection:
            self._have_memory(connection, _LEAST_MEMORY)
            connection.execute(keys(self._schema))
        for language in LANGUAGES if searched else ():
            (n,) = self._db.row(
                f"select count(*) from {self._schema}.vectors where kind = 'text' and language = %s", (language,)
            )
            with self._db.transaction() as connection:
                self._have_memory(connection, n * (4 * self._dimension + _BYTES_A_NEIGHBOUR) >> 10)
                connection.execute(graph(self._schema, language))
        for table in ("documents", "passages", "vectors", "postings"):
            self._db.write(f"analyze {self._schema}.{table}")

    def _have_memory(self, connection: Connection, kilobytes: int) -> None:
        """Let the transaction build an index in so much memory, within bounds; where the server gives more, it stays."""
        wanted = min(max(kilobytes, _LEAST_MEMORY), _MOST_MEMORY)
        connection.execute(
            """select set_config('maintenance_work_mem', %s::text || 'kB', true)
               where pg_size_bytes(current_setting('maintenance_work_mem')) < %s::bigint * 1024""",
            (wanted, wanted),
        )

    def publish(self) -> None:
        """Make it the generation that answers. Raises `StorageError`."""
        if self._made is None:
            raise ValueError("a generation that is not finished cannot be published")
        with self._db.transaction() as connection:
            connection.execute(
                "insert into clusterbot.generations (name, manifest) values (%s, %s)",
                (self._name, self._made.model_dump_json()),
            )
            connection.execute(
                """insert into clusterbot.current (generation) values (%s)
                   on conflict (one) do update set generation = excluded.generation""",
                (self._name,),
            )


def _parts_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(BLOB_PART):
            yield part
