"""What a message asks by the step that it takes with the clusters shown, where the rules have not settled that."""

from __future__ import annotations

from bot.on_clusters.another_one import summary_of
from bot.on_clusters.listed import OF_THOSE, is_number
from bot.on_clusters.since_when import asks_since_that, is_bare_since
from bot.pointing.pointing import points_to_cluster
from bot.pointing.slots import asks, asks_what_is
from bot.session.sessions import Topic
from bot.steps.details import AMONG, DETAILS, among_shown, detail_of_one
from bot.steps.model import Step, Taken, load_step_model
from bot.steps.searches import DROPPED, searched
from bot.steps.wording import without_names
from knowledge.answers.answer import Answerer
from knowledge.answers.double_details import both_details
from knowledge.asked.question import names_programme, years_in
from knowledge.clusters.cards import LISTED
from knowledge.clusters.details import asks_of_fees
from knowledge.clusters.outcomes import Request
from knowledge.clusters.summary_model import likely_told
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold

_NAMING: frozenset[Step] = frozenset({"set", "only_members", "does", *DROPPED})  # steps that may name a condition
_OF_LABELS: frozenset[Step] = frozenset({"set", "only_members", "label"})
_LIST = lazily(
    r"\b(?:\w*list\w*|clusters?|clustern|networks?|netzwerke\w*|results?|ergebnisse\w*|treffer\w*|overview|ubersicht|uberblick)\b"
)
_NAMED = lazily(r"\bx(?:land|city|field)\b")
# How likely a step must be: where nothing answers the message as the rules read it, where they take it for none of clusters, and where they
# leave the search as it is, or take it for one cluster of which they know no detail. Of unseen wordings that are as likely 97, 99 and 99.5 %
# are taken rightly.
_SURE, _POINTING, _BACK = 0.9, 0.8, 0.8
# How likely something that is no step must be asked of the one cluster told of last, and where a statement surely answers it. Of unseen
# questions 84 % are taken so, of questions on the programme 1 %.
_OF_IT, _OF_IT_ALL_THE_SAME = 0.6, 0.95
_TOLD = 0.8  # how likely the summary of one of several must tell it
_WHERE_NONE, _WHERE_NEW, _WHERE_OPEN = 0.45, 0.6, 0.7


def with_step(
    request: Request | None, text: str, language: Language, topic: Topic, answerer: Answerer
) -> Request | None:
    """Return the request that `text` comes to by the step that it takes after `topic`, where the rules that gave `request` have not settled
    what is asked; else `request`.

    The rules read several conditions at once, comparisons and names, of which the model of steps knows nothing; the model knows wordings that
    no rule foresaw.
    """
    least = _WHERE_NEW if request is None else _WHERE_OPEN
    return _by_step(request, text, language, topic, answerer, least=least)


def instead_of_none(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return the request that `text` comes to by its likeliest step after `topic`, for where nothing answers it as the rules read it; None: it
    takes none.
    """
    return _by_step(None, text, language, topic, answerer, least=_WHERE_NONE)


def wants_list_back(text: str, answerer: Answerer) -> bool:
    """Return whether `text` surely asks for the list once more, whatever was told since: "back to the list, please"."""
    words = without_names(text, answerer)
    if not _LIST.search(words) or _NAMED.search(words):
        return False  # "could you repeat that?" is of what was told last
    taken = load_step_model().taken(words)
    return taken.step == "again" and taken.likelihood >= _BACK


def _by_step(
    request: Request | None, text: str, language: Language, topic: Topic, answerer: Answerer, *, least: float
) -> Request | None:
    if topic.is_of_statements or not (topic.wish or topic.cluster_ids):
        return request
    if is_number(text) or is_bare_since(text) or asks_since_that(text):
        return request
    if both_details(text, language) or answerer.base.cluster_names.find(text):
        return request
    words = without_names(text, answerer)
    taken = load_step_model().taken(words)
    if taken.step in DETAILS:
        least = max(least, _WHERE_NEW)  # that a profile does not tell what is asked is an answer, too
    if taken.step == "other" and request is None:
        return _of_it(text, words, language, topic, taken, answerer)
    if taken.step == "other" or taken.likelihood < least or years_in(text):
        return request
    if taken.step in _OF_LABELS and asks_what_is(text):
        return request  # "what is the gold label?"
    if taken.step not in _NAMING and _NAMED.search(words):
        return request  # "how many are there in Saxony?" is more than a step
    if request is None and not _points(taken) and _is_of_its_own(text, language, taken.step, answerer):
        return None
    if taken.step in DETAILS:
        return detail_of_one(request, text, language, topic, taken, answerer)
    if taken.step in AMONG:
        return request or among_shown(text, language, topic, taken.step, answerer)
    is_of_it = taken.of == "it" and taken.of_likelihood >= _POINTING and len(topic.cluster_ids) == 1
    if taken.step == "set" and is_of_it:
        return request  # "do they work with hospitals?" is asked of the one told of
    return searched(request, text, language, topic, taken, answerer)


def _of_it(text: str, words: str, language: Language, topic: Topic, taken: Taken, answerer: Answerer) -> Request | None:
    """Return `text`, of these `words` without names, as it is asked of the one cluster told of last, or of the only one of several shown whose summary tells it: "who's behind
    it?", "former name?"; None: it is asked of none, or rather of the programme.
    """
    if taken.of != "it" or taken.of_likelihood < _OF_IT or names_programme(text):
        return None
    is_loose = asks_of_fees(text) or _NAMED.search(words)
    if is_loose and not points_to_cluster(text, language):
        return None  # what membership costs may be asked of the programme, "something for robotics around here" of the finder
    if taken.of_likelihood < _OF_IT_ALL_THE_SAME and _is_of_its_own(text, language, taken.step, answerer):
        return None
    shown = topic.cluster_ids[: topic.n_shown or LISTED]
    meant = [i for i in shown if _tells(text, language, i, answerer)] if len(shown) > 1 else shown
    if len(meant) != 1:
        return None
    return Request(f"{text} {answerer.base.profiles[meant[0]].short_name}", language, cluster_ids=(meant[0],))


def _tells(text: str, language: Language, cluster_id: str, answerer: Answerer) -> bool:
    summary, information = summary_of(cluster_id, language, answerer), answerer.base.searcher.information.of
    return likely_told(text, summary, language, information) >= _TOLD


def _points(taken: Taken) -> bool:
    """Return whether a message surely takes its step with one of the clusters shown, or all: "does number one belong to go-cluster?"."""
    return taken.of != "none" and min(taken.likelihood, taken.of_likelihood) >= _POINTING


def _is_of_its_own(text: str, language: Language, step: Step, answerer: Answerer) -> bool:
    """Return whether `text` is a whole search, or a question that a statement surely answers: "which clusters were the first with gold?"."""
    if step == "set" and asks(text) and len(answerer.finder.reader.read(text, language).conditions) > 1:
        return True
    is_question = asks(text) and not OF_THOSE.search(fold(text))
    return is_question and answerer.retrieve(text, language).confidence >= _SURE
