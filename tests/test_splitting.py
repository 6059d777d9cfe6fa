from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.words.splitting import clauses, sentences

PARTS = [
    "Wort",
    "a",
    " ",
    "  ",
    ". ",
    "! ",
    "? ",
    ".",
    "\n",
    "\n\n",
    "\t",
    "Dr. ",
    "3. ",
    "„Gut.“ ",
    "Ä",
    "e.V. ",
]


def sentence_texts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Eins. Über zwei.", ["Eins.", "Über zwei."]),
        ('He said "Stop!" Then he left.', ['He said "Stop!"', "Then he left."]),
        ("„Gut.“ Danach ging er.", ["„Gut.“", "Danach ging er."]),
        ("Ends (here). Next.", ["Ends (here).", "Next."]),
        ("It has 14.000 members. 20 left.", ["It has 14.000 members.", "20 left."]),
        ("One.\nTwo.", ["One.", "Two."]),
    ],
)
def test_a_sentence_ends_at_its_mark_and_closing_quotes(text: str, expected: list[str]) -> None:
    assert sentence_texts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Müller kam.",
        "Am 3. Mai 2023 und am 12. Juni war es.",
        "J. S. Bach war es.",
        "Viele, z. B. Cluster, sind da.",
        "Der Verein Rail.S e.V. Dresden besteht.",
        "Some, e.g. Bavaria, are large.",
        "version 2.0 is out. and so on",
        "Prof. Dr. Schmidt sprach.",
    ],
)
def test_a_sentence_does_not_end_at_an_abbreviation_initial_or_ordinal(text: str) -> None:
    assert sentence_texts(text) == [text]


@pytest.mark.parametrize("text", ["", "  ", "\n\n", "\t \n"])
def test_blank_text_has_no_sentences(text: str) -> None:
    assert sentences(text) == []


@given(st.lists(st.sampled_from(PARTS), max_size=60).map("".join) | st.text())
def test_no_letter_is_lost_between_sentences(text: str) -> None:
    assert "".join("".join(sentence_texts(text)).split()) == "".join(text.split())


def test_a_sentence_ends_at_a_blank_line_whatever_stands_before_it() -> None:
    text = "\n\nA heading\n \nRail.S e.V.\n\nAm 3.\n\n\nMai"
    assert sentence_texts(text) == ["A heading", "Rail.S e.V.", "Am 3.", "Mai"]


def test_an_item_that_ends_with_a_semicolon_is_a_sentence_and_others_are_not() -> None:
    assert sentence_texts("They give:\n- advice;\n- seminars;\n- visits") == [
        "They give:\n- advice;",
        "- seminars;",
        "- visits",
    ]
    assert sentence_texts("They give:\n- advice\n- seminars") == ["They give:\n- advice\n- seminars"]


def test_clauses_are_sentences_divided_at_semicolons() -> None:
    assert clauses("Am 23. Mai kam A; B blieb. C ging.") == ["Am 23. Mai kam A", " B blieb.", "C ging."]
    assert clauses("") == []
