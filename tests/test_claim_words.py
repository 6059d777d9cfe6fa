"""What tells two claims apart that have the same words."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.asked.claim_words import DENYING, SAYS_NO, SAYS_YES, is_list, kind_of, kinds_in, mark_of
from knowledge.asked.claims import claim
from knowledge.words.text import tokenise


def kind(text: str) -> int:
    return kind_of(claim(text), " ".join(tokenise(claim(text))))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Is timber used?", "Are bridges painted, right?", True),
        ("Is timber used?", "Is only timber used?", False),
        ("Is timber used?", "Is all timber used?", False),
        ("Is timber used?", "Is timber forbidden?", False),
        ("Is timber used in 2012?", "Is timber used in 2013?", False),
        ("Are 12 boats used?", "Are twelve ships used?", True),
        ("Are 12 boats used?", "Are 13 boats used?", False),
        ("Is it gold?", "Is it silver?", False),
        ("Ist es Silber?", "Is it silver?", True),
        ("Above all, is timber used?", "Is timber used?", True),
    ],
)
def test_claims_are_of_a_kind_by_quantity_limits_years_numbers_and_levels(one: str, other: str, same: bool) -> None:
    assert (kind(one) == kind(other)) is same


def test_a_mark_tells_verdict_denial_and_kind() -> None:
    marks = np.array(
        [mark_of("Is timber used?", "yes"), mark_of("Timber isn't used, right?", "no"), mark_of("Is it?", None)],
        dtype=np.uint32,
    )
    assert (marks & (SAYS_YES | SAYS_NO | DENYING)).tolist() == [SAYS_YES, SAYS_NO | DENYING, 0]
    assert kinds_in(marks).tolist() == [kind("Is timber used?"), kind("Timber isn't used, right?"), 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Two:\n- a\n- b", True), ("A (first), B (second)", True), ("A (first) and B", False), ("A and B", False)],
)
def test_each_item_of_a_list_says_something_else(text: str, expected: bool) -> None:
    assert is_list(text) is expected
