"""Whether the numbers of a statement count other things than those of which the number is asked for.

Stricter than `values.counted_missing`, by which statements are ranked: a sentence that has the things and a number may count others.
"""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.dictionary import is_known
from knowledge.question import Question
from knowledge.records import Language, Passage
from knowledge.text import tokenise
from knowledge.values import (
    ANYTHING,
    CLAUSE_END,
    DAY,
    NUMBER,
    counted_by,
    names_of,
    things_counted,
    value_wanted,
    with_parts,
)

_REMEMBERED = 5000  # statements
_BEHIND = 4  # words behind a number among which what it counts stands
# who took part is not said: "how many came?"
_ATTENDED = re.compile(
    r"(?:came|come|attended|participated|took|turned|showed|joined|kamen|kommen|nahmen|teilgenommen|mitgemacht|mitmachten|gekommen|anwesend)"
)
_PARTICIPANTS: dict[Language, str] = {"en": "participants", "de": "teilnehmer"}
_VISITORS = re.compile(r"(?:visitors?|guests?|attendees?|spectators?|besucher\w*|gaste\w*|zuschauer\w*)")
_MEMBERS: dict[Language, str] = {"en": "members", "de": "mitglieder"}
# "how many of the events", "wie viele davon in Bayern": what is counted stands elsewhere
_ELSEWHERE = re.compile(
    r"\b(?:how many|wie ?viele)\b(?: (?:davon|dort|da|there|of (?:them|those|these)|von ihnen))? (?:of|von|in|im|at|on|auf|an|am|aus|bei|beim|from|with|mit|for|fur|during|wahrend|to|zu|zum|zur|by|per|pro)\b"
)
_NO_THING = re.compile(
    r"(?:altogether|overall|total|insgesamt|zusammen|exactly|roughly|ungefahr|circa|etwa|davon|first|last|erste\w*|letzte\w*)"
)


def counts_other_things(question: Question, passage: Passage) -> bool:
    """Return whether a number of things is asked for, and no number of the statement stands right before one of these: a sentence
    that has them and a number may count something else. What an asked line of the statement asks the number of, it counts.
    """
    if question.yesno or question.asked == "reason" or value_wanted(question.text) != "count":
        return False
    language = passage.language
    folded = " ".join(tokenise(question.text))
    things = [] if _ELSEWHERE.search(folded) else things_counted(question.text, language)
    if not things or ANYTHING.fullmatch(things[0]) or _NO_THING.fullmatch(things[0]):
        return False
    if not any(is_known(thing, language) or len(with_parts(thing, language)) > 1 for thing in things):
        return False  # misspelt, or of another language
    attended = _ATTENDED.fullmatch(things[0]) is not None
    things = [_PARTICIPANTS[language]] if attended else things
    own = set().union(*(with_parts(token, language) for token in things))
    if own & counted_by(passage.asked, language):
        return False
    alike = own.union(*(names_of(token, language) for token in things))
    if attended or _VISITORS.fullmatch(things[0]):  # who shows something at a fair is no visitor of it
        alike -= with_parts(_MEMBERS[language], language)
    return not alike & _counted_beside(passage.text, language)


@lru_cache(maxsize=_REMEMBERED)
def _counted_beside(text: str, language: Language) -> frozenset[str]:
    """Return the stems of the words that stand right behind the numbers in `text`."""
    found: set[str] = set()
    for clause in CLAUSE_END.split(text):
        words = DAY.sub(" ", " ".join(tokenise(clause))).split()
        for at, word in enumerate(words):
            if NUMBER.fullmatch(word):
                for behind in words[at + 1 : at + 1 + _BEHIND]:
                    found |= with_parts(behind, language)
    return frozenset(found)
