"""The arrays of the lexical run against FTS5, which holds the same stems."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import passage

from knowledge import lexical
from knowledge.errors import IndexDamaged
from knowledge.lexical_index import KINDS, POSTINGS, ROWS, STEMS, LexicalIndex, Row
from knowledge.records import LANGUAGES, Document, Language, PassageKind
from knowledge.store import Store

WORDS = ("timber", "bridge", "tunnel", "harbour", "road", "ferry")
Texts = Sequence[tuple[str, str, str, PassageKind, Language]]


def both(texts: Texts) -> tuple[Store, LexicalIndex]:
    """A store with passages of (text, heading, asked line, kind, language), and the index of its rows."""
    store = Store.create()
    passages = [
        passage(f"d{n}#0", text, heading=heading, asked=(asked,), kind=kind, language=language)
        for n, (text, heading, asked, kind, language) in enumerate(texts)
    ]
    store.add_documents([Document(p.doc_id, p.doc_id, p.language, p.text, (p,)) for p in passages])
    rows = [Row(n, p.kind, p.language, lexical.indexed(p)) for n, p in enumerate(passages, 1)]
    return store, LexicalIndex.build(rows)


def some_texts(n: int, seed: int = 1) -> list[tuple[str, str, str, PassageKind, Language]]:
    rng = random.Random(seed)

    def words(most: int) -> str:
        return " ".join(rng.choice(WORDS) for _ in range(rng.randint(0, most)))

    return [(words(9), words(3), words(4), rng.choice(KINDS), rng.choice(LANGUAGES)) for _ in range(n)]


text = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
row = st.tuples(text, text, text, st.sampled_from(KINDS), st.sampled_from(LANGUAGES))


@given(
    st.lists(row, max_size=12),
    st.lists(st.sampled_from([*WORDS, "unheard"]), max_size=4, unique=True),
    st.none() | st.lists(st.sampled_from(KINDS), unique=True),
    st.integers(1, 15),
)
def test_it_finds_what_fts5_finds_with_the_same_scores(
    texts: Texts, words: list[str], kinds: list[PassageKind] | None, depth: int
) -> None:
    store, index = both(texts)
    stems = lexical.query_terms(" ".join(words), ("en",))
    everything = lexical.search(store.connection, stems, depth=99, kinds=kinds)
    found = index.search(stems, depth=depth, kinds=kinds)
    assert dict(found) == pytest.approx({r: s for r, s in everything if r in dict(found)}, rel=1e-6, abs=1e-9)
    assert [score for _, score in found] == pytest.approx([s for _, s in everything[:depth]], rel=1e-6, abs=1e-9)
    store.close()


@pytest.mark.parametrize("depth", [1, 7, 60, 400])
def test_of_many_rows_the_best_come_first_and_equal_ones_by_row_id(depth: int) -> None:
    store, index = both(some_texts(300))
    for words in ("bridge", "timber tunnel", "road ferry harbour"):
        found = index.search(lexical.query_terms(words, ("en",)), depth=depth)
        assert found == sorted(found, key=lambda hit: (-hit[1], hit[0]))
        reference = lexical.search(store.connection, lexical.query_terms(words, ("en",)), depth=depth)
        assert [rowid for rowid, _ in found] == [rowid for rowid, _ in reference]
    store.close()


def test_a_stem_asked_twice_counts_once() -> None:
    _, index = both(some_texts(20))
    assert index.search(["bridg", "bridg"], depth=20) == index.search(["bridg"], depth=20)


def test_no_stems_and_unknown_stems_find_nothing() -> None:
    _, index = both(some_texts(5))
    assert (index.search([], depth=9), index.search(["unheard"], depth=9)) == ([], [])


def test_an_index_of_nothing_can_be_asked() -> None:
    index = LexicalIndex.build([])
    assert (index.search(["bridg"], depth=9), index.n_passages, dict(index.frequencies())) == ([], 0, {})


def test_it_counts_the_passages_that_have_a_stem_as_fts5_does() -> None:
    store, index = both(some_texts(40))
    counted = lexical.document_frequencies(store.connection)
    assert dict(index.frequencies()) == counted
    assert {stem: index.frequency(stem) for stem in (*counted, "unheard")} == {**counted, "unheard": 0}
    store.close()


def test_it_knows_which_rows_are_of_a_kind_and_a_language() -> None:
    texts = some_texts(50)
    _, index = both(texts)
    for kinds in (("gap",), ("statement", "text"), KINDS):
        for language in (None, *LANGUAGES):
            expected = [n for n, t in enumerate(texts, 1) if t[3] in kinds and language in (None, t[4])]
            assert index.rowids(kinds, language).tolist() == expected
    assert index.n_passages == 50


def test_it_tells_which_kinds_are_there_in_which_language() -> None:
    _, index = both([("bridge", "", "", "text", "de")])
    assert [(k, i) for k in KINDS for i in LANGUAGES if index.has(k, i)] == [("text", "de")]


# -- on disk -----------------------------------------------------------------------------------------------------------


def test_what_is_saved_and_loaded_is_the_same(tmp_path: Path) -> None:
    _, index = both(some_texts(60))
    index.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path)
    for stems in (["bridg"], ["timber", "road"], []):
        for kinds in (None, ("text",)):
            assert loaded.search(stems, depth=30, kinds=kinds) == index.search(stems, depth=30, kinds=kinds)
    assert dict(loaded.frequencies()) == dict(index.frequencies())
    assert loaded.n_passages == 60


def test_an_index_of_nothing_can_be_saved_and_loaded(tmp_path: Path) -> None:
    LexicalIndex.build([]).save(tmp_path)
    assert LexicalIndex.load(tmp_path).search(["bridg"], depth=3) == []


@pytest.mark.parametrize("name", [STEMS, POSTINGS, ROWS])
@pytest.mark.parametrize("content", [None, b"", b"something else", b"\x93NUMPY\x01\x00"])
def test_a_missing_or_another_file_is_a_damaged_index(tmp_path: Path, name: str, content: bytes | None) -> None:
    both(some_texts(10))[1].save(tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"Rebuild: clusterbot index"):
        LexicalIndex.load(tmp_path)


@pytest.mark.parametrize(
    ("name", "array"), [(POSTINGS, np.zeros((2, 3))), (POSTINGS, np.zeros(3, np.int32)), (ROWS, np.zeros(3))]
)
def test_arrays_of_another_kind_are_a_damaged_index(tmp_path: Path, name: str, array: np.ndarray) -> None:
    both(some_texts(10))[1].save(tmp_path)
    np.save(tmp_path / name, array)
    with pytest.raises(IndexDamaged, match="holds something else"):
        LexicalIndex.load(tmp_path)
