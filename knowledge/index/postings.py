"""The lexical run: for each stem the passages that have it, in one row, each with what it counts there.

FTS5 holds the stems, and is what this is made from. It works BM25 out for one matching passage after another: 3 ms a search
on 4,300 passages, seconds where common words match a million. What a stem counts in a passage does not depend on the query
but for a factor, so it is worked out when the index is built, and a query adds up a few arrays: 0.4 ms on the 4,300. The
scores are FTS5's, to seven digits.

    postings   stem, entries: the row ids (uint32), then the weights (float32), as many, both little-endian
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from knowledge.index.bm25 import damped, information, weighted

Mask = npt.NDArray[np.bool_]
_BLOCK = 1024
_ROWIDS, _WEIGHTS = np.dtype("<u4"), np.dtype("<f4")
_BYTES = _ROWIDS.itemsize + _WEIGHTS.itemsize
_HELD = 8_000_000  # bytes; those of the shipped corpus are 1.3 million


def write(connection: sqlite3.Connection) -> None:
    """Write the postings of all passages, from what the full-text table holds of them."""
    connection.execute("delete from postings")
    connection.executemany("insert into postings values (?, ?)", _made(connection))


def are_right(connection: sqlite3.Connection) -> bool:
    """Return whether the postings are those that would be written now."""
    stored = connection.execute("select stem, entries from postings order by stem")
    return all(row == made for row, made in zip_longest(stored, _made(connection)))


def _made(connection: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    """Yield stem and entries, by stem."""
    rowids: dict[str, array[int]] = {}
    counts: dict[str, array[float]] = {}
    lengths = array("I")  # in stems, by row id; no passage has row id 0
    n = 0
    for rowid, *columns in connection.execute("select rowid, body, heading, asked from passages_fts order by rowid"):
        stems = [column.split() for column in columns]
        lengths.extend([0] * (rowid - len(lengths)))
        lengths.append(sum(map(len, stems)))
        for stem, count in weighted(stems).items():
            if stem not in rowids:
                rowids[stem], counts[stem] = array("I"), array("f")
            rowids[stem].append(rowid)
            counts[stem].append(count)
        n += 1
    lengths_of = np.array(lengths, dtype=np.float64)
    average = lengths_of.sum() / n if n else 0.0
    for stem in sorted(rowids):
        places = np.array(rowids.pop(stem), dtype=_ROWIDS)
        occurrences = np.array(counts.pop(stem), dtype=np.float64)
        weights = damped(occurrences, lengths_of[places], average)
        yield stem, places.tobytes() + weights.astype(_WEIGHTS).tobytes()


class Postings:
    """The postings of one database: read stem by stem, or held in memory."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        """`connect` gives the connection of the thread that asks."""
        self._connect = connect
        self._held: dict[str, bytes] | None = None

    def hold(self) -> None:
        """Read them all into memory, if they are small enough, for whoever has time between two questions: an answer looks up some seven
        stems, and each look took SQLite 0.04 ms.
        """
        connection = self._connect()
        (size,) = connection.execute("select total(length(entries)) from postings").fetchone()
        if size <= _HELD:
            self._held = dict(connection.execute("select stem, entries from postings"))

    def of(self, stems: Sequence[str]) -> Mapping[str, bytes]:
        """Return the entries of those of `stems` that there are."""
        if self._held is not None:
            return {stem: self._held[stem] for stem in stems if stem in self._held}
        marks = ",".join("?" * len(stems))
        return dict(
            self._connect().execute(f"select stem, entries from postings where stem in ({marks})", tuple(stems))
        )

    def n_passages(self, stem: str) -> int:
        """Return how many passages have `stem`."""
        if self._held is not None:
            return len(self._held.get(stem, b"")) // _BYTES
        row = self._connect().execute("select length(entries) from postings where stem = ?", (stem,)).fetchone()
        return int(row[0]) // _BYTES if row else 0

    def stems(self) -> Iterator[str]:
        """Yield all stems."""
        yield from (str(stem) for (stem,) in self._connect().execute("select stem from postings"))

    def __len__(self) -> int:
        """Return how many stems there are."""
        return int(self._connect().execute("select count(*) from postings").fetchone()[0])


def search(
    postings: Postings, stems: Sequence[str], *, depth: int, n_passages: int, among: Mask | None = None
) -> list[tuple[int, float]]:
    """Return up to `depth` (passage_rowid, score), best first, ties by rowid; no stems give no hits.

    `among` says by row id which passages count; None: all. The scores are BM25 as FTS5 has it, higher is better.
    """
    entries = postings.of(stems)
    # in the order of the stems, since sums of floats depend on theirs
    found = [_arrays(entries[stem]) for stem in stems if stem in entries]
    if not found:
        return []
    scores = np.zeros(1 + max(int(rowids[-1]) for rowids, _ in found))
    for rowids, weights in found:
        scores[rowids] += weights * information(len(rowids), n_passages)
    if among is not None:
        scores *= among[: len(scores)]
    places = best(scores, depth)
    order = places[np.lexsort((places, -scores[places]))][:depth]
    return list(zip(order.tolist(), scores[order].tolist(), strict=True))


def _arrays(entries: bytes) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.float32]]:
    """Return row ids and weights."""
    n = len(entries) // _BYTES
    return np.frombuffer(entries, _ROWIDS, n), np.frombuffer(entries, _WEIGHTS, n, n * _ROWIDS.itemsize)


def best(scores: npt.NDArray[np.float64], depth: int) -> npt.NDArray[np.int64]:
    """Return the places of at least the `depth` best scores above zero, and of all that are as good as the last of these.

    As many blocks as are wanted have their best above some score: what is below that need not be sorted.
    """
    n_blocks = len(scores) // _BLOCK
    least = 0.0
    if n_blocks > depth:
        best_of_blocks = scores[: n_blocks * _BLOCK].reshape(n_blocks, _BLOCK).max(axis=1)
        least = float(np.partition(best_of_blocks, n_blocks - depth)[n_blocks - depth])
    (places,) = (scores >= least if least > 0 else scores).nonzero()
    if len(places) > depth:
        last = np.partition(scores[places], len(places) - depth)[len(places) - depth]
        places = places[scores[places] >= last]
    return places


class Frequencies(Mapping[str, int]):
    """In how many passages each stem occurs, looked up when it is asked for."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings

    def __getitem__(self, stem: str) -> int:
        n = self._postings.n_passages(stem)
        if not n:
            raise KeyError(stem)
        return n

    def __iter__(self) -> Iterator[str]:
        return self._postings.stems()

    def __len__(self) -> int:
        return len(self._postings)
