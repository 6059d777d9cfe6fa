"""The rows of a generation that goes into PostgreSQL, gathered first and then copied there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from knowledge.information import Information
from knowledge.passage_words import packed
from knowledge.postgres.bm25 import postings
from knowledge.postgres.migrations import Connection
from knowledge.postgres.rows import CLUSTER_COLUMNS, cluster_row
from knowledge.profiles import ClusterProfile
from knowledge.records import Document, Passage, Source
from knowledge.word_counts import WordCounts


class Rows:
    """What was added so far; row ids count from 1."""

    def __init__(self) -> None:
        self.passages: dict[int, Passage] = {}
        self.passage_vectors: list[tuple[int, str, str]] = []
        self.word_counts = WordCounts({}, {}, {})
        self._documents: list[Document] = []
        self._sources: dict[Source, int] = {}
        self._clusters: list[tuple[Any, ...]] = []

    def counts(self) -> dict[str, int]:
        """Return how many rows of each kind there are."""
        return {
            "documents": len(self._documents),
            "passages": len(self.passages),
            "clusters": len(self._clusters),
            "sources": len(self._sources),
        }

    def add_documents(self, documents: Iterable[Document]) -> None:
        """Add `documents` with their passages and sources."""
        for document in documents:
            self._documents.append(document)
            for passage in document.passages:
                self.passages[len(self.passages) + 1] = passage
                for source in passage.sources:
                    self._sources.setdefault(source, len(self._sources) + 1)

    def add_clusters(
        self, profiles: Iterable[ClusterProfile], *, field_ids: Mapping[str, str], land_ids: Mapping[str, str]
    ) -> None:
        """Add cluster `profiles`."""
        self._clusters += (cluster_row(p, field_ids=field_ids, land_ids=land_ids) for p in profiles)

    def write(self, connection: Connection, schema: str) -> None:
        """Copy all but the vectors into the tables of `schema`."""
        _copy(
            connection,
            f"{schema}.documents",
            ((d.doc_id, d.title, d.language, d.text, d.origin) for d in self._documents),
        )
        sources = ((n, s.title, s.publisher, s.date, s.page, s.section, s.url) for s, n in self._sources.items())
        _copy(connection, f"{schema}.sources", sources)
        _copy(connection, f"{schema}.clusters ({CLUSTER_COLUMNS})", self._clusters)
        frequencies: Counter[str] = Counter()

        def counted() -> Iterator[Sequence[Any]]:
            for p in postings(self.passages):
                frequencies[p.stem] += len(p.rowids)
                yield p.stem, p.kind, p.rowids.tolist(), p.scores.tolist()

        _copy(connection, f"{schema}.postings", counted())
        information = Information(frequencies, len(self.passages))
        _copy(connection, f"{schema}.passages ({_PASSAGE_COLUMNS})", self._passage_rows(information))
        _copy(connection, f"{schema}.word_counts", self._count_rows(frequencies))

    def _passage_rows(self, information: Information) -> Iterator[Sequence[Any]]:
        for rowid, p in self.passages.items():
            yield (
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
                [self._sources[source] for source in p.sources],
                packed(p, information) or None,
            )

    def _count_rows(self, frequencies: Mapping[str, int]) -> Iterator[Sequence[Any]]:
        counts = self.word_counts
        for kind, by_language in (("spoken", counts.spoken), ("topics", counts.topics)):
            for language, words in by_language.items():
                yield kind, language, list(words), list(words.values())
        for kind, words in (("folded", counts.folded), ("stems", frequencies)):
            yield kind, "", list(words), list(words.values())


_PASSAGE_COLUMNS = """passage_rowid, passage_id, doc_id, starts, ends, text, language, kind, heading, statement_id,
    cluster_id, as_of, valid_until, supersedes, compares, asked, source_ids, compared"""


def _copy(connection: Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor().copy(f"copy {table} from stdin") as copy:
        for row in rows:
            copy.write_row(row)
