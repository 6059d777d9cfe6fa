"""Follow-ups as the fit sees them, on the shipped index, against what the bot itself makes of them."""

from __future__ import annotations

import pytest

from bot.dialogue.conversation import Conversation
from bot.fitting.context_fitting import outcomes
from bot.fitting.followup_cases import Case, answered_in_full, conversation_cases, made_cases
from bot.fitting.made_followups import MadeFollowUp
from bot.session.messages import Message
from knowledge.answers.answer import Answerer
from knowledge.answers.context import load_context_model
from knowledge.quality.questions import EvaluationQuestion
from knowledge.records import Language
from knowledge.retrieval.model import sigmoid

FIRST = "When was ESCA set up?"
TUNING, TEST = "a", "e"  # sessions, by the hash of their names


def made(*turns: str, expect: str | None, language: Language = "en") -> MadeFollowUp:
    return MadeFollowUp("aspect" if expect else "unanswered", language, "esca", turns, expect)


def cases(answerer: Answerer, *followups: MadeFollowUp) -> list[Case]:
    return list(made_cases(answerer, followups))


def question(session: str, text: str, **known: object) -> EvaluationQuestion:
    values = {"id": text, "lang": "en", "question": text, "kind": "answer", "session": session, **known}
    return EvaluationQuestion.model_validate(values)


@pytest.mark.parametrize(
    ("language", "first", "short", "expect"),
    [
        ("en", FIRST, "where is it based?", "Berlin"),
        ("en", "Who opened the annual conference 2018?", "and in 2017?", "Wiese"),
        ("de", "Wo sitzt EUCLES?", "seit wann gibt es die?", "2020"),
    ],
)
def test_a_case_is_ranked_and_rated_as_the_bot_does_it(
    answerer: Answerer,
    language: Language,
    first: str,
    short: str,
    expect: str,
) -> None:
    (found,) = cases(answerer, made(first, short, expect=expect, language=language))
    (outcome,) = outcomes([found], load_context_model())
    conversation = Conversation(answerer, confidence=lambda found: sigmoid(found["odds"]))
    conversation.reply(Message(first, language=language))
    answer = conversation.reply(Message(short, language=language)).answer
    assert answer.kind == "answer"
    assert outcome.confidence == pytest.approx(answer.confidence, abs=1e-3)
    assert outcome.is_right


def test_what_has_the_pattern_is_right_and_known_gaps_are_not(answerer: Answerer) -> None:
    (found,) = cases(answerer, made(FIRST, "where is it based?", expect="Berlin"))
    assert found.is_answerable
    assert found.is_right.any()
    assert not (found.is_right & found.is_gap).any()


def test_where_nothing_answers_known_gaps_are_right_and_no_statement(answerer: Answerer) -> None:
    (found,) = cases(answerer, made(FIRST, "what's its turnover?", expect=None))
    assert not found.is_answerable
    assert found.is_gap.any()
    assert (found.is_right == found.is_gap).all()


def test_the_same_after_the_same_gives_the_same_to_six_decimals(answerer: Answerer) -> None:
    twice = cases(answerer, *[made(FIRST, "where is it based?", expect="Berlin")] * 2)
    assert (twice[0].order == twice[1].order).all()
    assert (twice[0].sure == twice[1].sure).all()
    assert (twice[0].order == twice[0].order.round(6)).all()


def test_answered_in_full_are_those_with_what_is_expected(answerer: Answerer) -> None:
    asked: list[tuple[Language, str, str]] = [
        ("en", FIRST, "2010"),
        ("en", "Where is ESCA based?", "Lisbon"),
        ("de", "Wo sitzt EUCLES?", "brüssel"),
    ]
    assert answered_in_full(answerer, asked) == {FIRST, "Wo sitzt EUCLES?"}


def test_of_conversations_what_follows_in_the_tuning_half_is_a_case(answerer: Answerer) -> None:
    asked = [
        question(session, text, expect=expect)
        for session in (TUNING, TEST)
        for text, expect in ((FIRST, ["2010"]), ("where is it based?", ["Berlin"]))
    ]
    assert [q.split for q in asked] == ["tuning", "tuning", "test", "test"]
    (found,) = conversation_cases(answerer, asked)
    assert (found.kind, found.family, found.is_answerable) == ("conversation", TUNING, True)
    assert found.is_right.any()


def test_a_statement_that_states_no_fact_that_is_named_is_wrong(answerer: Answerer) -> None:
    asked = [question(TUNING, FIRST), question(TUNING, "where is it based?", expect=["Berlin"], facts=["no-such-fact"])]
    (found,) = conversation_cases(answerer, asked)
    assert not found.is_right.any()
    assert found.is_answerable


def test_what_goes_on_with_a_list_of_clusters_is_no_case(answerer: Answerer) -> None:
    asked = [
        question(TUNING, "Which clusters are there in Bavaria?", kind="clusters"),
        question(TUNING, "where is it based?", expect=["Berlin"]),
    ]
    assert not list(conversation_cases(answerer, asked))
