"""Tells which statement a question is for: a linear classifier of words, letters and the sentence vector.

Statements with asked lines are classes; the statement and its lines are the examples. Unlike the search runs,
the classifier learns which words tell statements apart ("2017" against "2019", "chair" against "member"). It
is trained when an index is built (`indexer.generation.training`), one for each language, and kept in the index's folder.
"""

from __future__ import annotations

import zlib
from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from math import log, sqrt
from pathlib import Path
from typing import IO, Any, Self
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from knowledge.errors import IndexDamaged
from knowledge.records import Language
from knowledge.sentence_model.encoder import Vectors
from knowledge.words.text import terms, tokenise

N_BUCKETS = 1 << 14
_GRAMS = (3, 4, 5)
_MOST_STEPS = 127
_REMEMBERED = 5000  # words: 1 MB
_ARRAYS = ("classes", "buckets", "steps", "vector", "bias", "information", "trained_on")


def _bucket(kind: str, value: str) -> int:
    return zlib.crc32(f"{kind}:{value}".encode()) % N_BUCKETS


def features(text: str, language: Language) -> dict[int, float]:
    """Return how often each feature occurs in `text`, damped (1 + log n), by bucket; empty: it has no words.

    Features are stems, and groups of three to five folded letters within words and at their bounds. Different
    features may share a bucket: that costs less than the memory for one each.
    """
    stems = (_bucket("w", stem) for stem in terms(text, language))
    counts = Counter(chain(stems, chain.from_iterable(map(_buckets_of, tokenise(text)))))
    return {bucket: 1 + log(count) for bucket, count in counts.items()}


@lru_cache(maxsize=_REMEMBERED)
def _buckets_of(token: str) -> array[int]:
    """Return the bucket of each group of letters of a word: of two bytes each, since as numbers of Python's they take twenty."""
    padded = f" {token} "
    groups = (padded[at : at + n] for n in _GRAMS for at in range(max(1, len(padded) - n + 1)))
    return array("H", (_bucket("c", group) for group in groups))


def weighted(
    counts: dict[int, float], information: npt.NDArray[np.float32]
) -> tuple[list[int], npt.NDArray[np.float32]]:
    """Return buckets and their values: counts times information, of length 1 together."""
    buckets = sorted(counts)
    values = np.array([counts[b] for b in buckets], dtype=np.float32) * information[buckets]
    norm = sqrt(float(values @ values))
    return buckets, values / norm if norm > 0 else values


class Decisions(Mapping[str, float]):
    """The decision value of each statement for a question, by its id; higher is likelier."""

    __slots__ = ("_ids", "_place_of", "_values")

    def __init__(
        self, values: npt.NDArray[np.floating[Any]], ids: Sequence[str], place_of: Mapping[str, int] | None = None
    ) -> None:
        """Take the `values` of the statements `ids`, in their order; `place_of` is the place of each, if that is known."""
        self._values = values
        self._ids = ids
        self._place_of = place_of or {statement_id: place for place, statement_id in enumerate(ids)}

    @classmethod
    def of(cls, decisions: Mapping[str, float]) -> Self:
        """Return `decisions`; empty where there is no classifier."""
        return cls(np.array(list(decisions.values()), dtype=np.float64), list(decisions))

    def __getitem__(self, statement_id: str) -> float:
        return float(self._values[self._place_of[statement_id]])

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def of_each(self, statement_ids: Sequence[str], default: float) -> npt.NDArray[np.float64]:
        """Return the decision value of each of these, `default` for those that the classifier does not know."""
        places = [self._place_of.get(statement_id, -1) for statement_id in statement_ids]
        return np.append(self._values, default)[places].astype(np.float64)

    def first(self, n: int, *, without: Collection[str] = ()) -> list[tuple[str, float]]:
        """Return the `n` likeliest statements and their values, the likeliest first, ties by id; `without` those."""
        wanted = min(n + len(without), len(self._values))
        if not wanted:
            return []
        least = np.partition(self._values, -wanted)[-wanted]
        (places,) = (self._values >= least).nonzero()
        found = [
            (-value, self._ids[at]) for at, value in zip(places.tolist(), self._values[places].tolist(), strict=True)
        ]
        return [(i, -value) for value, i in sorted(found) if i not in without][:n]


def in_steps(weights: npt.NDArray[np.floating[Any]]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return `weights` (N_BUCKETS, n_classes) as whole steps, and how much a step is in each bucket.

    A byte each: half the memory of float16, and less time to read. The largest weight of a bucket is 127 steps.
    """
    steps = (np.abs(weights).max(axis=1, initial=0.0) / _MOST_STEPS).astype(np.float32)
    whole = np.rint(weights / np.where(steps == 0, 1, steps)[:, None])
    return np.ascontiguousarray(np.clip(whole, -_MOST_STEPS, _MOST_STEPS), dtype=np.int8), steps


@dataclass(frozen=True)
class Classifier:
    """One language's classifier.

    `classes` are statement ids; `buckets` is int8 of shape (N_BUCKETS, n_classes): weights in `steps` (N_BUCKETS,), as `in_steps`
    gives both; `vector` is float32 of shape (n_classes, dimension), `bias` (n_classes,), `information` (N_BUCKETS,): the
    inverse document frequency of each bucket. `trained_on` is the digest of the examples.
    """

    classes: tuple[str, ...]
    buckets: npt.NDArray[np.int8]
    steps: npt.NDArray[np.float32]
    vector: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    information: npt.NDArray[np.float32]
    trained_on: str = ""

    def by_words(self, text: str, language: Language) -> npt.NDArray[np.float32]:
        """Return the part of each statement's decision value that the words of a question make, of shape (n_classes,)."""
        chosen, values = weighted(features(text, language), self.information)
        if not chosen:
            return self.bias
        by_words: npt.NDArray[np.float32] = (values * self.steps[chosen]) @ self.buckets[chosen].astype(np.float32)
        return by_words + self.bias

    def decisions(self, by_words: npt.NDArray[np.float32], vector: Vectors) -> Decisions:
        """Return the decision value of each statement for a question, by its words and its vector.

        Above 0 the classifier takes the statement for the answer.
        """
        return Decisions(self.vector @ vector + by_words, self.classes, self._place_of)

    @cached_property
    def _place_of(self) -> Mapping[str, int]:
        return {statement_id: place for place, statement_id in enumerate(self.classes)}

    def save(self, path: Path) -> None:
        """Write the classifier to the file `path`."""
        with path.open("wb") as file:
            self.write(file)

    def write(self, file: IO[bytes]) -> None:
        """Write the classifier to `file` (NumPy's npz, without pickles; unpacked, since it is read at every start)."""
        np.savez(
            file,
            classes=np.array(self.classes, dtype=np.str_),
            buckets=self.buckets,
            steps=self.steps,
            vector=self.vector,
            bias=self.bias,
            information=self.information,
            trained_on=np.array(self.trained_on),
        )

    @classmethod
    def load(cls, path: Path) -> Classifier | None:
        """Return the classifier in `path`; None: there is none. Raises `IndexDamaged` for another file."""
        if not path.exists():
            return None
        try:
            # opened here, since NumPy leaves a file open that is no archive
            with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
                arrays = {name: data[name] for name in _ARRAYS}
        except (OSError, ValueError, KeyError, EOFError, TypeError, zlib.error, BadZipFile) as error:
            raise IndexDamaged(
                f"classifier file {path.name!r} is unreadable. Rebuild: clusterbot index --fresh"
            ) from error
        arrays["classes"] = tuple(arrays["classes"].tolist())
        arrays["trained_on"] = str(arrays["trained_on"])
        return cls(**arrays)
