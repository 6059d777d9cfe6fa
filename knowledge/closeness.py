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
from itertools import chain, pairwise
from math import log
from sys import intern

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
    grams: dict[str, int]
    n_grams: int


@lru_cache(maxsize=20_000)
def _parts(text: str, language: Language) -> _Parts:
    stems = [[intern(stem) for stem in terms(text[start:end], language)] for start, end in sentences(text)]
    together = [stem for sentence in stems for stem in sentence]
    pairs = {*pairwise(together), *zip(together, together[2:], strict=False)}
    grams = Counter(map(intern, _grams(text, language)))  # one object for all passages that have it
    return _Parts(tuple(map(frozenset, stems)), frozenset(pairs), dict(grams), grams.total())


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
    """The words of a query for the passages of one language.

    `plain` are its different words that have one stem, `several` those that have more (translations), each with its worth,
    `total` is all these together; `neighbours` are the pairs of stems as which two neighbouring words can stand together,
    with their worth.
    """

    plain: Sequence[tuple[str, float]]
    several: Sequence[tuple[Group, float]]
    neighbours: Sequence[tuple[frozenset[tuple[str, str]], float]]
    total: float

    @classmethod
    def of(cls, groups: Sequence[Group], of: _Information) -> _Asked:
        worth = [max(sum(map(of, stems)) / len(stems) for stems in group) for group in groups]
        different = dict(zip(groups, worth, strict=True))
        plain = [(group[0][0], value) for group, value in different.items() if _is_plain(group)]
        several = [(group, value) for group, value in different.items() if not _is_plain(group)]
        neighbours = [
            (frozenset((a[-1], b[0]) for a in left for b in right), left_worth + right_worth)
            for (left, left_worth), (right, right_worth) in pairwise(zip(groups, worth, strict=True))
        ]
        return cls(plain, several, neighbours, sum(different.values()))


def _is_plain(group: Group) -> bool:
    return len(group) == 1 and len(group[0]) == 1


def _covered(asked: _Asked, parts: _Parts) -> tuple[float, float]:
    if not asked.total:
        return 0.0, 0.0
    sentence = max([_in_sentence(asked, stems) for stems in parts.sentences], default=0.0)
    pairs = parts.pairs
    neighbours = sum([worth for either, worth in asked.neighbours if not either.isdisjoint(pairs)])
    # a word that is asked twice has more neighbours than it counts for
    return sentence / asked.total, min(1.0, neighbours / (2 * asked.total))


def _in_sentence(asked: _Asked, stems: frozenset[str]) -> float:
    found = sum([worth for stem, worth in asked.plain if stem in stems])
    for group, worth in asked.several:
        found += worth * max(sum(stem in stems for stem in form) / len(form) for form in group)
    return found


def _gram_scores(parts: Sequence[_Parts], wanted: Sequence[frozenset[str]]) -> list[float]:
    """Return BM25 of the groups of letters, the pool being the collection, divided by the best."""
    n = len(parts)
    lengths = [part.n_grams for part in parts]
    average = sum(lengths) / n if n else 0.0
    asked = frozenset().union(*wanted)
    # sorted, since the sum of floats depends on their order, and that of a set on the process
    shared = [sorted(asked.intersection(part.grams)) for part in parts]
    frequencies = Counter(chain.from_iterable(shared))
    worth = {gram: log(1 + (n - df + 0.5) / (df + 0.5)) * (_K1 + 1) for gram, df in frequencies.items()}
    scores: list[float] = []
    for part, length, common, grams in zip(parts, lengths, shared, wanted, strict=True):
        damping = _K1 * (1 - _B + _B * length / average) if common else 0.0
        counts = part.grams
        scores.append(sum([worth[g] * counts[g] / (counts[g] + damping) for g in common if g in grams]))
    best = max(scores, default=0.0)
    return [score / best if best else 0.0 for score in scores]
