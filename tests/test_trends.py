"""Claims that something became more or fewer, beside statements that count it at two times."""

from __future__ import annotations

import pytest

from knowledge.records import Language, Verdict
from knowledge.verdicts.trends import trend_holds

FELL = "In October 2022, 42 members had the silver label; there were 51 at the end of 2020."
ROSE = "Im Oktober 2022 hatten 14 Mitglieder das Gold-Label; Ende 2020 waren es 12 gewesen."


@pytest.mark.parametrize(
    ("text", "statement", "language", "holds"),
    [
        ("so more silver too?", FELL, "en", "no"),
        ("Did the number of silver labels fall?", FELL, "en", "yes"),
        ("fewer than before?", FELL, "en", "yes"),
        ("sind es mehr geworden?", ROSE, "de", "yes"),
        ("Ist die Zahl der Gold-Label gesunken?", ROSE, "de", "no"),
        ("more silver than gold?", FELL, "en", None),
        ("more than 40?", FELL, "en", None),
        ("so more gold too?", FELL, "en", None),  # another level
        ("Why are there fewer?", FELL, "en", None),
        ("Did the number of bakers rise?", FELL, "en", None),
        ("so more?", "In 2022 there were 42 of 81; 51 of 86 in 2020.", "en", None),
    ],
)
def test_more_or_fewer_is_told_by_the_two_numbers(
    text: str, statement: str, language: Language, holds: Verdict | None
) -> None:
    assert trend_holds(text, statement, language) == holds
