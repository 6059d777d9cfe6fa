"""Whether it is asked if there was a thing, or if somebody was there, of which a statement on the event says nothing.

Such a statement says neither yes nor no, though it is of the very event.
"""

from __future__ import annotations

import re

from knowledge.asked.claim_words import light_stems
from knowledge.asked.numerals import numbers_said
from knowledge.asked.passage_words import stems_in, words_of
from knowledge.asked.question import Question, names_in
from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.words.dictionary import is_known
from knowledge.words.text import fold, is_stop, stem, terms, tokenise

_ANY = (
    r"(?:(?:any|an?|also|some|even|ever|still|no|really|actually|auch|noch|denn|da|dort|dabei|dazu|eigentlich|mal|schon|ein|eine[nr]?|keine?n?|irgendein\w*|irgendwelche\w*|etwas"
    r"|(?:sowas|so etwas) wie|something like)\s+)*"
)
# What is asked of the present may be told in other words ("is there a fee?"); of an event, what was there
_WORDS = r"((?:[\w-]+(?:\s+|\W*$)){1,4})"
_IS_THERE: dict[Language, re.Pattern[str]] = {
    "en": lazily(rf"\b(?:was|were|had) there(?: been)?\s+{_ANY}{_WORDS}"),
    "de": lazily(rf"\b(?:gabs|gab\W(?:es|s|das))\s+(?:.*\b(?:auch|noch)\s+{_ANY}(\w+)\W*$|{_ANY}{_WORDS})"),
}
# what a noun and its adjectives end before
_AFTER = lazily(
    r"(?:at|in|on|for|from|of|to|by|with|among|between|during|after|before|zu[mr]?|bei|beim|im|am|an|auf|fur|von|vom|mit|nach|seit|aus|bis|uber|unter|der|die|das|dem|den)"
)
_QUANTITY = lazily(r"(?:fewer|less|more|enough|mehr|weniger|genug|viele\w*|many|several|mehrere\w*|over|mindestens)")
# somebody by a name with a capital, before where they were
_SOMEBODY = lazily(
    r"^\W*(?:Was|Were|War|Waren|Hat|Haben|Did|Nahm|Kam|was|were|war|waren|hat|haben|did|nahm|kam)\s+((?:[A-ZÄÖÜ][\w.-]+\s+){1,4})(?=[a-zäöüß])"
)
_THERE = lazily(
    r"\b(?:dabei|besucht|teilgenommen|anwesend|zu gast|vor ort|there|present|visit\w*|attend\w*|take part|come to|eingeladen|nahm .*\bteil)\b"
)
_AT = lazily(
    r"(?:(?:also|even|ever|already) )?at\b"
)  # right behind somebody: "was Sweden a partner at …" asks for another thing
_LEAST = 4  # letters


def says_nothing_of_it(question: Question, passage: Passage) -> bool:
    """Return whether yes or no is asked of the presence of something or somebody of which neither the statement nor a line asked of
    it speaks; False of plain text.
    """
    if not question.yesno or passage.kind != "statement":
        return False
    folded, language = fold(question.text), passage.language
    found = _IS_THERE[language].search(folded)
    if found is not None:
        things = _nouns(next((group for group in found.groups() if group), ""))
        telling = [word for word in things if _is_telling(word, question.text, language)]
        return bool(telling) and len(telling) == len(things) and not any(_speaks_of(word, passage) for word in telling)
    somebody = _SOMEBODY.match(question.text)
    if somebody is None or not (_THERE.search(folded) or _AT.match(question.text, somebody.end())):
        return False
    return not _speaks_of(tokenise(somebody[1])[-1], passage)


def _nouns(words: str) -> list[str]:
    """Return `words` up to one that goes on with something else; empty where they count."""
    found: list[str] = []
    for word in tokenise(words):
        if _AFTER.fullmatch(word):
            break
        if _QUANTITY.fullmatch(word) or numbers_said(word):
            return []
        found.append(word)
    return found


def _is_telling(word: str, text: str, language: Language) -> bool:
    if len(word) < _LEAST or is_stop(word, language) or stem(word, language) in light_stems(language):
        return False
    return is_known(word, language) or word in names_in(text, language)


def _speaks_of(word: str, passage: Passage) -> bool:
    stems = {stem(word, passage.language), *terms(word, passage.language)}
    return bool(stems_in(stems, words_of(passage).anywhere)) or word in tokenise(passage.text)
