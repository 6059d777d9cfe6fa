"""Countries as people name them, and whether a statement that names several leaves out the one that is asked about."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.patterns import lazily
from knowledge.words.text import fold

_SEVERAL = 3  # countries that a statement names, so that it is one that tells which there are
# Over folded text, each with who and what comes from there. Germany is in nearly all that is told.
NAMES = (
    r"austria\w*|osterreich\w*",
    r"switzerland|swiss|schweiz\w*",
    r"france|french|frankreich\w*|franzosi\w*",
    r"belgi(?:um|an|en|sch\w*)",
    r"netherlands|dutch|holland\w*|niederland\w*",
    r"luxemb\w+",
    r"denmark|danish|danemark\w*|danisch\w*",
    r"sweden|swedish|schwed\w+",
    r"norway|norwegian|norweg\w+",
    r"finland|finnish|finnland\w*|finnisch\w*",
    r"iceland\w*|islandisch\w*",
    r"poland|polish|polens?|polnisch\w*",
    r"czech republic|czech\w*|tschech\w*",
    r"slovak\w*|slowak\w*",
    r"slovenia\w*|slowen\w*",
    r"hungar\w+|ungar\w*",
    r"italy|italian|italien\w*",
    r"spain|spanish|spani(?:en|ens|sch\w*)",
    r"portug\w+",
    r"greece|greek|griech\w+",
    r"roman(?:ia\w*)|rumani\w+",
    r"bulgari\w+",
    r"croatia\w*|kroati\w+",
    r"serbi\w+",
    r"ireland|irish|irlands?|irisch\w*",
    r"uk|britain|british|united kingdom|england|scotland|grossbritannien\w*|britisch\w*|schottland",
    r"estoni\w+|estland\w*|estnisch\w*",
    r"latvia\w*|lettland\w*|lettisch\w*",
    r"lithuania\w*|litauen\w*|litauisch\w*",
    r"ukrain\w+",
    r"russia\w*|russland\w*|russisch\w*",
    r"turkey|turkish|turkei|turkisch\w*",
    r"israel\w*",
    r"usa|us|united states|america\w*|amerika\w*|vereinigten? staaten",
    r"canad\w+|kanad\w+",
    r"mexi\w+",
    r"brazil\w*|brasili\w+",
    r"chile\w*",
    r"argentin\w+",
    r"china|chinese|chines\w+",
    r"japan\w*",
    r"korea\w*|sudkorea\w*",
    r"taiwan\w*",
    r"india|indian|indien\w*|indisch\w*",
    r"vietnam\w*",
    r"singap\w+",
    r"australia\w*|australi\w+",
    r"south africa|sudafrika\w*",
    r"egypt\w*|agypt\w*",
    r"morocc\w+|marokk\w+",
    r"tunisi\w+|tunesi\w+",
)
_COUNTRIES = tuple(lazily(rf"\b(?:{names})\b") for names in NAMES)
_ABROAD = r"foreign|abroad|non german|ausland\w*|other (?:european )?countries|anderen? landern?|not (?:based |seated |located )?(?:from|in) germany|nicht (?:aus|in) deutschland|outside (?:of )?germany|ausserhalb (?:von )?deutschlands?"
# over folded text: where those are from, or are, who are not from Germany
FROM_ABROAD = rf"(?:{_ABROAD}|{'|'.join(NAMES)})"
_IS_ABROAD = lazily(rf"\b(?:{_ABROAD})\b")
_FROM_GERMANY = lazily(r"\b(?:from|within|aus|in ganz) (?:all of )?(?:germany|deutschland)\b")
# of what is done somewhere, each has its own countries
_MATTER = lazily(
    r"\b(?:trip|journey|tour|visit|delegation|mission|office|embass|fair|conference|event|meeting|project|office|reise|besuch|delegation|buro|botschaft|messe|konferenz|veranstaltung|treffen|projekt)\w*"
)
_STEM = 5
_PRONOUN = lazily(r"\bus\b")
_WORD = lazily(r"[a-z]+")
_LETTERS = 4  # by which a word tells that it may be of a country
_GROUP = re.compile(r"\(\?:[^)]*\)")
_BEGINNINGS = frozenset(
    word[:_LETTERS]
    for names in NAMES
    for name in _GROUP.sub("", names).split("|")
    for word in re.findall(r"^[a-z]+", name)
)


@lru_cache(maxsize=2000)
def countries_in(text: str) -> frozenset[int]:
    """Return the countries that `text` names, each as a number; empty: none, or Germany alone."""
    folded = fold(_PRONOUN.sub(" ", text))
    if _BEGINNINGS.isdisjoint(word[:_LETTERS] for word in _WORD.findall(folded)):
        return frozenset()  # of fifty names none need be looked for
    return frozenset(number for number, names in enumerate(_COUNTRIES) if names.search(folded))


def leaves_out_country(asked: str, text: str) -> bool:
    """Return whether `text` is a statement that names several countries, and none of those that are `asked` about."""
    named = countries_in(asked)
    if not named:
        return False
    said = countries_in(text)
    if len(said) < _SEVERAL or not named.isdisjoint(said):
        return False
    # which were partners says nothing of a trip to another
    matter = _MATTER.search(fold(asked))
    return matter is None or matter[0][:_STEM] in fold(text)


def names_country(asked: str, text: str) -> bool:
    """Return whether `text` is a statement that names several countries, all of those that are `asked` about among them."""
    named, said = countries_in(asked), countries_in(text)
    return bool(named) and len(said) >= _SEVERAL and named <= said


def names_same_countries(text: str, other: str) -> bool:
    """Return whether `text` names several countries, and `other` names them all: as an answer on countries it says nothing new."""
    named = countries_in(text)
    return len(named) >= _SEVERAL and named <= countries_in(other)


def asks_from_abroad(asked: str, said: str) -> bool:
    """Return whether it is `asked` of those from abroad, and what is `said` is of those from Germany."""
    if _FROM_GERMANY.search(fold(said)) is None:
        return False
    return _IS_ABROAD.search(fold(asked)) is not None or bool(countries_in(asked))
