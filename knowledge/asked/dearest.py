"""Of a list of prices what is shown to someone who asks which of the levels of the label costs most, or least."""

from __future__ import annotations

import re
from itertools import pairwise

from knowledge.asked.question import levels_in
from knowledge.patterns import lazily
from knowledge.words.text import fold

_DEAR = lazily(
    r"\b(?:more expensive|most expensive|dearer|dearest|costs? (?:the )?(?:more|most)|pricier|teurer\w*|teuerste\w*|teuersten|kostet (?:am )?(?:mehr|meisten))\b"
)
_CHEAP = lazily(
    r"\b(?:cheaper|cheapest|less expensive|least expensive|costs? (?:the )?(?:less|least)|gunstiger\w*|gunstigste\w*|billiger\w*|billigste\w*|kostet (?:am )?(?:weniger|wenigsten))\b"
)
_ITEM = "\n- "
_PRICE = lazily(r"\b(\d{1,3}(?:[.,]\d{3})+|\d{2,})\s*(?:euros?\b|eur\b|€)", re.IGNORECASE)
_OMITTED = "…"


def by_price(text: str, around: str, statement: str) -> str | None:
    """Return the list `statement` as its introduction and the first price of each level, in the order asked for by `text`, which
    compares the levels that it or, if it names none, `around` names; None: it asks for no such order, or they overlap.
    """
    folded = fold(text)
    is_dear = _DEAR.search(folded) is not None
    if is_dear == (_CHEAP.search(folded) is not None) or _ITEM not in statement:
        return None
    head, *items = statement.split(_ITEM)
    levels = levels_in(text) or levels_in(around)
    first: dict[str, str] = {}
    prices: dict[str, list[int]] = {}
    for item in items:
        own, found = levels_in(item), [int(re.sub(r"\D", "", price)) for price in _PRICE.findall(item)]
        if len(own) != 1 or not found:
            continue
        (level,) = own
        if len(levels) < 2 or level in levels:
            first.setdefault(level, item)
            prices.setdefault(level, []).extend(found)
    ordered = sorted(first, key=lambda level: prices[level], reverse=is_dear)
    if len(ordered) < 2 or any(_overlap(prices[one], prices[other]) for one, other in pairwise(ordered)):
        return None
    return _ITEM.join([head, *(first[level] for level in ordered), _OMITTED])


def _overlap(one: list[int], other: list[int]) -> bool:
    return min(one) <= max(other) and min(other) <= max(one)
