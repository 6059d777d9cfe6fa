"""Where sentences end, in English and German."""

from __future__ import annotations

from knowledge.patterns import lazily

# A sentence ends at a blank line; behind . ! ? and closing quotes, before a space and a capital, digit or opening quote,
# but not behind an initial or an ordinal number; and behind an item of a list that ends with a semicolon.
_SENTENCE_END = lazily(
    r"""(?<!\s)\s*\n[ \t]*\n\s*"""
    r"""|(?<![A-ZÄÖÜ]\.)(?<!\b\d\.)(?<!\b\d\d\.)(?<=[.!?…])["”“'’)\]]*\s+(?=["“„'(\[]?[A-ZÄÖÜ0-9])"""
    r"""|(?<=;)[ \t]*\n[ \t]*(?=[-–•*]\s)"""
)
_ABBREVIATION = lazily(
    r"(?:\b(?:[A-Za-z]|Dr|Nr|St|ca|cf|vs|Mr|Ms|Mrs|No|pp|Co|bzw|Abs|usw|etc|Mio|Mrd|Art|Prof|Ing|Inc|Jan|Feb|Aug|Sept|Okt|Oct|Nov|Dez|Dec)"
    r"|\bz\.\s?B|\bu\.\s?a|\be\.\s?g|\bi\.\s?e|\be\.\s?V|\bd\.\s?h)\.$"
)
_ABBREVIATED = 20  # characters: no abbreviation is as long, and a text of abbreviations is read in linear time


def clauses(text: str) -> list[str]:
    """Return the sentences of `text`, divided at semicolons, in order; with the space around these."""
    return [part for start, end in sentences(text) for part in text[start:end].split(";")]


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence of `text`, in order, without the space between them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match[0].count("\n") < 2 and _ABBREVIATION.search(
            text[max(start, match.start() - _ABBREVIATED) : match.start()]
        ):
            continue
        end = match.start() + len(match[0].rstrip())
        if end > start:  # else the text begins with a blank line
            spans.append((start, end))
        start = match.end()
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return spans
