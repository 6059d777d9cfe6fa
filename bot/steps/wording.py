"""The wording of a message without what it names: words and groups of letters, as numbers, by which steps are told apart."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from math import log

from bot.on_clusters.listed import ORDINALS
from knowledge.answers.answer import Answerer
from knowledge.patterns import lazily
from knowledge.words.text import fold, tokenise

N_BUCKETS = 1 << 15
NAMED = "xcluster"
NTH = "xth"
_GRAMS = (3, 4, 5)
_MASKED = {"land": "xland", "city": "xcity", "region": "xland", "field": "xfield", "label": "xlabel"}
_NUMBERED = lazily(rf"\b(?:{'|'.join(words for words, _ in ORDINALS)})\b")
_ASKS = "xasks"  # ends in a question mark
_REMEMBERED = 4000  # words


def without_names(text: str, answerer: Answerer) -> str:
    """Return the folded words of `text` with a word for its kind in the place of each name of a field, a place, a label or a cluster,
    and of each ordinal; a word more where it ends in a question mark.

    What is wanted of Bavaria is wanted of Saxony in the same words.
    """
    base = answerer.base
    said = base.cluster_names.cut(text, f" {NAMED} ")
    words = " ".join(tokenise(said))
    for name in sorted(base.gazetteer.find(said), key=lambda name: -len(name.words)):
        words = re.sub(rf"\b{re.escape(' '.join(tokenise(name.words)))}\b", _MASKED[name.kind], words)
    words = _NUMBERED.sub(NTH, fold(words))
    return f"{words} {_ASKS}" if text.rstrip().endswith("?") else words


def features(words: str) -> dict[int, float]:
    """Return how often each feature occurs in `words`, damped (1 + log n), by bucket; empty: there are none.

    Features are words, two words in a row, and groups of three to five letters within words and at their bounds. Different
    features may share a bucket: that costs less than the memory for one each.
    """
    tokens = words.split()
    found = Counter(_bucket("w", token) for token in tokens)
    found.update(_bucket("b", f"{first} {second}") for first, second in pairwise(("", *tokens, "")))
    for token in tokens:
        found.update(_letters(token))
    return {bucket: 1 + log(count) for bucket, count in found.items()}


@lru_cache(maxsize=_REMEMBERED)
def _letters(token: str) -> tuple[int, ...]:
    padded = f" {token} "
    groups = (padded[at : at + n] for n in _GRAMS for at in range(max(1, len(padded) - n + 1)))
    return tuple(_bucket("c", group) for group in groups)


def _bucket(kind: str, value: str) -> int:
    return zlib.crc32(f"{kind}:{value}".encode()) % N_BUCKETS
