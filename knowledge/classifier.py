"""Tells which statement a question is for: a linear classifier of words, letters and the sentence vector.

Statements with asked lines are classes; the statement and its lines are the examples. Unlike the search runs,
the classifier learns which words tell statements apart ("2017" against "2019", "chair" against "member"). It
is trained when an index is built (`indexer.training`), one for each language, and kept in the index's folder.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections import Counter
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path
from typing import IO
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from knowledge.encoder import Vectors
from knowledge.errors import IndexDamaged
from knowledge.records import Language
from knowledge.stored_rows import StoredRows
from knowledge.text import terms, tokenise

N_BUCKETS = 1 << 14
_GRAMS = (3, 4, 5)
_ARRAYS = ("classes", "buckets", "vector", "bias", "information", "trained_on")
_STORED = "buckets"  # nearly all of the file; a question needs a hundredth of it


def _bucket(kind: str, value: str) -> int:
    return zlib.crc32(f"{kind}:{value}".encode()) % N_BUCKETS


def features(text: str, language: Language) -> dict[int, float]:
    """Return how often each feature occurs in `text`, damped (1 + log n), by bucket; empty: it has no words.

    Features are stems, and groups of three to five folded letters within words and at their bounds. Different
    features may share a bucket: that costs less than the memory for one each.
    """
    counts: Counter[int] = Counter()
    for stem in terms(text, language):
        counts[_bucket("w", stem)] += 1
    for token in tokenise(text):
        padded = f" {token} "
        for n in _GRAMS:
            for at in range(max(1, len(padded) - n + 1)):
                counts[_bucket("c", padded[at : at + n])] += 1
    return {bucket: 1 + log(count) for bucket, count in counts.items()}


def weighted(
    counts: dict[int, float], information: npt.NDArray[np.float32]
) -> tuple[list[int], npt.NDArray[np.float32]]:
    """Return buckets and their values: counts times information, of length 1 together."""
    buckets = sorted(counts)
    values = np.array([counts[b] for b in buckets], dtype=np.float32) * information[buckets]
    norm = sqrt(float(values @ values))
    return buckets, values / norm if norm > 0 else values


@dataclass(frozen=True, slots=True)
class Classifier:
    """One language's classifier.

    `classes` are statement ids; `buckets` is float16 of shape (N_BUCKETS, n_classes), `vector` float32 of
    shape (n_classes, dimension), `bias` (n_classes,), `information` (N_BUCKETS,): the inverse document
    frequency of each bucket. `trained_on` is the digest of the examples.
    """

    classes: tuple[str, ...]
    buckets: npt.NDArray[np.float16] | StoredRows
    vector: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    information: npt.NDArray[np.float32]
    trained_on: str = ""

    def by_words(self, text: str, language: Language) -> npt.NDArray[np.float32]:
        """Return the part of each statement's decision value that the words of a question make, of shape (n_classes,)."""
        chosen, values = weighted(features(text, language), self.information)
        if not chosen:
            return self.bias
        by_words: npt.NDArray[np.float32] = values @ self.buckets[chosen].astype(np.float32) + self.bias
        return by_words

    def scores(self, by_words: npt.NDArray[np.float32], vector: Vectors) -> dict[str, float]:
        """Return the decision value of each statement for a question, by its words and its vector; higher is likelier.

        Above 0 the classifier takes the statement for the answer.
        """
        decision = self.vector @ vector + by_words
        return dict(zip(self.classes, decision.tolist(), strict=True))

    def save(self, path: Path) -> None:
        """Write the classifier to the file `path`, in place of what is there: that may be open, and stays as it is."""
        made = path.with_name(f".{path.name}.new")
        with made.open("wb") as file:
            self.write(file)
        os.replace(made, path)

    def write(self, file: IO[bytes]) -> None:
        """Write the classifier to `file` (NumPy's npz, without pickles; unpacked, since it is read at every start)."""
        np.savez(
            file,
            classes=np.array(self.classes, dtype=np.str_),
            buckets=np.asarray(self.buckets),
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
                arrays = {name: data[name] for name in _ARRAYS if name != _STORED}
            arrays[_STORED] = StoredRows(path, _STORED)
        except (OSError, ValueError, KeyError, EOFError, TypeError, struct.error, zlib.error, BadZipFile) as error:
            raise IndexDamaged(
                f"classifier file {path.name!r} is unreadable. Rebuild: clusterbot index --fresh"
            ) from error
        arrays["classes"] = tuple(arrays["classes"].tolist())
        arrays["trained_on"] = str(arrays["trained_on"])
        return cls(**arrays)
