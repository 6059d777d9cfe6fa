"""Which of the clusters shown "the two" are, and which a message wants side by side: "compare them", "1 vs 3", "which is better?"."""

from __future__ import annotations

import re

from bot.on_clusters.listed import ORDINALS, SEVERAL, pointed_at
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.clusters.beside import BESIDE, COUNTED, MOST, asks_difference
from knowledge.clusters.cards import LISTED
from knowledge.clusters.wishes import Wish
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_TWO = 2
_LONGEST = 10  # words
_BETWEEN = lazily(r"\b(?:between|zwischen|from|von|vom)\b")
_FIRST = lazily(r"\b(?:first|top|erste\w*|obersten)\b")
_LAST = lazily(r"\b(?:last|bottom|letzte\w*|untersten)\b")
_NUMBER = lazily(r"\b([1-8])\b")
_WHICH = r"(?:which|who|what|welche[nmrs]?|wer|wen|wem)(?: (?:ones?|clusters?|networks?|netzwerke?|davon|von (?:denen|beiden|den (?:beiden|zweien))|of (?:them|these|those|the (?:two|three)|both)))*"
_FOR_US = r"(?:\W+(?:for|fur|to|zu|us|me|uns|mich|mir|our|unser\w*|my|mein\w*|company|firm|business|firma|betrieb|here|then|now|denn|da|eher|more|best|better|besser|am besten|davon|of (?:them|these|those|the two)|von (?:denen|beiden|den beiden)|please|bitte))*\W*"
# "which is better for us?", "welchen empfiehlst du?", "which one should we join?", "pros and cons?"
_BETTER = lazily(
    rf"{BEFORE}{_WHICH} (?:(?:is|are|would be|ist|sind|ware|fits?|suits?|passt|passen)(?: (?:the|der|die|das|denn|da|more))* (?:better|best|beste[rns]?|besser|am besten)|(?:fits?|suits?|passt|passen)(?: (?:eher|besser|am besten|zu|uns|mir|us|me|better|best|more))+"
    r"|(?:would|do|can|should) you (?:recommend|suggest|advise|choose|take|pick|prefer)|(?:empfiehlst|empfehlen|rat(?:en|st)|wurde(?:st|n)|nahmst|nehmen)(?: (?:du|sie|ihr|mir|uns|denn|da))*(?: (?:empfehlen|nehmen|raten|wahlen))?"
    r"|(?:should|shall|do|could) (?:i|we) (?:join|choose|take|pick|contact|go for|try)|(?:soll|sollen|sollte\w*) (?:ich|wir)(?: (?:denn|da|am besten|uns|mich))* (?:beitreten|nehmen|wahlen|kontaktieren|anschreiben|anschliessen|ansprechen))"
    rf"{_FOR_US}|{BEFORE}(?:(?:the|die|was sind|what are|vor- und|give me|me|us)\W+)*(?:pros (?:and|&) cons|vor ?(?:-|und)? ?und nachteile|vorteile und nachteile)(?:\W+(?:of|von|der|den|the|two|three|beiden|both|them|each|zwei|drei|denen|jeweils))*\W*"
)
_OF_BEST: dict[Language, str] = {"en": "Which cluster is the best?", "de": "Welcher Cluster ist der beste?"}


def counted_few(topic: Topic, n: int) -> tuple[str, ...]:
    """Return the `n` clusters, of two or three, that "the two" or "the three" are: told of one after the other, those of the last list
    where that has just as many, or the best of each of two lists that followed each other; none: it is not clear which.
    """
    if len(topic.cluster_ids) == 1 and len(topic.told) >= n:
        return topic.told[-n:]
    if len(topic.cluster_ids) == n or len(topic.listed) == n:
        return topic.cluster_ids if len(topic.cluster_ids) == n else topic.listed
    best = (topic.seen[0], topic.listed[0]) if topic.seen and topic.listed else ()
    together = tuple(dict.fromkeys((*topic.listed, *topic.cluster_ids, *topic.seen)))
    return next((pool for pool in (best, together) if len(pool) == n), ())


def side_by_side(text: str, language: Language, topic: Topic) -> tuple[str, ...]:
    """Return the clusters shown, three at most, that `text` wants compared: by their places in the list, as many as it says, or the first; none."""
    folded = fold(text)
    if not asks_difference(text, language):
        return ()
    counted = COUNTED.search(folded)
    n = MOST if counted is not None and counted["three"] else _TWO
    if counted is not None and (end := _end_of_list(folded, topic, n)):
        return end
    places = _places(folded)
    if len(places) > 1:
        return tuple(topic.listed[i] for i in places[:MOST]) if max(places) < len(topic.listed) else ()
    one = topic.cluster_ids if len(topic.cluster_ids) == 1 else ()
    if one and len(places) == 1 and places[0] < len(topic.listed) and topic.listed[places[0]] not in one:
        return (*one, topic.listed[places[0]])  # "compare it with the second"
    if counted is None and not SEVERAL.search(folded) and _BETWEEN.search(folded):
        return ()  # "between a cluster and a network"
    meant = counted_few(topic, n) if counted is not None or one else ()
    if meant:
        return meant
    last = topic.cluster_ids if len(topic.cluster_ids) > 1 else topic.listed
    shown = last if len(last) >= (n if counted else _TWO) else (*last, *topic.cluster_ids, *topic.seen)
    found = tuple(dict.fromkeys(shown))[: n if counted else MOST]
    return found if len(found) > 1 else ()


def beside_described(text: str, language: Language, topic: Topic, answerer: Answerer) -> tuple[str, ...]:
    """Return the clusters to be set side by side where `text` compares the one told of with one in a place ("compare it with the one in
    Dortmund"), or the best of the list in each of two places ("NRW und Berlin vergleichen"); none: it compares no such.
    """
    folded = fold(text)
    if not topic.listed or topic.is_of_statements or len(text.split()) > _LONGEST:
        return ()
    if BESIDE.search(folded) is None:
        return ()
    places = answerer.finder.reader.read(text, language)
    if not (places.laender or places.cities) or places.fields:
        return ()
    other = pointed_at(text, language, topic, answerer)
    if other is not None and other != "beyond":
        return (topic.cluster_ids[0], other) if topic.cluster_ids[:1] != (other,) else ()
    there = [answerer.finder.matching(Wish(laender=(land,), among=topic.listed)) for land in places.laender]
    there += [answerer.finder.matching(Wish(cities=(city,), among=topic.listed)) for city in places.cities]
    best = dict.fromkeys(next((i for i in topic.listed if i in ids), "") for ids in there)
    return tuple(best) if "" not in best and 1 < len(best) <= MOST else ()


def compares_too_few(text: str, language: Language, topic: Topic) -> bool:
    """Return whether `text` wants several of the clusters shown compared, where the last list has but one."""
    is_last = len(topic.listed) == 1 and topic.cluster_ids == topic.listed
    if not is_last or not (COUNTED.search(fold(text)) or SEVERAL.search(fold(text))):
        return False
    return asks_difference(text, language)


def _end_of_list(folded: str, topic: Topic, n: int) -> tuple[str, ...]:
    """Return the first or the last `n` of those of the list that were named, where a folded text says so; none: it does not."""
    named = topic.listed[: topic.n_shown or LISTED]
    if len(named) < n:
        return ()
    return named[:n] if _FIRST.search(folded) else named[-n:] if _LAST.search(folded) else ()


def _places(folded: str) -> list[int]:
    """Return the places in a list, from 0 on, that a folded text names, by words or by more than one number: "1 vs 3"."""
    places = [position for words, position in ORDINALS if re.search(rf"\b(?:{words})\b", folded)]
    numbers = [int(number) - 1 for number in _NUMBER.findall(folded)]
    return numbers if len(numbers) > max(1, len(places)) else places


def asks_for_the_better(text: str) -> bool:
    """Return whether `text` asks which of the clusters shown is the better one, or which to take: "which one would you recommend?"."""
    return _BETTER.fullmatch(fold(text)) is not None


def of_the_best(text: str, language: Language, topic: Topic) -> tuple[tuple[str, ...], str] | None:
    """Return the few clusters shown to be set side by side where `text` asks which is the better one, and that question in full, which
    is left where they are too many; None: it asks no such thing.
    """
    if len(topic.listed) < _TWO or topic.is_of_statements or not asks_for_the_better(text):
        return None
    counted = COUNTED.search(fold(text))
    is_of_few = counted is not None or len(topic.cluster_ids) == 1
    n = MOST if counted is not None and counted["three"] else _TWO
    meant = (counted_few(topic, n) if is_of_few else ()) or topic.cluster_ids
    meant = meant if len(meant) > 1 else topic.listed
    return (meant if len(meant) <= MOST else ()), _OF_BEST[language]
