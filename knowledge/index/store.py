"""Rows in SQLite, read: the truth of an index. Everything else in its folder can be made again from here."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

from knowledge.errors import IndexDamaged
from knowledge.index.store_protocol import ClusterConditions
from knowledge.naming.name_keys import NameKey, unpacked_keys
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import LANGUAGES, Claim, Language, Passage, PassageKind, Source
from knowledge.sentence_model.encoder import Vectors
from knowledge.words.word_counts import StoredCounts, WordCounts

if TYPE_CHECKING:
    from sqlite_utils import Database

# the last of `migrations`: they stand on sqlite_utils, which takes long to load and writes only
LATEST = "m011_name_keys"
_PASSAGE_COLUMNS = """p.passage_rowid, p.passage_id, p.doc_id, p.start, p.end, p.text, p.language, p.kind,
    p.heading, p.statement_id, p.cluster_id, p.as_of, p.valid_until, p.supersedes, p.compares, p.asked"""
_LATER = ("compared", "verdicts", "claims")

REMEMBERED = 20_000
_AT_A_TIME = 5_000


class Store:
    """One SQLite database with documents, passages, sources, clusters, embeddings and the full-text table.

    A store opened for reading may be used by several threads at once: each has a connection of its own.
    """

    def __init__(self, connection: sqlite3.Connection, connect: Callable[[], sqlite3.Connection] | None = None) -> None:
        self._first = connection
        self._connect = connect
        self._local = threading.local()
        self._local.connection = connection
        self._others: list[sqlite3.Connection] = []
        self._read: dict[int, Passage] = {}
        self._reads_claims = True

    @classmethod
    def open(cls, path: Path, *, any_version: bool = False, claims: bool = False) -> Self:
        """Return the store in `path`, for reading. Raises `IndexDamaged` when it is missing, none, or lacks tables of this
        version, unless it may be of `any_version`. With `claims`, passages are read with theirs in words, which no answer needs.
        """
        try:
            address = f"{path.absolute().as_uri()}?mode=ro"  # quoted: # ? and % mean something in an address
            connect = partial(sqlite3.connect, address, uri=True, check_same_thread=False)
            connection = connect()
            is_of_this_version = _has_migration(connection, LATEST)
        except sqlite3.Error as error:
            raise IndexDamaged(f"database {path.name!r} cannot be read ({error}). Rebuild: clusterbot index") from error
        if not (is_of_this_version or any_version):
            raise IndexDamaged(f"database {path.name!r} lacks tables of this version. Rebuild: clusterbot index")
        store = cls(connection, connect)
        store._reads_claims = claims
        return store

    @cached_property
    def db(self) -> Database:
        """The database as sqlite-utils has it, which takes long to load: for writing, and to see what columns there are."""
        from sqlite_utils import Database

        return Database(self._first)

    def close(self) -> None:
        """Close the database, in all threads."""
        self._first.close()
        for connection in self._others:
            connection.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The open connection of this thread. A store that is written has one for all threads."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._connect() if self._connect else self._first
            self._local.connection = connection
            if self._connect:
                self._others.append(connection)
        return connection

    def count(self, table: str) -> int:
        """Return how many rows `table` has."""
        return int(self.connection.execute(f"select count(*) from [{table}]").fetchone()[0])

    def documents(self) -> Iterator[tuple[str, str, str]]:
        """Yield (doc_id, title, language) of each document, by doc_id."""
        yield from self.connection.execute("select doc_id, title, language from documents order by doc_id")

    def document_text(self, doc_id: str) -> str | None:
        """Return the text in which the passages' offsets count; None: no such document."""
        row = self.connection.execute("select text from documents where doc_id = ?", (doc_id,)).fetchone()
        return None if row is None else str(row[0])

    def document_origin(self, doc_id: str) -> str | None:
        """Return the path of the file that a document was read from; None: of none, or no such document."""
        row = self.connection.execute("select origin from documents where doc_id = ?", (doc_id,)).fetchone()
        return None if row is None or row[0] is None else str(row[0])

    def passages(self, rowids: Sequence[int] | None = None) -> dict[int, Passage]:
        """Return the passages with these row ids (None: all), with their sources, in the order given.

        A store opened for reading remembers those it was asked for last, up to `REMEMBERED`.
        """
        if rowids is None:
            return self.passages_of(None)
        if not self._connect:
            return self._with_rowids(rowids)
        read = self._read  # another thread may begin a new one meanwhile
        missing = [rowid for rowid in rowids if rowid not in read]
        if len(read) + len(missing) > REMEMBERED:
            self._read = read = {}
            missing = list(rowids)
        read.update(self._with_rowids(missing) if missing else {})
        return {rowid: read[rowid] for rowid in rowids if rowid in read}

    def passages_of(self, kinds: Collection[PassageKind] | None) -> dict[int, Passage]:
        """Return all passages of these kinds by row id, in its order; None: of all kinds.

        A store opened for reading remembers them, unless they are too many.
        """
        where = "" if kinds is None else f"where p.kind in ({_marks(kinds)})"
        found = self._passages(where, tuple(kinds or ()))
        if self._connect and len(found) <= REMEMBERED:
            read = self._read  # what is remembered already stays: a passage is one object for all
            found = {rowid: read.get(rowid, passage) for rowid, passage in found.items()}
            if len(read) <= REMEMBERED - len(found):
                read.update(found)
        return found

    def each_passage(self) -> Iterator[tuple[int, Passage]]:
        """Yield all passages by row id, in its order; some thousands are in memory at a time."""
        (last,) = self.connection.execute("select ifnull(max(passage_rowid), 0) from passages").fetchone()
        for first in range(1, last + 1, _AT_A_TIME):
            span = (first, first + _AT_A_TIME - 1)
            yield from self._passages("where p.passage_rowid between ? and ?", span).items()

    def passage_named(self, passage_id: str) -> Passage | None:
        """Return the passage with this id; None: there is none."""
        return next(iter(self._passages("where p.passage_id = ?", (passage_id,)).values()), None)

    def _with_rowids(self, rowids: Sequence[int]) -> dict[int, Passage]:
        found = self._passages(f"where p.passage_rowid in ({_marks(rowids)})", tuple(rowids))
        return {i: found[i] for i in rowids if i in found}

    @cached_property
    def _later_columns(self) -> str:
        """The columns that earlier versions lack, null where they do or where they are not read."""
        there = {name for _, name, *_ in self.connection.execute("pragma table_info(passages)")}
        if not self._reads_claims:
            there.discard("claims")
        return ", ".join(f"p.{name}" if name in there else "null" for name in _LATER)

    def _passages(self, where: str, values: tuple[object, ...]) -> dict[int, Passage]:
        columns = f"{_PASSAGE_COLUMNS}, {self._later_columns}"
        rows = self.connection.execute(f"select {columns} from passages p {where} order by 1", values)
        found = rows.fetchall()
        by_passage: dict[int, list[Source]] = {}
        known: dict[tuple[object, ...], Source] = {}  # many passages have the same
        for rowid, *source in self.connection.execute(
            f"""select p.passage_rowid, s.title, s.publisher, s.date, s.page, s.section, s.url
                from passages p join passage_sources ps using (passage_rowid) join sources s using (source_rowid)
                {where} order by 1, ps.position""",
            values,
        ):
            key = tuple(source)
            if key not in known:
                known[key] = Source(*source)
            by_passage.setdefault(int(rowid), []).append(known[key])
        return {int(row[0]): _passage(row, by_passage.get(int(row[0]), [])) for row in found}

    def twins(self) -> dict[tuple[str, Language], int]:
        """Return the row id of the passage that states a fact in a language, by both."""
        rows = self.connection.execute(
            """select statement_id, language, passage_rowid from passages
               where statement_id is not null and statement_id <> '' order by passage_rowid"""
        )
        return {(statement_id, language): int(rowid) for statement_id, language, rowid in rows}

    def spoken_kinds(self) -> frozenset[tuple[PassageKind, Language]]:
        """Return which kinds of passages there are in which languages."""
        return frozenset(self.connection.execute("select distinct kind, language from passages"))

    def rowids_of(self, spoken_kinds: Iterable[tuple[PassageKind, Language]]) -> list[int]:
        """Return the row ids of the passages of these kinds and languages, in order."""
        rowids: list[int] = []
        for pair in spoken_kinds:
            rows = self.connection.execute("select passage_rowid from passages where kind = ? and language = ?", pair)
            rowids += (int(rowid) for (rowid,) in rows)
        return sorted(rowids)

    def word_counts(self) -> WordCounts:
        """Return what was counted when the index was built: most of it is read when it is asked for."""
        return WordCounts(
            spoken={i: StoredCounts(lambda: self.connection, "spoken", i) for i in LANGUAGES},
            folded=StoredCounts(lambda: self.connection, "folded", ""),
            topics={i: StoredCounts(lambda: self.connection, "topics", i).beginning("") for i in LANGUAGES},
        )

    def clusters(self) -> list[ClusterProfile]:
        """Return all cluster profiles, by id."""
        rows = self.connection.execute("select profile from clusters order by cluster_id")
        return [ClusterProfile.model_validate_json(row[0]) for row in rows]

    def name_keys(self) -> dict[str, list[NameKey]]:
        """Return by what each cluster is found in a text, by id."""
        rows = self.connection.execute("select cluster_id, name_keys from clusters order by cluster_id")
        return {str(cluster_id): unpacked_keys(kept) for cluster_id, kept in rows}

    def cluster_ids(self, conditions: ClusterConditions) -> list[str]:
        """Return the ids of the clusters that satisfy all `conditions`, by id."""
        where: list[str] = []
        values: list[str] = []

        def any_of(sql: str, wanted: Sequence[str]) -> None:
            if wanted:
                where.append(sql.format(_marks(wanted)))
                values.extend(wanted)

        any_of("cluster_id in (select cluster_id from cluster_fields where field_id in ({}))", conditions.fields)
        any_of("cluster_id in (select cluster_id from cluster_laender where land_id in ({}))", conditions.laender)
        any_of(
            "cluster_id not in (select cluster_id from cluster_laender where land_id in ({}))", conditions.not_laender
        )
        any_of("city in ({})", conditions.cities)
        any_of("ifnull(city, '') not in ({})", conditions.not_cities)
        any_of("label in ({})", conditions.labels)
        if conditions.any_label:
            where.append("label is not null")
        if conditions.member:
            where.append("member = 1")
        condition = f" where {' and '.join(where)}" if where else ""
        rows = self.connection.execute(f"select cluster_id from clusters{condition} order by cluster_id", values)
        return [str(cluster_id) for (cluster_id,) in rows]

    def embedding_hashes(self) -> frozenset[str]:
        """Return the hashes of the texts whose vectors are stored."""
        return frozenset(str(h) for (h,) in self.connection.execute("select text_sha256 from embeddings"))

    def embeddings(self) -> dict[str, bytes]:
        """Return the stored vectors by the hash of their text, as little-endian float32."""
        return {str(h): bytes(v) for h, v in self.connection.execute("select text_sha256, vector from embeddings")}

    def vector_parts(
        self, dimension: int, kinds: Collection[PassageKind] | None = None, *, size: int = 16_384
    ) -> Iterator[tuple[Vectors, npt.NDArray[np.int64]]]:
        """Yield vectors (up to `size`, dimension) and the passage row id of each, by vector row id, until it was all of
        these kinds (None: of all).

        Raises `IndexDamaged` for a vector of another length, or one that is missing.
        """
        where = f"join passages p using (passage_rowid) where p.kind in ({_marks(kinds)})" if kinds is not None else ""
        rows = self.connection.execute(
            f"""select pv.passage_rowid, e.vector
                from passage_vectors pv left join embeddings e using (text_sha256) {where}
                order by pv.vector_rowid""",
            tuple(kinds or ()),
        )
        while part := rows.fetchmany(size):
            if any(blob is None or len(blob) != 4 * dimension for _, blob in part):
                raise IndexDamaged(
                    f"stored vectors are missing or not of {dimension} dimensions. Rebuild: clusterbot index --fresh"
                )
            matrix = np.frombuffer(b"".join(blob for _, blob in part), dtype="<f4").reshape(len(part), dimension)
            yield matrix.astype(np.float32), np.array([rowid for rowid, _ in part], dtype=np.int64)

    def vectors(
        self, dimension: int, kinds: Collection[PassageKind] | None = None
    ) -> tuple[Vectors, npt.NDArray[np.int64]]:
        """Return the vectors (n, dimension) of all passages, or of those of these kinds, and the passage row id of each, by
        vector row id.

        Raises `IndexDamaged` for a vector of another length, or one that is missing.
        """
        nothing = (np.zeros((0, dimension), dtype=np.float32), np.zeros(0, dtype=np.int64))
        parts = [nothing, *self.vector_parts(dimension, kinds)]
        return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))


def _has_migration(connection: sqlite3.Connection, name: str) -> bool:
    """Return whether the migration was applied. Raises `sqlite3.Error` for a file that is no database."""
    if not connection.execute("select 1 from sqlite_master where name = '_sqlite_migrations'").fetchone():
        return False
    sql = "select 1 from _sqlite_migrations where migration_set = 'clusterbot' and name = ?"
    return connection.execute(sql, (name,)).fetchone() is not None


def _passage(row: Sequence[Any], sources: Sequence[Source]) -> Passage:
    (
        _,
        passage_id,
        doc_id,
        start,
        end,
        text,
        language,
        kind,
        heading,
        statement_id,
        cluster_id,
        as_of,
        until,
    ) = row[:13]
    return Passage(
        passage_id=passage_id,
        doc_id=doc_id,
        start=start,
        end=end,
        text=text,
        language=language,
        kind=kind,
        heading=heading or "",
        statement_id=statement_id,
        cluster_id=cluster_id,
        as_of=as_of,
        valid_until=until,
        supersedes=tuple(json.loads(row[13] or "[]")),
        compares=tuple(json.loads(row[14] or "[]")),
        asked=tuple(json.loads(row[15] or "[]")),
        sources=tuple(sources),
        compared=row[16] or b"",
        verdicts=tuple(json.loads(row[17] or "[]")),
        claims=tuple(Claim(*claim) for claim in json.loads(row[18] or "[]")),
    )
