"""What goes on with a question which technology fields there are: "And with mobility?", "Und insgesamt?". It seeks no clusters of these fields."""

from __future__ import annotations

from bot.pointing.slots import asks, without_opening
from bot.session.sessions import Topic
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.text import fold

_OF_FIELDS = lazily(r"\b(?:technologiefeld\w*|technology fields?|felder\w*|fields?)\b")
_LISTED = lazily(r"\b(?:which|what|how many|welche\w*|wie ?viele)\b")
_CLUSTERS = lazily(r"\b(?!gocluster\b|go-cluster\b)(?:\w*clusters?|\w*clustern|networks?|\w*netzwerke?n?)\b")
_WHICH = lazily(
    r"^(?:which|what|those|ones|welche|die|of them|davon)(?: (?:ones|davon|of them))?\s+",
)
_WITH = lazily(r"^(?:with|for|about|on|around|to do with|of|mit|für|fur|um|zu[mr]?|bei|im bereich)\b")
_IN_ALL = lazily(r"\b(?:insgesamt|altogether|in total|in all|overall|gesamt)\b")
_MOST_WORDS = 10
_ASKED: dict[Language, str] = {
    "en": "Which technology fields on the go-cluster list have to do {rest}?",
    "de": "Welche Technologiefelder auf der Liste von go-cluster haben {rest} zu tun?",
}
_HOW_MANY: dict[Language, str] = {
    "en": "How many technology fields are there in go-cluster?",
    "de": "Wie viele Technologiefelder gibt es bei go-cluster?",
}
_PREPOSITION: dict[Language, str] = {"en": "with", "de": "mit"}


def of_fields(text: str, language: Language, topic: Topic) -> str:
    """Return in full what `text` asks of the technology fields that a statement just listed: those of another kind, or how many there are
    in all; "": it asks for neither, or for clusters.
    """
    folded = fold(topic.question)
    if (
        not topic.statement_ids
        or not (_OF_FIELDS.search(folded) and _LISTED.search(folded))
        or _CLUSTERS.search(folded)
    ):
        return ""
    if len(text.split()) > _MOST_WORDS or _CLUSTERS.search(fold(text)):
        return ""
    if _IN_ALL.search(fold(text)):
        return _HOW_MANY[language]
    rest = _WHICH.sub("", without_opening(text), count=1).rstrip("?!. ")
    found = _WITH.match(fold(rest))
    if found is None or asks(rest):
        return ""
    return _ASKED[language].format(rest=f"{_PREPOSITION[language]}{rest[found.end() :]}")
