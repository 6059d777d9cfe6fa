"""By which phone, fax or e-mail what a statement told of is reached, asked in a word: "phone?" after the ordering service."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.session.sessions import Topic
from bot.session.understood import Understood, statement_given
from knowledge.answers.answer import Answerer
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_ASKING = (
    r"(?:(?:what is|what s|(?:was|wie) (?:ist|lautet)|haben sie|hast du|gibt es|do you have|is there|(?:hat|haben) (?:die|das|der|sie)|(?:does|do) (?:it|they) have) )?"
    r"(?:(?:the|a|an|its|their|der|die|das|eine?n?|nen?|dazu|auch|dort|there) )*"
)
_END = r"(?: (?:number|numbers|nummer|address|adresse))?(?: (?:there|dort|da|dazu|davon|bitte|please))*\W*"
# how it is asked for, and how a statement tells it
_WAYS = tuple(
    (lazily(rf"{BEFORE}{_ASKING}(?:{asked}){_END}"), lazily(told, re.IGNORECASE))
    for asked, told in (
        (
            r"(?:tele)?phone|telefon\w*|tel|call",
            r"\b(?:phone|telefon\w*|tel\.?)\b.{0,20}?\+?\d[\d /()-]{5,}|\+49[\d /()-]{5,}",
        ),
        (r"(?:tele)?fax\w*", r"\bfax\b.{0,20}?\+?\d[\d /()-]{5,}"),
        (r"e[ -]?mails?|mails?|mailadresse", r"\S@\S+\.\w"),
    )
)
_MOST_WORDS = 7
_SURE = 0.9  # the statement given has it


def reached_by(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return the statement given last for `text`, if that asks for a number or an address, and no more, that the statement has; None: it
    does not.
    """
    folded = fold(text)
    way = (
        next((told for asked, told in _WAYS if asked.fullmatch(folded)), None)
        if len(text.split()) <= _MOST_WORDS
        else None
    )
    given = statement_given(topic, language, answerer) if way is not None else []
    if way is None or not given or not way.search(given[0].text):
        return None
    asked = f"{topic.question} {text}"
    found = answerer.retriever.retrieve_of(asked, language, lambda passage: passage == given[0])
    if found is None:
        return None
    sure = max(found.confidence, _SURE)
    return Understood(asked, replace(topic, last=text), replace(found, gaps=(), confidence=sure))
