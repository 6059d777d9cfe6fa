"""What of passages is compared, against the plain sets of stems and letters that it stands for."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import passage

from knowledge.asked.claim_words import mark_of
from knowledge.asked.passage_words import (
    Joined,
    Keys,
    PassageWords,
    first_parts,
    grams,
    having,
    lines_worth,
    number,
    packed,
    pair_number,
    stems_in,
    sums,
    words_of,
)
from knowledge.asked.question import KINDS_WITH_SIGNS, holds
from knowledge.records import Passage
from knowledge.words.information import Information
from knowledge.words.text import terms

TEXT = "Timber bridges cross 14 rivers. A bridge of timber, of timber."
TOLD = Information({"timber": 3, "bridg": 2}, 10)


def made(text: str = TEXT, **known: Any) -> Passage:
    return passage("d#0", text, **{"kind": "statement", "asked": ("Which timber bridges?", "Which of these?"), **known})


def stored(one: Passage) -> PassageWords:
    """What is compared of a passage as an index has it."""
    return words_of(passage(one.passage_id, one.text, kind=one.kind, asked=one.asked, compared=packed(one, TOLD)))


def numbers(*stems: str) -> list[int]:
    return [number(stem) for stem in stems]


def parts(values: np.ndarray[Any, Any], lengths: np.ndarray[Any, Any]) -> list[set[int]]:
    """The numbers of each part."""
    return [set(part.tolist()) for part in np.split(values, np.cumsum(lengths)[:-1])]


def test_each_sentence_has_its_stems_once() -> None:
    words = words_of(made())
    expected = [
        set(numbers(*terms(s, "en"))) for s in ("Timber bridges cross 14 rivers.", "A bridge of timber, of timber.")
    ]
    assert parts(words.sentence_stems, words.sentence_lengths) == expected
    assert len(words.sentence_stems) == sum(map(len, expected))


def test_each_asked_line_has_its_stems_once_and_one_without_content_none() -> None:
    words = words_of(made())
    assert parts(words.line_stems, words.line_lengths) == [set(numbers("timber", "bridg")), set()]


def test_stems_with_at_most_one_between_them_are_pairs_in_their_order() -> None:
    a, b, c = numbers("timber", "bridg", "cross")
    found = words_of(made("Timber bridges cross.")).pairs.tolist()
    assert sorted(found) == sorted([pair_number(a, b), pair_number(b, c), pair_number(a, c)])
    assert pair_number(b, a) not in found


def test_groups_of_letters_are_counted() -> None:
    words = words_of(made())
    counts = {number(gram): n for gram, n in Counter(grams(TEXT, "en")).items()}
    assert dict(zip(words.grams.tolist(), words.gram_counts.tolist(), strict=True)) == counts


def test_years_and_numbers_are_those_of_the_text() -> None:
    words = words_of(made("In 2012, 3 of 14,000 bridges fell, in 2019 none.", asked=("And in 2022?", "2022?")))
    assert words.years.tolist() == [2012, 2019]
    assert set(words.text_numbers.tolist()) == set(numbers("2012", "3", "14000", "2019"))


def test_the_years_of_a_gap_are_those_that_more_than_one_line_names() -> None:
    words = words_of(made("what it cost in 2012", kind="gap", asked=("2019?", "And in 2019?", "In 2022?")))
    assert words.years.tolist() == [2019]


def test_headings_are_around_and_asked_lines_anywhere() -> None:
    words = words_of(made("Ships float.", heading="Harbours", asked=("Any cranes?",)))
    stems = ["ship", "harbour", "crane", "steel"]
    assert stems_in(stems, words.sentence_stems) == {"ship"}
    assert stems_in(stems, words.around) == {"ship", "harbour"}
    assert stems_in(stems, words.anywhere) == {"ship", "harbour", "crane"}


@given(st.text(max_size=80), st.lists(st.text(max_size=30), max_size=3))
def test_what_an_index_keeps_is_what_is_worked_out(text: str, asked: list[str]) -> None:
    one = made(text, asked=tuple(asked))
    kept, fresh = stored(one), words_of(one)
    for name in PassageWords.__slots__[:11]:
        assert getattr(kept, name).tolist() == getattr(fresh, name).tolist()
    assert kept.line_worth is not None
    assert kept.line_worth.tolist() == lines_worth(one, TOLD).tolist()


@pytest.mark.parametrize("kind", KINDS_WITH_SIGNS)
@pytest.mark.parametrize(
    "text", [TEXT, "Since May 2012, Dr Heron pays 3 euros in Kiel, because herons and cranes ask.", ""]
)
def test_signs_are_kept(kind: Any, text: str) -> None:
    one = made(text)
    assert having(kind, [one, one], [stored(one), words_of(one)]).tolist() == [holds(kind, text)] * 2


def test_kinds_without_a_sign_are_always_there() -> None:
    assert having("other", [made()], [stored(made())]).tolist() == [True]


def test_a_line_tells_what_its_different_stems_tell() -> None:
    expected = [TOLD.of("timber") + TOLD.of("bridg"), 0.0]
    assert lines_worth(made(asked=("Timber, timber bridges?", "Which of these?")), TOLD) == pytest.approx(expected)


def test_lines_are_marked_where_one_has_a_verdict() -> None:
    marked = made(verdicts=("no", None))
    assert words_of(marked).line_marks.tolist() == [mark_of("Which timber bridges?", "no"), 0]
    assert words_of(made()).line_marks.tolist() == []


def test_without_asked_lines_there_is_an_empty_one() -> None:
    words = words_of(made(asked=()))
    assert (words.line_lengths.tolist(), words.line_stems.tolist()) == ([0], [])
    assert words.line_worth is not None
    assert words.line_worth.tolist() == [0.0]


def test_text_without_words_has_one_sentence_at_least() -> None:
    assert len(words_of(made("")).sentence_lengths) == 1


# -- many passages at once -------------------------------------------------------------------

WORDS = st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 9), max_size=30)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=5))
def test_all_that_is_looked_for_is_found_where_it_stands(wanted: list[int], arrays: list[list[int]]) -> None:
    keys, joined = Keys(wanted), Joined.of([np.array(a, dtype=np.uint32) for a in arrays])
    places, which = keys.found_in(joined.numbers)
    found = [(int(joined.owner[p]), int(keys.numbers[w])) for p, w in zip(places, which, strict=True)]
    assert found == [(owner, n) for owner, array in enumerate(arrays) for n in array if n in set(wanted)]
    assert len(keys) == len(set(wanted))


def test_a_number_has_its_place_among_those_looked_for() -> None:
    keys = Keys([7, 3, 7, 5])
    assert [keys.place_of[n] for n in (3, 5, 7)] == [0, 1, 2]


def test_parts_are_counted_through_over_passages() -> None:
    arrays = [np.array([1, 2, 3], dtype=np.uint32), np.array([4], dtype=np.uint32)]
    lengths = [np.array([2, 0, 1], dtype=np.uint32), np.array([1], dtype=np.uint32)]
    assert Joined.of_parts(arrays, lengths).owner.tolist() == [0, 0, 2, 3]
    assert first_parts(lengths).tolist() == [0, 3]


def test_sums_are_by_owner_also_of_nothing() -> None:
    owner = np.array([0, 2, 2])
    assert sums(np.array([1.0, 2.0, 0.5]), owner, 4).tolist() == [1.0, 0.0, 2.5, 0.0]
    assert sums(np.zeros(0), np.zeros(0, dtype=np.int64), 2).dtype == np.float64


def test_no_two_stems_of_a_passage_share_a_number() -> None:
    stems = set(chain.from_iterable(terms(f"word{n} stem{n}", "en") for n in range(2000)))
    assert len(set(map(number, stems))) == len(stems)
