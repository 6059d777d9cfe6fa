"""An index in PostgreSQL gives the answers that one in files gives: text, citations, clusters, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import Server

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from indexer.generation.builder import build
from indexer.shipped.corpus import load_shipped
from knowledge.answers.answer import Answerer
from knowledge.index.postgres.home import PostgresHome
from knowledge.records import QUOTABLE
from knowledge.retrieval.base import KnowledgeBase

QUESTIONS = (
    "Who decides on admission to go-cluster?",
    "Wer entscheidet über die Aufnahme?",
    "How many members did go-cluster have in 2019?",
    "And in 2013?",
    "What does the gold label require?",
    "Was kostet die Mitgliedschaft?",
    "Which clusters work on lasers in Thuringia?",
    "Und in Bayern?",
    "the second one",
    "Cluster für Wasserstoff in der Nähe von Bremen",
    "Who is the chair of the board?",
    "Wie heisst der Vorsitzende des Beirats?",
    "Is AFBW a member?",
    "Welche Netzwerke haben ein Silber-Label und arbeiten an Medizintechnik?",
    "We need a partner for battery recycling",
    "What is the weather like in Berlin?",
    "hello",
    "go-cluster",
    "Seit wann gibt es das Programm und welche Ziele verfolgt es?",
    "'; drop table passages; --",
)


@pytest.fixture(scope="module")
def in_postgres(postgres_server: Server, shipped: KnowledgeBase, shipped_data: Path) -> Iterator[KnowledgeBase]:
    """The shipped index in PostgreSQL; its vectors and classifiers come from that in files."""
    with postgres_server.database() as url:
        home = PostgresHome(url, shipped_data)
        outcome = build(load_shipped(), shipped.encoder, home, graph=shipped.manifest.graph)
        assert outcome.encoded == 0
        base = KnowledgeBase.open(home, shipped.encoder)
        yield base
        base.close()
        home.close()


def test_both_give_the_same_answers(shipped: KnowledgeBase, in_postgres: KnowledgeBase) -> None:
    told = []
    for base in (shipped, in_postgres):
        conversation = Conversation(Answerer(base))
        replies = [conversation.reply(Message(question, session="a")) for question in QUESTIONS]
        told.append([r.answer.model_dump(exclude={"elapsed_ms", "generation", "confidence"}) for r in replies])
        told.append([r.answer.confidence for r in replies])  # type: ignore[arg-type]
    assert told[2] == told[0]
    assert told[3] == pytest.approx(told[1], abs=1e-4)


@pytest.mark.parametrize("mode", ["lexical", "dense", "hybrid"])
def test_both_find_the_same(mode: str, shipped: KnowledgeBase, in_postgres: KnowledgeBase) -> None:
    for question in QUESTIONS:
        found = []
        for base in (shipped, in_postgres):
            query = base.searcher.prepare(question, base.language_of(question))
            hits = base.searcher.search(query, k=20, mode=mode, kinds=QUOTABLE)  # type: ignore[arg-type]
            found.append({hit.passage.passage_id: hit.score for hit in hits})
        one, other = found
        last = max(min(one.values(), default=0.0), min(other.values(), default=0.0))
        for hit in {
            *one,
            *other,
        }:  # the vectors of a file are in half precision: two that are about as near may change places
            assert one.get(hit, last) == pytest.approx(other.get(hit, last), abs=2e-4)
