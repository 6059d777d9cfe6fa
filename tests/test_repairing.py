"""What is derived is made again without the documents; what is not is told, with what to run."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from made import document, profile

from indexer.generation.builder import build
from indexer.generation.repairing import repair
from indexer.shipped import profile_text
from indexer.shipped.corpus import Corpus
from knowledge.errors import IndexDamaged, IndexMissing, StorageError
from knowledge.index import generations, manifest
from knowledge.index.folder_home import FolderHome
from knowledge.index.integrity import problems
from knowledge.naming.fields import load_taxonomy
from knowledge.records import LANGUAGES
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import Encoder, Progress, Vectors, WordEncoder

ENCODER = WordEncoder(32)
WORDS = ("timber", "tunnel", "harbour", "crane", "engine", "valley")


def corpus() -> Corpus:
    made = document("page", *(f"The {word} is old." for word in WORDS), kind="statement")
    told = [replace(p, statement_id=w, asked=(f"What of {w}?",)) for p, w in zip(made.passages, WORDS, strict=True)]
    member = profile("alpha", sources=[{"title": "Page one"}, {"title": "Page two"}])
    texts = profile_text.document(member, "en", load_taxonomy())
    return Corpus((replace(made, passages=tuple(told)), texts), (member,))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with statements, a profile and a classifier."""
    data = tmp_path_factory.mktemp("whole")
    build(corpus(), ENCODER, data)
    return data


@pytest.fixture
def data(whole: Path, tmp_path: Path) -> Path:
    """A copy of the whole index, to be damaged."""
    return Path(shutil.copytree(whole, tmp_path / "data"))


def same_encoder() -> tuple[Encoder, str | None]:
    return ENCODER, None


def no_encoder() -> tuple[Encoder, str | None]:
    raise AssertionError("the manifest tells which encoder it was")


def part(data: Path, name: str) -> Path:
    return generations.current(data) / name


def execute(data: Path, sql: str) -> None:
    with closing(sqlite3.connect(part(data, generations.DATABASE))) as connection, connection:
        assert connection.execute(sql).rowcount != 0


def cut(name: str) -> Callable[[Path], None]:
    return lambda data: part(data, name).write_bytes(part(data, name).read_bytes()[:50]) and None


def gone(name: str) -> Callable[[Path], None]:
    return lambda data: part(data, name).unlink()


def changed(sql: str) -> Callable[[Path], None]:
    return lambda data: execute(data, sql)


DERIVED = {
    "vector file cut off": cut(generations.VECTORS),
    "vector file gone": gone(generations.VECTORS),
    "classifier cut off": cut("classifier-en.npz"),
    "classifier gone": gone("classifier-en.npz"),
    "full-text rows gone": changed("delete from passages_fts"),
    "full-text rows changed": changed("update passages_fts set body = 'heron'"),
    "word counts gone": changed("delete from word_counts"),
    "facets gone": changed("delete from cluster_fields"),
    "facets changed": changed("update clusters set city = 'Bonn'"),
    "manifest gone": gone(manifest.FILE_NAME),
    "manifest cut off": cut(manifest.FILE_NAME),
    "pointer gone": lambda data: (data / generations.POINTER).unlink(),
    "pointer to nothing": lambda data: (data / generations.POINTER).write_text("g9\n", encoding="utf-8") and None,
}


def content(data: Path) -> tuple[object, ...]:
    """Return what an index answers from, as values that can be compared."""
    store = FolderHome(data).open()
    base = KnowledgeBase(store, ENCODER)
    question = base.searcher.prepare("What of the harbour?", "en")
    hits = [(hit.passage.passage_id, hit.score) for hit in base.searcher.search(question, k=9)]
    counts = base.word_counts
    words = [dict(counts.folded), *(dict(by[i]) for by in (counts.spoken, counts.topics) for i in LANGUAGES)]
    by_words = base.classifiers["en"].by_words("What of the harbour?", "en")
    scores = base.classifiers["en"].decisions(by_words, ENCODER.encode_queries(["harbour"])[0])
    found = (store.passages_of(None), base.profiles, words, store.rows.embeddings(), hits, scores)
    clusters = [sorted(store.rows.connection.execute(f"select * from {t}")) for t in ("clusters", "cluster_fields")]
    base.close()
    return (*found, *clusters)


@pytest.mark.parametrize("damage", DERIVED.values(), ids=DERIVED.keys())
def test_what_is_derived_is_made_again_as_it_was(damage: Callable[[Path], None], data: Path, whole: Path) -> None:
    damage(data)
    told = problems(data)
    assert all(line.endswith("Run: clusterbot index --repair") for line in told if "is gone" not in line)
    assert repair(data, same_encoder).problems == tuple(told) != ()
    assert problems(data) == []
    assert content(data) == content(whole)


def test_several_damages_are_repaired_at_once(data: Path, whole: Path) -> None:
    for name in ("vector file gone", "classifier cut off", "full-text rows gone", "manifest gone"):
        DERIVED[name](data)
    repair(data, same_encoder)
    assert (problems(data), content(data)) == ([], content(whole))


def test_a_repaired_index_is_unchanged_for_the_next_run(data: Path) -> None:
    DERIVED["vector file gone"](data)
    done = repair(data, no_encoder)
    outcome = build(corpus(), ENCODER, data)
    assert (outcome.unchanged, outcome.generation) == (True, done.generation)


def test_an_index_whose_manifest_was_made_again_is_compared_by_its_documents(data: Path) -> None:
    DERIVED["manifest gone"](data)
    repair(data, same_encoder)
    outcome = build(corpus(), ENCODER, data)
    assert (outcome.unchanged, outcome.encoded) == (False, 0)


def test_a_whole_index_stays_as_it_is(data: Path) -> None:
    before = generations.current(data).name
    done = repair(data, no_encoder)
    assert (done.problems, done.generation, generations.current(data).name) == ((), before, before)


def test_where_there_is_no_index_nothing_is_repaired(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="Build one: clusterbot index"):
        repair(tmp_path, no_encoder)


@pytest.mark.parametrize(
    "sql",
    [
        "delete from embeddings",
        "delete from documents where doc_id = 'page'",
        "update documents set text = ' ' || text where doc_id = 'page'",
        "delete from sources where source_rowid = 1",
        "update clusters set profile = '{}'",
    ],
)
def test_what_cannot_be_derived_is_told_and_the_index_stays(sql: str, data: Path) -> None:
    execute(data, sql)
    before = generations.current(data).name
    with pytest.raises(IndexDamaged, match=r"This cannot be derived\. Run: clusterbot index --fresh$"):
        repair(data, no_encoder)
    assert [path.name for path in (data / generations.FOLDER).iterdir()] == [before]
    assert not build(corpus(), ENCODER, data).unchanged
    assert problems(data) == []


@pytest.mark.parametrize("share", [0.0, 0.3, 0.8])
def test_a_database_that_is_cut_off_is_told_and_read_anew(share: float, data: Path) -> None:
    path = part(data, generations.DATABASE)
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    with pytest.raises(IndexDamaged, match="clusterbot index"):
        repair(data, no_encoder)
    build(corpus(), ENCODER, data)
    assert problems(data) == []


class OtherEncoder(WordEncoder):
    """Gives other vectors of the same length."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        return super().encode_passages([text[::-1] for text in texts], progress)


@pytest.mark.parametrize("other", [OtherEncoder(32), WordEncoder(64)], ids=["other vectors", "other length"])
def test_without_a_manifest_vectors_of_another_encoder_are_not_taken_for_those_of_this_one(
    other: WordEncoder, data: Path
) -> None:
    DERIVED["manifest gone"](data)
    with pytest.raises(IndexDamaged, match=r"not those of encoder 'words-\d+'\. Set CLUSTERBOT_ENCODER"):
        repair(data, lambda: (other, None))


def test_while_an_indexer_is_at_work_nothing_is_repaired(data: Path) -> None:
    DERIVED["vector file gone"](data)
    with generations.writing(data), pytest.raises(StorageError, match="another indexer"):
        repair(data, no_encoder)


def test_flipped_bits_in_an_embedding_are_not_taken_over_by_the_next_index(data: Path, whole: Path) -> None:
    execute(data, "update embeddings set vector = zeroblob(128) where rowid = 1")
    assert build(corpus(), ENCODER, data).encoded > 0
    assert content(data) == content(whole)
