"""What is of the index in PostgreSQL only: how processes and connections end, local copies, and other programs' search."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from multiprocessing.context import ForkServerContext
from pathlib import Path
from time import monotonic, sleep

import numpy as np
import psycopg
import pytest
from made import document
from postgres_server import Server
from store_contract import DIMENSION, ENCODER, corpus, passages_in, stated

from indexer.generation import parts, postgres_generation, postgres_rows
from indexer.generation.builder import build
from indexer.generation.postgres_generation import PostgresGeneration
from indexer.generation.postgres_writer import PostgresWriter
from indexer.shipped.corpus import Corpus
from knowledge.answers.hot import HotAnswerer, HotIndex
from knowledge.clusters.outcomes import Request
from knowledge.errors import IndexDamaged, IndexMismatch, StorageError
from knowledge.index.postgres import copies, dense, vectors
from knowledge.index.postgres.home import LOOK_EVERY_SECONDS, PostgresHome
from knowledge.index.postgres.schema import schema_of
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import Progress, Vectors, WordEncoder


@pytest.fixture
def home(postgres_url: str, tmp_path: Path) -> Iterator[PostgresHome]:
    made = PostgresHome(postgres_url, tmp_path / "data", look_every=0)
    yield made
    made.close()


@pytest.fixture
def built(home: PostgresHome) -> PostgresHome:
    build(corpus(), ENCODER, home)
    return home


def names(home: PostgresHome) -> list[str]:
    return [name for (name,) in home.db.rows("select name from clusterbot.generations order by name")]


def schemas(home: PostgresHome) -> set[str]:
    return {name for (name,) in home.db.rows("select nspname from pg_namespace where nspname like 'clusterbot\\_%'")}


def end_connections(url: str) -> None:
    """End all other connections to the database, as a server does that is restarted."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        )


# -- connections ---------------------------------------------------------------------------------------------------


def test_lost_connections_are_made_anew_and_what_is_open_is_held_again(built: PostgresHome, postgres_url: str) -> None:
    base = KnowledgeBase.open(built, ENCODER)
    end_connections(postgres_url)
    first = base.manifest.generation
    assert built.stamp() == first  # asked at every question
    assert base.searcher.search(base.searcher.prepare("timber", "en"), k=1)[0].passage.text.endswith("timber.")
    build(corpus(document("new", "New.")), ENCODER, built)
    assert names(built) == [first, built.current_name()]
    base.close()
    PostgresWriter(built).tidy()
    assert names(built) == [built.current_name()]


def test_of_a_reader_that_is_gone_nothing_is_held(built: PostgresHome, postgres_url: str, tmp_path: Path) -> None:
    other = PostgresHome(postgres_url, tmp_path / "other")
    other.open()
    end_connections(postgres_url)
    build(corpus(document("new", "New.")), ENCODER, built)
    assert names(built) == [built.current_name()]
    other.close()


def test_out_of_reach_is_a_storage_error_with_the_next_step(home: PostgresHome, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"cannot be used .*Check CLUSTERBOT_STORE"):
        PostgresHome("postgresql://nobody:secret@127.0.0.1:1/none", tmp_path)


def test_a_bot_whose_server_is_gone_has_no_stamp_and_goes_on(built: PostgresHome) -> None:
    hot = HotIndex(built, lambda: KnowledgeBase.open(built, ENCODER))
    built.close()
    with hot.turn() as answerer, pytest.raises(StorageError, match="Check CLUSTERBOT_STORE"):
        answerer.base.store.lexical_run(["timber"], depth=1)


def test_the_generation_is_asked_for_every_so_often_only(
    built: PostgresHome, postgres_url: str, tmp_path: Path
) -> None:
    now = 0.0
    other = PostgresHome(postgres_url, tmp_path / "other", clock=lambda: now)
    first = other.stamp()
    second = build(corpus(document("new", "New.")), ENCODER, built).generation
    assert other.stamp() == first
    now = LOOK_EVERY_SECONDS
    assert other.stamp() == second
    other.close()


# -- builds that end early -----------------------------------------------------------------------------------------


class Slow(WordEncoder):
    """Says when it has encoded a chunk, and takes its time."""

    def __init__(self, encoded: object) -> None:
        super().__init__(DIMENSION)
        self._encoded = encoded

    def encode_passages(self, texts: list[str], progress: Progress | None = None) -> Vectors:  # type: ignore[override]
        self._encoded.release()  # type: ignore[attr-defined]
        sleep(0.02)
        return super().encode_passages(texts, progress)


def _build(url: str, data: str, version: str, begun: object) -> None:
    parts.CHUNK = 2
    home = PostgresHome(url, Path(data))
    build(corpus(document("version", f"Version {version}.")), Slow(begun), home)


def test_killed_at_any_moment_the_old_or_the_new_index_answers_and_nothing_else_is_left(
    home: PostgresHome, postgres_url: str, processes: ForkServerContext, tmp_path: Path
) -> None:
    build(Corpus((document("version", "Version old."),), ()), ENCODER, home)
    ends, unfinished = set(), set()
    for number, seconds in enumerate((0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.9)):
        before, wanted = home.current_name(), f"v{number}"
        begun = processes.Semaphore(0)
        process = processes.Process(target=_build, args=(postgres_url, str(tmp_path / "data"), wanted, begun))
        process.start()
        assert begun.acquire(timeout=60)
        sleep(seconds)
        process.kill()
        process.join()
        store = home.open()
        is_new = store.document_text("version") == f"Version {wanted}."
        ends.add(is_new)
        assert (home.current_name() == before) is not is_new
        assert home.problems() == []
        whole = {schema_of(name) for name in names(home)}
        assert whole <= schemas(home)
        assert not unfinished & schemas(home)  # the next run has removed what the one before left
        unfinished |= schemas(home) - whole
        store.close()
    outcome = build(corpus(document("version", "Version last.")), ENCODER, home)
    assert outcome.encoded <= 1
    assert home.db.row("select count(*) from clusterbot.pending_vectors") == (0,)
    assert (names(home), False in ends) == ([home.current_name()], True)
    assert schemas(home) == {schema_of(home.current_name())}


def test_readers_of_the_old_generation_wait_for_nothing_while_a_new_one_is_written(
    built: PostgresHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, read = threading.Event(), threading.Event()

    def written_then_wait(self: object) -> None:
        written.set()
        assert read.wait(30)
        publish(self)  # type: ignore[arg-type]

    store = built.open()
    first = store.manifest.generation
    publish = PostgresGeneration.publish
    monkeypatch.setattr(PostgresGeneration, "publish", written_then_wait)
    builder = threading.Thread(target=lambda: build(corpus(document("new", "New.")), ENCODER, built))
    builder.start()
    assert written.wait(30)
    assert built.current_name() == first
    assert len(passages_in(store)) == store.manifest.counts.passages
    assert len(store.lexical_run(["timb", "timber", "bridg"], depth=5)) > 0
    read.set()
    builder.join()
    assert built.current_name() != first
    store.close()


def _answer(url: str, folder: str) -> None:
    """Answer until there is a file `enough`; write each generation with what it says into `told`, and last that it is done."""
    home = PostgresHome(url, Path(folder))
    hot = HotAnswerer(HotIndex(home, lambda: KnowledgeBase.open(home, ENCODER)))
    with (Path(folder) / "told").open("w", encoding="utf-8", buffering=1) as file:
        while not (Path(folder) / "enough").exists():
            with hot.turn():
                answer = hot.answer(Request("Which version has the harbour?", "en")).answer
                text = hot.base.store.document_text("harbour")
            file.write(json.dumps([answer.generation, answer.text, text]) + "\n")
        file.write(json.dumps("done") + "\n")


def _until_told(words: str, folders: Sequence[Path]) -> None:
    """Wait until the answers of each folder have the words."""
    latest = monotonic() + 60
    while not all(
        (path := folder / "told").exists() and words in path.read_text(encoding="utf-8") for folder in folders
    ):
        assert monotonic() < latest
        sleep(0.05)


def test_of_four_bots_one_is_killed_while_an_indexer_is_at_work_and_the_others_answer_on(
    home: PostgresHome, postgres_url: str, processes: ForkServerContext, tmp_path: Path
) -> None:
    def index(number: int) -> str:
        places = ("timber", "tunnel", "harbour", "crane")
        texts = [document(place, f"The {place} has version {number}.") for place in places]
        return build(Corpus(tuple(texts), ()), ENCODER, home).generation

    versions = {index(0): "0"}
    folders = [tmp_path / f"bot{n}" for n in range(4)]
    for folder in folders:
        folder.mkdir()
    bots = [processes.Process(target=_answer, args=(postgres_url, str(folder))) for folder in folders]
    for bot in bots:
        bot.start()
    _until_told("version 0.", folders)
    for number in range(1, 6):
        if number == 3:
            bots[0].kill()
        versions[index(number)] = str(number)
    _until_told("version 5.", folders[1:])
    for bot, folder in zip(bots, folders, strict=True):
        (folder / "enough").touch()
        bot.join()
    assert [bot.exitcode for bot in bots] == [-signal.SIGKILL, 0, 0, 0]
    lines = [line for folder in folders for line in (folder / "told").read_text(encoding="utf-8").split("\n")[:-1]]
    seen = [json.loads(line) for line in lines]
    assert seen.count("done") == 3
    answered = [row for row in seen if row != "done"]
    assert [row for row in answered if f"version {versions[row[0]]}." not in row[1] or row[2] not in row[1]] == []
    PostgresWriter(home).tidy()
    assert names(home) == [home.current_name()]


# -- another machine -----------------------------------------------------------------------------------------------


def test_another_machine_copies_what_it_reads_whole_and_only_once(
    built: PostgresHome, postgres_url: str, tmp_path: Path
) -> None:
    other = PostgresHome(postgres_url, tmp_path / "other")
    KnowledgeBase.open(other, ENCODER).close()
    (path,) = (tmp_path / "other" / copies.FOLDER).iterdir()
    assert path.name == built.manifest().files[dense.ALL.name]
    at = path.stat().st_mtime_ns
    KnowledgeBase.open(other, ENCODER).close()
    assert path.stat().st_mtime_ns == at
    other.close()


def test_a_copy_that_is_not_what_was_written_is_damage(built: PostgresHome) -> None:
    generation = schema_of(built.current_name())
    vector = dense.literal(np.ones(DIMENSION, dtype=np.float32))
    built.db.write(f"update {generation}.vectors set embedding = %s::vector where vector_rowid = 1", (vector,))
    with pytest.raises(IndexDamaged, match="in the database is not what was written"):
        KnowledgeBase.open(built, ENCODER)
    assert list((built.data / copies.FOLDER).iterdir()) == []


def test_copies_that_no_generation_names_go_after_a_day(built: PostgresHome) -> None:
    folder = built.data / copies.FOLDER
    folder.mkdir(parents=True)
    for name, age in (("old", 90_000), ("young", 10)):
        (folder / name).write_bytes(b"")
        os.utime(folder / name, (0, 0) if name == "old" else None)
        assert age
    KnowledgeBase.open(built, ENCODER).close()
    assert sorted(path.name for path in folder.iterdir()) == sorted(["young", built.manifest().files[dense.ALL.name]])


def test_the_graph_of_the_encoder_is_copied_to_a_machine_that_has_none(
    home: PostgresHome, postgres_url: str, tmp_path: Path
) -> None:
    graph = "encoders/0123456789ab"
    content = {"graph.onnx": b"g" * 9_000_000, "tokenizer.json": b"{}", "encoder.json": b'{"a": 1}'}
    (home.data / graph).mkdir(parents=True)
    for name, value in content.items():
        (home.data / graph / name).write_bytes(value)
    build(corpus(), ENCODER, home, graph=graph)
    other = PostgresHome(postgres_url, tmp_path / "other")
    made = other.manifest()
    for _ in range(2):
        folder = other.local_files(made) / graph
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == content
        (folder / "encoder.json").write_bytes(b"of another export")  # the next time it is copied again
    other.close()


def test_files_that_no_generation_names_are_removed_from_the_database(home: PostgresHome) -> None:
    def n_blobs() -> int:
        return int(home.db.row("select count(distinct sha256) from clusterbot.blobs")[0])

    words = ("timber", "tunnel", "harbour", "herons", "engine", "valley")
    facts = [stated(f"d{n}", "en", (f"s{n}", text), asked=(f"What of {text}?",)) for n, text in enumerate(words)]
    build(Corpus(tuple(facts), ()), ENCODER, home)
    assert n_blobs() == 1  # a classifier
    build(Corpus((document("one", "One."),), ()), ENCODER, home)
    assert n_blobs() == 0


def test_an_index_in_the_data_folder_brings_its_vectors_along(home: PostgresHome) -> None:
    n_texts = build(corpus(), ENCODER, home.data).encoded
    outcome = build(corpus(document("new", "New.")), ENCODER, home)
    assert (n_texts > 1, outcome.encoded) == (True, 1)


# -- damage --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("delete from {}.documents where doc_id = 'klar'", "table 'documents' has"),
        ("update {}.passages set text = text || '!' where passage_rowid = 1", "1 passages whose text is not where"),
        (
            "update {}.passages set source_ids = array[99] where passage_rowid = 1",
            "1 citations of sources that are gone",
        ),
        ("update {}.vectors set kind = 'gap' where vector_rowid = 1", "1 vectors filed under another kind"),
        ("delete from {}.postings where stem = 'timber'", "2 lists of the passages that have a stem"),
        ("update {}.postings set scores[1] = 9 where stem = 'timber'", "2 lists of the passages that have a stem"),
        ("update {}.passages set compared = null where kind <> 'text'", "passages is compared with questions"),
        ("update {}.word_counts set n = 99 where kind = 'folded'", "the word counts are not those"),
        ("update {}.word_counts set n = 99 where kind = 'stems'", "the frequencies of stems are not those"),
        ("update {}.clusters set city = 'Bonn' where cluster_id = 'beta'", "cluster 'beta' is not filtered on"),
        ("update {}.clusters set fields = '{{}}' where cluster_id = 'beta'", "cluster 'beta' is not filtered on"),
    ],
)
def test_damage_is_named_with_what_to_run(damage: str, told: str, built: PostgresHome) -> None:
    schema = schema_of(built.current_name())
    built.db.write(f"alter table {schema}.passages drop constraint passages_doc_id_fkey")
    built.db.write(damage.format(schema))
    (problem, *_) = built.problems()
    assert told in problem
    assert problem.endswith("Run: clusterbot index --fresh")


def test_an_index_of_another_schema_is_refused(built: PostgresHome) -> None:
    built.db.write("update clusterbot.generations set manifest = jsonb_set(manifest, '{schema_version}', '99')")
    with pytest.raises(IndexMismatch, match="has schema 99"):
        built.open()


# -- much plain text -----------------------------------------------------------------------------------------------


def test_much_plain_text_is_searched_by_its_index_in_each_language(
    home: PostgresHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense, "HELD_VECTORS", 100)
    chance = np.random.default_rng(7)
    words = [f"word{n}" for n in range(300)]
    texts = [" ".join(chance.choice(words, 6)) + "." for _ in range(600)]
    documents = [document(f"d{language}", *texts[at::2], language=language) for at, language in ((0, "en"), (1, "de"))]
    build(Corpus((*documents, *corpus().documents), ()), ENCODER, home)
    store = home.open()
    with home.db.transaction() as connection:
        connection.execute("set local enable_seqscan = off")
        plan = connection.execute(
            f"""explain select passage_rowid from {store.schema}.vectors where kind = 'text' and language = 'en'
            order by embedding <#> '{dense.literal(ENCODER.encode_queries([texts[0]])[0])}'::vector limit 20"""
        ).fetchall()
    assert any("using vectors_near_en" in line for (line,) in plan)
    every = store.passages_of(("text",))
    hits, wanted = 0, 0
    for text in texts[:40]:
        vector = ENCODER.encode_queries([text])[0]
        scores = {i: float(ENCODER.encode_passages([p.text])[0] @ vector) for i, p in every.items()}
        tenth = sorted(scores.values())[-10]
        found = store.dense_run(vector, depth=10, kinds=("text",))
        hits += sum(score >= tenth - 1e-6 for _, score in found)
        wanted += 10
    assert hits / wanted >= 0.98
    store.close()


@pytest.mark.parametrize(
    ("n_vectors", "wanted", "expected"),
    [(100_000, 40, 240), (1_000_000, 240, 479), (100_000, 400, 400), (10**9, 240, 1000)],
)
def test_a_larger_graph_is_searched_with_more_candidates(n_vectors: int, wanted: int, expected: int) -> None:
    assert dense.n_candidates(n_vectors, wanted) == expected


# -- building in parts -------------------------------------------------------------------------------------------------


def test_an_index_written_in_small_parts_is_the_same(
    built: PostgresHome, postgres_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_rows, "AT_A_TIME", 2)
    monkeypatch.setattr(postgres_generation, "_AT_A_TIME", 2)
    monkeypatch.setattr(vectors, "_AT_A_TIME", 3)
    monkeypatch.setattr(parts, "WINDOW", 4)
    monkeypatch.setattr(parts, "_COUNTED", 3)
    with postgres_server.database() as url:
        other = PostgresHome(url, tmp_path / "parts")
        made = build(corpus(), ENCODER, other)
        assert other.problems() == []
        assert made.counts == built.manifest().counts
        for table in ("passages", "sources", "postings", "word_counts", "vectors"):
            columns = "*" if table != "passages" else "passage_rowid, passage_id, text, source_ids, compared"
            rows = [
                home.db.rows(f"select {columns} from {schema_of(home.current_name())}.{table} order by 1, 2, 3")
                for home in (built, other)
            ]
            assert rows[0] == rows[1]
        other.close()


def test_a_server_that_has_lost_what_it_does_not_log_ends_the_build(built: PostgresHome) -> None:
    first = built.current_name()

    class Losing(WordEncoder):
        def encode_passages(self, texts: list[str], progress: Progress | None = None) -> Vectors:  # type: ignore[override]
            (schema,) = schemas(built) - {schema_of(first)}
            built.db.write(f"truncate {schema}.stems")
            return super().encode_passages(texts, progress)

    with pytest.raises(StorageError, match=r"has crashed while the index was built\. Run: clusterbot index"):
        build(corpus(document("new", "New.")), Losing(DIMENSION), built)
    assert schemas(built) == {schema_of(first)}


# -- other programs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "language", "expected"),
    [
        ("bridge", "en", ["en#0"]),
        ("Brücke", "de", ["de#0"]),
        ("lifting cranes", "en", ["plain#0"]),
        ("nothing", "en", []),
    ],
)
def test_other_programs_find_passages_by_the_text_search_of_the_language(
    query: str, language: str, expected: list[str], built: PostgresHome
) -> None:
    rows = built.db.rows("select passage_id from clusterbot.find(%s, %s)", (query, language))
    assert [i for (i,) in rows] == expected
