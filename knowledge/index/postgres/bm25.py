"""BM25 as SQLite's FTS5 computes it, worked out when an index is built: what a stem adds to the score of a passage.

A generation does not change, and a stem of a query counts once: so the whole part of a stem in a passage's score is known
beforehand, and a query only has to add up. FTS5 weighs occurrences by column and takes all columns for the length.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.index.bm25 import damped, information, weighted
from knowledge.index.lexical import indexed
from knowledge.records import Passage, PassageKind


@dataclass(frozen=True, slots=True)
class Postings:
    """A stem in the passages of one kind: their row ids, ascending, and what it adds to the score of each."""

    stem: str
    kind: PassageKind
    rowids: array[int]
    scores: array[float]


def postings(passages: Mapping[int, Passage]) -> Iterator[Postings]:
    """Yield the postings of all `passages`, by row id, by stem and kind."""
    lengths: dict[int, int] = {}
    found: dict[str, dict[PassageKind, tuple[array[int], array[float]]]] = {}
    for rowid, passage in sorted(passages.items()):
        columns = [text.split() for text in indexed(passage)]
        lengths[rowid] = sum(map(len, columns))
        for stem, weight in weighted(columns).items():
            rowids, weights = found.setdefault(stem, {}).setdefault(passage.kind, (array("q"), array("d")))
            rowids.append(rowid)
            weights.append(weight)
    average = sum(lengths.values()) / len(lengths) if lengths else 1.0
    for stem, by_kind in sorted(found.items()):
        n = sum(len(rowids) for rowids, _ in by_kind.values())
        worth = information(n, len(lengths))
        for kind, (rowids, weights) in sorted(by_kind.items()):
            scores = array("d")
            for rowid, weight in zip(rowids, weights, strict=True):
                scores.append(worth * damped(weight, float(lengths[rowid]), average))
            yield Postings(stem, kind, rowids, scores)
