"""What is asked of the one cluster that a message means, in full: the detail that it leaves out, or what was asked of another last."""

from __future__ import annotations

import re

from bot.on_clusters.another_one import SUCCESSOR
from bot.on_clusters.described_one import BEHIND_THE_ONE, says_which_one
from bot.on_clusters.listed import is_number, says_no_more, without_number
from bot.on_clusters.one_cluster import HEAD, THE_ONE_IN, THE_WINNER
from bot.on_clusters.since_when import asks_since_that, had_last, since
from bot.pointing.slots import asks, content_words, goes_on, without_opening
from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.asked.question import analyse
from knowledge.clusters.beside import asks_difference
from knowledge.clusters.comparing import extreme_in
from knowledge.clusters.details import asks_of_fees, beyond_detail, detail_asked
from knowledge.clusters.need_words import pattern_of
from knowledge.clusters.outcomes import Request
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.splitting import sentences
from knowledge.words.text import fold, terms

_WHO_HEADS: dict[Language, str] = {"en": "Who heads it?", "de": "Wer leitet es?"}
_WHICH_ARE = lazily(
    rf"^{BEFORE}(?:which(?: ones?| of (?:them|these|those))?|who|welche(?: davon)?|wer) (?:are|have|sind|haben)\b"
)
_SAME = lazily(r"\bsame\b|\b(?:das|die)(?:selbe| gleiche)\b")  # "and the health one, same question"
_IT: dict[Language, str] = {"en": "it", "de": "es"}
_THEN_ASKED = lazily(
    r"[,:;–]\s*(?P<asked>(?:and |und )?(?:is|are|has|have|does|do|ist|sind|hat|haben|how|what|when|where|who|which|since|wie ?viele?|wie|was|wann|wo|wer|welche\w*|seit|ab wann)\b.+)",
    re.IGNORECASE,
)
_FOUNDED: dict[Language, str] = {"en": "founded", "de": "gegründet"}
_SAYS = lazily(
    r"\W*(?:(?:and|und)\W+)?(?:what (?:does|do|did) (?P<en>.+?) say(?: (?:to|about|on) (?:that|it|this))?|was (?:sagte?n?|sagt|meint|meinen) (?P<de>.+?) (?:dazu|darüber|davon))\W*",
    re.IGNORECASE,
)
_SHORT = 8


def detail_of(text: str, language: Language, topic: Topic, cluster_id: str, answerer: Answerer) -> str:
    """Return `text` with the detail that it leaves out.

    "And the one in Kiel?" is asked the same as the one told of last; "since when?" is for the label just told of, else the
    founding.
    """
    if HEAD.fullmatch(fold(text)):
        return _WHO_HEADS[language]
    text = SUCCESSOR.sub("", THE_WINNER.sub("", text))
    is_same = asks(topic.last) or _SAME.search(fold(text)) is not None
    if is_number(text) or ((says_no_more(text) or says_which_one(text)) and not is_same):
        return ""
    if (
        (goes_on(text) or says_no_more(text) or says_which_one(text))
        and not asks(text)
        and is_same
        and detail_asked(fold(without_opening(text))) is None
        and not _names_another_thing(text, language, answerer)
    ):
        of_list = extreme_in(topic.last) or _WHICH_ARE.search(fold(topic.last))
        if of_list or asks_difference(answerer.base.cluster_names.cut(topic.last), language):
            return ""  # which is the oldest, or which are no members, is no question to another
        return answerer.base.cluster_names.without(topic.last).strip(" ?!.")
    if not content_words(text, language) and analyse(text).asked == "list" and detail_asked(topic.last):
        return topic.last  # "Does it have a label?", "Which one?"
    had = had_last(topic)
    of_itself = detail_asked(text) in ("label", "member")  # "since when is it in go-cluster?"
    of_that = asks_since_that(text)
    if had is not None and not of_itself and of_that and len(text.split()) <= _SHORT:
        return since(language, had, _IT[language], cluster_id, answerer)
    if content_words(text, language) or analyse(text).asked != "date":
        return _without_place(without_number(text), answerer)
    last = detail_asked(topic.last)
    return f"{topic.last} {text}" if last in ("label", "member") else f"{text} {_FOUNDED[language]}"


def _names_another_thing(text: str, language: Language, answerer: Answerer) -> bool:
    """Return whether `text` names what no detail of profiles is, and no cluster is told from others by: "and the yearly fee there?"."""
    if not beyond_detail(text, language):
        return False
    if asks_of_fees(text):
        return True
    wish = answerer.finder.reader.read(text, language)
    return bool(wish.beyond) and not wish.conditions


def _without_place(text: str, answerer: Answerer) -> str:
    """Return the question for a detail of "the one in Leipzig" without the place by which that was chosen."""
    found = THE_ONE_IN.search(fold(text))
    if not found or detail_asked(text) in (None, "seat", "summary"):
        return text
    behind = _THEN_ASKED.search(text)
    if behind is not None and behind.start() > found.start():
        return behind["asked"]  # "the one in Rostock, is it a member?"
    _, *asked = BEHIND_THE_ONE.split(text[found.start() :], maxsplit=1)
    if asked and detail_asked(asked[0]) is not None:
        return asked[0]  # "the one in Rostock: members, website"
    for name in answerer.base.gazetteer.find(text):
        if name.kind in ("city", "land", "region"):
            text = re.sub(
                rf"(?:\b(?:in|from|at|near|aus|bei)\s+)?(?<!\w){pattern_of(name.words)}(?!\w)", " ", text, count=1
            )
    return text


def _says(text: str) -> str:
    """Return the name in "what does X say to that?", which asks the same of another."""
    said = _SAYS.fullmatch(text)
    return (said["en"] or said["de"]) if said else text


def same_of_another(text: str, language: Language, topic: Topic, answerer: Answerer) -> Request | None:
    """Return what was asked last, of the cluster that `text` names and says no more of: "and smart³?"."""
    names, bare = answerer.base.cluster_names, without_opening(_says(text))
    rest, before = names.cut(bare, with_seat=True), names.find(topic.last)
    starts = [start for start, end in sentences(topic.last) if asks(topic.last[start:end])]
    asked = topic.last[starts[-1] :] if starts else topic.last  # without what was told before that
    if terms(rest, language) or asks(rest) or not asks(asked) or len(before) > 1:
        return None
    if topic.statement_ids and before:  # as a statement told it of another, in the place of its name
        cluster_id, _ = names.find(bare)[0]
        return Request(names.cut(asked, f" {answerer.base.profiles[cluster_id].short_name} "), language)
    return Request(f"{names.without(asked).strip(' ?!.')} {bare}", language)
