"""A statement that was just given and comes first again, though it lacks what is asked for now: where, how long, what came of it, its name, a link.

It has the words of the topic, which the message has not, and would be told once more with the confidence of a good answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.pointing.slots import content_words
from bot.session.sessions import Topic
from bot.session.understood import Understood
from knowledge.answers.answer import Answerer
from knowledge.naming.gazetteer import Gazetteer
from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.before import Before, statement_key
from knowledge.retrieval.retrieval import Retrieved
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold, terms

_NEAR = 4.0  # log-odds by which a statement that has what is asked for may be behind the one that lacks it
_LEAST = 0.75  # how sure to be of such a statement, at the most
_CLAUSE = lazily(r"[.;:]\s+(?=[A-ZÄÖÜa-zäöü])")
_PLACED = ("city", "land", "region")
_SITE = lazily(
    r"\b(?:online|virtual\w*|virtuell\w*|video\w*|embass\w*|botschaft\w*|\w*messe|trade fair|\w*halle|ministry|im \w*ministerium|brussel\w*|paris|vienna|wien|zurich|schweiz|switzerland)\b"
)
_EVALUATES = lazily(r"evaluier\w*|evaluat(?:e|ed|ing|or|ors)\b")  # what a noun asks better for
_EVALUATED: dict[Language, str] = {"en": "evaluation", "de": "Evaluation"}
_ASKING_VERBS = frozenset("who wer wurde was hat did does".split())
_AT_SOMEBODY = lazily(r"\b(?:bei|beim|at|hosted by)\s+(?:(?:de[rmn]|the)\s+)?[A-ZÄÖÜ]")
_NAMED = lazily(
    r"[„“”\"]|\b(?:called|heißt|heißen|hieß|namens|Titel|title|Motto|motto|[Nn]ame[dns]?)\b|\b[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){2,}|\b(?:[Ss]taatssekretär\w*|State Secretary|Ministe(?:r|rin)?|Prof\.?|Dr\.?|Frau|Herr|M[rs]s?\.?) [A-ZÄÖÜ]"
)
_ADDRESS = lazily(r"\bwww\.|https?://|\b\w+\.(?:de|eu|org|com)\b")
_IN_BRACKETS = lazily(r"\([^()]*\)")
_CAME_OF_IT = lazily(
    r"\b(?:ergab\w*|ergeb\w*|erwies\w*|zeigte\w*|liess\w*|fanden|empf\w+|schwer zu|result(?:s|ed)?|showed|shown|found|findings?|conclu\w*|preferred|hard to|difficult to|recommend\w*)\b"
)
_DURATION = lazily(
    r"\b(?:\w+(?:y|ies)? )?(?:years?|months?|weeks?|days?|hours?|minutes?|jahre?n?|monate?n?|wochen?|tage?n?|stunden?|minuten?)\b|\buntil\b|\b\d\d[:.]\d\d\b|\bbis (?:zum |ende |anfang |mitte )?(?:\d|(?:19|20)\d\d)"
)


@dataclass(frozen=True, slots=True)
class _Thing:
    """A kind of thing that a brief message asks for (over folded text), and whether a statement has it."""

    asked: re.Pattern[str]
    has: Callable[[str, Gazetteer], bool]


def _names_place(text: str, gazetteer: Gazetteer) -> bool:
    """Return whether `text` says that something is in or from a place, or at somebody's; a place in the name of a cluster is none."""
    if _AT_SOMEBODY.search(text):
        return True
    places = {name.words for name in gazetteer.find(text) if name.kind in _PLACED}
    return any(
        re.search(
            rf"\b(?:in|im|at|near|nach|bei|to|zu|from|aus|von)\s+(?:de[rmn]\s+|the\s+)?{re.escape(place)}\b", text
        )
        for place in places
    )


_GOING_ON = rf"^{BEFORE}"
_THINGS = (
    _Thing(
        lazily(
            _GOING_ON
            + r"(?:where (?:was|were|is|are|did|does|will|exactly|has)\b.*|where\W*|wo (?:war|waren|fand|fanden|ist|sind|findet|finden|genau|wird|tagte\w*)\b.*|wo\W*|in which (?:city|town|place)\b.*"
            r"|in welche[rmn] (?:stadt|ort)\b.*)$"
        ),
        lambda text, gazetteer: _SITE.search(fold(text)) is not None or _names_place(text, gazetteer),
    ),
    _Thing(
        lazily(_GOING_ON + r"(?:(?:for )?how long (?!ago)|wie lange?)\b"),
        lambda text, _: _DURATION.search(fold(_IN_BRACKETS.sub(" ", text))) is not None,
    ),
    _Thing(
        lazily(
            _GOING_ON
            + r"(?:was (?:kam|ist|war) (?:(?:da|dabei|denn|eigentlich|dann|das|der|die) )*(?:raus|heraus|rausgekommen|herausgekommen|ergebnis\w*)\b|was hat (?:(?:das|die|es|sie|dies) )?ergeben\b|mit welchem ergebnis\b"
            r"|(?:was (?:war|ist|waren|sind) )?(?:(?:das|die) )?ergebnisse?\W*$|what (?:came (?:out|of)|(?:was|were|is|are) the (?:results?|outcomes?|findings?|conclusions?)|did (?:it|they|that) (?:find|show|conclude))\b|(?:the |any )?(?:results?|outcome|findings?)\W*$)"
        ),
        lambda text, _: _CAME_OF_IT.search(fold(text)) is not None,
    ),
    _Thing(
        lazily(
            _GOING_ON
            + r"(?:wie (?:hiess|heisst) (?:das|die|der|es|sie|er|diese\w*|jene\w*|dann|denn)\b|what (?:was|is) (?:it|that|this|the \w+) (?:called|named)\b|(?:what is |was ist )?(?:its|their|the|der|sein|ihr) name\W*$)"
        ),
        lambda text, _: _NAMED.search(text) is not None,
    ),
    _Thing(
        lazily(
            _GOING_ON
            + r"(?:(?:(?:the|a|its|der|die|das|eine?n?|haben sie|gibt es|is there|do you have|got|bitte|please|hast du|habt ihr)\W+)*(?:links?|urls?|websites?|webseiten?|homepages?|internetadressen?|web address)(?:\W+(?:dazu|davon|bitte|please|to it|for it|there))*\W*)$"
        ),
        lambda text, _: _ADDRESS.search(text) is not None,
    ),
)
_RESULT = _THINGS[2]
_OF_RESULT: dict[Language, str] = {
    "en": "What were the results of {subject}?",
    "de": "Welche Ergebnisse hatte {subject}?",
}


def asked_of_result(text: str, last: str, language: Language) -> str:
    """Return in full the question what came of what was asked `last`, if the message `text` asks that; "": it does not."""
    if _RESULT.asked.search(fold(text)) is None:
        return ""
    words = (_EVALUATED[language] if _EVALUATES.match(fold(word)) else word for word in content_words(last, language))
    subject = " ".join(word for word in words if fold(word) not in _ASKING_VERBS)
    return _OF_RESULT[language].format(subject=subject) if subject else ""


def _says_of(passage: Passage, subject: set[str], thing: _Thing, gazetteer: Gazetteer) -> bool:
    """Return whether a clause of `passage` has both the stems of the `subject` and the thing asked for; the next clause may be of another."""
    return any(
        thing.has(clause, gazetteer) and subject <= frozenset(terms(clause, passage.language))
        for clause in _CLAUSE.split(passage.text)
    )


def having_asked(text: str, retrieved: Retrieved, before: Before, base: KnowledgeBase) -> Retrieved:
    """Return `retrieved` with the next statement on the subject that has the place, time, result, name or link that the message `text` asks
    for, where the first was given last and lacks it; without any confidence where no other has it.
    """
    if not retrieved.candidates or retrieved.gap or statement_key(retrieved.candidates[0].passage) not in before.given:
        return retrieved
    folded = fold(text)
    thing = next((thing for thing in _THINGS if thing.asked.search(folded)), None)
    first, *others = retrieved.candidates
    if thing is None or thing.has(first.passage.text, base.gazetteer):
        return retrieved
    subject = {stem for stem in terms(before.subject, retrieved.language, compounds=False) if not stem.isdigit()}
    telling = {max(sorted(subject), key=base.searcher.information.of)} if subject else set[str]()
    having = tuple(
        c
        for c in others
        if c.log_odds >= first.log_odds - _NEAR
        and statement_key(c.passage) not in before.given
        and _says_of(c.passage, telling, thing, base.gazetteer)
    )
    if not having:
        return replace(retrieved, confidence=0.0)
    return replace(retrieved, candidates=having, confidence=min(_LEAST, retrieved.confidence))


def of_result(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return `text` as it asks what came of what was asked last; None: it does not, or no statement surely tells that."""
    full = asked_of_result(text, topic.last, language) if topic.statement_ids else ""
    if not full:
        return None
    before = Before("", topic.statement_ids, subject=topic.last)
    asked = having_asked(text, answerer.retrieve(full, language), before, answerer.base)
    is_told = asked.gap is None and asked.confidence > answerer.model.threshold
    return Understood(full, replace(topic, last=text), asked) if is_told else None
