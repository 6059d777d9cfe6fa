"""What a question says of a cluster right before its name: "the Saxon machine-building network VEMASinnovativ". It is no part of what is
asked.
"""

from __future__ import annotations

import re

from knowledge.clusters.details import detail_asked
from knowledge.naming.cluster_names import NAMED
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.asking_words import INTERROGATIVE
from knowledge.words.text import fold, is_stop

_MOST = 5  # words
_BEFORE_NAME = lazily(
    rf"\b(?:the|that|der|die|das|dem|den|des|dieser|dieses|im|vom|zum|beim|am)\s+(?P<said>(?:[^\W_][\w³²-]*\s+){{1,{_MOST}}})(?={NAMED}\b)",
    re.IGNORECASE,
)
_INTERROGATIVE = lazily(INTERROGATIVE)


def without_apposition(text: str, language: Language) -> str:
    """Return `text`, where `NAMED` stands for the name of a cluster, without what is said of that right before, and without the name.

    Words that ask, that name a detail ("das Label OLEC"), or that say nothing by themselves are no part of such a phrase.
    """
    found = _BEFORE_NAME.search(text)
    if found is not None and not any(_asks(word, language) for word in found["said"].split()):
        text = f"{text[: found.start()]} {text[found.end() :]}"
    return re.sub(rf"\b{NAMED}\b", " ", text)


def _asks(word: str, language: Language) -> bool:
    folded = fold(word)
    is_empty = is_stop(folded, language) or _INTERROGATIVE.fullmatch(folded) is not None
    return is_empty or detail_asked(word) is not None
