"""Whether a statement tells of the act that is asked about."""

from __future__ import annotations

import pytest
from made import passage

from knowledge.asked.acts import tells_no_act
from knowledge.asked.question import analyse
from knowledge.records import Language

MEETING: dict[Language, str] = {
    "en": "About 30 herons and Dr Ole Janssen were at the meeting in Bonn in 2022.",
    "de": "Rund 30 Reiher und Dr. Ole Janssen waren 2022 beim Treffen in Bonn.",
}


def is_untold(question: str, statement: str, language: Language, asked: tuple[str, ...] = ()) -> bool:
    made = passage("d#0", statement, language=language, kind="statement", asked=asked)
    return tells_no_act(analyse(question), made)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who opened the meeting in Bonn?", "en"),
        ("Who paid for the meeting?", "en"),
        ("Who took the photo?", "en"),
        ("Who moderated it?", "en"),
        ("Who was the keynote speaker there?", "en"),
        ("How many of the herons work there?", "en"),
        ("Who selected the herons?", "en"),
        ("Who came up with it?", "en"),
        ("When did it end?", "en"),
        ("How many were turned down?", "en"),
        ("Wer hat das Treffen in Bonn eröffnet?", "de"),
        ("Wer hat beim Treffen das Catering bezahlt?", "de"),
        ("Wer übernahm die Schirmherrschaft über das Treffen?", "de"),
        ("Wer hat die Urkunde überreicht?", "de"),
        ("Welcher Minister hielt die Eröffnungsrede?", "de"),
        ("Wie viele Frauen waren dabei?", "de"),
        ("Wie viele wurden abgelehnt?", "de"),
    ],
)
def test_a_statement_on_the_event_alone_does_not_tell_of_the_act(question: str, language: Language) -> None:
    assert is_untold(question, MEETING[language], language)


@pytest.mark.parametrize(
    ("question", "statement", "language"),
    [
        ("Who opened the meeting?", "Dr Ole Janssen welcomed the herons.", "en"),
        ("Who chairs the board?", "Jana Wermeling is head of the board.", "en"),
        ("Who pays for the pond?", "The town bears the costs of the pond.", "en"),
        ("How many people work there?", "The office has twelve full-time staff.", "en"),
        ("Wer hat das Treffen eröffnet?", "Das Grußwort sprach Dr. Ole Janssen.", "de"),
        ("Wer steht dem Verein vor, wer hat den Vorsitz?", "An der Spitze steht Jana Wermeling.", "de"),
        ("Who saw the herons?", "Jana Wermeling was there.", "en"),  # of this act nothing is known
        ("How many herons are left?", "There are 12 herons.", "en"),
        ("When was it opened?", "It was in 2014.", "en"),
        ("How many herons came?", "There were 12 herons.", "en"),
    ],
)
def test_other_words_for_an_act_tell_of_it_too(question: str, statement: str, language: Language) -> None:
    assert not is_untold(question, statement, language)


def test_an_act_that_an_asked_line_asks_about_is_told() -> None:
    assert not is_untold("Who opened it?", MEETING["en"], "en", ("Who held the opening?",))


def test_an_act_in_another_clause_is_not_asked_about() -> None:
    assert not is_untold("Who was there when the mayor opened the meeting?", MEETING["en"], "en")
