"""Which of the two languages a text is in, also for one to three words.

Four witnesses are heard: function words that only one language has, words that only one language's dictionary
has, words that the indexed texts use in one language, and lingua's n-gram model. Words of both languages ("die", "in", "was", "label") say nothing. Names of people
and places mislead n-gram models, so lingua counts least where words speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import sqrt

from lingua import Language as Lingua
from lingua import LanguageDetector, LanguageDetectorBuilder

from knowledge.patterns import lazily
from knowledge.records import Language
from knowledge.words.dictionary import is_known
from knowledge.words.text import squeeze
from knowledge.words.word_counts import total

_WORD = lazily(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# Function words of one language that are no word of the other.
_ONLY_EN = frozenset(
    """the of and is are it we our you your they their what which who when where why how does do did has have had can could
    should would with for from to on at by this that these those there any some not no my me us i he she been be were
    if or as about than then them its an yes please show find list give tell hi hello hey thanks thank
    clusters networks""".split()
)
_ONLY_DE = frozenset(
    """der das und ist sind wir unser unsere ich sie ihr ihre wer wie wo wann warum welche welcher welches welchen welchem
    mit für von zu zum zur auf bei beim im ein eine einen einem einer eines nicht kein keine gibt es haben habe hat können
    kann soll muss den dem des aus nach über unter oder als auch wenn dass ob uns mir mich noch nur sich wird werden wurde
    wurden bitte ja nein denn mal dort hier seit bis zwischen gegen ohne um vom hallo moin servus danke tschüss fuer ueber koennen dafür davon
    waren hatte hatten gab wieviel diese dieser dieses diesem diesen deren dessen wieso weshalb wozu etwas etwa sowie durch vor
    damals heute jetzt schon doch dann dazu darf dürfen möchte wollen worden geworden""".split()
)
# Function words of both: they are of the language of the one beside them ("Was ist die …", "What was in …").
_EITHER = frozenset("was die in an am so war man will also all".split())
# spoken German: behind these words English has no "is"
_SPOKEN_IS = lazily(r"\b(was|wer|wie|wo|wann|warum|wieso|das|es|dat) is\b", re.IGNORECASE)
# in an English question these are part of a name: "Who is Gerd Meier zu Köcker?"
_WITHIN_NAME = lazily(r"\b([A-ZÄÖÜ][\w-]+) (?:zu|von|vom|zum|zur|van)(?: (?:der|den|dem))? (?=[A-ZÄÖÜ])")
_MARKS = lazily(r"[äöüß]")
# what a German question does not begin with: capitalised words behind it are names, whatever language they are of
_ASKS_IN_ENGLISH = lazily(r"\W*(?:is|are|were|does|do|did|has|have|could|should|would)\b", re.IGNORECASE)
_SMALL = lazily(r"\b[^\W\d_A-ZÄÖÜ][^\W\d_]*(?:['’][^\W\d_]+)?")
_UNDECIDED = 0.15
_GRAMMAR = (
    2  # function words of one language, and none of the other, from which content words of the other are borrowed ones
)
_BORROWED = 0.4
_MOST_OF_LINGUA = 0.5


@lru_cache(maxsize=1)
def _lingua() -> LanguageDetector:
    # by groups of three letters alone: 5 MB instead of 94, and what it decides of messages of one to three words is as often right
    return LanguageDetectorBuilder.from_languages(Lingua.ENGLISH, Lingua.GERMAN).with_low_accuracy_mode().build()


@lru_cache(maxsize=50_000)
def _dictionary_vote(word: str) -> float:
    """Return +1 for a word of the German dictionary alone, -1 for one of the English alone, else 0."""
    german = is_known(word, "de") or is_known(word.capitalize(), "de")
    english = is_known(word, "en")
    return float(german) - float(english)


def _german_evidence(text: str, votes: Mapping[str, float]) -> float:
    words = [w.casefold() for w in _WORD.findall(_SPOKEN_IS.sub(r"\1 ist", text))]
    if _EITHER.issuperset(words):
        return 0.0
    n_german, n_english = _n_function_words(words, _ONLY_DE, _ONLY_EN), _n_function_words(words, _ONLY_EN, _ONLY_DE)
    if n_german == 1 and n_english >= _GRAMMAR and words[0] in _ONLY_EN and _WITHIN_NAME.search(text):
        return _german_evidence(_WITHIN_NAME.sub(r"\1 ", text, count=1), votes)
    if not n_german and _ASKS_IN_ENGLISH.match(text):
        words = [words[0], *(w.casefold() for w in _SMALL.findall(text[len(words[0]) :]))]
    grammar = 1.5 * (n_german - n_english)
    content = sum(
        0.6 * _dictionary_vote(word) + votes.get(word, 0.0) + (0.3 if _MARKS.search(word) else 0.0)
        for word in words
        if word not in _ONLY_DE and word not in _ONLY_EN
    )
    if not min(n_german, n_english) and max(n_german, n_english) >= _GRAMMAR and grammar * content < 0:
        content *= _BORROWED  # "Was waren die Key Topics beim Annual Meeting?"
    evidence = (grammar + content) / sqrt(len(words))
    if abs(evidence) > _MOST_OF_LINGUA + _UNDECIDED:
        return evidence  # lingua can turn it no more; its models take a third of a second to load
    probability = float(_lingua().compute_language_confidence(text, Lingua.GERMAN))
    return evidence + (probability - _MOST_OF_LINGUA)


def _is_of_both(text: str) -> bool:
    """Return whether each word of `text` is one of either language ("Motto?", "E-Mail?"); a letter is no word."""
    words = [w.casefold() for w in _WORD.findall(text) if len(w) > 1]
    return all(
        word in _EITHER
        or (_dictionary_vote(word) == 0 and word not in _ONLY_DE and word not in _ONLY_EN and is_known(word, "en"))
        for word in words
    )


def _n_function_words(words: Sequence[str], own: frozenset[str], other: frozenset[str]) -> int:
    """Return how many of `words` are function words of the language that alone has `own`."""
    n = 0
    for place, word in enumerate(words):
        if word in own:
            n += 1
        elif word in _EITHER:
            beside = {*words[max(0, place - 1) : place], *words[place + 1 : place + 2]}
            n += not beside.isdisjoint(own) and beside.isdisjoint(other)
    return n


class WordVotes(Mapping[str, float]):
    """For each word, how clearly it belongs to German (+1) or English (-1) texts.

    `counts` holds how often each casefolded word occurs in the texts of each language. Words met less than twice
    get no vote.
    """

    def __init__(self, counts: Mapping[Language, Mapping[str, int]]) -> None:
        self._german, self._english = counts.get("de", {}), counts.get("en", {})
        self._totals = max(1, total(self._german)), max(1, total(self._english))

    def __getitem__(self, word: str) -> float:
        n_de, n_en = self._german.get(word, 0), self._english.get(word, 0)
        if n_de + n_en < 2:
            raise KeyError(word)
        share_de, share_en = n_de / self._totals[0], n_en / self._totals[1]
        return (share_de - share_en) / (share_de + share_en)

    def __iter__(self) -> Iterator[str]:
        return (word for word in {*self._german, *self._english} if word in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def detect(text: str, *, default: Language | None = None, votes: Mapping[str, float] | None = None) -> Language:
    """Return the language of `text`; where nothing speaks for either, `default`, else English.

    `default` is the language of the conversation so far: it wins for names, numbers and words of both languages.
    `votes` are the `WordVotes` of the texts that are being asked about.
    """
    said = squeeze(text)[:2000]
    if default is not None and _is_of_both(said):
        return default
    evidence = _german_evidence(said, {} if votes is None else votes)
    if default is not None and abs(evidence) < _UNDECIDED:
        return default
    return "de" if evidence > 0 else "en"
