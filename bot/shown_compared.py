"""By what a message compares the clusters shown: "which is the oldest?", "what is the difference to OptoNet?"."""

from __future__ import annotations

import re

from bot.listed import AMONG
from bot.sessions import Topic
from bot.slots import content_words
from bot.wish_conditions import changed
from knowledge.answer import Answerer
from knowledge.beside import asks_difference
from knowledge.comparing import Comparison, bounds_in, extreme_in, figure_of, other_end, place_in
from knowledge.details import Detail
from knowledge.outcomes import Request
from knowledge.records import Language
from knowledge.text import fold
from knowledge.wishes import Wish

_OR = re.compile(r"\b(?:or|oder|than|als)\b")
_BREAK = re.compile(r"[,;.?!]\s")  # between two questions
# Of the words beside a comparison, those that only stand for the clusters shown
_OF_THEM = re.compile(
    r"clusters?|clustern|netzwerk\w*|networks?|verein\w*|ones?|them|these|those|davon|darunter|denen|beiden|both|two|three|zwei|drei|list\w*|members?|mitglied\w*|founded|gegrundet|which|welche\w*"
)
_SHORT = 8
_FEW = 1


def comparison_of_shown(text: str, language: Language, topic: Topic, answerer: Answerer) -> Comparison | None:
    """Return what `text` compares the clusters shown by, under a further condition if it names one; None: nothing."""
    found, shown = extreme_in(text), _shown(topic)
    end = other_end(text, topic.last) if len(shown) > 1 else None
    if end is not None:
        return Comparison(end, shown)
    bounds = bounds_in(text)
    least = 1 if bounds != (None, None) else 2  # one alone can have more members than that
    if found is None or len(shown) < least or len(text.split()) > 2 * _SHORT:
        return None
    extreme, rest = found
    now = answerer.finder.reader.read(rest, language)
    beyond = [word for word in content_words(rest, language) if not _OF_THEM.fullmatch(fold(word))]
    if topic.wish is not None and shown == topic.listed:  # those that only share the field are not what was asked for
        mentioning = answerer.finder.mentioning(topic.wish, shown, language)
        shown = tuple(i for i in shown if i in mentioning) if len(mentioning) > 1 else shown
    if now.conditions and len(topic.cluster_ids) == 1 and _OR.search(fold(text)):
        fitting = [i for i in answerer.finder.matching(now) if i in shown and i != topic.cluster_ids[0]]
        among = (*topic.cluster_ids, *fitting) if fitting else ()
    elif now.conditions and now.beyond <= _FEW:
        among = tuple(answerer.finder.matching(changed(topic.wish or Wish(), now, (), answerer.finder.reader)))
    elif len(beyond) <= _FEW:
        among = shown
    else:
        return None
    return Comparison(extreme, among, place_in(text), *bounds) if among else None


def figure_of_the_one(text: str, topic: Topic) -> Detail | None:
    """Return the figure by which `text` compares those shown where there is but one: "which of them is the oldest?"; None: it does not."""
    if len(topic.listed) != 1 or topic.cluster_ids != topic.listed or not AMONG.search(fold(text)):
        return None
    found = extreme_in(text)
    return None if found is None else figure_of(found[0])


def _shown(topic: Topic) -> tuple[str, ...]:
    """Return the clusters of the last list; where that has but one, with those shown before."""
    if len(topic.listed) > 1:
        return topic.listed
    return tuple(dict.fromkeys((*topic.listed, *topic.cluster_ids, *topic.seen)))


def beside_named(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return the comparison of the clusters that `text` names, one of them with the one told of last; None: it asks for none.

    Those told of before stay what is spoken of: "and the one in Kiel?" is of their list.
    """
    names = answerer.base.cluster_names
    rest = names.cut(text)
    asked = next((part for part in (rest, *_BREAK.split(rest)) if asks_difference(part, language)), None)
    if asked is None:
        return None
    named = [cluster_id for cluster_id, _ in names.find(text)]
    told = [i for i in topic.cluster_ids if i not in named] if len(named) == 1 else []
    beside = (*told, *named) if len(told) <= 1 else tuple(named)
    return Request(asked, language, cluster_ids=beside) if len(beside) > 1 else None
