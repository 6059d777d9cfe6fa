"""Whether a statement, near to the question in all else, lacks the very thing that is asked for; then one must be surer of it.

What an asked line of the statement asks for, it has, in whatever words: editors know what they wrote the line for.
"""

from __future__ import annotations

from functools import lru_cache

from knowledge.asked.acts import tells_no_act
from knowledge.asked.borne import is_of_another_thing, lacks_thing, tells_how_long
from knowledge.asked.claim_words import light_stems
from knowledge.asked.counted_things import counts_other_things
from knowledge.asked.of_another import is_of_another_ministry
from knowledge.asked.passage_words import stems_in, words_of
from knowledge.asked.presence import says_nothing_of_it
from knowledge.asked.question import Asked, Question, analyse, holds, levels_in
from knowledge.asked.values import counted_missing, value_missing
from knowledge.patterns import lazily
from knowledge.records import Language, Passage
from knowledge.words.dictionary import is_known, lemma
from knowledge.words.text import fold, is_stop, stem, terms, tokenise

_REMEMBERED = 5000  # statements
_NAME = 4  # letters from which a word that no dictionary has is a name
_WITHOUT_VALUE = 0.9  # confidence from which a statement is given that lacks the amount, number, reason … asked for
_NEVER = 1.01  # what is not borne, or is of another: how long gold is valid is not how long bronze is
_OF_OTHERS = 0.95  # what counts, or prices, other things: of surer ones, all had it in words that are not known here
_WITHOUT_KIND = 0.93  # of a follow-up that asks for a kind of thing of which the statement does not speak
_WITHOUT_NOUN = 0.65  # of a follow-up with a noun that the statement lacks
_WITHOUT_ANY = 0.7  # of one of which it has no word that tells something
_WITHOUT_REASON = 1.0  # who asks why knows the rest
WITHOUT_THING = 0.8  # the same where it does not speak of the kind of thing that is asked for ("which building")
_KINDS: tuple[Asked, ...] = ("amount", "count", "duration", "reason")
_WHICH = lazily(
    r"\b(?:which|what|welche[rsmn]?)\b (?!(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|makes?|made|became|becomes|happen\w*"
    r"|of|about|kind|sort)\b)((?:\w+ ?){1,5})"
)
_NUMERALS = "one|two|three|four|five|six|seven|eight|nine|ten|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn"
# Words before the thing, and what need not be called so by what is one: "which company" is answered by a name, "what year" by a number.
_BEFORE = lazily(
    rf"(?:{_NUMERALS}|\d+|new|neue\w*|other|andere\w*"
    r"|well|known|grosse\w*|big|large)"
)
_NAMED = lazily(
    r"(?:years?|months?|days?|dates?|weeks?|times?|jahr\w*|monat\w*|tag\w*|datum|woche\w*|zeit\w*|termin\w*|uhr\w*|share|anteil|points?|punkt\w*|number\w*|nummer"
    r"|compan\w*|firm\w*|unternehmen|associations?|verein\w*|verband\w*|institut\w*|organi\w*|bod(?:y|ies)|clusters?|net(?:work|zwerk)\w*|members?|mitglied\w*"
    r"|partner\w*|countr\w*|nation\w*|states?|staat\w*|land\w*|cit(?:y|ies)|towns?|stadt\w*|ort\w*|places?|minist\w*|secretar\w*|person\w*|people|leute"
    r"|programm\w*|units?|divisions?|departments?|sections?|referat\w*|abteilung\w*|scientist\w*|wissenschaftler\w*|scholars?|forscher\w*|professor\w*|economists?|okonom\w*|politicians?|politiker\w*|authors?|autor\w*|minister\w*|proje[ck]t\w*|events?|veranstaltung\w*|conference\w*|parts?|teil\w*|ways?|areas?|bereich\w*|things?|ding\w*|role|rolle|name\w*)"
)
_WORD = lazily(r"[^\W\d_]+")
_DETERMINER = lazily(
    r"an?|the|his|her|their|its|our|your|any|what|which|der|die|das|de[mns]|ein\w{0,2}|kein\w{0,2}|sein\w{0,2}|ihr\w{0,2}|unser\w{0,2}|euer|eure\w?|welche\w?|im|am|vom|zum|zur"
)
# what goes with anything
_TELLS_NOTHING = frozenset(
    """part time day days year years first last end beginning start way thing job total people many long much kind sort number numbers
    anfang ende beginn teil zeit jahr jahre jahren mal male tag tage zeitpunkt leute anzahl zahl erste ersten erstes letzte letzten beiden
    lange viele art weise""".split()
)
# adverbs, and verbs that go with anything
_LIGHT = _TELLS_NOTHING | frozenset(
    """more less than mehr weniger altogether afterwards later earlier anyway again once really actually correct right true also maybe then together
    insgesamt zusammen hinterher nachher vorher nochmal damals dann irgendwas irgendein irgendwo irgendwie wirklich stimmt richtig
    heraus raus hinaus herein hervor herum dahin vielleicht eigentlich jetzt gemacht machen macht bekommen bekommt kriegen kriegt""".split()
)
# A cluster is asked for by its name; which ones may join is asked of what they are.
_WHICH_CLUSTER = lazily(
    rf"(?:\b(?:which|what|welche[rsmn]?) (?:(?:gocluster|german|other|new|first|last|single|ander\w+|neue\w?|erste\w?|letzte\w?|einzelne\w?|beiden|\w+isch\w+|\d+|{_NUMERALS}) )*|\bname of (?:the|that) |\bwie heiss(?:t|en) (?:das|die) )(?:clusters?|networks?|netzwerke?|members?|mitglied(?:er)?)\b"
    r"(?! (?:weeks?|policy|policies|platform|management|managers?|schemes?|programmes?|figures?|counts?|numbers?|monitor|organi[sz]ations|initiatives|criteri\w+|labels?)\b)"
    r"(?!.*\b(?:open|offen\w*|may|can|could|join|apply|konn\w*|kann|darf|durf\w*|werden)\b)"
)


def confidence_needed(question: Question, passage: Passage) -> float:
    """Return the confidence from which `passage` may be given as an answer, as far as it lacks what is asked for; 0.0: it has it."""
    if says_nothing_of_it(question, passage):
        return _NEVER
    if passage.kind != "statement" or question.yesno:
        return 0.0
    if tells_of_another_level(question, passage) or is_of_another_ministry(question.text, passage):
        return _NEVER
    not_borne = _not_borne(question, passage)
    if not_borne:
        return not_borne
    if lacks_value(question, passage):
        return _WITHOUT_REASON if question.asked == "reason" else _WITHOUT_VALUE
    return WITHOUT_THING if _lacks_kind(question, passage) else 0.0


def bears_in_context(question: Question, passage: Passage, confidence: float) -> bool:
    """Return whether the statement, of which one is so sure, may be given for what is asked in a follow-up."""
    if says_nothing_of_it(question, passage):
        return False
    if passage.kind != "statement" or question.yesno:
        return True
    if _not_borne(question, passage) or value_missing(question, passage):
        return False
    if confidence < _WITHOUT_KIND and _lacks_kind(question, passage):
        return False
    if confidence < _WITHOUT_NOUN and _lacks_noun(question.text, passage):
        return False
    return confidence >= _WITHOUT_ANY or not _lacks_all(question.text, passage)


def _not_borne(question: Question, passage: Passage) -> float:
    if tells_no_act(question, passage) or lacks_thing(question, passage):
        return _NEVER
    is_of_others = counts_other_things(question, passage) or is_of_another_thing(question, passage)
    return _OF_OTHERS if is_of_others else 0.0


def lacks_value_asked(question: Question, passage: Passage) -> bool:
    """Return whether the statement has not the amount, number, day … asked for, of the things or the body that are named."""
    return passage.kind == "statement" and (bool(_not_borne(question, passage)) or lacks_value(question, passage))


def _lacks_kind(question: Question, passage: Passage) -> bool:
    """Return whether a kind of thing is asked for ("which building") of which the statement does not speak."""
    thing = thing_asked(question.text, passage.language)
    return thing is not None and not stems_in(_stems(thing, passage.language), words_of(passage).anywhere)


def _lacks_noun(text: str, passage: Passage) -> bool:
    """Return whether `text` has a noun that is in the dictionary, and that the statement and its lines lack."""
    language, around = passage.language, words_of(passage).anywhere
    for noun in nouns_in(text, language):
        stems = _stems(noun, language)
        if noun not in _TELLS_NOTHING and stems - light_stems(language) and not stems_in(stems, around):
            return True
    return False


def speaks_of_nothing(text: str, passage: Passage) -> bool:
    """Return whether the statement and its lines lack a noun that `text` has, or all its words that tell something."""
    return _lacks_noun(text, passage) or _lacks_all(text, passage)


def _lacks_all(text: str, passage: Passage) -> bool:
    language, around = passage.language, words_of(passage).anywhere
    told = [token for token in tokenise(text) if len(token) >= _NAME and _is_telling(token, language)]
    if not told or any(stems_in(_stems(token, language), around) for token in told):
        return False
    # "empfahl" is of "empfohlen"
    return _lemmas(" ".join(told), language).isdisjoint(_lemmas(passage.text, language))


@lru_cache(maxsize=_REMEMBERED)
def _lemmas(text: str, language: Language) -> frozenset[str]:
    return frozenset(lemma(token, language) for token in tokenise(text) if len(token) >= _NAME)


def _is_telling(token: str, language: Language) -> bool:
    if token in _LIGHT or is_stop(token, language) or not is_known(token, language):
        return False
    return not _stems(token, language) <= light_stems(language)


@lru_cache(maxsize=2000)
def nouns_in(text: str, language: Language) -> tuple[str, ...]:
    """Return the folded words of `text` that are surely nouns, as far as a dictionary has them: behind an article or the like, and in
    German with a capital within a sentence.
    """
    found = []
    before = ""
    for word in _WORD.findall(text):
        folded = fold(word)
        is_noun = _DETERMINER.fullmatch(before) is not None or (language == "de" and bool(before) and word[0].isupper())
        if is_noun and len(folded) >= _NAME and not is_stop(folded, language) and _is_word(word, language):
            found.append(folded)
        before = folded
    return tuple(found)


def _is_word(word: str, language: Language) -> bool:
    """Return whether a dictionary has `word`, or the parts of it."""
    return is_known(word, language) or len(terms(word, language)) > 1


def lacks_cluster(question: Question, named: bool) -> bool:
    """Return whether a cluster is asked for by name, and the statement, which has `named` any or not, names none."""
    return not (named or question.yesno) and _WHICH_CLUSTER.search(fold(question.text)) is not None


def lacks_value(question: Question, passage: Passage) -> bool:
    """Return whether the statement `passage` has no amount, number, day, reason … where one is asked for, or tells of another
    level of the label than is asked about; never of plain text.
    """
    if passage.kind != "statement" or question.yesno:
        return False
    return (
        value_missing(question, passage)
        or counted_missing(question, passage)
        or _kind_missing(question, passage)
        or tells_of_another_level(question, passage)
    )


def tells_of_another_level(question: Question, passage: Passage) -> bool:
    """Return whether the statement names levels, but none that the question names; not of a body that both name: there the
    question presumes what the statement puts right ("As smart³ has gold …"), as one does that wants yes or no.
    """
    if passage.kind != "statement" or question.yesno:
        return False
    asked = levels_in(question.text)
    said = levels_in(passage.text) if asked else frozenset[str]()
    if not said or said & asked:
        return False
    shared = set(tokenise(question.text)) & set(tokenise(passage.text))
    return all(len(word) < _NAME or is_known(word, "en") or is_known(word, "de") for word in shared)


def _kind_missing(question: Question, passage: Passage) -> bool:
    if question.asked not in _KINDS or holds(question.asked, passage.text):
        return False
    if question.asked == "duration" and tells_how_long(fold(passage.text)):  # "from 2012 to 2020"
        return False
    return question.asked not in _asked_by(passage.asked)


@lru_cache(maxsize=_REMEMBERED)
def _asked_by(lines: tuple[str, ...]) -> frozenset[Asked]:
    """Return the kinds of thing that the asked lines of a statement ask for."""
    return frozenset(analyse(line).asked for line in lines)


def thing_asked(text: str, language: Language) -> str | None:
    """Return the folded word for the kind of thing that `text` asks for ("which building", "welche Software").

    None: it asks for none, or for one that is told by its name or number alone.
    """
    found = _WHICH.search(" ".join(tokenise(text)))
    words = (token for token in (found[1].split() if found else ()) if not is_stop(token, language))
    thing = next((word for word in words if not _BEFORE.fullmatch(word)), None)
    return None if thing is None or _NAMED.fullmatch(thing) else thing


def _stems(word: str, language: Language) -> frozenset[str]:
    return frozenset(terms(word, language)) or frozenset([stem(word, language)])
