"""The rows of a generation on their way into PostgreSQL: some thousands at a time, whatever the number of all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from knowledge.index import lexical
from knowledge.index.bm25 import weighted
from knowledge.index.postgres.connection import Postgres
from knowledge.index.postgres.migrations import Connection
from knowledge.index.postgres.rows import CLUSTER_COLUMNS, cluster_row
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import Document, Passage, Source
from knowledge.words.word_counts import WordCounts

AT_A_TIME = 2_000  # passages
_PASSAGE_COLUMNS = """passage_rowid, passage_id, doc_id, starts, ends, text, language, kind, heading, statement_id,
    cluster_id, as_of, valid_until, supersedes, compares, asked, verdicts, claims, source_ids"""


class Rows:
    """Copies documents and clusters into the tables of `schema`; passages get row ids from 1 in the order given."""

    def __init__(self, db: Postgres, schema: str) -> None:
        self._db = db
        self._schema = schema
        self.n_documents = 0
        self.n_passages = 0
        self.n_clusters = 0

    def add_documents(self, documents: Iterable[Document]) -> None:
        """Add `documents` with their passages, their sources, and the stems of each passage."""
        for some in _batches(documents):
            numbered = list(enumerate((p for d in some for p in d.passages), self.n_passages + 1))
            sources = {source: source_id(source) for _, p in numbered for source in p.sources}
            with self._db.transaction() as connection:
                copy(connection, f"{self._schema}.documents", map(_document_row, some))
                self._add_sources(connection, sources)
                passages = (_passage_row(rowid, p, sources) for rowid, p in numbered)
                copy(connection, f"{self._schema}.passages ({_PASSAGE_COLUMNS})", passages)
                copy(connection, f"{self._schema}.stems", (_stem_row(rowid, p) for rowid, p in numbered))
            self.n_documents += len(some)
            self.n_passages += len(numbered)

    def _add_sources(self, connection: Connection, sources: Mapping[Source, int]) -> None:
        rows = [(n, s.title, s.publisher, s.date, s.page, s.section, s.url) for s, n in sources.items()]
        sql = f"insert into {self._schema}.sources values (%s, %s, %s, %s, %s, %s, %s) on conflict do nothing"
        connection.cursor().executemany(sql, rows)

    def add_clusters(
        self, profiles: Iterable[ClusterProfile], *, field_ids: Mapping[str, str], land_ids: Mapping[str, str]
    ) -> None:
        """Add cluster `profiles`."""
        rows = [cluster_row(profile, field_ids=field_ids, land_ids=land_ids) for profile in profiles]
        with self._db.transaction() as connection:
            copy(connection, f"{self._schema}.clusters ({CLUSTER_COLUMNS})", rows)
        self.n_clusters += len(rows)

    def add_word_counts(self, counts: WordCounts) -> None:
        """Add `counts` to what was counted before."""
        with self._db.transaction() as connection:
            copy(connection, f"{self._schema}.counted", _count_rows(counts))


def source_id(source: Source) -> int:
    """Return the number of a source, which depends on nothing else: so none need be remembered to know it again."""
    fields = (source.title, source.publisher, source.date, source.page, source.section, source.url)
    return int.from_bytes(hashlib.sha256(repr(fields).encode()).digest()[:8], "big", signed=True)


def copy(connection: Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Copy `rows` into `table`, which may name its columns."""
    with connection.cursor().copy(f"copy {table} from stdin") as copied:
        for row in rows:
            copied.write_row(row)


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield `documents` some at a time: so many that they have `AT_A_TIME` passages, one at least."""
    some: list[Document] = []
    n = 0
    for document in documents:
        some.append(document)
        n += len(document.passages)
        if n >= AT_A_TIME or len(some) >= AT_A_TIME:
            yield some
            some, n = [], 0
    if some:
        yield some


def _document_row(document: Document) -> Sequence[Any]:
    return document.doc_id, document.title, document.language, document.text, document.origin


def _passage_row(rowid: int, passage: Passage, sources: Mapping[Source, int]) -> Sequence[Any]:
    p = passage
    return (
        rowid,
        p.passage_id,
        p.doc_id,
        p.start,
        p.end,
        p.text,
        p.language,
        p.kind,
        p.heading,
        p.statement_id,
        p.cluster_id,
        p.as_of,
        p.valid_until,
        list(p.supersedes),
        list(p.compares),
        list(p.asked),
        list(p.verdicts),
        json.dumps(p.claims, ensure_ascii=False),
        [sources[source] for source in p.sources],
    )


def _stem_row(rowid: int, passage: Passage) -> Sequence[Any]:
    columns = [text.split() for text in lexical.indexed(passage)]
    counts = weighted(columns)
    return rowid, passage.kind, sum(map(len, columns)), list(counts), list(counts.values())


def _count_rows(counts: WordCounts) -> Iterator[Sequence[Any]]:
    for kind, by_language in (("spoken", counts.spoken), ("topics", counts.topics)):
        for language, words in by_language.items():
            yield from ((kind, language, word, n) for word, n in words.items())
    yield from (("folded", "", word, n) for word, n in counts.folded.items())
