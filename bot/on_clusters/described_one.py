"""Which one of a list a message describes: by its place, label or field ("the one in Kiel"), or by a word of its profile ("the digital one")."""

from __future__ import annotations

from bot.session.sessions import Topic
from knowledge.answers.answer import Answerer
from knowledge.clusters.cards import LISTED
from knowledge.clusters.details import detail_asked
from knowledge.clusters.wishes import Wish
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_ONE = lazily(
    r"\b(?:the|that|this) (?:one|cluster|network|association|other one)\b|\bthe \w+ (?:one|cluster|network)\b"
    r"|\bthere was (?:one|a (?:cluster|network)) (?:in|from|with)\b|\b(?:gab|war)(?: (?:es|doch|da|nicht|ja))* (?:eine?[rs]?|ein (?:cluster|netzwerk)) (?:in|aus|mit)\b"
    r"|\b(?:der|die|das|den|dem|dieser|dieses)(?: (?:cluster|netzwerk|verein|verbund))? (?:in|aus|mit|bei|von)\b|\bdas \w+er (?:cluster|netzwerk)\b"
)
# "the digital one"
_THE_SUCH_ONE = lazily(
    rf"{BEFORE}(?:what about |how about |was ist mit )?(?:the|that) (?P<such>(?!other\b|first\b|second\b|third\b|last\b|next\b|previous\b|same\b|best\b|only\b)[a-z]{{4,}}(?: [a-z]+)?) (?:one|cluster|network)(?:\W+(?:please|pls|then|(?:the )?same(?: question)?))*\W*"
)
# "how many partners has the one for fuel cells?", "wie viele Partner hat das mit den Brennstoffzellen?"
_ONE_WITH = lazily(
    r"\b(?:the|that) (?:one|cluster|network) (?:for|with|about|on|doing) (?:the )?(?P<for>[a-z]{4,}(?: [a-z]{4,})?)"
    r"|\b(?:das|der|die|den|dem)(?: (?:cluster|netzwerk|verein))? (?:mit|fur|zu[mr]?) (?:den |dem |der |die |das )?(?P<mit>[a-z]{4,})"
    r"|\bthe (?P<such>(?!other\b|first\b|second\b|third\b|fourth\b|last\b|next\b|previous\b|same\b|best\b|only\b|right\b)[a-z]{4,}) (?:one|cluster|network)\b"
)
_WHICH = lazily(r"^\W*(?:which|who|welche\w*|wer|are there|is there|gibt es)\b")
# "is that one in go-cluster?", "the one in Rostock, is it a member?"
_WHETHER_THAT = lazily(
    rf"(?:^{BEFORE}|[,:;–-]\W*(?:(?:and|und)\W+)?)(?:is|are|has|have|does|do|did|was|ist|sind|hat|haben|tragt|gehort|war)\W+(?:that|this|the|it|der|die|das|dieser|dieses|diese)\b(?! with\b| mit\b)"
)
BEHIND_THE_ONE = lazily(r"(?<=[^\W\d_])[,:;–]\s")  # "the one in Kiel: members, website"
ONLY = lazily(r"^\W*(?:(?:please|bitte|then|dann|and|und|ok(?:ay)?|but|aber)\W+)*(?:only|nur|just|lediglich|bloss)\b")


def with_feature(
    text: str, language: Language, listed: tuple[str, ...], answerer: Answerer, *, n_shown: int = LISTED
) -> str | None:
    """Return the only one of the clusters `listed` that has the place, label or field by which `text` asks for one; of a place, the
    only one of the first `n_shown`.
    """
    folded = fold(text)
    if not _ONE.search(folded) or ONLY.search(folded):
        return None
    wish = answerer.finder.reader.read(BEHIND_THE_ONE.split(text, maxsplit=1)[0], language)
    if _WHETHER_THAT.search(folded):  # "is that one in go-cluster?" asks it of one, and does not choose by it
        wish = wish.without("label").without("member")
    elif detail_asked(folded) == "members":  # "the one in Bochum, how many members?"
        wish = wish.without("member")
    if wish.is_empty:
        return None
    among = listed[:n_shown] if wish.cities or wish.laender else listed
    fitting = [i for i in answerer.finder.matching(wish) if i in among]
    return fitting[0] if len(fitting) == 1 else None


def described(text: str, language: Language, listed: tuple[str, ...], answerer: Answerer) -> str | None:
    """Return the only one of the clusters `listed` whose name or profile has the word by which `text` describes one: "the digital one"."""
    found = _THE_SUCH_ONE.fullmatch(fold(text))
    such = found["such"] if found else _asked_of(fold(text))
    having = answerer.finder.having(listed, such, language) if such else []
    return having[0] if len(having) == 1 else None


def _asked_of(folded: str) -> str:
    """Return the word by which a folded message describes the one of which it asks a detail; "": by none."""
    found = _ONE_WITH.search(folded)
    if found is None or detail_asked(folded[: found.start()] + folded[found.end() :]) is None or _WHICH.search(folded):
        return ""
    return found["for"] or found["mit"] or found["such"]


def says_which_one(text: str) -> bool:
    """Return whether `text` does nothing but describe one of a list by a word: "the digital one"."""
    return _THE_SUCH_ONE.fullmatch(fold(text)) is not None


def of_field_there(text: str, language: Language, topic: Topic, answerer: Answerer) -> str | None:
    """Return the only cluster of the fields wished for in the city by which `text` asks for one, though it was not shown."""
    if topic.wish is None or not _ONE.search(fold(text)) or ONLY.search(fold(text)):
        return None
    fields = topic.wish.fields or topic.wish.leanings
    cities = answerer.finder.reader.read(BEHIND_THE_ONE.split(text, maxsplit=1)[0], language).cities
    found = answerer.finder.matching(Wish(fields=fields, cities=cities)) if fields and cities else []
    return found[0] if len(found) == 1 else None
