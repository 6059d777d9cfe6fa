"""BM25 as SQLite's FTS5 works it out over the full-text table: what the lexical run is held to."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from knowledge.index.bm25 import WEIGHTS
from knowledge.records import PassageKind


def match_expression(stems: Sequence[str]) -> str:
    """Return an FTS5 expression that any of `stems` satisfies. Stems have letters and digits only."""
    return " OR ".join(f'"{stem}"' for stem in stems)


def search(
    connection: sqlite3.Connection,
    stems: Sequence[str],
    *,
    depth: int,
    kinds: Collection[PassageKind] | None = None,
) -> list[tuple[int, float]]:
    """Return up to `depth` (passage_rowid, score), best first, ties by rowid; no stems give no hits.

    The score is BM25 as FTS5 computes it, negated so that higher is better. `kinds` keeps passages of these kinds only.
    """
    if not stems:
        return []
    where = "" if kinds is None else f"and p.kind in ({', '.join(f':kind{i}' for i in range(len(kinds)))})"
    rows = connection.execute(
        f"""select f.rowid, -bm25(passages_fts, {", ".join(map(str, WEIGHTS))}) as score
            from passages_fts f join passages p on p.passage_rowid = f.rowid
            where passages_fts match :match {where}
            order by score desc, f.rowid limit :depth""",
        {
            "match": match_expression(stems),
            "depth": depth,
            **{f"kind{i}": kind for i, kind in enumerate(kinds or ())},
        },
    )
    return [(int(rowid), float(score)) for rowid, score in rows]


def document_frequencies(connection: sqlite3.Connection) -> dict[str, int]:
    """Return in how many passages each stem occurs."""
    connection.execute(
        "create virtual table if not exists temp.passages_vocabulary using fts5vocab(main, passages_fts, row)"
    )
    return {str(term): int(doc) for term, doc in connection.execute("select term, doc from temp.passages_vocabulary")}
