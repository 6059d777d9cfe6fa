"""Names that take each other's place."""

from __future__ import annotations

import pytest

from bot.pointing.named import name_runs, with_name
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("When was ESCA set up?", "en", ["ESCA"]),
        ("and esca?", "en", ["esca"]),
        ("ESCA?", "de", ["ESCA"]),
        ("Who is president of the European Clusters Alliance?", "en", ["European Clusters Alliance"]),
        ("Seit wann ist Axel Bauer dabei?", "de", ["Axel Bauer"]),
        ("wie sieht es bei Clusters4Future aus?", "de", ["Clusters4Future"]),
        ("and the newsletter?", "en", []),
        ("und der Newsletter?", "de", []),
        ("What is the go-cluster office?", "en", []),
        ("", "en", []),
    ],
)
def test_names_are_words_with_a_capital_one_of_which_no_dictionary_has(
    text: str, language: Language, expected: list[str]
) -> None:
    assert [text[start:end] for start, end in name_runs(text, language)] == expected


@pytest.mark.parametrize(
    ("text", "question", "language", "expected"),
    [
        ("and EUCLES?", "When was ESCA set up?", "en", "When was EUCLES set up?"),
        ("ESCA?", "Wo sitzt EUCLES?", "de", "Wo sitzt ESCA?"),
        ("und Sabine Maass?", "Wer ist Thomas Heimer?", "de", "Wer ist Sabine Maass?"),
    ],
)
def test_a_name_takes_the_place_of_the_one_in_the_question(
    text: str, question: str, language: Language, expected: str
) -> None:
    changed = with_name(text, question, language)
    assert changed is not None
    assert changed[0] == expected


def test_of_several_names_a_person_takes_the_place_of_the_person() -> None:
    changed = with_name("und Sabine Maass?", "Seit wann ist Axel Bauer im Programmbegleitkreis?", "de")
    assert changed is not None
    assert changed[0] == "Seit wann ist Sabine Maass im Programmbegleitkreis?"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("and EUCLES?", "Until when did Claudia Buhl head the programme?"),
        ("and the newsletter?", "When was ESCA set up?"),
        ("and EUCLES?", "How many members are there?"),
        ("ESCA?", "When was ESCA set up?"),
        ("ESCA or EUCLES?", "Where is CNA?"),
    ],
)
def test_nothing_is_exchanged_where_it_is_not_clear_what_for(text: str, question: str) -> None:
    assert with_name(text, question, "en") is None
