"""Where sentences end, in English and German."""

from __future__ import annotations

import re

# A sentence ends behind . ! ? and closing quotes, before a space and a capital, digit or opening quote; not behind an
# initial or an ordinal number.
_SENTENCE_END = re.compile(
    r"""(?<![A-ZÄÖÜ]\.)(?<!\b\d\.)(?<!\b\d\d\.)(?<=[.!?…])["”“'’)\]]*\s+(?=["“„'(\[]?[A-ZÄÖÜ0-9])"""
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|Dr|Nr|St|ca|cf|vs|Mr|Ms|Mrs|No|pp|Co|bzw|Abs|usw|etc|Mio|Mrd|Art|Prof|Ing|Inc|Jan|Feb|Aug|Sept|Okt|Oct|Nov|Dez|Dec)"
    r"|\bz\.\s?B|\bu\.\s?a|\be\.\s?g|\bi\.\s?e|\be\.\s?V|\bd\.\s?h)\.$"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence of `text`, in order, without the space between them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[start : match.start()]):
            continue
        spans.append((start, match.start() + len(match.group().rstrip())))
        start = match.end()
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return spans
