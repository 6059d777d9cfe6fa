"""Distances of clusters shown: "how far is it?", "which of them is the closest to Nuremberg?", "am nächsten an Berlin"."""

from __future__ import annotations

from dataclasses import replace

from bot.on_clusters.listed import SINGULAR, pointed_at
from bot.on_clusters.wish_conditions import nearby, shown_last
from bot.pointing.slots import content_words
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.clusters.comparing import Comparison, extreme_in, figure_of
from knowledge.clusters.outcomes import Request
from knowledge.clusters.wishes import Wish
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_QUICK = ("far", "weit", "distance", "entfern", "close", "near", "nach", "nah")
HOW_FAR = lazily(
    r"\b(?:how far|how many (?:km|kilomet\w+)|(?:is|are) (?:it|that|this|they)(?: very| really| too)? far\b(?! from (?:being|over))|(?:ist|sind|liegt|liegen) (?:das|es|der|die|sie)(?: sehr| denn| zu)? weit|what (?:is the )?distance|wie weit|wie ?viele? (?:km|kilomet\w+)|welche entfernung|entfernung|distance)\b"
)
# words beside a distance that say no more than that
_OF_DISTANCE = lazily(
    r"far|away|off|distance|km|kilomet\w+|weit|weg|entfernt|entfernung|liegt|liegen|lies?t?|sitzt|located|based|seat|sitz|closest|nearest|nearer|closer|nachsten?|nachstgelegen\w*|naher|nearby"
    r"|clusters?|networks?|netzwerke?|ones?|them|these|those|davon|which|welche\w*|there|dort|here|hier|us|uns|me|mir|place|ort|first|second|third|fourth|fifth|last|erste\w*|zweite\w*|dritte\w*|vierte\w*|funfte\w*|letzte\w*|other|andere\w*"
)
# "the nearest", "das nächstgelegene": to the city of the wish, wherever
_THE_NEAREST = lazily(
    rf"{BEFORE}(?:(?:show|give|tell|zeig\w*|gib|which|what|what['’ ]?s|who|wer|welche[rs]?|was|where|wo|is|are|ist|sind|me|mir|then|dann|ones?|clusters?|networks?|netzwerke?|of|them|these|those|davon|von|denen)\W+)*(?:the |der |die |das |den )?(?:nearest|closest|next nearest|next closest|nachstgelegene[nrsm]?|am nachsten|nachste[nrsm]?(?= (?:dran|daran|dazu|gelegen)))(?: (?:ones?|clusters?|then|dann|dran|daran|bitte|please|to (?:that|it|there)|dazu|davon|gelegen\w*|liegt|elsewhere))*\W*"
)
_LONGEST = 10  # words


def distance_asked(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return the distances that `text` asks of clusters shown, from the city that it names, else from that of the wish; None: it asks
    for none. Where there is no such city, the request asks back for one.
    """
    folded = fold(text)
    if topic.is_of_statements or len(text.split()) > _LONGEST:
        return None
    if not any(word in folded for word in _QUICK):
        return None
    here = _cities_of(topic.wish, answerer) if topic.wish is not None else ()
    if topic.wish is not None and here and _THE_NEAREST.fullmatch(folded):
        anywhere = tuple(answerer.finder.matching(topic.wish.without("place")))
        if anywhere:
            return Request(text, language, comparison=Comparison("nearest_to", anywhere, cities=here))
    if topic.wish is not None and not (here or topic.listed) and _THE_NEAREST.fullmatch(folded):
        around = nearby(topic.wish, answerer.base.taxonomy)
        return None if around is None else Request(text, language, wish=around)
    if not topic.cluster_ids:
        return _nearest_of_all(text, language, topic.wish, answerer) if topic.wish is not None else None
    far = HOW_FAR.search(folded)
    among = _meant(text, language, topic, answerer) if far else _to_be_compared(text, topic)
    if not among or not _is_of_distance(text, language, answerer):
        return None
    cities = answerer.named.cities_in(text, language) or here
    if not cities:
        return Request(text, language, wish=replace(topic.wish or Wish(), denied=("distance",)))
    return Request(text, language, comparison=Comparison("nearest_to", among, cities=cities))


def _nearest_of_all(text: str, language: Language, wish: Wish, answerer: Answerer) -> Request | None:
    """Return, where a search found none, what is nearest to the city that `text` names, wherever: "then the closest to Ulm"; None: it asks
    for no such.
    """
    found = extreme_in(text, of_few=True)
    if found is None or figure_of(found[0]) != "seat" or not _is_of_distance(text, language, answerer):
        return None
    cities, anywhere = answerer.named.cities_in(text, language), tuple(answerer.finder.matching(wish.without("place")))
    if not cities or not anywhere:
        return None
    return Request(text, language, comparison=Comparison("nearest_to", anywhere, cities=cities))


def _cities_of(wish: Wish, answerer: Answerer) -> tuple[str, ...]:
    """Return the cities of a wish; a Land can be one."""
    taxonomy = answerer.base.taxonomy
    laender = (taxonomy.land_by_id[i].de for i in wish.laender)
    return (*wish.cities, *(name for name in laender if name in taxonomy.city_by_name))


def _meant(text: str, language: Language, topic: Topic, answerer: Answerer) -> tuple[str, ...]:
    """Return the clusters whose distance is asked for: one that `text` points to, the one told of last, or those shown."""
    chosen = pointed_at(text, language, topic, answerer)
    if chosen == "beyond":
        return ()
    if chosen is not None:
        return (chosen,)
    return topic.cluster_ids[:1] if SINGULAR.search(fold(text)) else shown_last(topic)


def _to_be_compared(text: str, topic: Topic) -> tuple[str, ...]:
    """Return the clusters of which `text` asks for the nearest; none: it does not, or there is one alone."""
    found = extreme_in(text, of_few=True)
    is_nearest = found is not None and figure_of(found[0]) == "seat"
    return topic.listed if is_nearest and len(topic.listed) > 1 else ()


def _is_of_distance(text: str, language: Language, answerer: Answerer) -> bool:
    """Return whether `text` says nothing beside a distance and a place."""
    wish = answerer.finder.reader.read(text, language)
    if set(wish.conditions) - {"place"}:
        return False
    of_places = fold(" ".join(wish.place_words)).split()
    words = [fold(word) for word in content_words(text, language)]
    return all(word in of_places or _OF_DISTANCE.fullmatch(word) or word.isdigit() for word in words)
