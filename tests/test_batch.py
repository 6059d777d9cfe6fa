from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.batch import MAX_LINE_CHARS, BatchLine, parse_line, run_batch
from knowledge.errors import InputError, QuestionError


def answer(line: BatchLine) -> dict[str, Any]:
    if not line.question:
        raise QuestionError("the question is empty")
    return {"id": line.id, "text": line.question.upper()}


def run(*lines: str) -> list[tuple[dict[str, Any], bool]]:
    return list(run_batch(lines, answer))


# -- one line ----------------------------------------------------------------------------------


def test_a_line_has_id_question_and_session() -> None:
    line = '{"id": "q7", "question": "Who?", "session": "a"}'
    assert parse_line(line) == BatchLine("q7", "Who?", "a")


@pytest.mark.parametrize("identifier", ["q7", 7, "", 0, None])
def test_an_id_is_text_or_a_number_and_stays_what_it_was(identifier: str | int | None) -> None:
    assert parse_line(json.dumps({"id": identifier, "question": "Who?"})).id == identifier


def test_id_and_session_may_be_missing() -> None:
    assert parse_line('{"question": "Who?"}') == BatchLine(None, "Who?", None)


def test_other_keys_are_ignored() -> None:
    assert parse_line('{"id": 1, "question": "Who?", "lang": "en", "expect": [1]}') == BatchLine(1, "Who?", None)


def test_a_session_is_named_by_text_whatever_it_was() -> None:
    sessions = [parse_line(f'{{"question": "Who?", "session": {value}}}').session for value in ('"1"', "1", "null")]
    assert sessions == ["1", "1", None]


def test_a_search_may_call_it_query() -> None:
    assert parse_line('{"id": 1, "query": "gold"}').question == "gold"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Who?", "not JSON"),
        ('{"question": "Who?"', "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('["Who?"]', "not a JSON object"),
        ('"Who?"', "not a JSON object"),
        ("null", "not a JSON object"),
        ('{"id": 1}', "question is missing"),
        ('{"id": 1, "question": null}', "question is missing or no text"),
        ('{"id": 1, "question": ["Who?"]}', "question is missing or no text"),
        ('{"id": [1], "question": "Who?"}', "id is neither text nor a number"),
        ('{"id": {"a": 1}, "question": "Who?"}', "id is neither text nor a number"),
        ('{"question": "' + "x" * MAX_LINE_CHARS + '"}', f"at most {MAX_LINE_CHARS} are read"),
    ],
    ids=lambda value: value[:20],
)
def test_a_line_that_cannot_be_read_is_an_input_error(line: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_line(line)


def test_a_number_of_too_many_digits_is_an_input_error() -> None:
    with pytest.raises(InputError, match="not JSON"):
        parse_line('{"id": ' + "1" * 5000 + ', "question": "Who?"}')


@given(st.text().filter(lambda text: text.strip()))
def test_any_text_is_a_line_that_is_answered_or_an_error_of_one_line(text: str) -> None:
    ((value, answered),) = run(text)
    assert answered or "\n" not in value["error"]


@given(st.text(), st.text() | st.integers() | st.none(), st.text() | st.none())
def test_what_was_written_as_json_is_read_back(
    question: str, identifier: str | int | None, session: str | None
) -> None:
    line = json.dumps({"id": identifier, "question": question, "session": session})
    assert parse_line(line) == BatchLine(identifier, question, session)


# -- a whole batch -----------------------------------------------------------------------------


def test_lines_are_answered_in_order() -> None:
    assert run('{"id": 2, "question": "b"}', '{"id": 1, "question": "a"}') == [
        ({"id": 2, "text": "B"}, True),
        ({"id": 1, "text": "A"}, True),
    ]


def test_blank_lines_are_passed_over() -> None:
    assert run("", '{"id": 1, "question": "a"}\n', " \t\n") == [({"id": 1, "text": "A"}, True)]


def test_a_broken_line_gets_an_error_and_the_others_are_answered() -> None:
    (first, second, third) = run('{"id": 1, "question": "a"}', "broken", '{"id": 3, "question": "c"}')
    assert (first, third) == (({"id": 1, "text": "A"}, True), ({"id": 3, "text": "C"}, True))
    assert second[1] is False
    assert set(second[0]) == {"id", "error"}
    assert second[0]["id"] is None


@pytest.mark.parametrize("line", ['{"id": "q7", "question": ""}', '{"id": "q7"}', '{"id": "q7", "question": 7}'])
def test_an_error_has_the_id_of_its_line(line: str) -> None:
    ((value, answered),) = run(line)
    assert (value["id"], answered) == ("q7", False)


def test_each_line_is_answered_before_the_next_is_read() -> None:
    read: list[int] = []

    def lines() -> Iterator[str]:
        for n in range(3):
            read.append(n)
            yield json.dumps({"id": n, "question": "x"})

    answers = run_batch(lines(), answer)
    assert (next(answers)[0]["id"], read) == (0, [0])
    assert (next(answers)[0]["id"], read) == (1, [0, 1])


def test_an_error_that_is_not_in_the_input_stops_the_batch() -> None:
    def broken(_line: BatchLine) -> dict[str, Any]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(run_batch(['{"question": "a"}'], broken))
