"""Whether the numbers of a statement count what is asked for."""

from __future__ import annotations

import pytest
from made import passage

from knowledge.asked.counted_things import counts_other_things
from knowledge.asked.question import analyse
from knowledge.records import Language


def counts_others(question: str, statement: str, language: Language = "en", asked: tuple[str, ...] = ()) -> bool:
    return counts_other_things(
        analyse(question), passage("d#0", statement, language=language, kind="statement", asked=asked)
    )


@pytest.mark.parametrize(
    ("question", "statement", "language"),
    [
        ("How many applications were there?", "Applications were open until 31 May 2021, 17:00.", "en"),
        ("How many visitors came to the stand?", "Five members were at the stand.", "en"),
        ("Wie viele Punkte muss man erreichen?", "Kriterien gibt es in vier Bereichen.", "de"),
        ("How many projects came out of it?", "The conference had 100 participants.", "en"),
    ],
)
def test_a_number_elsewhere_in_the_sentence_counts_something_else(
    question: str, statement: str, language: Language
) -> None:
    assert counts_others(question, statement, language)


@pytest.mark.parametrize(
    ("question", "statement", "language"),
    [
        ("How many applications were there?", "There were about 250 written applications.", "en"),
        ("How many people came?", "It had almost 70 participants.", "en"),
        ("How many came?", "70 guests were there.", "en"),
        ("How many a year?", "It offers five courses a year.", "en"),
        ("How many applied?", "They were chosen from 250 consortia.", "en"),
        ("Wie viele haben sich beworben?", "Sie wurden aus 250 Konsortien gewählt.", "de"),
        ("How many were there altogether?", "There were 12 herons.", "en"),
        ("How many of the events were in Bonn?", "Of the 173, 31 were in Bonn.", "en"),
        ("Wie viele davon auf der Messe?", "Von den 173 Terminen waren 31 auf der Messe.", "de"),
        ("Wie viele Reihher gibt es?", "Es gibt 12 Vögel.", "de"),  # misspelt
        ("Are there 12 herons?", "There are 12 islands.", "en"),
    ],
)
def test_a_number_before_the_things_counts_them(question: str, statement: str, language: Language) -> None:
    assert not counts_others(question, statement, language)


def test_what_an_asked_line_asks_the_number_of_is_counted() -> None:
    assert not counts_others("How many projects came?", "It had 100 participants.", asked=("How many projects?",))
