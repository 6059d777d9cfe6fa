from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from made import document, opened

from knowledge.quality.questions import EvaluationQuestion
from knowledge.quality.side_by_side import comparable, runs
from knowledge.quality.trec import Run
from knowledge.records import SearchMode
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.model import load_model
from knowledge.retrieval.retrieval import Retriever

BRIDGES = "How long do timber bridges stand?"


def asked(question_id: str, question: str = BRIDGES, **known: Any) -> EvaluationQuestion:
    values = {"id": question_id, "lang": "en", "question": question, "kind": "answer", "facts": ["s"], **known}
    return EvaluationQuestion.model_validate(values)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """Two statements in both languages, a known gap that is nearest to the question, and a text of no statement."""
    found = opened(
        tmp_path_factory.mktemp("data"),
        document("bridges-en", "Timber bridges stand for eighty years.", kind="statement", statement_id="bridges"),
        document(
            "bridges-de", "Holzbrücken stehen achtzig Jahre.", kind="statement", statement_id="bridges", language="de"
        ),
        document("cranes-en", "Harbours have cranes near bridges.", kind="statement", statement_id="cranes"),
        document("cranes-de", "Häfen haben Kräne.", kind="statement", statement_id="cranes", language="de"),
        document("gap", "how long timber bridges stand", kind="gap", statement_id="gap:bridges", asked=(BRIDGES,)),
        document("notes.txt", "Timber is wood."),
    )
    yield found
    found.close()


@pytest.fixture(scope="module")
def found(base: KnowledgeBase) -> dict[str, Run]:
    return runs([asked("a"), asked("b", "???")], base.searcher, Retriever(base, load_model()))


def test_there_are_four_runs_with_every_question_in_each(found: dict[str, Run]) -> None:
    assert list(found) == ["lexical", "dense", "hybrid", "ranked"]
    assert [list(run) for run in found.values()] == [["a", "b"]] * 4


@pytest.mark.parametrize("mode", ["lexical", "dense", "hybrid"])
def test_a_run_is_what_search_finds_among_statements_and_texts_each_statement_once(
    mode: SearchMode, found: dict[str, Run], base: KnowledgeBase
) -> None:
    hits = base.searcher.search(base.searcher.prepare(BRIDGES, "en"), k=60, mode=mode, kinds=("statement", "text"))
    keys: list[str] = []
    for hit in hits:
        key = hit.passage.statement_id or hit.passage.passage_id
        if key not in keys:
            keys.append(key)
    assert list(found[mode]["a"]) == keys
    assert keys[0] == "bridges"


def test_the_dense_run_has_every_statement_once_and_the_text_by_its_passage(found: dict[str, Run]) -> None:
    assert sorted(found["dense"]["a"]) == ["bridges", "cranes", "notes.txt#0"]


def test_ranked_is_the_order_of_the_answerer_without_known_gaps(found: dict[str, Run], base: KnowledgeBase) -> None:
    retrieved = Retriever(base, load_model()).retrieve(BRIDGES, "en")
    assert [c.passage.statement_id for c in retrieved.gaps] == ["gap:bridges"]
    expected = [c.passage.statement_id or c.passage.passage_id for c in retrieved.candidates]
    assert list(found["ranked"]["a"]) == expected
    assert list(found["ranked"]["a"].values()) == [float(n) for n in range(len(expected), 0, -1)]


def test_a_question_without_words_finds_nothing_but_has_its_place(found: dict[str, Run]) -> None:
    assert (found["lexical"]["b"], found["ranked"]["b"]) == ({}, {})


# -- which questions ---------------------------------------------------------------------------


def test_questions_that_name_no_statement_are_left_out() -> None:
    assert [q.id for q in comparable([asked("a"), asked("b", facts=[]), asked("c")])] == ["a", "c"]


def test_of_a_conversation_the_first_question_counts() -> None:
    questions = [
        asked("a", session="x"),
        asked("b", session="x"),
        asked("c", session="y", facts=[]),
        asked("d", session="y"),
        asked("e", session="z"),
    ]
    assert [q.id for q in comparable(questions)] == ["a", "e"]
