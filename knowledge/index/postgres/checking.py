"""Whether a generation in PostgreSQL is whole and its parts agree. Changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from knowledge.asked.passage_words import packed
from knowledge.errors import KnowledgeError
from knowledge.index import lexical
from knowledge.index.postgres.bm25 import postings
from knowledge.index.postgres.connection import Postgres
from knowledge.index.postgres.dense import BOUNDED, held_entry
from knowledge.index.postgres.rows import CLUSTER_COLUMNS, cluster_row, passages_where
from knowledge.index.postgres.store import PostgresStore
from knowledge.naming.fields import load_taxonomy
from knowledge.words.information import Information
from knowledge.words.word_counts import count_words

_REBUILD = "Run: clusterbot index --fresh"
_TOLERANCE = 1e-9


def problems(db: Postgres, store: PostgresStore) -> list[str]:
    """Return one line for each thing that is wrong with the generation of `store`; empty: it is whole."""
    return [f"{what}. {_REBUILD}" for what in _found(db, store)]


def _found(db: Postgres, store: PostgresStore) -> Iterator[str]:
    made, schema = store.manifest, store.schema
    for table in ("documents", "passages", "vectors", "clusters", "sources"):
        (n,) = db.row(f"select count(*) from {schema}.{table}")
        if n != getattr(made.counts, table):
            yield f"table {table!r} has {n} rows, the manifest says {getattr(made.counts, table)}"
    for what, sql in _queries(schema).items():
        (n,) = db.row(f"select count(*) from {sql}")
        if n:
            yield f"{n} {what}"
    passages = passages_where(db, schema, "true", claims=True)
    expected = {(p.stem, p.kind): (list(p.rowids), list(p.scores)) for p in postings(passages)}
    n_wrong = 0
    for stem, kind, rowids, scores in db.rows(f"select stem, kind, rowids, scores from {schema}.postings"):
        right = expected.pop((stem, kind), ([], []))
        alike = zip(scores, right[1], strict=False)
        n_wrong += rowids != right[0] or any(abs(a - b) > _TOLERANCE for a, b in alike)
    if n_wrong or expected:
        yield f"{n_wrong + len(expected)} lists of the passages that have a stem are not those of the passages"
    counts = count_words(passages.values())
    if store.word_counts() != type(counts)(
        {language: dict(words) for language, words in counts.spoken.items()},
        dict(counts.folded),
        {language: dict(words) for language, words in counts.topics.items()},
    ):
        yield "the word counts are not those of the passages"
    frequencies = Counter(
        stem for p in passages.values() for stem in {s for c in lexical.indexed(p) for s in c.split()}
    )
    if dict(store.document_frequencies()) != dict(frequencies):
        yield "the frequencies of stems are not those of the passages"
    information = Information(frequencies, len(passages))
    n_wrong = sum(p.compared != packed(p, information) for p in passages.values())
    if n_wrong:
        yield f"what of {n_wrong} passages is compared with questions is not that of the passages"
    taxonomy = load_taxonomy()
    for profile in store.clusters():
        row = db.row(f"select {CLUSTER_COLUMNS} from {schema}.clusters where cluster_id = %s", (profile.id,))
        if row != cluster_row(profile, field_ids=taxonomy.field_ids, land_ids=taxonomy.land_ids):
            yield f"cluster {profile.id!r} is not filtered on as its profile says"
    try:
        store.prepare()
    except KnowledgeError as error:
        yield str(error).partition(" Rebuild:")[0].rstrip(".")
    if held_entry(made) == BOUNDED:
        (n,) = db.row(
            """select count(*) from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
               where i.indrelid = %s::regclass and a.amname = 'hnsw' and i.indisvalid""",
            (f"{schema}.vectors",),
        )
        if not n:
            yield "the vectors of plain text have no index"


def _queries(schema: str) -> dict[str, str]:
    return {
        "passages whose text is not where their document has it": f"""{schema}.passages p join {schema}.documents d using (doc_id)
            where substr(d.text, p.starts + 1, p.ends - p.starts) <> p.text""",
        "passages without a vector": f"""{schema}.passages p
            where not exists (select from {schema}.vectors v where v.passage_rowid = p.passage_rowid)""",
        "vectors filed under another kind or language than their passage": f"""{schema}.vectors v
            join {schema}.passages p using (passage_rowid) where (v.kind, v.language) <> (p.kind, p.language)""",
        "citations of sources that are gone": f"""{schema}.passages p, unnest(p.source_ids) as cited (source_id)
            where not exists (select from {schema}.sources s where s.source_id = cited.source_id)""",
    }
