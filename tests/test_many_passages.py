"""An index whose vectors are compared by sketches gives the answers of the same index that compares all."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from made import document, opened
from sqlite_utils import Database

from knowledge.index import generations, integrity
from knowledge.index.store import Store
from knowledge.index.vectors import VectorIndex
from knowledge.index.written_store import WrittenStore
from knowledge.records import Hit, PassageKind, SearchMode
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import WordEncoder

WORDS = {
    "en": "harbour tunnel bridge crane timber road ferry lighthouse anchor vessel cargo pilot dock quay".split(),
    "de": "Hafen Tunnel Brücke Kran Holz Straße Fähre Leuchtturm Anker Schiff Ladung Lotse Dock Kai".split(),
}
QUESTIONS = (
    ("Which harbour has a crane?", "en"),
    ("Welcher Hafen hat einen Kran?", "de"),
    ("the lihgthouse and the timber", "en"),
    ("Anker, Ladung und Lotse", "de"),
    ("unheard of", "en"),
)
KINDS: tuple[tuple[PassageKind, ...] | None, ...] = (None, ("text",), ("profile",), ("statement", "text"))


def texts(language: str, n: int) -> Iterator[str]:
    chance = random.Random(language)
    for _ in range(n):
        yield (
            " ".join(chance.choices(WORDS[language], range(len(WORDS[language]), 0, -1), k=chance.randint(4, 12))) + "."
        )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    documents = [
        document(f"{kind}-{language}", *texts(language, n), language=language, kind=kind)
        for language in WORDS
        for kind, n in (("text", 120), ("profile", 20), ("statement", 10))
    ]
    base = opened(tmp_path_factory.mktemp("small"), *documents)
    yield base
    base.close()


@pytest.fixture(scope="module")
def large_folder(small: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the same generation, as one of many passages is written."""
    data = tmp_path_factory.mktemp("large") / "data"
    shutil.copytree(next(path for path in small_folder(small).parents if path.name == "generations").parent, data)
    folder = generations.current(data)
    rows = Store(sqlite3.connect(folder / generations.DATABASE))
    vectors, rowids = rows.vectors(small.encoder.dimension)
    VectorIndex.build(vectors, rowids, exact_up_to=0).save(folder / generations.VECTORS)
    rows.close()
    return data


def small_folder(base: KnowledgeBase) -> Path:
    (_, _, path) = base.store.rows.connection.execute("pragma database_list").fetchone()  # type: ignore[attr-defined]
    return Path(path)


@pytest.fixture(scope="module")
def large(large_folder: Path) -> Iterator[KnowledgeBase]:
    base = KnowledgeBase.open(large_folder, WordEncoder())
    yield base
    base.close()


def hits(
    base: KnowledgeBase, text: str, language: str, mode: SearchMode, kinds: tuple[PassageKind, ...] | None
) -> list[Hit]:
    return base.searcher.search(base.searcher.prepare(text, language), k=20, mode=mode, kinds=kinds)  # type: ignore[arg-type]


@pytest.mark.parametrize("kinds", KINDS)
@pytest.mark.parametrize(("text", "language"), QUESTIONS)
def test_words_find_the_same_passages(
    small: KnowledgeBase, large: KnowledgeBase, text: str, language: str, kinds: tuple[PassageKind, ...] | None
) -> None:
    found, expected = (hits(base, text, language, "lexical", kinds) for base in (large, small))
    # equal scores may differ in the seventh digit, and come in another order then
    assert [hit.score for hit in found] == pytest.approx([hit.score for hit in expected], rel=1e-6)
    scores = {hit.passage.passage_id: hit.score for hit in expected if hit.score > 1.000001 * expected[-1].score}
    assert {hit.passage.passage_id: hit.score for hit in found if hit.passage.passage_id in scores} == pytest.approx(
        scores, rel=1e-6
    )


@pytest.mark.parametrize("kinds", KINDS)
@pytest.mark.parametrize("mode", ["dense", "hybrid"])
def test_hybrid_and_dense_scores_are_nearly_the_same(
    small: KnowledgeBase, large: KnowledgeBase, mode: SearchMode, kinds: tuple[PassageKind, ...] | None
) -> None:
    for text, language in QUESTIONS:
        found, expected = (hits(base, text, language, mode, kinds) for base in (large, small))
        shared = {hit.passage.passage_id for hit in found} & {hit.passage.passage_id for hit in expected}
        assert len(found) == len(expected)
        assert len(shared) >= 0.9 * len(expected)


def test_statements_and_kinds_are_found_by_an_index(large: KnowledgeBase) -> None:
    connection = large.store.rows.connection  # type: ignore[attr-defined]
    for sql in (
        "select distinct kind, language from passages",
        "select passage_rowid from passages where kind = 'text' and language = 'en'",
        "select statement_id, language, passage_rowid from passages where statement_id is not null",
    ):
        (_, _, _, plan) = connection.execute(f"explain query plan {sql}").fetchone()
        assert "INDEX idx_passages_" in plan


def test_the_check_finds_it_whole_but_changed(large_folder: Path) -> None:
    assert [line.partition(" is not the one")[0] for line in integrity.problems(large_folder)] == [
        "vector file 'vectors.faiss'"
    ]


def test_the_check_names_postings_that_are_wrong(large_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(large_folder, tmp_path / "data")
    rows = Database(str(generations.current(tmp_path / "data") / generations.DATABASE))
    rows.execute("delete from postings where stem = 'tunnel'")
    rows.conn.commit()
    rows.close()
    assert "the postings are not those of the full-text rows. Run: clusterbot index --repair" in integrity.problems(
        tmp_path / "data"
    )


def test_each_passage_and_vector_is_read_in_order_part_by_part() -> None:
    rows = WrittenStore.create()
    rows.add_documents(document(f"d{n:03}", "one", "two") for n in range(30))
    vectors = np.random.default_rng(0).normal(size=(60, 3)).astype(np.float32)
    rows.add_embeddings([f"h{n}" for n in range(60)], vectors)
    rows.add_passage_vectors((60 - n, f"h{n}", "text") for n in range(60))
    parts = list(rows.vector_parts(3, size=25))
    assert [len(part) for part, _ in parts] == [25, 25, 10]
    assert np.array_equal(np.concatenate([part for part, _ in parts]), vectors)
    assert np.concatenate([ids for _, ids in parts]).tolist() == list(range(60, 0, -1))
    assert dict(rows.each_passage()) == rows.passages()
    rows.close()
