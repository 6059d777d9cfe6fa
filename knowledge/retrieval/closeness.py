"""How close the wording of a passage is to a query: what the two runs cannot see, compared text with text.

    sentence   the share of the query's information that one sentence of the passage covers
    bigrams    the share of it in pairs of neighbouring words that the passage has as well
    grams      BM25 over groups of five letters within words, against the best of the pool: it forgives inflection,
               compounds and spelling, where stems do not

All three are worked out for a pool of passages only, for all of it at once, and each is between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.asked.passage_words import Joined, Keys, PassageWords, first_parts, number, sums, words_of
from knowledge.asked.query_wording import Wording
from knowledge.records import Language, Passage

_K1, _B = 1.2, 0.75  # as FTS5 has them
_Floats = npt.NDArray[np.float64]


class Closeness(NamedTuple):
    """The three measures, each of shape (passages,)."""

    sentence: _Floats
    bigrams: _Floats
    grams: _Floats


def closeness(passages: Sequence[Passage], wording: Callable[[Language], Wording]) -> Closeness:
    """Return how close each of `passages` is, in order. `wording` gives the query for the passages of a language."""
    if not passages:
        return Closeness(*np.zeros((3, 0)))
    words = [words_of(p) for p in passages]
    wordings = {language: wording(language) for language in dict.fromkeys(p.language for p in passages)}
    spoken = {language: np.array([p.language == language for p in passages]) for language in wordings}
    read_ahead(passages, wordings.__getitem__)
    sentence, bigrams = np.array([wordings[p.language].covered[p.passage_id] for p in passages]).T
    letters = _gram_scores(words, [(wordings[language].grams.values(), spoken[language]) for language in wordings])
    return Closeness(sentence, bigrams, letters)


def read_ahead(passages: Sequence[Passage], wording: Callable[[Language], Wording]) -> None:
    """Work out how much of the query the sentences and pairs of words of `passages` cover, of those not read before: that needs
    neither the vector of the query nor the pool. The wordings remember it.
    """
    spoken: dict[Language, list[Passage]] = {}
    for passage in passages:
        spoken.setdefault(passage.language, []).append(passage)
    for language, of_language in spoken.items():
        asked = wording(language)
        of_language = [passage for passage in of_language if passage.passage_id not in asked.covered]
        if not of_language:
            continue
        shares = _covered([words_of(passage) for passage in of_language], asked)
        pairs = zip(*(share.tolist() for share in shares), strict=True)
        asked.covered.update(zip((passage.passage_id for passage in of_language), pairs, strict=True))


def _covered(words: Sequence[PassageWords], asked: Wording) -> tuple[_Floats, _Floats]:
    """Return the shares of the query that the best sentence, and pairs of words, of each passage cover."""
    total = sum(asked.groups.values())
    if not total:
        return np.zeros(len(words)), np.zeros(len(words))
    lengths = [w.sentence_lengths for w in words]
    said = _in_sentences(Joined.of_parts([w.sentence_stems for w in words], lengths), sum(map(len, lengths)), asked)
    sentence = np.maximum.reduceat(said, first_parts(lengths))
    pairs = Joined.of([w.pairs for w in words])
    keys = asked.pairs
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
    return sentence / total, np.minimum(1.0, neighbours / (2 * total))


def _in_sentences(stems: Joined, n_sentences: int, asked: Wording) -> _Floats:
    """Return how much of the query each sentence covers: of a word with several forms, the form that is most complete."""
    keys = asked.stems
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
    words: Sequence[PassageWords], wanted: Sequence[tuple[Collection[int], npt.NDArray[np.bool_]]]
) -> _Floats:
    """Return BM25 of the groups of letters, the pool being the collection, divided by the best.

    `wanted` are the numbers of the query's, each with the passages that they are for.
    """
    n = len(words)
    found = Joined.of([w.grams for w in words])
    counts = np.concatenate([w.gram_counts for w in words]).astype(np.float64)
    lengths = sums(counts, found.owner, n)
    keys = Keys(gram for grams_wanted, _ in wanted for gram in grams_wanted)
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
        own[[keys.place_of[gram] for gram in grams_wanted]] = True
        asked[spoken] = own
    score = worth[which] * counts / (counts + damping[owner]) * asked[owner, which]
    scores = sums(score, owner, n)
    best = float(scores.max())
    return scores / best if best else scores
