"""Whether the numbers of a statement count other things than those of which the number is asked for.

Stricter than `values.counted_missing`, by which statements are ranked: a sentence that has the things and a number may count others.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.asked.question import Question
from knowledge.asked.values import (
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
from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.words.dictionary import is_known
from knowledge.words.text import stem, tokenise

_BEHIND = 4  # words behind a number among which what it counts stands
# who took part is not said: "how many came?"
_ATTENDED = lazily(
    r"(?:came|come|attended|participated|took|turned|showed|joined|kamen|kommen|nahmen|teilgenommen|mitgemacht|mitmachten|gekommen|anwesend)"
)
_PARTICIPANTS: dict[Language, str] = {"en": "participants", "de": "teilnehmer"}
_VISITORS = lazily(r"(?:visitors?|guests?|attendees?|spectators?|besucher\w*|gaste\w*|zuschauer\w*)")
_MEMBERS: dict[Language, str] = {"en": "members", "de": "mitglieder"}
# "how many of the events", "wie viele davon in Bayern": what is counted stands elsewhere
_ELSEWHERE = lazily(
    r"\b(?:how many|wie ?viele)\b(?: (?:davon|dort|da|there|of (?:them|those|these)|von ihnen))? (?:of|von|in|im|at|on|auf|an|am|aus|bei|beim|from|with|mit|for|fur|during|wahrend|to|zu|zum|zur|by|per|pro|(?:an?|each|every|je|jede[ns]?|eine[nm]?) (?:year|month|week|day|jahr|monat|woche|tag))\b"
)
# "how many applied?", "wie viele wurden gefördert?": it is left out
_LEFT_OUT = lazily(
    r"\b(?:how many|wie ?viele)\b(?: (?:davon|of (?:them|those|these)))? (?:ha[sd]|have|are|is|were|was|did|do|got|get|hat|haben|hatten?|sind|ist|waren?|wurden?|werden|konn\w+|muss\w*|durf\w+|\w+ed)\b"
)
_NO_THING = lazily(
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
    if not attended and _LEFT_OUT.search(folded):
        return False
    things = [_PARTICIPANTS[language]] if attended else things
    own = set().union(*(with_parts(token, language) for token in things))
    alike = own.union(*(names_of(token, language) for token in things))
    if attended or _VISITORS.fullmatch(things[0]):  # who shows something at a fair is no visitor of it
        alike -= with_parts(_MEMBERS[language], language)
    counted = set(_behind_numbers(passage.text))
    if any(stem(word, language) in alike for word in counted):
        return False
    # parts of words, and asked lines, take longer to look at
    return not (
        any(with_parts(word, language) & alike for word in counted) or own & counted_by(passage.asked, language)
    )


def _behind_numbers(text: str) -> Iterator[str]:
    """Yield the folded words that stand right behind the numbers in `text`, but for those of dates."""
    for clause in CLAUSE_END.split(text):
        words = DAY.sub(" ", " ".join(tokenise(clause))).split()
        for at, word in enumerate(words):
            if NUMBER.fullmatch(word):
                yield from words[at + 1 : at + 1 + _BEHIND]
