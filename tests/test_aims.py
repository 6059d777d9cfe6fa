"""When a question is after the aims of a cluster."""

from __future__ import annotations

import pytest

from knowledge.clusters.aims import asks_aims
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "language", "asks"),
    [
        ("Wollen die noch mehr?", "de", True),
        ("Was haben die als nächstes vor?", "de", True),
        ("Welche Ziele hat  ?", "de", True),
        ("Does   want gold?", "en", True),
        ("What are they planning?", "en", True),
        ("Ich will mehr wissen", "de", False),
        ("Können wir da mitmachen, wir planen etwas?", "de", False),
        ("I want to know more", "en", False),
        ("Will it be bigger?", "en", False),
        ("Was macht  ?", "de", False),
    ],
)
def test_the_aims_of_a_cluster_are_asked_for(text: str, language: Language, asks: bool) -> None:
    assert asks_aims(text, language) == asks
