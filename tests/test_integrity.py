"""Every kind of damage is named. Each is done here to a copy of a small index that is whole."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import faiss
import numpy as np
import pytest
from made import document, profile

from indexer.generation.builder import build
from indexer.shipped import profile_text
from indexer.shipped.corpus import Corpus
from knowledge.errors import IndexDamaged, IndexMismatch, IndexMissing
from knowledge.index import generations, manifest
from knowledge.index.classifier import Classifier
from knowledge.index.integrity import manifest_of, problems
from knowledge.index.vectors import VectorIndex
from knowledge.naming.fields import load_taxonomy
from knowledge.records import Document
from knowledge.sentence_model.encoder import WordEncoder

ENCODER = WordEncoder(32)
FRESH = "Run: clusterbot index --fresh"
REPAIR = "Run: clusterbot index --repair"
WORDS = ("timber", "tunnel", "harbour", "crane", "engine", "valley")


def statements() -> Document:
    made = document("page", *(f"The {word} is old." for word in WORDS), kind="statement")
    told = [replace(p, statement_id=w, asked=(f"What of {w}?",)) for p, w in zip(made.passages, WORDS, strict=True)]
    return replace(made, passages=tuple(told))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with statements, a profile and a classifier."""
    member = profile("alpha", sources=[{"title": "Page one"}, {"title": "Page two"}])
    texts = profile_text.document(member, "en", load_taxonomy())
    data = tmp_path_factory.mktemp("whole")
    build(Corpus((statements(), texts), (member,)), ENCODER, data)
    return data


@pytest.fixture
def data(whole: Path, tmp_path: Path) -> Path:
    """A copy of the whole index, to be damaged."""
    return Path(shutil.copytree(whole, tmp_path / "data"))


def part(data: Path, name: str) -> Path:
    return generations.current(data) / name


def execute(data: Path, *statements: str) -> None:
    with closing(sqlite3.connect(part(data, generations.DATABASE))) as connection, connection:
        for sql in statements:
            assert connection.execute(sql).rowcount != 0, sql


def edit_manifest(data: Path, **changes: object) -> None:
    path = part(data, manifest.FILE_NAME)
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **changes}), encoding="utf-8")


def hashes(data: Path) -> dict[str, str]:
    return {
        str(path.relative_to(data)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in data.rglob("*")
        if path.is_file()
    }


# -- what is whole -----------------------------------------------------------------------------


def test_an_index_as_it_was_built_is_whole(data: Path) -> None:
    assert problems(data) == []


def test_looking_changes_nothing(data: Path) -> None:
    before = hashes(data)
    problems(data)
    assert hashes(data) == before


def test_an_index_without_any_document_is_whole(tmp_path: Path) -> None:
    build(Corpus((), ()), ENCODER, tmp_path)
    assert problems(tmp_path) == []


def test_where_there_is_no_index_nothing_is_whole_or_damaged(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="Build one: clusterbot index"):
        problems(tmp_path)


def test_a_generation_that_is_gone_is_a_missing_index(data: Path) -> None:
    shutil.rmtree(generations.current(data))
    with pytest.raises(IndexMissing, match="is gone"):
        problems(data)


# -- the manifest ------------------------------------------------------------------------------


def test_a_missing_manifest_is_named(data: Path) -> None:
    part(data, manifest.FILE_NAME).unlink()
    (problem,) = problems(data)
    assert problem.endswith(f"has no manifest.json. {REPAIR}")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"generation": "g"}', b"[]"])
def test_a_broken_manifest_is_named(content: bytes, data: Path) -> None:
    part(data, manifest.FILE_NAME).write_bytes(content)
    (problem,) = problems(data)
    assert problem.endswith(f"is not a manifest. {REPAIR}")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"schema_version": 1}, "has schema 1 "),
        ({"splitter": "words-1"}, "splitter 'words-1'"),
    ],
)
def test_another_schema_or_splitter_is_named(changes: dict[str, object], named: str, data: Path) -> None:
    edit_manifest(data, **changes)
    (problem,) = problems(data)
    assert named in problem
    assert problem.endswith("Rebuild: clusterbot index")


@pytest.mark.parametrize("known", [{}, {"colour": "red"}], ids=["that can be read", "that has other keys"])
def test_the_manifest_of_a_newer_version_is_named_with_the_advice_to_upgrade(
    known: dict[str, object], data: Path
) -> None:
    edit_manifest(data, schema_version=99, **known)
    (problem,) = problems(data)
    assert "has schema 99 " in problem
    assert "A newer version made it: upgrade clusterbot." in problem


def test_the_manifest_of_another_generation_is_named(data: Path) -> None:
    edit_manifest(data, generation="g9")
    (problem,) = problems(data)
    assert problem == f"manifest.json names generation 'g9', its folder is {generations.current(data).name!r}. {REPAIR}"


def test_a_missing_pointer_to_a_generation_that_is_there_is_named(data: Path) -> None:
    name = generations.current(data).name
    (data / generations.POINTER).unlink()
    assert problems(data) == [f"CURRENT in {str(data)!r} does not name {name!r}, which is there. {REPAIR}"]


def test_another_dimension_is_named(data: Path) -> None:
    edit_manifest(data, dimension=48)
    assert problems(data) == ["stored vectors are missing or not of 48 dimensions. Rebuild: clusterbot index --fresh"]


@pytest.mark.parametrize("table", ["documents", "passages", "clusters", "sources"])
def test_a_count_that_is_not_that_of_the_manifest_is_named(table: str, data: Path) -> None:
    counts = manifest_of(data).counts
    edit_manifest(data, counts={**counts.model_dump(), table: 77})
    assert problems(data) == [f"table {table!r} has {getattr(counts, table)} rows, the manifest says 77. {FRESH}"]


def test_a_count_of_vectors_that_is_not_that_of_the_manifest_is_named(data: Path) -> None:
    counts = manifest_of(data).counts
    edit_manifest(data, counts={**counts.model_dump(), "vectors": 77})
    assert problems(data) == [f"there are {counts.vectors} vectors, the manifest says 77. {FRESH}"]


def test_the_manifest_that_answers_is_given(data: Path) -> None:
    made = manifest_of(data)
    assert (made.generation, made.encoder, made.counts.clusters) == (
        generations.current(data).name,
        "words-32",
        1,
    )


def test_the_manifest_of_a_damaged_index_is_an_error(data: Path) -> None:
    edit_manifest(data, schema_version=0)
    with pytest.raises(IndexMismatch, match="has schema 0"):
        manifest_of(data)
    part(data, manifest.FILE_NAME).write_text("?", encoding="utf-8")
    with pytest.raises(IndexDamaged, match="is not a manifest"):
        manifest_of(data)


# -- the vector file ---------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_truncated_vector_file_is_named(share: float, data: Path) -> None:
    path = part(data, generations.VECTORS)
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    assert problems(data) == [f"vector file 'vectors.faiss' is missing or unreadable. {REPAIR}"]


def test_a_missing_vector_file_is_named(data: Path) -> None:
    part(data, generations.VECTORS).unlink()
    assert problems(data) == [f"vector file 'vectors.faiss' is missing or unreadable. {REPAIR}"]


def test_vectors_of_another_dimension_are_named(data: Path) -> None:
    ids = VectorIndex.load(part(data, generations.VECTORS)).ids
    other = np.zeros((len(ids), 16), dtype=np.float32)
    VectorIndex.build(other, ids).save(part(data, generations.VECTORS))
    assert problems(data) == [f"vectors have 16 dimensions, the manifest says 32. {REPAIR}"]


@pytest.mark.parametrize("change", [lambda ids: ids[::-1], lambda ids: ids[:-1], lambda ids: ids + 1])
def test_vectors_of_other_passages_are_named(change: Callable[..., np.ndarray], data: Path) -> None:
    ids = change(VectorIndex.load(part(data, generations.VECTORS)).ids).copy()
    vectors = np.eye(len(ids), 32, dtype=np.float32)
    VectorIndex.build(vectors, ids).save(part(data, generations.VECTORS))
    (problem,) = problems(data)
    assert problem.startswith("the vector file and the database disagree on which vector belongs to which passage.")


@pytest.mark.parametrize("changed", [1, 3])
def test_vectors_of_other_texts_are_named(changed: int, data: Path) -> None:
    path = part(data, generations.VECTORS)
    ids = VectorIndex.load(path).ids
    index = faiss.read_index(str(path))
    vectors = index.index.reconstruct_n(0, len(ids))
    vectors[:changed] *= -1
    VectorIndex.build(vectors, ids).save(path)
    assert problems(data) == [f"{changed} vectors of the vector file are not those of the database. {REPAIR}"]


def test_vectors_of_the_database_that_are_not_those_of_the_file_are_named(data: Path) -> None:
    execute(data, "update embeddings set vector = zeroblob(128) where rowid = 1")
    assert problems(data) == [f"1 vectors of the vector file are not those of the database. {FRESH}"]


def test_bytes_behind_the_vectors_are_named(data: Path) -> None:
    with part(data, generations.VECTORS).open("ab") as file:
        file.write(b"more")
    assert problems(data) == [f"vector file 'vectors.faiss' is not the one that was written. {REPAIR}"]


# -- the database ------------------------------------------------------------------------------


def test_a_missing_database_is_named(data: Path) -> None:
    part(data, generations.DATABASE).unlink()
    (problem,) = problems(data)
    assert problem.startswith("database 'knowledge.db' cannot be read")


def test_a_file_that_is_no_database_is_named(data: Path) -> None:
    part(data, generations.DATABASE).write_bytes(b"no database at all, but text " * 400)
    (problem,) = problems(data)
    assert problem.startswith("database 'knowledge.db' cannot be read")


@pytest.mark.parametrize("share", [0.25, 0.5, 0.9])
def test_a_truncated_database_is_named(share: float, data: Path) -> None:
    path = part(data, generations.DATABASE)
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    assert any("database 'knowledge.db'" in problem for problem in problems(data))


@pytest.mark.parametrize("table", ["documents", "passages", "sources", "embeddings", "passage_vectors", "clusters"])
def test_flipped_bytes_in_the_page_of_a_table_are_named(table: str, data: Path) -> None:
    path = part(data, generations.DATABASE)
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("select rootpage from sqlite_master where name = ?", (table,)).fetchone()
        (size,) = connection.execute("pragma page_size").fetchone()
    content = bytearray(path.read_bytes())
    start = (page - 1) * size
    content[start : start + 64] = bytes(byte ^ 0xFF for byte in content[start : start + 64])
    path.write_bytes(content)
    found = problems(data)
    assert [problem for problem in found if "'knowledge.db' is damaged" in problem] == found != []


def test_flipped_bytes_in_the_text_of_a_passage_are_named(data: Path) -> None:
    path = part(data, generations.DATABASE)
    content = path.read_bytes()
    text = b"The harbour is old."
    at = content.index(text)
    path.write_bytes(content[:at] + bytes([text[0] ^ 1]) + content[at + 1 :])
    assert problems(data) == [f"1 passages whose text is not where their document has it. {FRESH}"]


def test_a_database_of_an_older_version_is_named(data: Path) -> None:
    execute(data, "delete from _sqlite_migrations where name >= 'm004'")
    (problem,) = problems(data)
    assert problem == "database 'knowledge.db' lacks tables of this version. Rebuild: clusterbot index"


def test_removed_embeddings_are_named(data: Path) -> None:
    execute(data, "delete from embeddings")
    assert problems(data) == [
        f"{manifest_of(data).counts.vectors} vectors without an embedding. {FRESH}",
        "stored vectors are missing or not of 32 dimensions. Rebuild: clusterbot index --fresh",
    ]


def test_an_embedding_of_another_length_is_named(data: Path) -> None:
    execute(data, "update embeddings set vector = x'00000000' where rowid = 1")
    assert problems(data) == ["stored vectors are missing or not of 32 dimensions. Rebuild: clusterbot index --fresh"]


def test_passages_without_vectors_are_named(data: Path) -> None:
    execute(data, "delete from passage_vectors where passage_rowid in (1, 3)")
    found = problems(data)
    assert found[0] == f"2 passages without a vector. {FRESH}"
    assert found[-1].startswith("there are ")


def test_a_passage_that_has_lost_one_of_its_vectors_is_named(data: Path) -> None:
    execute(data, "delete from passage_vectors where passage_rowid = 1 and role = 'asked'")
    n = manifest_of(data).counts.vectors
    assert f"there are {n - 1} vectors, the manifest says {n}. {FRESH}" in problems(data)


def test_vectors_without_a_passage_are_named(data: Path) -> None:
    execute(
        data,
        "insert into passage_vectors (passage_rowid, text_sha256, role) select 999, text_sha256, 'text' from embeddings limit 1",
    )
    assert f"1 vectors without a passage. {FRESH}" in problems(data)


def test_removed_full_text_rows_are_named(data: Path) -> None:
    execute(data, "delete from passages_fts where rowid = 2")
    assert problems(data) == [f"1 passages without full-text rows. {REPAIR}"]


def test_full_text_rows_of_other_words_are_named(data: Path) -> None:
    execute(data, "update passages_fts set body = 'heron' where rowid = 2")
    assert problems(data) == [f"1 full-text rows are not those of their passages. {REPAIR}"]


@pytest.mark.parametrize(
    "change", ["null", "x'00'", "cast(substr(compared, 1, length(compared) - 8) || zeroblob(8) as blob)"]
)
def test_other_numbers_to_compare_with_questions_are_named(change: str, data: Path) -> None:
    execute(data, f"update passages set compared = {change} where passage_rowid = 1")
    assert problems(data) == [f"what of passages is compared with questions is not that of the passages. {REPAIR}"]


def test_full_text_rows_without_a_passage_are_named(data: Path) -> None:
    execute(data, "insert into passages_fts (rowid, body, heading, asked) values (999, 'heron', '', '')")
    assert problems(data) == [f"1 full-text rows without a passage. {REPAIR}"]


def test_other_word_counts_are_named(data: Path) -> None:
    execute(data, "update word_counts set n = n + 1 where word = 'timber'")
    assert problems(data) == [f"the word counts are not those of the passages. {REPAIR}"]


def test_embeddings_without_a_passage_are_named(data: Path) -> None:
    execute(data, "insert into embeddings values ('0', zeroblob(128))")
    assert problems(data) == [f"1 embeddings without a passage. {FRESH}"]


def test_flipped_bits_where_no_rule_sees_them_are_told_by_the_checksum(data: Path) -> None:
    execute(data, "update sources set title = 'Page three' where title = 'Page two'")
    assert problems(data) == [f"database 'knowledge.db' is not the one that was written: its checksum differs. {FRESH}"]


def test_an_index_of_a_version_without_checksums_is_whole(data: Path) -> None:
    edit_manifest(data, files={})
    assert problems(data) == []


def test_a_document_that_is_gone_is_named(data: Path) -> None:
    execute(data, "delete from documents where doc_id = 'page'")
    assert problems(data) == [
        f"table 'documents' has 1 rows, the manifest says 2. {FRESH}",
        f"6 passages without a document. {FRESH}",
    ]


def test_a_text_that_has_moved_is_named(data: Path) -> None:
    execute(data, "update documents set text = ' ' || text where doc_id = 'page'")
    assert problems(data) == [f"6 passages whose text is not where their document has it. {FRESH}"]


def test_sources_that_are_gone_are_named(data: Path) -> None:
    counts = manifest_of(data).counts
    with closing(sqlite3.connect(part(data, generations.DATABASE))) as connection:
        (cited,) = connection.execute("select count(*) from passage_sources where source_rowid = 1").fetchone()
    execute(data, "delete from sources where source_rowid = 1")
    assert problems(data) == [
        f"table 'sources' has {counts.sources - 1} rows, the manifest says {counts.sources}. {FRESH}",
        f"{cited} citations of sources that are gone. {FRESH}",
    ]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("cluster_fields", "delete from cluster_fields"),
        ("cluster_laender", "delete from cluster_laender"),
        ("cluster_laender", "update cluster_laender set land_id = 'BY'"),
        ("clusters", "update clusters set member = 1"),
        ("clusters", "update clusters set city = 'Bonn'"),
        ("clusters", "update clusters set name_keys = '[]'"),
    ],
)
def test_rows_that_the_finder_filters_on_and_no_profile_has_are_named(table: str, change: str, data: Path) -> None:
    execute(data, change)
    assert problems(data) == [f"table {table!r} does not agree with the cluster profiles. {REPAIR}"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("update clusters set profile = '{}'", "validation errors for ClusterProfile"),
        ("update clusters set profile = replace(profile, 'Automotive', 'Alchemy')", "'Alchemy'"),
    ],
)
def test_a_profile_that_this_version_cannot_read_is_named(change: str, named: str, data: Path) -> None:
    execute(data, change)
    (problem,) = problems(data)
    assert problem.startswith("a stored cluster profile is not of this version")
    assert named in problem
    assert problem.endswith(FRESH)


# -- the classifiers ---------------------------------------------------------------------------


def test_a_truncated_classifier_is_named(data: Path) -> None:
    path = part(data, generations.classifier_file("en"))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert problems(data) == [f"classifier file 'classifier-en.npz' is unreadable. {REPAIR}"]


def test_a_file_that_is_no_classifier_is_named(data: Path) -> None:
    part(data, generations.classifier_file("de")).write_bytes(b"words")
    assert problems(data) == [f"classifier file 'classifier-de.npz' is unreadable. {REPAIR}"]


def test_a_missing_classifier_is_named(data: Path) -> None:
    part(data, generations.classifier_file("en")).unlink()
    assert problems(data) == [
        f"classifier file 'classifier-en.npz' is missing, though {len(WORDS)} statements have asked lines. {REPAIR}"
    ]


def test_a_classifier_that_too_few_statements_have_asked_lines_for_is_not_missed(data: Path) -> None:
    part(data, generations.classifier_file("en")).unlink()
    execute(data, "update passages set asked = '[]' where statement_id in ('timber', 'tunnel')")
    assert "classifier" not in " ".join(problems(data))


def test_a_classifier_of_other_weights_is_named(data: Path) -> None:
    path = part(data, generations.classifier_file("en"))
    classifier = Classifier.load(path)
    assert classifier is not None
    replace(classifier, bias=classifier.bias + 1).save(path)
    assert problems(data) == [f"classifier file 'classifier-en.npz' is not the one that was written. {REPAIR}"]


def test_several_damages_are_all_named(data: Path) -> None:
    part(data, generations.classifier_file("en")).write_bytes(b"")
    part(data, generations.VECTORS).unlink()
    execute(data, "delete from passages_fts where rowid = 2")
    assert [problem.split(".")[0] for problem in problems(data)] == [
        "classifier file 'classifier-en",
        "1 passages without full-text rows",
        "vector file 'vectors",
    ]
