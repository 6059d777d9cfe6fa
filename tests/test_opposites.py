"""Words that contradict each other."""

from __future__ import annotations

import pytest

from knowledge.verdicts.opposites import opposed


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ("did the number rise", "the number fell to ten", True),
        ("did the number fall", "the number fell to ten", False),
        ("ist das label freiwillig", "das label ist pflicht", True),
        ("is it held online", "it is held on site", True),
        ("is it held online and on site", "it is held on site", False),  # of what the one word is, cannot be told
        ("is it held online", "it is held online and on site", False),
        ("is it held in spring", "it is held on site", False),
        ("is it weekly", "it comes every two weeks", True),
        ("kommt es jeden monat", "es erscheint alle zwei wochen", True),
        ("is it weekly", "it comes every week", False),
        ("is it weekly", "it comes often", False),
    ],
)
def test_a_claim_has_the_opposite_of_what_is_said(asked: str, said: str, expected: bool) -> None:
    assert opposed(asked, said) is expected
