"""Yes or no, where the statement that answers decides it by what can be compared: years, months, numbers, label levels,
names, all or some, words that deny.

Only rules that held on labelled questions speak (docs/evaluation.md has the figures); where none does, the statement
stands alone. What has to be understood rather than compared, a rule does not decide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from knowledge.asked.claim_words import (
    ALL,
    ALSO,
    CHOICE,
    COMPARES,
    DENIES,
    EXCLUDES,
    FEWER,
    INSTEAD,
    LEVELS,
    LIMITS,
    MORE,
    NEEDS,
    NO_QUANTITY,
    REQUEST,
    is_list,
    light_stems,
)
from knowledge.asked.claims import claim
from knowledge.asked.question import Question, names_in, names_programme, years_in
from knowledge.asked.starts import start_claimed, started_then
from knowledge.naming.gazetteer import load_gazetteer
from knowledge.patterns import lazily
from knowledge.records import Language, Passage, Verdict
from knowledge.verdicts.claim_values import differs
from knowledge.verdicts.counted_claims import counts_otherwise, doubted_count
from knowledge.verdicts.opposites import opposed
from knowledge.verdicts.partners import has_part, is_partner
from knowledge.words.countries import asks_from_abroad
from knowledge.words.dictionary import is_known
from knowledge.words.splitting import clauses, sentences
from knowledge.words.text import fold, stem, terms, tokenise

_ABOUT = 0.5  # share that the statement must have to be about the same at all
_ABOUT_HALF = 0.3  # the same of a claim whose one half is what the statement does not say
_NEARLY_ALL = 0.75  # share that it must have to contradict a number
_MOST_OF_IT = 0.6  # share that a case of what is asked for must have beside the name
_FEW = 3  # fewer content words do not tell what is asked
_NAME_BEGINNING = 6
_ALONE = lazily(r"\b(?:solely|exclusively|alone|ausschliesslich|allein\w*)\b")
_TOGETHER = lazily(r"\b(?:jointly|together|in addition|besides|gemeinsam\w*|ausserdem|zudem)\b")
_EVER = lazily(r"\b(?:ever|jemals|je|schon (?:ein)?mal|already|bereits)\b")
_FIGURE = lazily(
    r"\b(?:figures?|numbers?|correct|right|true|zahl|angabe|richtig|korrekt|stimm(?:t|en|te))\b|\d[\d.,]*",
    re.IGNORECASE,
)
_BOUND = lazily(r"\b(?:before|after|until|by|vor|nach|bis|ab)\b")
_AND = lazily(r"\b(?:and|und)\b")
_NEVER = lazily(r"(?!)")
_YEARS_IN_A_ROW = lazily(r"\b(?:19|20)\d\d(?:(?:,\s*|,?\s+(?:and|und|or|oder)\s+)(?:19|20)\d\d)+\b")
_AGENT = lazily(r"\b(?:by|from|von|vom|durch)\s+(?!\d)((?:[\w/-]+\s*){1,3})")
_TWO_NAMES = lazily(r"(?=\b([A-ZÄÖÜ][a-zäöüß]{2,}) ([A-ZÄÖÜ][a-zäöüß]{2,})\b)")
_IN = lazily(r"\bin ([A-Z][a-zäöüß]{3,})\b(?![-’'])")
_AROUND = frozenset(("germany", "europe"))  # where the cities of the statement are
_CITY_STATES = ("BE", "HB", "HH")


def verdict(question: Question, passages: Sequence[Passage]) -> Verdict | None:
    """Return whether the statements given, the first of which decides, say yes or no; None: that cannot be compared.

    A question that denies something ("isn't … free?") gets no verdict, since yes and no can be taken either way; nor does
    one that gives a choice ("free or not?"). A tag ("…, isn't it?") denies nothing.
    """
    claimed = claim(question.text)
    asked, said = " ".join(tokenise(claimed)), " ".join(tokenise(passages[0].text))
    if not question.yesno or DENIES.search(asked) or CHOICE.search(asked) or REQUEST.search(asked):
        return None
    if doubted_count(question.text):
        return None  # is it right that it is wrong?
    language, heading = passages[0].language, set(terms(passages[0].heading, passages[0].language))
    wanted = set(terms(claimed, language)) - light_stems(language)
    if not wanted:
        return None
    start = start_claimed(question.text, language)
    started = started_then(start, passages[0].text) if start is not None else None
    if started is not None:
        return started
    if differs(claimed, " ".join(passage.text for passage in _of_the_same(asked, passages))):
        return "no"
    plainly = plain_verdict(question, passages[0])
    if plainly is not None:
        return plainly
    share = _share(wanted, heading | set(terms(passages[0].text, language)))
    is_about = share >= _ABOUT
    if is_about and ALL.search(NO_QUANTITY.sub("", asked)) and not ALL.search(said):
        return "no"
    if is_about and _contradicts(asked, said):
        return "no"
    if share >= _ABOUT_HALF and (_is_instead(asked, said) or _is_opposed(asked, said)):
        return "no"
    if _names_another(claimed, wanted, passages):
        return "no"
    if NEEDS.search(asked) and not NEEDS.search(said):
        return None
    if has_part(claimed, asked, said, language) or is_partner(claimed, passages[0].text):
        return "yes"
    plain = not any(pattern.search(text) for pattern in (LIMITS, ALL) for text in (asked, said))
    if is_list(passages[0].text) or not plain or DENIES.search(said) or EXCLUDES.search(said):
        return None
    if years_in(claimed) and len(years_in(passages[0].text)) > 1:
        heading = set()  # it does not tell which year is of what
    return "yes" if _says_all(claimed, asked, wanted, passages[0], heading) else None


def plain_verdict(question: Question, passage: Passage) -> Verdict | None:
    """Return yes or no where `passage` decides it so plainly that it need not be sure to be what is asked for; None: it does not.

    No, if it has nearly all that is claimed, but another number of the things that are counted; yes, if it is asked whether
    there ever was something with somebody who is named, and it tells of one such case.
    """
    asked = fold(question.text)
    if not question.yesno or not (_EVER.search(asked) or any(letter.isdigit() for letter in asked)):
        return None
    start, end = sentences(question.text)[-1]  # a greeting claims nothing
    claimed, language = (
        claim(question.text[start:end]).rpartition(": ")[2],
        passage.language,
    )  # nor does what announces it
    said = frozenset(terms(f"{passage.text} {passage.heading}", language))
    wanted = frozenset(terms(_EVER.sub(" ", _FIGURE.sub(" ", claimed)), language)) - light_stems(language)
    words = " ".join(tokenise(claimed))
    if (
        not wanted
        or any(pattern.search(words) for pattern in (DENIES, CHOICE, REQUEST))
        or doubted_count(question.text)
    ):
        return None
    if counts_otherwise(claimed, passage.text, language):
        wanted -= {one for one in wanted if one.isdigit()}
        return "no" if wanted and len(wanted & said) >= _NEARLY_ALL * len(wanted) else None
    if (
        not _EVER.search(asked)
        or _BOUND.search(words)
        or DENIES.search(" ".join(tokenise(passage.text)))
        or is_list(passage.text)
    ):
        return None
    if years_in(claimed) - years_in(passage.text):
        return None
    names = frozenset(stem(name, language) for name in names_in(claimed, language))
    least = _MOST_OF_IT if names else 1.0
    return "yes" if names <= said and len(wanted & said) >= least * len(wanted) else None


def is_of_other_place(asked: str, passages: Sequence[Passage]) -> bool:
    """Return whether what is `asked`, with what was told before it, names a city that no statement does, or those from abroad where
    a statement is of those from Germany: that no yes can be said of.
    """
    text = " ".join(f"{passage.text} {passage.heading}" for passage in passages)
    return asks_from_abroad(asked, text) or bool(_cities(asked).keys() - _cities(text).keys())


def _of_the_same(asked: str, passages: Sequence[Passage]) -> Sequence[Passage]:
    """Return the first of `passages`, and those of the others that speak of go-cluster, if the claim and the first do: that another
    thing began in a year says nothing of when the programme did.
    """
    if not (names_programme(asked) and names_programme(passages[0].text)):
        return passages
    return [passage for passage in passages if names_programme(passage.text)]


def _share(wanted: set[str], said: set[str]) -> float:
    return len(wanted & said) / len(wanted)


def _contradicts(asked: str, said: str) -> bool:
    """Return whether a claim excludes what a plain statement says, or gives to one alone what several do together."""
    if EXCLUDES.search(asked):
        return not (EXCLUDES.search(said) or DENIES.search(said))
    return bool(_ALONE.search(asked) and _TOGETHER.search(said) and not LIMITS.search(said))


def _is_instead(asked: str, said: str) -> bool:
    """Return whether a claim has one thing in the place of another, and the statement knows no such choice."""
    return INSTEAD.search(asked) is not None and not (INSTEAD.search(said) or DENIES.search(said))


def _is_opposed(asked: str, said: str) -> bool:
    """Return whether a claim has the opposite of a word of a plain statement; that something is so as well excludes nothing."""
    return opposed(asked, said) and not (ALSO.search(asked) or DENIES.search(said))


def _names_another(claimed: str, wanted: set[str], passages: Sequence[Passage]) -> bool:
    """Return whether the claim names a city, a person or a body that the statements lack, while they name another.

    They must have most of the claim's other words, or asked lines that do.
    """
    language, text = passages[0].language, " ".join(f"{passage.text} {passage.heading}" for passage in passages)
    names, said = set(names_in(claimed, language)), set(tokenise(text))
    cities = _cities(claimed)
    if cities:
        cities_said = _cities(text)
        is_another = bool(cities_said and not cities.keys() & cities_said.keys())
    else:
        missing = {name for name in _pairs(claimed, names) if not _is_said(name, said)}
        is_another = bool(missing and _pairs(text, set(names_in(text, language))) - missing)
        if not is_another and language == "en":
            is_another = _is_in_another(claimed, names, said) and bool(_cities(text))
    if not is_another:
        return False
    named = {word for name in cities.values() for word in terms(name, language)} | {stem(n, language) for n in names}
    rest = wanted - named
    known = {word for line in (text, *passages[0].asked) for word in terms(line, language)}
    return bool(rest) and _share(rest, known) >= _ABOUT


def _is_in_another(claimed: str, names: set[str], said: set[str]) -> bool:
    """Return whether the claim names a place abroad, which no list of places has, that is not among the words said."""
    places = {fold(word) for word in _IN.findall(claimed)} & names - _AROUND
    if not places:
        return False
    around = {fold(word) for name in load_gazetteer().find(claimed) for word in name.words.split()}
    return any(not _is_said(place, said) for place in places - around)


@lru_cache(maxsize=2000)
def _cities(text: str) -> Mapping[str, str]:
    """Return the ids of the cities that `text` names, with the words that name them."""
    found = load_gazetteer().find(text)
    return {n.ids[0]: n.words for n in found if n.kind == "city" or (n.kind == "land" and n.ids[0] in _CITY_STATES)}


def _pairs(text: str, names: set[str]) -> set[str]:
    """Return those of `names` that stand two together, one of which no dictionary has: a person, or a body.

    A capitalised word that stands alone may be a noun or an adjective ("the French"), or abbreviate something.
    """
    pairs = [tuple(map(fold, pair)) for pair in _TWO_NAMES.findall(text)]
    known = [{part for part in pair if is_known(part, "en") or is_known(part, "de")} for pair in pairs]
    return {
        part for pair, words in zip(pairs, known, strict=True) if len(words) < 2 and {*pair} <= names for part in pair
    }


def _is_said(name: str, said: set[str]) -> bool:
    return any(token.startswith(name[:_NAME_BEGINNING]) for token in said)


def _says_all(claimed: str, asked: str, wanted: set[str], passage: Passage, heading: set[str]) -> bool:
    """Return whether one clause of the statement, as semicolons divide it, says all that is claimed, its heading included.

    Names, years, numbers and levels must be in the clause. What compares, and a claim with two years or two levels, can
    have the same words and be wrong.
    """
    levels = [level for level in LEVELS if level.search(asked)]
    is_ordered = bool(COMPARES.search(asked)) and not (MORE.search(asked) or FEWER.search(asked))
    if len(wanted) < _FEW or len(years_in(claimed)) > 1 or len(levels) > 1 or is_ordered:
        return False
    if years_in(claimed) and _BOUND.search(asked):
        return False
    language = passage.language
    hard = {stem(name, language) for name in names_in(claimed, language)} & wanted
    # of two things joined by "and", each has its own share of what is said: "A from Bonn and B from Ulm"
    joined = _AND if hard and not _AND.search(asked) else _NEVER
    hard |= {word for word in wanted if any(c.isdigit() for c in word) or any(level.search(word) for level in LEVELS)}
    for clause in (part for whole in clauses(passage.text) for part in joined.split(whole)):
        said = set(terms(clause, language))
        # which year is of which thing? What is said of years in a row is so in each of them
        several = bool(years_in(claimed)) and len(years_in(_YEARS_IN_A_ROW.sub("2000", clause))) > 1
        if (
            not several
            and hard <= said
            and wanted <= said | heading
            and _agents(claimed, language) <= _agents(clause, language)
        ):
            return True
    return False


def _agents(text: str, language: Language) -> set[str]:
    """Return the stems of what stands behind "by" or "from": who did a thing is not whom it was done to."""
    found = (set(terms(match[1], language)) for match in _AGENT.finditer(text))
    return set().union(*found)
