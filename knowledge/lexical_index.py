"""The lexical run of an opened index: what each stem adds to the BM25 score of each passage, worked out when it is built.

FTS5 holds the stems and is the truth; these arrays are derived from it, as the vector file is from the embeddings. FTS5
works a score out for every row that has a stem, at every question: on 4,300 passages that is 3 ms, on a million it is
seconds. Here a question adds up one array a stem. Both come to the same scores.

    stems.marisa    stem -> where its postings begin, how many they are
    postings.npy    int32 (2, n): passage row ids, ascending within a stem; what the stem adds, as float32
    rows.npy        uint8 (largest row id + 1,): kind and language of each passage, 0 for none

The arrays are memory-mapped: opening reads next to nothing, and processes share what they use.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any, Self

import marisa_trie
import numpy as np
import numpy.typing as npt

from knowledge.errors import IndexDamaged
from knowledge.records import LANGUAGES, Language, PassageKind

STEMS = "stems.marisa"
POSTINGS = "postings.npy"
ROWS = "rows.npy"
KINDS: tuple[PassageKind, ...] = ("statement", "profile", "text", "gap")
# text, heading and asked lines: the last two count, but less than what a passage says
COLUMN_WEIGHTS = (1.0, 0.5, 0.8)
_K1, _B = 1.2, 0.75
_LEAST_INFORMATION = 1e-6  # FTS5 gives a stem of more than half of the rows this much
_ENTRY = "<QI"


@dataclass(frozen=True, slots=True)
class Row:
    """What of a passage is indexed: the stems of its text, headings and asked lines, each as one string."""

    rowid: int
    kind: PassageKind
    language: Language
    columns: tuple[str, str, str]


def _code(kind: PassageKind, language: Language) -> int:
    return 1 + KINDS.index(kind) * len(LANGUAGES) + LANGUAGES.index(language)


class LexicalIndex:
    """BM25 over the stems of all passages. Immutable; several threads may use it at once."""

    def __init__(self, stems: Any, postings: npt.NDArray[np.int32], rows: npt.NDArray[np.uint8]) -> None:
        self._stems = stems
        self._rowids, self._added = postings[0], postings[1].view(np.float32)
        self._rows = rows
        self._masks: dict[tuple[PassageKind, ...], npt.NDArray[np.bool_]] = {}

    @classmethod
    def build(cls, rows: Iterable[Row]) -> Self:
        """Return the index of `rows`, which are read once, one after another."""
        number_of: dict[str, int] = {}
        numbers, rowids, counts = array("i"), array("i"), array("f")
        lengths: dict[int, int] = {}
        codes: dict[int, int] = {}
        for row in rows:
            columns = [column.split() for column in row.columns]
            lengths[row.rowid] = sum(map(len, columns))
            codes[row.rowid] = _code(row.kind, row.language)
            found: Counter[str] = Counter()
            for weight, stems in zip(COLUMN_WEIGHTS, columns, strict=True):
                for stem in stems:
                    found[stem] += weight  # type: ignore[assignment]
            for stem, count in found.items():
                numbers.append(number_of.setdefault(stem, len(number_of)))
                rowids.append(row.rowid)
                counts.append(count)
        return cls._of(list(number_of), numbers, rowids, counts, lengths, codes)

    @classmethod
    def _of(
        cls,
        stems: Sequence[str],
        numbers: array[int],
        rowids: array[int],
        counts: array[float],
        lengths: Mapping[int, int],
        codes: Mapping[int, int],
    ) -> Self:
        size = max(codes, default=0) + 1
        kinds = np.zeros(size, dtype=np.uint8)
        kinds[list(codes)] = list(codes.values())
        length_of = np.zeros(size, dtype=np.float32)
        length_of[list(lengths)] = list(lengths.values())
        by_number, row_of = np.frombuffer(numbers, dtype=np.int32), np.frombuffer(rowids, dtype=np.int32)
        order = np.lexsort((row_of, by_number))
        frequencies = np.bincount(by_number, minlength=len(stems))
        starts = np.concatenate(([0], np.cumsum(frequencies)))
        n = len(lengths)
        average = sum(lengths.values()) / n if n else 1.0
        postings = np.empty((2, len(row_of)), dtype=np.int32)
        postings[0] = row_of[order]
        count = np.frombuffer(counts, dtype=np.float32)[order].astype(np.float64)
        information = np.repeat([_information(int(df), n) for df in frequencies], frequencies)
        damped = count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length_of[postings[0]] / (average or 1.0)))
        postings[1] = (information * damped).astype(np.float32).view(np.int32)
        entries = ((int(start), int(df)) for start, df in zip(starts, frequencies, strict=False))
        return cls(marisa_trie.RecordTrie(_ENTRY, zip(stems, entries, strict=True)), postings, kinds)

    def save(self, folder: Path) -> None:
        """Write the three files into `folder`. Raises `OSError`."""
        self._stems.save(str(folder / STEMS))
        np.save(folder / POSTINGS, np.stack([self._rowids, self._added.view(np.int32)]))
        np.save(folder / ROWS, self._rows)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Return the index in `folder`. Raises `IndexDamaged` when a file is missing or is another."""
        try:
            stems = marisa_trie.RecordTrie(_ENTRY).mmap(str(folder / STEMS))
            postings = np.load(folder / POSTINGS, mmap_mode="r", allow_pickle=False)
            rows = np.load(folder / ROWS, allow_pickle=False)
        except (OSError, ValueError, RuntimeError, EOFError) as error:
            raise IndexDamaged(
                f"a file of the lexical run, {STEMS}, {POSTINGS} or {ROWS}, is missing or unreadable. "
                "Rebuild: clusterbot index"
            ) from error
        if postings.dtype != np.int32 or postings.ndim != 2 or len(postings) != 2 or rows.dtype != np.uint8:
            raise IndexDamaged(f"{POSTINGS} or {ROWS} holds something else. Rebuild: clusterbot index")
        return cls(stems, postings, rows)

    # -- reading -------------------------------------------------------------------------------------------------------

    def frequency(self, stem: str) -> int:
        """Return in how many passages `stem` occurs."""
        found = self._stems.get(stem)
        return int(found[0][1]) if found else 0

    def frequencies(self) -> Iterator[tuple[str, int]]:
        """Yield each stem with the number of passages in which it occurs."""
        for stem, (_, df) in self._stems.items():
            yield stem, int(df)

    @property
    def n_passages(self) -> int:
        """How many passages there are."""
        return int(np.count_nonzero(self._rows))

    def has(self, kind: PassageKind, language: Language) -> bool:
        """Return whether there is a passage of this kind in this language."""
        return bool((self._rows == _code(kind, language)).any())

    def rowids(self, kinds: Sequence[PassageKind], language: Language | None = None) -> npt.NDArray[np.int64]:
        """Return the row ids of the passages of these kinds, in all languages or one; ascending."""
        wanted = [_code(kind, spoken) for kind in kinds for spoken in LANGUAGES if language in (None, spoken)]
        return np.flatnonzero(np.isin(self._rows, wanted)).astype(np.int64)

    def search(
        self, stems: Sequence[str], *, depth: int, kinds: Sequence[PassageKind] | None = None
    ) -> list[tuple[int, float]]:
        """Return up to `depth` (passage_rowid, score), best first, ties by row id; no stems give no hits.

        The score is BM25 as FTS5 has it (k1 1.2, b 0.75), higher is better, to the precision of float32. `kinds` keeps
        passages of these kinds only.
        """
        spans = [found[0] for stem in dict.fromkeys(stems) if (found := self._stems.get(stem))]
        if not spans:
            return []
        scores = np.zeros(len(self._rows), dtype=np.float64)
        for start, df in spans:
            scores[self._rowids[start : start + df]] += self._added[start : start + df]
        if kinds is not None:
            scores[~self._mask(tuple(kinds))] = 0.0
        found = np.flatnonzero(scores)
        if len(found) > depth:
            values = scores[found]
            found = found[values >= np.partition(values, -depth)[-depth]]
        values = scores[found]
        order = np.lexsort((found, -values))[:depth]
        return list(zip(found[order].tolist(), values[order].tolist(), strict=True))

    def _mask(self, kinds: tuple[PassageKind, ...]) -> npt.NDArray[np.bool_]:
        if kinds not in self._masks:
            mask = np.zeros(len(self._rows), dtype=np.bool_)
            mask[self.rowids(kinds)] = True
            self._masks[kinds] = mask
        return self._masks[kinds]


def _information(df: int, n: int) -> float:
    """Return the inverse document frequency as FTS5 has it."""
    value = log((n - df + 0.5) / (df + 0.5))
    return value if value > 0 else _LEAST_INFORMATION
