from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator

import fts5
import numpy as np
import pytest
from made import document

from knowledge.index import postings
from knowledge.index.written_store import WrittenStore
from knowledge.records import Document

N = 1500
WORDS = [f"word{chr(ord('a') + number)}" for number in range(20)]


def some_text(chance: random.Random, n_words: int) -> str:
    """Return words of which the first are common and the last rare."""
    return " ".join(WORDS[min(int(chance.paretovariate(0.7)), len(WORDS)) - 1] for _ in range(n_words))


def documents(n: int) -> Iterator[Document]:
    """Yield documents with texts of different lengths, some with headings and asked lines."""
    chance = random.Random(5)
    for number in range(n):
        heading = some_text(chance, 2) if number % 3 == 0 else ""
        asked = (some_text(chance, 3), some_text(chance, 2)) if number % 4 == 0 else ()
        kind = "statement" if number % 5 == 0 else "text"
        yield document(f"d{number:04}", some_text(chance, 3 + number % 17), heading=heading, asked=asked, kind=kind)


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    """Passages with postings."""
    store = WrittenStore.create()
    store.add_documents(documents(N))
    postings.write(store.connection)
    yield store.connection
    store.close()


def reading(connection: sqlite3.Connection) -> postings.Postings:
    return postings.Postings(lambda: connection)


def search(connection: sqlite3.Connection, stems: list[str], depth: int = 60) -> list[tuple[int, float]]:
    return postings.search(reading(connection), stems, depth=depth, n_passages=N)


@pytest.mark.parametrize("stems", [WORDS[:1], WORDS[-1:], WORDS[2:7], WORDS, [WORDS[3], "unheard", WORDS[9]]])
@pytest.mark.parametrize("depth", [1, 2, 60, N])
def test_hits_and_scores_are_those_of_fts5(connection: sqlite3.Connection, stems: list[str], depth: int) -> None:
    expected = dict(fts5.search(connection, stems, depth=N))
    found = search(connection, stems, depth)
    assert len(found) == min(depth, len(expected))
    assert dict(found) == pytest.approx({rowid: expected[rowid] for rowid, _ in found}, rel=1e-6)
    assert [score for _, score in found] == pytest.approx(sorted(expected.values(), reverse=True)[:depth], rel=1e-6)


def test_best_come_first_and_equal_ones_by_row_id(connection: sqlite3.Connection) -> None:
    found = search(connection, [WORDS[0]], depth=N)
    assert found == sorted(found, key=lambda hit: (-hit[1], hit[0]))
    assert len({score for _, score in found}) < len(found)


def test_of_equal_passages_across_the_depth_the_first_row_ids_stay() -> None:
    store = WrittenStore.create()
    store.add_documents(document(f"d{number}", "tunnel", "bridge") for number in range(5))
    postings.write(store.connection)
    assert [i for i, _ in postings.search(reading(store.connection), ["tunnel"], depth=3, n_passages=10)] == [1, 3, 5]
    store.close()


def test_only_passages_of_the_mask_are_hits(connection: sqlite3.Connection) -> None:
    kinds = ("statement",)
    among = np.zeros(N + 1, dtype=bool)
    among[[i for (i,) in connection.execute("select passage_rowid from passages where kind = 'statement'")]] = True
    found = postings.search(reading(connection), WORDS[5:9], depth=80, n_passages=N, among=among)
    expected = fts5.search(connection, WORDS[5:9], depth=80, kinds=kinds)
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], rel=1e-6)
    assert all(among[rowid] for rowid, _ in found)


@pytest.mark.parametrize("stems", [[], ["unheard"], ["'", '"']])
def test_stems_that_no_passage_has_give_no_hits(connection: sqlite3.Connection, stems: list[str]) -> None:
    assert search(connection, stems) == []


def test_the_search_for_the_best_finds_them_among_many_blocks() -> None:
    scores = np.random.default_rng(3).integers(0, 400, size=200_000).astype(np.float64)
    found = postings.best(scores, 60)
    last = np.sort(scores)[-60]
    assert sorted(found.tolist()) == np.flatnonzero(scores >= last).tolist()


def test_fewer_scores_above_zero_than_wanted_are_all_found() -> None:
    scores = np.zeros(200_000)
    scores[[7, 150_000]] = 1.0
    assert postings.best(scores, 60).tolist() == [7, 150_000]


def test_frequencies_are_those_of_the_full_text_table(connection: sqlite3.Connection) -> None:
    frequencies = postings.Frequencies(reading(connection))
    expected = fts5.document_frequencies(connection)
    assert dict(frequencies) == expected
    assert (len(frequencies), frequencies.get("unheard", 0), "unheard" in frequencies) == (len(expected), 0, False)


def test_postings_that_are_held_in_memory_give_the_same(connection: sqlite3.Connection) -> None:
    read, held = reading(connection), reading(connection)
    held.hold()
    frequencies = postings.Frequencies(read)
    assert dict(postings.Frequencies(held)) == dict(frequencies)
    assert (held.n_passages("unheard"), "unheard" in postings.Frequencies(held)) == (0, False)
    for n in (0, 1, 5):
        stems = [*WORDS[3 : 3 + n], "unheard"]
        found = [postings.search(p, stems, depth=80, n_passages=N) for p in (read, held)]
        assert found[0] == found[1]


def test_row_ids_with_gaps_are_kept() -> None:
    store = WrittenStore.create()
    store.add_documents([document("a", "tunnel", "bridge", "tunnel tunnel")])
    store.connection.execute("delete from passages_fts where rowid = 2")
    postings.write(store.connection)
    found = postings.search(reading(store.connection), ["tunnel", "bridge"], depth=9, n_passages=2)
    assert sorted(i for i, _ in found) == [1, 3]
    store.close()


def test_no_passages_have_no_postings() -> None:
    store = WrittenStore.create()
    postings.write(store.connection)
    assert postings.search(reading(store.connection), ["tunnel"], depth=5, n_passages=0) == []
    assert postings.are_right(store.connection)
    store.close()


@pytest.mark.parametrize(
    "damage",
    [
        "update postings set entries = zeroblob(8) where stem = 'bridg'",
        "delete from postings where stem = 'bridg'",
        "insert into postings values ('zebra', zeroblob(8))",
        "update passages_fts set body = 'tunnel' where rowid = 2",
    ],
)
def test_postings_of_other_rows_are_not_right(damage: str) -> None:
    store = WrittenStore.create()
    store.add_documents([document("a", "tunnel", "bridge")])
    postings.write(store.connection)
    assert postings.are_right(store.connection)
    store.connection.execute(damage)
    assert not postings.are_right(store.connection)
    store.close()
