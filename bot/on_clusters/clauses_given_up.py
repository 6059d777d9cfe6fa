"""What a message gives up of a wish in one clause, and what it wants in the others: "the label does not matter, all in Bavaria"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.on_clusters.wish_conditions import NOT_NEEDED, changed
from knowledge.clusters.given_up import given_up, words_of_conditions
from knowledge.clusters.wishes import Wish, WishReader
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold

_BETWEEN = lazily(
    r"\s*[,;:.?!–]+\s*(?:(?:and|und)\b)?|\b(?:if|when|wenn|falls|aber|but|sondern|as long as)\b|\b(?=hauptsache|the main thing)",
    re.IGNORECASE,
)
_MAIN_THING = lazily(r"^\W*(?:hauptsache|the main thing(?: is)?)\b", re.IGNORECASE)
# what wants all there are, whatever was wanted of them before
_IN_ALL = lazily(r"\b(?:insgesamt|uberhaupt|altogether|in total|in all|at all|overall)\b")
_NO_NEED = lazily(
    r"\bbrauch\w*(?: (?:ich|wir|es|man|sie|da|dafur|aber|auch|gar|eigentlich))* (?:nicht|kein\w*)\b|\b(?:do|does)(?:n\W?t| not) (?:really )?need\b(?! to)|\bno need for\b"
)
_WHEREVER = lazily(r"\b(?:egal|no matter|matter) (?:wo|where)\b")  # "egal wo in NRW" wants what is there
_FEW = 2  # words of the rest that tell nothing of clusters


def without_given_up_clauses(text: str, language: Language, before: Wish, reader: WishReader) -> Wish | None:
    """Return `before` without the conditions that a clause of `text` gives up, and with those that its other clauses name; None: no clause
    gives up one that `before` has, or the rest asks for something else.
    """
    rest: list[str] = []
    dropped: list[str] = []
    for clause in filter(None, map(str.strip, _BETWEEN.split(text))):
        names = _given_up_in(clause, language, before, reader)
        dropped += names
        if not names:
            rest.append(_MAIN_THING.sub("", clause))
    if not dropped:
        return None
    now = reader.read(", ".join(rest), language)
    if now.beyond > _FEW or (now.leanings and not now.fields):
        return None
    dropped += given_up(". ".join(rest))
    if _IN_ALL.search(fold(" ".join(rest))):
        dropped += ["label", "member"]
    wish = replace(before, among=())
    for name in dropped:
        wish = wish.without(name)
    return changed(wish, now, (), reader)


def _given_up_in(clause: str, language: Language, before: Wish, reader: WishReader) -> list[str]:
    """Return the conditions of `before` that `clause` says not to matter; empty: it says so of none."""
    folded = fold(clause)
    if _NO_NEED.search(folded):  # a place that is not needed is not wanted
        named = {*words_of_conditions(folded), *reader.read(clause, language).conditions}
        return [name for name in before.conditions if name in named & {"label", "member"}]
    if not NOT_NEEDED.search(folded) or _WHEREVER.search(folded):
        return []  # "and nationwide, with gold" gives up one condition and names another
    now = reader.read(clause, language)
    names = {*given_up(clause), *words_of_conditions(folded)}
    names.update(name for name in now.conditions if name != "place" or _is_there(now, before, reader))
    return [name for name in before.conditions if name in names]


def _is_there(now: Wish, before: Wish, reader: WishReader) -> bool:
    """Return whether a place that `now` names is in a Land of `before`."""
    named, wanted = (
        {*wish.laender, *wish.not_laender, *map(reader.land_of, (*wish.cities, *wish.not_cities))}
        for wish in (now, before)
    )
    return bool(named & wanted)
