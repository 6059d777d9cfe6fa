"""What of a question the text of a passage has: the signals that need no run, and so no vector of the question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from knowledge.asked.ordinals import lacks_named, names_another, ordinals_in
from knowledge.asked.passage_words import (
    Joined,
    Keys,
    PassageWords,
    first_parts,
    having,
    lines_worth,
    number,
    sums,
    words_of,
)
from knowledge.asked.question import Question
from knowledge.records import Passage
from knowledge.words import dates
from knowledge.words.information import Information

Floats = npt.NDArray[np.float64]
TEXT_SIGNALS = (
    "coverage",
    "coverage_body",
    "asked",
    "asked_coverage",
    "has",  # has the kind of thing that is asked for, as a gap does by its nature
    "year",
    "year_missing",
    "year_conflict",
    "number_missing",
)


class TextSignals:
    """The signals of passages by their texts, for one question with these content stems; each passage is read once."""

    def __init__(self, question: Question, stems: frozenset[str], information: Information) -> None:
        self.question = question
        self._information = information
        worth = {number(stem): information.of(stem) for stem in sorted(stems)}
        self._total = sum(worth.values()) or 1.0
        self._keys = Keys(worth)
        self._values = np.array([worth[key] for key in self._keys.numbers.tolist()])
        self._names_times = bool(question.years or question.numbers or ordinals_in(question.text))
        self._rows: dict[str, Floats] = {}

    def of(self, passages: Sequence[Passage]) -> dict[str, Floats]:
        """Return each of `TEXT_SIGNALS` of `passages`, at least one: of shape (passages,), in order."""
        self._read(passages)
        rows = np.array([self._rows[passage.passage_id] for passage in passages])
        return dict(zip(TEXT_SIGNALS, rows.T, strict=True))

    def read(self, passages: Sequence[Passage]) -> None:
        """Work out ahead, while there is time, the signals of those of `passages` that were not read before: they are remembered."""
        self._read(passages)

    def _read(self, passages: Sequence[Passage]) -> None:
        unread = [passage for passage in passages if passage.passage_id not in self._rows]
        if unread:
            words = [words_of(passage) for passage in unread]
            has = np.array([p.kind == "gap" for p in unread]) | having(self.question.asked, unread, words)
            rows = np.array([*self._coverage(unread, words), has, *self._times(unread, words)])
            self._rows.update(zip((passage.passage_id for passage in unread), rows.T, strict=True))

    def _coverage(self, passages: Sequence[Passage], words: Sequence[PassageWords]) -> tuple[Floats, ...]:
        """Return how far each passage, and the best of its asked lines, has what the question says."""
        keys, values, total = self._keys, self._values, self._total
        around, in_lines = np.zeros((2, len(words), len(keys)), dtype=bool)
        joined = Joined.of([*(w.sentence_stems for w in words), *(w.heading_stems for w in words)])
        places, which = keys.found_in(joined.numbers)
        around[joined.owner[places] % len(words), which] = True
        lengths = [w.line_lengths for w in words]
        lines = Joined.of_parts([w.line_stems for w in words], lengths)
        first = first_parts(lengths)
        places, which = keys.found_in(lines.numbers)
        line = lines.owner[places]
        in_lines[np.searchsorted(first, line, side="right") - 1, which] = True
        told = np.concatenate(
            [
                w.line_worth if w.line_worth is not None else lines_worth(p, self._information)
                for p, w in zip(passages, words, strict=True)
            ]
        )
        shared = sums(values[which], line, len(told))
        return (
            (around | in_lines) @ values / total,
            around @ values / total,
            np.maximum.reduceat(2 * shared / (told + total), first),
            np.maximum.reduceat(shared, first) / total,
        )

    def _times(self, passages: Sequence[Passage], words: Sequence[PassageWords]) -> Floats:
        """Return whether each passage has a year that is named, lacks one, has others (or other ordinals) only, or lacks a
        number that is named.
        """
        rows = np.zeros((4, len(passages)))
        if not self._names_times:
            return rows
        text = self.question.text
        asked, numbers = set(map(int, self.question.years)), set(map(number, self.question.numbers))
        for place, (passage, of_passage) in enumerate(zip(passages, words, strict=True)):
            years = set(of_passage.years.tolist())
            if passage.kind != "gap":
                years.update(map(int, dates.years(passage.as_of)))
            rows[:, place] = (
                bool(asked & years),
                bool(asked - years) or (passage.kind != "gap" and lacks_named(text, passage.text, passage.language)),
                (bool(asked) and bool(years) and not asked & years)
                or (passage.kind != "gap" and names_another(text, passage.text, passage.language)),
                not numbers.issubset(of_passage.text_numbers.tolist()),
            )
        return rows
