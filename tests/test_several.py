"""Several questions in one message, and what is compared, are answered each by its own statement."""

from __future__ import annotations

import pytest

from knowledge.answers.answer import Answerer
from knowledge.asked.several import asked_in_a_row, asked_in_one, asked_of_two_years, compared_in, stands_by_itself
from knowledge.clusters.outcomes import Outcome, Request
from knowledge.records import Language


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Who led it? How many came?", ("Who led it?", "How many came?")),
        ("Guten Tag. Was kostet es? Und wann war es?", ("Was kostet es?", "Und wann war es?")),
        ("Who led it?", ()),
        ("I lead a network. Who decides?", ()),
        ("A b? C d? E f? G h? I j?", ()),
    ],
)
def test_questions_in_a_row_are_told_apart(text: str, asked: tuple[str, ...]) -> None:
    assert asked_in_a_row(text) == asked


@pytest.mark.parametrize(
    ("question", "language", "stands"),
    [
        ("Who decides on admission?", "en", True),
        ("How many?", "en", False),
        ("Who opened it in Berlin?", "en", False),
        ("Was kostet das Silber-Label?", "de", True),
        ("Was kostet das denn heute?", "de", False),
        ("Welche Kriterien gelten für Bewerber?", "de", True),
    ],
)
def test_a_question_with_a_pronoun_or_hardly_a_word_needs_the_others(
    question: str, language: Language, stands: bool
) -> None:
    assert stands_by_itself(question, language) == stands


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        ("Compare the labels of 2020 with those of 2022.", "en", ("the labels in 2020?", "the labels in 2022?")),
        ("labels in 2020 vs 2022", "en", ("labels in 2020?", "labels in 2022?")),
        (
            "Vergleiche die Jahrestagungen 2016 und 2018",
            "de",
            ("die Jahrestagungen in 2016?", "die Jahrestagungen in 2018?"),
        ),
        (
            "What is the difference between silver and gold?",
            "en",
            ("How does one get the ECEI silver label?", "How does one get the ECEI gold label?"),
        ),
        (
            "Unterschied Gold und Bronze",
            "de",
            ("Wie bekommt man das ECEI-Bronze-Label?", "Wie bekommt man das ECEI-Gold-Label?"),
        ),
        ("How many labels were there in 2020 and 2022?", "en", ()),
        ("What is the difference to the forerunner?", "en", ()),
        ("Compare 2016 and 2018", "en", ()),
    ],
)
def test_two_years_or_levels_that_are_compared_are_asked_of_each(
    text: str, language: Language, asked: tuple[str, ...]
) -> None:
    assert compared_in(text, language) == asked


def answered(answerer: Answerer, text: str, language: Language) -> Outcome:
    return answerer.answer(Request(text, language))


@pytest.mark.parametrize(
    ("text", "language", "facts"),
    [
        ("Compare the labels of 2020 with those of 2022.", "en", ("pub-members-2020", "pub-members-2022-10")),
        (
            "What is the difference between the silver and the gold label?",
            "en",
            ("web-silver-detail", "web-gold-detail"),
        ),
        ("Unterschied zwischen Bronze und Silber", "de", ("web-bronze-detail", "web-silver-detail")),
    ],
)
def test_each_side_of_a_comparison_has_its_statement(
    answerer: Answerer, text: str, language: Language, facts: tuple[str, ...]
) -> None:
    outcome = answered(answerer, text, language)
    assert outcome.statement_ids == facts
    assert {citation.number for citation in outcome.answer.citations} == set(
        range(1, len(outcome.answer.citations) + 1)
    )


def test_each_of_several_questions_is_answered_and_what_is_not_said_is_named(answerer: Answerer) -> None:
    text = (
        "Who decides on admission? Which salary does the caretaker earn? How many clusters were members in March 2018?"
    )
    outcome = answered(answerer, text, "en")
    assert outcome.answer.kind == "answer"
    assert len(outcome.statement_ids) == 2
    assert "On “Which salary does the caretaker earn” the sources say nothing." in outcome.answer.text
    decided, unsaid, counted = (outcome.answer.text.index(part) for part in ("[1]", "caretaker", "90"))
    assert decided < unsaid < counted


def test_where_but_one_of_them_is_answered_it_is_given_as_ever(answerer: Answerer) -> None:
    alone = answered(answerer, "Who decides on admission?", "en")
    beside = answered(answerer, "Who decides on admission? Is the moon made of cheese?", "en")
    assert beside.statement_ids[:1] == alone.statement_ids[:1]
    assert "moon" not in beside.answer.text


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        (
            "Wer gewann 2017 und 2022 den Preis?",
            "de",
            ("Wer gewann den Preis in 2017?", "Wer gewann den Preis in 2022?"),
        ),
        ("Who won in 2017 and in 2022?", "en", ("Who won in 2017?", "Who won in 2022?")),
        ("What happened between 2013 and 2022?", "en", ()),
        ("Who won in 2017, 2018 and 2022?", "en", ()),
        ("2017 and 2022?", "en", ()),
    ],
)
def test_two_years_are_asked_of_one_by_one(text: str, language: Language, asked: tuple[str, ...]) -> None:
    assert asked_of_two_years(text, language) == asked


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        (
            "Drei Fragen: Wie oft kommt der Newsletter, seit wann gibt es ihn und wie bestelle ich ihn?",
            "de",
            (
                "Wie oft kommt der Newsletter?",
                "seit wann gibt es ihn: Newsletter?",
                "wie bestelle ich ihn: Newsletter?",
            ),
        ),
        ("When was it, and who came?", "en", ()),
        ("Who decides on admission, clusters or the ministry, and how?", "en", ()),
    ],
)
def test_three_questions_in_one_sentence_are_parted(text: str, language: Language, asked: tuple[str, ...]) -> None:
    assert asked_in_one(text, language) == asked


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        (
            "Was kostet das Silber-Label und wie lange gilt es?",
            "de",
            ("Was kostet das Silber-Label?", "wie lange gilt es: Silber-Label?"),
        ),
        ("Who heads ESCA and where does EUCLES sit?", "en", ("Who heads ESCA?", "where does EUCLES sit?")),
        ("Who decides on admission?", "en", ()),
        ("How many members and partners are there?", "en", ()),
    ],
)
def test_two_questions_in_one_sentence_are_parted_where_that_is_wanted(
    text: str, language: Language, asked: tuple[str, ...]
) -> None:
    assert asked_in_one(text, language, or_two=True) == asked
    assert asked_in_one(text, language) == ()


def test_what_nothing_answers_together_is_told_one_after_the_other(answerer: Answerer) -> None:
    told = answered(answerer, "Was kostet das Silber-Label und wie lange gilt es?", "de")
    assert told.statement_ids == ("web-label-prices", "web-silver-validity")


def test_half_of_what_one_sentence_asks_is_no_answer_to_it(answerer: Answerer) -> None:
    assert answered(answerer, "Wer ist Claudia Buhl und wie alt ist sie?", "de").answer.kind == "abstention"
