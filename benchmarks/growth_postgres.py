"""How the index in PostgreSQL grows: `python -m benchmarks.growth_postgres [--sizes 1000 …]`.

A real server is started on this machine, with its usual durability. For each number of passages, which are those of
`benchmarks/growth.py`: what writing a generation, opening it and searching it take, here and on the server, and how many of
the ten nearest are found. What was measured is kept under build/growth; sizes that are not asked for keep their figures.
The table goes into docs/scaling.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import psutil  # type: ignore[import-untyped]

from benchmarks import growth_index, machine
from benchmarks.growth_index import (
    SEARCH_COLUMNS,
    Searches,
    asked_of,
    encoder_of,
    memory_mb,
    opened,
    share_found,
    tenth,
)
from benchmarks.growth_material import CHUNK, Material, document
from indexer.generation import parts
from indexer.generation.postgres_writer import PostgresWriter
from knowledge.index.postgres import dense
from knowledge.index.postgres.home import PostgresHome
from knowledge.index.postgres.schema import schema_of
from knowledge.quality.quality_tables import table, with_block
from knowledge.retrieval.search import DEPTH

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "growth"
PAGE = ROOT / "docs" / "scaling.md"
SIZES = (1_000, 10_000, 100_000)
SETTINGS = {"shared_buffers": "1GB", "max_wal_size": "4GB"}
BEGIN = "<!-- growth in PostgreSQL: written by python -m benchmarks.growth_postgres -->"
END = "<!-- end of growth in PostgreSQL -->"


class Grown(Searches):
    """One size: `n` passages with a vector each. `_s` are seconds by the clock, `_cpu_s` of a processor here and on the server."""

    n: int
    rows_s: float
    vectors_s: float
    derived_s: float
    indexes_s: float
    build_cpu_s: float
    build_server_cpu_s: float
    build_mb: float
    disk_mb: float
    graph_mb: float
    load: float
    opening_s: float
    opening_cpu_s: float
    opened_mb: float
    candidates: int
    server_ms: float


_COLUMNS: Mapping[str, Callable[[Grown], str]] = {
    "passages": lambda g: f"{g.n:,}",
    "rows, s": lambda g: f"{g.rows_s:,.1f}",
    "vectors, s": lambda g: f"{g.vectors_s:,.1f}",
    "derived and indexes, s": lambda g: f"{g.derived_s + g.indexes_s:,.1f}",
    "CPU time of building, s: indexer + server": lambda g: f"{g.build_cpu_s:,.0f} + {g.build_server_cpu_s:,.0f}",
    "memory that building takes, MB": lambda g: f"{g.build_mb:,.0f}",
    "on disk, MB (HNSW of it)": lambda g: f"{g.disk_mb:,.0f} ({g.graph_mb:,.0f})",
    "opened, s": lambda g: f"{g.opening_s:.2f}",
    "memory of a bot for it, MB": lambda g: f"{g.opened_mb:,.0f}",
    "candidates (0: all are compared)": lambda g: f"{g.candidates:,}",
    **SEARCH_COLUMNS,
    "CPU time of the server a search, ms": lambda g: f"{g.server_ms:.1f}",
}


def grown_table(sizes: Sequence[Grown], told: Mapping[str, str]) -> str:
    """Return the table, sizes in the order given, and under it what it was measured on."""
    lines = table(tuple(_COLUMNS), [tuple(cell(size) for cell in _COLUMNS.values()) for size in sizes])
    loads = ", ".join(f"{size.load:.1f}" for size in sizes)
    note = f"Load average while the sizes were measured: {loads}. Machine: {'; '.join(f'{k}: {v}' for k, v in told.items())}."
    return "\n".join([*lines, "", note])


def server_seconds(postmaster: psutil.Process) -> float:
    """Return the processor time of a server: of all its processes, those that are gone included."""
    own = postmaster.cpu_times()
    spent = own.user + own.system + own.children_user + own.children_system
    for child in postmaster.children():
        times = child.cpu_times()
        spent += times.user + times.system
    return float(spent)


def make(n: int, home: PostgresHome, material: Material, postmaster: psutil.Process) -> dict[str, float]:
    """Write a generation of the first `n` passages, and return what it took. Vectors are given, not encoded."""
    told: dict[str, float] = {}
    material.mixed([0])
    before = memory_mb("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the most that is held is counted from here
    server, own = server_seconds(postmaster), process_time()

    def timed(name: str, step: Callable[[], object]) -> None:
        started = perf_counter()
        step()
        told[f"{name}_s"] = perf_counter() - started

    writer = PostgresWriter(home)
    with (
        writer.writing(),
        writer.new_generation(
            "growth", encoder=material.encoder.name, dimension=material.encoder.dimension, fresh=True
        ) as made,
    ):

        def add_vectors() -> None:
            for at, vectors in zip(range(0, n, CHUNK), material.chunks(n), strict=True):
                keys = [parts.text_hash(str(number)) for number in range(at, at + len(vectors))]
                made.add_embeddings(keys, vectors)
                made.add_passage_vectors((at + place, key, "text") for place, key in enumerate(keys, 1))

        timed("rows", lambda: made.add_documents(map(document, range(n))))
        timed("vectors", add_vectors)
        timed("derived", lambda: parts.write_derived(made, parts.nothing))
        timed("indexes", lambda: made.finish(graph=None, inputs="0" * 64))
    with writer.writing():
        writer.tidy()
    peak = memory_mb("VmHWM")
    disk, graphs = sizes_on_disk(home)
    spent = {"build_cpu_s": process_time() - own, "build_server_cpu_s": server_seconds(postmaster) - server}
    return {**told, **spent, "build_mb": peak - before, "disk_mb": disk, "graph_mb": graphs}


def sizes_on_disk(home: PostgresHome) -> tuple[float, float]:
    """Return what the generation that answers takes on disk, and what of it its HNSW indexes take, in megabytes."""
    schema = schema_of(home.current_name())
    size = "coalesce(sum({}), 0)::float8 / 1e6"
    (disk,) = home.db.row(
        f"""select {size.format("pg_total_relation_size(c.oid)")} from pg_class c
            where c.relnamespace = %s::regnamespace and c.relkind = 'r'""",
        (schema,),
    )
    (graph,) = home.db.row(
        f"""select {size.format("pg_relation_size(c.oid)")} from pg_class c join pg_am a on a.oid = c.relam
            where c.relnamespace = %s::regnamespace and a.amname = 'hnsw'""",
        (schema,),
    )
    return float(disk), float(graph)


def measure(n: int, home: PostgresHome, material: Material, postmaster: psutil.Process) -> dict[str, float | str]:
    """Return what opening and searching took; each passage has one vector."""
    material.encoder.encode_queries(["warm"])
    before = memory_mb("RssAnon")
    started, own = perf_counter(), process_time()
    base = opened(home, material.encoder)
    told: dict[str, float | str] = {"opening_s": perf_counter() - started, "opening_cpu_s": process_time() - own}
    told["candidates"] = dense.n_candidates(n, DEPTH * dense.PER_PASSAGE) if n > dense.HELD_VECTORS else 0
    told["opened_mb"] = memory_mb("RssAnon") - before
    found, asked = asked_of(base, perf_counter)
    server = server_seconds(postmaster)
    for query in asked:
        base.searcher.search(query, k=growth_index.K)
    told["server_ms"] = (server_seconds(postmaster) - server) / len(asked) * 1000
    queries = np.stack([query.vector for query in asked])
    runs = [base.store.dense_run(vector, depth=DEPTH) for vector in queries]
    told["recall"] = share_found(runs, tenth(material.chunks(n), queries))
    base.close()
    return {**told, **found}


def both(n: int, data: Path) -> Grown:
    """Return what is measured for `n` passages, in a database of its own, each step in a process of its own."""
    sys.path.insert(0, str(ROOT / "tests"))
    from postgres_server import server_running  # type: ignore[import-not-found]

    with server_running(SETTINGS) as server:
        told: dict[str, object] = {"n": n}
        for step in ("make", "measure"):
            command = (sys.executable, "-m", "benchmarks.growth_postgres", "--step", step, "--sizes", str(n))
            done = subprocess.run(
                [*command, "--data", str(data), "--url", server.url()],
                cwd=ROOT,
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
            told |= json.loads(done.stdout)
    return Grown.model_validate({**told, "load": machine.load()})


def _step(name: str, n: int, data: Path, url: str) -> dict[str, float | str]:
    home = PostgresHome(url, FOLDER / "postgres")
    (place,) = home.db.row("select current_setting('data_directory')")
    pid = int((Path(place) / "postmaster.pid").read_text(encoding="ascii").split()[0])
    steps: Mapping[str, Callable[..., Mapping[str, float | str]]] = {"make": make, "measure": measure}
    found = steps[name](n, home, Material(FOLDER / "vectors", encoder_of(data)), psutil.Process(pid))
    home.close()
    return dict(found)


def main(arguments: Sequence[str]) -> int:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth_postgres", description=__doc__)
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=SIZES, help="numbers of passages; none: the table of what was measured"
    )
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the index of the shipped corpus")
    parser.add_argument("--step", choices=("make", "measure"), help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.step:
        print(json.dumps(_step(options.step, options.sizes[0], options.data, options.url)))
        return 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for n in sorted(options.sizes):
        grown = both(n, options.data.absolute())
        (FOLDER / f"postgres-{n}.json").write_text(grown.model_dump_json(), encoding="utf-8")
        print(grown.model_dump_json(), flush=True)
    kept = [Grown.model_validate_json(path.read_text(encoding="utf-8")) for path in FOLDER.glob("postgres-*.json")]
    text = grown_table(sorted(kept, key=lambda g: g.n), machine.describe())
    page = with_block(PAGE.read_text(encoding="utf-8"), text, PAGE.name, marks=(BEGIN, END))
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
