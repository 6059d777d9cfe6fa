"""From a question to ranked statements, over a few made ones in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made import document, opened, passage

from knowledge.asked.question import analyse
from knowledge.records import Document, Language, PassageKind
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.model import Model, Weights, sigmoid
from knowledge.retrieval.ranking import Candidate
from knowledge.retrieval.retrieval import Pool, Retrieved, Retriever
from knowledge.words.text import terms

# words count, and nothing else; a fact is sure when the question's words are all in it
COVERED = Weights(("coverage",), (4.0,), -2.0)
MODEL = Model(COVERED, COVERED, Weights((), (), 0.0), threshold=0.5)

FACTS = {
    "bridge": ("The bridge is made of timber.", "Die Brücke ist aus Holz."),
    "tunnel": ("The tunnel is dark.", "Der Tunnel ist dunkel."),
    "crane": ("The crane lifts coal.", "Der Kran hebt Kohle."),
}


def page(language: Language, facts: dict[str, str]) -> Document:
    made = document(language, *facts.values(), kind="statement", language=language)
    told = [replace(p, statement_id=i) for p, i in zip(made.passages, facts, strict=True)]
    return replace(made, passages=tuple(told))


def gaps() -> Document:
    made = document("gaps", "how deep the harbour is", kind="gap", heading="ports", asked=("How deep is the harbour?",))
    return replace(made, passages=(replace(made.passages[0], statement_id="gap-depth"),))


DOCUMENTS = (
    page("en", {i: en for i, (en, _) in FACTS.items()} | {"only-en": "Herons nest early."}),
    page("de", {i: de for i, (_, de) in FACTS.items()}),
    gaps(),
    document("notes.txt", "Coal is black and burns."),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    base = opened(tmp_path_factory.mktemp("data"), *DOCUMENTS)
    yield base
    base.close()


@pytest.fixture(scope="module")
def retriever(base: KnowledgeBase) -> Retriever:
    return Retriever(base, MODEL)


def facts(found: Retrieved | Pool) -> list[str]:
    items = found.candidates if isinstance(found, Retrieved) else found.hits
    return [item.passage.statement_id or item.passage.passage_id for item in items]


def test_the_statement_that_covers_the_question_comes_first(retriever: Retriever) -> None:
    assert facts(retriever.retrieve("Is the tunnel dark?", "en"))[0] == "tunnel"
    assert facts(retriever.retrieve("Ist der Tunnel dunkel?", "de"))[0] == "tunnel"


@pytest.mark.parametrize("language", ["en", "de"])
def test_each_fact_is_there_once_in_the_language_asked_for(retriever: Retriever, language: Language) -> None:
    pool = retriever.pool("bridge Brücke tunnel Tunnel crane Kran", language)
    assert sorted(facts(pool)) == sorted(set(facts(pool)))
    told = {h.passage.statement_id: h.passage.language for h in pool.hits}
    assert {told[i] for i in FACTS} == {language}


def test_a_fact_that_only_the_other_language_has_is_found_in_that(retriever: Retriever) -> None:
    first = retriever.retrieve("herons", "de").candidates[0].passage
    assert (first.statement_id, first.language) == ("only-en", "en")


def test_a_fact_has_the_better_rank_and_score_of_its_two_languages(retriever: Retriever, base: KnowledgeBase) -> None:
    text = "tunnel dunkel"
    hits = base.searcher.search(base.searcher.prepare(text, "en"), k=50)
    both = [hit for hit in hits if hit.passage.statement_id == "tunnel"]
    assert len(both) == 2
    (told,) = [hit for hit in retriever.pool(text, "en").hits if hit.passage.statement_id == "tunnel"]
    assert told.passage.language == "en"
    assert told.lexical_score == max(hit.lexical_score for hit in both)
    assert told.dense_score == max(hit.dense_score for hit in both)


def test_the_stems_are_those_of_the_corrected_question(retriever: Retriever) -> None:
    assert retriever.pool("the briddge of timber", "en").stems == frozenset(terms("bridge timber", "en"))


def test_the_confidence_is_that_of_the_answer_model(retriever: Retriever) -> None:
    assert retriever.retrieve("tunnel dark", "en").confidence == pytest.approx(sigmoid(2.0))
    half = retriever.retrieve("tunnel zeppelin", "en")
    assert half.confidence == pytest.approx(sigmoid(4 * half.candidates[0].signals["coverage"] - 2))
    assert half.confidence < sigmoid(2.0)


def test_candidates_come_by_falling_log_odds(retriever: Retriever) -> None:
    found = retriever.retrieve("the crane lifts coal", "en").candidates
    assert [c.log_odds for c in found] == sorted((c.log_odds for c in found), reverse=True)
    assert facts(retriever.retrieve("the crane lifts coal", "en"))[:2] == ["crane", "notes.txt#0"]


def test_a_statement_with_the_value_that_is_asked_for_comes_before_one_that_lacks_it(tmp_path: Path) -> None:
    told = {
        "where": ("Herons nest on the island in the bay.", ""),
        "how-many": ("The island in the bay has 40 herons.", ""),
    }
    base = opened(tmp_path, page("en", {i: en for i, (en, _) in told.items()}))
    sure = Retriever(base, replace(MODEL, threshold=0.2))
    unsure = Retriever(base, replace(MODEL, threshold=0.99))
    question = "How many herons nest on the island in the bay?"
    assert facts(sure.retrieve(question, "en")) == ["how-many", "where"]
    assert facts(unsure.retrieve(question, "en")) == ["where", "how-many"]  # it would not be given anyway
    assert facts(sure.retrieve("Where do herons nest on the island in the bay?", "en")) == ["where", "how-many"]
    base.close()


def test_of_the_statements_told_of_only_these_are_candidates_and_the_gaps_stay(retriever: Retriever) -> None:
    question = "Is the bridge made of timber?"
    every = retriever.retrieve(question, "en")
    last = every.candidates[-1].passage
    found = retriever.retrieve_of(question, "en", lambda passage: passage.statement_id == last.statement_id)
    assert found is not None
    assert len(every.candidates) > 1
    assert [c.passage for c in found.candidates] == [last]
    assert found.gaps == every.gaps
    assert found.confidence < every.confidence
    assert retriever.retrieve_of(question, "en", lambda _: False) is None
    assert retriever.retrieve_of("", "en", lambda _: True) is None


@pytest.mark.parametrize("text", ["", "the of and", "?!", "🎉"])
def test_a_question_without_content_has_no_candidates(retriever: Retriever, text: str) -> None:
    found = retriever.retrieve(text, "en")
    assert (found.candidates, found.signals, found.confidence, found.gap) == ((), {}, 0.0, None)


def test_a_pool_has_the_question_with_misspelt_words_put_right(retriever: Retriever) -> None:
    assert retriever.pool("the briddge of timber", "en").text == "the bridge of timber"


def test_known_gaps_are_no_candidates_but_stand_beside_them(retriever: Retriever) -> None:
    found = retriever.retrieve("How deep is the harbour?", "en")
    assert "gap" not in {c.passage.kind for c in found.candidates}
    assert [c.passage.statement_id for c in found.gaps] == ["gap-depth"]
    assert found.confidence == pytest.approx(sigmoid(COVERED.log_odds(found.candidates[0].signals)))


def candidate(kind: PassageKind, log_odds: float) -> Candidate:
    return Candidate(passage(f"{kind}#0", "Text.", kind=kind), 0, {}, log_odds)


@pytest.mark.parametrize(("gap", "statement", "told"), [(1.0, 0.5, True), (0.5, 0.5, False), (0.5, 1.0, False)])
def test_the_gap_is_the_first_one_where_it_is_likelier_than_any_statement(
    gap: float, statement: float, told: bool
) -> None:
    gaps = (candidate("gap", gap), candidate("gap", 0.0))
    found = Retrieved(analyse("x"), "en", frozenset(), (candidate("statement", statement),), gaps)
    assert found.gap == (gaps[0].passage if told else None)


def test_without_statements_the_first_gap_counts_however_unlikely() -> None:
    gaps = (candidate("gap", -9.0),)
    assert Retrieved(analyse("x"), "en", frozenset(), (), gaps).gap == gaps[0].passage


def test_a_known_gap_that_comes_first_is_told(retriever: Retriever) -> None:
    gap = retriever.retrieve("How deep is the harbour?", "en").gap
    assert gap is not None
    assert gap.text == "how deep the harbour is"
    assert retriever.retrieve("Is the tunnel dark?", "en").gap is None


def test_a_gap_of_other_years_than_the_one_named_is_no_candidate(tmp_path: Path) -> None:
    lines = ("How deep was the harbour in 2012?", "The harbour's depth in 2012?")
    base = opened(tmp_path, document("gaps", "how deep the harbour was in 2012", kind="gap", asked=lines))
    retriever = Retriever(base, MODEL)
    assert retriever.retrieve("How deep was the harbour in 2012?", "en").gap is not None
    other = retriever.retrieve("How deep was the harbour in 2019?", "en")
    assert (other.candidates, other.gaps) == ((), ())
    base.close()


def test_profiles_are_no_statements(tmp_path: Path) -> None:
    base = opened(
        tmp_path, document("a", "Timber bridges.", kind="profile"), document("b", "Timber bridges.", kind="text")
    )
    assert facts(Retriever(base, MODEL).pool("timber", "en")) == ["b#0"]
    base.close()


def test_an_empty_index_has_no_candidates(tmp_path: Path) -> None:
    base = opened(tmp_path)
    assert Retriever(base, MODEL).retrieve("bridge", "en").candidates == ()
    base.close()


# -- with a classifier -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def classified(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """Sixty statements, so that search cannot bring up all; each has a line of its own that it is learnt by."""
    names = [
        f"{a}{b}"
        for a in "bdfgk"
        for b in ("alto", "enim", "orub", "ilat", "uxem", "arno", "elty", "osik", "itaf", "uneg", "yrod", "awem")
    ]
    made = document("page", *(f"The {name} stands." for name in names), kind="statement")
    told = [replace(p, statement_id=n, asked=(f"xx{n}yy",)) for p, n in zip(made.passages, names, strict=True)]
    base = opened(tmp_path_factory.mktemp("data"), replace(made, passages=tuple(told)))
    yield base
    base.close()


def test_what_the_classifier_puts_first_is_ranked_though_search_did_not_find_it(classified: KnowledgeBase) -> None:
    pool = Retriever(classified, MODEL).pool("xxbaltoyyy stands", "en")
    best = sorted(pool.classified, key=lambda i: (-pool.classified[i], i))[:10]
    assert best[0] == "balto"  # by its letters; "xxbaltoyyy" is no word of the index
    assert set(best) <= set(facts(pool))
    added = [hit for hit in pool.hits if hit.lexical_rank is None and hit.dense_rank is None]
    assert {hit.score for hit in added} <= {0.0}
    assert facts(pool) == list(dict.fromkeys(facts(pool)))


def test_the_decisions_are_those_of_the_classifier_of_the_language(classified: KnowledgeBase) -> None:
    retriever = Retriever(classified, MODEL)
    query = classified.searcher.prepare("xxbaltoyy", "en")
    assert retriever.pool("xxbaltoyy", "en").classified == classified.classifiers["en"].decisions(
        classified.classifiers["en"].by_words(query.text, "en"), query.vector
    )
    assert retriever.pool("xxbaltoyy", "de").classified == {}


def test_ranked_orders_a_pool_by_the_weights_given(retriever: Retriever) -> None:
    pool = retriever.pool("tunnel bridge crane", "en")
    up, down = (retriever.ranked(pool, Weights(("brevity",), (w,), 0.0)) for w in (1.0, -1.0))
    lengths = [[len(c.passage.text) for c in statements] for statements, _ in (up, down)]
    assert lengths[0] == sorted(lengths[0])
    assert lengths[1] == sorted(lengths[1], reverse=True)


def test_ranked_parts_statements_from_known_gaps(retriever: Retriever) -> None:
    pool = retriever.pool("tunnel and harbour", "en")
    statements, gaps = retriever.ranked(pool, COVERED)
    assert [c.passage.statement_id for c in gaps] == ["gap-depth"]
    assert {c.passage.kind for c in statements} == {"statement", "text"}
    assert len(statements) + len(gaps) == len(pool.hits)


# -- what a refusal names ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signals", "is_named"),
    [({"classifier": -0.5}, True), ({"classifier": -0.8}, False), ({"classifier": -1.2}, True), ({}, True)],
)
def test_a_gap_is_named_unless_the_classifier_finds_it_beside_the_point(
    signals: dict[str, float], is_named: bool
) -> None:
    gap = passage("gaps#1", "how deep the harbour is", kind="gap")
    found = Retrieved(analyse("How deep?"), "en", frozenset(), gaps=(Candidate(gap, 0, signals, 1.0),))
    assert found.gap is gap
    assert found.named_gap is (gap if is_named else None)


def test_a_gap_that_is_less_likely_than_a_statement_is_not_named() -> None:
    gap, statement = passage("gaps#1", "how deep the harbour is", kind="gap"), passage("page#1", "It is deep.")
    found = Retrieved(
        analyse("How deep?"), "en", frozenset(), (Candidate(statement, 0, {}, 2.0),), (Candidate(gap, 1, {}, 1.0),)
    )
    assert found.named_gap is None
