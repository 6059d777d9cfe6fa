"""The sample of answers that are read by hand: what is drawn, and which faults are seen without reading."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from made import document, opened

from benchmarks.reading import drawn, faults
from knowledge.quality.questions import EvaluationQuestion
from knowledge.records import Answer, AnswerKind, Citation, ClusterCard, MembershipCard
from knowledge.retrieval.base import KnowledgeBase


def asked(question_id: str, session: str | None = None) -> EvaluationQuestion:
    return EvaluationQuestion(id=question_id, lang="en", question="Why?", kind="answer", session=session)


QUESTIONS = [asked("a"), asked("b"), asked("c"), asked("t1", "s"), asked("t2", "s"), asked("u1", "r")]


def test_questions_alone_and_conversations_are_drawn_apart_with_all_their_turns_in_order() -> None:
    alone, talks = drawn(QUESTIONS, 1), drawn(QUESTIONS, 1, follow_ups=True)
    assert sorted([q.id for q in turns] for turns in alone) == [["a"], ["b"], ["c"]]
    assert sorted([q.id for q in turns] for turns in talks) == [["t1", "t2"], ["u1"]]


def test_the_order_depends_on_seed_and_ids_alone() -> None:
    assert drawn(QUESTIONS, 5) == drawn(QUESTIONS[::-1], 5)
    assert len({tuple(turns[0].id for turns in drawn(QUESTIONS, seed)) for seed in range(20)}) > 1


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    opened_base = opened(tmp_path_factory.mktemp("data"), document("notes.txt", "Coal is black. Ash is grey."))
    yield opened_base
    opened_base.close()


def answered(text: str, *quotes: str, kind: AnswerKind = "answer", on_card: tuple[int, ...] = ()) -> Answer:
    citations = [
        Citation(number=n, doc_id="notes.txt", passage_id="notes.txt#0", title="Notes", quote=quote)
        for n, quote in enumerate(quotes, 1)
    ]
    card = ClusterCard(
        id="x",
        name="X",
        land="Sachsen",
        city=None,
        fields=(),
        label=None,
        go_cluster=MembershipCard(status="unknown", as_of=None),
        website=None,
        citations=on_card,
    )
    return Answer(
        question="?",
        language="en",
        kind=kind,
        text=text,
        confidence=1.0,
        citations=tuple(citations),
        clusters=(card,) if on_card else (),
    )


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (answered("Coal is black. [1]", "Coal is black."), []),
        (answered("Yes. Coal is black. (as of 2022) [1]", "Coal is black."), []),
        (answered("Coal is black. [1] [2]", "Coal is black."), ["[2] is not listed"]),
        (answered("Coal is black. [1]", "Coal is black.", "Coal is black."), ["[2] is listed and not used"]),
        (answered("Coal is red. [1]", "Coal is red."), ["the quote of [1] is not in its passage"]),
        (answered("Coal is black. [1] So is ash.", "Coal is black."), ["said without a quote: 'So is ash.'"]),
        (answered("1. X [1]", "Coal is black.", "Ash is grey.", kind="clusters", on_card=(1, 2)), []),
        (answered("1. X [1]", "Coal is black.", "Ash is grey.", kind="clusters"), ["[2] is listed and not used"]),
    ],
)
def test_what_letters_can_tell_is_a_fault(base: KnowledgeBase, answer: Answer, found: list[str]) -> None:
    assert list(faults(answer, base)) == found
