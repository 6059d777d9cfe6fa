"""Text to vectors: what an encoder is, and `WordEncoder`, a stand-in for tests.

Queries and passages are encoded by different calls, since many models want different prompts for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from knowledge.words.text import tokenise

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int], None]


class Encoder(Protocol):
    """Turns text into vectors of length 1, so that the inner product is the cosine."""

    @property
    def name(self) -> str:
        """What the manifest records: two encoders with one name give the same vectors."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return float32 of shape (len(texts), dimension), in order."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return float32 (len(texts), dimension), in order; `progress` is told how many more are done."""


def unit(vectors: Any) -> Vectors:
    """Return `vectors` (n, dimension) as float32, each of length 1; those of zeros stay zeros."""
    array = np.ascontiguousarray(vectors, dtype=np.float32)
    norms = np.linalg.norm(array, axis=1, keepdims=True)
    return np.asarray(array / np.where(norms > 0, norms, 1.0), dtype=np.float32)


def in_batches(
    texts: Sequence[str],
    encode: Callable[[list[str]], Vectors],
    *,
    dimension: int,
    size: int,
    progress: Progress | None,
) -> Vectors:
    """Return the vectors of `texts` in order, encoded `size` at a time, longest first: equal lengths waste no padding."""
    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    out = np.zeros((len(texts), dimension), dtype=np.float32)
    for at in range(0, len(order), size):
        batch = order[at : at + size]
        out[batch] = encode([texts[i] for i in batch])
        if progress:
            progress(len(batch))
    return out


class WordEncoder:
    """A stand-in without a model: each folded word adds one to the place that its hash names.

    Texts that share words are near, texts that share none are (but for collisions) orthogonal, so that a test
    can state the vectors and the order it expects.
    """

    def __init__(self, dimension: int = 256) -> None:
        self.dimension = dimension
        self.name = f"words-{dimension}"

    def _encode(self, texts: Sequence[str]) -> Vectors:
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for token in tokenise(text):
                out[row, int.from_bytes(hashlib.sha256(token.encode()).digest()[:4], "big") % self.dimension] += 1
        return unit(out)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the word vectors of `texts`."""
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the word vectors of `texts`."""
        if progress:
            progress(len(texts))
        return self._encode(texts)
