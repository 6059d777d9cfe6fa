"""Which cluster a message means that is not simply the one told of last: the only one of a field and place that it names, a successor, or the
only one of several whose summary tells what is asked.
"""

from __future__ import annotations

import re

from bot.on_clusters.listed import OF_PROGRAMME, SINGULAR
from bot.pointing.pointing import points_to_cluster
from bot.pointing.slots import asks
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.clusters.cards import LISTED
from knowledge.clusters.details import beyond_detail, detail_asked
from knowledge.clusters.profile_tells import asks_of_deed, tells_of_deed
from knowledge.clusters.told_in_summary import without_told
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

# "and the hydrogen cluster in Schwerin?"
_THE_CLUSTER_IN = lazily(
    rf"^{BEFORE}(?:(?:what|how) about |was ist mit )?(?:the|das|der|dem|den)\b[^?]*(?:cluster|network|netzwerk|verbund|verein|association)\b[^?]*\b(?:in|from|at|near|of|aus|bei|von)\b",
    re.IGNORECASE,
)
# what came in the place of a cluster that is no more
SUCCESSOR = lazily(
    r"\b(?:the|der|die|das|den|dem|des|of its|its|sein\w*) (?:(?:new|neue[nrms]?) (?:association|network|cluster|body|organi[sz]ation|verein|verband|verbund|netzwerk)s?|successor\w*|nachfolge\w*)\b",
    re.IGNORECASE,
)
_DEED_ALONE = frozenset("organises organizes organisiert betreibt".split())  # who does it is all that is asked


def another_one(text: str, language: Language, topic: Topic, answerer: Answerer) -> str | None:
    """Return the cluster that `text` means instead of the one told of last; None: it means no such."""
    return (
        _the_only_one(text, language, topic, answerer)
        or _successor(fold(text), language, topic, answerer)
        or _one_that_tells(text, language, topic, answerer)
    )


def _the_only_one(text: str, language: Language, topic: Topic, answerer: Answerer) -> str | None:
    """Return the only cluster of the field and place that `text` names, where it says no more, and a detail was asked of another last:
    "and the hydrogen cluster in Schwerin?".
    """
    if len(topic.cluster_ids) != 1 or topic.is_of_statements or asks(text) or not asks(topic.last):
        return None
    if not _THE_CLUSTER_IN.search(text) or detail_asked(answerer.base.cluster_names.without(topic.last)) is None:
        return None
    wish = answerer.finder.reader.read(text, language)
    if wish.beyond or not (wish.fields and (wish.cities or wish.laender)):
        return None
    found = answerer.finder.matching(wish)
    return found[0] if len(found) == 1 else None


def _successor(folded: str, language: Language, topic: Topic, answerer: Answerer) -> str | None:
    """Return the one other cluster that the summary of the cluster told of last names, where the new body or the successor is asked about."""
    if len(topic.cluster_ids) != 1 or topic.is_of_statements or not SUCCESSOR.search(folded):
        return None
    summary = summary_of(topic.cluster_ids[0], language, answerer)
    others = {i for i, _ in answerer.base.cluster_names.find(summary)} - {*topic.cluster_ids}
    return others.pop() if len(others) == 1 else None


def _one_that_tells(text: str, language: Language, topic: Topic, answerer: Answerer) -> str | None:
    """Return which of several clusters shown is meant by "it" or "this initiative" where that is asked which no detail is: the only one
    whose summary tells it; of who runs it, else the first. None: no such thing is asked, or it is not clear.
    """
    shown = topic.cluster_ids[: topic.n_shown or LISTED]
    if len(shown) < 2 or topic.is_of_statements or not SINGULAR.search(fold(text)):
        return None
    if OF_PROGRAMME.search(fold(text)) or not (points_to_cluster(text, language) and asks(text)):
        return None
    if asks_of_deed(text) and not beyond_detail(text, language) - _DEED_ALONE:
        telling = [i for i in shown if tells_of_deed(text, summary_of(i, language, answerer))]
        return telling[0] if len(telling) == 1 else shown[0]
    telling = [i for i in shown if summary_tells(text, language, i, answerer)]
    return telling[0] if len(telling) == 1 else None


def summary_of(cluster_id: str, language: Language, answerer: Answerer) -> str:
    """Return the summary of a cluster; "": it has none in this language."""
    rowid = answerer.base.twins.get((f"{cluster_id}.summary", language))
    return answerer.base.passage(rowid).text if rowid is not None else ""


def summary_tells(text: str, language: Language, cluster_id: str, answerer: Answerer) -> bool:
    """Return whether `text` asks for what no detail is and the summary of the cluster tells: an earlier name, who took over."""
    return without_told(text, summary_of(cluster_id, language, answerer)) is not None
