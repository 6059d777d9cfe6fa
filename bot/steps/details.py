"""The clusters that a step is of, and what it asks of them: a detail, which is the oldest, the next of the list."""

from __future__ import annotations

from bot.on_clusters.cluster_followups import SIDE_BY_SIDE
from bot.on_clusters.listed import pointed_at
from bot.session.sessions import Topic
from bot.steps.model import Step, Taken
from knowledge.answers.answer import Answerer
from knowledge.clusters.cards import LISTED
from knowledge.clusters.comparing import Comparison, Extreme
from knowledge.clusters.details import Detail, detail_asked
from knowledge.clusters.outcomes import Request
from knowledge.records import Language
from knowledge.words.text import fold

DETAILS: dict[Step, Detail] = {
    "seat": "seat",
    "website": "website",
    "members": "members",
    "founded": "founded",
    "label": "label",
    "member": "member",
    "fields": "fields",
    "summary": "summary",
}
_EXTREMES: dict[Step, Extreme] = {
    "oldest": "oldest",
    "youngest": "youngest",
    "largest": "largest",
    "smallest": "smallest",
}
AMONG: frozenset[Step] = frozenset({*_EXTREMES, "beside", "next", "does"})
_LIKELY, _SURELY = 0.7, 0.9


def detail_of_one(
    request: Request | None, text: str, language: Language, topic: Topic, taken: Taken, answerer: Answerer
) -> Request | None:
    """Return the request for a detail of the one cluster that is meant, or of all that were shown; `request`, as the rules read `text`, where it
    has settled that, or it is not clear which is meant.
    """
    detail = DETAILS[taken.step]
    if request is None and taken.of == "all" and len(topic.cluster_ids) > 1:
        return Request(text, language, cluster_ids=topic.cluster_ids[: topic.n_shown or LISTED], details=(detail,))
    is_nth = taken.of == "nth" and taken.of_likelihood >= _LIKELY and bool(topic.listed)
    if request is not None and _is_settled(request, text, detail, is_nth=is_nth):
        return request
    if request is not None and detail == "summary" and text.strip(" ?!.") not in request.text:
        return request  # "what about the second?" is asked the same as the first
    meant = pointed_at(text, language, topic, answerer)
    if meant is None and is_nth:
        meant = topic.listed[0]  # "the one on top", "#1"
    if meant is None and request is not None and len(request.cluster_ids) == 1:
        meant = request.cluster_ids[0]
    is_of_first = request is None and taken.of == "it" and taken.of_likelihood >= _SURELY and detail != "summary"
    if meant is None and topic.cluster_ids and (len(topic.cluster_ids) == 1 or is_of_first):
        meant = topic.cluster_ids[0]  # of several the best: "where's the office?"
    if meant is None or meant == "beyond":
        return request
    return Request(text, language, cluster_ids=(meant,), details=(detail,))


def _is_settled(request: Request, text: str, detail: Detail, *, is_nth: bool) -> bool:
    """Return whether the rules have read another thing, which goes with the step no more: a comparison, another detail, several clusters or a
    search, unless one of the list is pointed to.
    """
    if request.comparison or request.details:
        return True
    if request.wish or len(request.cluster_ids) > 1:
        return not is_nth
    return detail_asked(fold(text)) not in (None, detail)


def among_shown(text: str, language: Language, topic: Topic, step: Step, answerer: Answerer) -> Request | None:
    """Return the request that compares the clusters listed, goes on to the next of them, or asks what the one told of last does; None: there
    are none to be compared, or none was told of.
    """
    one = topic.cluster_ids[0] if len(topic.cluster_ids) == 1 else None
    if step == "does":
        if one is None:
            return None
        return Request(f"{text} {answerer.base.profiles[one].short_name}", language, cluster_ids=(one,))
    if step == "next":
        at = topic.listed.index(one) + 1 if one in topic.listed else len(topic.listed)
        following = topic.listed[at : at + 1]
        return Request(text, language, cluster_ids=following, details=("summary",)) if following else None
    if len(topic.listed) < 2:
        return None
    if step == "beside":
        return Request(SIDE_BY_SIDE[language], language, cluster_ids=topic.listed[:2])
    return Request(text, language, comparison=Comparison(_EXTREMES[step], topic.listed))
