"""A query as the wording of passages is compared with it: what can be made of it before there are passages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from knowledge.asked.passage_words import Keys, grams, number, pair_number
from knowledge.records import Language
from knowledge.words.text import terms

Information = Callable[[str], float]
# A word of the query as a passage may have it: one stem, or each of several translations, which may have more than one.
Group = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A query as passages of one language are compared with it.

    `groups` are its different words, each with its worth, and `stems` the numbers of all their stems; `neighbours` are the numbers
    of the pairs as which two neighbouring words can stand together, with their worth, and `pairs` all these numbers; `grams`
    are its groups of letters with their numbers. `covered` remembers, by passage_id, the shares of it that the best sentence and the
    pairs of words of a passage cover (`knowledge/retrieval/closeness.py`).
    """

    groups: Mapping[Group, float]
    stems: Keys
    neighbours: Sequence[tuple[frozenset[int], float]]
    pairs: Keys
    grams: Mapping[str, int]
    covered: dict[str, tuple[float, float]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, text: str, language: Language, information: Information) -> Wording:
        """Return the wording of `text`, which is in the language of the passages."""
        return cls._of([((stem,),) for stem in terms(text, language)], grams(text, language), information)

    @classmethod
    def translated(cls, forms: Sequence[tuple[str, ...]], language: Language, information: Information) -> Wording:
        """Return the wording of translated words, each with its forms in `language`, the language of the passages."""
        groups = (tuple(filter(None, (tuple(terms(form, language)) for form in word))) for word in forms)
        text = " ".join(form for word in forms for form in word)
        return cls._of([group for group in groups if group], grams(text, language), information)

    @classmethod
    def _of(cls, groups: Sequence[Group], letters: Sequence[str], information: Information) -> Wording:
        worth = [max(sum(map(information, stems)) / len(stems) for stems in group) for group in groups]
        neighbours = [
            (frozenset(pair_number(number(a[-1]), number(b[0])) for a in left for b in right), left_worth + right_worth)
            for (left, left_worth), (right, right_worth) in pairwise(zip(groups, worth, strict=True))
        ]
        return cls(
            groups=dict(zip(groups, worth, strict=True)),
            stems=Keys(number(stem) for group in groups for form in group for stem in form),
            neighbours=neighbours,
            pairs=Keys(pair for either, _ in neighbours for pair in either),
            grams={gram: number(gram) for gram in letters},
        )
