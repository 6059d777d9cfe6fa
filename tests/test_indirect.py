"""Questions in indirect speech, and what stands before them."""

from __future__ import annotations

import pytest

from bot.reading.indirect import direct
from bot.reading.wrapping import unwrapped


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("whether companies can join", "can companies join?"),
        ("if the silver label is mandatory", "is the silver label mandatory?"),
        ("whether members get training", "do members get training?"),
        ("ob Einzelunternehmen Mitglied werden können", "können Einzelunternehmen Mitglied werden?"),
        ("ob auch Vereine mitmachen dürfen", "dürfen Vereine mitmachen?"),
        ("ob go-cluster noch existiert?", "existiert go-cluster noch?"),
        ("ob die Plattform 2013 online ging", "ging die Plattform 2013 online?"),
        ("whether it exists. And since when?", ""),
        ("which companies can join", ""),
    ],
)
def test_the_verb_stands_first(clause: str, asked: str) -> None:
    assert direct(clause) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ich möchte wissen, ob man mitmachen kann.", "kann man mitmachen?"),
        ("Können Sie mir sagen, ob das stimmt?", "stimmt das?"),
        ("Do you know whether there is a newsletter?", "is there a newsletter?"),
        ("Mich interessiert, ob das Label Pflicht ist", "ist das Label Pflicht?"),
        ("If we join, what does it cost?", "If we join, what does it cost?"),
        ("laut Broschüre: wie viele Mitglieder gibt es?", "wie viele Mitglieder gibt es?"),
        ("according to the brochure how many actors are there", "how many actors are there"),
        ("Wie viele Akteure gibt es laut Vorwort?", "Wie viele Akteure gibt es laut Vorwort?"),
    ],
)
def test_what_stands_before_a_question_is_left_off(text: str, asked: str) -> None:
    assert unwrapped(text) == asked
