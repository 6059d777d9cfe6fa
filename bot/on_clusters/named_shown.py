"""Which one of the clusters shown a message names by a word of its name: "the Windenergiecluster, when was it launched?"."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.clusters.details import detail_asked
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold, is_stop, tokenise

_WHICH = lazily(r"\b(?:which|who|welche\w*|wer|others?|andere\w*|other|clusters|networks|netzwerken?)\b")
_BODY = lazily(
    r"(?:clusters?|networks?|netzwerk\w*|verein\w*|verband\w*|verbund\w*|associations?|initiative\w*|allianz|alliance|forum|innovations?cluster\w*|kompetenz\w*|spitzencluster\w*)"
)
_ARTICLE = r"(?:\b(?:the|der|die|das|den|dem|vom|beim|from|of|von|bei)\s+)?"
_LONG = 16  # words
_MIN = 4  # letters


def named_shown(text: str, language: Language, topic: Topic, answerer: Answerer) -> tuple[str, str] | None:
    """Return the one cluster of the last list of whose name alone `text` has words, or whose name alone begins with one, and what else
    it asks, a detail; None: it names none so, or asks for no detail.

    Names of places and of details, and words for any body, tell none from another.
    """
    folded = fold(text)
    detail = detail_asked(folded)
    if not topic.listed or detail is None or len(text.split()) > _LONG or _WHICH.search(folded):
        return None
    base = answerer.base
    places = {
        w for name in base.gazetteer.find(text) if name.kind in ("city", "land", "region") for w in tokenise(name.words)
    }
    said = {
        word
        for word in tokenise(text)
        if len(word) >= _MIN
        and word not in places
        and not is_stop(word, language)
        and not _BODY.fullmatch(word)
        and detail_asked(word) is None
    }
    found: dict[str, set[str]] = {}
    begins: list[str] = []
    for cluster_id in topic.listed:
        profile = base.profiles[cluster_id]
        names = [tokenise(name) for name in (profile.name, profile.short_name, *profile.aliases)]
        own = {word for words in names for word in (*words, *("".join(pair) for pair in pairwise(words)))}
        if said & own:
            found[cluster_id] = said & own
            if said & {*tokenise(profile.name)[:1], *tokenise(profile.short_name)[:1]}:
                begins.append(cluster_id)
    one = begins if len(begins) == 1 else list(found)
    if len(one) != 1:
        return None
    cluster_id, rest = one[0], folded
    for word in found[cluster_id]:
        rest = re.sub(rf"{_ARTICLE}\b{re.escape(word)}\b", " ", rest)
    return (cluster_id, rest.strip(" ,;:–-")) if detail_asked(rest) == detail else None
