from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest
from made import document, passage, profile

from knowledge.errors import IndexDamaged
from knowledge.index.store import Store
from knowledge.index.written_store import WrittenStore
from knowledge.records import Document, Source


@pytest.fixture
def store() -> Iterator[Store]:
    store = WrittenStore.create()
    yield store
    store.close()


FULL = passage(
    "d#1",
    "Straße und Schiene",
    start=3,
    end=21,
    language="de",
    kind="statement",
    heading="Page › Part",
    statement_id="fact",
    cluster_id="alpha",
    as_of="2022-10",
    valid_until="2024",
    supersedes=("old", "older"),
    compares=("other",),
    asked=("Wo?", "Über was?"),
    sources=(
        Source(title="B", publisher="P", date="2023", page="4-5", section="S", url="https://x.org"),
        Source(title="A"),
    ),
)


def test_a_passage_is_read_with_every_value_and_its_sources_in_order(store: Store) -> None:
    store.add_documents([Document("d", "D", "de", "...Straße und Schiene", (FULL,))])
    assert store.passages() == {1: FULL}


def test_documents_are_listed_by_id_with_title_and_language(store: Store) -> None:
    store.add_documents([document("b", "x"), document("a", "y", language="de")])
    assert list(store.documents()) == [("a", "A", "de"), ("b", "B", "en")]


def test_the_text_of_a_document_is_what_offsets_count_in(store: Store) -> None:
    store.add_documents([document("a", "One fact.", "Another fact.")])
    text = store.document_text("a") or ""
    assert [text[p.start : p.end] for p in store.passages().values()] == ["One fact.", "Another fact."]


def test_an_unknown_document_has_no_text(store: Store) -> None:
    assert store.document_text("nowhere") is None


def test_passages_come_in_the_order_asked_for_and_unknown_ids_are_left_out(store: Store) -> None:
    store.add_documents([document("a", "one", "two", "three")])
    assert [(i, p.text) for i, p in store.passages([3, 99, 1]).items()] == [(3, "three"), (1, "one")]


def test_no_row_ids_give_no_passages(store: Store) -> None:
    store.add_documents([document("a", "one")])
    assert store.passages([]) == {}


def test_some_passages_are_the_same_as_among_all(store: Store) -> None:
    store.add_documents([document("a", "one", "two"), Document("d", "D", "de", "", (FULL,))])
    everything = store.passages()
    assert store.passages(list(everything)) == everything


def test_a_source_that_several_passages_cite_is_stored_once(store: Store) -> None:
    store.add_documents([document("a", "one", "two"), document("b", "three")])
    assert (store.count("sources"), store.count("passage_sources")) == (2, 3)


def test_each_passage_has_its_sources_in_its_own_order(store: Store) -> None:
    a, b = Source("A"), Source("B")
    store.add_documents([document("one", "x", sources=(a, b)), document("two", "y", sources=(b, a))])
    assert [p.sources for p in store.passages().values()] == [(a, b), (b, a)]
    assert store.passages([2])[2].sources == (b, a)


def test_two_passages_of_one_text_stay_two(store: Store) -> None:
    store.add_documents([document("a", "same", "same")])
    assert [p.passage_id for p in store.passages().values()] == ["a#0", "a#1"]


def test_documents_of_which_one_fails_are_all_left_out(store: Store) -> None:
    twice = document("b", "x")
    with pytest.raises(sqlite3.IntegrityError, match=r"documents\.doc_id"):
        store.add_documents([document("a", "y"), twice, twice])
    assert [store.count(t) for t in ("documents", "passages", "sources", "passages_fts")] == [0, 0, 0, 0]


def test_every_passage_has_a_full_text_row_of_its_id(store: Store) -> None:
    store.add_documents([document("a", "one", "two"), document("b", "three")])
    rows = store.connection.execute("select rowid from passages_fts order by 1").fetchall()
    assert [rowid for (rowid,) in rows] == list(store.passages())


def test_cluster_profiles_are_read_as_they_were_by_id(store: Store) -> None:
    profiles = [profile("beta"), profile("alpha", ecei_label={"level": "gold", "sources": [0]})]
    store.add_clusters(profiles, field_ids={"Automotive": "automotive"}, land_ids={"Sachsen": "SN"})
    assert store.clusters() == [profiles[1], profiles[0]]


def test_what_is_filtered_on_stands_in_columns_and_rows(store: Store) -> None:
    made = profile(
        "alpha",
        states=["Bayern"],
        ecei_label={"level": "silver", "sources": [0]},
        go_cluster={"status": "member", "sources": [0]},
    )
    store.add_clusters(
        [made, profile("beta")],
        field_ids={"Automotive": "automotive"},
        land_ids={"Sachsen": "SN", "Bayern": "BY"},
    )
    query = store.connection.execute
    assert query("select cluster_id, city, label, member from clusters order by 1").fetchall() == [
        ("alpha", "Dresden", "silver", 1),
        ("beta", "Dresden", None, 0),
    ]
    assert query("select * from cluster_laender order by 1, 2").fetchall() == [
        ("alpha", "BY"),
        ("alpha", "SN"),
        ("beta", "SN"),
    ]
    assert query("select * from cluster_fields order by 1").fetchall() == [
        ("alpha", "automotive"),
        ("beta", "automotive"),
    ]


def test_vectors_come_with_the_passage_of_each_in_the_order_added(store: Store) -> None:
    store.add_documents([document("a", "one", "two")])
    axes = np.eye(3, dtype=np.float32)
    store.add_embeddings(["h0", "h1"], axes[:2])
    store.add_passage_vectors([(2, "h1", "text"), (1, "h0", "text"), (2, "h0", "asked")])
    matrix, rowids = store.vectors(3)
    assert rowids.tolist() == [2, 1, 2]
    assert matrix.tolist() == axes[[1, 0, 0]].tolist()
    assert (matrix.dtype, rowids.dtype) == (np.float32, np.int64)


def test_embeddings_are_stored_as_little_endian_float32(store: Store) -> None:
    store.add_embeddings(["h"], np.array([[1.5, -2.0]], dtype=np.float32))
    assert store.embeddings() == {"h": b"\x00\x00\xc0\x3f\x00\x00\x00\xc0"}


def test_a_known_embedding_stays_as_it_is(store: Store) -> None:
    store.add_embeddings(["h"], np.array([[1.0]], dtype=np.float32))
    store.add_embeddings(["h"], np.array([[9.0]], dtype=np.float32))
    assert np.frombuffer(store.embeddings()["h"], dtype="<f4").tolist() == [1.0]


def test_as_many_hashes_as_vectors_are_needed(store: Store) -> None:
    with pytest.raises(ValueError, match="zip"):
        store.add_embeddings(["h", "i"], np.zeros((1, 2), dtype=np.float32))


def test_a_store_without_vectors_gives_an_empty_matrix_of_the_dimension(store: Store) -> None:
    matrix, rowids = store.vectors(5)
    assert (matrix.shape, rowids.shape) == ((0, 5), (0,))


def test_a_vector_of_another_length_is_damage(store: Store) -> None:
    store.add_embeddings(["h"], np.zeros((1, 2), dtype=np.float32))
    store.add_passage_vectors([(1, "h", "text")])
    with pytest.raises(IndexDamaged, match="missing or not of 3 dimensions"):
        store.vectors(3)


def test_a_missing_vector_is_damage(store: Store) -> None:
    store.add_passage_vectors([(1, "gone", "text")])
    with pytest.raises(IndexDamaged, match="Rebuild: clusterbot index --fresh"):
        store.vectors(3)


def test_a_store_on_disk_is_opened_with_what_was_written(tmp_path: Path) -> None:
    written = WrittenStore.create(tmp_path / "knowledge.db")
    written.add_documents([document("a", "one")])
    written.close()
    opened = Store.open(tmp_path / "knowledge.db")
    assert [p.text for p in opened.passages().values()] == ["one"]
    opened.close()


def test_an_opened_store_cannot_be_written(tmp_path: Path) -> None:
    WrittenStore.create(tmp_path / "knowledge.db").close()
    opened = Store.open(tmp_path / "knowledge.db")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        opened.connection.execute("delete from documents")
    opened.close()


def test_opening_a_missing_database_is_an_error_and_makes_none(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match=r"'knowledge\.db' cannot be read .*\. Rebuild: clusterbot index"):
        Store.open(tmp_path / "knowledge.db")
    assert list(tmp_path.iterdir()) == []


def test_opening_a_file_that_is_no_database_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "knowledge.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(IndexDamaged, match="cannot be read"):
        Store.open(tmp_path / "knowledge.db")


def test_opening_a_database_of_an_older_version_is_an_error(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "knowledge.db").close()
    with pytest.raises(IndexDamaged, match="lacks tables of this version"):
        Store.open(tmp_path / "knowledge.db")


@pytest.mark.parametrize("folder", ["data #1", "why?", "50%41"])
def test_the_data_folder_may_have_any_name(folder: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir()
    WrittenStore.create(tmp_path / folder / "knowledge.db").close()
    Store.open(tmp_path / folder / "knowledge.db").close()


def test_text_with_every_kind_of_quote_is_stored_as_it_is(store: Store) -> None:
    odd = """it's "quoted" „so“ %s ? :x \\ ; drop table passages; --"""
    store.add_documents([Document("d", odd, "en", odd, (replace(passage("d#1", odd), heading=odd, asked=(odd,)),))])
    stored = store.passages()[1]
    assert (stored.text, stored.heading, stored.asked) == (odd, odd, (odd,))


# -- several threads ---------------------------------------------------------------------------


def test_threads_read_at_once_each_with_a_connection_of_its_own(tmp_path: Path) -> None:
    written = WrittenStore.create(tmp_path / "k.db")
    written.add_documents([document("a", *(f"Text {n}." for n in range(200)))])
    written.close()
    store = Store.open(tmp_path / "k.db")
    expected = {rowid: p.text for rowid, p in store.passages().items()}
    together = Barrier(8)

    def read(seed: int) -> tuple[int, bool]:
        together.wait()
        right = all(
            {rowid: p.text for rowid, p in store.passages([rowid]).items()} == {rowid: expected[rowid]}
            for rowid in [1 + (seed * 7 + n) % 200 for n in range(300)]
        )
        return id(store.connection), right

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(read, range(8)))
    store.close()
    assert all(right for _, right in found)
    assert len({connection for connection, _ in found}) == 8


def test_what_is_remembered_is_bounded_and_always_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.index.store.REMEMBERED", 3)
    written = WrittenStore.create(tmp_path / "k.db")
    written.add_documents([document("a", "One.", "Two.", "Three.", "Four.")])
    written.close()
    store = Store.open(tmp_path / "k.db")
    for rowids in ([1, 2], [2, 3], [4, 1, 3], [1, 2, 3, 4], [9, 2]):
        assert list(store.passages(rowids)) == [rowid for rowid in rowids if rowid < 9]
    store.close()


def test_a_passage_of_a_store_for_reading_is_one_object_however_it_is_asked_for(tmp_path: Path) -> None:
    written = WrittenStore.create(tmp_path / "k.db")
    written.add_documents([document("a", "One.", "Two.", kind="statement"), document("b", "Three.")])
    written.close()
    store = Store.open(tmp_path / "k.db")
    three = store.passages([3])[3]
    statements = store.passages_of(["statement"])
    every = store.passages_of(None)
    assert list(every) == [1, 2, 3]
    assert all(every[rowid] is passage for rowid, passage in {**statements, 3: three}.items())
    assert all(every[rowid] is passage for rowid, passage in store.passages([2, 1]).items())
    store.close()


def test_more_passages_than_are_remembered_are_read_and_not_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.index.store.REMEMBERED", 3)
    written = WrittenStore.create(tmp_path / "k.db")
    written.add_documents([document("a", "One.", "Two.", "Three.", "Four.")])
    written.close()
    store = Store.open(tmp_path / "k.db")
    assert len(store.passages_of(None)) == 4
    assert store.passages_of(None)[1] is not store.passages([1])[1]
    store.close()


def test_passages_of_one_source_share_it(tmp_path: Path) -> None:
    source = Source("A title", page="3")
    made = document("a", "One.", "Two.")
    made = replace(made, passages=tuple(replace(p, sources=(source,)) for p in made.passages))
    store = WrittenStore.create()
    store.add_documents([made])
    one, two = store.passages_of(None).values()
    assert one.sources == (source,)
    assert one.sources[0] is two.sources[0]


def test_a_document_knows_the_file_that_it_was_read_from_and_others_know_none(tmp_path: Path) -> None:
    made = [replace(document("a", "One."), origin="/in/ä.txt"), document("b", "Two.")]
    store = WrittenStore.create(tmp_path / "k.db")
    store.add_documents(made)
    store.close()
    store = Store.open(tmp_path / "k.db")
    assert [store.document_origin(doc_id) for doc_id in ("a", "b", "none")] == ["/in/ä.txt", None, None]
    store.close()
