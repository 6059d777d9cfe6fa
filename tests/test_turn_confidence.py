from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.dialogue.conversation import Conversation
from bot.dialogue.followups import Resolved
from bot.dialogue.turn_confidence import TURN_SIGNALS, as_sure, load_turn_model, shipped, turn_signals
from bot.fitting import turn_fitting
from bot.session.messages import Message
from bot.session.sessions import Session, Topic
from knowledge.answers.answer import Answerer
from knowledge.asked.question import analyse
from knowledge.clusters.outcomes import OriginAsked, Outcome, Request
from knowledge.errors import InputError
from knowledge.quality.questions import EvaluationQuestion
from knowledge.records import Answer
from knowledge.retrieval.model import sigmoid
from knowledge.retrieval.retrieval import Retrieved

ASKED = "What does gold cost?"
BEFORE = Session("en", "answer", Topic(question=ASKED, last=ASKED, statement_ids=("gold-cost",)))
ALONE = Resolved(Request("And silver?", "en"), BEFORE.topic)
IN_CONTEXT = replace(ALONE, retrieved=Retrieved(analyse("And silver?"), "en", frozenset()))


def outcome(confidence: float = 0.8, told: str = "silver-cost", kind: str = "answer") -> Outcome:
    answer = Answer(question="And silver?", language="en", kind=kind, text="…", confidence=confidence)  # type: ignore[arg-type]
    return Outcome(answer, statement_ids=(told,) if told else ())


@pytest.mark.parametrize(
    ("resolved", "told", "expected"),
    [
        (ALONE, "silver-cost", (1.0, 0.0)),
        (IN_CONTEXT, "silver-cost", (0.0, 0.0)),
        (IN_CONTEXT, "gold-cost", (0.0, 1.0)),
    ],
)
def test_an_answer_found_alone_and_one_told_again_are_told_apart(
    resolved: Resolved, told: str, expected: tuple[float, float]
) -> None:
    found = turn_signals(outcome(told=told), resolved, BEFORE)
    assert found is not None
    assert (found["alone"], found["again"]) == expected
    assert sigmoid(found["odds"]) == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("before", "given"),
    [
        (Session(), outcome()),
        (BEFORE, outcome(kind="abstention")),
        (BEFORE, outcome(kind="clusters")),
        (BEFORE, outcome(told="")),
    ],
)
def test_first_messages_and_other_answers_keep_their_confidence(before: Session, given: Outcome) -> None:
    assert as_sure(given, ALONE, before, lambda _: 0.1) is given


def test_where_a_statement_is_from_is_no_less_sure() -> None:
    asked = replace(ALONE, request=replace(ALONE.request, origin=OriginAsked(("gold-cost",))))
    assert turn_signals(outcome(told="gold-cost"), asked, BEFORE) is None


def test_the_confidence_of_a_later_answer_is_that_of_the_map() -> None:
    found = as_sure(outcome(), ALONE, BEFORE, lambda signals: 0.5 + signals["alone"] / 8)
    assert found.answer.confidence == 0.625
    assert replace(found, answer=outcome().answer) == outcome()


def test_the_shipped_map_rises_with_the_confidence_and_trusts_what_is_told_again_or_found_alone_less() -> None:
    assert load_turn_model().names == TURN_SIGNALS
    sure = [shipped({"odds": odds / 2, "alone": 0.0, "again": 0.0}) for odds in range(-4, 12)]
    assert sure == sorted(sure)
    plain = shipped({"odds": 3.0, "alone": 0.0, "again": 0.0})
    for name in ("alone", "again"):
        assert shipped({"odds": 3.0, "alone": 0.0, "again": 0.0, name: 1.0}) < plain


def test_in_a_conversation_the_first_answer_keeps_its_confidence_and_the_second_has_that_of_the_map(
    answerer: Answerer,
) -> None:
    seen: list[Mapping[str, float]] = []

    def tenth(found: Mapping[str, float]) -> float:
        seen.append(found)
        return 0.1

    conversation = Conversation(answerer, confidence=tenth)
    first = conversation.reply(Message("What does a gold label cost?", session="s")).answer
    assert (first.kind, seen) == ("answer", [])
    second = conversation.reply(Message("And silver?", session="s")).answer
    assert (second.kind, second.confidence, len(seen)) == ("answer", 0.1, 1)


def question(number: int, text: str, expect: str) -> EvaluationQuestion:
    return EvaluationQuestion(id=f"q{number}", session="s", lang="en", question=text, kind="answer", expect=(expect,))


def test_turns_are_the_later_answers_with_whether_they_are_right(answerer: Answerer) -> None:
    asked = [
        question(1, "What does a gold label cost?", "8,250"),
        question(2, "And silver?", "3,620"),
        question(3, "And bronze?", "never said"),
    ]
    found = turn_fitting.turns(answerer, asked)
    assert [right for _, right in found] == [True, False]
    assert all(tuple(signals) == TURN_SIGNALS for signals, _ in found)


def test_the_fitted_map_gives_the_share_that_is_right() -> None:
    turns = [
        ({"odds": 3.0, "alone": alone, "again": 0.0}, number < n_right)
        for alone, n_right in ((0.0, 90), (1.0, 70))
        for number in range(100)
    ]
    weights = turn_fitting.fit(turns)
    for alone, share in ((0.0, 0.9), (1.0, 0.7)):
        odds = weights.log_odds({"odds": 3.0, "alone": alone, "again": 0.0})
        assert sigmoid(odds) == pytest.approx(share, abs=0.02)


def test_turns_that_are_all_right_teach_nothing() -> None:
    with pytest.raises(InputError, match="of 2 answers to later messages all are right, or none"):
        turn_fitting.fit([({"odds": 1.0, "alone": 0.0, "again": 0.0}, True)] * 2)


def test_conversations_that_cannot_be_read_are_told(
    shipped_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text(json.dumps({"id": 1}), encoding="utf-8")
    assert turn_fitting.main([str(shipped_data), str(broken)]) == 1
    assert "'broken.jsonl', line 1" in capsys.readouterr().err
