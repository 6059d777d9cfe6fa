"""Next questions: only such as are answered, and near to what was told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from telegram_corpus import HARBOUR, N_LEDGERS, small_answerer

from bot.channels.telegram.next_questions import NextQuestions
from knowledge.answers.answer import Answerer
from knowledge.clusters.outcomes import Outcome, Request
from knowledge.records import Answer, Passage


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    answerer = small_answerer(tmp_path_factory.mktemp("data"))
    yield answerer
    answerer.base.close()


@pytest.fixture
def questions(answerer: Answerer) -> NextQuestions:
    return NextQuestions(answerer)


def told(answerer: Answerer, text: str) -> Answer:
    return answerer.answer(Request(text, "en")).answer


def statement(answerer: Answerer, name: str) -> Passage:
    return next(p for p in answerer.base.store.passages_of(None).values() if p.statement_id == name)


def test_the_questions_of_neighbouring_statements_follow_the_nearest_first(
    answerer: Answerer, questions: NextQuestions
) -> None:
    answer = told(answerer, "What is the bridge made of?").model_copy(update={"offers": ()})
    assert questions.after(answer, new=9) == (
        "What lifts coal?",
        "When does the gate shut?",
        "Where does the pier bend?",
    )


def test_what_an_answer_offers_on_its_page_comes_before_its_neighbours(
    answerer: Answerer, questions: NextQuestions
) -> None:
    answer = told(answerer, "What is the bridge made of?")
    answer = answer.model_copy(update={"offers": ("Where is ledger 3 kept?", "Where does the pier bend?")})
    assert questions.after(answer, limit=2, new=9) == ("Where does the pier bend?", "What lifts coal?")
    assert questions.after(answer, limit=9, new=9)[-1] == "Where is ledger 3 kept?"


def test_a_line_that_is_no_question_or_too_long_for_a_button_is_passed_over(
    answerer: Answerer, questions: NextQuestions
) -> None:
    assert questions.question_of(statement(answerer, "crane")) == "What lifts coal?"


def test_a_line_that_its_statement_does_not_answer_is_passed_over(answerer: Answerer, questions: NextQuestions) -> None:
    assert questions.question_of(statement(answerer, "gate")) == "When does the gate shut?"
    assert questions.question_of(statement(answerer, "tower")) is None


def test_every_question_is_answered_with_its_statement(answerer: Answerer, questions: NextQuestions) -> None:
    for name, _, _ in HARBOUR:
        question = questions.question_of(statement(answerer, name))
        if question:
            outcome = answerer.answer(Request(question, "en"))
            assert (outcome.answer.kind, name in outcome.statement_ids) == ("answer", True)


def test_the_question_that_was_asked_is_not_next(answerer: Answerer, questions: NextQuestions) -> None:
    answer = told(answerer, "What is the bridge made of?").model_copy(update={"question": "what lifts coal? "})
    assert "What lifts coal?" not in questions.after(answer, new=9)


def test_readings_of_a_topic_are_its_next_questions(questions: NextQuestions) -> None:
    answer = Answer(question="x", language="en", kind="clarification", text="Which?", offers=("A?", "B?"))
    assert questions.after(answer) == ("A?", "B?")


@pytest.mark.parametrize("kind", ["abstention", "clusters", "smalltalk"])
def test_nothing_follows_what_is_no_answer(questions: NextQuestions, kind: str) -> None:
    answer = Answer.model_validate({"question": "x", "language": "en", "kind": kind, "text": "x", "offers": ("A?",)})
    assert questions.after(answer) == ()


class Counting(Answerer):
    """Counts what it is asked."""

    n = 0

    def answer(self, request: Request) -> Outcome:
        self.n += 1
        return super().answer(request)


@pytest.fixture
def counting(answerer: Answerer) -> Counting:
    return Counting(answerer.base, answerer.model)


def test_few_statements_are_tried_at_a_time_and_none_twice(counting: Counting) -> None:
    questions = NextQuestions(counting)
    answer = told(counting, "What is the bridge made of?").model_copy(update={"offers": ()})
    counting.n = 0
    assert questions.after(answer, new=1) == ("What lifts coal?",)
    assert counting.n == 1
    assert questions.after(answer, new=0) == ("What lifts coal?",)
    assert counting.n == 1


def test_all_statements_can_be_tried_beforehand(counting: Counting) -> None:
    questions = NextQuestions(counting)
    steps = 0
    while questions.warm():
        steps += 1
    assert steps == len(HARBOUR) + N_LEDGERS
    answer = told(counting, "What is the bridge made of?")
    counting.n = 0
    assert len(questions.after(answer, new=0)) == 3
    assert counting.n == 0
