"""Who or what of the statements given a pronoun stands for, and who is meant by those who came: what a search must be told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.answer import Answerer
from knowledge.asked.question import analyse
from knowledge.asked.values import full_names
from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.retrieval.before import Before
from knowledge.words.asking_words import WHO
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold

_PERSONAL = lazily(r"\b(?:he|she|his|her|him|er|ihn|ihm|seine?[mnrs]?)\b")
# of a woman, a thing or several
_SIE = lazily(
    r"\b(?:sie|ihre?[mnrs]?)\b|\b(?:ist|war|hat|macht|machte|kam|kommt|sitzt|arbeitet\w*|leitet\w*) (?:die|der)(?=\W*$| (?:jetzt|heute|noch|denn|da|dort|eigentlich|vorher|danach|auch|schon)\b)"
)
_WHO_OR_WHICH = lazily(r"\b(?:who|which|whose|wer|wem|wen|welche\w*)\b")
_ASKS_WHO = lazily(rf"\b(?:{WHO})\b")
_OF_SEVERAL = lazily(r"\b(?:they|them|their|its?|sie|die|deren|ihre?[mnrs]?)\b")
# a body that decides or acts, and what can stand for it
_BODY = lazily(
    r"\b(?:(?:programme )?advisory board|jury|(?:European )?Commission|Programmbegleitkreis|Programmbeirat|Beirat|(?:Europäische )?Kommission)(?=e?s?\b)"
    r"|\b[A-ZÄÖÜ][\w/.-]*(?: (?:[A-ZÄÖÜ][\w/.-]*|\+|&))* (?:GmbH|AG|e\. ?V\.)(?!\w)|\b(?:ESCA|EUCLES)\b"
)
_BOARD = lazily(r"\b(?:(?:programme )?advisory board|jury|Programmbegleitkreis|Programmbeirat|Beirat)(?=e?s?\b)")
_OF_BODY = lazily(
    r"\b(?:it|its|they|them|their|(?:that|this) (?:body|board|organi[sz]ation|association)|er|ihm|ihn|sie|die|der|dem|den|deren|dessen|dort|da|drin|darin|there|dieses gremium)\b"
)
# what stands for a body rather than for a person or a thing
PLACE = lazily(r"\b(?:dort|da|drin|darin|there|(?:in|on|at|of|to) it)\b")
_OF_MEMBERS: dict[Language, tuple[re.Pattern[str], str]] = {
    "en": (
        lazily(
            r"\bwho(?: all| else)? (?:sits?|sat|is|are|was|were|serves?) (?:on|in) (?:it|there|that)\b|\bwho (?:belongs|belonged) to it\b",
            re.I,
        ),
        "who sits on the",
    ),
    "de": (
        lazily(
            r"\bwer(?: alles)? (?:sitzt|saß|ist|war|sind|waren)(?: (?:denn|alles|da|dort|eigentlich))* (?:drin|darin|drinnen)\b|\bwer (?:gehört|gehörte)(?: (?:denn|alles|da|dem|ihm|ihr))* (?:dazu|an)\b",
            re.I,
        ),
        "wer sitzt im",
    ),
}
_EARLIER = lazily(
    r"\b(?:before|former\w*|previous\w*|predecessor\w*|vorher|davor|zuvor|fruher\w*|vorganger\w*|vor (?:ihr|ihm))\b"
)
_HOW_LONG = lazily(
    rf"{BEFORE}(?:since when|seit wann|(?:for )?how long|wie lange)(?:\W+(?:schon|denn|now|already|so far|eigentlich))*\W*"
)
_SINCE = lazily(r"\b(?:since|seit)\b")
# What is said in other words than statements have: who came, who is the boss
_IN_OTHER_WORDS: dict[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    "en": (
        (
            lazily(
                r"\b(how many)(?: (?:people|persons|guests|visitors))?(?: there)? (?:took part|attended|came|showed up|joined in|participated|were (?:there|present)|participants)\b"
                r"|\b(who)(?: all)? (?:took part|attended|came|showed up|participated|was (?:there|present))\b",
                re.I,
            ),
            "participants",
        ),
        (
            lazily(
                r"\b(who)(?:['’]?s| is| are| was)? (?:the |their |its )?(?:boss|chief|in charge)\b(?: (?:there|of (?:it|that|them))\b)?",
                re.I,
            ),
            "head director chair",
        ),
    ),
    "de": (
        (
            lazily(
                r"\b(wie ?viele)(?: (?:leute?|personen|gäste|besucher|menschen))?(?: (?:da|dort|denn))? (?:kamen|nahmen(?: (?:da|dort|daran))? teil|machten(?: (?:da|dort))? mit|(?:haben|hatten)(?: (?:da|dort|daran|denn))* (?:teilgenommen|mitgemacht)|waren(?: (?:da|dort|denn))* (?:da|dort|dabei|anwesend)|sind(?: (?:da|dort))? gekommen)\b"
                r"|\b(wer)(?: alles)? (?:kam|nahm(?: (?:da|dort|daran))? teil|machte(?: (?:da|dort))? mit|hat (?:da |dort |daran )?(?:teilgenommen|mitgemacht)|war (?:da|dort|dabei))\b",
                re.I,
            ),
            "Teilnehmer",
        ),
        (
            lazily(
                r"\b(wer) (?:ist|sind|war)(?: (?:da|dort|denn|eigentlich))* (?:(?:der|die|ihre?|sein|deren) )?(?:chefs?|chefin|boss|oberste\w*)\b(?: (?:da|dort|davon|von (?:denen|dem))\b)?"
                r"|\b(wer) hat(?: (?:da|dort|denn))* das sagen\b",
                re.I,
            ),
            "Leitung Direktor Vorsitz",
        ),
    ),
}


def of_person(text: str) -> bool:
    """Return whether `text` has a pronoun that can stand for a person."""
    return any(pattern.search(fold(text)) for pattern in (_PERSONAL, _SIE))


def asks_who_or_which(text: str) -> bool:
    """Return whether `text` asks who or which: then what the answer names first is what is spoken of."""
    return _WHO_OR_WHICH.search(fold(text)) is not None


def is_body(name: str) -> bool:
    """Return whether `name`, from `spoken_of`, is that of a body which decides or acts."""
    return _BODY.fullmatch(name) is not None


def spoken_of(text: str, language: Language, before: Before, answerer: Answerer) -> str:
    """Return the person, the body or the cluster of the statement given first that a pronoun in `text` can stand for, of several clusters
    the one that was asked about; "": none.
    """
    folded = fold(text)
    given = before.passages(answerer.base, language)[:1] if before.given else []
    of_people = _ASKS_WHO.search(fold(before.asked)) is not None
    personal = of_person(text) and (not _SIE.search(folded) or of_people)
    how_long = of_people and _HOW_LONG.fullmatch(folded) is not None
    for passage in given:
        people = full_names(passage.text, language) if personal or how_long else ()
        in_office = _in_office(people, passage.text)
        if personal and people:
            return people[0] if in_office is None or _EARLIER.search(fold(before.asked)) else in_office
        if how_long and in_office:
            return in_office
        told = passage.text if analyse(before.last).asked == "person" else before.asked
        body = (_BODY.search(before.last) if PLACE.search(folded) else None) or _BODY.search(told)
        if body and not people and _OF_BODY.search(folded):
            return body[0]
        names = answerer.base.cluster_names
        clusters = dict(names.find(passage.text))
        clusters = clusters if len(clusters) == 1 else dict(names.find(before.last))
        if len(clusters) == 1 and _OF_SEVERAL.search(folded):
            return answerer.base.profiles[next(iter(clusters))].short_name
    return ""


def board_in(passages: Sequence[Passage]) -> str:
    """Return the one board or jury that the first of `passages` names; "": it names none, or several."""
    boards = {found[0] for passage in passages[:1] for found in _BOARD.finditer(passage.text)}
    return boards.pop() if len(boards) == 1 else ""


def members_of(text: str, language: Language, subject: str) -> str:
    """Return the question who sits in `subject`, if `text` asks that of it; "": it does not."""
    pattern, asked = _OF_MEMBERS[language]
    return f"{asked} {subject}?" if subject and pattern.search(text) else ""


def _in_office(people: Sequence[str], text: str) -> str | None:
    """Return whom of `people`, named in `text` in this order, it says to be there "since" a time; None: nobody."""
    starts = [text.find(name) for name in people]
    bounds = zip(people, starts, (*starts[1:], len(text)), strict=False)
    return next((name for name, start, end in bounds if _SINCE.search(text, start, end)), None)


def in_other_words(text: str, language: Language) -> tuple[str, str] | None:
    """Return `text` without what it says of people who came, or of a boss, and with a noun for that; None: it says none.

    Statements tell of one and the same in many words: "60 participants", "about 30 people took part".
    """
    for pattern, noun in _IN_OTHER_WORDS[language]:
        found = pattern.search(text)
        if found is not None:
            asked = next(filter(None, found.groups()))
            return tuple(  # type: ignore[return-value]
                f"{text[: found.start()]}{asked} {by}".strip() + text[found.end() :] for by in ("", noun)
            )
    return None
