"""Rows in SQLite, written: a new database that is filled part by part, and read as `store` reads it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Self

from knowledge.asked.passage_words import packed
from knowledge.index import lexical, postings
from knowledge.index.migrations import migrations
from knowledge.index.store import Store
from knowledge.naming.name_keys import keys_of, packed_keys
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import BOUNDED, Document, Passage, Source
from knowledge.sentence_model.encoder import Vectors
from knowledge.words.information import Information
from knowledge.words.word_counts import WordCounts


class WrittenStore(Store):
    """A new SQLite database with documents, passages, sources, clusters, embeddings and the full-text table."""

    @classmethod
    def create(cls, path: Path | None = None) -> Self:
        """Return a new, empty store in the file `path`; None: in memory."""
        store = cls(sqlite3.connect(":memory:" if path is None else str(path)))
        migrations.apply(store.db)
        return store

    def add_documents(self, documents: Iterable[Document]) -> None:
        """Add `documents` with their passages, sources and full-text rows, in one transaction."""
        known: dict[Source, int] = {}
        with self.db.atomic():
            for document in documents:
                self.connection.execute(
                    "insert into documents (doc_id, title, language, text, origin) values (?, ?, ?, ?, ?)",
                    (document.doc_id, document.title, document.language, document.text, document.origin),
                )
                for passage in document.passages:
                    self._add_passage(passage, known)

    def _add_passage(self, passage: Passage, known: dict[Source, int]) -> None:
        cursor = self.connection.execute(
            """insert into passages (passage_id, doc_id, start, end, text, language, kind, heading,
               statement_id, cluster_id, as_of, valid_until, supersedes, compares, asked, verdicts, claims)
               values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                passage.passage_id,
                passage.doc_id,
                passage.start,
                passage.end,
                passage.text,
                passage.language,
                passage.kind,
                passage.heading,
                passage.statement_id,
                passage.cluster_id,
                passage.as_of,
                passage.valid_until,
                json.dumps(passage.supersedes),
                json.dumps(passage.compares),
                json.dumps(passage.asked, ensure_ascii=False),
                json.dumps(passage.verdicts),
                json.dumps(passage.claims, ensure_ascii=False),
            ),
        )
        rowid = cursor.lastrowid
        for position, source in enumerate(passage.sources):
            if source not in known:
                inserted = self.connection.execute(
                    """insert into sources (title, publisher, date, page, section, url)
                       values (?, ?, ?, ?, ?, ?)""",
                    astuple(source),
                )
                known[source] = int(inserted.lastrowid or 0)
            self.connection.execute("insert into passage_sources values (?, ?, ?)", (rowid, position, known[source]))
        self.connection.execute(
            "insert into passages_fts (rowid, body, heading, asked) values (?, ?, ?, ?)",
            (rowid, *lexical.indexed(passage)),
        )

    def add_clusters(
        self,
        profiles: Iterable[ClusterProfile],
        *,
        field_ids: Mapping[str, str],
        land_ids: Mapping[str, str],
    ) -> None:
        """Add cluster `profiles`; the mappings give ids by a field's English and a Land's German name."""
        with self.db.atomic():
            for profile in profiles:
                self.connection.execute(
                    "insert into clusters values (?, ?, ?, ?, ?, ?, ?)",
                    (
                        profile.id,
                        profile.name,
                        profile.city,
                        profile.ecei_label.level if profile.ecei_label else None,
                        int(profile.go_cluster.status == "member"),
                        profile.model_dump_json(),
                        packed_keys(keys_of(profile)),
                    ),
                )
                self.connection.executemany(
                    "insert or ignore into cluster_fields values (?, ?)",
                    [(profile.id, field_ids[name]) for name in profile.fields],
                )
                self.connection.executemany(
                    "insert or ignore into cluster_laender values (?, ?)",
                    [(profile.id, land_ids[name]) for name in profile.all_states],
                )

    def add_embeddings(self, hashes: Sequence[str], vectors: Vectors) -> None:
        """Add `vectors` (n, dimension) under the hashes of the texts they encode; known hashes stay."""
        with self.db.atomic():
            self.connection.executemany(
                "insert or ignore into embeddings values (?, ?)",
                [(h, v.astype("<f4").tobytes()) for h, v in zip(hashes, vectors, strict=True)],
            )

    def add_passage_vectors(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Say which embedding stands for which passage: (passage_rowid, text_sha256, role)."""
        with self.db.atomic():
            self.connection.executemany(
                "insert into passage_vectors (passage_rowid, text_sha256, role) values (?, ?, ?)", rows
            )

    def add_word_counts(self, counts: WordCounts) -> None:
        """Add `counts` to what was counted before."""
        rows = [("folded", "", word, n) for word, n in counts.folded.items()]
        for kind, by_language in (("spoken", counts.spoken), ("topics", counts.topics)):
            rows += [(kind, language, word, n) for language, words in by_language.items() for word, n in words.items()]
        with self.db.atomic():
            self.connection.executemany(
                """insert into word_counts values (?, ?, ?, ?)
                   on conflict (kind, language, word) do update set n = n + excluded.n""",
                rows,
            )

    def add_postings(self) -> None:
        """Add what the lexical run reads, from the full-text rows. Called when all passages are there."""
        with self.db.atomic():
            postings.write(self.connection)

    def add_compared(self) -> None:
        """Add what of statements, gaps and profiles is compared with questions. Called behind the postings."""
        information = Information(
            postings.Frequencies(postings.Postings(lambda: self.connection)), self.count("passages")
        )
        with self.db.atomic():
            self.connection.executemany(
                "update passages set compared = ? where passage_rowid = ?",
                [(packed(passage, information), rowid) for rowid, passage in self.passages_of(BOUNDED).items()],
            )
