from __future__ import annotations

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.answers.answer import Answerer
from knowledge.asked.explained import explains_another, name_explained
from knowledge.records import Passage


def statement(text: str, *asked: str) -> Passage:
    return Passage(
        passage_id="a#1",
        doc_id="a",
        start=0,
        end=len(text),
        text=text,
        language="en",
        kind="statement",
        heading="Birds",
        statement_id="a.1",
        asked=asked,
        sources=(),
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What is Innovathens?", "Innovathens"),
        ("and what's InnoBoost?", "InnoBoost"),
        ("what is the ClusterAgentur", "ClusterAgentur"),
        ("Was ist denn bitte eAgentur?", ""),  # "denn bitte" is no article
        ("Wer ist Zypries?", "Zypries"),
        ("What is benchmarking?", ""),
        ("What is Silver?", ""),
        ("Was ist die Clusterplattform?", ""),
        ("What is ESCA?", ""),
        ("What is Innovathens good for?", ""),
        ("Who was Minister when it began in the year 2012?", ""),
    ],
)
def test_a_name_is_told_from_a_word(text: str, name: str) -> None:
    assert name_explained(text) == name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("What is Innovathens?", "Innovathens is a hub in Athens."),
        ("What is Innovathens?", "Inovathens is a hub in Athens."),
        ("What is GreenShift?", "The Green Shift is a plan."),
        ("What is innovation?", "A hub in Athens."),
    ],
)
def test_a_statement_explains_the_name_that_it_says(text: str, told: str) -> None:
    assert not explains_another(text, statement(told))


def test_a_statement_without_the_name_explains_something_else() -> None:
    assert explains_another("What is Innovathens?", statement("Innovations are new things."))
    assert not explains_another("What is Innovathens?", statement("A hub in Athens.", "What does Innovathens do?"))
    assert not explains_another("What is a Zebrafinch-Label?", statement("The label of the zebrafinch is red."))
    assert explains_another("What is a Zebrafinch-Label?", statement("The label of the goldfinch is red."))


@pytest.mark.parametrize("text", ["What is Innovathens?", "what is ClusterAgentur?"])
def test_what_no_source_names_is_not_explained(text: str, answerer: Answerer) -> None:
    assert Conversation(answerer).reply(Message(text, session="s")).answer.kind == "abstention"
