"""Retrieval side by side: the statements for each question in the lexical, the dense and the hybrid run, and as ranked."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.quality.questions import EvaluationQuestion
from knowledge.quality.trec import Run, scored
from knowledge.records import Passage, PassageKind, SearchMode
from knowledge.retrieval.retrieval import Retriever
from knowledge.retrieval.search import DEPTH, Searcher

RANKED = "ranked"

_MODES: tuple[SearchMode, ...] = ("lexical", "dense", "hybrid")
_KINDS: tuple[PassageKind, ...] = ("statement", "text")


def comparable(questions: Iterable[EvaluationQuestion]) -> list[EvaluationQuestion]:
    """Return the questions that name the statements that answer them and stand on their own, in order.

    Of a conversation that is the first question: the others are understood from what was said before.
    """
    begun: set[str] = set()
    found: list[EvaluationQuestion] = []
    for question in questions:
        if question.facts and question.session not in begun:
            found.append(question)
        if question.session:
            begun.add(question.session)
    return found


def runs(questions: Iterable[EvaluationQuestion], searcher: Searcher, retriever: Retriever) -> dict[str, Run]:
    """Return the runs by name: "lexical", "dense", "hybrid", "ranked"; a question for which nothing is found has an empty one.

    Both languages count as one: the better placed of a statement and its twin stands for both. "ranked" is the order
    in which the answerer takes them, without known gaps.
    """
    found: dict[str, Run] = {name: {} for name in (*_MODES, RANKED)}
    for question in questions:
        query = searcher.prepare(question.question, question.lang)
        for mode in _MODES:
            hits = searcher.search(query, k=DEPTH, mode=mode, kinds=_KINDS)
            found[mode][question.id] = scored([_key(hit.passage) for hit in hits])
        candidates = retriever.retrieve(question.question, question.lang).candidates
        passages = [candidate.passage for candidate in candidates]
        found[RANKED][question.id] = scored([_key(passage) for passage in passages])
    return found


def _key(passage: Passage) -> str:
    return passage.statement_id or passage.passage_id
