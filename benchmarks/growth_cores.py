"""Many passages in PostgreSQL on a machine of many cores: `python -m benchmarks.growth_cores N --vectors FOLDER --out FOLDER`.

The same passages, tables, graphs and questions as `benchmarks/growth_postgres.py`, in less time: rows and vectors are written
by many processes, both graphs are built at once, and what is derived is worked out meanwhile. What is known is written to
`--out` step by step. The encoder is needed on no such machine: `--questions INDEX` keeps, where it is, the vectors of all
texts that the index under `INDEX`, of the same passages over files, encodes for the questions.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np
import psutil  # type: ignore[import-untyped]

from benchmarks import growth_index, machine
from benchmarks.growth_index import (
    K,
    asked_of,
    encoder_of,
    memory_mb,
    opened,
    percentiles,
    share_found,
    tenth,
)
from benchmarks.growth_material import CHUNK, Material, document
from benchmarks.growth_postgres import server_seconds, sizes_on_disk
from indexer.generation.postgres_rows import Rows
from knowledge.index.manifest import Counts, Manifest
from knowledge.index.postgres import dense
from knowledge.index.postgres.connection import Postgres
from knowledge.index.postgres.home import PostgresHome
from knowledge.index.postgres.schema import derived, graph, keys, migrate, schema_of, tables
from knowledge.index.postgres.vectors import copied_in, held_parts
from knowledge.index.store_protocol import IndexHome, Run
from knowledge.records import LANGUAGES
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.search import DEPTH
from knowledge.sentence_model.encoder import Encoder, Progress, Vectors
from knowledge.words.word_counts import count_words

ROOT = Path(__file__).parents[1]
GENERATION = "20260101T000000000000-cores"
CANDIDATES = (240, 360, 479, 720, 1000)
_GRAPH_MEMORY = "2GB"  # what `clusterbot index` gives at the most
_SHARED_MEMORY = 8 << 30  # bytes that two graphs of a million vectors surely fit into
_QUESTIONS = "questions.npz"


class KeptEncoder:
    """Has the vectors of texts that were encoded elsewhere, and of no others."""

    def __init__(self, folder: Path) -> None:
        kept = np.load(folder / _QUESTIONS)
        self.name = str(kept["name"])
        self._vectors: dict[str, Vectors] = dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True))
        self.dimension = int(kept["vectors"].shape[1])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of `texts`, in order. Raises `KeyError` for a text that was not kept."""
        return np.stack([self._vectors[text] for text in texts])

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Raise `NotImplementedError`: the vectors of passages are given."""
        raise NotImplementedError("passages are encoded where the material is made")


class Listening:
    """Encodes as `encoder` does, and remembers what."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.dimension = encoder.name, encoder.dimension
        self.heard: dict[str, Vectors] = {}

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of `texts`, in order."""
        vectors = self._encoder.encode_queries(texts)
        self.heard.update(zip(texts, vectors, strict=True))
        return vectors

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of `texts`, in order."""
        return self._encoder.encode_passages(texts, progress)


def keep_questions(index: Path | IndexHome, encoder: Encoder, folder: Path) -> int:
    """Keep in `folder` the vectors of all that the index encodes for the questions; return how many they are."""
    listening = Listening(encoder)
    base = KnowledgeBase.open(index, listening)
    for text, language in growth_index.questions():
        _ = base.searcher.prepare(text, language).vector
    base.close()
    texts = sorted(listening.heard)
    vectors = np.stack([listening.heard[text] for text in texts])
    np.savez(folder / _QUESTIONS, name=np.array(encoder.name), texts=np.array(texts), vectors=vectors)
    return len(texts)


# -- making ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """An index of `n` passages in the making: the database at `url`, and `folder` for the vectors as they went there."""

    n: int
    url: str
    material: Material
    folder: Path

    @property
    def schema(self) -> str:
        """The schema of its rows."""
        return schema_of(GENERATION)

    def spans(self) -> list[int]:
        """Return where each part begins that a process writes at a time."""
        return list(range(0, self.n, CHUNK))


_plan: Plan | None = None  # what a process of the pool works at; it was there when it was forked


def _planned() -> Plan:
    if _plan is None:
        raise ValueError("a process of the pool was started without a plan")
    return _plan


def _write_rows(at: int) -> int:
    """Write the passages from `at` on, and the counts of their words; return how many they are."""
    plan = _planned()
    db = Postgres(plan.url, connections=1)
    rows = Rows(db, plan.schema)
    rows.n_passages = at
    documents = [document(number) for number in range(at, min(at + CHUNK, plan.n))]
    rows.add_documents(documents)
    rows.add_word_counts(count_words([passage for made in documents for passage in made.passages]))
    db.close()
    return len(documents)


def _write_vectors(at: int) -> int:
    """Write the vectors of the passages from `at` on, and keep them as a file; return how many they are."""
    plan = _planned()
    vectors = plan.material.chunk(at, plan.n)
    np.save(plan.folder / f"{at:08d}.npy", vectors)
    hashes = [hashlib.sha256(str(number).encode()).digest() for number in range(at, at + len(vectors))]
    db = Postgres(plan.url, connections=1)
    with db.transaction() as connection:
        connection.execute("create temp table arrived (key bytea, embedding vector) on commit drop")
        with connection.cursor().copy("copy arrived from stdin (format binary)") as copied:
            for block in copied_in(hashes, vectors):
                copied.write(block)
        written = connection.execute(
            f"""insert into {plan.schema}.vectors
                select p.passage_rowid, p.passage_rowid, p.kind, p.language, 'text', a.key, a.embedding
                from {plan.schema}.passages p
                join arrived a on a.key = sha256(convert_to((p.passage_rowid - 1)::text, 'UTF8'))
                where p.passage_rowid between %s and %s order by 1""",
            (at + 1, at + len(vectors)),
        ).rowcount
    db.close()
    if written != len(vectors):
        raise ValueError(f"{written} of {len(vectors)} vectors from {at} on found their passage")
    return written


class Told:
    """What was measured, written to a file whenever something is added."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._started = perf_counter()
        self.values: dict[str, object] = {}

    def add(self, **values: object) -> None:
        """Add `values` to what was measured."""
        self.values |= values
        self._path.write_text(json.dumps(self.values, indent=1), encoding="utf-8")
        print(f"{perf_counter() - self._started:7.1f} s", json.dumps(values), flush=True)

    def timed(self, name: str, step: Callable[[], object]) -> None:
        """Run `step`, and add the seconds that it took."""
        started = perf_counter()
        step()
        self.add(**{f"{name}_s": perf_counter() - started})


def make(plan: Plan, told: Told, *, processes: int) -> None:
    """Write the index that is planned, with so many processes; its time goes into `told`."""
    global _plan
    plan.material.chunk(0, 1)
    plan.material.mixed([0])
    plan.material.chunk(CHUNK * 2, CHUNK * 2 + 1)  # what all need is read before they are forked
    _plan = plan
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        home = PostgresHome(plan.url, plan.folder)
        migrate(home.db)
        with home.db.transaction() as connection:
            connection.execute(tables(plan.schema, plan.material.encoder.dimension))
        told.timed("rows", lambda: sum(pool.imap_unordered(_write_rows, plan.spans())))
        told.timed("vectors", lambda: sum(pool.imap_unordered(_write_vectors, plan.spans())))
    steps: list[tuple[str, str]] = [("derived", derived(plan.schema))]
    if plan.n > dense.HELD_VECTORS:
        steps += [(f"graph_{language}", graph(plan.schema, language)) for language in LANGUAGES]
    with ThreadPoolExecutor(len(steps)) as together:
        list(together.map(lambda step: told.timed(step[0], partial(_run, home.db, step[1])), steps))
    told.timed("keys", partial(_run, home.db, keys(plan.schema)))
    for table in ("documents", "passages", "vectors", "postings"):
        home.db.write(f"analyze {plan.schema}.{table}")
    _publish(plan, home.db)
    home.close()


def _run(db: Postgres, statements: str) -> None:
    with db.transaction() as connection:
        connection.execute("set local work_mem = '256MB'")
        connection.execute(f"set local maintenance_work_mem = '{_GRAPH_MEMORY}'")
        connection.execute(statements)


def _publish(plan: Plan, db: Postgres) -> None:
    entry = dense.BOUNDED if plan.n > dense.HELD_VECTORS else dense.ALL
    digest = hashlib.sha256()
    for part in held_parts(db, plan.schema, entry, plan.material.encoder.dimension):
        digest.update(part)
    made = Manifest(
        generation=GENERATION,
        created="2026-01-01T00:00:00Z",
        encoder=plan.material.encoder.name,
        dimension=plan.material.encoder.dimension,
        inputs_sha256="0" * 64,
        counts=Counts(documents=plan.n, passages=plan.n, vectors=plan.n, clusters=0, sources=0),
        files={entry.name: digest.hexdigest()},
    )
    with db.transaction() as connection:
        connection.execute(
            "insert into clusterbot.generations (name, manifest) values (%s, %s)", (GENERATION, made.model_dump_json())
        )
        connection.execute("insert into clusterbot.current (generation) values (%s)", (GENERATION,))


# -- measuring ---------------------------------------------------------------------------------------------------------


def measure(plan: Plan, told: Told, postmaster: psutil.Process) -> None:
    """Open the index that was made and search it; what that took goes into `told`, by the clock."""
    home = PostgresHome(plan.url, plan.folder)
    disk, graphs = sizes_on_disk(home)
    told.add(disk_mb=disk, graph_mb=graphs)
    before = memory_mb("RssAnon")
    started = perf_counter()
    base = opened(home, plan.material.encoder)
    told.add(opening_s=perf_counter() - started, opened_mb=memory_mb("RssAnon") - before)
    found, asked = asked_of(base, perf_counter)
    server = server_seconds(postmaster)
    for query in asked:
        base.searcher.search(query, k=K)
    told.add(**found, server_ms=(server_seconds(postmaster) - server) / len(asked) * 1000)
    queries = np.stack([query.vector for query in asked])
    least = tenth((np.load(plan.folder / f"{at:08d}.npy") for at in plan.spans()), queries)
    runs = [base.store.dense_run(vector, depth=DEPTH) for vector in queries]
    told.add(candidates=dense.n_candidates(plan.n, DEPTH * dense.PER_PASSAGE), recall=share_found(runs, least))
    for candidates in CANDIDATES if plan.n > dense.HELD_VECTORS else ():
        told.add(**{f"with_{candidates}": searched_with(candidates, plan, home.db, queries, least, postmaster)})
    base.close()
    home.close()


def searched_with(
    candidates: int, plan: Plan, db: Postgres, queries: Vectors, least: Vectors, postmaster: psutil.Process
) -> Mapping[str, float]:
    """Return R@10, what a dense run takes by the clock and of the server, with so many candidates of each graph."""
    text = dense.TextVectors(db, plan.schema, vectors_for(candidates))
    runs: list[Run] = []
    seconds: list[float] = []
    server = server_seconds(postmaster)
    for vector in queries:
        started = perf_counter()
        both = [hit for language in LANGUAGES for hit in text.run(vector, depth=DEPTH, kind="text", language=language)]
        runs.append(sorted(both, key=lambda hit: (-hit[1], hit[0]))[:DEPTH])
        seconds.append(perf_counter() - started)
    spent = (server_seconds(postmaster) - server) / len(queries) * 1000
    return {"recall": share_found(runs, least), "server_ms": spent, **percentiles("dense", seconds)}


def vectors_for(candidates: int) -> int:
    """Return of how many vectors an index is that is searched with so many candidates."""
    return next(n for n in _sizes() if dense.n_candidates(n, DEPTH * dense.PER_PASSAGE) >= candidates)


def _sizes() -> Iterator[int]:
    return (round(1000 * 1.001**step) for step in range(20_000))


def settings() -> dict[str, str]:
    """Return how the server is set up: as a big one is, with its usual durability."""
    shared = os.statvfs("/dev/shm")
    kind = "posix" if shared.f_bavail * shared.f_frsize > _SHARED_MEMORY else "mmap"
    cores = len(os.sched_getaffinity(0))
    return {
        "shared_buffers": "8GB" if cores > 4 else "1GB",
        "max_wal_size": "16GB",
        "dynamic_shared_memory_type": kind,
        "max_worker_processes": str(2 * cores),
        "max_parallel_workers": str(cores),
        "max_parallel_maintenance_workers": str(max(1, cores // 2 - 1)),  # for each of two graphs
        "min_parallel_table_scan_size": "1MB",  # so that all of them are taken
    }


def main(arguments: Sequence[str]) -> int:
    """Keep questions, or make and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth_cores", description=__doc__)
    parser.add_argument("n", type=int, nargs="?", default=1_000_000, help="number of passages")
    parser.add_argument("--vectors", type=Path, default=ROOT / "build" / "growth" / "vectors", help="of the material")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "growth", help="where figures are written to")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "growth" / "cores", help="for vectors; 1.6 kB each"
    )
    parser.add_argument("--processes", type=int, default=max(2, len(os.sched_getaffinity(0)) - 2))
    parser.add_argument("--questions", type=Path, metavar="INDEX", help="keep the questions' vectors, and stop")
    parser.add_argument(
        "--data", type=Path, default=ROOT / "data", help="the index of the shipped corpus; for --questions"
    )
    options = parser.parse_args(arguments)
    if options.questions:
        print(keep_questions(options.questions, encoder_of(options.data), options.vectors))
        return 0
    sys.path.insert(0, str(ROOT / "tests"))
    from postgres_server import server_running  # type: ignore[import-not-found]

    options.work.mkdir(parents=True, exist_ok=True)
    told = Told(options.out / f"cores-{options.n}.json")
    told.add(machine=machine.describe(), settings=settings(), processes=options.processes, n=options.n)
    material = Material(options.vectors, KeptEncoder(options.vectors))
    with server_running(settings()) as server:
        plan = Plan(options.n, server.url(), material, options.work)
        home = PostgresHome(plan.url, plan.folder)
        (place,) = home.db.row("select current_setting('data_directory')")
        home.close()
        postmaster = psutil.Process(int((Path(place) / "postmaster.pid").read_text(encoding="ascii").split()[0]))
        make(plan, told, processes=options.processes)
        told.add(build_server_cpu_s=server_seconds(postmaster), load=machine.load())
        measure(plan, told, postmaster)
    told.add(done=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
