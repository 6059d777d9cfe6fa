"""What every home of an index must do, as tests: a class of tests for an implementation derives from `HomeContract`."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

import fts5
import numpy as np
import pytest
from made import FailingEncoder, document, profile

from indexer.generation import parts
from indexer.generation.builder import build
from indexer.generation.planning import plan
from indexer.generation.writing import index_writer
from indexer.shipped import profile_text
from indexer.shipped.corpus import Corpus
from knowledge.answers.hot import HotAnswerer, HotIndex
from knowledge.asked.passage_words import packed
from knowledge.clusters.outcomes import Request
from knowledge.errors import EncoderError, IndexMismatch, IndexMissing, StorageError
from knowledge.index import lexical
from knowledge.index.store_protocol import ClusterConditions, IndexHome, KnowledgeStore
from knowledge.index.written_store import WrittenStore
from knowledge.naming.fields import load_taxonomy
from knowledge.naming.name_keys import keys_of
from knowledge.records import BOUNDED, Claim, Document, PassageKind, Source
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import WordEncoder
from knowledge.words.information import Information
from knowledge.words.word_counts import count_words

PATIENCE = 60.0  # seconds
DIMENSION = 64
ENCODER = WordEncoder(DIMENSION)
QUERIES = ("timber bridges", "harbour cranes and herons", "Brücken aus Holz", "rust", "engines in Dresden")
SOURCES = (
    Source("A report", "A ministry", "2023-01", "26-29", "Section „One“", "https://example.org/a?b=c#d"),
    Source("Nothing but a title"),
)


def stated(doc_id: str, language: str, *statements: tuple[str, str], **known: Any) -> Document:
    """Return a page that states facts: (fact id, text)."""
    made = document(doc_id, *(text for _, text in statements), language=language, **{"kind": "statement", **known})
    passages = [replace(p, statement_id=i) for p, (i, _) in zip(made.passages, statements, strict=True)]
    return replace(made, passages=tuple(passages))


def full() -> Document:
    """Return a document with a passage in which everything is known."""
    text = "Ümlauts, „quotes“, 漢字 and 🙂: all of it.\n\n- a list\n- of two"
    made = document("full", text, language="de", kind="statement", heading="Page › Part", sources=SOURCES)
    passage = replace(
        made.passages[0],
        statement_id="full",
        as_of="2012/2015",
        valid_until="2016",
        supersedes=("older", "oldest"),
        compares=("other",),
        asked=("Was ist „alles“?", 'Where is {it}, "this", \\ and that?'),
        verdicts=("yes", None),
        claims=(Claim("Steht „alles“ da?", "yes"), Claim("Fehlt 'das'?", "no"), Claim("Warum steht es da?", None)),
    )
    return replace(made, passages=(passage,), origin="/somewhere/full.md", title="Alles, und mehr")


PROFILES = (
    profile("alpha", keywords_en=["herons"]),
    profile(
        "beta", city="Leipzig", fields=["Automotive", "Biotechnology"], go_cluster={"status": "member", "sources": [1]}
    ),
    profile("gamma", city=None, state="Bayern", ecei_label={"level": "gold", "as_of": "2023-01", "sources": [1]}),
)


def corpus(*more: Document) -> Corpus:
    """Return documents of every kind in both languages, and `more`."""
    asked = ("How are bridges built?", "What of the timber?")
    texts = tuple(profile_text.document(p, language, load_taxonomy()) for p in PROFILES for language in ("en", "de"))
    return Corpus(
        (
            stated("en", "en", ("bridge", "Bridges are built of timber."), ("rust", "Cranes rust."), asked=asked),
            stated("de", "de", ("bridge", "Brücken werden aus Holz gebaut."), ("rust", "Kräne rosten.")),
            stated(
                "gap", "en", ("gap0", "how many herons there are"), kind="gap", asked=("How many herons are there?",)
            ),
            document("plain", "Herons stand in the harbour. They wait. Cranes lift timber there.", "Rust is red."),
            document("klar", "Reiher stehen im Hafen. Sie warten.", language="de"),
            full(),
            *texts,
            *more,
        ),
        PROFILES,
    )


def passages_in(store: KnowledgeStore) -> list[Any]:
    return list(store.passages_of(None).values())


class HomeContract:
    """Derive from it, and give fixtures `home` (an empty one), `names` (the generations that are there), and `kept` (one
    that is empty when the first test of the class asks for it).
    """

    @pytest.fixture(scope="class")
    @classmethod
    def indexed(cls, kept: IndexHome) -> IndexHome:
        """A home with the corpus, for tests that only read: to build it for each takes a minute and a half."""
        build(corpus(), ENCODER, kept)
        return kept

    @pytest.fixture
    def store(self, indexed: IndexHome) -> Iterator[KnowledgeStore]:
        """The index of the corpus, opened anew, for tests that only read."""
        opened = indexed.open()
        opened.prepare()
        yield opened
        opened.close()

    @pytest.fixture
    def own(self, home: IndexHome) -> Iterator[KnowledgeStore]:
        """An index of the corpus in `home`, opened, for tests that change it."""
        build(corpus(), ENCODER, home)
        opened = home.open()
        yield opened
        opened.close()

    # -- no index ----------------------------------------------------------------------------------------------

    def test_where_there_is_no_index_that_is_said_with_the_command_that_builds_one(self, home: IndexHome) -> None:
        for ask in (home.current_name, home.manifest, home.open, home.problems):
            with pytest.raises(IndexMissing, match="Build one: clusterbot index"):
                ask()
        assert home.stamp() is None

    def test_where_there_is_no_index_all_is_new(self, home: IndexHome) -> None:
        found = plan(Corpus((document("one", "Herons."),), ()), home, ENCODER.name)
        assert (found.new, found.n_texts) == (("one",), 1)

    # -- rows --------------------------------------------------------------------------------------------------

    def test_passages_are_read_as_they_were_written(self, store: KnowledgeStore) -> None:
        written = [p for d in corpus().documents for p in d.passages]
        assert passages_in(store) == [replace(passage, claims=()) for passage in written]
        assert list(store.passages_of(None)) == list(range(1, 1 + len(written)))

    def test_documents_are_read_as_they_were_written(self, store: KnowledgeStore) -> None:
        documents = {d.doc_id: d for d in corpus().documents}
        assert list(store.documents()) == [(i, documents[i].title, documents[i].language) for i in sorted(documents)]
        assert {i: store.document_text(i) for i in documents} == {i: d.text for i, d in documents.items()}
        assert (store.document_origin("full"), store.document_origin("plain")) == ("/somewhere/full.md", None)
        assert (store.document_text("nowhere"), store.document_origin("nowhere")) == (None, None)

    def test_what_is_compared_is_kept_of_all_but_plain_text(self, store: KnowledgeStore) -> None:
        information = Information(store.document_frequencies(), store.manifest.counts.passages)
        written = {p.passage_id: p for d in corpus().documents for p in d.passages}  # with the words of claims
        for passage in passages_in(store):
            expected = packed(written[passage.passage_id], information) if passage.kind in BOUNDED else b""
            assert passage.compared == expected

    def test_claims_are_read_in_words_by_whoever_opens_any_version(self, indexed: IndexHome) -> None:
        opened = indexed.open(any_version=True)
        try:
            assert [p.claims for p in passages_in(opened) if p.claims] == [full().passages[0].claims]
        finally:
            opened.close()

    def test_passages_come_in_the_order_in_which_they_are_asked_for(self, store: KnowledgeStore) -> None:
        every = store.passages_of(None)
        for _ in range(2):  # read, then remembered
            assert list(store.passages([3, 99_999, 1, 2]).items()) == [(i, every[i]) for i in (3, 1, 2)]
        assert store.passages([]) == {}

    @pytest.mark.parametrize("kinds", [("statement",), ("gap", "text"), ("profile",), ()])
    def test_passages_of_kinds_are_all_of_these_and_no_other(
        self, kinds: Collection[PassageKind], store: KnowledgeStore
    ) -> None:
        assert store.passages_of(kinds) == {i: p for i, p in store.passages_of(None).items() if p.kind in kinds}

    def test_a_passage_is_found_by_its_id(self, store: KnowledgeStore) -> None:
        named = store.passage_named("full#0")
        assert named is not None
        assert named.sources == SOURCES
        assert [store.passage_named(i) for i in ("full", "", "a\0b", "'; drop table passages", "%")] == [None] * 5

    def test_twins_are_the_passages_that_state_a_fact(self, store: KnowledgeStore) -> None:
        stating = {(p.statement_id, p.language): i for i, p in store.passages_of(None).items() if p.statement_id}
        assert store.twins() == stating
        assert {("bridge", "en"), ("bridge", "de"), ("gap0", "en")} <= stating.keys()

    def test_profiles_are_read_as_they_were_written(self, store: KnowledgeStore) -> None:
        assert store.clusters() == list(PROFILES)

    def test_names_are_kept_as_they_are_worked_out_from_the_profiles(self, store: KnowledgeStore) -> None:
        assert store.name_keys() == {profile.id: keys_of(profile) for profile in PROFILES}

    def test_kinds_are_there_in_the_languages_in_which_they_are_spoken(self, store: KnowledgeStore) -> None:
        assert store.spoken_kinds == {(p.kind, p.language) for p in passages_in(store)}

    def test_each_text_that_is_encoded_has_a_hash(self, store: KnowledgeStore) -> None:
        texts = {text for p in passages_in(store) for _, text in parts.texts_of(p)}
        assert store.embedding_hashes() == {parts.text_hash(text) for text in texts}

    def test_the_manifest_counts_what_is_there(self, store: KnowledgeStore, indexed: IndexHome) -> None:
        counts = store.manifest.counts
        sources = {s for p in passages_in(store) for s in p.sources}
        assert (counts.passages, counts.documents) == (len(passages_in(store)), len(list(store.documents())))
        assert (counts.clusters, counts.sources) == (3, len(sources))
        assert counts.vectors == sum(len(parts.texts_of(p)) for p in passages_in(store))
        assert indexed.manifest() == store.manifest
        assert indexed.problems() == []

    # -- clusters ----------------------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("conditions", "expected"),
        [
            ({}, ["alpha", "beta", "gamma"]),
            ({"fields": ("biotechnology", "nothing")}, ["beta"]),
            ({"laender": ("sn",)}, ["alpha", "beta"]),
            ({"laender": ("sn", "by")}, ["alpha", "beta", "gamma"]),
            ({"not_laender": ("sn",)}, ["gamma"]),
            ({"cities": ("Leipzig", "Bonn")}, ["beta"]),
            ({"not_cities": ("Leipzig",)}, ["alpha", "gamma"]),
            ({"labels": ("gold", "silver")}, ["gamma"]),
            ({"labels": ("bronze",)}, []),
            ({"any_label": True}, ["gamma"]),
            ({"member": True}, ["beta"]),
            ({"laender": ("sn",), "not_cities": ("Dresden",), "member": True}, ["beta"]),
        ],
    )
    def test_clusters_are_those_that_satisfy_all_conditions(
        self, conditions: dict[str, Any], expected: list[str], store: KnowledgeStore
    ) -> None:
        taxonomy = load_taxonomy()
        named = {
            "biotechnology": taxonomy.field_ids["Biotechnology"],
            "sn": taxonomy.land_ids["Sachsen"],
            "by": taxonomy.land_ids["Bayern"],
        }
        given_ids = {
            key: tuple(named.get(i, i) for i in value) if isinstance(value, tuple) else value
            for key, value in conditions.items()
        }
        assert store.cluster_ids(ClusterConditions(**given_ids)) == expected

    # -- searching ---------------------------------------------------------------------------------------------

    def test_words_are_counted_as_they_occur(self, store: KnowledgeStore) -> None:
        counts, expected = store.word_counts(), count_words(passages_in(store))
        assert (dict(counts.folded), counts.spoken, counts.topics) == (
            dict(expected.folded),
            {language: dict(words) for language, words in expected.spoken.items()},
            {language: dict(words) for language, words in expected.topics.items()},
        )

    def test_a_stem_is_in_as_many_passages_as_have_it(self, store: KnowledgeStore) -> None:
        expected = Counter(stem for p in passages_in(store) for stem in set(" ".join(lexical.indexed(p)).split()))
        found = store.document_frequencies()
        assert {stem: found.get(stem, 0) for stem in expected} == dict(expected)
        assert (found.get("nowhere", 0), "nowhere" in found) == (0, False)

    @pytest.mark.parametrize("kinds", [None, ("statement", "text"), ("profile",), ("gap",)])
    @pytest.mark.parametrize("query", QUERIES)
    def test_the_lexical_run_is_that_of_sqlite(
        self, query: str, kinds: Sequence[PassageKind] | None, store: KnowledgeStore
    ) -> None:
        reference = WrittenStore.create()
        reference.add_documents(corpus().documents)
        stems = lexical.query_terms(query, ("en", "de"))
        for depth in (2, 60):
            expected = fts5.search(reference.connection, stems, depth=depth, kinds=kinds)
            found = store.lexical_run(stems, depth=depth, kinds=kinds)
            assert [rowid for rowid, _ in found] == [rowid for rowid, _ in expected]
            assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-6)
        reference.close()

    def test_no_stems_find_nothing(self, store: KnowledgeStore) -> None:
        assert (store.lexical_run([], depth=5), store.lexical_run(["nowhere"], depth=5)) == ([], [])

    @pytest.mark.parametrize("language", [None, "en", "de"])
    @pytest.mark.parametrize("kinds", [None, ("statement", "text", "gap"), ("text",), ("profile",)])
    @pytest.mark.parametrize("query", QUERIES)
    def test_the_dense_run_is_the_product_with_the_nearest_vector_of_each_passage(
        self, query: str, kinds: Sequence[PassageKind] | None, language: Any, store: KnowledgeStore
    ) -> None:
        vector = ENCODER.encode_queries([query])[0]
        expected: dict[int, float] = {}
        for rowid, passage in store.passages_of(None).items():
            if (kinds is None or passage.kind in kinds) and language in (None, passage.language):
                vectors = ENCODER.encode_passages([text for _, text in parts.texts_of(passage)])
                expected[rowid] = float(np.max(vectors @ vector))
        found = store.dense_run(vector, depth=9, kinds=kinds, language=language)
        best = sorted(expected.values(), reverse=True)[:9]
        assert [score for _, score in found] == pytest.approx(best, abs=1e-6)
        assert {rowid: expected[rowid] for rowid, _ in found} == pytest.approx(dict(found), abs=1e-6)
        assert found == sorted(found, key=lambda item: (-item[1], item[0]))

    def test_questions_with_asked_lines_have_a_classifier(self, home: IndexHome) -> None:
        facts = [stated(f"d{n}", "en", (f"s{n}", text), asked=(f"What of {text}?",)) for n, text in enumerate(WORDS)]
        build(Corpus(tuple(facts), ()), ENCODER, home)
        base = KnowledgeBase.open(home, ENCODER)
        classifier, question = base.classifiers["en"], "What of herons?"
        scores = classifier.decisions(classifier.by_words(question, "en"), ENCODER.encode_queries([question])[0])
        assert max(scores, key=scores.__getitem__) == f"s{WORDS.index('herons')}"
        assert "de" not in base.classifiers
        base.close()
        assert build(Corpus((*facts, document("new", "New.")), ()), ENCODER, home).encoded == 1
        again = home.open()
        assert again.classifiers["en"].trained_on == base.classifiers["en"].trained_on
        again.close()

    # -- building ----------------------------------------------------------------------------------------------

    def test_an_unchanged_corpus_builds_nothing(self, own: KnowledgeStore, home: IndexHome) -> None:
        outcome = build(corpus(), ENCODER, home)
        assert (outcome.unchanged, outcome.generation) == (True, own.manifest.generation)

    def test_only_what_is_new_is_encoded(self, own: KnowledgeStore, home: IndexHome) -> None:
        outcome = build(corpus(document("new", "Entirely new.", "Rust is red.")), ENCODER, home)
        assert (outcome.unchanged, outcome.encoded) == (False, 1)
        assert home.problems() == []

    def test_a_fresh_build_encodes_all(self, own: KnowledgeStore, home: IndexHome) -> None:
        assert build(corpus(), ENCODER, home, fresh=True).encoded == len(own.embedding_hashes())

    def test_another_encoder_encodes_all(self, own: KnowledgeStore, home: IndexHome) -> None:
        assert build(corpus(), WordEncoder(32), home).encoded == len(own.embedding_hashes())
        with pytest.raises(IndexMismatch, match=r"'words-32' \(32 dimensions\), settings ask for 'words-64' \(64\)"):
            KnowledgeBase.open(home, ENCODER)

    def test_a_dry_run_tells_what_would_change(self, own: KnowledgeStore, home: IndexHome) -> None:
        given_now = corpus(document("new", "Entirely new."))
        found = plan(replace(given_now, documents=given_now.documents[1:]), home, ENCODER.name)
        assert (found.new, found.removed, found.changed, found.n_texts) == (("new",), ("en",), (), 1)
        assert found.n_same == own.manifest.counts.documents - 1

    def test_an_empty_corpus_can_be_indexed_and_opened(self, home: IndexHome) -> None:
        build(Corpus((), ()), ENCODER, home)
        base = KnowledgeBase.open(home, ENCODER)
        query = base.searcher.prepare("Where is it?", "en")
        assert (base.searcher.search(query, k=5), base.twins, base.profiles, base.statements) == ([], {}, {}, {})
        base.close()

    def test_a_build_that_fails_leaves_the_old_generation_and_the_next_goes_on_with_its_vectors(
        self, home: IndexHome, names: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(parts, "CHUNK", 3)
        first = build(Corpus((document("old", "Old."),), ()), ENCODER, home).generation
        failing = FailingEncoder(2, DIMENSION)
        with pytest.raises(EncoderError, match="broken"):
            build(corpus(), failing, home)
        assert (home.current_name(), names()) == (first, [first])
        outcome = build(corpus(), ENCODER, home)
        store = home.open()
        assert outcome.encoded == len(store.embedding_hashes()) - 6
        store.close()
        assert home.problems() == []

    def test_what_is_written_behind_the_last_part_is_gone_where_the_build_fails_there(
        self, own: KnowledgeStore, home: IndexHome, names: Any
    ) -> None:
        def build_and_fail() -> None:
            writer = index_writer(home)
            with (
                writer.writing(),
                writer.new_generation("x", encoder=ENCODER.name, dimension=DIMENSION, fresh=False) as generation,
            ):
                generation.add_documents([document("x", "X.")])
                generation.take_over([parts.text_hash("X.")])
                generation.add_embeddings([parts.text_hash("X.")], ENCODER.encode_passages(["X."]))
                generation.add_passage_vectors([(1, parts.text_hash("X."), "text")])
                generation.finish(graph=None, inputs="0" * 64)
                raise RuntimeError("at the very end")

        with pytest.raises(RuntimeError, match="at the very end"):
            build_and_fail()
        assert names() == [home.current_name()] == [own.manifest.generation]

    def test_there_is_one_indexer_at_a_time(self, home: IndexHome) -> None:
        with (
            index_writer(home).writing(),
            pytest.raises(StorageError, match=r"another indexer.* is at work"),
            index_writer(home).writing(),
        ):
            pass
        with index_writer(home).writing():
            pass

    # -- generations -------------------------------------------------------------------------------------------

    def test_a_generation_is_there_as_long_as_it_is_open_and_no_longer(self, home: IndexHome, names: Any) -> None:
        def indexed(number: int) -> str:
            return build(Corpus((document("one", f"Number {number}."),), ()), ENCODER, home).generation

        first = indexed(1)
        opened = home.open()
        second = indexed(2)
        assert names() == [first, second]
        assert (opened.document_text("one"), home.current_name()) == ("Number 1.", second)
        opened.close()
        third = indexed(3)
        assert names() == [third]

    def test_the_stamp_changes_with_the_generation(self, own: KnowledgeStore, home: IndexHome) -> None:
        before = home.stamp()
        assert home.stamp() == before
        build(corpus(document("new", "New.")), ENCODER, home)
        assert home.stamp() != before

    def test_the_next_turn_sees_the_new_generation_and_one_under_way_the_old(self, home: IndexHome) -> None:
        def number() -> str:
            hits = hot.now.base.searcher.search(hot.now.base.searcher.prepare("Which number?", "en"), k=1)
            return hits[0].passage.text

        build(Corpus((document("one", "Number 1."),), ()), ENCODER, home)
        hot = HotIndex(home, lambda: KnowledgeBase.open(home, ENCODER))
        with hot.turn():
            build(Corpus((document("one", "Number 2."),), ()), ENCODER, home)
            assert number() == "Number 1."
        with hot.turn():
            assert number() == "Number 2."
        hot.close()

    def test_readers_and_a_writer_at_once_no_error_and_no_answer_of_two_generations(self, home: IndexHome) -> None:
        def indexed(number: int) -> str:
            texts = [document(place, f"The {place} has number {number}.") for place in WORDS]
            return build(Corpus(tuple(texts), ()), ENCODER, home).generation

        told = {indexed(1): "1"}
        hot = HotAnswerer(HotIndex(home, lambda: KnowledgeBase.open(home, ENCODER)))
        seen: list[tuple[str, str]] = []
        errors: list[BaseException] = []
        written = threading.Event()

        def read() -> None:
            try:
                while not written.is_set():
                    answer = hot.answer(Request("Which number has the harbour?", "en")).answer
                    seen.append((answer.generation or "", answer.text))
            except BaseException as error:  # noqa: BLE001 - it is what the test looks for
                errors.append(error)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        number, latest = 1, monotonic() + PATIENCE  # a slow machine gets the time that it needs
        while number < 8 or (len({g for g, _ in seen}) < 3 and monotonic() < latest):
            number += 1
            told[indexed(number)] = str(number)
        written.set()
        for reader in readers:
            reader.join()
        hot.close()
        assert errors == []
        assert [(g, text) for g, text in seen if f"number {told[g]}." not in text] == []
        assert len({g for g, _ in seen}) >= 3

    def test_what_is_taken_out_of_the_corpus_is_nowhere(self, home: IndexHome, names: Any, tmp_path: Path) -> None:
        secret = "Xylophones"
        build(corpus(document("secret", f"{secret} are secret.")), ENCODER, home)
        second = build(corpus(), ENCODER, home).generation
        store = home.open()
        assert names() == [second]
        assert store.passage_named("secret#0") is None
        assert parts.text_hash(f"{secret} are secret.") not in store.embedding_hashes()
        store.close()


WORDS = ("timber", "tunnel", "harbour", "herons", "engine", "valley")
