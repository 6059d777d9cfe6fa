"""The website of what a statement told of, asked in a word: "link?", "Adresse?" after the Cluster Platform."""

from __future__ import annotations

from dataclasses import replace

from bot.pointing.read_in_full import subject_of
from bot.session.sessions import Topic
from bot.session.understood import Understood, statement_given
from knowledge.answers.answer import Answerer
from knowledge.asked.passage_words import stems_in, words_of
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold, terms

_WEBSITE = lazily(
    rf"{BEFORE}(?:(?:what is|what s|(?:was|wie) (?:ist|lautet)|haben sie|hast du|habt ihr|gibt es|do you have|is there|can i (?:have|get)|(?:hat|haben) (?:die|das|der|es|sie)|(?:does|do) (?:it|that|this|they) have|gibt(?: es|s)?(?: da| dazu)?) )?(?:(?:the|a|an|its|their|der|die|das|eine?n?|nen?|dazu|auch|there|web) )*"
    r"(?:links?|urls?|websites?|web ?sites?|web ?seiten?|home ?pages?|(?:internet|web)? ?adress(?:e|en)|(?:web )?address)(?: (?:to|for|of|dazu|davon|dafur|von) (?:it|that|this|der|dem|das))?(?: (?:dazu|davon|bitte|please|pls|da|there))*\W*"
)
_IS_WEBSITE = lazily(r"\bwww\.|https?://")
_MOST_WORDS = 7
_NAME = "go-cluster"
_BEHIND = 3.0  # log-odds by which the statement that has the website may be behind the first
_ASKED: dict[Language, str] = {"en": "What is the website of {thing}?", "de": "Wie lautet die Website von {thing}?"}


def of_website(text: str, language: Language, topic: Topic, answerer: Answerer) -> Understood | None:
    """Return the question for the website of what was asked about, if `text` asks that and no more; None: it does not, or no statement
    that speaks of the same thing as the one given last has a website.
    """
    if len(text.split()) > _MOST_WORDS or not _WEBSITE.fullmatch(fold(text)):
        return None
    thing = subject_of(topic.question, language)
    stems = set(terms(thing, language, compounds=False)).difference(terms(_NAME, language, compounds=False))
    given = statement_given(topic, language, answerer)
    if not stems or not given:
        return None
    telling = {max(sorted(stems), key=answerer.base.searcher.information.of)}
    if not stems_in(telling, words_of(given[0]).sentence_stems):
        return None
    full = _ASKED[language].format(thing=thing)
    found = answerer.retrieve(full, language)
    least = found.candidates[0].log_odds - _BEHIND if found.candidates else 0.0
    having = tuple(
        candidate
        for candidate in found.candidates
        if candidate.log_odds >= least
        and _IS_WEBSITE.search(candidate.passage.text)
        and stems_in(telling, words_of(candidate.passage).around)
    )
    if not having or found.gap:
        return None
    return Understood(full, replace(topic, last=text), replace(found, candidates=having[:1]))
