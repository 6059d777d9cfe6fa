"""Claims that count things, beside statements that count the same things."""

from __future__ import annotations

import pytest
from made import passage

from knowledge.asked.question import analyse
from knowledge.records import Language, Verdict
from knowledge.verdicts.counted_claims import counts_otherwise, doubted_count
from knowledge.verdicts.verdict import plain_verdict

GUILDS = "The 14,000+ masters in the guilds are: over 12,000 bakers, over 700 smiths."


@pytest.mark.parametrize(
    ("claimed", "text", "language", "otherwise"),
    [
        ("the figure of 14,000 bakers", GUILDS, "en", True),
        ("14,000 masters", GUILDS, "en", False),  # the number of these
        ("12,000 bakers", GUILDS, "en", False),
        ("more than 10,000 bakers", GUILDS, "en", False),  # a limit, which may be kept
        ("14,000 weavers", GUILDS, "en", False),  # are not counted
        ("2 bakers", GUILDS, "en", False),  # may be two of them
        ("alle 16 Bundesländer", "Neun Tage und 15 Bundesländer umfasste sie.", "de", True),
        ("An der 1. Woche waren fünfzehn Bundesländer", "Neun Tage und 15 Bundesländer umfasste sie.", "de", False),
        ("im Jahr 2016", "Es waren 15 Länder.", "de", False),
    ],
)
def test_another_number_of_the_same_things_is_seen(
    claimed: str, text: str, language: Language, otherwise: bool
) -> None:
    assert counts_otherwise(claimed, text, language) == otherwise


@pytest.mark.parametrize(
    ("question", "statement", "language", "verdict"),
    [
        ("Is the figure of 14,000 bakers in the guilds correct?", GUILDS, "en", "no"),
        ("Are there 14,000 bakers in the castle of Ulm by the river?", GUILDS, "en", None),  # of other matters
        ("How many bakers are there?", GUILDS, "en", None),
        ("Have the guilds ever worked with Maltese smiths?", "In 2014 Maltese smiths met the guilds.", "en", "yes"),
        ("Hello! Have the guilds ever worked with Maltese smiths?", "In 2014 Maltese smiths met guilds.", "en", "yes"),
        ("Have the guilds ever worked with Samoan smiths?", "In 2014 Maltese smiths met the guilds.", "en", None),
        ("Had Maltese smiths ever met guilds before 2014?", "In 2014 Maltese smiths met the guilds.", "en", None),
        ("Have the guilds ever met Maltese smiths?", "Maltese smiths did not meet the guilds.", "en", None),
    ],
)
def test_what_a_statement_decides_plainly_is_said(
    question: str, statement: str, language: Language, verdict: Verdict | None
) -> None:
    assert plain_verdict(analyse(question), passage("d#1", statement, language=language)) == verdict


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("i think the 14000 bakers figure is wrong", "bakers"),
        ("Die Zahl von 14.000 Bäckern stimmt doch nicht", "Bäckern"),
        ("14,000 bakers can't be right", "bakers"),
        ("Are there 14,000 bakers?", None),
        ("the figure is wrong", None),
    ],
)
def test_of_what_a_number_is_doubted(text: str, thing: str | None) -> None:
    assert doubted_count(text) == thing


def test_a_doubt_is_neither_right_nor_wrong_by_the_number_alone() -> None:
    assert plain_verdict(analyse("Is it true that 14,000 bakers is wrong?"), passage("p", GUILDS)) is None
