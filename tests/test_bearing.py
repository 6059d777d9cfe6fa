"""The next statement that has the value a follow-up asks for, where the first lacks it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.answers.answer import Answerer
from knowledge.clusters.outcomes import Request
from knowledge.retrieval.ranking import Candidate
from knowledge.retrieval.retrieval import Retrieved
from knowledge.statements.bearing import next_bearing

LACKS, HAS = "pub-phase2-synergies", "web-conf-2016"  # on one conference: what it was for; who came, and when


def retrieved(answerer: Answerer, question: str, odds: tuple[float, float], confidence: float = 0.9) -> Retrieved:
    """What would be ranked for `question`: the statement that lacks the number, then the one that has it."""
    base = answerer.base
    rows = [base.twins[one, "en"] for one in (LACKS, HAS)]
    candidates = tuple(Candidate(base.passage(r), r, {}, o) for r, o in zip(rows, odds, strict=True))
    return replace(answerer.retrieve(question, "en"), candidates=candidates, gaps=(), confidence=confidence)


def request(said: str, text: str, before: str = "What was the 2016 cluster conference for?") -> Request:
    return replace(Request(text, "en"), said=said, before=before)


def never(_: Retrieved, __: Request) -> bool:
    return False


def later(found: Retrieved, _: Request) -> bool:
    """Only what has the number may be given."""
    return found.candidates[0].passage.statement_id == HAS


def always(_: Retrieved, __: Request) -> bool:
    return True


MANY = "How many participants were there?"


def test_it_steps_on_to_the_number(answerer: Answerer) -> None:
    found = next_bearing(request(MANY, MANY), retrieved(answerer, MANY, (5.0, 3.0)), later)
    assert found is not None
    assert [c.passage.statement_id for c in found.candidates] == [HAS]
    assert found.confidence == 0.75


@pytest.mark.parametrize("odds", [(5.0, 1.9), (9.0, 0.0)])
def test_not_to_one_that_is_far_behind(odds: tuple[float, float], answerer: Answerer) -> None:
    assert next_bearing(request(MANY, MANY), retrieved(answerer, MANY, odds), later) is None


def test_not_where_that_may_not_be_given_either(answerer: Answerer) -> None:
    assert next_bearing(request(MANY, MANY), retrieved(answerer, MANY, (5.0, 4.0)), never) is None


def test_a_first_one_that_may_be_given_stays_but_for_a_question_asked_anew(answerer: Answerer) -> None:
    ranked = retrieved(answerer, MANY, (5.0, 4.0))
    assert next_bearing(request(MANY, MANY), ranked, always) is None
    anew = retrieved(answerer, "How many participants were there in 2016?", (5.0, 4.0))
    asked = request("And in 2016?", "How many participants were there in 2016?", before="How many came in 2015?")
    found = next_bearing(asked, anew, always)
    assert found is not None
    assert found.candidates[0].passage.statement_id == HAS


def test_nothing_is_stepped_over_where_no_value_is_asked_for(answerer: Answerer) -> None:
    what = "What was it about?"
    assert next_bearing(request(what, what), retrieved(answerer, what, (5.0, 4.0)), later) is None
