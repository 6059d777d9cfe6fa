"""A new one of what was asked about: "is there a new one planned?" after the last funding call."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.pointing.read_in_full import subject_of
from bot.pointing.slots import DATE
from bot.session.sessions import Topic
from bot.session.understood import Understood, by_itself
from knowledge.answers.answer import Answerer
from knowledge.patterns import lazily
from knowledge.records import Language

_NEW_ONE = lazily(
    r"\b(?P<new>(?:a|another|the|any)(?: (?:new|next|further|second))?) ones?\b"
    r"|\b(?P<neu>(?:der|die|das|den|eine?[nrs]?|noch eine?[nrs]?)(?: (?:neue|nächste|naechste|weitere)[nrs]?)?)(?=\s+(?:geplant|vorgesehen|angekündigt|in planung|in sicht)\b)",
    re.IGNORECASE,
)
_TO_COME = lazily(
    r"\b(?:planned|plans?|coming|expected|scheduled|announced|upcoming|soon|geplant|vorgesehen|angekündigt|planung|in sicht|bald|demnächst)\b",
    re.IGNORECASE,
)
# "kommt nochmal eine?": there is no noun to put one in the place of
_AGAIN = lazily(
    r"\W*(?:(?:und|and|aber|but)\W+)*(?:(?:kommt|gibt es|gibts|wird es|soll es|folgt)(?: (?:da|denn|bald|dann|auch|irgendwann))*"
    r" (?:noch ?mal|noch|wieder|bald|demnächst)(?: (?:wieder|mal))? (?:eine?[nrs]?|was|welche)(?: (?:neue|weitere|nächste)[nrs]?)?(?: geben)?"
    r"|(?:will|is|are) (?:there|it) (?:going to )?(?:be )?(?:another|a new|a next|one again|more)(?: (?:one|soon|again|time))*)\W*",
    re.IGNORECASE,
)
_ASKED: dict[Language, str] = {"en": "Is a new {thing} planned?", "de": "Ist die nächste {thing} geplant?"}
_OF_THEN = lazily(rf"{DATE.pattern}|\b(?:last|latest|first|recent|letzte\w*|jüngste\w*|erste\w*)\b", re.IGNORECASE)
_MOST_WORDS = 9
_SURE = 0.8


def of_new_one(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return what is asked of a new one of that which was asked about, named; not to be relied on, unless it surely tells
    that, as most statements are of what was. None: none is asked for.
    """
    if len(text.split()) > _MOST_WORDS:
        return None
    again = _AGAIN.fullmatch(text) is not None
    found = _NEW_ONE.search(text) if not again and _TO_COME.search(text) else None
    if found is None and not again:
        return None
    thing = " ".join(_OF_THEN.sub(" ", subject_of(topic.question, language)).split())
    if not thing:
        return None
    full = _ASKED[language].format(thing=thing)
    if found is not None:
        full = f"{text[: found.start()]}{found['new'] or found['neu']} {thing}{text[found.end() :]}"
    whole = by_itself(full, language, answerer)
    if whole.sureness >= _SURE:
        return whole
    return replace(whole, retrieved=replace(whole.retrieved, confidence=0.0))
