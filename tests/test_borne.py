"""Whether a statement bears the very thing that is asked for."""

from __future__ import annotations

import pytest
from made import passage

from knowledge.asked.borne import lacks_thing
from knowledge.asked.question import analyse


def lacks(question: str, statement: str, asked: tuple[str, ...] = ()) -> bool:
    return lacks_thing(analyse(question), passage("d#0", statement, kind="statement", asked=asked))


@pytest.mark.parametrize(
    ("question", "lacking", "having"),
    [
        ("Was hat der Stand gekostet?", "Am Stand waren fünf Mitglieder.", "Der Stand kostete 900 Euro."),
        ("Wie hoch war das Honorar?", "Er trägt das Datum 1. Februar.", "Das Ministerium trägt die Kosten."),
        ("What is her salary?", "She is head of the office.", "She works there free of charge."),
        ("How many francs did they pay?", "25 of them came from Bern.", "They paid 25 francs."),
        ("Which of them is the smallest?", "14 members have it.", "The smallest is in Bonn."),
        ("Welches Projekt bekam am meisten Geld?", "18 Projekte mussten es leisten.", "Am höchsten war Projekt 3."),
        ("Welches Jahr hatte die meisten Mitglieder?", "Es waren 18 Mitglieder.", "68, 87, 100 und 81 Mitglieder."),
        ("How big was the stage?", "It was on the stage in hall 2.", "The stage had 40 square metres."),
        ("What colour is the certificate?", "Members get a certificate.", "It is printed in colour."),
        ("Which one is the most successful?", "18 projects were funded.", "OLEC had great success."),
        ("Was davon wird am meisten genutzt?", "Es gibt neun Leistungen.", "Besonders beliebt sind Seminare."),
        ("Wann ist die nächste Evaluation?", "Die Evaluation war 2016.", "Die nächste Evaluation ist geplant."),
        ("What does the logo look like?", "The logo came in 2012.", "The logo reads Exzellent vernetzt."),
        ("Which one is next?", "Partner countries were France and Denmark.", "Sweden will be partner country."),
        ("How many points do we need?", "It has 36 indicators.", "The minimum score is 80."),
        ("Wie lange gilt es?", "Das Audit dauert 5 Stunden.", "Es gilt zwei Jahre."),
        ("How long did it last?", "The 1st Networking Day was in Bonn.", "It lasted two full days."),
        ("Wie lange dauerte es?", "Der Tag war 2022 in Bonn.", "Die Prüfung dauerte drei Monate."),
        ("How long did it take?", "It came 2 years after the first.", "It took until 2014."),
        ("Wie lange hat es gedauert?", "Der Bericht ist von Jana Wermeling.", "Es dauerte von März bis Mai."),
        (
            "What happens if we lose the label?",
            "The label shows that it aspires to excellence.",
            "Whoever fails is out.",
        ),
        ("Was passiert, wenn wir es verlieren?", "Das Label gilt zwei Jahre.", "Falls es abläuft, ist es zu erneuern."),
        ("What if we fail the audit?", "It takes two days.", "An audit can be taken again if it is failed."),
        ("How long has he been with it?", "He is a member.", "He joined in 2012."),
    ],
)
def test_a_statement_bears_a_thing_only_if_it_says_it(question: str, lacking: str, having: str) -> None:
    assert lacks(question, lacking)
    assert not lacks(question, having)


def test_what_an_asked_line_asks_for_as_well_is_borne() -> None:
    assert not lacks("How big was the stage?", "It was in hall 2.", ("How large is the stage there?",))


def test_of_other_things_nothing_is_demanded() -> None:
    assert not lacks("What is a heron?", "A heron is a bird.")
    assert not lacks("How big is the network?", "It has members in Bonn.")
    assert not lacks("What happens at the conference?", "Members meet in Bonn.")
