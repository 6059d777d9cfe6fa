"""Whether a statement says anything of what or who is asked to have been there."""

from __future__ import annotations

import pytest
from made import passage

from knowledge.asked.presence import says_nothing_of_it
from knowledge.asked.question import analyse
from knowledge.records import Language

MEETING: dict[Language, str] = {
    "en": "Minister Jana Wermeling opened the meeting in Bonn in 2022 with music and free sandwiches.",
    "de": "Ministerin Jana Wermeling eröffnete 2022 das Treffen in Bonn mit Musik und belegten Brötchen.",
}


def says_nothing(question: str, language: Language, **known: object) -> bool:
    made = passage("d#0", MEETING[language], language=language, **{"kind": "statement", **known})
    return says_nothing_of_it(analyse(question), made)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Was there childcare at the meeting?", "en"),
        ("Were there any journalists among them?", "en"),
        ("Was Chancellor Merkel at the meeting in Bonn?", "en"),
        ("Did Peter Altmaier attend the meeting?", "en"),
        ("Gab es bei dem Treffen auch Videos?", "de"),
        ("Gab es eine Kantine?", "de"),
        ("War Staatssekretär Philipp beim Treffen dabei?", "de"),
        ("Hat Peter Altmaier das Treffen besucht?", "de"),
    ],
)
def test_neither_yes_nor_no_is_said_of_what_it_does_not_speak_of(question: str, language: Language) -> None:
    assert says_nothing(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Was there music at the meeting?", "en"),
        ("Were there free sandwiches?", "en"),
        ("Was there special music?", "en"),  # of the music it speaks
        ("Were there fewer than 40 journalists?", "en"),  # what counts, other rules decide
        ("Was Jana Wermeling at the meeting?", "en"),
        ("Is Peter Altmaier head of the office?", "en"),  # of one who is known to be another
        ("Is there a fee?", "en"),  # other words may tell
        ("What food was there at the meeting?", "en"),
        ("Gab es auch Musik?", "de"),
        ("War Jana Wermeling dabei?", "de"),
    ],
)
def test_of_the_rest_nothing_is_missing(question: str, language: Language) -> None:
    assert not says_nothing(question, language)


def test_what_an_asked_line_speaks_of_is_spoken_of() -> None:
    assert not says_nothing("Was there childcare?", "en", asked=("Was there childcare at the meeting?",))
    assert not says_nothing("Was there childcare?", "en", kind="text")
