"""Hybrid search against its parts, each worked out by itself: BM25 from FTS5, cosines as plain inner products, closeness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from made import document, opened

from knowledge.asked.query_wording import Wording
from knowledge.errors import EncoderError
from knowledge.index import lexical
from knowledge.records import Hit, Language, SearchMode, other_language
from knowledge.retrieval import search
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.closeness import closeness
from knowledge.retrieval.search import DEPTH, WEIGHTS, Searcher
from knowledge.sentence_model.encoder import Vectors, WordEncoder
from knowledge.words.glossary import load_glossary
from knowledge.words.spelling import Speller
from knowledge.words.text import terms

DOCUMENTS = (
    document("a", "Timber bridges span rivers.", "Steel bridges rust.", kind="statement"),
    document("b", "Rivers flow into harbours.", "Harbours have cranes and bridges.", kind="text"),
    document("c", "Hafenkräne heben Container.", "Brücken aus Holz.", kind="statement", language="de"),
    document("g", "why bridges fall", kind="gap"),
    document("s", "Same words here.", kind="text"),
    document("r", "Same words here.", kind="text"),
)
# Plain text is there in English only: a German query is also asked in English words, an English one as it is.
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


def translation(text: str, language: Language) -> list[tuple[str, ...]]:
    """The forms in which `text` is also asked."""
    return load_glossary().translate(text, language) if language == "de" else []


def cosines(base: KnowledgeBase, text: str, language: Language = "en") -> dict[str, float]:
    """The cosine of each passage, with what is encoded for it: its text, one sentence without heading and asked lines."""
    asked = dict.fromkeys(("en", "de"), text)
    if language == "de":
        asked["en"] = " ".join(forms[0] for forms in translation(text, language))
    vectors = dict(zip(asked, WordEncoder().encode_queries(list(asked.values())), strict=True))
    encoded = {p.passage_id: WordEncoder().encode_passages([p.text])[0] for p in base.store.passages_of(None).values()}
    return {
        p.passage_id: float(encoded[p.passage_id] @ vectors[p.language]) for p in base.store.passages_of(None).values()
    }


def bm25(base: KnowledgeBase, text: str, language: Language) -> dict[str, float]:
    other = other_language(language)
    stems = lexical.query_terms(text, (language, other))
    stems += [s for forms in translation(text, language) for form in forms for s in terms(form, other)]
    stems = list(dict.fromkeys(stems))
    found = base.store.lexical_run(stems, depth=DEPTH)
    return {base.passage(rowid).passage_id: score for rowid, score in found}


# -- the runs ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("text", QUERIES)
def test_the_dense_run_is_the_order_of_the_cosines(base: KnowledgeBase, text: str, language: Language) -> None:
    expected = cosines(base, text, language)
    hits = find(base, text, language, mode="dense")
    assert {h.passage.passage_id: h.score for h in hits} == {i: pytest.approx(s, abs=1e-6) for i, s in expected.items()}
    assert ids(hits) == sorted(expected, key=lambda i: (-round(expected[i], 5), i))


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("text", QUERIES)
def test_the_lexical_run_is_bm25(base: KnowledgeBase, text: str, language: Language) -> None:
    expected = bm25(base, text, language)
    hits = find(base, text, language, mode="lexical")
    assert {h.passage.passage_id: h.score for h in hits} == expected
    assert ids(hits) == sorted(expected, key=lambda i: (-expected[i], i))


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("text", QUERIES)
def test_hybrid_scores_are_the_weighted_mean_of_both_runs_each_against_its_best_and_of_closeness(
    base: KnowledgeBase, text: str, language: Language
) -> None:
    left, right = bm25(base, text, language), cosines(base, text, language)
    best, nearest = max(left.values()), max(right.values())
    forms = translation(text, language)

    def wording(spoken: Language) -> Wording:
        of = base.searcher.information.of
        return Wording.translated(forms, spoken, of) if forms and spoken != language else Wording.of(text, spoken, of)

    passages = list(base.store.passages_of(None).values())
    near = closeness(passages, wording)
    weights = WEIGHTS[language]
    expected = {}
    for p, sentence, bigrams, grams in zip(passages, *near, strict=True):
        parts = (
            (1.0, left.get(p.passage_id, 0.0) / best),
            (weights.dense, max(0.0, right[p.passage_id]) / nearest),
            (weights.sentence, sentence),
            (weights.bigrams, bigrams),
            (weights.grams, grams),
        )
        expected[p.passage_id] = sum(w * value for w, value in parts) / sum(w for w, _ in parts)
    hits = find(base, text, language)
    assert {h.passage.passage_id: h.score for h in hits} == {i: pytest.approx(s, abs=1e-5) for i, s in expected.items()}


def test_scores_are_those_of_the_hits(base: KnowledgeBase) -> None:
    query = base.searcher.prepare("timber bridges", "en")
    hits = base.searcher.search(query, k=3)
    found = base.searcher.scores(query, k=3)
    assert [score for _, score in found] == [hit.score for hit in hits]
    assert dict(found) == {hit.passage_rowid: hit.score for hit in hits}


@pytest.mark.parametrize("text", [*QUERIES, "the"])
def test_reading_ahead_changes_no_hit(base: KnowledgeBase, text: str) -> None:
    plain = find(base, text)
    again = Searcher(base.store, base.encoder, Speller(base.word_counts.folded))
    query = again.prepare(text, "en")
    ahead = again.read_ahead(query, k=10)
    run = base.store.lexical_run(query.stems, depth=search.DEPTH)
    assert list(ahead) == [rowid for rowid, _ in run[: search.POOL]]
    assert again.search(query, k=10) == plain[:10]


def test_closeness_counts_for_the_first_of_the_fused_runs_only(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "timber bridges"
    monkeypatch.setattr(search, "POOL", 0)
    runs = {h.passage_rowid: h.score for h in find(base, text)}
    first = max(runs, key=lambda rowid: runs[rowid])
    monkeypatch.setattr(search, "POOL", 1)
    of = base.searcher.information.of
    near = closeness([base.passage(first)], lambda spoken: Wording.of(text, spoken, of))
    weights = WEIGHTS["en"]
    more = weights.sentence * near.sentence + weights.bigrams * near.bigrams + weights.grams * near.grams
    added = float(more[0]) / (1 + weights.dense + weights.sentence + weights.bigrams + weights.grams)
    assert added > 0.2
    assert {h.passage_rowid: h.score for h in find(base, text)} == {**runs, first: pytest.approx(runs[first] + added)}


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
    assert sorted(ids(find(base, "bridges", k=1000))) == sorted(
        p.passage_id for p in base.store.passages_of(None).values()
    )


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


class WaitingEncoder(WordEncoder):
    """Gives no vector before it may, and fails as often as it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.may = Event()
        self.failures = 0
        self.asked: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        assert self.may.wait(30)
        if self.failures:
            self.failures -= 1
            raise EncoderError("the model is asleep. Wake it")
        return super().encode_queries(texts)


def test_a_query_can_be_read_and_searched_for_by_words_while_its_vector_is_worked_out(tmp_path: Path) -> None:
    encoder = WaitingEncoder()
    with closing(opened(tmp_path, document("a", "Bridges."), encoder=encoder)) as base:
        query = base.searcher.prepare("The bridges", "en")
        assert (query.stems, query.encoded.done()) == (("bridg", "the"), False)
        assert ids(base.searcher.search(query, k=5, mode="lexical")) == ["a#0"]
        encoder.may.set()
        assert query.vector.tolist() == WordEncoder().encode_queries(["The bridges"])[0].tolist()


def test_what_the_encoder_raises_is_raised_where_the_vector_is_needed_and_tried_again_the_next_time(
    tmp_path: Path,
) -> None:
    encoder = WaitingEncoder()
    encoder.may.set()
    with closing(opened(tmp_path, document("a", "Bridges."), encoder=encoder)) as base:
        encoder.failures = 1
        with pytest.raises(EncoderError, match="asleep"):
            base.searcher.search(base.searcher.prepare("The bridges", "en"), k=5)
        assert ids(base.searcher.search(base.searcher.prepare("The bridges", "en"), k=5)) == ["a#0"]


@pytest.mark.parametrize(("begun", "asked"), [("The harbuors", 1), ("The harbours", 1), ("The cranes", 2)])
def test_what_was_begun_before_the_query_is_prepared_is_encoded_once(begun: str, asked: int, tmp_path: Path) -> None:
    encoder = WaitingEncoder()
    encoder.may.set()
    with closing(opened(tmp_path, document("a", "Harbours.", kind="statement"), encoder=encoder)) as base:
        base.searcher.begin(begun)
        for language in ("en", "de"):
            query = base.searcher.prepare("The harbours", language)
            assert query.vector.tolist() == WordEncoder().encode_queries(["The harbours"])[0].tolist()
        assert len(encoder.asked) == asked + 1  # once more for the other language


def test_nothing_is_begun_where_there_is_plain_text_which_may_want_a_translation(tmp_path: Path) -> None:
    encoder = WaitingEncoder()
    encoder.may.set()
    with closing(opened(tmp_path, document("a", "Harbours."), encoder=encoder)) as base:
        base.searcher.begin("The harbours")
        assert encoder.asked == []


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


# -- text that is there in one language only ---------------------------------------------------


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """Plain text in both languages, none of which says what another does."""
    english = (
        document("bridge", "The bridge is made of timber."),
        document("market", "A market sells apples."),
        document("tower", "A tower has many steps. The bell rings at noon."),
    )
    german = (
        document("insel", "Die Insel hat einen Leuchtturm.", language="de"),
        document("koch", "Ein Koch schneidet Zwiebeln.", language="de"),
        document("wald", "Der König schläft im Wald. Dort brennt ein Feuer.", language="de"),
    )
    base = opened(tmp_path_factory.mktemp("apart"), *english, *german)
    yield base
    base.close()


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
@pytest.mark.parametrize(
    ("question", "language", "found"),
    [
        ("Welche Brücken sind aus Holz?", "de", "bridge#0"),
        ("Wann läutet die Glocke?", "de", "tower#0"),
        ("Which island with which lighthouse?", "en", "insel#0"),
        ("Which king sleeps?", "en", "wald#0"),
    ],
)
def test_a_question_finds_text_that_is_there_in_the_other_language_only(
    apart: KnowledgeBase, question: str, language: Language, found: str, mode: SearchMode
) -> None:
    first, *_ = find(apart, question, language, mode=mode)
    assert (first.passage.passage_id, first.passage.language) == (found, other_language(language))


def test_text_in_the_language_of_the_question_is_found_as_before(apart: KnowledgeBase) -> None:
    assert find(apart, "Who sells apples?")[0].passage.passage_id == "market#0"
    assert find(apart, "Wer schneidet Zwiebeln?", "de")[0].passage.passage_id == "koch#0"


def test_a_query_is_asked_with_the_forms_of_its_words_and_the_vector_of_the_first_of_each(apart: KnowledgeBase) -> None:
    query = apart.searcher.prepare("Brücken aus Holz", "de")
    assert query.translation == (("bridge",), ("wood", "timber"))
    assert query.translated is not None
    assert query.translated.tolist() == WordEncoder().encode_queries(["bridge wood"])[0].tolist()
    assert query.vector.tolist() == WordEncoder().encode_queries(["Brücken aus Holz"])[0].tolist()
    assert query.stems == tuple(
        dict.fromkeys([*lexical.query_terms("Brücken aus Holz", ("de", "en")), "bridg", "wood", "timber"])
    )


def test_a_query_without_content_words_is_not_translated(apart: KnowledgeBase) -> None:
    query = apart.searcher.prepare("Was ist das?", "de")
    assert (query.translation, query.translated) == ((), None)


def test_a_query_is_not_translated_where_plain_text_is_there_in_its_language_only(base: KnowledgeBase) -> None:
    query = base.searcher.prepare("The bridges", "en")
    assert (query.translation, query.translated) == ((), None)


def test_a_query_and_its_translation_have_no_more_stems_than_a_query_may_have(apart: KnowledgeBase) -> None:
    words = "Brücken Holz Insel König Wald Feuer Turm Glocke Markt Apfel Zwiebel Koch Hafen Meer Kirche Welt Zeit Tag"
    numbers = " ".join(str(n) for n in range(100, 150))
    query = apart.searcher.prepare(f"{words} {numbers}", "de")
    assert len(query.stems) == lexical.MAX_TERMS
    assert query.stems == tuple(lexical.query_terms(f"{words} {numbers}", ("de", "en")))[: lexical.MAX_TERMS]


@pytest.mark.parametrize("kinds", [("statement",), ("text", "gap")])
def test_a_translated_query_also_finds_only_the_kinds_asked_for(base: KnowledgeBase, kinds: tuple[str, ...]) -> None:
    for mode in ("hybrid", "lexical", "dense"):
        everything = find(base, "Brücken", "de", mode=mode)
        hits = find(base, "Brücken", "de", mode=mode, kinds=kinds)
        assert sorted(ids(hits)) == sorted(h.passage.passage_id for h in everything if h.passage.kind in kinds)
