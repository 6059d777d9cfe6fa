"""How rows are read from PostgreSQL as records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.index.postgres.connection import Postgres, Values
from knowledge.naming.name_keys import keys_of, packed_keys
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import Claim, Passage, Source

_PASSAGE = """
    select p.passage_rowid, p.passage_id, p.doc_id, p.starts, p.ends, p.text, p.language, p.kind, p.heading, p.statement_id,
           p.cluster_id, p.as_of, p.valid_until, p.supersedes, p.compares, p.asked, p.verdicts, {claims}, p.compared,
           (select json_agg(json_build_array(s.title, s.publisher, s.date, s.page, s.section, s.url) order by o.position)
              from unnest(p.source_ids) with ordinality as o (source_id, position)
              join {schema}.sources s using (source_id))
      from {schema}.passages p where {where} order by p.passage_rowid"""


def _passage_of(row: Sequence[Any]) -> Passage:
    """Return the passage that a row of `_PASSAGE` is."""
    (_, passage_id, doc_id, start, end, text, language, kind, heading) = row[:9]
    statement_id, cluster_id, as_of, valid_until, supersedes, compares, asked, verdicts, claims, compared, sources = (
        row[9:]
    )
    return Passage(
        passage_id=passage_id,
        doc_id=doc_id,
        start=start,
        end=end,
        text=text,
        language=language,
        kind=kind,
        heading=heading,
        statement_id=statement_id,
        cluster_id=cluster_id,
        as_of=as_of,
        valid_until=valid_until,
        supersedes=tuple(supersedes),
        compares=tuple(compares),
        asked=tuple(asked),
        verdicts=tuple(verdicts),
        claims=tuple(Claim(*claim) for claim in claims),
        sources=tuple(Source(*source) for source in sources or ()),
        compared=compared or b"",
    )


def passages_where(
    db: Postgres, schema: str, where: str, values: Values = (), *, claims: bool = False
) -> dict[int, Passage]:
    """Return the passages `p` of a generation for which the condition `where` holds, by row id, in its order; their claims, which no
    answer needs in words, only on request.
    """
    column = "p.claims" if claims else "'[]'::jsonb"
    rows = db.rows(_PASSAGE.format(schema=schema, where=where, claims=column), values)
    return {int(row[0]): _passage_of(row) for row in rows}


CLUSTER_COLUMNS = "cluster_id, name, city, label, member, fields, laender, profile, name_keys"


def cluster_row(
    profile: ClusterProfile, *, field_ids: Mapping[str, str], land_ids: Mapping[str, str]
) -> tuple[Any, ...]:
    """Return the row of a cluster in `CLUSTER_COLUMNS`: what is filtered on, the whole profile, and by what it is found."""
    return (
        profile.id,
        profile.name,
        profile.city,
        profile.ecei_label.level if profile.ecei_label else None,
        profile.go_cluster.status == "member",
        [field_ids[name] for name in profile.fields],
        [land_ids[name] for name in profile.all_states],
        profile.model_dump_json(),
        packed_keys(keys_of(profile)),
    )
