from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import fts5
import numpy as np
import pytest
from made import document, passage, profile
from sqlite_utils import Database

from indexer.generation import training
from indexer.generation.builder import Outcome, build, fingerprint
from indexer.generation.parts import texts_of
from indexer.shipped import profile_text
from indexer.shipped.corpus import Corpus
from knowledge.errors import DocumentError, EncoderError, StorageError
from knowledge.index import generations, lexical, manifest
from knowledge.index.classifier import Classifier
from knowledge.index.store import Store
from knowledge.index.vectors import VectorIndex
from knowledge.naming.fields import load_taxonomy
from knowledge.records import Document, Language
from knowledge.sentence_model.encoder import Progress, Vectors, WordEncoder

PROFILE = profile("alpha")
CORPUS = Corpus(
    documents=(
        document("one", "Timber bridges stand long.", "Tunnels are dark.", asked=("Which bridges?",)),
        document("two", "Harbours have cranes.", heading="Page › Ports"),
        profile_text.document(PROFILE, "en", load_taxonomy()),
    ),
    profiles=(PROFILE,),
)


class RecordingEncoder(WordEncoder):
    """Remembers which passages it was given."""

    def __init__(self, dimension: int = 64) -> None:
        super().__init__(dimension)
        self.given: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.given += texts
        return super().encode_passages(texts, progress)


class BrokenEncoder(WordEncoder):
    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        raise EncoderError("broken")


ENCODER = WordEncoder(64)


def folder_of(data: Path) -> Path:
    return generations.current(data)


def dense(index: VectorIndex, text: str) -> list[tuple[int, float]]:
    return index.search(ENCODER.encode_queries([text])[0], depth=10)


def names(data: Path) -> list[str]:
    return sorted(path.name for path in (data / generations.FOLDER).iterdir())


# -- what is built -----------------------------------------------------------------------------


def test_a_build_publishes_one_complete_generation(tmp_path: Path) -> None:
    made = build(CORPUS, ENCODER, tmp_path)
    assert names(tmp_path) == [made.generation] == [folder_of(tmp_path).name]
    assert sorted(path.name for path in folder_of(tmp_path).iterdir()) == [
        "knowledge.db",
        "manifest.json",
        "vectors.faiss",
    ]


def test_the_manifest_says_with_what_and_of_what_it_was_built(tmp_path: Path) -> None:
    made = build(CORPUS, ENCODER, tmp_path)
    read = manifest.read(folder_of(tmp_path))
    assert (read.generation, read.encoder, read.dimension) == (made.generation, "words-64", 64)
    assert read.inputs_sha256 == fingerprint(CORPUS, "words-64")
    assert read.counts == made.counts


def test_counts_are_those_of_the_corpus(tmp_path: Path) -> None:
    counts = build(CORPUS, ENCODER, tmp_path).counts
    passages = [p for d in CORPUS.documents for p in d.passages]
    assert counts == manifest.Counts(
        documents=3,
        passages=len(passages),
        vectors=sum(len(texts_of(p)) for p in passages),
        clusters=1,
        sources=len({s for p in passages for s in p.sources}),
    )


def test_every_vector_id_exists_among_the_passages_and_the_reverse(tmp_path: Path) -> None:
    build(CORPUS, ENCODER, tmp_path)
    store = Store.open(folder_of(tmp_path) / generations.DATABASE)
    assert set(VectorIndex.load(folder_of(tmp_path) / generations.VECTORS).ids.tolist()) == set(store.passages())
    store.close()


def test_vectors_rebuilt_from_the_stored_embeddings_give_the_same_hits(tmp_path: Path) -> None:
    build(CORPUS, ENCODER, tmp_path)
    store = Store.open(folder_of(tmp_path) / generations.DATABASE)
    rebuilt, saved = (
        VectorIndex.build(*store.vectors(64)),
        VectorIndex.load(folder_of(tmp_path) / generations.VECTORS),
    )
    for text in ("timber bridges", "cranes", "engines", "dark harbours", "nothing of it"):
        assert dense(rebuilt, text) == dense(saved, text)
    store.close()


def test_the_vectors_are_those_of_the_texts_of_each_passage(tmp_path: Path) -> None:
    build(CORPUS, ENCODER, tmp_path)
    store = Store.open(folder_of(tmp_path) / generations.DATABASE)
    expected = [(rowid, text) for rowid, p in store.passages().items() for _, text in texts_of(p)]
    matrix, rowids = store.vectors(64)
    assert rowids.tolist() == [rowid for rowid, _ in expected]
    assert np.array_equal(matrix, ENCODER.encode_passages([text for _, text in expected]))
    store.close()


def test_both_runs_find_what_was_built(tmp_path: Path) -> None:
    build(CORPUS, ENCODER, tmp_path)
    store = Store.open(folder_of(tmp_path) / generations.DATABASE)
    (best, _), *_ = fts5.search(store.connection, lexical.query_terms("tunnels", ("en",)), depth=5)
    nearest, _ = dense(VectorIndex.load(folder_of(tmp_path) / generations.VECTORS), "tunnels are dark")[0]
    assert store.passages([best, nearest])[best].text == "Tunnels are dark."
    assert best == nearest
    store.close()


@pytest.mark.parametrize(
    ("kind", "heading", "text"),
    [
        ("text", "", "Words."),
        ("text", "Page › Part", "Part: Words."),
        ("statement", "Page", "Page: Words."),
        ("profile", "Name", "Words."),
    ],
)
def test_a_passage_is_encoded_under_its_last_heading_but_not_a_profile(kind: str, heading: str, text: str) -> None:
    made = passage("d#0", "Words.", kind=kind, heading=heading, asked=("What?", "Why?"))
    assert texts_of(made) == [("text", text), ("asked", "What?"), ("asked", "Why?")]


LONG = "Timber bridges stand long. Tunnels are dark."


def test_plain_text_is_encoded_by_sentence_too_behind_its_asked_lines() -> None:
    made = passage("d#0", LONG, heading="Page", asked=("What?",))
    assert texts_of(made) == [
        ("text", f"Page: {LONG}"),
        ("asked", "What?"),
        ("sentence", "Timber bridges stand long."),
        ("sentence", "Tunnels are dark."),
    ]


@pytest.mark.parametrize("kind", ["statement", "profile", "gap"])
def test_other_passages_are_encoded_whole_only(kind: str) -> None:
    assert texts_of(passage("d#0", LONG, kind=kind)) == [("text", LONG)]


def test_plain_text_is_as_near_as_its_nearest_sentence(tmp_path: Path) -> None:
    made = build(Corpus((document("a", LONG), document("b", LONG, kind="statement")), ()), ENCODER, tmp_path)
    found = dense(VectorIndex.load(folder_of(tmp_path) / generations.VECTORS), "tunnels are dark")
    whole = float(ENCODER.encode_passages([LONG])[0] @ ENCODER.encode_queries(["tunnels are dark"])[0])
    assert found == [(1, pytest.approx(1)), (2, pytest.approx(whole))]
    assert (made.counts.vectors, made.encoded) == (4, 3)


def test_a_sentence_that_stands_in_a_text_twice_is_encoded_once(tmp_path: Path) -> None:
    encoder = RecordingEncoder()
    made = build(Corpus((document("a", "Yes. Yes."),), ()), encoder, tmp_path)
    assert (encoder.given, made.counts.vectors) == (["Yes. Yes.", "Yes."], 3)


def test_passages_of_one_text_are_encoded_once_and_both_found(tmp_path: Path) -> None:
    encoder = RecordingEncoder()
    made = build(Corpus((document("a", "Same words."), document("b", "Same words.")), ()), encoder, tmp_path)
    assert (encoder.given, made.encoded, made.counts.vectors) == (["Same words."], 1, 2)
    assert dense(VectorIndex.load(folder_of(tmp_path) / generations.VECTORS), "same words") == [
        (1, pytest.approx(1)),
        (2, pytest.approx(1)),
    ]


def statements(n: int) -> Corpus:
    """Statements whose asked lines share no word with them nor with each other."""
    words = ("timber", "tunnel", "harbour", "crane", "engine", "valley")[:n]
    lines = [(f"first{word[::-1]}", f"second{word[::-1]}") for word in words]
    passages = [
        passage(f"{word}#0", word, kind="statement", statement_id=word, asked=asked)
        for word, asked in zip(words, lines, strict=True)
    ]
    return Corpus(tuple(Document(p.doc_id, p.doc_id, "en", p.text, (p,)) for p in passages), ())


def test_five_statements_with_asked_lines_get_a_classifier_that_knows_the_words_of_each_line(
    tmp_path: Path,
) -> None:
    corpus = statements(5)
    build(corpus, ENCODER, tmp_path)
    assert [path.name for path in folder_of(tmp_path).glob("classifier*")] == ["classifier-en.npz"]
    classifier = Classifier.load(folder_of(tmp_path) / generations.classifier_file("en"))
    assert classifier is not None
    assert classifier.classes == ("crane", "engine", "harbour", "timber", "tunnel")
    for p in (p for d in corpus.documents for p in d.passages):
        for line in p.asked:
            scores = classifier.decisions(classifier.by_words(line, "en"), np.zeros(64, dtype=np.float32))
            assert max(scores, key=lambda name: scores[name]) == p.statement_id


def test_fewer_statements_get_no_classifier(tmp_path: Path) -> None:
    build(statements(4), ENCODER, tmp_path)
    assert list(folder_of(tmp_path).glob("classifier*")) == []


def test_an_empty_corpus_makes_an_empty_index(tmp_path: Path) -> None:
    assert build(Corpus((), ()), ENCODER, tmp_path).counts.vectors == 0
    assert dense(VectorIndex.load(folder_of(tmp_path) / generations.VECTORS), "timber") == []


def test_progress_is_reported_by_stage_up_to_the_total(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    made = build(CORPUS, ENCODER, tmp_path, report=lambda *step: told.append(step))
    assert told[:3] == [("documents", 1, 3), ("documents", 2, 3), ("documents", 3, 3)]
    assert told[3:] == [("vectors", made.counts.passages, made.counts.passages)]


# -- building again ----------------------------------------------------------------------------


def test_an_unchanged_corpus_builds_nothing(tmp_path: Path) -> None:
    first = build(CORPUS, ENCODER, tmp_path)
    again = build(CORPUS, BrokenEncoder(64), tmp_path)
    assert again == Outcome(first.generation, first.counts, encoded=0, unchanged=True)
    assert names(tmp_path) == [first.generation]


def test_a_changed_document_encodes_only_its_new_texts(tmp_path: Path) -> None:
    build(CORPUS, ENCODER, tmp_path)
    changed = document("one", "Timber bridges stand long.", "Tunnels are lit.", asked=("Which bridges?",))
    encoder = RecordingEncoder()
    made = build(replace(CORPUS, documents=(changed, *CORPUS.documents[1:])), encoder, tmp_path)
    assert (encoder.given, made.encoded, made.unchanged) == (["Tunnels are lit."], 1, False)


def test_an_incremental_build_equals_a_fresh_one(tmp_path: Path) -> None:
    changed = replace(CORPUS, documents=(document("new", "Cranes lift timber."), *CORPUS.documents[1:]))
    build(CORPUS, ENCODER, tmp_path / "a")
    incremental = build(changed, ENCODER, tmp_path / "a")
    fresh = build(changed, ENCODER, tmp_path / "b")
    assert incremental.counts == fresh.counts
    stores = [Store.open(folder_of(tmp_path / data) / generations.DATABASE) for data in ("a", "b")]
    left, right = stores
    assert (left.passages(), left.embeddings()) == (right.passages(), right.embeddings())
    assert np.array_equal(left.vectors(64)[0], right.vectors(64)[0])
    for store in stores:
        store.close()


def test_what_the_corpus_no_longer_has_is_gone(tmp_path: Path) -> None:
    build(CORPUS, ENCODER, tmp_path)
    made = build(replace(CORPUS, documents=CORPUS.documents[:1], profiles=()), BrokenEncoder(64), tmp_path)
    assert (made.encoded, made.counts.documents, made.counts.clusters) == (0, 1, 0)
    store = Store.open(folder_of(tmp_path) / generations.DATABASE)
    assert len(store.embeddings()) == len({text for p in CORPUS.documents[0].passages for _, text in texts_of(p)})
    store.close()


def test_a_fresh_build_encodes_everything_anew(tmp_path: Path) -> None:
    first = build(CORPUS, ENCODER, tmp_path)
    again = build(CORPUS, ENCODER, tmp_path, fresh=True)
    assert again.generation != first.generation
    assert (again.encoded, again.unchanged) == (first.encoded, False)


def test_another_encoder_encodes_everything_anew(tmp_path: Path) -> None:
    first = build(CORPUS, ENCODER, tmp_path)
    other = build(CORPUS, WordEncoder(32), tmp_path)
    assert other.encoded == first.encoded
    assert VectorIndex.load(folder_of(tmp_path) / generations.VECTORS).dimension == 32


@pytest.mark.parametrize(
    "changed",
    [
        replace(CORPUS, documents=CORPUS.documents[:2]),
        replace(CORPUS, profiles=()),
        replace(CORPUS, profiles=(profile("alpha", website="https://example.org"),)),
        replace(CORPUS, documents=(replace(CORPUS.documents[0], title="Other"), *CORPUS.documents[1:])),
    ],
)
def test_any_change_changes_the_fingerprint(changed: Corpus) -> None:
    assert fingerprint(changed, "a") != fingerprint(CORPUS, "a")


def test_the_fingerprint_depends_on_the_encoder_and_on_nothing_else() -> None:
    assert fingerprint(CORPUS, "a") != fingerprint(CORPUS, "b")
    assert fingerprint(CORPUS, "a") == fingerprint(Corpus(CORPUS.documents, (profile("alpha"),)), "a")


def test_former_generations_are_removed(tmp_path: Path) -> None:
    made = [build(Corpus((document("d", f"Text {n}."),), ()), ENCODER, tmp_path).generation for n in range(3)]
    assert names(tmp_path) == [folder_of(tmp_path).name] == [made[-1]]


# -- what goes wrong ---------------------------------------------------------------------------


def test_a_build_that_fails_leaves_the_old_generation_answering(tmp_path: Path) -> None:
    first = build(CORPUS, ENCODER, tmp_path)
    with pytest.raises(EncoderError, match="broken"):
        build(Corpus((document("d", "Entirely new."),), ()), BrokenEncoder(64), tmp_path)
    assert names(tmp_path) == [first.generation] == [folder_of(tmp_path).name]
    assert "Tunnels" in str(dense_texts(tmp_path, "tunnels are dark"))


def dense_texts(data: Path, text: str) -> list[str]:
    store = Store.open(folder_of(data) / generations.DATABASE)
    found = dense(VectorIndex.load(folder_of(data) / generations.VECTORS), text)
    texts = [p.text for p in store.passages([rowid for rowid, _ in found]).values()]
    store.close()
    return texts


def test_a_first_build_that_fails_leaves_no_generation(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="broken"):
        build(CORPUS, BrokenEncoder(64), tmp_path)
    assert names(tmp_path) == []
    assert not (tmp_path / generations.POINTER).exists()


def test_a_build_that_is_interrupted_leaves_no_generation(tmp_path: Path) -> None:
    def interrupt(*_step: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(CORPUS, ENCODER, tmp_path, report=interrupt)
    assert names(tmp_path) == []


def test_a_build_that_is_interrupted_behind_publishing_leaves_the_new_generation_answering(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(CORPUS, ENCODER, tmp_path)

    def publish_and_interrupt(data: Path, name: str) -> None:
        publish(data, name)
        raise KeyboardInterrupt

    publish = generations.publish
    monkeypatch.setattr(generations, "publish", publish_and_interrupt)
    with pytest.raises(KeyboardInterrupt):
        build(replace(CORPUS, profiles=()), ENCODER, tmp_path)
    assert folder_of(tmp_path).name != first.generation
    assert dense_texts(tmp_path, "tunnels are dark")[0] == "Tunnels are dark."


def test_a_build_that_cannot_remove_former_generations_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_data: Path, *, keep: int) -> None:
        raise PermissionError(keep)

    monkeypatch.setattr(generations, "prune", refuse)
    made = build(CORPUS, ENCODER, tmp_path)
    assert folder_of(tmp_path).name == made.generation


@pytest.mark.parametrize("inside", ["", "sub"])
def test_a_data_folder_that_cannot_be_made_is_a_storage_error(inside: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StorageError, match=r"cannot be written \((Not a directory|File exists)\)\. Choose another"):
        build(CORPUS, ENCODER, tmp_path / "file" / inside)


def test_documents_of_one_id_stop_the_build_and_leave_the_old_generation(tmp_path: Path) -> None:
    first = build(CORPUS, ENCODER, tmp_path)
    with pytest.raises(DocumentError, match="document 'one' is there more than once"):
        build(Corpus((CORPUS.documents[0], CORPUS.documents[0]), ()), ENCODER, tmp_path)
    assert names(tmp_path) == [folder_of(tmp_path).name] == [first.generation]


def test_passages_of_one_id_stop_the_build_before_anything_is_written(tmp_path: Path) -> None:
    twice = replace(CORPUS.documents[0], passages=CORPUS.documents[0].passages[:1] * 2)
    with pytest.raises(DocumentError, match="passage 'one#0' is there more than once"):
        build(Corpus((twice,), ()), ENCODER, tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_pointer_to_a_generation_that_is_gone_is_no_obstacle(tmp_path: Path) -> None:
    build(CORPUS, ENCODER, tmp_path)
    shutil.rmtree(folder_of(tmp_path))
    assert not build(CORPUS, ENCODER, tmp_path).unchanged


@pytest.mark.parametrize("content", ["{", '{"generation": "g"}'])
def test_a_broken_manifest_is_no_obstacle(content: str, tmp_path: Path) -> None:
    first = build(CORPUS, ENCODER, tmp_path)
    (folder_of(tmp_path) / manifest.FILE_NAME).write_text(content, encoding="utf-8")
    again = build(CORPUS, ENCODER, tmp_path)
    assert (again.unchanged, again.counts) == (False, first.counts)


def test_a_database_that_is_none_is_no_obstacle_to_a_changed_corpus(tmp_path: Path) -> None:
    build(CORPUS, ENCODER, tmp_path)
    (folder_of(tmp_path) / generations.DATABASE).write_bytes(b"junk" * 100)
    assert build(replace(CORPUS, profiles=()), ENCODER, tmp_path).encoded > 0


@pytest.mark.parametrize("part", [generations.DATABASE, generations.VECTORS])
def test_a_generation_that_has_lost_a_part_is_built_again(part: str, tmp_path: Path) -> None:
    build(CORPUS, ENCODER, tmp_path)
    (folder_of(tmp_path) / part).unlink()
    again = build(CORPUS, ENCODER, tmp_path)
    assert not again.unchanged
    assert (again.encoded == 0) == (part == generations.VECTORS)
    assert (folder_of(tmp_path) / part).is_file()


@pytest.mark.parametrize("part", [generations.DATABASE, generations.VECTORS])
def test_a_generation_with_a_part_that_is_cut_off_is_built_again(part: str, tmp_path: Path) -> None:
    first = build(CORPUS, ENCODER, tmp_path)
    path = folder_of(tmp_path) / part
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    again = build(CORPUS, ENCODER, tmp_path)
    assert (again.unchanged, again.counts) == (False, first.counts)
    assert "Tunnels" in str(dense_texts(tmp_path, "tunnels are dark"))


def test_a_generation_with_a_damaged_classifier_is_built_again(tmp_path: Path) -> None:
    build(statements(5), ENCODER, tmp_path)
    path = folder_of(tmp_path) / generations.classifier_file("en")
    path.write_bytes(path.read_bytes()[:100])
    assert not build(statements(5), ENCODER, tmp_path).unchanged
    assert Classifier.load(folder_of(tmp_path) / generations.classifier_file("en")) is not None


def test_a_generation_that_has_lost_rows_is_built_again(tmp_path: Path) -> None:
    build(CORPUS, ENCODER, tmp_path)
    with Database(str(folder_of(tmp_path) / generations.DATABASE)) as database:
        database.execute("delete from sources")
    assert not build(CORPUS, ENCODER, tmp_path).unchanged


def test_a_database_that_is_damaged_inside_is_no_obstacle(tmp_path: Path) -> None:
    build(CORPUS, ENCODER, tmp_path)
    path = folder_of(tmp_path) / generations.DATABASE
    content = path.read_bytes()
    path.write_bytes(content[: 3 * 4096] + b"\xab" * (len(content) - 3 * 4096))
    assert build(replace(CORPUS, profiles=()), ENCODER, tmp_path).encoded > 0


# -- what is taken over ------------------------------------------------------------------------


def test_a_generation_of_an_older_version_gives_its_vectors(tmp_path: Path) -> None:
    build(CORPUS, WordEncoder(), tmp_path)
    made = manifest.read(folder_of(tmp_path))
    older = {"schema_version": 1, "splitter": "old", "files": {}}
    manifest.write(made.model_copy(update=older), folder_of(tmp_path))
    with Database(str(folder_of(tmp_path) / generations.DATABASE)).conn as connection:
        connection.execute("drop table word_counts")
        connection.execute("delete from _sqlite_migrations where name = 'm005_word_counts'")
    connection.close()
    outcome = build(CORPUS, WordEncoder(), tmp_path)
    assert (outcome.unchanged, outcome.encoded) == (False, 0)
    assert manifest.read(folder_of(tmp_path)).schema_version == manifest.SCHEMA_VERSION


def test_a_classifier_of_the_same_examples_is_not_trained_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = statements(5)
    build(corpus, WordEncoder(), tmp_path)
    first = Classifier.load(folder_of(tmp_path) / generations.classifier_file("en"))
    trained: list[str] = []
    train = training.train

    def counted(examples: Sequence[training.Example], language: Language) -> Classifier | None:
        trained.append(language)
        return train(examples, language)

    monkeypatch.setattr(training, "train", counted)
    more = replace(corpus, documents=(*corpus.documents, document("plain", "A page about herons.")))
    build(more, WordEncoder(), tmp_path)
    second = Classifier.load(folder_of(tmp_path) / generations.classifier_file("en"))
    assert first is not None
    assert second is not None
    assert (trained, first.trained_on) == ([], second.trained_on)
    assert np.array_equal(first.buckets, second.buckets)
    build(statements(6), WordEncoder(), tmp_path)
    assert trained == ["en"]


def test_an_encoder_that_has_a_graph_now_makes_a_new_generation(tmp_path: Path) -> None:
    build(CORPUS, WordEncoder(), tmp_path)
    outcome = build(CORPUS, WordEncoder(), tmp_path, graph="encoders/0123456789ab")
    assert (outcome.unchanged, outcome.encoded) == (False, 0)
    assert manifest.read(folder_of(tmp_path)).graph == "encoders/0123456789ab"
