"""What is asked of the body that was told of, by "dort", "there" or nothing: "Wer ist da Vorsitzender?", "Seit wann ist go-cluster dabei?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.pointing.named import proper_names
from bot.pointing.spoken_of import PLACE, is_body, of_person
from knowledge.asked.passage_words import stems_in, words_of
from knowledge.asked.question import analyse
from knowledge.asked.values import full_names
from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.retrieval.before import statement_key
from knowledge.retrieval.retrieval import Retrieved
from knowledge.words.beginnings import BEFORE
from knowledge.words.text import fold, terms

_CAPITALS = lazily(r"[A-ZÄÖÜ][A-ZÄÖÜ-]+")
_WHICH_BODY = lazily(
    r"^\W*(?:which|what|welche[rs]?) (?:\w+ )?(?:associations?|organi[sz]ations?|bod(?:y|ies)|verband|organisation|verein|gremium|stelle)\b"
)
# whether, or since when, one is a member, and not of what
_IS_MEMBER = lazily(
    rf"{BEFORE}(?:since when|from when|when|for how long|how long|is|was|has|did|seit wann|wann|wie lange|ist|war)\b[\w ]*\b(?:gocluster|germany|deutschland)\b[\w ]*"
    r"\b(?:members?|joined|join|part of it|involved|represented|dabei|mitglied|beigetreten|vertreten|beteiligt)(?: (?:there|of it|in it|too|as well|auch|dort|da))*\W*"
)
_MEMBER = lazily(r"\b(?:Germany|Deutschland)\b")
_IN: dict[Language, str] = {"en": "{text} of {body}?", "de": "{text} von {body}?"}
_DABEI = lazily(r"\bdabei\b")
_OF_BODY = 0.6  # confidence from which what is asked of a body is answered by a statement that names it
_BEHIND = 2.0  # log-odds by which a statement that names it may be behind the first, which does not
_NEAR = 0.6  # how sure to be of that one: not enough for a yes or no


def member_of_body(text: str, question: str, given: str, language: Language) -> str:
    """Return `text`, which asks whether or since when go-cluster is a member, with the one body that `question` names, or, where that asks
    which body, the first that the statement `given` names beside; "": it does not ask that, or none is named, or several.
    """
    folded = fold(text)
    if _IS_MEMBER.fullmatch(folded) is None or proper_names(_MEMBER.sub(" ", text), language):
        return ""
    if _MEMBER.search(text) and PLACE.search(folded):
        return ""  # "there" tells of what: `asked_of_body`
    names = [name for name in dict.fromkeys(proper_names(question, language)) if not full_names(name, language)]
    if _WHICH_BODY.search(fold(question)):
        begins = given.split(" ", 1)[0].rstrip(",")
        names = [begins] if _CAPITALS.fullmatch(begins) and begins not in names else []
    asked = _DABEI.sub("Mitglied", text.rstrip("?!. "))
    return _IN[language].format(text=asked, body=names[0]) if len(names) == 1 else ""


def asked_of_body(
    text: str,
    language: Language,
    spoken_of: str,
    given: Sequence[str],
    own: Retrieved | None,
    retrieved: Retrieved,
) -> Retrieved | None:
    """Return the statements for "dort" and "there", which stand for the body that was told of; None: as they are ranked.

    They are those found for that body, where they tell more of it than was told. Whether it is so is said by a statement that
    names the body, or by none. `own` are the statements for `text` asked of the body; those with the ids `given` were told last.
    """
    if not (retrieved.candidates and PLACE.search(fold(text))):
        return None
    *_, name = (spoken_of if is_body(spoken_of) else _name_of(spoken_of)).split() or [""]
    named = frozenset(terms(name, language))
    if not named:
        return None
    first = retrieved.candidates[0].passage
    if own is not None and own.candidates and statement_key(first) in given:
        other = own.candidates[0].passage
        tells_more = statement_key(other) not in given and stems_in(named, words_of(other).around)
        if tells_more and own.confidence >= _OF_BODY and not own.gap:
            return own
        if analyse(text).asked == "person" and not of_person(text):
            return own if own.gap else replace(own, confidence=0.0)  # who it was that was told of, is told
    if not analyse(text).yesno or stems_in(named, words_of(first).around):
        return None
    least = retrieved.candidates[0].log_odds - _BEHIND
    of_it = tuple(
        c for c in retrieved.candidates if stems_in(named, words_of(c.passage).around) and c.log_odds >= least
    )
    return replace(retrieved, candidates=of_it or retrieved.candidates, gaps=(), confidence=_NEAR * bool(of_it))


def _name_of(subject: str) -> str:
    """Return what is spoken of, if that is no more than a name in capitals: "ESCA"; "": it is not."""
    names = [word for word in subject.split() if _CAPITALS.fullmatch(word)]
    return names[0] if len(names) == 1 else ""
