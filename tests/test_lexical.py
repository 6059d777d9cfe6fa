from __future__ import annotations

from collections.abc import Iterator
from math import log
from pathlib import Path

import fts5
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import document, passage

from knowledge.index import lexical
from knowledge.index.store import Store
from knowledge.index.written_store import WrittenStore
from knowledge.records import Document, Language, Passage
from knowledge.words.text import terms

TEXTS = ("timber bridge timber", "bridge", "timber harbour tunnel road", "harbour road", "road")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    store = WrittenStore.create()
    store.add_documents([document("a", *TEXTS)])
    yield store
    store.close()


def search(store: Store, text: str, language: Language = "en", depth: int = 10) -> list[int]:
    return [rowid for rowid, _ in fts5.search(store.connection, terms(text, language), depth=depth)]


def of(*passages: Passage) -> Store:
    store = WrittenStore.create()
    store.add_documents([Document(p.doc_id, p.doc_id, p.language, p.text, (p,)) for p in passages])
    return store


def bm25(rowid: int, *words: str) -> float:
    """BM25 as SQLite documents it (k1 1.2, b 0.75), for texts alone."""
    tokens = [text.split() for text in TEXTS]
    length, average = len(tokens[rowid - 1]), sum(map(len, tokens)) / len(tokens)
    score = 0.0
    for word in words:
        n = sum(word in text for text in tokens)
        inverse = max(log((len(tokens) - n + 0.5) / (n + 0.5)), 1e-6)
        count = tokens[rowid - 1].count(word)
        score += inverse * count * 2.2 / (count + 1.2 * (1 - 0.75 + 0.75 * length / average))
    return score


@pytest.mark.parametrize("words", [("timber",), ("bridge",), ("tunnel", "timber"), ("harbour", "bridge", "tunnel")])
def test_scores_are_bm25_worked_out_by_hand_best_first(store: Store, words: tuple[str, ...]) -> None:
    found = fts5.search(store.connection, terms(" ".join(words), "en"), depth=10)
    expected = {rowid: bm25(rowid, *words) for rowid in range(1, 6) if bm25(rowid, *words) > 0}
    assert [rowid for rowid, _ in found] == sorted(expected, key=lambda rowid: (-expected[rowid], rowid))
    assert dict(found) == pytest.approx(expected)


def test_scores_are_positive_and_fall(store: Store) -> None:
    scores = [score for _, score in fts5.search(store.connection, terms("timber road bridge", "en"), depth=10)]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0


def test_a_passage_needs_one_of_the_terms_not_all(store: Store) -> None:
    assert set(search(store, "tunnel bridge unheard")) == {1, 2, 3}


def test_depth_cuts_the_list_behind_the_best(store: Store) -> None:
    assert search(store, "timber bridge", depth=1) == search(store, "timber bridge")[:1]


def test_equal_scores_come_by_row_id() -> None:
    store = of(*(passage(f"d{n}#0", "same words") for n in range(5)))
    assert search(store, "words") == [1, 2, 3, 4, 5]
    store.close()


@pytest.mark.parametrize("text", ["", "?", "What is it?", '""', "''", "-", "*", "(", "__"])
def test_a_query_without_terms_has_no_hits(store: Store, text: str) -> None:
    assert search(store, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("what's a bridge?", {1, 2}),
        ("C++ tunnel", {3}),
        ("tunnel-bridge", {1, 2, 3}),
        ("tunnel AND bridge", {1, 2, 3}),
        ("NOT tunnel", {3}),
        ("tunnel*", {3}),
        ("body:tunnel", {3}),
        ('"tunnel', {3}),
        ("tunnel NEAR(bridge, 2)", {1, 2, 3}),
        ("^tunnel", {3}),
        ("tunnel'); drop table passages; --", {3}),
    ],
)
def test_the_query_language_of_fts5_is_read_as_words(store: Store, text: str, found: set[int]) -> None:
    assert set(search(store, text)) == found


@given(st.text(), st.sampled_from(["en", "de"]))
def test_any_text_can_be_searched_for_and_finds_what_shares_a_term(text: str, language: Language) -> None:
    store = of(passage("a#0", "timber tunnel"))
    stems = lexical.query_terms(text, (language,))
    found = fts5.search(store.connection, stems, depth=5)
    assert bool(found) == bool({"timber", "tunnel"} & set(stems))
    store.close()


@given(st.text(st.characters(max_codepoint=0x17F)))
def test_a_passage_with_terms_is_found_by_its_own_text(text: str) -> None:
    store = of(passage("a#0", text), passage("b#0", "entirely unrelated"))
    assert (1 in search(store, text)) == bool(terms(text, "en"))
    store.close()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("strasse", "Die Straße ist lang."),
        ("Straße", "DIE STRASSE IST LANG."),
        ("pruefung", "Prüfungen im Herbst"),
        ("Holz", "Der Holzbau wächst."),
        ("Wie viele Netzwerke?", "Ein Netzwerk besteht."),
        ("14000 Mitglieder", "Es sind 14.000."),
        ("go cluster", "Das Programm go-cluster"),
    ],
)
def test_german_spellings_forms_and_compounds_meet(question: str, text: str) -> None:
    store = of(passage("a#0", text, language="de"), passage("b#0", "Ganz anderes", language="de"))
    assert search(store, question, "de") == [1]
    store.close()


def test_heading_and_asked_lines_are_searched_too() -> None:
    store = of(
        passage("a#0", "nothing", heading="Tunnel"),
        passage("b#0", "nothing", asked=("Where is the bridge?",)),
        passage("c#0", "nothing"),
    )
    assert (search(store, "tunnel"), search(store, "bridge")) == ([1], [2])
    store.close()


def test_a_word_in_the_text_counts_more_than_in_an_asked_line_or_the_heading() -> None:
    store = of(
        passage("a#0", "first", heading="tunnel", asked=("second",)),
        passage("b#0", "first", heading="second", asked=("tunnel",)),
        passage("c#0", "tunnel", heading="first", asked=("second",)),
        passage("d#0", "first", heading="third", asked=("second",)),
    )
    assert search(store, "tunnel") == [3, 2, 1]
    store.close()


def test_only_passages_of_the_kinds_asked_for_are_hits() -> None:
    store = of(
        passage("a#0", "tunnel"),
        passage("b#0", "tunnel", kind="profile"),
        passage("c#0", "tunnel", kind="statement"),
    )
    by_kinds = {
        kinds: [rowid for rowid, _ in fts5.search(store.connection, ["tunnel"], depth=9, kinds=kinds)]
        for kinds in (None, ("text",), ("profile", "statement"), ())
    }
    assert by_kinds == {None: [1, 2, 3], ("text",): [1], ("profile", "statement"): [2, 3], (): []}
    store.close()


def test_query_terms_are_the_stems_of_both_languages_each_once_in_order() -> None:
    assert lexical.query_terms("Holzbau clusters Holzbau", ("en", "de")) == [
        "holzbau",
        "cluster",
        "holz",
        "bau",
        "clust",
    ]


def test_a_very_long_query_is_cut() -> None:
    words = " ".join(f"w{n}" for n in range(1000))
    assert lexical.query_terms(words, ("en",)) == [f"w{n}" for n in range(64)]


def test_the_expression_is_an_or_of_quoted_stems() -> None:
    assert fts5.match_expression(["timber", "bau"]) == '"timber" OR "bau"'


def test_frequencies_count_passages_not_words(store: Store) -> None:
    counted = {stem: sum(stem in terms(text, "en") for text in TEXTS) for text in TEXTS for stem in terms(text, "en")}
    assert fts5.document_frequencies(store.connection) == counted


def test_frequencies_can_be_asked_of_an_index_opened_for_reading_and_twice(tmp_path: Path) -> None:
    written = WrittenStore.create(tmp_path / "k.db")
    written.add_documents([document("a", "tunnel", "tunnel bridge")])
    written.close()
    opened = Store.open(tmp_path / "k.db")
    first = fts5.document_frequencies(opened.connection)
    assert (first, fts5.document_frequencies(opened.connection)) == ({"tunnel": 2, "bridg": 1}, first)
    opened.close()
