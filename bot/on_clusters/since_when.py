"""Since when a cluster has the label, or is a member, where that was spoken of just before: "since when does it have that?"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.clusters.cards import LEVELS
from knowledge.clusters.details import detail_asked
from knowledge.clusters.outcomes import Request
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

# "since when does it have that?", "how long has it been so?"
_SINCE_THAT = lazily(
    r"\b(?:since when (?:is|are|has|have|does|do)|how long (?:has|have)|(?:seit wann|wie lange)(?: schon)? (?:hat|haben|tragt|tragen|ist|sind))\b(?!.*\b(?:exist\w*|existier\w*|bestand\w*|gibt es|gibts|around|there)\b)"
    r".*\b(?:that|it|so|one|das|es|dies|den|ihn|dabei|drin)(?: schon| already| now| jetzt)?\W*$"
)
_SINCE: dict[Language, dict[str, str]] = {
    "en": {
        "label": "Since when has {name} held the {level} label?",
        "member": "Since when has {name} been a member of go-cluster?",
    },
    "de": {
        "label": "Seit wann hat {name} das {level}-Label?",
        "member": "Seit wann ist {name} Mitglied von go-cluster?",
    },
}
_BARE_SINCE = lazily(
    rf"{BEFORE}(?:since when|from when|seit wann|ab wann|since|seit)(?: (?:exactly|genau|that|das|schon|denn|already))*\W*"
)


def is_bare_since(text: str) -> bool:
    """Return whether `text` is nothing but "since when?"."""
    return _BARE_SINCE.fullmatch(fold(text)) is not None


def asks_since_that(text: str) -> bool:
    """Return whether `text` asks since when, and of no more than what was spoken of: "how long has it been so?", "since when?"."""
    return _SINCE_THAT.search(fold(text)) is not None or is_bare_since(text)


def since_when(text: str, language: Language, topic: Topic, named: Sequence[str], answerer: Answerer) -> Request | None:
    """Return the question since when the one cluster `named` has the label, or is a member, that was spoken of as "that"; None: another."""
    if len(named) != 1 or not _SINCE_THAT.search(fold(text)) or detail_asked(answerer.base.cluster_names.cut(text)):
        return None
    what = had_last(topic)
    return (
        None
        if what is None
        else Request(since(language, what, answerer.base.profiles[named[0]].short_name, named[0], answerer), language)
    )


def since(language: Language, what: Literal["label", "member"], name: str, cluster_id: str, answerer: Answerer) -> str:
    """Return the question since when a cluster, by `name`, has its label or is a member."""
    label = answerer.base.profiles[cluster_id].ecei_label
    level = LEVELS[language][label.level] if label else "ECEI"
    return _SINCE[language][what].format(name=name, level=level)


def had_last(topic: Topic) -> Literal["label", "member"] | None:
    """Return what clusters were said to have, or be, last: by the last question, else by the conditions of the list."""
    last = detail_asked(topic.last)
    if last == "label" or last == "member":
        return last
    wish = topic.wish
    if wish is None or last is not None:
        return None
    return "label" if wish.labels or wish.any_label else "member" if wish.member else None
