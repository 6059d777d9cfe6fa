"""The tables of the knowledge in PostgreSQL.

clusterbot.generations      every whole generation with its manifest
clusterbot.current          the one that answers: one row
clusterbot.pending_vectors  vectors of a run that was cut short
clusterbot.blobs            classifiers and graphs of encoders, in parts, by the SHA-256 of the whole
clusterbot_GENERATION.*     the rows of one generation, a schema each, so that one goes without a trace
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.errors import StorageError
from knowledge.index.bm25 import K1, LEAST, B
from knowledge.index.postgres.connection import Postgres
from knowledge.index.postgres.migrations import Migration
from knowledge.records import Language

FAMILY = "knowledge"
BLOB_PART = 4 << 20  # bytes
# Neighbours in the graph of vectors, and candidates with which it is built. With 16 and 100 it is built in a third of the
# time, and takes twice as many candidates of a search to find as much: see docs/scaling.md.
_M = 24
_EF_CONSTRUCTION = 200

MIGRATIONS: Sequence[Migration] = (
    Migration(
        "m001_generations",
        """create table clusterbot.generations (
             name text collate "C" primary key, manifest jsonb not null, created_at timestamptz not null default now());
           create table clusterbot.current (
             one boolean primary key default true check (one),
             generation text not null references clusterbot.generations (name))""",
    ),
    Migration(
        "m002_pending_vectors",
        """create table clusterbot.pending_vectors (
             encoder text not null, text_sha256 bytea not null, embedding vector not null,
             primary key (encoder, text_sha256))""",
    ),
    Migration(
        "m003_blobs",
        """create table clusterbot.blobs (
             sha256 text not null, part int not null, content bytea not null, primary key (sha256, part));
           alter table clusterbot.blobs alter content set storage external""",
    ),
    Migration(
        "m004_find",
        """create function clusterbot.find(query text, in_language text, most int default 10)
           returns table (passage_id text, doc_id text, title text, rank real, passage text)
           language plpgsql stable as $$
           declare place text;
           begin
             select 'clusterbot_' || lower(replace(c.generation, '-', '_')) into place from clusterbot.current c;
             return query execute format(
               'select p.passage_id, p.doc_id, d.title, ts_rank_cd(p.words, q), p.text
                  from %1$I.passages p join %1$I.documents d using (doc_id), websearch_to_tsquery(%2$L, $1) q
                 where p.words @@ q and p.language = $2 order by 4 desc, 1 limit $3',
               place, case in_language when 'de' then 'german' else 'english' end)
             using query, in_language, most;
           end $$""",
    ),
)


def migrate(db: Postgres) -> None:
    """Bring the tables to this version. Raises `StorageError`, also where the server has no pgvector."""
    if db.row("select 1 from pg_extension where extname = 'vector'") is None:
        try:
            db.write("create extension if not exists vector")
        except StorageError as error:
            raise StorageError(
                f"database {db.name!r} has no extension vector (pgvector), and it cannot be made ({error}). "
                "Have the server's administrator run in it: create extension vector"
            ) from error
    db.migrate(FAMILY, MIGRATIONS)


def schema_of(generation: str) -> str:
    """Return the name of the schema with the rows of a generation."""
    name = f"clusterbot_{generation.lower().replace('-', '_')}"
    if not re.fullmatch("[a-z0-9_]{1,63}", name):
        raise ValueError(f"generation {generation!r} cannot be the name of a schema")
    return name


def tables(schema: str, dimension: int) -> str:
    """Return the statements that make the tables of a generation."""
    text = "setweight(to_tsvector('{0}', heading), 'B') || setweight(to_tsvector('{0}', text), 'A')"
    return f"""
        create schema {schema};
        create table {schema}.documents (
          doc_id text collate "C" not null, title text not null, language text not null, text text not null, origin text);
        create table {schema}.sources (
          source_id bigint primary key, title text not null, publisher text, date text, page text, section text, url text);
        create table {schema}.passages (
          passage_rowid bigint primary key, passage_id text collate "C" not null, doc_id text collate "C" not null,
          starts int not null, ends int not null, text text not null, language text not null, kind text not null,
          heading text not null, statement_id text, cluster_id text, as_of text, valid_until text,
          supersedes text[] not null, compares text[] not null, asked text[] not null, verdicts text[] not null, claims jsonb not null, source_ids bigint[] not null, compared bytea,
          words tsvector generated always as (
            case language when 'de' then {text.format("german")} else {text.format("english")} end) stored);
        create table {schema}.clusters (
          cluster_id text collate "C" primary key, name text not null, city text, label text, member boolean not null,
          fields text[] not null, laender text[] not null, profile text not null, name_keys text not null);
        create table {schema}.vectors (
          vector_rowid bigint not null, passage_rowid bigint not null, kind text not null, language text not null,
          role text not null, text_sha256 bytea not null, embedding vector({dimension}) not null);
        create table {schema}.postings (
          stem text collate "C" not null, kind text not null, rowids bigint[] not null, scores float8[] not null);
        create table {schema}.word_counts (
          kind text not null, language text not null, word text collate "C" not null, n bigint not null);
        create unlogged table {schema}.stems (
          passage_rowid bigint not null, kind text not null, length int not null, stems text[] collate "C" not null,
          weights float8[] not null);
        create unlogged table {schema}.counted (
          kind text not null, language text not null, word text collate "C" not null, n bigint not null)"""


def derived(schema: str) -> str:
    """Return the statements that make what is derived from stems and counts of words, which are then gone.

    A stem counts in a passage what `knowledge.index.bm25` says.
    """
    return f"""
        insert into {schema}.word_counts
          select kind, language, word, sum(n) from {schema}.counted group by 1, 2, 3 order by 1, 2, 3;
        insert into {schema}.word_counts
          select 'stems', '', stem, count(*) from {schema}.stems, unnest(stems) as s (stem) group by 3 order by 3;
        alter table {schema}.word_counts add primary key (kind, language, word);
        analyze {schema}.word_counts;
        insert into {schema}.postings
          select stem, kind, array_agg(passage_rowid order by passage_rowid), array_agg(score order by passage_rowid)
          from (
            select s.stem, p.kind, p.passage_rowid,
                   greatest(ln((a.n - w.n + 0.5::float8) / (w.n + 0.5::float8)), {LEAST})
                   * (s.weight * ({K1} + 1) / (s.weight + {K1} * (1 - {B} + {B} * p.length / a.average))) as score
            from {schema}.stems p
            cross join unnest(p.stems, p.weights) as s (stem, weight)
            join {schema}.word_counts w on w.kind = 'stems' and w.language = '' and w.word = s.stem
            cross join (select count(*)::float8 as n, sum(length)::float8 / count(*) as average from {schema}.stems) a) scored
          group by stem, kind order by stem, kind;
        drop table {schema}.stems;
        drop table {schema}.counted"""


def keys(schema: str) -> str:
    """Return the statements that make the keys and indexes of a generation, once its rows are there."""
    return f"""
        alter table {schema}.documents add primary key (doc_id);
        alter table {schema}.passages add unique (passage_id), add foreign key (doc_id) references {schema}.documents;
        create index on {schema}.passages (kind, language);
        create index on {schema}.passages (statement_id) where statement_id is not null;
        create index on {schema}.passages using gin (words);
        alter table {schema}.vectors add primary key (vector_rowid),
          add foreign key (passage_rowid) references {schema}.passages;
        create index on {schema}.vectors (text_sha256);
        create index on {schema}.vectors (passage_rowid);
        alter table {schema}.postings add primary key (stem, kind)"""


def graph(schema: str, language: Language) -> str:
    """Return the statement that makes the index by which plain text of a language is searched for near vectors."""
    # named, since those of two languages may be made at once, and would get the same name from the server
    return f"""
        create index vectors_near_{language} on {schema}.vectors using hnsw (embedding vector_ip_ops)
          with (m = {_M}, ef_construction = {_EF_CONSTRUCTION}) where kind = 'text' and language = '{language}'"""
