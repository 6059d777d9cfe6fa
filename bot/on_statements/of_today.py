"""What was asked of a time that is over, asked of today: "And today?" after who decided in the predecessor initiative, "Und bei go-cluster?"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.on_statements.provenance import asks_of_now
from bot.session.sessions import Topic
from bot.session.understood import Understood, by_itself, statement_given
from knowledge.answers.answer import Answerer
from knowledge.asked.lacking import lacks_value_asked
from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.retrieval.before import statement_key
from knowledge.words.dates import last_date, years
from knowledge.words.text import fold, squeeze

_AT_PROGRAMME = lazily(r"\b(?:bei|in|im|at|with|by|within|under) (?:the |dem )?(?:programm |programme )?gocluster\b")
_PREDECESSOR = lazily(
    r"(?:the |der |die |den |dem |des )?(?:Kompetenznetze\w*(?: Deutschland)?|Competence Networks(?: Germany)?|Vorgänger\w*(?: von go-cluster)?|predecessor(?: initiative| programme)?(?: of go-cluster)?)\b",
    re.IGNORECASE,
)
# "früher", "als das Ministerium noch BMWi hieß", "in 2008"
_THEN = lazily(
    r",? ?\b(?:als|when|while|solange)\b[^,?]*\b(?:noch|still|then)\b[^,?]*(?:,|(?=\?))"
    r"|\b(?:früher|damals|seinerzeit|einst|zuvor|formerly|previously|earlier|back then|at that time|in those days|(?:in|im jahr|im|until|bis) (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_APPOSITION = lazily(rf",\s*{_PREDECESSOR.pattern}\s*(?:,|(?=\?))", re.IGNORECASE)
_NAME = "go-cluster"
_MOST_WORDS = 8
_LEAST = 0.75  # how sure to be of what is not the first statement, at the most


def of_today(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return what was asked last as it is asked of today, or of go-cluster itself instead of its predecessor, if `text` asks no more than
    that, with the first statement that is newer than the one given; None: it does not, the question was of no time that is over, or
    none is.
    """
    is_of_programme = _AT_PROGRAMME.search(fold(text)) is not None and len(text.split()) <= _MOST_WORDS
    if not (asks_of_now(text) or (is_of_programme and _PREDECESSOR.search(topic.question))):
        return None
    given = statement_given(topic, language, answerer)
    asked = _PREDECESSOR.sub(_NAME, _APPOSITION.sub(" ", topic.question))
    asked = squeeze(_THEN.sub(" ", asked))
    if not given or asked == squeeze(topic.question):
        return None
    found = by_itself(asked, language, answerer)
    question = found.retrieved.question
    newer = tuple(
        c
        for c in found.retrieved.candidates
        if c.log_odds > 0 and _is_newer(c.passage, given[0]) and not lacks_value_asked(question, c.passage)
    )
    if not newer or found.retrieved.gap or found.sureness <= answerer.model.threshold:
        return None
    sure = found.sureness if newer[0] is found.retrieved.candidates[0] else min(_LEAST, found.sureness)
    return replace(found, retrieved=replace(found.retrieved, candidates=newer, confidence=sure))


def _is_newer(passage: Passage, given: Passage) -> bool:
    """Return whether `passage` is another than what was `given`, and of a later time, or of one not known to be earlier."""
    if statement_key(passage) == statement_key(given) or _PREDECESSOR.search(passage.text):
        return False
    return last_date(passage.as_of) > last_date(given.as_of) or (not years(passage.as_of) and not years(given.as_of))
