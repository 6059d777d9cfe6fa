"""What is asked of clusters after a search that found none: there is none of which "who runs it?" could be asked."""

from __future__ import annotations

import re

from bot.on_clusters.distances import HOW_FAR
from bot.on_clusters.listed import OF_PROGRAMME, SINGULAR, says_no_more
from bot.on_clusters.since_when import is_bare_since
from bot.on_clusters.whole_list import asks_for_others, asks_which_are, counts, wants_list_again
from bot.pointing.pointing import points_to_cluster
from bot.pointing.slots import asks_what_is
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.asked.question import analyse, names_programme
from knowledge.clusters.beside import asks_difference
from knowledge.clusters.comparing import extreme_in
from knowledge.clusters.details import UNTOLD, asks_who_heads, asks_who_is_in_charge, beyond_detail, detail_asked
from knowledge.clusters.given_up import given_up
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

# "so none?", "wirklich keins?"
_NO_ONE = (
    rf"{BEFORE}(?:(?:also|really|wirklich|echt|ehrlich|gar|uberhaupt|so|that means|das heisst|d h|there are|there is|are there|is there|gibt es|gibts|es gibt|dort|da|hier|here|sind es|dann|then|sure|sicher|you have|haben sie|habt ihr)\W+)*"
    r"(?:too (?:few|many|little|much)|zu (?:wenige?|viele?)|not enough|nicht genug|none|no one|nothing|not (?:one|a single one)|keine?[rsn]?|nix|nichts|null|zero)(?:\W+(?:at all|of them|there|here|clusters?|networks?|netzwerke?|davon|da|dort|then|dann|really|wirklich|einzige[rsn]?|dabei|then))*"
)
_NONE = lazily(rf"{_NO_ONE}\W*")
_NONE_THEN = lazily(rf"^\W*{_NO_ONE}\s*[?!.,–]+\s*(?=\w)", re.IGNORECASE)
_LONGEST = 8  # words
_OF_REACHING = (*UNTOLD, "contact", "address")  # the office can be meant


def without_none(text: str, topic: Topic) -> str:
    """Return `text` without the surprise that none was found, before what is wanted then: "none? ok then silver"; else as it is."""
    return text if topic.is_of_statements else _NONE_THEN.sub("", text)


def says_none(text: str) -> bool:
    """Return whether `text` says no more than that there is none, or asks that: "so none?", "gibt es dort nichts"."""
    return _NONE.fullmatch(fold(text)) is not None


def asks_of_none(text: str, language: Language, topic: Topic, answerer: Answerer) -> bool:
    """Return whether `text` asks something of clusters where the last search found none: a detail, an order, one of the list."""
    if topic.wish is None or topic.listed or topic.is_of_statements or len(text.split()) > _LONGEST:
        return False
    folded = fold(text)
    detail = detail_asked(folded)
    points = points_to_cluster(text, language) or SINGULAR.search(folded) is not None
    if detail == "member" and points and analyse(text).yesno:
        return True  # "is this a member of go-cluster?"
    if points and HOW_FAR.search(folded):
        return True  # "how far is that from Kiel?"
    if OF_PROGRAMME.search(folded) or names_programme(text) or given_up(text):
        return False
    if set(answerer.finder.reader.read(text, language).conditions) - {"member"}:
        return False  # a further wish
    if says_no_more(text) or wants_list_again(text) or counts(text) or asks_which_are(text) or asks_for_others(text):
        return True
    if is_bare_since(text) or says_none(text) or (asks_difference(text, language) and not topic.seen):
        return True
    if asks_who_heads(text) or asks_who_is_in_charge(text):
        return points
    found = extreme_in(text, of_few=True)
    rest = folded if found is None else found[1]
    if beyond_detail(rest, language) or (found is None and detail is None):
        return False
    if found is not None or detail not in (*_OF_REACHING, "summary"):
        return not asks_what_is(text) or found is not None
    return points
