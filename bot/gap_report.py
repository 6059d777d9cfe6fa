"""Questions without an answer and bad ratings for staff: like questions together, the most frequent first.

Two questions of one language are alike when they name the same numbers, and their content stems agree (Dice coefficient, rare
stems weighing more) or, for misspelt ones, are spelt nearly alike. A group gathers around the wording asked most often, so that
it does not drift from one question to the next. Questions that mean the same in quite other words stay apart: asked lines of the
known gaps, which are worded apart on purpose, were put together no better by sentence vectors.

Measured on a question to each of these gaps with three variations (greetings, misspellings, umlauts), other lines than those
that settled the limits: of the pairs put together 96.7–99.4 % belong together (571 gaps, some of which differ in one word), of those
that belong 98.8–99.0 % are put together.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from rapidfuzz import fuzz

from bot.state.records import Gap, RatedAnswer
from knowledge.records import Language
from knowledge.words.text import terms, tokenise

_SAME_STEMS = 0.65
_SAME_SPELLING = 85.0


class _Asked(Protocol):
    @property
    def question(self) -> str: ...
    @property
    def language(self) -> Language: ...


_T = TypeVar("_T", bound=_Asked)


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Like questions that had no answer: the wording asked most often, how often all were asked, and when last.

    `wordings` and `reasons` are in order of frequency; `wordings` begin with `question`.
    """

    question: str
    language: Language
    times: int
    newest: str
    reasons: tuple[str, ...]
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatedGroup:
    """Like questions whose answers were found bad: how often, how often good, when last, and the answers given."""

    question: str
    language: Language
    bad: int
    good: int
    newest: str
    answers: tuple[str, ...]
    wordings: tuple[str, ...]


def gap_groups(gaps: Iterable[Gap]) -> list[GapGroup]:
    """Return the gaps in groups, those asked most often first, then the newest."""
    groups = [
        GapGroup(
            question=_by_frequency(gap.question for gap in group)[0],
            language=group[0].language,
            times=len(group),
            newest=max(gap.day for gap in group),
            reasons=_by_frequency(gap.reason for gap in group),
            wordings=_by_frequency(gap.question for gap in group),
        )
        for group in alike(list(gaps))
    ]
    groups.sort(key=lambda g: g.question)
    groups.sort(key=lambda g: (g.times, g.newest), reverse=True)
    return groups


def rated_groups(ratings: Iterable[RatedAnswer]) -> list[RatedGroup]:
    """Return the rated answers in groups of like questions, those found bad most often first, then the newest."""
    groups = [
        RatedGroup(
            question=_by_frequency(rated.question for rated in group)[0],
            language=group[0].language,
            bad=sum(rated.bad for rated in group),
            good=sum(rated.good for rated in group),
            newest=max(rated.day for rated in group),
            answers=_by_frequency(rated.answer for rated in group if rated.answer),
            wordings=_by_frequency(rated.question for rated in group),
        )
        for group in alike(list(ratings))
    ]
    groups.sort(key=lambda g: g.question)
    groups.sort(key=lambda g: (g.bad, g.newest), reverse=True)
    return groups


def alike(items: Sequence[_T]) -> list[list[_T]]:
    """Return the items in groups of like questions; each item is in one group, in the order given."""
    by_key: defaultdict[tuple[Language, frozenset[str]], list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        by_key[item.language, _stems(item.question, item.language)].append(number)
    weights = _weights(items)
    groups: list[tuple[Language, frozenset[str], list[int]]] = []
    for (language, stems), numbers in sorted(by_key.items(), key=lambda entry: (-len(entry[1]), entry[1][0])):
        scored = [(_likeness(stems, leader, weights), -n) for n, (of, leader, _) in enumerate(groups) if of == language]
        likeness, position = max(scored, default=(0.0, 0))
        if likeness >= 1:
            groups[-position][2].extend(numbers)
        else:
            groups.append((language, stems, list(numbers)))
    return [[items[n] for n in sorted(numbers)] for _, _, numbers in groups]


def _stems(question: str, language: Language) -> frozenset[str]:
    """Return the content stems, or all words where there are no others."""
    return frozenset(terms(question, language, compounds=False) or tokenise(question))


def _weights(items: Iterable[_Asked]) -> Mapping[str, float]:
    questions = [_stems(item.question, item.language) for item in items]
    counts = Counter(stem for stems in questions for stem in stems)
    return {stem: math.log(1 + len(questions) / count) for stem, count in counts.items()}


def _likeness(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """Return how alike two sets of stems are; from 1 on they count as the same question. Other numbers make another."""
    if _numbers(one) != _numbers(other):
        return 0.0
    common, all_of_it = (sum(weights[stem] for stem in stems) for stems in (one & other, [*one, *other]))
    dice = 2 * common / all_of_it if all_of_it else 0.0
    spelling = fuzz.token_sort_ratio(" ".join(sorted(one)), " ".join(sorted(other)))
    return max(dice / _SAME_STEMS, spelling / _SAME_SPELLING)


def _numbers(stems: frozenset[str]) -> set[str]:
    return {stem for stem in stems if any(c.isdigit() for c in stem)}


def _by_frequency(texts: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(texts)
    return tuple(sorted(counts, key=lambda text: (-counts[text], text)))
