"""What of a passage is compared with questions, as numbers: its stems, their pairs, its groups of letters, its asked lines.

Questions change, passages do not: it is worked out when the index is built, and kept with the row. Plain text, of which there
may be any amount, has it worked out when it is first compared.

A stem or group of letters is its CRC-32. Two different ones have the same number once in four thousand million comparisons;
a question takes some ten thousand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from knowledge.asked.claim_words import mark_of, mark_of_claim
from knowledge.asked.claims import claim
from knowledge.asked.question import KINDS_WITH_SIGNS, Asked, holds, numbers_in, years_covered, years_in
from knowledge.records import BOUNDED, Claim, Language, Passage, Verdict
from knowledge.words.information import Information
from knowledge.words.splitting import sentences
from knowledge.words.text import is_stop, terms, tokenise

Numbers = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float64]
GRAM_CHARS = 5
_REMEMBERED = 20_000
_PAIRED = 0x9E3779B1  # odd, so that a pair is another than the same two in reverse
_ALL = 0xFFFFFFFF
_FILTER = 1 << 12  # places of the table by which most numbers are ruled out


@dataclass(frozen=True, slots=True)
class PassageWords:
    """A passage in numbers, all of uint32 but `line_worth` and `claim_worth`.

    `sentence_stems` are the stems of its sentences, each once a sentence, `sentence_lengths` how many each has; there is
    one at least, which may be empty. `heading_stems` are those of the headings. `pairs` are stems next to each other or with
    one between, as in `pair_number`. `grams` are groups of letters, and `gram_counts` how often each occurs. `line_stems` and
    `line_lengths` are the same for the asked lines as for sentences, and there is one at least. `line_worth`, float64, is how
    much the stems of each line tell; None: it is not worked out. `line_marks` are those of `claim_words.mark_of`, empty where no
    line has a verdict. `claim_stems`, `claim_lengths`, `claim_worth` and `claim_marks` are the same of the claims, of which there
    may be none. `years` are those that the text names; of a gap, those that
    more than one of its asked lines names. `text_numbers` are the numbers (`number`) of the numbers in the text. Bit i of `signs` says that the text has something of the
    kind `KINDS_WITH_SIGNS[i]`; None: it is not worked out.
    """

    sentence_stems: Numbers
    sentence_lengths: Numbers
    heading_stems: Numbers
    pairs: Numbers
    grams: Numbers
    gram_counts: Numbers
    line_stems: Numbers
    line_lengths: Numbers
    years: Numbers
    text_numbers: Numbers
    line_marks: Numbers
    claim_stems: Numbers
    claim_lengths: Numbers
    claim_marks: Numbers
    line_worth: Floats | None = None
    claim_worth: Floats | None = None
    signs: int | None = None

    @property
    def around(self) -> Numbers:
        """The stems of text and headings."""
        return np.concatenate([self.sentence_stems, self.heading_stems])

    @property
    def anywhere(self) -> Numbers:
        """The stems of text, headings and asked lines."""
        return np.concatenate([self.sentence_stems, self.heading_stems, self.line_stems])


def having(asked: Asked, passages: Sequence[Passage], words: Sequence[PassageWords]) -> npt.NDArray[np.bool_]:
    """Return whether each of `passages`, of which `words` are compared, has something of the kind that is asked for."""
    if asked not in KINDS_WITH_SIGNS:
        return np.ones(len(words), dtype=bool)
    sign = 1 << KINDS_WITH_SIGNS.index(asked)
    return np.array(
        [
            holds(asked, p.text) if w.signs is None else w.signs & sign != 0
            for p, w in zip(passages, words, strict=True)
        ],
        dtype=bool,
    )


def number(word: str) -> int:
    """Return the number of a stem or a group of letters."""
    return crc32(word.encode())


def pair_number(first: int, second: int) -> int:
    """Return the number of two stems in this order, by their numbers."""
    return (first * _PAIRED + second) & _ALL


def grams(text: str, language: Language) -> list[str]:
    """Return the groups of `GRAM_CHARS` letters within the content words of `text` and at their bounds, in order."""
    found: list[str] = []
    for token in tokenise(text):
        if not is_stop(token, language):
            padded = f" {token} "
            found += [padded[at : at + GRAM_CHARS] for at in range(max(1, len(padded) - GRAM_CHARS + 1))]
    return found


def words_of(passage: Passage) -> PassageWords:
    """Return what of `passage` is compared; the last ones are remembered."""
    if passage.compared:
        return _unpacked(passage.compared)
    return _made_of(passage)


def _made_of(passage: Passage) -> PassageWords:
    return _made(
        passage.text,
        passage.heading,
        passage.asked,
        passage.language,
        passage.kind == "gap",
        passage.verdicts,
        passage.claims,
    )


def packed(passage: Passage, information: Information) -> bytes:
    """Return what of `passage` is compared, as it is kept with its row; empty for plain text. `information` is that of the
    index.
    """
    if passage.kind not in BOUNDED:
        return b""
    made = _made_of(passage)
    arrays = [getattr(made, name) for name in _ARRAYS]
    signs = sum(holds(kind, passage.text) << bit for bit, kind in enumerate(KINDS_WITH_SIGNS))
    head = np.array([signs, *map(len, arrays)], dtype="<u4")
    worths = (lines_worth(passage, information), claims_worth(passage, information))
    parts = [*(a.astype("<u4") for a in arrays), *(worth.astype("<f8") for worth in worths)]
    return b"".join([head.tobytes(), *(part.tobytes() for part in parts)])


def lines_worth(passage: Passage, information: Information) -> Floats:
    """Return how much the different stems of each asked line tell; of a passage without any, 0 for an empty one."""
    return _worth(passage.asked or ("",), passage.language, information)


def claims_worth(passage: Passage, information: Information) -> Floats:
    """Return how much the different stems of each claim tell."""
    return _worth([claim(one.text) for one in passage.claims], passage.language, information)


def _worth(lines: Sequence[str], language: Language, information: Information) -> Floats:
    stems = (sorted(set(terms(line, language))) for line in lines)  # sums of floats depend on their order
    return np.array([sum(map(information.of, line)) for line in stems], dtype=np.float64)


_ARRAYS = (
    "sentence_stems",
    "sentence_lengths",
    "heading_stems",
    "pairs",
    "grams",
    "gram_counts",
    "years",
    "text_numbers",
    "line_marks",
    "claim_marks",
    "claim_stems",
    "line_stems",
    "claim_lengths",
    "line_lengths",
)
_HEAD = 1 + len(_ARRAYS)


@lru_cache(maxsize=_REMEMBERED)
def _unpacked(content: bytes) -> PassageWords:
    signs, *lengths = np.frombuffer(content, "<u4", _HEAD).tolist()
    arrays: list[Numbers] = []
    at = 4 * _HEAD
    for length in lengths:
        arrays.append(np.frombuffer(content, "<u4", length, at))
        at += 4 * length
    *_, n_claims, n_lines = lengths
    line_worth = np.frombuffer(content, "<f8", n_lines, at)
    claim_worth = np.frombuffer(content, "<f8", n_claims, at + 8 * n_lines)
    arrays_by_name = dict(zip(_ARRAYS, arrays, strict=True))
    return PassageWords(**arrays_by_name, line_worth=line_worth, claim_worth=claim_worth, signs=signs)


@lru_cache(maxsize=_REMEMBERED)
def _made(
    text: str,
    heading: str,
    asked: tuple[str, ...],
    language: Language,
    is_gap: bool,
    verdicts: tuple[Verdict | None, ...],
    claims: tuple[Claim, ...],
) -> PassageWords:
    stems = [[number(stem) for stem in terms(text[start:end], language)] for start, end in sentences(text)] or [[]]
    together = [stem for sentence in stems for stem in sentence]
    pairs = {pair_number(*pair) for pair in (*pairwise(together), *zip(together, together[2:], strict=False))}
    counts = Counter(grams(text, language))
    found = {number(gram): n for gram, n in counts.items()}
    said = [sorted(set(sentence)) for sentence in stems]
    lines = [sorted({number(stem) for stem in terms(line, language)}) for line in asked] or [[]]
    claimed = [sorted({number(stem) for stem in terms(claim(one.text), language)}) for one in claims]
    # a gap is of the times that its lines ask about
    times = Counter(year for line in asked for year in years_in(line))
    years = {year for year, n in times.items() if n > 1} if is_gap else years_covered(text)
    return PassageWords(
        sentence_stems=_array(chain.from_iterable(said)),
        sentence_lengths=_array(map(len, said)),
        heading_stems=_array({number(stem) for stem in terms(heading, language)}),
        pairs=_array(sorted(pairs)),
        grams=_array(sorted(found)),
        gram_counts=_array(found[gram] for gram in sorted(found)),
        line_stems=_array(chain.from_iterable(lines)),
        line_lengths=_array(map(len, lines)),
        years=_array(sorted(map(int, years))),
        text_numbers=_array(sorted(map(number, numbers_in(text)))),
        line_marks=_array(map(mark_of, asked, verdicts)),
        claim_stems=_array(chain.from_iterable(claimed)),
        claim_lengths=_array(map(len, claimed)),
        claim_marks=_array(map(mark_of_claim, claims)),
        line_worth=None if asked else np.zeros(1),
    )


def _array(values: Iterable[int]) -> Numbers:
    return np.array(list(values), dtype=np.uint32)


def stems_in(stems: Iterable[str], among: Numbers) -> set[str]:
    """Return those of `stems` whose number is among these."""
    there = frozenset(among.tolist())
    return {stem for stem in stems if number(stem) in there}


class Keys:
    """Numbers that are looked for in many passages at once, ascending; `place_of` tells the place of each among them."""

    def __init__(self, wanted: Iterable[int]) -> None:
        ordered = sorted(set(wanted))
        self.numbers = _array(ordered)
        self.place_of = {number: place for place, number in enumerate(ordered)}
        self._table = np.zeros(_FILTER, dtype=bool)
        self._table[self.numbers & (_FILTER - 1)] = True

    def __len__(self) -> int:
        """Return how many different numbers there are."""
        return len(self.numbers)

    def found_in(self, among: Numbers) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return the places in `among` at which one of the numbers stands, ascending, and for each the place of that number."""
        (places,) = self._table[among & (_FILTER - 1)].nonzero()
        which = self.numbers.searchsorted(among[places])
        same = self.numbers.take(which, mode="clip") == among[places] if len(self) else np.zeros(0, dtype=bool)
        return places[same], which[same]


@dataclass(frozen=True, slots=True)
class Joined:
    """Numbers of several passages one behind the other; `owner` is the passage of each, or whatever part it belongs to."""

    numbers: Numbers
    owner: npt.NDArray[np.int64]

    @classmethod
    def of(cls, arrays: Sequence[Numbers]) -> Joined:
        """Return `arrays`, at least one, each owned by its place."""
        return cls(np.concatenate(arrays), np.arange(len(arrays)).repeat([len(array) for array in arrays]))

    @classmethod
    def of_parts(cls, arrays: Sequence[Numbers], lengths: Sequence[Numbers]) -> Joined:
        """Return `arrays`, at least one, owned by parts of these lengths, counted through."""
        parts = np.concatenate(lengths)
        return cls(np.concatenate(arrays), np.arange(len(parts)).repeat(parts))


def first_parts(lengths: Sequence[Numbers]) -> npt.NDArray[np.int64]:
    """Return the place of the first part of each passage, the parts counted through: what `np.maximum.reduceat` takes."""
    return np.array([0, *accumulate(map(len, lengths[:-1]))], dtype=np.int64)


def sums(values: npt.NDArray[np.floating[Any]], owner: npt.NDArray[np.int64], n: int) -> Floats:
    """Return what the `values` of each of `n` owners make together."""
    return np.bincount(owner, weights=values, minlength=n).astype(np.float64, copy=False)  # of none, they are integers
