"""The wording of a message without what it names: words and groups of letters, as numbers, by which steps are told apart."""

from __future__ import annotations

import re

from bot.on_clusters.listed import ORDINALS
from knowledge.answers.answer import Answerer
from knowledge.patterns import lazily
from knowledge.words.text import fold, tokenise
from knowledge.words.wording_features import wording_features

N_BUCKETS = 1 << 15
NAMED = "xcluster"
NTH = "xth"
_MASKED = {"land": "xland", "city": "xcity", "region": "xland", "field": "xfield", "label": "xlabel"}
_NUMBERED = lazily(rf"\b(?:{'|'.join(words for words, _ in ORDINALS)})\b")
_ASKS = "xasks"  # ends in a question mark


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
    """Return the features of `words`, damped, by bucket; empty: there are none. See `wording_features`."""
    return wording_features(words, N_BUCKETS)
