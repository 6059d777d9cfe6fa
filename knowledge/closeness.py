"""How close the wording of a passage is to a query: what the two runs cannot see, compared text with text.

    sentence   the share of the query's information that one sentence of the passage covers
    bigrams    the share of it in pairs of neighbouring words that the passage has as well
    grams      BM25 over groups of five letters within words, against the best of the pool: it forgives inflection,
               compounds and spelling, where stems do not

All three are worked out for a pool of passages only, and each is between 0 and 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

from knowledge.records import Language, Passage
from knowledge.splitting import sentences
from knowledge.text import is_stop, terms, tokenise

GRAM_CHARS = 5
_K1, _B = 1.2, 0.75  # as FTS5 has them
_Information = Callable[[str], float]
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
        return cls(tuple(((stem,),) for stem in terms(text, language)), frozenset(_grams(text, language)))

    @classmethod
    def translated(cls, forms: Sequence[tuple[str, ...]], language: Language) -> Wording:
        """Return the wording of translated words, each with its forms in `language`, the language of the passages."""
        groups = (tuple(filter(None, (tuple(terms(form, language)) for form in word))) for word in forms)
        text = " ".join(form for word in forms for form in word)
        return cls(tuple(group for group in groups if group), frozenset(_grams(text, language)))


def _grams(text: str, language: Language) -> list[str]:
    found: list[str] = []
    for token in tokenise(text):
        if not is_stop(token, language):
            padded = f" {token} "
            found += [padded[at : at + GRAM_CHARS] for at in range(max(1, len(padded) - GRAM_CHARS + 1))]
    return found


@dataclass(frozen=True, slots=True)
class _Parts:
    """What of a passage is compared: its sentences' stems, its pairs of neighbouring stems, its groups of letters."""

    sentences: tuple[frozenset[str], ...]
    pairs: frozenset[tuple[str, str]]
    grams: Counter[str]


@lru_cache(maxsize=20_000)
def _parts(text: str, language: Language) -> _Parts:
    stems = [terms(text[start:end], language) for start, end in sentences(text)]
    together = [stem for sentence in stems for stem in sentence]
    pairs = {*pairwise(together), *zip(together, together[2:], strict=False)}
    return _Parts(tuple(frozenset(sentence) for sentence in stems), frozenset(pairs), Counter(_grams(text, language)))


def remember_wording(passage: Passage) -> None:
    """Work out what of `passage` is compared with queries; it is remembered."""
    _parts(passage.text, passage.language)


def closeness(passages: Sequence[Passage], wording: Callable[[Language], Wording], of: _Information) -> list[Closeness]:
    """Return how close each of `passages` is, in order.

    `wording` gives the query for the passages of a language, `of` the information of a stem.
    """
    parts = [_parts(p.text, p.language) for p in passages]
    grams = _gram_scores(parts, [wording(p.language).grams for p in passages])
    asked = {language: _Asked.of(wording(language).groups, of) for language in {p.language for p in passages}}
    return [
        Closeness(*_covered(asked[p.language], part), gram)
        for p, part, gram in zip(passages, parts, grams, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The words of a query for the passages of one language, what each is worth, the different ones, and these together."""

    groups: Sequence[Group]
    worth: Sequence[float]
    different: Sequence[tuple[Group, float]]
    total: float

    @classmethod
    def of(cls, groups: Sequence[Group], of: _Information) -> _Asked:
        worth = [max(sum(map(of, stems)) / len(stems) for stems in group) for group in groups]
        different = dict(zip(groups, worth, strict=True))
        return cls(groups, worth, tuple(different.items()), sum(different.values()))


def _covered(asked: _Asked, parts: _Parts) -> tuple[float, float]:
    groups, worth, total = asked.groups, asked.worth, asked.total
    if not total:
        return 0.0, 0.0
    sentence = max((_in_sentence(asked.different, stems) for stems in parts.sentences), default=0.0)
    neighbours = sum(
        left_worth + right_worth
        for (left, left_worth), (right, right_worth) in pairwise(zip(groups, worth, strict=True))
        if any((a[-1], b[0]) in parts.pairs for a in left for b in right)
    )
    # a word that is asked twice has more neighbours than it counts for
    return sentence / total, min(1.0, neighbours / (2 * total))


def _in_sentence(different: Sequence[tuple[Group, float]], stems: frozenset[str]) -> float:
    found = 0.0
    for group, value in different:
        if len(group) == 1 and len(group[0]) == 1:  # a word of the query's own language
            found += value if group[0][0] in stems else 0.0
        else:
            found += value * max(sum(stem in stems for stem in form) / len(form) for form in group)
    return found


def _gram_scores(parts: Sequence[_Parts], wanted: Sequence[frozenset[str]]) -> list[float]:
    """Return BM25 of the groups of letters, the pool being the collection, divided by the best."""
    n = len(parts)
    lengths = [part.grams.total() for part in parts]
    average = sum(lengths) / n if n else 0.0
    asked = frozenset().union(*wanted)
    frequencies = Counter(gram for part in parts for gram in asked & part.grams.keys())
    scores: list[float] = []
    for part, length, grams in zip(parts, lengths, wanted, strict=True):
        score = 0.0
        for gram in sorted(grams & part.grams.keys()):
            df, tf = frequencies[gram], part.grams[gram]
            information = log(1 + (n - df + 0.5) / (df + 0.5))
            score += information * tf * (_K1 + 1) / (tf + _K1 * (1 - _B + _B * length / average))
        scores.append(score)
    best = max(scores, default=0.0)
    return [score / best if best else 0.0 for score in scores]
