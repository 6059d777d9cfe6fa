"""The wording of a short text in numbers, function words and all: words, two in a row, and groups of letters, by bucket."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import log

_REMEMBERED = 4000  # words


def wording_features(words: str, n_buckets: int, grams: tuple[int, ...] = (3, 4, 5)) -> dict[int, float]:
    """Return how often each feature occurs in `words`, damped (1 + log n), by one of `n_buckets`; empty: there are none.

    Features are words, two words in a row, and groups of as many letters as `grams` name within words and at their bounds. Different
    features may share a bucket: that costs less than the memory for one each.
    """
    tokens = words.split()
    if not tokens:
        return {}
    found = Counter(bucket("w", token, n_buckets) for token in tokens)
    found.update(bucket("b", f"{first} {second}", n_buckets) for first, second in pairwise(("", *tokens, "")))
    for token in tokens:
        found.update(_letters(token, n_buckets, grams))
    return {at: 1 + log(count) for at, count in found.items()}


def bucket(kind: str, value: str, n_buckets: int) -> int:
    """Return the bucket of a feature of a `kind`."""
    return zlib.crc32(f"{kind}:{value}".encode()) % n_buckets


@lru_cache(maxsize=_REMEMBERED)
def _letters(token: str, n_buckets: int, grams: Sequence[int]) -> tuple[int, ...]:
    padded = f" {token} "
    groups = (padded[at : at + n] for n in grams for at in range(max(1, len(padded) - n + 1)))
    return tuple(bucket("c", group, n_buckets) for group in groups)
