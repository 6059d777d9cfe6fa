"""What the texts of passages have of a question, against each read by itself and against what was worked out by hand."""

from __future__ import annotations

import pytest
from made import passage

from knowledge.asked.question import analyse
from knowledge.retrieval.text_signals import TEXT_SIGNALS, TextSignals
from knowledge.words.information import Information
from knowledge.words.text import terms

EVEN = Information({}, 10)  # every stem tells as much as every other
PASSAGES = [
    passage("d#0", "Seven herons nested in 2012.", heading="Harbour", kind="statement", asked=("How many herons?",)),
    passage("d#1", "Cranes are blue.\n\nHerons are grey.", kind="statement", asked=("Which colour?", "Grey herons?")),
    passage("d#2", "how many herons there were", kind="gap", asked=("Herons of 2019?", "Number of herons in 2019")),
    passage("d#3", "", kind="text"),
]


def of(question: str) -> TextSignals:
    return TextSignals(analyse(question), frozenset(terms(question, "en")), EVEN)


QUESTIONS = ["How many herons nested in 2012?", "Grey harbour herons?", "When?", "Which 7 cranes in 2019?"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_was_read_before_is_what_is_read_together(question: str) -> None:
    together = of(question).of(PASSAGES)
    bit_by_bit = of(question)
    bit_by_bit.read(PASSAGES[2:])
    bit_by_bit.read(PASSAGES[1:3])
    found = bit_by_bit.of(PASSAGES)
    assert tuple(together) == TEXT_SIGNALS
    for name, values in together.items():
        assert found[name].tolist() == values.tolist()
        assert values.tolist() == [float(of(question).of([one])[name][0]) for one in PASSAGES]


def test_the_order_is_that_of_the_passages_asked_for() -> None:
    texts = of("Grey herons?")
    there, back = texts.of(PASSAGES)["coverage"].tolist(), texts.of(PASSAGES[::-1])["coverage"].tolist()
    assert there == back[::-1]
    assert there == [0.5, 1.0, 0.5, 0.0]


def test_years_and_numbers_are_looked_for_where_the_question_names_them() -> None:
    found = of("Did 7 herons nest in 2012?").of(PASSAGES)
    assert found["year"].tolist() == [1.0, 0.0, 0.0, 0.0]
    assert found["year_conflict"].tolist() == [0.0, 0.0, 1.0, 0.0]
    assert not any(of("Did herons nest?").of(PASSAGES)[name].any() for name in TEXT_SIGNALS if "year" in name)


def test_a_gap_has_what_is_asked_for_by_its_nature() -> None:
    assert of("How many herons?").of(PASSAGES)["has"].tolist() == [1.0, 0.0, 1.0, 0.0]
