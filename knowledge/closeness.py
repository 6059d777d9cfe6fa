"""How close the wording of a passage is to a query: what the two runs cannot see, compared text with text.

    sentence   the share of the query's information that one sentence of the passage covers
    bigrams    the share of it in pairs of neighbouring words that the passage has as well
    grams      BM25 over groups of five letters within words, against the best of the pool: it forgives inflection,
               compounds and spelling, where stems do not

All three are worked out for a pool of passages only, for all of it at once, and each is between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from knowledge.passage_words import Joined, Keys, PassageWords, first_parts, grams, number, pair_number, sums, words_of
from knowledge.records import Language, Passage
from knowledge.text import terms

_K1, _B = 1.2, 0.75  # as FTS5 has them
_Information = Callable[[str], float]
_Floats = npt.NDArray[np.float64]
# A word of the query as a passage may have it: one stem, or each of several translations, which may have more than one.
Group = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Closeness:
    """The three measures of one passage."""

    sentence: float
    bigrams: float
    grams: float


@dataclass(frozen=True, slots=True)
class Wording:
    """A query as passages of one language are compared with it: its words in order, and its groups of letters."""

    groups: tuple[Group, ...]
    grams: frozenset[str]

    @classmethod
    def of(cls, text: str, language: Language) -> Wording:
        """Return the wording of `text`, which is in the language of the passages."""
        return cls(tuple(((stem,),) for stem in terms(text, language)), frozenset(grams(text, language)))

    @classmethod
    def translated(cls, forms: Sequence[tuple[str, ...]], language: Language) -> Wording:
        """Return the wording of translated words, each with its forms in `language`, the language of the passages."""
        groups = (tuple(filter(None, (tuple(terms(form, language)) for form in word))) for word in forms)
        text = " ".join(form for word in forms for form in word)
        return cls(tuple(group for group in groups if group), frozenset(grams(text, language)))


def closeness(passages: Sequence[Passage], wording: Callable[[Language], Wording], of: _Information) -> list[Closeness]:
    """Return how close each of `passages` is, in order.

    `wording` gives the query for the passages of a language, `of` the information of a stem.
    """
    if not passages:
        return []
    words = [words_of(p) for p in passages]
    wordings = {language: wording(language) for language in dict.fromkeys(p.language for p in passages)}
    spoken = {language: np.array([p.language == language for p in passages]) for language in wordings}
    sentence, bigrams = np.zeros(len(passages)), np.zeros(len(passages))
    for language, asked in wordings.items():
        own = spoken[language]
        of_language = [w for w, is_own in zip(words, own, strict=True) if is_own]
        sentence[own], bigrams[own] = _covered(of_language, _Asked.of(asked.groups, of))
    letters = _gram_scores(words, [(wordings[language].grams, spoken[language]) for language in wordings])
    return list(map(Closeness, sentence.tolist(), bigrams.tolist(), letters.tolist()))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The words of a query for the passages of one language.

    `groups` are its different words, each with its worth, `total` is all these together; `neighbours` are the numbers of
    the pairs as which two neighbouring words can stand together, with their worth.
    """

    groups: Mapping[Group, float]
    neighbours: Sequence[tuple[frozenset[int], float]]
    total: float

    @classmethod
    def of(cls, groups: Sequence[Group], of: _Information) -> _Asked:
        worth = [max(sum(map(of, stems)) / len(stems) for stems in group) for group in groups]
        different = dict(zip(groups, worth, strict=True))
        neighbours = [
            (frozenset(pair_number(number(a[-1]), number(b[0])) for a in left for b in right), left_worth + right_worth)
            for (left, left_worth), (right, right_worth) in pairwise(zip(groups, worth, strict=True))
        ]
        return cls(different, neighbours, sum(different.values()))


def _covered(words: Sequence[PassageWords], asked: _Asked) -> tuple[_Floats, _Floats]:
    """Return the shares of the query that the best sentence, and pairs of words, of each passage cover."""
    if not asked.total:
        return np.zeros(len(words)), np.zeros(len(words))
    lengths = [w.sentence_lengths for w in words]
    said = _in_sentences(Joined.of_parts([w.sentence_stems for w in words], lengths), sum(map(len, lengths)), asked)
    sentence = np.maximum.reduceat(said, first_parts(lengths))
    pairs = Joined.of([w.pairs for w in words])
    keys = Keys(pair for either, _ in asked.neighbours for pair in either)
    places, which = keys.found_in(pairs.numbers)
    has = np.zeros((len(words), len(keys)), dtype=bool)
    has[pairs.owner[places], which] = True
    plain = np.zeros(len(keys))
    neighbours = np.zeros(len(words))
    for either, worth in asked.neighbours:
        columns = [keys.place_of[pair] for pair in either]
        if len(columns) == 1:
            plain[columns] += worth
        else:
            neighbours += worth * has[:, columns].any(axis=1)
    neighbours += has @ plain
    # a word that is asked twice has more neighbours than it counts for
    return sentence / asked.total, np.minimum(1.0, neighbours / (2 * asked.total))


def _in_sentences(stems: Joined, n_sentences: int, asked: _Asked) -> _Floats:
    """Return how much of the query each sentence covers: of a word with several forms, the form that is most complete."""
    keys = Keys(number(stem) for group in asked.groups for form in group for stem in form)
    places, which = keys.found_in(stems.numbers)
    owner = stems.owner[places]
    plain, several = np.zeros(len(keys)), []
    for group, worth in asked.groups.items():
        if len(group) == 1 and len(group[0]) == 1:
            plain[keys.place_of[number(group[0][0])]] += worth
        else:
            several.append((group, worth))
    said = sums(plain[which], owner, n_sentences)
    for group, worth in several:
        shares = np.zeros(n_sentences)
        for form in group:
            counts = np.zeros(len(keys))
            for stem in form:
                counts[keys.place_of[number(stem)]] += 1 / len(form)
            shares = np.maximum(shares, sums(counts[which], owner, n_sentences))
        said += worth * shares
    return said


def _gram_scores(
    words: Sequence[PassageWords], wanted: Sequence[tuple[frozenset[str], npt.NDArray[np.bool_]]]
) -> _Floats:
    """Return BM25 of the groups of letters, the pool being the collection, divided by the best.

    `wanted` are the query's, each with the passages that they are for.
    """
    n = len(words)
    found = Joined.of([w.grams for w in words])
    counts = np.concatenate([w.gram_counts for w in words]).astype(np.float64)
    lengths = sums(counts, found.owner, n)
    keys = Keys(number(gram) for grams_wanted, _ in wanted for gram in grams_wanted)
    places, which = keys.found_in(found.numbers)
    if not len(places):
        return np.zeros(n)
    owner, counts = found.owner[places], counts[places]
    df = np.bincount(which, minlength=len(keys))
    worth = np.log(1 + (n - df + 0.5) / (df + 0.5)) * (_K1 + 1)
    damping = _K1 * (1 - _B + _B * lengths / (lengths.sum() / n))
    asked = np.zeros((n, len(keys)), dtype=bool)
    for grams_wanted, spoken in wanted:
        own = np.zeros(len(keys), dtype=bool)
        own[[keys.place_of[number(gram)] for gram in grams_wanted]] = True
        asked[spoken] = own
    score = worth[which] * counts / (counts + damping[owner]) * asked[owner, which]
    scores = sums(score, owner, n)
    best = float(scores.max())
    return scores / best if best else scores
