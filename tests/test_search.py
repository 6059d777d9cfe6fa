"""Hybrid search against each run worked out by itself: BM25 from FTS5, and cosines as plain inner products."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from made import document, opened

from knowledge import lexical
from knowledge.base import KnowledgeBase
from knowledge.encoder import WordEncoder
from knowledge.records import Hit, Language, SearchMode
from knowledge.search import DEPTH, LEXICAL_WEIGHT

DOCUMENTS = (
    document("a", "Timber bridges span rivers.", "Steel bridges rust.", kind="statement"),
    document("b", "Rivers flow into harbours.", "Harbours have cranes and bridges.", kind="text"),
    document("c", "Hafenkräne heben Container.", "Brücken aus Holz.", kind="statement", language="de"),
    document("g", "why bridges fall", kind="gap"),
    document("s", "Same words here.", kind="text"),
    document("r", "Same words here.", kind="text"),
)
QUERIES = ["timber bridges", "rivers and harbours", "Brücken", "cranes", "same words", "steel bridges over rivers"]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    base = opened(tmp_path_factory.mktemp("data"), *DOCUMENTS)
    yield base
    base.close()


def find(base: KnowledgeBase, text: str, language: Language = "en", **options: object) -> list[Hit]:
    return base.searcher.search(base.searcher.prepare(text, language), **{"k": 50, **options})  # type: ignore[arg-type]


def ids(hits: list[Hit]) -> list[str]:
    return [hit.passage.passage_id for hit in hits]


def cosines(base: KnowledgeBase, text: str) -> dict[str, float]:
    """The cosine of each passage, with what is encoded for it: its text, since none has headings or asked lines."""
    passages = list(base.passages.values())
    (query,) = WordEncoder().encode_queries([text])
    values = WordEncoder().encode_passages([p.text for p in passages]) @ query
    return {p.passage_id: float(v) for p, v in zip(passages, values, strict=True)}


def bm25(base: KnowledgeBase, text: str, language: Language) -> dict[str, float]:
    other: Language = "de" if language == "en" else "en"
    stems = lexical.query_terms(text, (language, other))
    found = lexical.search(base.store.connection, stems, depth=DEPTH)
    return {base.passages[rowid].passage_id: score for rowid, score in found}


# -- the runs ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", QUERIES)
def test_the_dense_run_is_the_order_of_the_cosines(base: KnowledgeBase, text: str) -> None:
    expected = cosines(base, text)
    hits = find(base, text, mode="dense")
    assert {h.passage.passage_id: h.score for h in hits} == {i: pytest.approx(s, abs=1e-6) for i, s in expected.items()}
    assert ids(hits) == sorted(expected, key=lambda i: (-round(expected[i], 5), i))


@pytest.mark.parametrize("text", QUERIES)
def test_the_lexical_run_is_bm25(base: KnowledgeBase, text: str) -> None:
    expected = bm25(base, text, "en")
    hits = find(base, text, mode="lexical")
    assert {h.passage.passage_id: h.score for h in hits} == expected
    assert ids(hits) == sorted(expected, key=lambda i: (-expected[i], i))


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("text", QUERIES)
def test_hybrid_scores_are_the_weighted_sum_of_both_runs_each_against_its_best(
    base: KnowledgeBase, text: str, language: Language
) -> None:
    left, right = bm25(base, text, language), cosines(base, text)
    weight, best, nearest = LEXICAL_WEIGHT[language], max(left.values()), max(right.values())
    expected = {
        i: weight * left.get(i, 0.0) / best + (1 - weight) * max(0.0, right[i]) / nearest for i in left.keys() | right
    }
    hits = find(base, text, language)
    assert {h.passage.passage_id: h.score for h in hits} == {i: pytest.approx(s, abs=1e-5) for i, s in expected.items()}


@pytest.mark.parametrize("text", QUERIES)
def test_a_hit_tells_its_score_and_rank_in_each_run(base: KnowledgeBase, text: str) -> None:
    left, right = bm25(base, text, "en"), {i: round(s, 5) for i, s in cosines(base, text).items()}
    for hit in find(base, text):
        i = hit.passage.passage_id
        assert hit.lexical_score == left.get(i, 0.0)
        assert hit.dense_score == pytest.approx(right[i], abs=1e-4)
        for rank, run in ((hit.lexical_rank, left), (hit.dense_rank, right)):
            better, as_good = (
                (sum(s > run[i] for s in run.values()), sum(s >= run[i] for s in run.values())) if i in run else (0, 0)
            )
            assert (rank is None) == (i not in run)
            assert rank is None or better < rank <= as_good


# -- order and size ----------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_hits_are_numbered_from_one_and_their_scores_fall(base: KnowledgeBase, mode: SearchMode) -> None:
    hits = find(base, "timber bridges over rivers", mode=mode)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_equal_scores_are_ordered_by_passage_id(base: KnowledgeBase, mode: SearchMode) -> None:
    first, second, *_ = find(base, "same words here", mode=mode)
    assert first.score == second.score
    assert [first.passage.passage_id, second.passage.passage_id] == ["r#0", "s#0"]


@pytest.mark.parametrize("k", [1, 2, 5])
def test_k_hits_are_the_first_k_of_all(base: KnowledgeBase, k: int) -> None:
    assert find(base, "bridges", k=k) == find(base, "bridges")[:k]


def test_more_hits_than_there_are_passages_are_all_passages(base: KnowledgeBase) -> None:
    assert sorted(ids(find(base, "bridges", k=1000))) == sorted(p.passage_id for p in base.passages.values())


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
@pytest.mark.parametrize("kinds", [("statement",), ("text", "gap")])
def test_only_the_kinds_asked_for_are_found_in_the_order_they_have(
    base: KnowledgeBase, mode: SearchMode, kinds: tuple[str, ...]
) -> None:
    hits = find(base, "bridges", mode=mode, kinds=kinds)
    everything = find(base, "bridges", mode=mode)
    assert hits
    assert sorted(ids(hits)) == sorted(h.passage.passage_id for h in everything if h.passage.kind in kinds)


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_a_kind_that_no_passage_has_finds_nothing(base: KnowledgeBase, mode: SearchMode) -> None:
    assert find(base, "bridges", mode=mode, kinds=("profile",)) == []


# -- queries -----------------------------------------------------------------------------------


def test_a_query_has_its_stems_in_both_languages_and_the_vector_of_its_text(base: KnowledgeBase) -> None:
    query = base.searcher.prepare("The bridges of Hafenkräne", "en")
    assert query.stems == tuple(lexical.query_terms("The bridges of Hafenkräne", ("en", "de")))
    assert query.vector.tolist() == WordEncoder().encode_queries(["The bridges of Hafenkräne"])[0].tolist()
    assert (query.text, query.language) == ("The bridges of Hafenkräne", "en")


def test_misspelt_words_are_put_right_by_the_words_of_the_index(base: KnowledgeBase) -> None:
    assert base.searcher.prepare("harbuors", "en").text == "harbours"
    assert find(base, "harbuors") == find(base, "harbours")


@pytest.mark.parametrize("text", ["", "the of and", "?!", '"', "''", "AND", "NEAR(", "*", "🎉"])
def test_a_query_without_stems_has_no_lexical_hits(base: KnowledgeBase, text: str) -> None:
    assert find(base, text, mode="lexical") == []


def test_in_hybrid_mode_the_dense_run_then_stands_alone(base: KnowledgeBase) -> None:
    hits = find(base, "and")  # a function word that one passage has
    assert hits[0].passage.text == "Harbours have cranes and bridges."
    assert {hit.lexical_rank for hit in hits} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "what's new?",
        "C++",
        "foo-bar",
        "bridges AND rivers",
        'bridges" OR body:"x',
        "bridges*",
        "body : bridges",
        "^bridges",
    ],
)
def test_the_syntax_of_full_text_search_is_plain_text(base: KnowledgeBase, text: str) -> None:
    expected = bm25(base, text, "en")
    assert {h.passage.passage_id: h.score for h in find(base, text, mode="lexical")} == expected


def test_an_empty_index_finds_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    base = opened(tmp_path_factory.mktemp("empty"))
    assert find(base, "bridges") == []
    base.close()
