"""The schema of the knowledge store, as numbered migrations of one purpose each."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("clusterbot")


@migrations()
def m001_documents_and_passages(db: Database) -> None:
    """Documents, their passages with character offsets, and the sources that passages cite."""
    db["documents"].create(  # type: ignore[union-attr]
        {"doc_id": str, "title": str, "language": str, "text": str},
        pk="doc_id",
        not_null={"title", "language", "text"},
    )
    db["sources"].create(  # type: ignore[union-attr]
        {
            "source_rowid": int,
            "title": str,
            "publisher": str,
            "date": str,
            "page": str,
            "section": str,
            "url": str,
        },
        pk="source_rowid",
        not_null={"title"},
    )
    db["passages"].create(  # type: ignore[union-attr]
        {
            "passage_rowid": int,
            "passage_id": str,
            "doc_id": str,
            "start": int,
            "end": int,
            "text": str,
            "language": str,
            "kind": str,
            "heading": str,
            "statement_id": str,
            "cluster_id": str,
            "as_of": str,
            "valid_until": str,
            "supersedes": str,
            "compares": str,
            "asked": str,
        },
        pk="passage_rowid",
        not_null={"passage_id", "doc_id", "start", "end", "text", "language", "kind"},
        foreign_keys=[("doc_id", "documents", "doc_id")],
    )
    db["passages"].create_index(["passage_id"], unique=True)  # type: ignore[union-attr]
    db["passage_sources"].create(  # type: ignore[union-attr]
        {"passage_rowid": int, "position": int, "source_rowid": int},
        pk=("passage_rowid", "position"),
        foreign_keys=[
            ("passage_rowid", "passages", "passage_rowid"),
            ("source_rowid", "sources", "source_rowid"),
        ],
    )


@migrations()
def m002_clusters(db: Database) -> None:
    """Cluster profiles: the whole profile as JSON, and what is filtered on as columns and rows."""
    db["clusters"].create(  # type: ignore[union-attr]
        {
            "cluster_id": str,
            "name": str,
            "city": str,
            "label": str,
            "member": int,
            "profile": str,
        },
        pk="cluster_id",
        not_null={"name", "member", "profile"},
    )
    for table, column in (("cluster_fields", "field_id"), ("cluster_laender", "land_id")):
        db[table].create(  # type: ignore[union-attr]
            {"cluster_id": str, column: str},
            pk=("cluster_id", column),
            foreign_keys=[("cluster_id", "clusters", "cluster_id")],
        )


@migrations()
def m003_embeddings(db: Database) -> None:
    """Vectors by the hash of the text they encode (little-endian float32), and which passages they stand for."""
    db["embeddings"].create(  # type: ignore[union-attr]
        {"text_sha256": str, "vector": bytes}, pk="text_sha256", not_null={"vector"}
    )
    db["passage_vectors"].create(  # type: ignore[union-attr]
        {"vector_rowid": int, "passage_rowid": int, "text_sha256": str, "role": str},
        pk="vector_rowid",
        foreign_keys=[
            ("passage_rowid", "passages", "passage_rowid"),
            ("text_sha256", "embeddings", "text_sha256"),
        ],
    )


@migrations()
def m004_lexical(db: Database) -> None:
    """The full-text table: stems of the passage, its headings and the questions it answers; rowid is passage_rowid."""
    db.execute("create virtual table passages_fts using fts5(body, heading, asked, tokenize='unicode61')")


@migrations()
def m005_word_counts(db: Database) -> None:
    """How often words occur: by language (kind "spoken"), folded over all ("folded"), stems of statements ("topics")."""
    db["word_counts"].create(  # type: ignore[union-attr]
        {"kind": str, "language": str, "word": str, "n": int}, pk=("kind", "language", "word"), not_null={"n"}
    )


@migrations()
def m006_document_origin(db: Database) -> None:
    """Which file a document was read from; null for what comes from the web or with the installation."""
    db["documents"].add_column("origin", str)  # type: ignore[union-attr]


@migrations()
def m007_postings(db: Database) -> None:
    """For each stem the passages that have it (`knowledge.index.postings`); and what finds passages by kind and by statement."""
    db["postings"].create({"stem": str, "entries": bytes}, pk="stem", not_null={"entries"})  # type: ignore[union-attr]
    db["passages"].create_index(["kind", "language"])  # type: ignore[union-attr]
    db["passages"].create_index(["statement_id", "language"])  # type: ignore[union-attr]


@migrations()
def m008_compared(db: Database) -> None:
    """What of a passage is compared with questions (`knowledge.asked.passage_words`); null for plain text."""
    db["passages"].add_column("compared", bytes)  # type: ignore[union-attr]


@migrations()
def m009_verdicts(db: Database) -> None:
    """Which of its asked lines a passage says yes or no to."""
    db["passages"].add_column("verdicts", str)  # type: ignore[union-attr]


@migrations()
def m010_claims(db: Database) -> None:
    """Questions that want yes or no, with what a passage says to each."""
    db["passages"].add_column("claims", str)  # type: ignore[union-attr]


@migrations()
def m011_name_keys(db: Database) -> None:
    """By what a cluster is found in a text (`knowledge.naming.name_keys`)."""
    db["clusters"].add_column("name_keys", str)  # type: ignore[union-attr]
